"""The inbox list: ten thousand cases on one ScrollView, drawn from plain rows, grouped in words."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo
from operator import attrgetter

from coctui.models.row import Row
from coctui.widgets.arrangement import UNGROUPED, Arrangement
from coctui.widgets.case_columns import NAME, columns
from coctui.widgets.case_line import CaseLine
from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.outlook import Outlook
from coctui.widgets.pieces import MUTED, Line
from coctui.widgets.views import GROUPS, Moment

_heading = attrgetter("heading")
STILL = 60.0
"""Seconds since the cursor moved for which somebody is taken to read: nothing moves the row under the cursor. After that
what is more urgent may come into view above it."""


class CaseList(LineList):
    """Cases by group, most urgent first. Posts `Moved` and `Opened`; `row` is the one under the cursor."""

    zone: tzinfo = UTC
    clock_times = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.arrangement = Arrangement()
        self.headings = True
        self.name_width = NAME
        """Cells of the longest code name."""
        self.marked: set[str] = set()
        """Rooms that were marked, to do something harmless with all of them."""
        self._home = ""
        """The room under the cursor before the filter took it out of sight."""
        self._held = False
        """Whether blanks keep the row under the cursor at its height."""
        self.touched = 0.0
        """When the cursor was last moved by somebody, seconds since 1970 UTC."""

    # what it shows

    @property
    def row(self) -> Row | None:
        """The case under the cursor, `None` in an empty view."""
        shown = self.arrangement.shown
        return shown[self.cursor].row if shown else None

    @property
    def rows(self) -> list[Row]:
        """The cases that view, filter and search leave, in order."""
        return [entry.row for entry in self.arrangement.shown]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.arrangement.shown)

    @property
    def outlook(self) -> Outlook:
        """How one looks at the list."""
        return self.arrangement.outlook

    @property
    def _room(self) -> str:
        row = self.row
        return row.room if row else ""

    def show(self, rows: Sequence[Row], at: Moment) -> None:
        """Take all rows of this reader; the cursor stays on its case, and that case where it stands while somebody is there."""
        room, still = self._room, at.now - self.touched < STILL
        self.arrangement.take(rows, at, room if still else "")
        self.name_width = max((len(row.case) for row in rows), default=NAME)
        self.marked &= {row.room for row in rows} if self.marked else set()
        self._lay_out(room, stay=True, hold=still)

    def look(self, outlook: Outlook) -> None:
        """Look in another way: in another view the cursor goes to the most urgent case, else it stays on its own."""
        before, room = self.outlook, self._room
        self.arrangement.look(outlook)
        if outlook.view != before.view:
            room = self._home = ""
        elif outlook.wanted != before.wanted:
            self._home = self._home or room
            room = self._home
        self._lay_out(room)
        if not outlook.wanted:
            self._home = ""

    def find(self, found: Mapping[str, str] | None) -> None:
        """Show only what a search found, by room; `None` brings all back."""
        room = self._room
        self.arrangement.find(found)
        self._lay_out(room, stay=True)

    def go_to(self, room: str) -> bool:
        """Put the cursor on a case; whether it is shown."""
        place = self.arrangement.place(room)
        if place is not None:
            self.cursor = place
        return place is not None

    def set_headings(self, wanted: bool) -> None:
        """With group headings where there is height for them."""
        if wanted != self.headings:
            self.headings = wanted
            self._lay_out(self._room)

    def mark(self) -> None:
        """Mark the case under the cursor, or take its mark away, and go on to the next."""
        if room := self._room:
            self.marked ^= {room}
            self.refresh()
            self.cursor += 1

    def unmark(self) -> None:
        """Take all marks away."""
        self.marked.clear()
        self.refresh()

    def watch_cursor(self, old: int, new: int) -> None:
        """A row that kept its place goes where it belongs once the cursor has left it."""
        super().watch_cursor(old, new)
        if old != new:
            self._home, room = "", self._room  # the case that the cursor came to, before the rows change their places
            if self.arrangement.release() or self._held:
                self._lay_out(room, stay=True)

    def _lay_out(self, room: str, *, stay: bool = False, hold: bool = False) -> None:
        """Lines of what is shown, the cursor on that room or on the first.

        `stay`: at the height where it stands, as far as the list reaches, and in its place if the room is gone.
        `hold`: at that height, if need be with blanks above or below.
        """
        shown, height = self.arrangement.shown, self.height_of_cursor if stay else None
        place = self.arrangement.place(room) if room else None
        cursor = min(self.cursor, max(0, len(shown) - 1)) if stay else 0
        cursor = place if place is not None else cursor
        owners, firsts = self._lines()
        self._held = False
        if hold and height is not None and shown and 0 <= height < self.size.height:
            lead = max(0, height - firsts[cursor])
            trail = max(0, firsts[cursor] - height + self.size.height - len(owners))
            self._held = bool(lead or (trail and firsts[cursor] > height))
            if self._held:
                owners = [*[NO_ENTRY] * lead, *owners, *[NO_ENTRY] * trail]
                firsts = [first + lead for first in firsts]
        self.set_entries(owners, firsts, cursor=cursor)
        if height is not None:
            self.put_cursor_at(height)
        self.post_message(self.Moved(self, cursor))

    def _lines(self) -> tuple[Sequence[int], Sequence[int]]:
        """The entry of each line and the first line of each entry; a group stands after a blank and its heading."""
        shown = self.arrangement.shown
        if not self._grouped:
            return range(len(shown)), range(len(shown))
        owners: list[int] = []
        firsts: list[int] = []
        start = 0
        while start < len(shown):
            end = bisect_right(shown, shown[start].heading, lo=start, key=_heading)  # in the order of their groups
            owners += [NO_ENTRY, NO_ENTRY]
            firsts += range(len(owners), len(owners) + end - start)
            owners += range(start, end)
            start = end
        return owners, firsts

    @property
    def _grouped(self) -> bool:
        shown = self.arrangement.shown
        return self.headings and bool(shown) and shown[0].heading != UNGROUPED

    # drawing

    def line(self, number: int, width: int) -> Line:
        """A blank, a heading or a case."""
        entry = self._owners[number]
        if entry == NO_ENTRY:
            below = self._owners[number + 1] if number + 1 < len(self._owners) else NO_ENTRY
            if below == NO_ENTRY or not self._grouped:
                return []
            return [("   " + GROUPS[self.arrangement.shown[below].heading], MUTED)]
        at = columns(self.outer_size.width, self.name_width)
        draws = CaseLine(self.arrangement.at, self.zone, self.glyphs, at, clock_times=self.clock_times)
        row = self.arrangement.shown[entry].row
        return draws.draw(row, marked=row.room in self.marked)
