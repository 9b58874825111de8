"""The seat's sealed caches: the inbox as it last was, the keys, and what was checked. Disposable, never the only copy.

Each case's line and key are sealed once more, under a key that needs the *stub* of the room's card: its first bytes, drawn
anew with every set of letters. So whoever changes who may open a case makes everybody's line of it unreadable at once,
touches no cache, and nothing shows whom it was about (docs/decisions/0011).

On the unlock path: `sqlite3` and `cryptography` alone. 10,000 lines open and decode in 0.1 s, once.
"""

import hashlib
import json
import os
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from coctui.models.row import Row
from coctui.vault.blob import NONCE, Unreadable, bind
from coctui.vault.seat import Seat

LINES, MARKS, CHECKED = 1, 2, 3
MARK = struct.Struct(">16s32sI32s")
LINE = struct.Struct(">16sI")
"""Before each line: its room, and how many bytes follow."""
HELD = struct.Struct(">B16s32s")
"""What a line begins with, once opened: `Held`. The row follows as JSON, or `null`."""
STUB = 29
"""Bytes of a sealed card: algorithm, nonce, and the first 16 of the ciphertext."""
NO_KEY, NO_LINK = bytes(32), bytes(32)
MOMENT = 16
PROMISES, ORIGINALS, TIED, NEAR = (Row._fields.index(name) for name in ("promises", "originals", "tied", "near"))
ALIKE = tuple(
    Row._fields.index(name) for name in ("access", "what", "place", "status", "promise", "assigned", "ask", "alarm")
)
"""What many lines say in the same words: kept once, 0.5 KB of a line's 1.7."""
AT_ONCE = 500
"""Lines that are decoded together: as quick as all of them, and without a second copy of the whole list."""


class Held(NamedTuple):
    """What this seat's letter in a room came to."""

    kind: int
    """0 nothing, 1 key, 2 card, 3 key but closed to this seat (keeper, or to be confirmed is 1)."""
    generation: bytes
    key: bytes


CLOSED = Held(0, bytes(16), NO_KEY)


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

    def __repr__(self) -> str:
        return f"<Snapshot of {len(self.rows)}>"


class Lines(NamedTuple):
    """The inbox as it was, and the key of each room in it."""

    rows: tuple[Row, ...]
    held: dict[bytes, Held]
    lost: frozenset[bytes]
    """Rooms whose letters were written anew since: what the line said is gone, the room is to be looked at."""

    def __repr__(self) -> str:
        return f"<Lines of {len(self.rows)}>"


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
    # All three begin with the same random bytes: no older list is put back beside newer marks.
    moment = os.urandom(MOMENT)
    marks = [mark[:4] for mark in snapshot.marks.values()]
    plain = {
        LINES: b"".join(_seal_lines(vault, seat, snapshot, stubs)),
        MARKS: b"".join(MARK.pack(*mark) for mark in marks),
        CHECKED: json.dumps(snapshot.checked, separators=(",", ":")).encode(),
    }
    return [(kind, seat.own.seal(moment + data, _place(vault, seat, kind))) for kind, data in plain.items()]


def _seal_lines(vault: bytes, seat: Seat, snapshot: Snapshot, stubs: Mapping[bytes, bytes]) -> Iterator[bytes]:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    rows, keys = by_room(snapshot.rows), _LineKeys(vault, seat)
    # In the order of the rows, which is that of the list.
    for room in dict.fromkeys([*rows, *snapshot.marks]):
        mark, row, stub = snapshot.marks.get(room), rows.get(room), stubs.get(room)
        held = Held(*mark[4:]) if mark else CLOSED
        if stub is None or (row is None and held.kind == CLOSED.kind):
            continue
        nonce = os.urandom(NONCE)
        said = HELD.pack(*held) + encode(list(row) if row else None).encode()
        sealed = nonce + AESGCM(keys.of(room, stub)).encrypt(nonce, said, None)
        yield LINE.pack(room, len(sealed)) + sealed


class _LineKeys:
    """The key of each line: `digest("coctui cache line 1", …)`, with what all have in common hashed once."""

    def __init__(self, vault: bytes, seat: Seat) -> None:
        self._common = hashlib.sha256(bind("coctui cache line 1", seat.lines, vault))

    def of(self, room: bytes, stub: bytes) -> bytes:
        """32 bytes; the place of a line is in its key."""
        hashed = self._common.copy()
        hashed.update(len(room).to_bytes(4, "big") + room + len(stub).to_bytes(4, "big") + stub)
        return hashed.digest()


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
        keys, held, lost = _LineKeys(vault, seat), dict[bytes, Held](), set[bytes]()
        said, rows, known = list[bytes](), list[Row](), dict[str, str]()
        for room, sealed in _split(data):
            stub = caches.stubs.get(room)
            try:
                opened = AESGCM(keys.of(room, stub)).decrypt(sealed[:NONCE], sealed[NONCE:], None) if stub else None
            except InvalidTag:
                opened = None
            if opened is None:
                lost.add(room)
            else:
                held[room] = Held(*HELD.unpack_from(opened))
                said.append(opened[HELD.size :])
                if len(said) == AT_ONCE:
                    rows += _rows(said, known)
                    said = []
        return Lines((*rows, *_rows(said, known)), held, frozenset(lost))
    except (Unreadable, ValueError, TypeError, LookupError, RecursionError, struct.error):
        return None


def _split(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """(room, sealed line) of each line."""
    at = 0
    while at < len(data):
        room, length = LINE.unpack_from(data, at)
        at += LINE.size + length
        yield room, data[at - length : at]


def _rows(said: list[bytes], known: dict[str, str]) -> list[Row]:
    """Lines as rows; `known` has the words that were met before."""
    once, found = known.setdefault, []
    for values in json.loads(b"[" + b",".join(said) + b"]"):
        if values is not None:
            for place in ALIKE:
                values[place] = once(values[place], values[place])
            promises = values[PROMISES]
            values[PROMISES] = tuple([(once(p[0], p[0]), once(p[1], p[1]), float(p[2]), float(p[3])) for p in promises])
            for place in (ORIGINALS, TIED, NEAR):
                values[place] = tuple(values[place])
            found.append(Row._make(values))
    return found


def read_snapshot(caches: Caches, vault: bytes, seat: Seat, lines: Lines | None) -> Snapshot | None:
    """All caches, `lines` being what `read_lines` gave of them, or `None`: one that does not open is as good as none."""
    if lines is None:
        return None
    try:
        found = MARK.iter_unpack(_read(caches, vault, seat, MARKS))
        marks = {mark[0]: Mark._make((*mark, *lines.held.get(mark[0], CLOSED))) for mark in found}
        checked = json.loads(bytes(_read(caches, vault, seat, CHECKED)))
    except (Unreadable, ValueError, struct.error, RecursionError):
        return None
    marks |= {room: marks[room]._replace(newest=NO_LINK) for room in lines.lost & set(marks)}
    return Snapshot(lines.rows, marks, checked) if isinstance(checked, dict) else None


def by_room(rows: Iterable[Row]) -> dict[bytes, Row]:
    """Rows by room id."""
    return {bytes.fromhex(row.room): row for row in rows}
