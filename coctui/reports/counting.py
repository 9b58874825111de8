"""From cases to figures. Pure: the same cases, team and moment give the same debrief."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import chain
from typing import Literal, NamedTuple, get_args

from coctui import safetext
from coctui.models.category import CATEGORIES
from coctui.models.content_events import Channel, Outcome
from coctui.models.hours import conference_span, zone_named
from coctui.models.roster import Team
from coctui.models.shift import gaps
from coctui.reports.debrief import (
    SCOPE,
    CaseLine,
    Debrief,
    Figure,
    Gone,
    OpenEnd,
    Table,
    TeamFigures,
)
from coctui.reports.facts import ACTIONS, CaseFacts
from coctui.reports.promised import fate, first_answer, kept, kinds_in, late_ones

PLACES = ("chat", "talk", "video room", "mail", "social", "repository", "in person", "other")
NOT_KNOWN, UNDECIDED = "not known", "not decided yet"


def debrief(facts: Iterable[CaseFacts], team: Team, now: datetime) -> Debrief:
    """The debrief of these cases, as of `now`, in the conference's hours."""
    cases = sorted(facts, key=lambda case: (case.received, case.code))
    zone, days = zone_named(team.zone), conference_span(team)
    return Debrief(
        scope=SCOPE,
        conference=safetext.line(team.conference),
        first_day=_day(team.first_day),
        last_day=_day(team.last_day),
        zone=str(getattr(zone, "key", "UTC")),
        made=now,
        so_far=days is not None and now < days[1],
        public=False,
        reports=sum(len(case.reports) for case in cases),
        cases=len(cases),
        glance=_glance(cases),
        tables=tuple(_tables(cases, zone, days)),
        promises=tuple(kept(cases, kind, now) for kind in kinds_in(cases)),
        late=tuple(late_ones(cases, now)),
        first_answer=first_answer(cases),
        team=_team(team, cases, days),
        open_ends=tuple(
            OpenEnd(case=case.code, what=end.what, due=end.due, late=end.due is not None and end.due < now)
            for case in cases
            for end in case.ends
        ),
        lines=tuple(_line(case, now) for case in cases),
    )


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


# ------------------------------------------------------------------------------------------------------------- tables


def _figure(name: str, cases: Iterable[CaseFacts]) -> Figure:
    found = tuple(case.code for case in cases)
    return Figure(name=name, count=len(found), cases=found)


def _glance(cases: Sequence[CaseFacts]) -> tuple[Figure, ...]:
    reports = sum(len(case.reports) for case in cases)
    outcomes = {"violations": "violation", "not violations": "not a violation", "out of scope": "out of scope"}
    return (
        Figure(name="reports", count=reports, cases=tuple(case.code for case in cases if case.reports)),
        _figure("cases", cases),
        *(_figure(name, (c for c in cases if c.outcome == outcome)) for name, outcome in outcomes.items()),
        _figure("open", (case for case in cases if not case.closed)),
    )


class _Plan(NamedTuple):
    """A table of cases: its names in their order, and under which of them a case stands."""

    id: Literal["category", "place", "outcome", "action"]
    title: str
    names: tuple[str, ...]
    under: Callable[[CaseFacts], tuple[str, ...]]


_PLANS = (
    _Plan("category", "What it was about", (*CATEGORIES, NOT_KNOWN), lambda case: (case.category or NOT_KNOWN,)),
    _Plan("place", "Where", (*PLACES, NOT_KNOWN), lambda case: (case.place or NOT_KNOWN,)),
    _Plan("outcome", "Determination", (*get_args(Outcome), UNDECIDED), lambda case: (case.outcome or UNDECIDED,)),
    _Plan("action", "What we did", ACTIONS, lambda case: case.actions),
)


def _tables(cases: Sequence[CaseFacts], zone: tzinfo, days: tuple[datetime, datetime] | None) -> Iterable[Table]:
    yield _of_reports("channel", "How reports came", get_args(Channel), cases, lambda channel, _: channel)
    for plan in _PLANS:
        lines = tuple(_figure(name, (case for case in cases if name in plan.under(case))) for name in plan.names)
        adds_up = plan.id != "action"
        yield Table(id=plan.id, title=plan.title, unit="case", adds_up=adds_up, total=len(cases), lines=lines)
    hours = tuple(f"{hour:02}" for hour in range(24))
    yield _of_reports("hour", "Reports by hour", hours, cases, lambda _, at: f"{at.astimezone(zone):%H}")
    seen = {at.astimezone(zone).date() for case in cases for _, at in case.reports}
    if days is not None:
        first, last = (day.astimezone(zone).date() for day in days)
        seen |= {first + timedelta(days=day) for day in range((last - first).days)}
    names = tuple(day.isoformat() for day in sorted(seen))
    yield _of_reports("day", "Reports by day", names, cases, lambda _, at: at.astimezone(zone).date().isoformat())


def _of_reports(
    id: Literal["channel", "hour", "day"],
    title: str,
    names: tuple[str, ...],
    cases: Sequence[CaseFacts],
    under: Callable[[Channel, datetime], str],
) -> Table:
    stands: dict[str, list[str]] = {name: [] for name in names}
    for case in cases:
        for report in case.reports:
            stands[under(*report)].append(case.code)
    lines = tuple(
        Figure(name=name, count=len(codes), cases=tuple(dict.fromkeys(codes))) for name, codes in stands.items()
    )
    total = sum(len(case.reports) for case in cases)
    return Table(id=id, title=title, unit="report", adds_up=True, total=total, lines=lines)


# --------------------------------------------------------------------------------------------------------------- team


def _team(team: Team, cases: Sequence[CaseFacts], days: tuple[datetime, datetime] | None) -> TeamFigures:
    active = team.active.values()
    zones = {member.profile.zone for member in active if member.profile.zone}
    shifts = list(chain.from_iterable(member.profile.shifts for member in active))
    alone = gaps(shifts, *days) if days is not None and shifts else None
    return TeamFigures(
        members=len(active),
        leads=len(team.having("lead")),
        zones=len(zones) or None,
        nobody_awake=None
        if alone is None
        else int(sum((gap.length for gap in alone), timedelta()).total_seconds() // 60),
        gaps=tuple(Gone(start=gap.start, end=gap.end) for gap in alone or ()),
        stepped_aside=sum(case.stepped_aside for case in cases),
        stand_ins=sum(case.stand_ins for case in cases),
        at_once=sum(case.at_once for case in cases),
    )


def _line(case: CaseFacts, now: datetime) -> CaseLine:
    fates = [fate(promise, now) for promise in case.promises]
    return CaseLine(
        case=case.code,
        received=case.received,
        reports=len(case.reports),
        channels=tuple(dict.fromkeys(report.channel for report in case.reports)),
        category=case.category,
        place=case.place,
        outcome=case.outcome,
        closed=case.closed,
        actions=case.actions,
        kept=fates.count("kept"),
        late=fates.count("late") + fates.count("missed"),
    )
