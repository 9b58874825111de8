"""The time in large thin figures: all that stands on the veil."""

from datetime import UTC, datetime, tzinfo

from coctui.widgets import moments
from coctui.widgets.drawn import Drawn
from coctui.widgets.glyphs import UNICODE
from coctui.widgets.pieces import FAINT, MUTED, Line, sign

_DIGITS = {
    "0": ("╭─╮", "│ │", "│ │", "│ │", "╰─╯"),
    "1": ("  ╷", "  │", "  │", "  │", "  ╵"),
    "2": ("╶─╮", "  │", "╭─╯", "│  ", "╰─╴"),
    "3": ("╶─╮", "  │", " ─┤", "  │", "╶─╯"),
    "4": ("╷ ╷", "│ │", "╰─┤", "  │", "  ╵"),
    "5": ("╭─╴", "│  ", "╰─╮", "  │", "╶─╯"),
    "6": ("╭─╴", "│  ", "├─╮", "│ │", "╰─╯"),
    "7": ("╶─╮", "  │", "  │", "  │", "  ╵"),
    "8": ("╭─╮", "│ │", "├─┤", "│ │", "╰─╯"),
    "9": ("╭─╮", "│ │", "╰─┤", "  │", "╶─╯"),
    ":": ("   ", " • ", "   ", " • ", "   "),
}
"""Five rows of three cells each."""
ROWS = 5


class ClockFace(Drawn):
    """Hours and minutes, under them the day, and under that one sentence if something is due."""

    def __init__(self, now: float, zone: tzinfo) -> None:
        super().__init__()
        self._now, self._zone = now, zone
        self._due = ""

    def show(self, now: float, due: str = "") -> None:
        """Take the time, and what is to be said of something that is due; `""` for nothing."""
        if (int(now // 60), due) != (int(self._now // 60), self._due):
            self._now, self._due = now, due
            self.redraw()

    def lines(self, width: int) -> list[Line]:
        """Always as many rows, so that nothing moves when a sentence comes."""
        time = f"{datetime.fromtimestamp(self._now, UTC).astimezone(self._zone):%H:%M}"
        if self.glyphs is UNICODE:
            rows = ["  ".join(_DIGITS[figure][row] for figure in time) for row in range(ROWS)]
        else:
            rows = ["", "", " ".join(time), "", ""]
        found: list[Line] = [[(row.center(width), MUTED)] for row in rows]
        found += [[], [], [(moments.weekday(self._now, self._zone).center(width), FAINT)], [], []]
        due = f"~ {self._due}".center(width) if self._due else ""
        blank = len(due) - len(due.lstrip())
        found.append([(" " * blank, ""), sign("~"), (due[blank + 1 :], MUTED)] if due else [])
        return found
