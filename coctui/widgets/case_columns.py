"""Where the columns of the inbox stand, and the line that names them."""

from functools import lru_cache
from typing import NamedTuple

from coctui.widgets.drawn import Drawn
from coctui.widgets.pieces import FAINT, Line, Piece, cells, fit, fit_right


class Column(NamedTuple):
    """Where a column stands: its first cell from the list's left edge, and its width in cells."""

    start: int
    width: int


class Columns(NamedTuple):
    """The columns of a list; `place` and `got` only from 98 cells on."""

    case: Column
    gloss: Column
    what: Column
    place: Column | None
    got: Column | None
    promise: Column
    who: Column
    ask: Column


NAME, LONGEST = 14, 20
"""Cells of a code name: at least, and as much as the gloss gives up for a long one."""


@lru_cache(8)
def columns(width: int, name: int = NAME) -> Columns:
    """Columns for a width in cells (80 narrow, 98 beside the views plane); spare cells go to gloss, then to *what*.

    `name` is the length of the longest code name: a name is what people say aloud, the gloss stands below in full.
    """
    wide = width >= 98
    spare = max(0, width - (98 if wide else 80))
    named = max(NAME, min(name, LONGEST))
    gloss = min(12, spare)
    what = min(12, spare - gloss)
    on = gloss + what
    return Columns(
        case=Column(4, named),
        gloss=Column(5 + named, 28 + gloss - named),
        what=Column(34 + gloss, (7 if wide else 8) + what),
        place=Column(42 + on, 10) if wide else None,
        got=Column(53 + on, 6) if wide else None,
        promise=Column((61 if wide else 43) + on, 18),
        who=Column((80 if wide else 62) + on, 6),
        ask=Column((87 if wide else 69) + on, 9 + spare - on),
    )


class RowLine:
    """Pieces put at columns; what would overlap moves nothing."""

    def __init__(self, start: int) -> None:
        self.pieces: list[Piece] = []
        self._at = start

    def put(self, column: int, text: str, style: str) -> None:
        """Put a text at a column, or right behind what stands there."""
        if column > self._at:
            self.pieces.append((" " * (column - self._at), ""))
        self.pieces.append((text, style))
        self._at = max(column, self._at) + cells(text)


def fit_name(name: str, width: int, mark: str) -> str:
    """A code name in its column; a third word, which tells two cases apart, is never what is cut."""
    pair, _, third = name.rpartition("-")
    if len(name) > width and pair.count("-") == 1 and len(third) < width - 4:
        return fit(pair, width - len(third) - 1, mark) + "-" + third
    return fit(name, width, mark)


class CaseHeads(Drawn):
    """The heads of the columns; they stay while the list scrolls."""

    name_width = NAME

    def lines(self, width: int) -> list[Line]:
        """One faint line."""
        at = columns(width, self.name_width)
        line = RowLine(1)
        line.put(at.case.start, "case", FAINT)
        line.put(at.gloss.start, "gloss", FAINT)
        line.put(at.what.start, "what", FAINT)
        if at.place and at.got:
            line.put(at.place.start, "place", FAINT)
            line.put(at.got.start, fit_right("got", at.got.width), FAINT)
        line.put(at.promise.start, "next promise", FAINT)
        line.put(at.who.start, "who", FAINT)
        line.put(at.ask.start, "ask", FAINT)
        return [[(" ", ""), *line.pieces]]
