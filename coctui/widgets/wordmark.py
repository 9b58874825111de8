"""The name, three rows high; the only ornament."""

from coctui.widgets.drawn import Drawn
from coctui.widgets.glyphs import UNICODE
from coctui.widgets.pieces import Line

_ROWS = (
    "╭─╴ ╭─╮ ╭─╴ ╷  ╷ ╷ •",
    "│   │ │ │   ├╴ │ │ ╷",
    "╰─╴ ╰─╯ ╰─╴ ╰╴ ╰─╯ ╵",
)
WIDTH = 20


class Wordmark(Drawn):
    """`coctui`, drawn in lines; plain letters where lines cannot be drawn."""

    def lines(self, width: int) -> list[Line]:
        """Three rows, centred."""
        rows = _ROWS if self.glyphs is UNICODE else ("", "c o c t u i", "")
        return [[(row.center(width), "$accent" if row else "")] for row in rows]
