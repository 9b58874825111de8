"""A long text to read in full: wrapped once, drawn line by line, scrolled by the keys of every list."""

from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coctui import keymap, safetext
from coctui.widgets.pieces import FAINT, cells, wrapped
from coctui.widgets.scroll_area import Scrolling

WIDTH = 72
"""Cells of a line of reading text (DESIGN-LANGUAGE.md 5)."""
_PIECE = 4_000
"""Characters wrapped at a time: a word of a million letters would otherwise be copied once for every line of it."""


class ReadLine(NamedTuple):
    """One line with its style."""

    text: str
    style: str = "$foreground"


def lines_of(parts: list[tuple[str, str]], width: int = WIDTH) -> list[ReadLine]:
    """Titles and texts from outside, cleaned and wrapped."""
    found: list[ReadLine] = []
    for title, text in parts:
        if found:
            found.append(ReadLine(""))
        if title:
            found.append(ReadLine(safetext.line(title), FAINT))
        for paragraph in safetext.block(text.strip("\n")).split("\n"):
            for start in range(0, max(1, len(paragraph)), _PIECE):
                found += [ReadLine(line) for line in wrapped(paragraph[start : start + _PIECE], width)]
    return found


class Reader(Scrolling, ScrollView, can_focus=True):
    """Shows lines made by `lines_of`."""

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("list")]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.read: list[ReadLine] = []
        self._inks: dict[str, Style] = {}

    def show(self, lines: list[ReadLine]) -> None:
        """Take the lines."""
        self.read = lines
        self.virtual_size = Size(self.size.width, len(lines))
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lines stay as they were wrapped; only the window over them changes."""
        self.virtual_size = Size(event.size.width, len(self.read))

    def notify_style_update(self) -> None:
        """The theme changed: forget the inks made under the old one."""
        self._inks.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        number = y + self.scroll_offset.y
        if not 0 <= number < len(self.read):
            return Strip.blank(self.size.width, self.rich_style)
        text, style = self.read[number]
        ink = self._inks.get(style)
        if ink is None:
            ink = self._inks[style] = self.app.stylesheet.parse_style(style).rich_style
        strip = Strip([Segment(text, ink)], cells(text)).adjust_cell_length(self.size.width)
        return strip.apply_style(self.rich_style)
