"""A place to write several lines in: plain text, nothing that copies by itself, nothing that a terminal obeys."""

from textual.binding import Binding
from textual.document._document import EditResult
from textual.document._edit import Edit  # private there, hence the exact pin
from textual.widgets import TextArea

from coctui import safetext

OURS = ("f6", "f7", "ctrl+c", "super+c", "ctrl+x", "super+x")
"""Keys that the library's text area takes for itself, and that mean something else on our screens, or nothing."""


class WritingArea(TextArea, inherit_bindings=False):
    """Several lines of text; tab goes on to the next field. What comes in by key, paste or draft is cleaned."""

    BINDINGS = [
        binding
        for binding in TextArea.BINDINGS
        if not set((binding.key if isinstance(binding, Binding) else binding[0]).split(",")) & set(OURS)
    ]

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
