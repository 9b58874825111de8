"""A sheet that is about no case: fields, the reason beside each that does not fit, and a draft that is sealed as one writes."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from coctui import keymap
from coctui.casework.profile import Unfit
from coctui.casework.result import Refused
from coctui.screens.drafting import Drafting
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import PaneRule
from coctui.widgets.fields import FieldRow, PushButton
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.reason import Reason

Kept = Unfit | Refused | None
"""What keeping came to: fields that do not fit, a rule that refuses, or that it is kept."""


class FormSheet(Overlay[bool], Drafting[bool], inherit_bindings=False):
    """Fields in rows with the ids `row-NAME`. The result is whether something was kept."""

    KEYS = "sheet"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("sheet")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/sheet.tcss"]
    SAID: ClassVar[str] = "+ Recorded and sealed."

    def __init__(self, title: str, draft: str) -> None:
        super().__init__()
        self.heading, self.draft_key = title, draft

    def compose(self) -> ComposeResult:
        """Title, then the fields."""
        with Vertical(classes="sheet"):
            yield PaneRule(self.heading, focused=True)
            yield from self.parts()
        yield KeyBar()

    def on_mount(self) -> None:
        """What was begun is there again."""
        super().on_mount()
        self.find_draft()

    # what a subclass says

    def parts(self) -> Iterator[Widget]:
        """Its fields, `#trouble` and buttons."""
        raise NotImplementedError

    def keep(self) -> Callable[[], Kept]:
        """What keeping it does, in a thread. Raises `VaultError`."""
        raise NotImplementedError

    # keeping

    def action_done(self) -> None:
        """Keep it."""
        act, vault, key = self.keep(), self.vault, self.draft_key

        def write() -> Kept:
            kept = act()
            if kept is None:
                vault.drop_draft(key)
            return kept

        self.stop_pause()
        self.run_job("record", write, self.kept, self.not_kept)

    def kept(self, kept: Kept) -> None:
        """Close, or say beside each field what does not fit."""
        rows = {str(row.id).removeprefix("row-"): row for row in self.query(FieldRow) if row.id}
        wrong = kept.wrong if isinstance(kept, Unfit) else {}
        for name, row in rows.items():
            row.wrong(wrong.get(name, ""))
        if isinstance(kept, Refused):
            self.query_one("#trouble", Reason).show(kept.sentence, "~")
        elif wrong:
            self.dirty = True
            first = next((row for name, row in rows.items() if name in wrong), None)
            if first is not None:
                first.field.focus()
        else:
            self.dirty = False
            self.say(self.SAID)
            _ = self.dismiss(True)

    def not_kept(self, error: Exception) -> None:
        """The vault could not do it: the text stays."""
        self.dirty = True
        self.query_one("#trouble", Reason).show(str(getattr(error, "sentence", "")))

    @on(PushButton.Pressed, "#keep")
    def _keep_pressed(self) -> None:
        self.action_done()

    def action_back(self) -> None:
        """Out of the field, then out of the sheet; the draft is kept."""
        if self.typing:
            self.set_focus(None)
        elif self.flushed():
            _ = self.dismiss(False)
