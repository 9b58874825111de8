"""Entries that are kept aside: written in another copy by somebody who could not know that the case was closed to them."""

from coctui.casework.record import holding
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.company_events import TakenIn
from coctui.models.event import Event


def take_in(case: Case, me: str, entries: tuple[Event, ...]) -> Acts | Refused:
    """Let them count from now on, as what their authors wrote; a holder's word, given once."""
    waiting = {entry.link for entry in case.good_faith}
    if not entries or not {entry.link for entry in entries} <= waiting:
        return refuse("nothing-aside")
    return holding(case, me) or tuple(TakenIn(link=entry.link) for entry in entries)


def aside_at(case: Case, number: int) -> tuple[Event, ...] | Refused:
    """One of the entries that are kept aside, the first one 1; all of them for 0."""
    if number == 0:
        return case.good_faith
    return case.good_faith[number - 1 : number] if 0 < number <= len(case.good_faith) else refuse("nothing-aside")
