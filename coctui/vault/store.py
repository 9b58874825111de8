"""Rows in and out: every SQL statement of the vault that is not on the unlock path.

Writes go through `Store.writing()`: BEGIN IMMEDIATE, then all or nothing. No read transaction outlives one call.
Statements are written out: sqlite-utils would create a table for a mistyped name, in clear and not STRICT.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from coctui.vault.connection import connect, private, translate
from coctui.vault.errors import Damaged, Exists
from coctui.vault.kdf import Cost
from coctui.vault.schema import APPLICATION_ID, FORMAT, INDEXES, MIN_READER, TABLES

if TYPE_CHECKING:
    from sqlite_utils import Database

EVENT = (
    "SELECT e.n, r.id, e.lane, s.id, w.id, e.seq, e.digest, e.link, e.signature, g.name, e.sealed, e.room, e.writer FROM event e "
    "JOIN room r ON r.n = e.room JOIN seat s ON s.n = e.seat JOIN writer w ON w.n = e.writer JOIN generation g ON g.n = e.generation"
)


class EventRow(NamedTuple):
    """An event as it lies in the file, with ids in the place of local numbers."""

    n: int
    room: bytes
    lane: int
    seat: bytes
    writer: bytes
    seq: int
    digest: bytes
    link: bytes
    signature: bytes
    generation: bytes
    sealed: bytes
    room_n: int
    writer_n: int


EVENT_TYPES = (int, bytes, int, bytes, bytes, int, bytes, bytes, bytes, bytes, bytes, int, int)
"""Of a damaged row SQLite may give anything: text where bytes stood, nothing where a number stood."""


class RoomRow(NamedTuple):
    """A room as it lies in the file, with one of its sets of letters; it has one but where copies met (branch.py)."""

    n: int
    id: bytes
    generation: bytes
    number: int
    card: bytes
    link: bytes
    """The event that wrote the letters and the card."""
    branch: int = 0
    """Which set: 0 is the one in the room's own row."""


