"""The vote itself: for, against, abstain; the cursor stands on later."""

from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from coctui import keymap
from coctui.models.vote_events import Vote
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import PaneRule
from coctui.widgets.choice_list import Choice, ChoiceList
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.line_list import LineList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED

ANSWERS = (
    Choice("", "for", "the plan as it stands"),
    Choice("", "against", "another plan, or none"),
    Choice("", "abstain", "counts as taking part"),
    Choice("", "later", "nothing is recorded"),
)


class VoteCard(Overlay[str], inherit_bindings=False):
    """The plan in words, and four answers. The result is the vote, or `""` for later."""

    KEYS = "question"
    BINDINGS = keymap.bindings("question")
    CSS_PATH = "../styles/overlay.tcss"
    AUTO_FOCUS = "#votes"

    def __init__(self, case: str, plan: list[str], before: str) -> None:
        """Cleaned texts; `before` is the vote that was given already, `""` for none."""
        super().__init__()
        self._case, self._plan, self._before = case, plan, before

    def compose(self) -> ComposeResult:
        """Title, plan, answers."""
        with Vertical(classes="card"):
            yield PaneRule(
                f"{self._case}  Your vote", count=f"so far: {self._before}" if self._before else "", focused=True
            )
            yield Paragraphs([*((line, "$foreground") for line in self._plan), ("", "")], own=False)
            yield ChoiceList(ANSWERS, len(ANSWERS) - 1, id="votes")
            yield Paragraphs(
                [("You can change it later. Who can open the case sees it; stepping aside takes it back.", MUTED)]
            )
        yield KeyBar()

    @on(LineList.Opened)
    def _chosen(self, message: LineList.Opened) -> None:
        answer = ANSWERS[message.index].name
        _ = self.dismiss("" if answer == "later" else cast("Vote", answer))

    def action_open(self) -> None:
        """The answer under the cursor."""
        self.query_one("#votes", ChoiceList).action_open()

    def action_move_left(self) -> None:
        """The answer above."""
        self.query_one("#votes", ChoiceList).action_move_up()

    def action_move_right(self) -> None:
        """The answer below."""
        self.query_one("#votes", ChoiceList).action_move_down()

    def action_back(self) -> None:
        """Later."""
        _ = self.dismiss("")
