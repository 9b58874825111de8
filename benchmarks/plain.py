"""What a vault is measured against: the same cases as plain rows, read and folded with the same models.

The rows hold the canonical bytes that a vault seals, and the same clear columns beside them. Digest, signature and
generation are of no use to a program without keys: `LEAN` rows lack them, for a second ratio of sizes. The same code on
SQLCipher is the third column.
"""

import hashlib
import importlib
import json
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coctui.models.access import Access
from coctui.models.case import Case, fold_case
from coctui.models.content_events import Attached, FileRef
from coctui.models.event import Body, Event, Lane, Struck, encode
from coctui.models.fold_access import fold_access
from coctui.models.kinds import decode
from coctui.models.lanes import LANES
from coctui.models.listing import row_of
from coctui.models.roster import Team
from coctui.models.row import Row

LEAN = (
    "n INTEGER PRIMARY KEY, room INTEGER, lane INTEGER, seat INTEGER, writer INTEGER, seq INTEGER, link BLOB, body BLOB"
)
CLEAR = f"{LEAN}, digest BLOB, signature BLOB, generation INTEGER"
PLACED = "INSERT INTO event (room, lane, seat, writer, seq, link, body"
BARE = 1_000_000_000
"""Stands for a room and a writer that no case has."""


@dataclass(slots=True)
class PlainCase:
    """A case as it stands in memory between two entries."""

    n: int
    room: str
    lanes: dict[Lane, list[Event]]
    access: Access
    case: Case
    row: Row


