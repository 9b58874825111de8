"""From a debrief to what its screen shows: figures for the top, sections for the columns."""

from datetime import UTC, datetime, tzinfo

from coctui.reports import debrief as reports
from coctui.reports.debrief import Debrief, Kept, Table
from coctui.reports.markdown import HELD, UNKNOWN, number, spoken_minutes
from coctui.reports.public import held_back
from coctui.widgets import moments
from coctui.widgets.charts import FEW, columns
from coctui.widgets.figures import Figure, FigureLine, Section
from coctui.widgets.glyphs import Glyphs

SCOPE_SHORT = "figures that you may see, by day of receipt"
ONE = {"reports": "report", "cases": "case", "violations": "violation", "not violations": "not a violation"}
SHORT = {"not violations": "not"}
PROMISES = {
    "acknowledgement": "acknowledged",
    "outcome": "outcome",
    "status": "status messages",
    "review": "reviews",
    "check-in": "check-ins",
    "expiry": "ends looked at",
    "team check-in": "check-ins with colleagues",
}
"""What a line of promises is called."""
CHART_ROWS, CHART_EACH = 2, 2


def glance(debrief: Debrief) -> tuple[Figure, ...]:
    """The six figures."""
    return tuple(_figure(figure) for figure in debrief.glance)


def _figure(figure: reports.Figure) -> Figure:
    if figure.count is None:
        return Figure("–", f"{figure.name} {number(figure)}", f"{SHORT.get(figure.name, figure.name)} held")
    name = ONE.get(figure.name, figure.name) if figure.count == 1 else figure.name
    return Figure(str(figure.count), name, SHORT.get(figure.name, ""))


def about(debrief: Debrief, glyphs: Glyphs) -> tuple[Section, ...]:
    """What happened: what it was about, where, when, how it came."""
    found = [_table(debrief.table("category")), _table(debrief.table("place"))]
    if not debrief.public:
        found += [_hours(debrief, glyphs), _table(debrief.table("day"), whole=True)]
    return (*found, _table(debrief.table("channel")))


def done(debrief: Debrief, now: datetime, zone: tzinfo, *, clock: bool) -> tuple[Section, ...]:
    """What the team made of it: promises, acts, itself, determinations, and what is still open."""
    found = [
        _promises(debrief),
        _table(debrief.table("action")),
        _team(debrief, zone),
        _table(debrief.table("outcome")),
    ]
    return (*found, _held(debrief) if debrief.public else _open_ends(debrief, now, zone, clock=clock))


def _table(table: Table, *, whole: bool = False) -> Section:
    """Lines that are not none, the others in one line; `whole`: all of them."""
    shown = [line for line in table.lines if line.count != 0 or whole]
    none = len(table.lines) - len(shown)
    if not table.adds_up:
        ordered = shown
    else:
        last = ("not known", "not decided yet", "other")
        ordered = shown if whole else sorted(shown, key=lambda line: (line.name in last, -(line.count or 0)))
    lines = [_line(table, line) for line in ordered]
    if not shown:
        lines = [FigureLine("none", words=" ")]
    elif none:
        lines.append(FigureLine(f"{none} others" if none > 1 else "one other", words="none"))
    most = max((line.count or 0 for line in table.lines), default=0)
    legend = table.id in ("category", "day") and 0 < most < FEW
    return Section(table.title, f"one block is one {table.unit}" if legend else "", tuple(lines))


def _line(table: Table, line: reports.Figure) -> FigureLine:
    name = _spoken_day(line.name) if table.id == "day" else line.name
    if line.count is None:
        return FigureLine(name, words=HELD)
    words = "" if line.count else "none"
    return FigureLine(name, str(line.count), blocks=line.count, words=words, behind=line.cases)


def _spoken_day(day: str) -> str:
    at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    return moments.long_day(at.timestamp(), UTC)


def _hours(debrief: Debrief, glyphs: Glyphs) -> Section:
    counts = [line.count or 0 for line in debrief.table("hour").lines]
    most = max(counts)
    rows = columns(counts, CHART_EACH, CHART_ROWS, glyphs)
    marks = "".join(f"{hour:02}".ljust(6 * CHART_EACH) for hour in (0, 6, 12, 18)).rstrip()
    lines = [FigureLine("", drawn=f"   {row}") for row in rows]
    axis = glyphs.light * (24 * CHART_EACH)
    lines += [FigureLine("", drawn=f"   {axis}", tone="$rule"), FigureLine("", drawn=f"   {marks}", tone="$text-muted")]
    peak = counts.index(most)
    note = f"peak {peak:02} to {(peak + 1) % 24:02}" if most else "none"
    return Section(f"Reports by hour, {debrief.zone}", note, tuple(lines))


