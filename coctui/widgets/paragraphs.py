"""Sentences of a card: our own words or cleaned ones, wrapped, some of them bold or muted."""

from coctui.widgets.drawn import Drawn
from coctui.widgets.glyphs import plain
from coctui.widgets.pieces import Line, wrapped


class Paragraphs(Drawn):
    """(text, style) paragraphs; an empty text is a blank line."""

    def __init__(self, parts: list[tuple[str, str]] | None = None, *, id: str | None = None, own: bool = True) -> None:
        super().__init__(id=id)
        self.parts = parts or []
        self.own = own
        """Whether these are our words, which turn to ASCII where the terminal asks for it."""

    def show(self, parts: list[tuple[str, str]]) -> None:
        """Take other paragraphs."""
        self.parts = parts
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """Wrapped to at most 72 cells."""
        found: list[Line] = []
        for text, style in self.parts:
            said = plain(text, self.glyphs) if self.own else text
            found += [[(part, style)] for part in wrapped(said, max(20, min(width, 72)))]
        return found


class Facts(Drawn):
    """Labels with what they say: `Received   Sat 5 December`."""

    def __init__(self, facts: list[tuple[str, Line]], *, label: int = 11, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts = facts
        self.label = label

    def show(self, facts: list[tuple[str, Line]]) -> None:
        """Take other facts."""
        self.facts = facts
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """A line each."""
        return [[(label.ljust(self.label), "$text-faint"), *line] for label, line in self.facts]
