"""Reading in full: an account, a note, a message, an entry; nothing can be changed here, and nothing is hidden but names."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from coctui import keymap, safetext
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import PaneRule
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.reader import Reader, ReadLine, lines_of

Parts = list[tuple[str, str]]
"""Titles and texts, as they came."""


class ReadingCard(Overlay[None], inherit_bindings=False):
    """A text over the case; esc closes it."""

    KEYS = "reading"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("reading")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/reading.tcss"]
    AUTO_FOCUS = "Reader"

    def __init__(
        self,
        code: str,
        title: str,
        parts: Parts,
        *,
        named: Parts | None = None,
        copy: Callable[[str], None] | None = None,
    ) -> None:
        """`code` and `title` are cleaned; `named` stands there while names are shown; `copy` takes a text out, and records it."""
        super().__init__()
        self._code, self._title = code, title
        self._parts, self._named, self._copy = parts, named, copy
        self._showing = False

    def compose(self) -> ComposeResult:
        """Title rule and text."""
        with Vertical(id="reading-card"):
            yield PaneRule(f"{self._code}  {self._title}".strip(), focused=True)
            yield Reader()
        yield KeyBar()

    def on_mount(self) -> None:
        """Wrap in a thread: a text may have four million characters."""
        self._wrap()

    def _wrap(self) -> None:
        parts = self._now()
        self.run_job("wrap", lambda: lines_of(parts), self._show)

    def _now(self) -> Parts:
        self._showing = bool(self.names_shown) and self._named is not None
        return self._named if self._showing and self._named is not None else self._parts

    def _show(self, lines: list[ReadLine]) -> None:
        self.query_one(Reader).show(lines)
        words = sum(len(line.text.split()) for line in lines if line.style == "$foreground")
        self._count = f"{words:,} words" if words != 1 else "1 word"
        self._draw_rule()

    _count = ""

    def _draw_rule(self) -> None:
        seconds = self.names_shown if self._named is not None else 0
        self.query_one(PaneRule).show(count=f"~ names shown, {seconds} s" if seconds else self._count)

    def draw_names(self) -> None:
        """Names came or went; each second the rule says how long they stay."""
        if self._named is not None and bool(self.names_shown) != self._showing:
            self._wrap()
        self._draw_rule()

    def works(self, binding: str) -> bool:
        """Names where there are some; copying where it can be recorded."""
        if binding == "names":
            return self._named is not None
        return binding != "copy" or self._copy is not None

    def action_copy(self) -> None:
        """Copy what is shown; the case tells of it."""
        if self._copy is not None:
            text = "\n\n".join("\n".join(part for part in pair if part) for pair in self._now())
            self._copy(safetext.block(text))
