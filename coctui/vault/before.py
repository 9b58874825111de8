"""What of a file this seat had checked before, by the newest event of each writer: what is older must be what it was then."""

from collections.abc import Mapping, Sequence

from coctui.models.event import Lane
from coctui.models.lanes import LANES
from coctui.vault.core import Core
from coctui.vault.errors import PutBack
from coctui.vault.roomevents import RoomEvents
from coctui.vault.snapshot import NO_KEY
from coctui.vault.trail import Tip, check_rows

Tips = Mapping[bytes, Tip]


def untouched(core: Core, known: Sequence[Tips], id: bytes, lane: Lane) -> bool:
    """Whether nobody else wrote in a room since this seat last had it, or in this lane at all."""
    sql = (
        "SELECT w.id, MAX(e.seq), MAX(e.lane = ? AND s.id IS NOT ?) FROM event e JOIN room r ON r.n = e.room "
        "JOIN writer w ON w.n = e.writer LEFT JOIN seat s ON s.n = e.seat WHERE r.id = ? GROUP BY w.id"
    )
    rows = core.store.rows(sql, LANES.index(lane), core.seat.id, id)
    had = (max(tips[writer].seq if writer in tips else 0 for tips in known) >= newest for writer, newest, _ in rows)
    return all(had) or not any(others for *_, others in rows)


def vouch(core: Core, before: Tips, now: Tips, events: RoomEvents, room: int, known: bytes) -> None:
    """Make sure that every row of a room was checked by this seat before its events count; `Damaged`.

    The check of the trail looks at what is new, from `before` to `now`. What is older must be what was read here before,
    by its hash `known`; if it was not, because the room was closed to this seat, each row is checked by itself, 0.2 ms each.
    """
    then, newest = ({writer: tip.seq for writer, tip in tips.items()} for tips in (before, now))
    older = any(row.seq <= then.get(row.writer, 0) for row in events.rows)
    unchecked = any(row.seq > newest.get(row.writer, 0) for row in events.rows)
    changed = older and events.hashed(then) != known
    if changed and events.closed and known != NO_KEY:
        # What was read here before lies in no branch that this seat cannot open.
        raise PutBack
    if unchecked or changed:
        check_rows(core.store, core.vault, core.store.events(room))
