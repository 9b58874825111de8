"""Stepping back: duties go to whoever says yes, access stays. No conflict, no reason, and nobody counts it."""

from typing import TYPE_CHECKING, Any

from coctui import safetext
from coctui.casework.handover import step_back
from coctui.casework.result import Refused
from coctui.models.listing import DUTIES
from coctui.screens.opened import Opened
from coctui.screens.question import QuestionCard
from coctui.widgets.pieces import BOLD, MUTED

if TYPE_CHECKING:
    from coctui.screens.room import RoomScreen
    from coctui.vault.door import Vault

DONE = "+ You stepped back. You stay cleared."


def question_of(opened: Opened) -> QuestionCard:
    """What goes, and what stays; the safe answer is filled."""
    mine = ", ".join(duty for duty in DUTIES if opened.case.assigned(duty) == opened.me)
    parts = [
        (f"Your duties here go to whoever says yes: {mine}.", BOLD),
        ("", ""),
        ("You stay cleared: you can read and write here as before.", ""),
        ("It is no conflict, and no lead less. Until somebody says yes, the case says so.", ""),
        ("", ""),
        ("Nobody will ask for a reason, and none is stored.", MUTED),
    ]
    head = f"Step back from {safetext.line(opened.row.case)}"
    return QuestionCard(head, parts, safe="Keep my duties", other="Step back")


def ask_to_step_back(screen: "RoomScreen[Any]") -> None:
    """Ask, and give the duties back; who has none is told so."""
    opened, vault, room = screen.opened, screen.vault, screen.room
    if opened is None or vault is None:
        return
    if isinstance(no := step_back(opened.case, opened.me), Refused):
        screen.refuse(no.sentence)
        return

    def told(refusal: str) -> None:
        if refusal:
            screen.refuse(refusal)
        else:
            screen.say(DONE)
            screen.look()

    def answered(back: bool | None) -> None:
        if back:
            screen.run_job("step back", lambda: _step_back(vault, room), told, screen.refused)

    _ = screen.app.push_screen(question_of(opened), answered)


def _step_back(vault: "Vault", room: str) -> str:
    acts = step_back(vault.case(room), vault.me)
    if isinstance(acts, Refused):
        return acts.sentence
    vault.record(room, acts)
    return ""
