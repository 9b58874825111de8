"""Keep how one looks at the list under a name; or forget a view that was kept."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from coctui import keymap, safetext
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import PaneRule
from coctui.widgets.fields import Field, FieldRow, PushButton
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.outlook import LONGEST_NAME, MOST_KEPT, KeptView
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED

FULL = f"There are {MOST_KEPT} kept views, and a key for each. Forget one first: go to it, then v."


class KeepViewCard(Overlay[str], inherit_bindings=False):
    """One field. The result is the name, `""` to forget the view that is shown, `None` to change nothing."""

    KEYS = "kept view"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("kept view")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/keep_view.tcss"]
    AUTO_FOCUS = "Field"

    def __init__(self, looks: str, number: int | None, shown: KeptView | None) -> None:
        """`looks` says how one looks now, cleaned; `number` is the key that the view gets, `None` where all are taken."""
        super().__init__()
        self._looks, self._number, self._shown = looks, number, shown

    def compose(self) -> ComposeResult:
        """The card and its keys."""
        with Vertical(classes="card"):
            yield PaneRule("Keep this view", focused=True)
            yield Paragraphs(self._parts())
            if self._number is not None:
                yield FieldRow("Name", Field(self._shown.name if self._shown else "", limit=LONGEST_NAME))
            with Horizontal(id="buttons"):
                if self._number is not None:
                    yield PushButton("Keep", id="keep", default=True)
                if self._shown is not None:
                    yield PushButton("Forget it", id="forget")
                yield PushButton("Stay", id="stay")
        yield KeyBar()

    def _parts(self) -> list[tuple[str, str]]:
        if self._number is None:
            return [(FULL, ""), ("", "")]
        return [(self._looks, ""), (f"Its key is {self._number}. Only you see it.", MUTED), ("", "")]

    def works(self, binding: str) -> bool:
        """Nothing to keep where all numbers are taken."""
        return binding != "done" or self._number is not None

    @on(Input.Submitted)
    @on(PushButton.Pressed, "#keep")
    def action_done(self) -> None:
        """Keep it under this name; without a name the field waits for one."""
        if self._number is None:
            return
        row = self.query_one(FieldRow)
        name = safetext.line(self.query_one(Field).value).strip()
        if name:
            _ = self.dismiss(name)
        else:
            row.wrong("A word is enough, mine today for example.")
            row.field.focus()

    @on(PushButton.Pressed, "#forget")
    def _forgotten(self) -> None:
        _ = self.dismiss("")

    @on(PushButton.Pressed, "#stay")
    def _stayed(self) -> None:
        _ = self.dismiss(None)

    def action_back(self) -> None:
        """Out of the field, then away without keeping anything."""
        if self.typing:
            self.set_focus(None)
        else:
            _ = self.dismiss(None)
