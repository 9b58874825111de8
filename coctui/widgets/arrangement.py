"""Which cases a list shows, and in which order: rows, the time, and how one looks at them. Pure, and quick for ten thousand.

The row under the cursor keeps its place while the cursor is on it, whatever the clock or a colleague does to it: only when
the cursor leaves it does it go where it belongs (DESIGN-LANGUAGE.md 6, "stale").
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from coctui.models.row import Row
from coctui.widgets.outlook import KeptView, Outlook
from coctui.widgets.sorts import Key, sort_of
from coctui.widgets.views import OVERDUE, VIEWS, Moment, group_of, haystack, rank

UNGROUPED = -1
"""The heading of a row in a list without groups."""
BITS = {view.id: 1 << place for place, view in enumerate(VIEWS)}


class Entry(NamedTuple):
    """A row in its place."""

    key: Key
    heading: int
    """The group that it stands under, or `UNGROUPED`."""
    row: Row
    mask: int
    """Which views hold it: a bit for each."""


class Narrowed(NamedTuple):
    """What a filter left of the view: places of entries."""

    wanted: str
    left: list[int]


class Held(NamedTuple):
    """The row under the cursor, and the place that it keeps."""

    room: str
    key: Key
    heading: int


class Arrangement:
    """`shown` is what the list draws; each step below makes it anew."""

    def __init__(self) -> None:
        self.outlook = Outlook()
        self.at = Moment(0.0, 0.0)
        self.rows: Sequence[Row] = ()
        self.found: Mapping[str, str] | None = None
        """Rooms that a search found, with where; `None` while nobody searches."""
        self.late = 0
        """How many promises are late."""
        self.shown: list[Entry] = []
        self._masks: list[int] = []
        self._tally: Mapping[int, int] = {}
        """How many rows have each mask."""
        self._groups: list[int] = []
        self._entries: list[Entry] = []
        self._hay: list[str] | None = None
        self._in_view: list[int] = []
        self._held: Held | None = None
        self._narrowed: Narrowed | None = None

    # steps

    def take(self, rows: Sequence[Row], at: Moment, stay: str = "") -> None:
        """Take all rows of this reader; the one of room `stay` keeps its place if it is shown."""
        held = next((Held(stay, entry.key, entry.heading) for entry in self.shown if entry.row.room == stay), None)
        self.rows, self.at, self._held = rows, at, held if stay else None
        self._mask()
        self._order()

    def look(self, outlook: Outlook) -> None:
        """Look in another way; nothing keeps its place."""
        before, self.outlook, self._held = self.outlook, outlook, None
        if outlook.sort != before.sort:
            self._order()
        elif outlook.view != before.view:
            self._view()
        else:
            self._filter()

    def find(self, found: Mapping[str, str] | None) -> None:
        """Show only what a search found, or with `None` everything again."""
        self.found, self._held = found, None
        self._filter()

    def release(self) -> bool:
        """The cursor left the row that kept its place: let it go where it belongs. Whether anything moved."""
        held, self._held = self._held, None
        if held is None:
            return False
        before = [entry.row.room for entry in self.shown]
        self._order()
        return before != [entry.row.room for entry in self.shown]

    # what it knows

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each view holds: only ever of rows that this reader may see."""
        return {id: sum(count for mask, count in self._tally.items() if mask & bit) for id, bit in BITS.items()}

    def count(self, kept: KeptView) -> int:
        """How many rows a kept view shows."""
        bit, wanted = BITS[kept.outlook.view], kept.outlook.wanted.casefold()
        if not wanted:
            return sum(1 for mask in self._masks if mask & bit)
        return sum(
            1 for entry, hay in zip(self._entries, self._hays(), strict=True) if entry.mask & bit and wanted in hay
        )

    @property
    def in_view(self) -> int:
        """How many rows there are without the filter."""
        return len(self._in_view)

    def place(self, room: str) -> int | None:
        """Where a room stands in what is shown."""
        return next((place for place, entry in enumerate(self.shown) if entry.row.room == room), None)

    # inside

    def _mask(self) -> None:
        """Rows that are alike in all that views ask have one answer: a few dozen are asked, not ten thousand."""
        at = self.at
        known: dict[tuple[object, ...], int] = {}
        self._masks = masks = []
        self._groups = [group_of(row, at) for row in self.rows]
        self.late = self._groups.count(OVERDUE)
        for row, group in zip(self.rows, self._groups, strict=True):
            alike = (group, row.access, row.status, row.ongoing, row.mine, row.alarm)
            mask = known.get(alike)
            if mask is None:
                mask = known[alike] = sum(BITS[view.id] for view in VIEWS if view.holds(row, at))
            masks.append(mask)
        self._tally = Counter(masks)

    def _order(self) -> None:
        sort, held = sort_of(self.outlook.sort), self._held
        entries = []
        for row, mask, group in zip(self.rows, self._masks, self._groups, strict=True):
            if held is not None and row.room == held.room:
                entries.append(Entry(held.key, held.heading, row, mask))
            elif sort.key is not None:
                entries.append(Entry(sort.key(row), UNGROUPED, row, mask))
            else:
                entries.append(Entry(rank(row, group), group, row, mask))
        entries.sort(key=itemgetter(0))
        self._entries, self._hay = entries, None
        self._view()

    def _view(self) -> None:
        bit, held = BITS[self.outlook.view], self._held.room if self._held else ""
        self._narrowed = None
        self._in_view = [
            place for place, entry in enumerate(self._entries) if entry.mask & bit or entry.row.room == held
        ]
        self._filter()

    def _filter(self) -> None:
        entries, wanted, left = self._entries, self.outlook.wanted.casefold(), self._in_view
        held = self._held.room if self._held else ""
        if wanted:
            hay, narrowed = self._hays(), self._narrowed
            if narrowed is not None and not held and narrowed.wanted in wanted:
                left = narrowed.left  # one letter more: what did not fit before fits no more
            left = [place for place in left if wanted in hay[place] or entries[place].row.room == held]
            self._narrowed = None if held else Narrowed(wanted, left)
        if self.found is not None:
            found: Collection[str] = self.found
            left = [place for place in left if entries[place].row.room in found]
        self.shown = [entries[place] for place in left]

    def _hays(self) -> list[str]:
        """Built by the first filter: most inboxes are read, not searched."""
        if self._hay is None:
            self._hay = [haystack(entry.row) for entry in self._entries]
        return self._hay
