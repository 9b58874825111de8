"""A lost computer: what it had, as far as one may know, and the words for the team. Its seat is ended by a renewal."""

from collections.abc import Iterable
from typing import NamedTuple

from coctui.models.access_events import Admitted, Opened
from coctui.models.case import Case
from coctui.models.content_events import ShownOutside

HAD = "It has the vault's file. Only their passphrase, or a paper key beside it, opens what it could open when it was last unlocked."
OUTSIDE = "What was saved outside coctui on it lies there readable. No new key reaches it."
NEW_KEYS = "Cases that you hold have a new key now; those of others get one as soon as one of their holders unlocks."
TELL = (
    "{name}'s computer is lost. Their seat in coctui is closed. Please unlock coctui once today: that changes the keys of what "
    "you can open. {name} comes back on a new seat: compare its six words by voice. Take no vault file from the lost computer."
)
"""For a chat of the team: no case, no number, no place."""


class Had(NamedTuple):
    """What a lost computer had of one case that its reader holds."""

    room: str
    held: bool
    """Whether its seat could open the case until now; else it could once, or saw the card."""
    outside: int
    """How often something of it was copied or saved outside from there."""


def had(cases: Iterable[Case], seat: str) -> tuple[Had, ...]:
    """What a seat had of these cases: those that it could open or was asked about. Others are in no list and no count."""
    found = []
    for case in cases:
        access = case.access
        once = any(
            (isinstance(event.body, Admitted) and event.body.seat == seat)
            or (isinstance(event.body, Opened) and event.seat == seat)
            for event in case.entries
        )
        outside = sum(1 for event in case.entries if event.seat == seat and isinstance(event.body, ShownOutside))
        if once or access.state(seat) == "asked":
            found.append(Had(case.room, seat in access.cleared, outside))
    return tuple(found)


def tell(name: str) -> str:
    """The words for the team."""
    return TELL.format(name=name)


def said(one: Had, code: str) -> str:
    """`copper-birch: could open it; 2 times something was copied or saved outside`."""
    times = "once" if one.outside == 1 else f"{one.outside} times"
    left = f"; {times} something of it was copied or saved outside" if one.outside else ""
    return f"{code}: {'could open it' if one.held else 'saw its card, or could open it once'}{left}"
