"""Opening the file: pragmas, and the checks that come before any key. Uses `sqlite3` alone, for the unlock path."""

import os
import sqlite3
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coctui.host.filesystem import network
from coctui.vault.errors import (
    Busy,
    CannotRead,
    CannotWrite,
    Damaged,
    Earlier,
    NoRoom,
    NotAVault,
    NoVault,
    OnNetwork,
    TooNew,
    TwoNames,
    VaultError,
)
from coctui.vault.formats import STEPS
from coctui.vault.kdf import Cost
from coctui.vault.schema import APPLICATION_ID, EXPECTED, FORMAT

PATIENCE = 5_000
"""Milliseconds to wait for another writer (VAULT.md 6)."""
PRAGMAS = (
    f"PRAGMA busy_timeout = {PATIENCE}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # FAST leaves freed pages readable: 301 of 500 remnants measured, with ON none
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
)
NOT_WRITTEN = tuple(
    f"SQLITE_{name}"
    for name in (
        "FULL", "READONLY", "PERM", "CANTOPEN", "NOLFS",
        *(f"IOERR_{what}" for what in ("WRITE", "FSYNC", "DIR_FSYNC", "TRUNCATE", "SHM", "DELETE", "ACCESS", "LOCK")),
    )
)  # fmt: skip
"""What SQLite says when the disk, not the file, is the trouble; `IOERR_SHM…` comes where the index of the log cannot grow."""
STRAY = (
    sqlite3.Error, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error,
)  # fmt: skip
HEADER = b"SQLite format 3\x00"


def translate(error: BaseException) -> VaultError:
    """One of our errors for whatever SQLite raised: any other exception while reading is damage."""
    if isinstance(error, VaultError):
        return error
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy()
    if name.startswith(NOT_WRITTEN):
        return NoRoom()
    return Damaged()


@contextmanager
def as_ours() -> Iterator[None]:
    """Any exception while opening becomes one of our errors (VAULT.md 6): a damaged row may hold anything."""
    try:
        yield
    except STRAY as error:
        raise translate(error) from None


def connect(path: Path, *, new: bool = False, earlier: bool = False, alone: bool = False) -> sqlite3.Connection:
    """A connection with our pragmas; `NoVault`, `TooNew`, `Earlier`, `Damaged`, `Busy`. Explicit transactions only.

    `earlier` is for who only copies: of whichever format that we know. `OnNetwork` where locks do not hold, unless nobody
    else could have the file open: `alone`.
    A file that is to be opened is looked at first: SQLite would make an empty one, or take over any other database.
    """
    if not new:
        _look(path)
    if not alone and network(path):
        raise OnNetwork
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=PATIENCE / 1000)
    except sqlite3.Error as error:
        raise translate(error) from None
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        if not new:
            _check(connection, earlier=earlier)
    except BaseException as error:
        connection.close()
        if isinstance(error, Exception):
            ours = translate(error)
            raise (CannotWrite() if isinstance(ours, NoRoom) else ours) from None
        raise
    return connection


def connect_to_read(path: Path, *, earlier: bool = False) -> sqlite3.Connection:
    """A connection that writes nothing, not even beside the file: for copies, also on a disk that cannot be written."""
    _look(path)
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?{_reading(path)}", uri=True, isolation_level=None)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            _check(connection, earlier=earlier)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        ours = translate(error)
        raise (CannotRead() if isinstance(ours, NoRoom) else ours) from None
    return connection


def _reading(path: Path) -> str:
    """How to open a file that is only read. With a log it wants to write beside it, which a stick may not allow.

    Where nothing can be written and no log lies there, nobody else writes either: then it needs none.
    """
    log = path.with_name(f"{path.name}-wal")
    writable = os.access(path.parent, os.W_OK) and not _read_only(path.parent)
    return "mode=ro" if writable or log.exists() else "mode=ro&immutable=1"


def _read_only(folder: Path) -> bool:
    # Root may write everywhere, but on no disk that takes nothing.
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _look(path: Path) -> None:
    try:
        # Asked first: reading from a pipe would wait for ever.
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotAVault
        if status.st_nlink > 1:
            # SQLite names the log after the path: open under both names at once, each would write to a log of its own.
            raise TwoNames
        with path.open("rb") as file:
            head = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        raise NoVault from None
    except OSError:
        raise CannotRead from None
    except ValueError:  # a path with a NUL in it
        raise NoVault from None
    if not head.startswith(HEADER) or len(head) < 100 or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotAVault


def _check(connection: sqlite3.Connection, *, earlier: bool) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotAVault
    if connection.execute("PRAGMA user_version").fetchone()[0] > FORMAT:
        raise TooNew
    row = connection.execute("SELECT format, min_reader FROM vault").fetchone()
    if row is None:
        raise Damaged
    if row[1] > FORMAT:
        raise TooNew
    if row[0] < FORMAT and row[0] in STEPS:
        if earlier:
            return
        raise Earlier
    found = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    if found != EXPECTED or row[0] != FORMAT:
        raise Damaged(code="other-tables")


def read_head(connection: sqlite3.Connection) -> tuple[bytes, list[Cost]]:
    """Vault id, and the one or two costs at which slots were made. `Damaged` where they are not there."""
    row = connection.execute(
        "SELECT vault, memory, passes, lanes, next_memory, next_passes, next_lanes FROM vault WHERE one = 1"
    ).fetchone()
    if row is None or type(row[0]) is not bytes or len(row[0]) != 16:
        raise Damaged
    costs = [Cost(*row[1:4])]
    if row[4:7] != (None, None, None):
        costs.append(Cost(*row[4:7]))
    if any(type(number) is not int for cost in costs for number in cost):
        raise Damaged(code="absurd-cost")
    return row[0], costs


def private(path: Path) -> None:
    """Make the file its owner's only, where the platform knows such a thing."""
    path.chmod(0o600)
