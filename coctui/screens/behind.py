"""The cases behind a figure, by code name; one of them can be opened."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from coctui import keymap, safetext
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.choice_list import Choice, ChoiceList
from coctui.widgets.line_list import LineList


class BehindCard(Overlay[str], inherit_bindings=False):
    """A list of code names. The result is the one to open, `None` for none."""

    KEYS = "behind"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("behind")]
    CSS_PATH = "../styles/overlay.tcss"
    AUTO_FOCUS = "#cases-behind"

    def __init__(self, figure: str, cases: tuple[tuple[str, str], ...]) -> None:
        """`cases` are code names, each with a few words on where it stands."""
        super().__init__()
        self._figure, self._cases = figure, cases

    def compose(self) -> ComposeResult:
        """The figure, and its cases."""
        count = len(self._cases)
        with Vertical(classes="card"):
            yield PaneRule(
                safetext.line(self._figure), count=f"{count} cases" if count != 1 else "1 case", focused=True
            )
            choices = tuple(Choice("", safetext.line(code), safetext.line(words)) for code, words in self._cases)
            yield ChoiceList(choices, id="cases-behind")
        yield KeyBar()

    @on(LineList.Opened, "#cases-behind")
    def _chosen(self, message: LineList.Opened) -> None:
        _ = self.dismiss(self._cases[message.index][0])

    def action_back(self) -> None:
        """Close."""
        _ = self.dismiss(None)
