"""A note: what a responder saw, did or thinks."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from coctui import safetext
from coctui.casework import record
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets.fields import PushButton
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.writing import WritingArea


class NoteSheet(Sheet, inherit_bindings=False):
    """One place to write in."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#text"
    AT_ONCE = True

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"note {room}", opened)

    def heading(self) -> str:
        """What it is."""
        return "Note"

    def parts(self) -> Iterator[Widget]:
        """Text, one button."""
        yield WritingArea(id="text", classes="answer")
        yield Reason(id="trouble")
        yield Paragraphs([("", ""), ("Holders of this case read it. It stays on the timeline.", MUTED)])
        with Horizontal(id="buttons"):
            yield PushButton("Keep", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def written(self) -> dict[str, str]:
        """The text."""
        return {"text": self.query_one("#text", WritingArea).text}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#text", WritingArea).load_text(safetext.block(fields.get("text", "")))

    def begin(self) -> dict[str, str]:
        """Nothing."""
        return {"text": ""}

    def rule(self) -> Rule:
        """A note with this text."""
        text = self.written()["text"]
        return lambda case, me: record.note(case, me, text)
