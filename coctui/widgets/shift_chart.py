"""The hours to come, two cells each: who is on shift in which of them, and which have nobody."""

from typing import NamedTuple

from coctui.widgets.drawn import Drawn
from coctui.widgets.pieces import FAINT, MUTED, Line, fit

HOURS, CELLS, LABEL = 24, 2, 20
"""Hours shown, cells of each, and cells of the names."""


class ShiftRow(NamedTuple):
    """One member, or nobody; the name is cleaned."""

    name: str
    halves: tuple[bool, ...]
    """Whether they are there, half hour by half hour."""
    nobody: bool = False


class ShiftChart(Drawn):
    """A row for each member who is there in these hours, one for nobody, and the hours under them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[ShiftRow, ...] = ()
        self.hours: tuple[str, ...] = ()

    def show(self, rows: tuple[ShiftRow, ...], hours: tuple[str, ...]) -> None:
        """Take the rows, and the names of the hours from the first on."""
        self.rows, self.hours = rows, hours
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """Rows, then the axis."""
        if not self.rows:
            return []
        glyphs = self.glyphs
        found: list[Line] = []
        for row in self.rows:
            there, tone = (glyphs.low, "$error") if row.nobody else (glyphs.block, "$accent")
            label = [("    ", ""), (fit(row.name, LABEL, glyphs.cut), MUTED)]
            found.append([*label, ("".join(there if half else " " for half in row.halves), tone)])
        marks = "".join(hour.ljust(3 * CELLS) for hour in self.hours[::3])
        blank = " " * (LABEL + 4)
        return [*found, [(blank, ""), (glyphs.light * (HOURS * CELLS), "$rule")], [(blank, ""), (marks, FAINT)]]
