"""What came from somebody else's coctui while the list was on the screen: said in a rule until one has looked at it."""

from collections.abc import Iterable

from coctui.models.row import Row
from coctui.widgets import moments


class News:
    """Rooms that others brought or changed, and when it was seen."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}
        self._new: set[str] = set()

    def compare(self, before: Iterable[Row], after: Iterable[Row], now: float) -> None:
        """Take two lists, the second as others left it."""
        known = {row.room: row for row in before}
        for row in after:
            old = known.get(row.room)
            if old is row or old == row:
                continue
            self._since[row.room] = now
            if old is None:
                self._new.add(row.room)

    def seen(self, room: str) -> None:
        """Somebody looked at it."""
        self._since.pop(room, None)
        self._new.discard(room)

    def __bool__(self) -> bool:
        return bool(self._since)

    def __contains__(self, room: str) -> bool:
        return room in self._since

    def of(self, room: str, by: str, now: float) -> str:
        """`~ changed by Ilse, now`, `~ new, 3 min ago`, or `""`; `by` is `""` where it cannot be known."""
        if room not in self._since:
            return ""
        what = "new" if room in self._new else "changed"
        return f"~ {what}{f' by {by}' if by else ''}, {moments.ago(self._since[room], now)}"

    def all(self, rooms: Iterable[str], now: float) -> str:
        """`~ 2 changed, now`: how many of these rooms, and when the last of them was."""
        changed = [room for room in rooms if room in self._since]
        times = [self._since[room] for room in changed]
        new = self._new.issuperset(changed)
        return f"~ {len(times)} {'new' if new else 'changed'}, {moments.ago(max(times), now)}" if times else ""
