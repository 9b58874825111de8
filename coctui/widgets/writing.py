"""A place to write several lines in: plain text, nothing that copies by itself, nothing that a terminal obeys."""

from textual.document._document import EditResult
from textual.document._edit import Edit  # private there, hence the exact pin
from textual.widgets import TextArea

from coctui import safetext


class WritingArea(TextArea):
    """Several lines of text; tab goes on to the next field. What comes in by key, paste or draft is cleaned."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(
            safetext.block(text), id=id, classes=classes, tab_behavior="focus", soft_wrap=True, show_line_numbers=False
        )
        self.cursor_blink = False

    def edit(self, edit: Edit) -> EditResult:
        """Every change goes through here. What a clipboard holds may come from a report."""
        row, column = min(edit.from_location, edit.to_location)
        before = self.document.get_line(row)[:column][-2:]
        # the neighbour before it decides whether a joiner or a mark is spelling or a hiding place
        edit.text = safetext.block(before + edit.text)[len(before) :]
        return super().edit(edit)

    def load_text(self, text: str) -> None:
        """Other text in place of all."""
        super().load_text(safetext.block(text))

    def action_copy(self) -> None:
        """Copying is an explicit command that is recorded, never a key in a field."""

    def action_cut(self) -> None:
        """The same."""
