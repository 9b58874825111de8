"""What about access to a case needs somebody's attention, for its holders only; and how a stand-in's part ends (DESIGN.md 3)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from coctui.models.access_events import Asked, StandInNamed
from coctui.models.awake import waking_time
from coctui.models.case import Case
from coctui.models.listing import alarm
from coctui.models.shift import current
from coctui.models.votes import unconfirmed

BEFORE_END = timedelta(minutes=30)
"""How long before the end of a shift somebody is told that nobody else awake can open the case."""
SENTENCES: dict[str, str] = {
    "stand-in": "More leads are recused or excluded than the limit. Name a stand-in.",
    "no lead": "No lead can open this. Name a stand-in.",
    "alone": "You are the only one who can open this. Ask a colleague, so that it does not rest on you.",
    "rotation": "A recusal is not yet in the keys; a new key is made now.",
    "silent": "No answer yet from {names}, awake for {hours} h since. Ask another way, or ask somebody else too.",
    "shift-end": "You are the only one awake who can open this, and your shift ends soon. Ask or admit somebody, or stay.",
    "confirm": "Who had a part in the decision stepped aside since: {names}. Confirm the decision again, or decide anew.",
    "stand-in-ends": "A lead can open this again: the part of {names} as stand-in ends. Hand over.",
}


class Alarm(NamedTuple):
    """One thing to look at."""

    code: str
    """A key of SENTENCES."""
    sentence: str
    seats: tuple[str, ...] = ()
    """Whom it is about."""


def alarms(case: Case, me: str, now: datetime) -> tuple[Alarm, ...]:
    """All of them for a holder, most pressing first; nothing for anybody else, and nothing in a closed case."""
    if me not in case.access.cleared or case.closed:
        return ()
    return tuple(_alarms(case, me, now))


def _alarms(case: Case, me: str, now: datetime) -> Iterator[Alarm]:
    first = alarm(case.access, me)
    if first in ("stand-in", "no lead", "alone"):
        yield Alarm(first, SENTENCES[first])
    if first != "alone" and _shift_ends_alone(case, me, now):
        yield Alarm("shift-end", SENTENCES["shift-end"])
    if aside := unconfirmed(case):
        yield Alarm("confirm", SENTENCES["confirm"].format(names=_names(case, aside)), aside)
    if ended := stand_ins_ended(case):
        yield Alarm("stand-in-ends", SENTENCES["stand-in-ends"].format(names=_names(case, ended)), ended)
    hours = case.access.team.policy.answer_hours
    if silent := tuple(seat for seat, awake in silence(case, now) if awake >= timedelta(hours=hours)):
        yield Alarm("silent", SENTENCES["silent"].format(names=_names(case, silent), hours=hours), silent)
    if first == "rotation":
        yield Alarm(first, SENTENCES[first])


def silence(case: Case, now: datetime) -> Iterator[tuple[str, timedelta]]:
    """Members who are asked and have not answered, with how long each was awake since: nights do not count."""
    team = case.access.team
    asked: dict[str, float] = {}
    for event in case.entries:
        if isinstance(event.body, Asked | StandInNamed):
            asked[event.body.seat] = event.time
    for seat, at in asked.items():
        if case.access.state(seat) == "asked" and seat in team.active:
            yield seat, waking_time(team.active[seat], team, datetime.fromtimestamp(at, now.tzinfo), now)


def stand_ins_ended(case: Case) -> tuple[str, ...]:
    """Stand-ins whose part is over since a lead is cleared again, where the team's policy says so."""
    access = case.access
    if access.team.policy.stand_in_ends != "when a lead returns":
        return ()
    leads = access.cleared & access.team.having("lead")
    enough = len(access.leads_out) <= access.team.policy.leads_out
    return tuple(sorted(access.stand_ins & access.cleared)) if leads and enough else ()


def _shift_ends_alone(case: Case, me: str, now: datetime) -> bool:
    team = case.access.team
    mine = current(team.active[me].profile.shifts, now) if me in team.active else None
    if mine is None or mine.end - now > BEFORE_END:
        return False
    others = (team.active[seat] for seat in case.access.cleared - {me})
    return not any(current(other.profile.shifts, mine.end) for other in others)


def _names(case: Case, seats: tuple[str, ...]) -> str:
    return ", ".join(case.access.team.members[seat].name for seat in seats)
