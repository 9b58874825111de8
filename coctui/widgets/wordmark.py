"""The name, three rows high; the only ornament."""

from coctui.widgets.drawn import Drawn
from coctui.widgets.glyphs import UNICODE
from coctui.widgets.pieces import MUTED, Line, wrapped

_ROWS = (
    "╭─╴ ╭─╮ ╭─╴ ╷  ╷ ╷ •",
    "│   │ │ │   ├╴ │ │ ╷",
    "╰─╴ ╰─╯ ╰─╴ ╰╴ ╰─╯ ╵",
)


class Wordmark(Drawn):
    """`coctui`, drawn in lines, plain letters where lines cannot be drawn; under it a sentence or two."""

    def __init__(self, sentence: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sentence = sentence

    def show(self, sentence: str) -> None:
        """Take another sentence."""
        self.sentence = sentence
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """Three rows, a blank, the sentence; centred."""
        rows = _ROWS if self.glyphs is UNICODE else ("", "c o c t u i", "")
        found: list[Line] = [[(row.center(width), "$accent" if row else "")] for row in rows]
        return [*found, [], *([(text.center(width), MUTED)] for text in wrapped(self.sentence, width))]
