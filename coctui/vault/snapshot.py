"""The seat's sealed caches: the inbox as it last was, the keys, what was checked. Disposable, never the only copy.

Also the *glance*: the few lines among which the list was left, to be drawn while everything else is read and checked. Each
line is sealed once more by itself, here and there (lines.py; docs/decisions/0011).

On the unlock path: `sqlite3` and `cryptography` alone.
"""

import json
import os
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from coctui.models.row import Glance, Row
from coctui.vault.blob import Unreadable, bind
from coctui.vault.lines import CLOSED, STUB, Held, LineKeys, Lines, open_lines, seal_lines
from coctui.vault.seat import Seat

LINES, MARKS, CHECKED, GLANCE = 1, 2, 3, 4
MARK = struct.Struct(">16s32sI32s")
LENGTH = struct.Struct(">I")
"""Before the settings in a glance: how many bytes they are. The lines follow."""
NO_KEY, NO_LINK = bytes(32), bytes(32)
MOMENT = 16
UNLIKE = (Unreadable, ValueError, TypeError, LookupError, AttributeError, RecursionError, struct.error)
"""What a cache that is damaged, or of another version, may bring."""


class Mark(NamedTuple):
    """What this seat last saw of one room, and the key it has for it."""

    room: bytes
    newest: bytes
    """Link of the newest row."""
    events: int
    """How many rows the room had."""
    hashed: bytes
    """Hash of every (writer, seq, link, digest) of the room as it was last read, or zeros for who cannot read it."""
    kind: int
    generation: bytes
    key: bytes

    def __repr__(self) -> str:
        return f"<Mark {self.room.hex()}>"


class Snapshot(NamedTuple):
    """All caches of a seat."""

    rows: tuple[Row, ...]
    marks: dict[bytes, Mark]
    checked: dict[str, Any]
    glance: Glance = Glance()

    def __repr__(self) -> str:
        return f"<Snapshot of {len(self.rows)}>"


class Caches(NamedTuple):
    """A seat's sealed caches by kind, all of one moment, and the stubs of the rooms as they are now.

    Of one moment: a line of the list is as old as the mark that says when it was made.
    """

    sealed: dict[int, bytes]
    stubs: Mapping[bytes, bytes]


def read_stubs(connection: sqlite3.Connection) -> dict[bytes, bytes]:
    """The stub of each room that has a card."""
    found = connection.execute("SELECT id, substr(card, 1, ?) FROM room", (STUB,)).fetchall()
    return {room: stub for room, stub in found if type(stub) is bytes and len(stub) == STUB}


def read_caches(connection: sqlite3.Connection, seat: Seat) -> Caches:
    """The seat's caches as they lie in the file; none where they cannot be read."""
    sql = "SELECT c.kind, c.sealed FROM cache c JOIN seat s ON s.n = c.seat WHERE s.id = ?"
    try:
        return Caches(dict(connection.execute(sql, (seat.id,)).fetchall()), read_stubs(connection))
    except sqlite3.Error:
        return Caches({}, {})


# Sealing -------------------------------------------------------------------------------------------------------------


def seal_snapshot(
    vault: bytes, seat: Seat, snapshot: Snapshot, stubs: Mapping[bytes, bytes]
) -> list[tuple[int, bytes]]:
    """(kind, sealed bytes) of each cache."""
    # All begin with the same random bytes: no older list is put back beside newer marks.
    moment = os.urandom(MOMENT)
    marks = [mark[:4] for mark in snapshot.marks.values()]
    plain = {
        LINES: b"".join(seal_lines(LineKeys(vault, seat, stubs.get), _lines(snapshot))),
        MARKS: b"".join(MARK.pack(*mark) for mark in marks),
        CHECKED: json.dumps(snapshot.checked, separators=(",", ":")).encode(),
        GLANCE: _glance(snapshot.glance, LineKeys(vault, seat, stubs.get)),
    }
    return [(kind, seat.own.seal(moment + data, _place(vault, seat, kind))) for kind, data in plain.items()]


def _lines(snapshot: Snapshot) -> Iterator[tuple[bytes, Held, Row | None]]:
    """In the order of the rows, which is that of the list."""
    rows = by_room(snapshot.rows)
    for room in dict.fromkeys([*rows, *snapshot.marks]):
        mark, row = snapshot.marks.get(room), rows.get(room)
        held = Held(*mark[4:]) if mark else CLOSED
        if row is not None or held.kind != CLOSED.kind:
            yield room, held, row


