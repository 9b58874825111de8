"""From a name and a passphrase to a seat: the quick half of opening a vault.

Imports `sqlite3` and `cryptography` only, so that the unlock screen is there at once and the inbox right after the key;
pydantic, sqlite-utils and the rest load meanwhile (VAULT.md 6; DESIGN.md 2).
"""

import sqlite3
from pathlib import Path

from coctui.models.row import Row
from coctui.vault.blob import Sealer, Unreadable, bind
from coctui.vault.connection import as_ours, connect, read_head
from coctui.vault.errors import ForeignFounder, WrongKey
from coctui.vault.kdf import derive_slot
from coctui.vault.room import team_room
from coctui.vault.seat import SEED, Seat
from coctui.vault.snapshot import read_caches, read_rows
from coctui.vault.source import SYSTEM, Source

PASSPHRASE = 1
"""Kind of a slot; paper key and this computer's keyring come with the care of the vault."""


class Unlocked:
    """An open file and the seat that opened it; `Vault.load` makes a vault of it."""

    __slots__ = ("caches", "connection", "founding", "path", "rows", "seat", "source", "vault")

    def __init__(
        self, path: Path, connection: sqlite3.Connection, vault: bytes, seat: Seat, founding: bytes, source: Source
    ) -> None:
        self.path, self.connection, self.vault, self.seat = path, connection, vault, seat
        self.founding, self.source = founding, source
        self.caches = read_caches(connection, seat)
        """Sealed, for `Vault.load`: the list and what it makes of the rest are of one moment."""
        self.rows: tuple[Row, ...] | None = read_rows(self.caches, vault, seat)
        """The inbox as this seat last saw it; `None` the first time on this file."""

    def __repr__(self) -> str:
        return "<Unlocked>"

    def close(self) -> None:
        """Forget it all."""
        self.connection.close()


def unlock(path: Path, name: str, passphrase: str, source: Source = SYSTEM) -> Unlocked:
    """Derive the key and open the seat behind it: about a second, on purpose; run it in a thread.

    Raises `WrongKey` with one message for a wrong name or passphrase, `NoVault`, `TooNew`, `Damaged`, `ForeignFounder`,
    `NoMemory`, `Busy`.
    """
    connection = connect(path)
    try:
        with as_ours():
            vault, costs = read_head(connection)
            for cost in reversed(costs):
                row_id, key = derive_slot(vault, name, passphrase, cost)
                row = connection.execute("SELECT kind, sealed FROM slot WHERE id = ?", (row_id,)).fetchone()
                if row is not None:
                    seat, founding = open_slot(vault, row_id, key, row[0], row[1])
                    _check_founder(connection, vault, founding)
                    return Unlocked(path, connection, vault, seat, founding, source)
            raise WrongKey
    except BaseException:
        connection.close()
        raise


def seal_slot(vault: bytes, row_id: bytes, key: bytes, seed: bytes, founding: bytes) -> bytes:
    """A slot's sealed bytes: the seed, and the link of the founding event, which is the root of trust."""
    return Sealer(key).seal(seed + founding, bind("slot", vault, row_id, bytes([PASSPHRASE])))


def open_slot(vault: bytes, row_id: bytes, key: bytes, kind: int, sealed: bytes) -> tuple[Seat, bytes]:
    """The seat and the founding link; a slot that was changed is told as a wrong passphrase is."""
    try:
        plain = Sealer(key).open(sealed, bind("slot", vault, row_id, bytes([kind & 0xFF])))
    except Unreadable:
        raise WrongKey from None
    return Seat(plain[:SEED]), plain[SEED:]


def _check_founder(connection: sqlite3.Connection, vault: bytes, founding: bytes) -> None:
    """Refuse a file whose team lane does not begin where the slot says (the fold checks the rest)."""
    sql = "SELECT e.link FROM event e JOIN room r ON r.n = e.room WHERE r.id = ? ORDER BY e.n LIMIT 1"
    first = connection.execute(sql, (team_room(vault),)).fetchone()
    if first is None or first[0] != founding:
        raise ForeignFounder
