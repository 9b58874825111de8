"""A part of a screen that scrolls by the keys of every list, once it has the focus."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll

from coctui import keymap

if TYPE_CHECKING:
    from textual.widget import Widget as Part
else:
    Part = object  # a second widget in the line of classes would bring its style sheet


class Scrolling(Part):
    """Moving in a list scrolls, where nothing in it can be chosen."""

    def _by(self, rows: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False, immediate=True)

    def action_move_down(self) -> None:
        self._by(1)

    def action_move_up(self) -> None:
        self._by(-1)

    def action_move_first(self) -> None:
        self.scroll_to(y=0, animate=False, immediate=True)

    def action_move_last(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)

    def action_move_page_down(self) -> None:
        self._by(max(1, self.size.height - 1))

    def action_move_page_up(self) -> None:
        self._by(-max(1, self.size.height - 1))

    def action_move_half_down(self) -> None:
        self._by(max(1, self.size.height // 2))

    def action_move_half_up(self) -> None:
        self._by(-max(1, self.size.height // 2))

    def action_open(self) -> None:
        """Nothing to open in a text."""


class ScrollArea(Scrolling, VerticalScroll, can_focus=True, inherit_bindings=False):
    """Facts that may be longer than their place: `tab` goes there, j and k and pages scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("list")]
