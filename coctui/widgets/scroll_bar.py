"""Scroll bars in letters and signs of the keyboard, whose ends are not drawn in eighths of a cell; and one that is drawn
only when it looks different.
"""

from typing import ClassVar

from rich.console import RenderableType
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollBarRender

from coctui.widgets.glyphs import ASCII, Glyphs

EIGHTHS = 8
"""Steps of a bar's end within one cell."""


class WholeCells(ScrollBarRender):
    """A bar of whole cells."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


def begins(height: int, lines: float, window: float, position: float) -> int:
    """Where a bar of so many cells begins, in eighths of a cell, as Textual 8.2 draws it (`ScrollBarRender.render_bar`)."""
    rest = lines - window
    if rest <= 0:
        return 0
    thumb = max(1.0, height * window / lines)
    return int((height - thumb) * (position / rest) * EIGHTHS)


class StillBar(ScrollBar):
    """The bar of a long list: one row of ten thousand moves it by nothing that can be seen, and drawing it is a third of a key."""

    position: Reactive[float] = Reactive(0, repaint=False)
    _drawn = -1

    @property
    def _start(self) -> int:
        return begins(self.size.height, self.window_virtual_size, self.window_size, self.position)

    def watch_position(self) -> None:
        """Draw it where it would begin elsewhere."""
        if self._start != self._drawn:
            self.refresh()

    def render(self) -> RenderableType:
        """As Textual does."""
        self._drawn = self._start
        return super().render()


def draw_scroll_bars_in(glyphs: Glyphs) -> None:
    """Every scroll bar of the program, from now on."""
    ScrollBar.renderer = WholeCells if glyphs is ASCII else ScrollBarRender