class Store:
    """The tables of one open file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._only_reads = False

    @cached_property
    def db(self) -> "Database":
        """sqlite-utils on this file, for tables and for savepoints. Loaded when it is needed: 3 MB and 35 ms."""
        from sqlite_utils import Database

        # Plugins of sqlite-utils would be handed the connection; a tracer would see bound values.
        return Database(self.connection, execute_plugins=False)

    @classmethod
    def make(cls, path: Path, vault: bytes, cost: Cost) -> "Store":
        """A new file with empty tables; `Exists` where something already lies there."""
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            raise Exists from None
        except OSError:
            sentence = "The folder for this vault is not there or cannot be written. Choose another place with --vault."
            raise Exists(sentence, code="no-folder") from None
        private(path)
        store = cls(connect(path, new=True))
        with store.writing():
            for sql in (*TABLES.values(), *INDEXES.values()):
                store.db.execute(sql)
            store.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            store.db.execute(f"PRAGMA user_version = {FORMAT}")
            store.run(
                "INSERT INTO vault VALUES (1, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)", FORMAT, MIN_READER, vault, *cost
            )
        return store

    def in_transaction(self) -> bool:
        """Whether `writing` is on."""
        return self.connection.in_transaction

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read meanwhile is the file at one moment, whoever writes beside; joins a transaction that is on.

        Without it five coctui that wrote at once made a reader see half of what one of them had written, and call it damage.
        """
        if self.in_transaction():
            yield
            return
        self.run("BEGIN")
        self._only_reads = True
        try:
            yield
        finally:
            self._only_reads = False
            if self.in_transaction():
                self.connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction with the write lock from its start: `BEGIN IMMEDIATE` … `COMMIT`; nested calls join it."""
        if self._only_reads:
            raise RuntimeError("nothing is written while reading")
        if self.in_transaction():
            yield
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise translate(error) from None
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.in_transaction():
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise translate(error) from None
            raise

    def rows(self, sql: str, *values: Any) -> list[Any]:
        """All rows of a query, read at once."""
        try:
            return self.connection.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translate(error) from None

    def typed(self, types: tuple[type, ...], sql: str, *values: Any) -> list[Any]:
        """All rows of a query, each with values of exactly these types; `Damaged`."""
        found = self.rows(sql, *values)
        if any(tuple(map(type, row)) != types for row in found):
            raise Damaged
        return found

    def one(self, sql: str, *values: Any) -> Any:
        """The first row of a query, or `None`."""
        found = self.rows(sql, *values)
        return found[0] if found else None

    def run(self, sql: str, *values: Any) -> int:
        """Run one statement inside `writing()`; the id of the row it inserted."""
        try:
            return self.connection.execute(sql, values).lastrowid or 0
        except sqlite3.Error as error:
            raise translate(error) from None

    def run_many(self, sql: str, values: Iterable[tuple[Any, ...]]) -> None:
        """Run one statement for many rows inside `writing()`."""
        try:
            self.connection.executemany(sql, values)
        except sqlite3.Error as error:
            raise translate(error) from None

    def hurry(self) -> None:
        """Wait for nobody any more: what is still written, caches only, can be made again."""
        self.run("PRAGMA busy_timeout = 0")

    def version(self) -> int:
        """A number that changes when another connection wrote."""
        return int(self.one("PRAGMA data_version")[0])

    def checkpoint(self) -> bool:
        """Move the log into the file and empty it; `False` while a reader elsewhere keeps old pages alive."""
        busy, _, _ = self.one("PRAGMA wal_checkpoint(TRUNCATE)")
        return not busy

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    # Local numbers -------------------------------------------------------------------------------------------------

    def number(self, table: str, id: bytes) -> int | None:
        """The local number of a room, seat or writer."""
        row = self.one(f"SELECT n FROM {table} WHERE id = ?", id)  # noqa: S608  # table names are ours
        return row[0] if row else None

    def writer_number(self, id: bytes) -> int:
        """The local number of a writer, made on first use."""
        return self.number("writer", id) or self.run("INSERT INTO writer (id) VALUES (?)", id)

    def generation_number(self, room: int, name: bytes) -> int:
        """The local number of a generation, made on first use."""
        row = self.one("SELECT n FROM generation WHERE name = ?", name)
        return row[0] if row else self.run("INSERT INTO generation (room, name, former) VALUES (?, ?, 0)", room, name)

    # Rooms ---------------------------------------------------------------------------------------------------------

    def room(self, id: bytes) -> RoomRow | None:
        """A room with the set of letters in its own row."""
        sql = "SELECT r.n, r.id, g.name, r.number, r.card, r.link FROM room r JOIN generation g ON g.n = r.generation WHERE r.id = ?"
        rows = self.typed((int, bytes, bytes, int, bytes, bytes), sql, id)
        return RoomRow(*rows[0]) if rows else None

    def branches(self, room: RoomRow) -> list[RoomRow]:
        """The same room with each of its further sets."""
        sql = (
            "SELECT b.n, g.name, b.number, b.card, b.link FROM branch b JOIN generation g ON g.n = b.generation "
            "WHERE b.room = ? ORDER BY b.n"
        )
        rows = self.typed((int, bytes, int, bytes, bytes), sql, room.n)
        return [
            RoomRow(room.n, room.id, generation, number, card, link, n) for n, generation, number, card, link in rows
        ]

    def branch_letters(self, branch: int) -> dict[bytes, bytes]:
        """The letters of a further set, by seat."""
        sql = "SELECT s.id, l.sealed FROM branch_letter l JOIN seat s ON s.n = l.seat WHERE l.branch = ?"
        return dict(self.typed((bytes, bytes), sql, branch))

    def letters(self, room: int) -> dict[bytes, tuple[bytes, bytes]]:
        """All letters of a room: seat to (generation, sealed)."""
        sql = (
            "SELECT s.id, g.name, l.sealed FROM letter l JOIN seat s ON s.n = l.seat JOIN generation g ON g.n = l.generation "
            "WHERE l.room = ?"
        )
        rows = self.typed((bytes, bytes, bytes), sql, room)
        return {seat: (generation, sealed) for seat, generation, sealed in rows}

    def put_letters(self, room: int, generation: int, letters: Mapping[bytes, bytes], number: int, card: bytes) -> None:
        """Replace the letters and the card in a room's own row; which event wrote them is noted afterwards."""
        self.run("DELETE FROM letter WHERE room = ?", room)
        self.run_many(
            "INSERT INTO letter (room, seat, generation, sealed) SELECT ?, n, ?, ? FROM seat WHERE id = ?",
            [(room, generation, sealed, seat) for seat, sealed in letters.items()],
        )
        sql = "UPDATE room SET generation = ?, number = ?, card = ?, link = zeroblob(32) WHERE n = ?"
        self.run(sql, generation, number, card, room)

    # Events --------------------------------------------------------------------------------------------------------

    def events(self, room: int) -> list[EventRow]:
        """All events of a room, in the order in which they were put into this file."""
        return [EventRow(*row) for row in self.typed(EVENT_TYPES, f"{EVENT} WHERE e.room = ? ORDER BY e.n", room)]

    def all_events(self) -> Iterator[EventRow]:
        """All events of the file, in the order in which they were put into it; read one by one."""
        every = EVENT + " ORDER BY e.n"
        try:
            for row in self.connection.execute(every):
                if tuple(map(type, row)) != EVENT_TYPES:
                    raise Damaged
                yield EventRow(*row)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise translate(error) from None

    def further_seals(self, room: int) -> dict[int, list[tuple[bytes, bytes]]]:
        """Second seals of events that branches share, by the event's number: (generation, sealed)."""
        sql = (
            "SELECT b.event, g.name, b.sealed FROM branch_event b JOIN generation g ON g.n = b.generation "
            "JOIN event e ON e.n = b.event WHERE e.room = ?"
        )
        found: dict[int, list[tuple[bytes, bytes]]] = {}
        for event, generation, sealed in self.typed((int, bytes, bytes), sql, room):
            found.setdefault(event, []).append((generation, sealed))
        return found

    def chain(self, writer: int, after: int) -> list[EventRow]:
        """A writer's events with a higher sequence number."""
        return [
            EventRow(*row)
            for row in self.typed(
                EVENT_TYPES, f"{EVENT} WHERE e.writer = ? AND e.seq > ? ORDER BY e.seq", writer, after
            )
        ]

    def tip(self, writer: int) -> tuple[int, bytes] | None:
        """The newest (seq, link) of a writer."""
        row = self.one("SELECT seq, link FROM event WHERE writer = ? ORDER BY seq DESC LIMIT 1", writer)
        return (row[0], row[1]) if row else None

    def put_event(self, row: tuple[int, int, int, int, int, bytes, bytes, bytes, int, bytes]) -> int:
        """Append an event: room, lane, seat, writer (local numbers), seq, digest, link, signature, generation, sealed."""
        sql = (
            "INSERT INTO event (room, lane, seat, writer, seq, digest, link, signature, generation, sealed) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        return self.run(sql, *row)
