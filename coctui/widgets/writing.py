"""A place to write several lines in: plain text, nothing that copies by itself, cleaned when something is pasted."""

from textual import events
from textual.widgets import TextArea

from coctui import safetext


class WritingArea(TextArea):
    """Several lines of text; tab goes on to the next field."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(safetext.block(text), id=id, tab_behavior="focus", soft_wrap=True, show_line_numbers=False)
        self.cursor_blink = False

    async def _on_paste(self, event: events.Paste) -> None:
        # what a clipboard holds may come from a report: no control characters into the field
        event.text = safetext.block(event.text)
        await super()._on_paste(event)

    def action_copy(self) -> None:
        """Copying is an explicit command that is recorded, never a key in a field."""

    def action_cut(self) -> None:
        """The same."""