def _glance(glance: Glance, keys: LineKeys) -> bytes:
    settings = json.dumps(dict(glance.settings), separators=(",", ":")).encode()
    lines = seal_lines(keys, ((room, CLOSED, row) for room, row in by_room(glance.rows).items()))
    return LENGTH.pack(len(settings)) + settings + b"".join(lines)


def _place(vault: bytes, seat: Seat, kind: int) -> bytes:
    return bind("cache", vault, seat.id, bytes([kind]))


# Reading -------------------------------------------------------------------------------------------------------------


def _read(caches: Caches, vault: bytes, seat: Seat, kind: int) -> memoryview:
    moments = [_open(caches, vault, seat, each) for each in (kind, CHECKED)]
    if len({opened[:MOMENT] for opened in moments}) != 1:
        raise Unreadable
    return memoryview(moments[0])[MOMENT:]


def _open(caches: Caches, vault: bytes, seat: Seat, kind: int) -> bytes:
    sealed = caches.sealed.get(kind)
    if type(sealed) is not bytes:
        raise Unreadable
    return seat.own.open(sealed, _place(vault, seat, kind))


def read_lines(caches: Caches, vault: bytes, seat: Seat) -> Lines | None:
    """The inbox as this seat last saw it; `None` where there is no such cache, or it does not open.

    A line whose room got new letters since is left out: perhaps this seat may not see it any more.
    """
    try:
        data = _read(caches, vault, seat, LINES)
        caches.sealed.pop(LINES)  # 5 MB of 10,000 lines, read once
        return open_lines(LineKeys(vault, seat, caches.stubs.get), data)
    except UNLIKE:
        return None


def glance_at(connection: sqlite3.Connection, vault: bytes, seat: Seat) -> Glance:
    """The lines among which the list was left, without reading any other: 3 ms where the whole list takes a hundred."""
    caches = "SELECT c.kind, c.sealed FROM cache c JOIN seat s ON s.n = c.seat WHERE s.id = ? AND c.kind IN (?, ?)"
    stub = "SELECT substr(card, 1, ?) FROM room WHERE id = ?"

    def stub_of(room: bytes) -> bytes | None:
        found = connection.execute(stub, (STUB, room)).fetchone()
        return found[0] if found is not None and type(found[0]) is bytes and len(found[0]) == STUB else None

    try:
        sealed = dict(connection.execute(caches, (seat.id, CHECKED, GLANCE)).fetchall())
        return read_glance(Caches(sealed, {}), vault, seat, stub_of)
    except sqlite3.Error:
        return Glance()


def read_glance(caches: Caches, vault: bytes, seat: Seat, stub_of: Callable[[bytes], bytes | None]) -> Glance:
    """The glance in these caches, as far as its lines open; an empty one for none.

    As in the list, a line whose room got new letters since is left out.
    """
    try:
        data = _read(caches, vault, seat, GLANCE)
        start = LENGTH.size + LENGTH.unpack_from(data)[0]
        settings = {str(name): str(value) for name, value in json.loads(bytes(data[LENGTH.size : start])).items()}
        return Glance(open_lines(LineKeys(vault, seat, stub_of), data[start:]).rows, settings)
    except UNLIKE:
        return Glance()


def read_snapshot(caches: Caches, vault: bytes, seat: Seat, lines: Lines | None) -> Snapshot | None:
    """All caches, `lines` being what `read_lines` gave of them, or `None`: one that does not open is as good as none."""
    if lines is None:
        return None
    try:
        found = MARK.iter_unpack(_read(caches, vault, seat, MARKS))
        marks = {mark[0]: Mark._make((*mark, *lines.held.get(mark[0], CLOSED))) for mark in found}
        checked = json.loads(bytes(_read(caches, vault, seat, CHECKED)))
    except UNLIKE:
        return None
    marks |= {room: marks[room]._replace(newest=NO_LINK) for room in lines.lost & set(marks)}
    if not isinstance(checked, dict):
        return None
    return Snapshot(lines.rows, marks, checked, read_glance(caches, vault, seat, caches.stubs.get))


def by_room(rows: Iterable[Row]) -> dict[bytes, Row]:
    """Rows by room id."""
    return {bytes.fromhex(row.room): row for row in rows}
