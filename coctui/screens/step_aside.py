"""Stepping aside from a case that one holds: one key and one question, never refused, no reason asked."""

from typing import TYPE_CHECKING, Any

from coctui import safetext
from coctui.casework.access import recuse, who_carries_on
from coctui.casework.result import Refused
from coctui.screens.opened import Opened
from coctui.screens.question import QuestionCard, step_aside_question

if TYPE_CHECKING:
    from coctui.screens.room import RoomScreen
    from coctui.vault.door import Vault

DONE = "You stepped aside. Nobody will ask for a reason, and none is stored."


def question_of(opened: Opened) -> QuestionCard:
    """What stepping aside means here, and who carries on; the safe answer is filled."""
    stay = tuple(safetext.line(name) for name in who_carries_on(opened.case, opened.me))
    return step_aside_question(safetext.line(opened.row.case), safetext.line(opened.row.gloss), stay)


def step_aside(vault: "Vault", room: str) -> str:
    """Close the case to this seat; `""`, or a sentence if a rule refuses. Slow: for a thread. Raises `VaultError`."""
    acts = recuse(vault.case(room), vault.me, vault.source.now())
    if isinstance(acts, Refused):
        return acts.sentence
    vault.record(room, acts)
    return ""


def ask_to_step_aside(screen: "RoomScreen[Any]") -> None:
    """Ask over any screen of a case; a yes closes all of them, with one sentence."""
    opened, vault, room = screen.opened, screen.vault, screen.room
    if opened is None or vault is None:
        return

    def told(refusal: str) -> None:
        if refusal:
            screen.refuse(refusal)
        else:
            screen.close_with(DONE)

    def answered(aside: bool | None) -> None:
        if aside:
            screen.run_job("aside", lambda: step_aside(vault, room), told, screen.refused)

    _ = screen.app.push_screen(question_of(opened), answered)
