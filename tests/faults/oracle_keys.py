"""What every seat could ever get its hands on, tried on every sealed byte of a vault's file: no door in between.

A seat's keys: what its seed gives, what each letter gave that it could open in any state of the file so far, what those
gave in turn (keys that a rotation carries along, keys in its own caches), and everything that is derived from them. A
key is tried without the place that a blob is bound to: with the right key GCM hides nothing from who ignores its tag.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from coctui.vault.blob import NONCE, Unreadable, bind, derive
from coctui.vault.letter import Address, Opened, open_letter, open_sealed
from coctui.vault.lines import STUB, Lines
from coctui.vault.room import RoomKey, team_room
from coctui.vault.seat import Seat
from coctui.vault.snapshot import CHECKED, MOMENT, Caches, read_glance, read_lines

FIRST = {
    "event": (16, b'{"after":['),
    "card": (0, b'{"vault":"'),
    "attachment": (0, b"attached bytes "),
    "own": (0, b'{"kind": "'),
}
"""How each plaintext begins, after so many bytes; the attachments of these tests begin so."""
SELECTS = {
    "letter": "SELECT r.id, g.name, s.id, l.sealed FROM letter l JOIN room r ON r.n = l.room "
    "JOIN generation g ON g.n = l.generation JOIN seat s ON s.n = l.seat "
    "UNION ALL SELECT r.id, g.name, s.id, l.sealed FROM branch_letter l JOIN branch b ON b.n = l.branch "
    "JOIN room r ON r.n = b.room JOIN generation g ON g.n = b.generation JOIN seat s ON s.n = l.seat",
    "event": "SELECT r.id, g.name, e.link, e.sealed FROM event e JOIN room r ON r.n = e.room "
    "JOIN generation g ON g.n = e.generation UNION ALL SELECT r.id, g.name, e.link, b.sealed FROM branch_event b "
    "JOIN event e ON e.n = b.event JOIN room r ON r.n = e.room JOIN generation g ON g.n = b.generation",
    "card": "SELECT r.id, g.name, x'', r.card FROM room r JOIN generation g ON g.n = r.generation WHERE r.card <> x'' "
    "UNION ALL SELECT r.id, g.name, x'', b.card FROM branch b JOIN room r ON r.n = b.room "
    "JOIN generation g ON g.n = b.generation WHERE b.card <> x''",
    "attachment": "SELECT r.id, g.name, a.id, a.sealed FROM attachment a JOIN room r ON r.n = a.room "
    "JOIN generation g ON g.n = a.generation WHERE a.chunk = 0",
    "parcel": "SELECT r.id, x'', p.id, p.sealed FROM parcel p JOIN room r ON r.n = p.room",
    "own": "SELECT x'', s.id, o.id, o.sealed FROM own o JOIN seat s ON s.n = o.seat",
    "cache": "SELECT x'', s.id, CAST(CHAR(c.kind + 48) AS BLOB), c.sealed FROM cache c JOIN seat s ON s.n = c.seat",
}
"""Each table with sealed bytes; `own` and `cache` name their seat in the place of a generation."""


class Blob(NamedTuple):
    """Sealed bytes as they lie in the file."""

    table: str
    room: bytes
    generation: bytes
    id: bytes
    """An event's link, an attachment's id, a letter's seat, a row's id."""
    sealed: bytes


class Image(NamedTuple):
    """All sealed bytes of one state of the file, and of each room the newest card number and the generation."""

    blobs: tuple[Blob, ...]
    numbers: dict[bytes, int]
    generations: dict[bytes, bytes]


def read_image(connection: sqlite3.Connection) -> Image:
    """What lies in the file now."""
    blobs = tuple(Blob(table, *row) for table, sql in SELECTS.items() for row in connection.execute(sql) if row[3])
    sql = "SELECT r.id, r.number, g.name FROM room r JOIN generation g ON g.n = r.generation"
    rooms = connection.execute(sql).fetchall()
    return Image(blobs, {id: number for id, number, _ in rooms}, {id: name for id, _, name in rooms})


def begins(key: bytes, blob: Blob) -> bool:
    """Whether a key opens a blob, as far as its first bytes tell: no tag and no place is asked."""
    skip, expected = FIRST[blob.table]
    nonce, body = blob.sealed[1 : 1 + NONCE], blob.sealed[1 + NONCE :]
    stream = _block(key, nonce + (2 + skip // 16).to_bytes(4, "big"))
    return bytes(a ^ b for a, b in zip(stream, body[skip : skip + len(expected)], strict=False)) == expected


@lru_cache(maxsize=200_000)
def _block(key: bytes, counter: bytes) -> bytes:
    # One block of the key stream: counter mode is ECB of a counter.
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(counter)  # noqa: S305


@lru_cache(maxsize=50_000)
def _derived(secret: bytes, label: str, *fields: bytes) -> bytes:
    return derive(secret, label, *fields)


@lru_cache(maxsize=50_000)
def _answers(vault: bytes, room: bytes, secret: bytes, number: int, sealed: bytes) -> bool:
    try:
        open_sealed(RoomKey(vault, room, secret).answer_key(number), sealed, bind("parcel", vault, room))
    except Unreadable:
        return False
    return True


@dataclass
class Hands:
    """One seat's hands: its seed's keys, and every secret that it ever came by."""

    seat: Seat
    secrets: set[bytes] = field(default_factory=set)
    letters: dict[bytes, Opened | None] = field(default_factory=dict)
    opened: set[Blob] = field(default_factory=set)
    """Of the newest state of the file."""
    _motions: dict[bytes, bool] = field(default_factory=dict)
    _tried: dict[bytes, set[bytes]] = field(default_factory=dict)
    _opened_ever: set[bytes] = field(default_factory=set)
    _emptied: set[bytes] = field(default_factory=set)

    def take(self, vault: bytes, image: Image) -> None:
        """Try everything on everything in this state of the file, and new secrets in turn."""
        self.opened = {blob for blob in image.blobs if self._by_seed(vault, blob)}
        lines = self._lines(vault, image)
        self.secrets |= {held.key for held in lines.held.values()} - {bytes(32)} if lines else set()
        before = -1
        while len(self.secrets) > before:
            before = len(self.secrets)
            for blob in image.blobs:
                if blob not in self.opened and self._unlocks(blob, vault, image):
                    self.opened.add(blob)
                    self._carried(vault, blob)

    def _unlocks(self, blob: Blob, vault: bytes, image: Image) -> bool:
        """Whether any secret opens it; each is tried once on the same bytes."""
        if blob.sealed in self._opened_ever:
            return True
        tried = self._tried.setdefault(blob.sealed, set())
        fresh = self.secrets - tried
        tried |= fresh
        if any(self._tries(secret, blob, vault, image) for secret in fresh):
            self._opened_ever.add(blob.sealed)
        return blob.sealed in self._opened_ever

    def _by_seed(self, vault: bytes, blob: Blob) -> bool:
        match blob.table:
            case "letter":
                return self._letter(vault, blob) is not None
            case "parcel":
                return self._motion(vault, blob)
            case "own" | "cache":
                return self._mine(vault, blob) is not None
            case _:
                return False

    def _letter(self, vault: bytes, blob: Blob) -> Opened | None:
        if blob.sealed not in self.letters:
            # Read as the one whom it is for, and as oneself.
            tried = [Address(vault, blob.room, blob.generation, id) for id in {blob.id, self.seat.id}]
            found = [open_letter(address, self.seat.box, blob.sealed) for address in tried]
            self.letters[blob.sealed] = next((opened for opened in found if opened), None)
        opened = self.letters[blob.sealed]
        if opened is not None:
            self.secrets.add(opened.key)
        return opened

    def _motion(self, vault: bytes, blob: Blob) -> bool:
        if blob.sealed not in self._motions:
            try:
                open_sealed(self.seat.box, blob.sealed, bind("parcel", vault, blob.room))
                self._motions[blob.sealed] = True
            except Unreadable:
                self._motions[blob.sealed] = False
        return self._motions[blob.sealed]

    def _mine(self, vault: bytes, blob: Blob) -> bytes | None:
        kind = blob.id[0] - 48 if blob.table == "cache" else 0
        try:
            plain = self.seat.own.open(
                blob.sealed, bind(blob.table, vault, blob.generation, bytes([kind]) if kind else blob.id)
            )
        except Unreadable:
            return None
        plain = plain[MOMENT:] if kind else plain
        if kind == CHECKED:
            self.secrets |= {bytes.fromhex(key) for key in [json.loads(plain)["team"]] if key}
        return plain

    def cached_rooms(self, vault: bytes, image: Image) -> set[str]:
        """Rooms of which this seat opens a line in its own cache in the file."""
        lines = self._lines(vault, image)
        caches = self._caches(image)
        glance = read_glance(caches, vault, self.seat, caches.stubs.get)
        return {row.room for row in (*(lines.rows if lines else ()), *glance.rows)}

    def _lines(self, vault: bytes, image: Image) -> Lines | None:
        return read_lines(self._caches(image), vault, self.seat)

    def _caches(self, image: Image) -> Caches:
        mine = [blob for blob in image.blobs if blob.table == "cache" and blob.generation == self.seat.id]
        stubs = {blob.room: blob.sealed[:STUB] for blob in image.blobs if blob.table == "card"}
        return Caches({blob.id[0] - 48: blob.sealed for blob in mine}, stubs)

    def _tries(self, secret: bytes, blob: Blob, vault: bytes, image: Image) -> bool:
        match blob.table:
            case "letter" | "cache":
                return False  # letters are sealed to seats; a cache begins in no known way, `_mine` asks its tag
            case "parcel":
                numbers = range(1, image.numbers[blob.room] + 1)
                return any(_answers(vault, blob.room, secret, number, blob.sealed) for number in numbers)
            case _:
                return any(begins(key, blob) for key in _keys_of(secret, blob, image))

    def _carried(self, vault: bytes, blob: Blob) -> None:
        """Keys that an opened event carries: those which a rotation replaced."""
        if blob.table != "event" or blob.sealed in self._emptied:
            return
        self._emptied.add(blob.sealed)
        for secret in list(self.secrets):
            try:
                salted = RoomKey(vault, blob.room, secret).open_event(blob.id, blob.sealed)
            except Unreadable:
                continue
            previous = json.loads(salted[16:])["payload"].get("previous", {})
            self.secrets |= {bytes.fromhex(key) for key in previous.values()}


def _keys_of(secret: bytes, blob: Blob, image: Image) -> Iterator[bytes]:
    yield secret
    match blob.table:
        case "event":
            yield _derived(secret, "coctui events 1")
        case "attachment":
            yield _derived(secret, "coctui attachment 1", blob.id)
        case "card":
            for number in range(1, image.numbers[blob.room] + 1):
                yield _derived(secret, "coctui card 1", number.to_bytes(8, "big"))


class Attackers:
    """All seats of a vault that ever were, each remembering all that it saw."""

    def __init__(self) -> None:
        self.hands: dict[str, Hands] = {}
        self.image = Image((), {}, {})
        self._connection: sqlite3.Connection | None = None
        self._past: dict[bytes, set[Blob]] = defaultdict(set)
        """Sealed bytes of each room that were in the file at some time; caches under `b""`."""
        self._older: set[bytes] = set()
        """Parcels of an older copy that was merged: whoever could open them then still can, until a holder takes them away."""

    def begin(self, path: Path, vault: bytes) -> Self:
        """Take hold of a file."""
        self.path, self.vault, self.team = path, vault, team_room(vault).hex()
        self._connection = sqlite3.connect(path, isolation_level=None)
        return self

    def close(self) -> None:
        """Let go of it."""
        if self._connection is not None:
            self._connection.close()

    def join(self, seat: Seat) -> None:
        """One more seat."""
        self.hands.setdefault(seat.id.hex(), Hands(seat))

    def look(self) -> set[bytes]:
        """Take in the file as it is now; the rooms whose key changed since the last look."""
        assert self._connection is not None
        before, self.image = self.image, read_image(self._connection)
        for hands in self.hands.values():
            hands.take(self.vault, self.image)
        for blob in self.image.blobs:
            if blob.table not in ("own", "parcel"):
                self._past[blob.room].add(blob)
        now = self.image.generations
        return {room for room, name in before.generations.items() if now.get(room, name) != name}

    def left_behind(self, room: bytes) -> Iterator[Blob]:
        """Sealed bytes of a room, and caches, that are no longer in any table and still lie in the files."""
        files = [file.read_bytes() for file in self.path.parent.glob(f"{self.path.name}*")]
        now = {blob.sealed for blob in self.image.blobs}
        for blob in self._past[room] | self._past[b""]:
            found = [(raw, raw.index(piece)) for raw in files for piece in _windows(blob.sealed) if piece in raw]
            # Caches are replaced all the time, so that SQLite moves their rows (docs/security.md).
            moved = blob.table == "cache" and all(_unused(raw, at) for raw, at in found)
            if blob.sealed not in now and found and not moved:
                yield blob
        self._past[room], self._past[b""] = set(), set()
        for blob in self.image.blobs:
            if blob.room in (room, b"") and blob.table not in ("own", "parcel"):
                self._past[blob.room].add(blob)

    def opens(self, seat: str, table: str, room: str) -> set[bool]:
        """Whether a seat opens the sealed bytes of a room in a table: all, none, or (two answers) some."""
        opened, wanted = self.hands[seat].opened, bytes.fromhex(room)
        blobs = (blob for blob in self.image.blobs if blob.table == table and blob.room == wanted)
        return {blob in opened for blob in blobs if blob.sealed not in self._older}

    def merges(self, copy: Path) -> None:
        """Take note of what came from an older copy."""
        with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as connection:
            self._older |= {blob.sealed for blob in read_image(connection).blobs if blob.table == "parcel"}

    def letter(self, seat: str, room: str) -> str:
        """The kind of the letter that a seat opens in a room now; several words for several letters."""
        mine = [b for b in self.hands[seat].opened if b.table == "letter" and b.room == bytes.fromhex(room)]
        return " ".join(opened.kind for b in mine if (opened := self.hands[seat].letters[b.sealed]))

    def keys_in(self, copy: Path) -> set[tuple[str, str]]:
        """(seat, room) of each room key that a letter in a copy gives to a seat."""
        with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as connection:
            letters = [blob for blob in read_image(connection).blobs if blob.table == "letter"]
        found = set[tuple[str, str]]()
        for seat, hands in self.hands.items():
            for blob in letters:
                address = Address(self.vault, blob.room, blob.generation, hands.seat.id)
                opened = open_letter(address, hands.seat.box, blob.sealed) if blob.id == hands.seat.id else None
                if opened is not None and opened.kind == "key" and blob.room.hex() != self.team:
                    found.add((seat, blob.room.hex()))
        return found

    def strangers(self, seat: str) -> list[Blob]:
        """Own rows and caches of other seats that this one opens: there must be none."""
        return [b for b in self.hands[seat].opened if b.table in ("own", "cache") and b.generation.hex() != seat]

    def cached(self, seat: str) -> set[str]:
        """Rooms of which a seat opens a line in its cache in the file."""
        return self.hands[seat].cached_rooms(self.vault, self.image)


def _unused(raw: bytes, at: int) -> bool:
    """Whether a place in a file lies between the list of a page's rows and the rows: SQLite does not clear where they were."""
    size = int.from_bytes(raw[16:18]) if raw.startswith(b"SQLite format 3") else 0
    if not size:
        return False
    page, head = raw[at // size * size :][:size], 100 if at < size else 0
    rows, first = (int.from_bytes(page[head + place : head + place + 2]) for place in (3, 5))
    return page[head] in (10, 13) and head + 8 + 2 * rows <= at % size < first


def _windows(sealed: bytes) -> tuple[bytes, ...]:
    """Three pieces of a blob: a page may cut it anywhere, but not in three places."""
    middle = len(sealed) // 2
    return sealed[13:33], sealed[middle : middle + 20], sealed[-20:]
