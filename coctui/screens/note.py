"""A note: what a responder saw, did or thinks."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from coctui import safetext
from coctui.casework import record
from coctui.casework.result import Refused
from coctui.models.case import Case
from coctui.screens.sheet import Sheet
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.fields import PushButton, Reason
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.writing import WritingArea

if TYPE_CHECKING:
    from coctui.models.event import Body


class NoteSheet(Sheet, inherit_bindings=False):
    """One place to write in."""

    BINDINGS = Sheet.BINDINGS
    AUTO_FOCUS = "#text"

    def __init__(self, name: str, case: Case) -> None:
        super().__init__(name, case, "note")

    def compose(self) -> ComposeResult:
        """Title, text, one button."""
        with Vertical(classes="sheet"):
            yield PaneRule(f"{safetext.line(self.code)}  Note", focused=True)
            yield WritingArea(id="text")
            yield Reason(id="trouble")
            yield Paragraphs([("", ""), ("Holders of this case read it. It stays on the timeline.", MUTED)])
            with Horizontal(id="buttons"):
                yield PushButton("Keep", id="keep", default=True)
        yield KeyBar()

    def written(self) -> dict[str, str]:
        """The text."""
        return {"text": self.query_one("#text", WritingArea).text}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#text", WritingArea).load_text(safetext.block(fields.get("text", "")))

    def acts(self) -> "tuple[Body, ...] | Refused":
        """A note with this text."""
        return record.note(self.case, self.vault.me, self.written()["text"])

    def on_push_button_pressed(self) -> None:
        """Keep."""
        self.action_done()