class PlainRows:
    """Cases as rows of an open database."""

    def __init__(self, connection: Any, team: Team, seat: str, columns: str = CLEAR) -> None:
        self.db, self.team, self.seat = connection, team, seat
        for sql in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "BEGIN"):
            self.db.execute(sql).fetchall()
        for sql in (
            "CREATE TABLE room (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, line TEXT)",
            "CREATE TABLE seat (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE)",
            "CREATE TABLE writer (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE)",
            f"CREATE TABLE event ({columns}, UNIQUE (writer, seq))",
            "CREATE INDEX event_room ON event (room)",
            "CREATE TABLE attachment (room INTEGER, id BLOB, content BLOB, PRIMARY KEY (room, id))",
        ):
            self.db.execute(sql)
        self.db.executemany(
            "INSERT INTO seat (id) VALUES (?)", [(bytes.fromhex(member),) for member in sorted(team.members)]
        )
        self.db.execute("COMMIT")
        self.seats = {n: id.hex() for n, id in self.db.execute("SELECT n, id FROM seat").fetchall()}
        self.numbers = {id: n for n, id in self.seats.items()}
        self.writers: dict[int, str] = {}
        self._insert = f"{PLACED}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        if columns == CLEAR:
            self._insert = f"{PLACED}, digest, signature, generation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, zeroblob(64), ?)"
        self._clear = columns == CLEAR

    def fill(self, rooms: Sequence[tuple[Row, Sequence[Event]]]) -> None:
        """Put whole cases in, in one transaction; lines of the list beside them."""
        self.db.execute("BEGIN IMMEDIATE")
        for row, events in rooms:
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
            number = self.db.execute(
                "INSERT INTO room (id, line) VALUES (?, ?)", (bytes.fromhex(row.room), line)
            ).lastrowid
            self.db.executemany(self._insert, [self._placed(number, event) for event in events])
        self.db.execute("COMMIT")

    def _placed(self, room: int, event: Event) -> tuple[Any, ...]:
        if isinstance(event.body, Struck):
            raise TypeError("an invented case has no struck words")
        body = encode(event.body, event.after, event.base, event.at)
        lane, link = LANES.index(event.lane), bytes.fromhex(event.link)
        return self._columns((room, lane, self.numbers[event.seat], self._writer(event.writer), event.seq, link, body))

    def _columns(self, row: tuple[int, int, int, int, int, bytes, bytes]) -> tuple[Any, ...]:
        """A row with the columns that this table has: where there is a digest, there is a generation for each room."""
        return (*row, row[5], row[0]) if self._clear else row

    def _writer(self, id: str) -> int:
        for known, writer in self.writers.items():
            if writer == id:
                return known
        number: int = self.db.execute("INSERT INTO writer (id) VALUES (?)", (bytes.fromhex(id),)).lastrowid
        self.writers[number] = id
        return number

    # What is measured ----------------------------------------------------------------------------------------------

    def open(self, room: str) -> PlainCase:
        """Rows to models to the fold, with the line for the list not yet made."""
        id = bytes.fromhex(room)
        (number,) = self.db.execute("SELECT n FROM room WHERE id = ?", (id,)).fetchone()
        lanes: dict[Lane, list[Event]] = {"team": [], "access": [], "content": []}
        sql = "SELECT lane, seat, writer, seq, link, body FROM event WHERE room = ? ORDER BY n"
        for lane, seat, writer, seq, link, raw in self.db.execute(sql, (number,)).fetchall():
            name: Lane = LANES[lane]
            body, after, base, at = decode(raw, name)
            lanes[name].append(
                Event(link.hex(), room, name, self.seats[seat], self.writers[writer], seq, after, base, at, body)
            )
        access = fold_access(room, self.team, lanes["access"])
        case = fold_case(access, lanes["access"], lanes["content"])
        return PlainCase(number, room, lanes, access, case, EMPTY)

    def append(self, held: PlainCase, body: Body, file: tuple[FileRef, bytes] | None = None) -> Row:
        """Write an entry, and its attachment, in a transaction of their own; then the fold and the line anew."""
        before = held.lanes["content"][-1]
        seq = self.db.execute("SELECT MAX(seq) FROM event WHERE writer = 1").fetchone()[0] + 1
        at = datetime.now(UTC).replace(microsecond=0)
        raw = encode(body, (before.link,), held.access.head, at)
        link = hashlib.sha256(raw).digest()
        self.db.execute("BEGIN IMMEDIATE")
        row = (held.n, LANES.index("content"), self.numbers[self.seat], 1, seq, link, raw)
        self.db.execute(self._insert, self._columns(row))
        if file is not None:
            self.db.execute("INSERT INTO attachment VALUES (?, ?, ?)", (held.n, bytes.fromhex(file[0].id), file[1]))
        self.db.execute("COMMIT")
        event = Event(
            link.hex(), held.room, "content", self.seat, before.writer, seq, (before.link,), held.access.head, at, body
        )
        held.lanes["content"].append(event)
        held.case = fold_case(held.access, held.lanes["access"], held.lanes["content"])
        held.row = row_of(held.case, self.seat)
        return held.row

    def insert(self, number: int, raw: bytes) -> None:
        """The barest durable write: bytes that are there already, and an INSERT; nothing read, nothing folded."""
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute(self._insert, self._columns((BARE, 2, 1, BARE, number, number.to_bytes(32, "big"), raw)))
        self.db.execute("COMMIT")

    def attach(self, held: PlainCase, file: FileRef, content: bytes) -> Row:
        """An attachment and the entry that names it."""
        return self.append(held, Attached(file=file), (file, content))

    def attachment(self, held: PlainCase, file: FileRef) -> bytes:
        """The bytes of an attachment, as they lie there."""
        sql = "SELECT content FROM attachment WHERE room = ? AND id = ?"
        content: bytes = self.db.execute(sql, (held.n, bytes.fromhex(file.id))).fetchone()[0]
        return content

    def checkpoint(self) -> None:
        """All of it in the one file, so that its size is the truth."""
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


EMPTY = Row("", "", "")


def plain(path: Path) -> Any:
    """A plain database."""
    return sqlite3.connect(path, isolation_level=None)


def sqlcipher(path: Path) -> Any | None:
    """An encrypted database under a raw key (nothing is derived), or `None` where SQLCipher is not installed."""
    try:
        dbapi = importlib.import_module("sqlcipher3.dbapi2")
    except ImportError:
        return None
    connection = dbapi.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{os.urandom(32).hex()}'\"")
    return connection
