"""The footer of every screen: the keys that work now."""

from coctui.widgets.drawn import Drawn
from coctui.widgets.pieces import KEY, MUTED, Line, Piece, line_cells, sign, spread

WIDE = 100
"""Columns from which there is room for more."""


class KeyBar(Drawn):
    """The keys that work now: most wanted first, as many as fit, `: commands` and `? keys` at the right edge."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[tuple[str, str]] = []
        self.right: list[tuple[str, str]] = []
        self._warning = ""

    def warn(self, sentence: str) -> None:
        """Say at the right edge how long there is until the veil; `""` takes it back."""
        if sentence != self._warning:
            self._warning = sentence
            self.redraw()

    def show(self, keys: list[tuple[str, str]], right: list[tuple[str, str]]) -> None:
        """Take (key, label) pairs, and those for the right edge; where it is narrow the last of them stays."""
        if (keys, right) != (self.keys, self.right):
            self.keys, self.right = keys, right
            self.redraw()

    def lines(self, width: int) -> list[Line]:
        end: list[Piece] = []
        for key, label in self.right if width >= WIDE else self.right[-1:]:
            end += [("  " if end else "", ""), (key, KEY), (f" {label} ", MUTED)]
        if self._warning:
            end = [sign("~"), (f" {self._warning} ", "$foreground")]
        room = width - line_cells(end) - 2
        start: list[Piece] = [(" ", "")]
        used = 1
        for number, (key, label) in enumerate(self.keys[: 8 if width >= WIDE else 6]):
            gap = "   " if number else ""
            size = line_cells([(gap + key, ""), (f" {label}", "")])
            if used + size > room:
                break
            start += [(gap, ""), (key, KEY), (f" {label}", MUTED)]
            used += size
        return [spread(start, end, width)]
