"""One line of a list in a cache: sealed under a key that needs the *stub* of its room's card, its first bytes, drawn anew with
every set of letters. So whoever changes who may open a case makes everybody's line of it unreadable at once, touches no cache,
and nothing shows whom it was about (docs/decisions/0011).

On the unlock path: `cryptography` alone. 10,000 lines open and decode in 0.1 s, once.
"""

import hashlib
import json
import os
import struct
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from coctui.models.row import Row
from coctui.vault.blob import NONCE, bind
from coctui.vault.seat import Seat

LINE = struct.Struct(">16sI")
"""Before each line: its room, and how many bytes follow."""
HELD = struct.Struct(">B16s32s")
"""What a line begins with, once opened: `Held`. The row follows as JSON, or `null`."""
STUB = 29
"""Bytes of a sealed card: algorithm, nonce, and the first 16 of the ciphertext."""
BEFORE_ROOM, BEFORE_STUB = (16).to_bytes(4, "big"), STUB.to_bytes(4, "big")
"""Their lengths, as `bind` would write them."""
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


CLOSED = Held(0, bytes(16), bytes(32))


class Lines(NamedTuple):
    """The inbox as it was, and the key of each room in it."""

    rows: tuple[Row, ...]
    held: dict[bytes, Held]
    lost: frozenset[bytes]
    """Rooms whose letters were written anew since: what the line said is gone, the room is to be looked at."""

    def __repr__(self) -> str:
        return f"<Lines of {len(self.rows)}>"


class LineKeys:
    """The key of each line of a seat: `digest("coctui cache line 1", …)`, with what all have in common hashed once."""

    def __init__(self, vault: bytes, seat: Seat, stub_of: Callable[[bytes], bytes | None]) -> None:
        self._common, self._stub_of = hashlib.sha256(bind("coctui cache line 1", seat.lines, vault)), stub_of

    def of(self, room: bytes) -> AESGCM | None:
        """The place of a line is in its key; `None` for a room that has no card."""
        stub = self._stub_of(room)
        if stub is None:
            return None
        hashed = self._common.copy()
        hashed.update(BEFORE_ROOM + room + BEFORE_STUB + stub)
        return AESGCM(hashed.digest())


def seal_lines(keys: LineKeys, lines: Iterable[tuple[bytes, Held, Row | None]]) -> Iterator[bytes]:
    """Each (room, held, row) sealed by itself; none of a room without a card."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for room, held, row in lines:
        key, nonce = keys.of(room), os.urandom(NONCE)
        if key is not None:
            said = HELD.pack(*held) + encode(list(row) if row else None).encode()
            sealed = nonce + key.encrypt(nonce, said, None)
            yield LINE.pack(room, len(sealed)) + sealed


def open_lines(keys: LineKeys, data: memoryview) -> Lines:
    """What opens. `ValueError`, `TypeError`, `LookupError`, `RecursionError` or `struct.error` where this is no list."""
    held, lost = dict[bytes, Held](), set[bytes]()
    said, rows, known = list[bytes](), list[Row](), dict[str, str]()
    for room, sealed in _split(data):
        key = keys.of(room)
        try:
            opened = key.decrypt(sealed[:NONCE], sealed[NONCE:], None) if key else None
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
