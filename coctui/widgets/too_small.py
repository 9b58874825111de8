"""What a window shows that is too small to read a case in."""

from coctui.widgets.drawn import Drawn
from coctui.widgets.glyphs import plain
from coctui.widgets.pieces import Line, wrapped

KEYS = "Make it larger, and all is as it was. F8 locks, ctrl+q leaves."


class TooSmall(Drawn):
    """Says how large the window is and how large it must be."""

    def lines(self, width: int) -> list[Line]:
        """What stands in the way, what is safe, and which keys work."""
        columns, rows = self.app.size
        text = f"This window is {columns} × {rows}. coctui needs 80 × 24; every task is also a line command."
        width = max(10, width)
        said = [[(plain(part, self.glyphs), "$foreground")] for part in wrapped(text, width)]
        return [*said, [], *([(part, "$text-muted")] for part in wrapped(KEYS, width))]
