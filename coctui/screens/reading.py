"""Reading in full: an account, a note, a message; nothing can be changed here, and nothing is hidden."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from coctui import keymap
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import PaneRule
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.reader import Reader, ReadLine, lines_of


class ReadingCard(Overlay[None], inherit_bindings=False):
    """A text over the case; esc closes it."""

    KEYS = "reading"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("reading")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/reading.tcss"]
    AUTO_FOCUS = "Reader"

    def __init__(self, code: str, title: str, parts: list[tuple[str, str]]) -> None:
        """`code` and `title` are cleaned, `parts` are titles and texts as they came."""
        super().__init__()
        self._code, self._title, self._parts = code, title, parts

    def compose(self) -> ComposeResult:
        """Title rule and text."""
        with Vertical(id="reading-card"):
            yield PaneRule(f"{self._code}  {self._title}", focused=True)
            yield Reader()
        yield KeyBar()

    def on_mount(self) -> None:
        """Wrap in a thread: a text may have four million characters."""
        super().on_mount()
        parts = self._parts
        self.run_job("wrap", lambda: lines_of(parts), self._show)

    def _show(self, lines: list[ReadLine]) -> None:
        self.query_one(Reader).show(lines)
        words = sum(len(line.text.split()) for line in lines if line.style == "$foreground")
        self.query_one(PaneRule).show(count=f"{words:,} words" if words != 1 else "1 word")
