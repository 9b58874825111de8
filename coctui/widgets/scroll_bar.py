"""Scroll bars in letters and signs of the keyboard: their ends are not drawn in eighths of a cell."""

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender

from coctui.widgets.glyphs import ASCII, Glyphs


class WholeCells(ScrollBarRender):
    """A bar of whole cells."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


def draw_scroll_bars_in(glyphs: Glyphs) -> None:
    """Every scroll bar of the program, from now on."""
    ScrollBar.renderer = WholeCells if glyphs is ASCII else ScrollBarRender
