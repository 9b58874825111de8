"""Where two copies gave different answers: which of them holds. The one that stands until then may be it."""

from coctui.casework.record import holding, writing
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.company_events import Tied
from coctui.models.content_events import Labelled
from coctui.models.event import Event

ALSO_CLOSED = ("consent", "tied", "joined")
"""What is chosen in a closed case too."""


def answers(case: Case, key: str) -> tuple[Event, ...]:
    """The entries to choose from, the one that stands until then first; none where there is one answer only."""
    register = case.registers.get(key)
    return (register.event, *register.rivals) if register is not None and register.rivals else ()


def choose(case: Case, me: str, key: str, link: str, other: Case | None = None) -> Acts | Refused:
    """Say anew what one of the entries said: who reads both knows then which was chosen, and by whom.

    `other` is the case that a tie is about, where this member holds it.
    """
    may = holding if key.partition(" ")[0] in ALSO_CLOSED else writing
    if (no := may(case, me)) is not None:
        return no
    found = next((event.body for event in answers(case, key) if event.link == link), None)
    if found is None:
        return refuse("nothing-chosen")
    if isinstance(found, Tied) and found.on and not (other and case.access.cleared <= other.access.cleared):
        return refuse("tie-would-tell")
    if isinstance(found, Labelled):
        # One entry may have said several things, and only one of them is asked about.
        return (Labelled.model_validate({key: getattr(found, key)}),)
    return (found,)  # type: ignore[return-value]  # only entries that one knows set a register
