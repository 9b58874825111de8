"""Where a vote stands, of those who are cleared now; and whether a decision has to be confirmed since a voter stepped aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coctui.models.access import OUT
from coctui.models.access_events import Excluded, Noted, Recused
from coctui.models.case import Case
from coctui.models.event import Event
from coctui.models.vote_events import Assessed, Planned, Vote, Voted

Stand = Literal["open", "met", "not met", "tie"]


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes on one plan. Who is no longer cleared is in none of these figures."""

    plan: str
    """Link of the plan that is voted on."""
    votes: Mapping[str, Vote]
    """Seat to vote."""
    holders: int

    @property
    def needed(self) -> int:
        """Votes for the plan that carry it: more than half of the holders (OTTER: simple majority; PLC is silent)."""
        return self.holders // 2 + 1

    @property
    def quorum(self) -> int:
        """Holders who have to take part: at least half of them (OTTER, GNOME)."""
        return (self.holders + 1) // 2

    def count(self, vote: Vote) -> int:
        """How many voted so."""
        return sum(1 for given in self.votes.values() if given == vote)

    @property
    def stand(self) -> Stand:
        """`met` as soon as enough are for it; `not met` once they cannot be; `tie` where all voted and the sides are even."""
        if self.count("for") >= self.needed:
            return "met"
        if self.count("for") + self.holders - len(self.votes) >= self.needed:
            return "open"
        return "tie" if len(self.votes) == self.holders and self.count("for") == self.count("against") else "not met"

    def decides(self, seat: str) -> bool:
        """Whether one more vote for the plan, by somebody who has not voted, would carry it."""
        return seat not in self.votes and self.stand == "open" and self.count("for") + 1 >= self.needed


def assessed(case: Case) -> Assessed | None:
    """What the team thinks of it, as last recorded."""
    register = case.registers.get("assessment")
    return register.body if register and isinstance(register.body, Assessed) else None


def planned(case: Case) -> tuple[str, Planned] | None:
    """(link, plan) of the plan that stands."""
    register = case.registers.get("plan")
    return (register.event.link, register.body) if register and isinstance(register.body, Planned) else None


def tally(case: Case) -> Tally | None:
    """The votes on the plan that stands; `None` while nothing is proposed."""
    plan = planned(case)
    if plan is None:
        return None
    given = _votes(case.entries, plan[0])
    cleared = case.access.cleared
    return Tally(plan[0], {seat: vote for seat, vote in given.items() if seat in cleared}, len(cleared))


def unconfirmed(case: Case) -> tuple[str, ...]:
    """Who voted on what was decided, or wrote the decision down, and stepped aside or was excluded since.

    While there is one, the decision asks to be confirmed again; deciding anew, by those who stay, confirms it.
    """
    register = case.registers.get("determination")
    if register is None or case.determination is None:
        return ()
    links = [event.link for event in case.entries]
    place = links.index(register.event.link) if register.event.link in links else len(links)
    plan = next((event.link for event in reversed(case.entries[:place]) if isinstance(event.body, Planned)), "")
    part = {*_votes(case.entries[:place], plan), register.event.seat}
    since = {seat for event in case.entries[place:] if (seat := _left(event))}
    return tuple(sorted(seat for seat in part & since if case.access.state(seat) in OUT))


def _votes(entries: tuple[Event, ...], plan: str) -> dict[str, Vote]:
    found: dict[str, Vote] = {}
    for event in entries:
        if isinstance(event.body, Voted) and event.body.plan == plan:
            found[event.seat] = event.body.vote
    return found


def _left(event: Event) -> str:
    """Whom an event takes from a case, `""` for nobody."""
    match event.body:
        case Recused():
            return event.seat
        case Noted(statement=statement):
            return statement.seat
        case Excluded(seat=seat):
            return seat
        case _:
            return ""
