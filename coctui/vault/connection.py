"""Opening the file: pragmas, and the checks that come before any key. Uses `sqlite3` alone, for the unlock path."""

import sqlite3
from pathlib import Path

from coctui.vault.errors import Busy, Damaged, NoRoom, NoVault, TooNew, VaultError
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
HEADER = b"SQLite format 3\x00"


def translate(error: BaseException) -> VaultError:
    """One of our errors for whatever SQLite raised: any other exception while reading is damage."""
    if isinstance(error, VaultError):
        return error
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Busy()
    if name.startswith(
        ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_CANTOPEN")
    ):
        return NoRoom()
    return Damaged()


def connect(path: Path, *, new: bool = False) -> sqlite3.Connection:
    """A connection with our pragmas; `NoVault`, `TooNew`, `Damaged`, `Busy`. Explicit transactions only.

    A file that is to be opened is looked at first: SQLite would make an empty one, or take over any other database.
    """
    if not new:
        _look(path)
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=PATIENCE / 1000)
    except sqlite3.Error as error:
        raise translate(error) from None
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        if not new:
            _check(connection)
    except BaseException as error:
        connection.close()
        if isinstance(error, Exception):
            raise translate(error) from None
        raise
    return connection


def _look(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        raise NoVault from None
    if not head.startswith(HEADER):
        raise NoVault(code="not-a-vault")
    if len(head) < 100 or (len(head) >= 72 and int.from_bytes(head[68:72], "big") != APPLICATION_ID):
        raise NoVault(code="not-a-vault")


def _check(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NoVault(code="not-a-vault")
    if connection.execute("PRAGMA user_version").fetchone()[0] > FORMAT:
        raise TooNew
    row = connection.execute("SELECT format, min_reader FROM vault").fetchone()
    if row is None:
        raise Damaged
    if row[1] > FORMAT:
        raise TooNew
    found = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    if found != EXPECTED or row[0] != FORMAT:
        raise Damaged(code="other-tables")


def read_head(connection: sqlite3.Connection) -> tuple[bytes, list[Cost]]:
    """Vault id, and the one or two costs at which slots were made. `Damaged` where they are not there."""
    row = connection.execute(
        "SELECT vault, memory, passes, lanes, next_memory, next_passes, next_lanes FROM vault WHERE one = 1"
    ).fetchone()
    if row is None or len(row[0]) != 16:
        raise Damaged
    costs = [Cost(*row[1:4])]
    if row[4] is not None:
        costs.append(Cost(*row[4:7]))
    return row[0], costs


def private(path: Path) -> None:
    """Make the file its owner's only, where the platform knows such a thing."""
    path.chmod(0o600)
