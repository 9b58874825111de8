"""A question that cannot be undone lightly: the safe answer is filled and first, and named by what it does."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from coctui import keymap
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.fields import PushButton
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import BOLD, MUTED


class QuestionCard(Overlay[bool], inherit_bindings=False):
    """Title, sentences, two answers. The result is True only if the second one was given."""

    KEYS = "question"
    BINDINGS = keymap.bindings("question")
    CSS_PATH = "../styles/overlay.tcss"
    AUTO_FOCUS = "#safe"

    def __init__(self, title: str, parts: list[tuple[str, str]], *, safe: str, other: str, count: str = "") -> None:
        """Texts with a name or a code name in them have gone through safetext."""
        super().__init__()
        self._head, self._count, self._parts, self._safe, self._other = title, count, parts, safe, other

    def compose(self) -> ComposeResult:
        """The card and its keys."""
        with Vertical(classes="card"):
            yield PaneRule(self._head, count=self._count, focused=True)
            yield Paragraphs(self._parts)
            with Horizontal(id="buttons"):
                yield PushButton(self._safe, id="safe")
                yield PushButton(self._other, id="other")
        yield KeyBar()

    @on(PushButton.Pressed)
    def _answered(self, event: PushButton.Pressed) -> None:
        _ = self.dismiss(event.sender.id == "other")

    def action_move_left(self) -> None:
        """The safe answer."""
        self.query_one("#safe").focus()

    def action_move_right(self) -> None:
        """The other one."""
        self.query_one("#other").focus()

    def action_open(self) -> None:
        """The filled button; here only if none has the focus."""
        _ = self.dismiss(False)

    def action_back(self) -> None:
        """The safe answer."""
        _ = self.dismiss(False)


def leave_question() -> QuestionCard:
    """Leaving with a vault open."""
    parts = [("The vault closes, and what you kept is sealed in it.", MUTED)]
    return QuestionCard("Leave coctui", parts, safe="Stay", other="Leave")


def step_aside_question(case: str, gloss: str, others: tuple[str, ...]) -> QuestionCard:
    """Stepping aside from a case that one holds; `others` are the names of those who carry on. Cleaned texts."""
    if not others:
        going_on = "You are the only holder. You can still ask who carries on: coctui ask"
    else:
        verb = "carry" if len(others) > 1 else "carries"
        names = " and ".join([", ".join(others[:-1]), others[-1]] if len(others) > 1 else others)
        going_on = f"{names} {verb} on, and their coctui makes a new key."
    parts = [
        ("The case closes to you now.", BOLD),
        ("", ""),
        (going_on, ""),
        ("What you wrote stays with the case.", ""),
        ("What you have read or copied cannot be taken back.", ""),
        ("", ""),
        ("Nobody will ask for a reason, and none is stored.", MUTED),
    ]
    return QuestionCard(
        f"Step aside from {case}", parts, safe="Stay in the case", other="Step aside (recuse)", count=gloss
    )
