"""Copying on purpose: first the case says that something was taken out, then it goes to the clipboard, then one is told where it is."""

from typing import TYPE_CHECKING, Any

from coctui.casework.outside import What, shown_outside
from coctui.casework.result import Refused

if TYPE_CHECKING:
    from coctui.host.clipboard import Copied
    from coctui.screens.room import RoomScreen


def copy_out(screen: "RoomScreen[Any]", what: What, text: str) -> None:
    """Copy a cleaned text of a case. Recorded before it leaves: what is not recorded is not copied."""
    vault, room, house = screen.house.session.vault, screen.room, screen.house
    if vault is None:
        return

    def copy() -> "Copied | Refused":
        acts = shown_outside(vault.case(room), vault.me, "copied", what)
        if isinstance(acts, Refused):
            return acts
        vault.record(room, acts)
        return house.copy(text)

    def told(found: "Copied | Refused") -> None:
        if isinstance(found, Refused):
            screen.refuse(found.sentence)
            return
        screen.say(f"{'+' if found.done else '~'} {found.sentence}")
        screen.look()

    screen.run_job("copy", copy, told, screen.refused)
