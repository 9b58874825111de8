"""Who is on shift now, until when, and who comes next: a few lines under the views."""

from typing import NamedTuple

from coctui.widgets.drawn import Drawn
from coctui.widgets.pieces import FAINT, MUTED, Line, cut, spread


class OnShift(NamedTuple):
    """One line; the name is cleaned."""

    name: str
    when: str
    """`to 18:00`, `at 16:00`."""
    mine: bool = False
    next: bool = False
    """Whether it is still to come."""


class ShiftList(Drawn):
    """Nothing where nobody gave a shift."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.shifts: tuple[OnShift, ...] = ()

    def show(self, shifts: tuple[OnShift, ...]) -> None:
        """Take who is on shift."""
        if shifts != self.shifts:
            self.shifts = shifts
            self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """A line each, one's own name bold."""
        found: list[Line] = []
        for shift in self.shifts:
            name = f"then {shift.name}" if shift.next else shift.name
            style = FAINT if shift.next else "bold $foreground" if shift.mine else "$foreground"
            room = width - len(shift.when) - 4
            found.append(
                spread([("  ", ""), (cut(name, room, self.glyphs.cut), style)], [(shift.when, MUTED), (" ", "")], width)
            )
        return found
