"""An empty place that says something useful: never a picture, never "no data"."""

from coctui.widgets.drawn import Drawn
from coctui.widgets.pieces import KEY, MUTED, Line, Piece, line_cells


class EmptyState(Drawn):
    """Three quiet dots, one bold sentence, the next promise, up to three keys; centred."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sentence = ""
        self.next_up: Line = []
        self.rest = ""
        self.keys: list[tuple[str, str]] = []

    def show(
        self, sentence: str, next_up: Line = (), rest: str = "", keys: list[tuple[str, str]] | None = None
    ) -> None:
        """Take the bold sentence, a line about what comes next, a quiet line, and keys with their labels."""
        self.sentence, self.next_up, self.rest, self.keys = sentence, next_up, rest, keys or []
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """All of it, one thing a line."""
        dot = self.glyphs.dot
        keys: list[Piece] = []
        for number, (key, label) in enumerate(self.keys):
            keys += [("    " if number else "", ""), (key, KEY), (f" {label}", MUTED)]
        parts: list[Line] = [[(f"{dot}  {dot}  {dot}", MUTED)], [], [(self.sentence, "bold $foreground")]]
        if self.next_up:
            parts.append(self.next_up)
        if self.rest:
            parts += [[], [], [(self.rest, MUTED)]]
        if keys:
            parts += [[], [], keys]
        return [_centred(part, width) for part in parts]


def _centred(line: Line, width: int) -> Line:
    return [(" " * max(0, (width - line_cells(line)) // 2), ""), *line] if line else []
