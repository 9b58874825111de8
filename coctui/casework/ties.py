"""Cases that belong together. Joining never widens who sees; a tie stands only where it tells nobody of a case kept from them."""

from coctui.casework.record import holding, writing
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.access import OUT, Access
from coctui.models.case import Case
from coctui.models.company_events import JoinedCases, Tied
from coctui.models.handover import joined_into, ties


def tie(case: Case, other: Case, me: str) -> tuple[Case, Acts] | Refused:
    """Tie two cases: which of them keeps it, and what it records.

    It lies sealed in a room whose holders all hold the other one, so that its name tells nobody of a case that they may
    not know of; where each case has a holder whom the other is kept from, no tie is possible.
    """
    for one in (case, other):
        if (no := holding(one, me)) is not None:
            return no
    if case.room == other.room:
        return refuse("tie-another")
    if (other.room in ties(case) or case.room in ties(other)) and not (_apart(case, other) or _apart(other, case)):
        return refuse("already-tied")
    for keeps, far in ((case, other), (other, case)):
        if keeps.access.cleared <= far.access.cleared:
            return keeps, (Tied(other=far.room),)
    return refuse("tie-would-tell")


def untie(case: Case, other: Case, me: str) -> tuple[Case, Acts] | Refused:
    """Take a tie away."""
    for keeps, far in ((case, other), (other, case)):
        if far.room in ties(keeps) or _apart(keeps, far):
            no = holding(keeps, me)
            return no if no is not None else (keeps, (Tied(other=far.room, on=False),))
    return refuse("not-tied")


def _apart(keeps: Case, far: Case) -> bool:
    """Whether two copies said otherwise of the two: then what stands may be what is chosen."""
    return f"tied {far.room}" in keeps.two_answers


def join(case: Case, other: Case, me: str) -> tuple[Acts, Acts] | Refused:
    """Make `case` go into `other`: what each of them records. Refused unless nobody gains or loses sight (DESIGN.md 3)."""
    for one in (case, other):
        if (no := writing(one, me)) is not None:
            return no
    if case.room == other.room:
        return refuse("tie-another")
    if joined_into(other) is not None:
        return refuse("closed")
    if _sight(case.access) != _sight(other.access):
        return refuse("join-would-show")
    return (JoinedCases(other=other.room, into=True),), (JoinedCases(other=case.room, into=False),)


def _sight(access: Access) -> dict[str, str]:
    """Who sees what: everybody on the team by how they stand; *not yet* is all the same."""
    found = {seat: access.state(seat) for seat in access.team.active}
    return {seat: "out" if state in OUT else state for seat, state in found.items()}