def _promises(debrief: Debrief) -> Section:
    late = {kind: tuple(one.case for one in debrief.late if one.kind == kind) for kind in PROMISES}
    lines = [_kept(kept, late.get(kept.kind, ())) for kept in debrief.promises]
    waited = debrief.first_answer
    if waited.answered is None:
        said = HELD
    elif waited.median is None:
        said = "none yet"
    else:
        longest = f", max {spoken_minutes(waited.longest)}" if waited.longest is not None else ""
        said = f"{spoken_minutes(waited.median)} median{longest}"
    lines.append(FigureLine("first answer", words=said))
    if not debrief.public:
        missed = len(debrief.late)
        behind = tuple(dict.fromkeys(one.case for one in debrief.late))
        words = f"{missed} promises" if missed > 1 else "one promise" if missed else "none"
        lines.append(FigureLine("missed or late", words=words, sign="!" if missed else "", behind=behind))
    return Section("Promises", "", tuple(lines))


def _kept(kept: Kept, late: tuple[str, ...]) -> FigureLine:
    name = PROMISES.get(kept.kind, kept.kind) + (f" within {kept.within}" if kept.within else "")
    if kept.total is None or kept.kept is None:
        return FigureLine(name, words=HELD)
    missed = (kept.late or 0) + (kept.missed or 0)
    settled = kept.total if kept.late is None else kept.kept + missed
    if not settled:
        waits = "none yet" if kept.open else "none"
        return FigureLine(name, words=waits)
    rest = f"of {settled}"
    return FigureLine(name, str(kept.kept), rest, kept.kept, missed, tone="$success", behind=late)


def _team(debrief: Debrief, zone: tzinfo) -> Section:
    team = debrief.team
    zones = "" if team.zones is None else f" in {team.zones} time zone{'s' if team.zones > 1 else ''}"
    awake = team.nobody_awake
    lines = [
        FigureLine(
            "members", words=f"{team.members}{zones}, {team.leads or 'no'} lead{'' if team.leads == 1 else 's'}"
        ),
        FigureLine("nobody on shift", words=UNKNOWN if awake is None else spoken_minutes(awake) if awake else "never"),
    ]
    for gap in team.gaps[:3]:
        start, end = gap.start.timestamp(), gap.end.timestamp()
        span = f"{moments.day(start, zone)} {moments.clock(start, zone)} to {moments.clock(end, zone)}"
        lines.append(FigureLine("", words=span, sign="~"))
    times = (("stepped aside", team.stepped_aside), ("acted at once", team.at_once), ("stand-in named", team.stand_ins))
    lines += [FigureLine(name, words=_times(count)) for name, count in times if count is not None]
    return Section("Team", "", tuple(lines))


def _times(count: int) -> str:
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def _open_ends(debrief: Debrief, now: datetime, zone: tzinfo, *, clock: bool) -> Section:
    lines = []
    for end in debrief.open_ends:
        due = "" if end.due is None else _due(end.due.timestamp(), now.timestamp(), zone, clock=clock)
        mark = "!" if end.late else "~" if end.due else ""
        lines.append(
            FigureLine(end.case, words=f"{end.what}{', ' + due if due else ''}", sign=mark, behind=(end.case,))
        )
    note = "" if not lines else f"in {len({end.case for end in debrief.open_ends})} of {debrief.cases} cases"
    return Section("Open ends", note, tuple(lines) or (FigureLine("none", words=" "),))


def _due(due: float, now: float, zone: tzinfo, *, clock: bool) -> str:
    if clock:
        return f"due {moments.stamp(due, now, zone)}"
    return f"due {moments.until(due, now)}"


def _held(debrief: Debrief) -> Section:
    count = held_back(debrief)
    lines = [
        FigureLine("held back", words=f"{count} small or telling figures" if count else "nothing"),
        FigureLine("not in it", words="hours, days, single cases"),
        FigureLine("before it goes out", words="a reader who knows the cases"),
    ]
    return Section("For the public", "", tuple(lines))
