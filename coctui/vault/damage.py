"""What is lost: a trail or a case that does not fit, looked at row by row, so that people know what to write down anew."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from coctui.models.content_events import FileRef, Strike
from coctui.models.event import Event, Keyed
from coctui.models.kinds import Unsound, decode
from coctui.vault.attachment import read_attachment
from coctui.vault.blob import Unreadable
from coctui.vault.chain import NOTHING, SALT, Place, digest_of, link_of
from coctui.vault.connection import as_ours
from coctui.vault.core import Core
from coctui.vault.errors import Damaged, VaultError
from coctui.vault.reading import LANE_OF
from coctui.vault.room import RoomKey
from coctui.vault.store import EVENT, EVENT_TYPES, EventRow
from coctui.vault.trail import LANES_KNOWN, seat_keys, signed_row
from coctui.vault.verdict import Finding

FILE = Finding("file", "The file itself is damaged.")


class Read(NamedTuple):
    """A room's rows, as far as each can be read by itself."""

    events: list[Event]
    lost: list[tuple[str, datetime | None, datetime | None]]
    """Of each row that does not open: who wrote it, and between which times."""
    missing: int
    """How many rows are not there that an entry which can be read had counted, or named as those before it."""
    rows: int


def names_of(core: Core) -> dict[bytes, str]:
    """Names by seat id, as far as the roster could be read."""
    return {bytes.fromhex(seat): member.name for seat, member in core.team.members.items()}


def trail_damage(core: Core) -> Iterator[Finding]:
    """Whose entries were changed, cut or mixed up; each member once, and no numbers: they would tell of other cases."""
    names, keys = names_of(core), seat_keys(core.store)
    whose: dict[str, None] = {}
    for (writer,) in core.store.rows("SELECT n FROM writer ORDER BY n"):
        seq, before = 0, NOTHING
        for row in core.store.chain(writer, 0):
            link = link_of(Place(core.vault, row.room, row.lane, row.seat, row.writer, row.seq), before, row.digest)
            fits = row.seq == seq + 1 and row.lane in LANES_KNOWN and link == row.link
            if not fits or not signed_row(row, keys):
                whose[names.get(row.seat, "somebody")] = None
                break
            seq, before = row.seq, row.link
    for name in whose:
        yield Finding("chain", f"Entries by {name} were changed, cut or mixed up from outside.")


def room_damage(core: Core, key: RoomKey, name: str) -> Iterator[Finding]:
    """What of a case cannot be read: how many entries, by whom and when, and how many attachments."""
    number = core.store.number("room", key.room)
    if number is None:
        yield Finding("room-gone", "This case is no longer in the file.", name)
        return
    read = read_room(core, key, number)
    if read.lost:
        yield Finding("entries", _lost(read), name)
    if read.missing > 0:
        were = "that was there before is gone" if read.missing == 1 else "that were there before are gone"
        yield Finding("missing", f"{_entries(read.missing)} {were}.", name)
    files = _files_of(read.events)
    broken = sum(not _reads(core, number, key, file) for file in files)
    if broken:
        yield Finding("attachment", f"{broken} of {len(files)} attachments cannot be read.", name)


def read_room(core: Core, key: RoomKey, number: int) -> Read:
    """Each row of a room by itself; a row that the file does not give back counts as lost."""
    names = names_of(core)
    rows = [_row(core, n) for (n,) in core.store.rows("SELECT n FROM event WHERE room = ? ORDER BY n", number)]
    opened = [_opened(key, row) if row is not None else None for row in rows]
    found = [event for event in opened if event is not None]
    struck = {link for event in found for link in _struck(event)}
    lost = [
        (names.get(row.seat, "somebody") if row is not None else "somebody", *_between(opened, place))
        for place, row in enumerate(rows)
        if opened[place] is None and (row is None or row.link.hex() not in struck)
    ]
    counted = max((e.body.tally.count + 1 for e in found if isinstance(e.body, Keyed) and e.body.tally), default=0)
    there = {row.link.hex() for row in rows if row is not None}
    # The base of an access event is a team event, in another room (decision 0006).
    named = (link for event in found for link in (*event.after, event.base if event.lane == "content" else None))
    gone = set(named) - there - {None}
    return Read(found, lost, max(counted - len(rows), len(gone)), len(rows))


def _row(core: Core, n: int) -> EventRow | None:
    try:
        found = core.store.typed(EVENT_TYPES, f"{EVENT} WHERE e.n = ?", n)
    except VaultError:
        return None
    return EventRow(*found[0]) if found else None


def _opened(key: RoomKey, row: EventRow) -> Event | None:
    """An event as far as it can be read; whether it counts is for the fold."""
    try:
        salted = key.open_event(row.link, row.sealed)
        if digest_of(salted) != row.digest:
            return None
        lane = LANE_OF[row.lane]
        body, after, base, at = decode(salted[SALT:], lane)
    except (Unreadable, Unsound, LookupError, ValueError, TypeError):
        return None
    link, seat, writer = row.link.hex(), row.seat.hex(), row.writer.hex()
    return Event(link, row.room.hex(), lane, seat, writer, row.seq, after, base, at, body)


def _struck(event: Event) -> list[str]:
    body = event.body
    return [body.link] if isinstance(body, Strike) else [gone.link for gone in getattr(body, "gone", ())]


def _between(opened: list[Event | None], place: int) -> tuple[datetime | None, datetime | None]:
    """The times of the nearest entries before and after that can be read."""
    before = next((e.at for e in reversed(opened[:place]) if e is not None), None)
    after = next((e.at for e in opened[place + 1 :] if e is not None), None)
    return before, after


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _lost(read: Read) -> str:
    who = sorted({name for name, _, _ in read.lost})
    begins = min((before for _, before, _ in read.lost if before is not None), default=None)
    ends = max((after for _, _, after in read.lost if after is not None), default=None)
    said = f"{len(read.lost)} of {_entries(read.rows)} cannot be read: by {' and '.join(who)}"
    said += f", after {begins:%Y-%m-%d %H:%M}" if begins is not None else ", at the beginning"
    return f"{said} and before {ends:%Y-%m-%d %H:%M} UTC." if ends is not None else f"{said}{' UTC' if begins else ''}."


def _files_of(events: list[Event]) -> list[FileRef]:
    found: dict[str, FileRef] = {}
    for event in events:
        body = event.body
        listed = [*getattr(body, "files", ()), *([body.file] if hasattr(body, "file") else [])]
        found |= {file.id: file for file in listed if isinstance(file, FileRef)}
    gone = {file for event in events for file in _taken_out(event)}
    return [file for id, file in found.items() if id not in gone]


def _taken_out(event: Event) -> list[str]:
    body = event.body
    named = [body] if isinstance(body, Strike) else list(getattr(body, "gone", ()))
    return [file for each in named for file in each.files]


def _reads(core: Core, number: int, key: RoomKey, file: FileRef) -> bool:
    try:
        with as_ours():
            read_attachment(core.store, number, {key.generation: key}, file)
    except (Damaged, VaultError):
        return False
    return True
