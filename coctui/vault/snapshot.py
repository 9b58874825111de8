"""The seat's sealed caches: the inbox as it last was, the keys, and what was checked. Disposable, never the only copy.

On the unlock path: `sqlite3` and `cryptography` alone. 10,000 rows decode in 0.05 s, once.
"""

import json
import os
import sqlite3
import struct
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from coctui.models.row import Row
from coctui.vault.blob import Unreadable, bind
from coctui.vault.seat import Seat

ROWS, MARKS, CHECKED = 1, 2, 3
MARK = struct.Struct(">16s32sI32sB16s32s")
NO_KEY = bytes(32)
MOMENT = 16
PROMISES, ORIGINALS = Row._fields.index("promises"), Row._fields.index("originals")


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
    """0 nothing, 1 key, 2 card, 3 key but closed to this seat (keeper, or to be confirmed is 1)."""
    generation: bytes
    key: bytes

    def __repr__(self) -> str:
        return f"<Mark {self.room.hex()}>"


class Snapshot(NamedTuple):
    """All caches of a seat."""

    rows: tuple[Row, ...]
    marks: dict[bytes, Mark]
    checked: dict[str, Any]

    def __repr__(self) -> str:
        return f"<Snapshot of {len(self.rows)}>"


def seal_snapshot(vault: bytes, seat: Seat, snapshot: Snapshot) -> list[tuple[int, bytes]]:
    """(kind, sealed bytes) of each cache."""
    # All three begin with the same random bytes: no older list is put back beside newer marks.
    moment = os.urandom(MOMENT)
    plain = {
        ROWS: json.dumps([list(row) for row in snapshot.rows], ensure_ascii=False, separators=(",", ":")).encode(),
        MARKS: b"".join(MARK.pack(*mark) for mark in snapshot.marks.values()),
        CHECKED: json.dumps(snapshot.checked, separators=(",", ":")).encode(),
    }
    return [(kind, seat.own.seal(moment + data, _place(vault, seat, kind))) for kind, data in plain.items()]


def _place(vault: bytes, seat: Seat, kind: int) -> bytes:
    return bind("cache", vault, seat.id, bytes([kind]))


Caches = Mapping[int, bytes]
"""Sealed caches by kind, all of one moment: a line of the list is as old as the mark that says when it was made."""


def read_caches(connection: sqlite3.Connection, seat: Seat) -> Caches:
    """The seat's caches as they lie in the file; none where they cannot be read."""
    sql = "SELECT c.kind, c.sealed FROM cache c JOIN seat s ON s.n = c.seat WHERE s.id = ?"
    try:
        return dict(connection.execute(sql, (seat.id,)).fetchall())
    except sqlite3.Error:
        return {}


def _read(caches: Caches, vault: bytes, seat: Seat, kind: int) -> bytes:
    moments = [_open(caches, vault, seat, each) for each in (kind, CHECKED)]
    if len({opened[:MOMENT] for opened in moments}) != 1:
        raise Unreadable
    return moments[0][MOMENT:]


def _open(caches: Caches, vault: bytes, seat: Seat, kind: int) -> bytes:
    sealed = caches.get(kind)
    if type(sealed) is not bytes:
        raise Unreadable
    return seat.own.open(sealed, _place(vault, seat, kind))


def read_rows(caches: Caches, vault: bytes, seat: Seat) -> tuple[Row, ...] | None:
    """The inbox as this seat last saw it; `None` where there is no such cache, or it does not open."""
    try:
        listed = json.loads(_read(caches, vault, seat, ROWS))
        return tuple(_row(values) for values in listed)
    except (Unreadable, ValueError, TypeError, LookupError, RecursionError):
        return None


def _row(values: list[Any]) -> Row:
    values[PROMISES] = tuple((str(p[0]), str(p[1]), float(p[2]), float(p[3])) for p in values[PROMISES])
    values[ORIGINALS] = tuple(values[ORIGINALS])
    return Row._make(values)


def read_snapshot(caches: Caches, vault: bytes, seat: Seat, rows: tuple[Row, ...] | None) -> Snapshot | None:
    """All caches, `rows` being what `read_rows` gave of them, or `None`: one that does not open is as good as none."""
    if rows is None:
        return None
    try:
        marks = {mark[0]: Mark._make(mark) for mark in MARK.iter_unpack(_read(caches, vault, seat, MARKS))}
        checked = json.loads(_read(caches, vault, seat, CHECKED))
    except (Unreadable, ValueError, struct.error, RecursionError):
        return None
    return Snapshot(rows, marks, checked) if isinstance(checked, dict) else None


def by_room(rows: Iterable[Row]) -> dict[bytes, Row]:
    """Rows by room id."""
    return {bytes.fromhex(row.room): row for row in rows}


def without(marks: Mapping[bytes, Mark], room: bytes) -> dict[bytes, Mark]:
    """The marks, with one room as if its key had never been had."""
    return {id: mark._replace(kind=0, key=NO_KEY, hashed=NO_KEY) if id == room else mark for id, mark in marks.items()}
