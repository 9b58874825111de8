"""A debrief as a page of Markdown: to read, to print, to hand to the chair. Whatever is none says so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from coctui import safetext
from coctui.models.almanac import MONTHS
from coctui.reports.debrief import CaseLine, Debrief, Figure, Kept, Table
from coctui.reports.public import held_back

HELD, UNKNOWN = "held back", "not known"
HEADS = {"case": "cases", "report": "reports"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_markdown(debrief: Debrief) -> str:
    """The whole page; every line through `safetext`, and no sign of it read as Markdown that we did not set."""
    return "\n".join(safetext.line(row) for row in _rows(debrief)).rstrip() + "\n"


def _rows(debrief: Debrief) -> Iterator[str]:
    kind = "Draft for the public" if debrief.public else "Debrief"
    days = spoken_days(debrief)
    yield f"# {kind}: {_plain(debrief.conference) or 'our conference'}{', ' + days if days else ''}"
    yield ""
    yield debrief.scope
    if debrief.so_far:
        yield "The conference is not over: figures so far."
    yield f"Made {_moment(debrief.made)}. Counted by the day of receipt; hours and days are those of {debrief.zone}."
    if debrief.public:
        yield ""
        yield from _before_it_goes_out(debrief)
    yield ""
    yield "## At a glance"
    yield ""
    yield from (f"- {figure.name}: {number(figure)}" for figure in debrief.glance)
    yield from _promises(debrief)
    for table in debrief.tables:
        yield from _table(table)
    yield from _team(debrief)
    if not debrief.public:
        yield from _open_ends(debrief)
        yield from _lines(debrief.lines)


def _before_it_goes_out(debrief: Debrief) -> Iterator[str]:
    count = held_back(debrief)
    said = (
        "Nothing is held back."
        if not count
        else f"{count} figures are held back: small ones, and what would tell them."
    )
    yield f"{said} Somebody who knows the cases reads this before it goes out."


def number(figure: Figure) -> str:
    """A count in words: none, held back, not known, or the number."""
    if figure.held_back:
        return HELD
    return UNKNOWN if figure.count is None else str(figure.count) if figure.count else "none"


def spoken_days(debrief: Debrief) -> str:
    """`4 to 6 December 2026`; `""` where the days are not known."""
    try:
        first, last = date.fromisoformat(debrief.first_day), date.fromisoformat(debrief.last_day)
    except ValueError:
        return ""
    until = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return until
    if first.year != last.year:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year} to {until}"
    return (
        f"{first.day} to {until}" if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]} to {until}"
    )


def spoken_minutes(minutes: int) -> str:
    """`41 min`, `2 h 20`, `3 d 4 h`."""
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {rest:02}" if rest else f"{hours} h"
    return f"{hours // 24} d {hours % 24} h" if hours % 24 else f"{hours // 24} d"


def spoken_kind(kept: Kept) -> str:
    """`acknowledgement within 2 h`."""
    return f"{kept.kind} within {kept.within}" if kept.within else kept.kind


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _moment(at: datetime) -> str:
    at = at.astimezone(UTC)
    return f"{at.day} {MONTHS[at.month - 1]} {at.year} {at:%H:%M} UTC"


def _grid(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield ""
    for row in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(row)} |"


def _count(count: int | None) -> str:
    return HELD if count is None else str(count) if count else "none"


def _promises(debrief: Debrief) -> Iterator[str]:
    yield ""
    yield "## Promises"
    fates = () if debrief.public else ("late", "missed", "open", "waived")
    rows = (
        [spoken_kind(kept), _count(kept.kept), *(_count(getattr(kept, fate)) for fate in fates), _count(kept.total)]
        for kept in debrief.promises
    )
    heads = () if debrief.public else ("kept late", "missed", "still open", "not needed")
    yield from _grid(("promise", "kept in time", *heads, "all"), rows)
    yield ""
    waited = debrief.first_answer
    if waited.answered is None:
        yield f"First answer to a reporter: {HELD}."
    elif waited.median is None:
        yield "First answer to a reporter: none yet."
    else:
        longest = f", the longest {spoken_minutes(waited.longest)}" if waited.longest is not None else ""
        yield f"First answer to a reporter: {spoken_minutes(waited.median)} in the middle{longest}."
    if not debrief.public:
        late = (
            [
                _plain(one.case),
                one.kind,
                _moment(one.due),
                spoken_minutes(one.minutes),
                "kept" if one.done else "not yet",
            ]
            for one in debrief.late
        )
        if debrief.late:
            yield from _grid(("case", "promise", "was due", "late by", ""), late)
        else:
            yield ""
            yield "Missed or late: none."


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"## {table.title}"
    if not table.adds_up:
        yield ""
        yield "A case can stand in several lines."
    shown = [line for line in table.lines if table.id != "hour" or line.count]
    if shown:
        yield from _grid((table.id, HEADS[table.unit]), ([line.name, number(line)] for line in shown))
    else:
        yield ""
        yield "None."


def _team(debrief: Debrief) -> Iterator[str]:
    team = debrief.team
    yield ""
    yield "## Team"
    yield ""
    yield f"- members: {team.members}, of them leads: {team.leads or 'none'}"
    yield f"- time zones: {UNKNOWN if team.zones is None else team.zones}"
    awake = team.nobody_awake
    yield f"- nobody on shift: {UNKNOWN if awake is None else spoken_minutes(awake) if awake else 'never'}"
    yield from (f"  - {_moment(gap.start)} to {_moment(gap.end)}" for gap in team.gaps)
    if team.stepped_aside is not None:
        yield f"- somebody stepped aside: {_times(team.stepped_aside)}"
    if team.at_once is not None:
        yield f"- somebody acted at once, alone: {_times(team.at_once)}"
    if team.stand_ins is not None:
        yield f"- a stand-in was named: {_times(team.stand_ins)}"


def _times(count: int) -> str:
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def _open_ends(debrief: Debrief) -> Iterator[str]:
    yield ""
    yield "## Open ends"
    rows = (
        [_plain(end.case), end.what, f"{_moment(end.due)}{', late' if end.late else ''}" if end.due else ""]
        for end in debrief.open_ends
    )
    if debrief.open_ends:
        yield from _grid(("case", "what", "due"), rows)
    else:
        yield ""
        yield "None."


def _lines(lines: Sequence[CaseLine]) -> Iterator[str]:
    yield ""
    yield "## Cases"
    if not lines:
        yield ""
        yield "None."
        return
    heads = ("case", "received", "reports", "about", "where", "determination", "what we did", "promises")
    yield from _grid(heads, (_line(line) for line in lines))


def _line(line: CaseLine) -> list[str]:
    owed = f"{line.kept} kept" + (f", {line.late} late or missed" if line.late else "")
    return [
        _plain(line.case),
        _moment(line.received),
        f"{line.reports} ({', '.join(line.channels)})" if line.reports else "none",
        line.category or UNKNOWN,
        line.place or UNKNOWN,
        (line.outcome or "not decided yet") + (", closed" if line.closed else ""),
        ", ".join(line.actions),
        owed,
    ]
