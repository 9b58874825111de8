"""What a window shows that is too small to read a case in."""

from coctui.widgets.drawn import Drawn
from coctui.widgets.glyphs import plain
from coctui.widgets.pieces import Line, wrapped


class TooSmall(Drawn):
    """Says how large the window is and how large it must be."""

    def lines(self, width: int) -> list[Line]:
        """One sentence, wrapped."""
        columns, rows = self.app.size
        text = f"This window is {columns} × {rows}. coctui needs 80 × 24; every task is also a line command."
        return [[(plain(part, self.glyphs), "$foreground")] for part in wrapped(text, max(10, width))]
