"""Promises one under another, first due first: sign, case, what, how long there is, when, who."""

from typing import NamedTuple

from coctui.widgets.line_list import LineList
from coctui.widgets.pieces import MUTED, Line, Piece, fit, sign

CASE, WHAT, LEFT, WHEN = 19, 24, 12, 15


class DueLine(NamedTuple):
    """One promise of one case; cleaned texts."""

    room: str
    case: str
    kind: str
    sign: str
    what: str
    left: str
    """How long there is, or was."""
    when: str
    who: str


class DueList(LineList):
    """The promises of a view; `chosen` is the one under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[DueLine, ...] = ()
        self._wide = CASE
        """Cells of the longest code name: none is cut, since two may begin alike."""

    def show(self, lines: tuple[DueLine, ...], cursor: int | None = None) -> None:
        """Take the promises; the cursor stays on its own, unless it is put somewhere."""
        here = self.chosen
        same = (place for place, line in enumerate(lines) if here and (line.room, line.kind) == (here.room, here.kind))
        self.lines, self._wide = lines, max([CASE, *(len(line.case) for line in lines)])
        places = range(len(lines))
        self.set_entries(places, places, cursor=next(same, self.cursor) if cursor is None else cursor)

    @property
    def chosen(self) -> DueLine | None:
        """The promise under the cursor."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    def line(self, number: int, width: int) -> Line:
        """Columns; who falls away first where it is narrow."""
        one = self.lines[number]
        found: list[Piece] = [sign(one.sign or " "), (" ", "")]
        found += [(fit(one.case, self._wide) + " ", "bold $foreground"), (fit(one.what, WHAT) + " ", "$foreground")]
        found += [
            (f"{one.left:>{LEFT}}  ", "bold $error" if one.sign == "!" else "$foreground"),
            (fit(one.when, WHEN), MUTED),
        ]
        used = 4 + self._wide + WHAT + LEFT + WHEN + 4
        return [*found, (fit(one.who, width - used), MUTED)] if width - used > 3 else found
