"""From a name and a passphrase to a seat: the quick half of opening a vault.

Imports `sqlite3` and `cryptography` only, so that the unlock screen is there at once and the inbox right after the key;
pydantic, sqlite-utils and the rest load meanwhile (VAULT.md 6; DESIGN.md 2).
"""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from coctui.models.row import Glance
from coctui.vault import paperkey
from coctui.vault.blob import Sealer, Unreadable, bind
from coctui.vault.connection import as_ours, connect, read_head
from coctui.vault.errors import Earlier, ForeignFounder, PaperSlip, WrongKey
from coctui.vault.kdf import Cost, derive_slot
from coctui.vault.room import team_room
from coctui.vault.seat import SEED, Seat
from coctui.vault.snapshot import Snapshot, glance_at, read_caches, read_lines, read_snapshot
from coctui.vault.source import SYSTEM, Source

PASSPHRASE, PAPER, COMPUTER = 1, 2, 3
"""Kinds of slots: what a person knows, has on paper, or left to this computer's keyring."""


class Slot(NamedTuple):
    """One way in: where its row lies, of which kind it is, and the key that opens it."""

    row: bytes
    kind: int
    key: bytes

    def __repr__(self) -> str:
        return "<Slot>"


class Proof:
    """That whoever asks knows a way in: the slot and what is sealed in it, which nothing keeps while the vault is open."""

    __slots__ = ("founding", "seed", "slot")

    def __init__(self, slot: Slot, plain: bytes) -> None:
        self.slot, self.seed, self.founding = slot, plain[:SEED], plain[SEED:]

    def __repr__(self) -> str:
        return "<Proof>"


Slots = Callable[[bytes, list[Cost]], Iterator[Slot]]
"""(vault id, costs) -> the slots to try, derived one after the other while none is found."""


class Unlocked:
    """An open file and the seat that opened it; `Vault.load` makes a vault of it."""

    __slots__ = ("connection", "founding", "glance", "path", "seat", "source", "vault", "way")

    def __init__(self, path: Path, connection: sqlite3.Connection, vault: bytes, plain: bytes, slot: Slot) -> None:
        self.path, self.connection, self.vault = path, connection, vault
        self.seat, self.founding = Seat(plain[:SEED]), plain[SEED:]
        self.source: Source = SYSTEM
        self.way = (slot.row, slot.kind)
        """Which slot it was."""
        self.glance: Glance = glance_at(connection, vault, self.seat)
        """The lines among which the list was left, to be drawn before anything is checked."""

    def __repr__(self) -> str:
        return "<Unlocked>"

    def snapshot(self) -> Snapshot | None:
        """All that this seat kept of the file, as it lies there now; `None` the first time on it."""
        caches = read_caches(self.connection, self.seat)
        return read_snapshot(caches, self.vault, self.seat, read_lines(caches, self.vault, self.seat))

    def close(self) -> None:
        """Forget it all."""
        self.connection.close()


def unlock(path: Path, name: str, passphrase: str, source: Source = SYSTEM) -> Unlocked:
    """Derive the key and open the seat behind it: about a second, on purpose; run it in a thread.

    A paper key is taken in the place of the passphrase, and then needs no name. Raises `WrongKey` with one message and
    after the same work whatever was wrong, `NoVault`, `TooNew`, `Damaged`, `ForeignFounder`, `NoMemory`, `Busy`.
    """
    return open_with(path, typed_slots(name, passphrase), _wrong(passphrase), source)


def typed_slots(name: str, secret: str) -> Slots:
    """The slots that a name and what was typed beside it may open: a paper key's first, which costs nothing.

    What only looks like a paper key is tried as a passphrase too: it is answered no sooner than any other.
    """

    def slots(vault: bytes, costs: list[Cost]) -> Iterator[Slot]:
        paper = paperkey.read(secret)
        if paper is not None:
            row, key = paperkey.derive_paper(vault, paper)
            yield Slot(row, PAPER, key)
        for cost in reversed(costs):
            yield passphrase_slot(vault, name, secret, cost)

    return slots


def passphrase_slot(vault: bytes, name: str, passphrase: str, cost: Cost) -> Slot:
    """The slot of a name and a passphrase, whether or not the file has it. `Damaged` for an absurd cost, `NoMemory`."""
    row, key = derive_slot(vault, name, passphrase, cost)
    return Slot(row, PASSPHRASE, key)


def _wrong(secret: str) -> WrongKey:
    """One message; but a paper key with a slip says which group, as whoever holds the paper could see for themself."""
    misread = paperkey.misread(secret)
    return PaperSlip(misread) if misread else WrongKey()


def is_paper_key(typed: str) -> bool:
    """Whether a text is a paper key, or one with a slip: then no name is needed."""
    return paperkey.read(typed) is not None or bool(paperkey.slips(typed))


def open_with(path: Path, slots: Slots, wrong: WrongKey, source: Source = SYSTEM) -> Unlocked:
    """Open a file and the first of these slots that it has; `wrong` where it has none.

    A vault of an earlier format is brought to this one first, by whoever can unlock it.
    """
    try:
        connection = connect(path)
    except Earlier:
        # Needs all that the way to the unlock screen does without.
        from coctui.vault.upgrading import upgrade

        upgrade(path, lambda fresh: open_with(fresh, slots, wrong, source), source)
        connection = connect(path)
    try:
        with as_ours():
            vault, costs = read_head(connection)
            slot, plain = find_slot(connection, vault, slots(vault, costs), wrong)
            _check_founder(connection, vault, plain[SEED:])
            unlocked = Unlocked(path, connection, vault, plain, slot)
            unlocked.source = source
            return unlocked
    except BaseException:
        connection.close()
        raise


def find_slot(
    connection: sqlite3.Connection, vault: bytes, slots: Iterator[Slot], wrong: WrongKey
) -> tuple[Slot, bytes]:
    """The first of these slots that the file has, and what is sealed in it: seed and founding link."""
    for slot in slots:
        row = connection.execute("SELECT kind, sealed FROM slot WHERE id = ?", (slot.row,)).fetchone()
        if row is not None:
            if row[0] != slot.kind:
                raise wrong
            return slot, open_slot(vault, slot, row[1])
    raise wrong


def seal_slot(vault: bytes, slot: Slot, seed: bytes, founding: bytes) -> bytes:
    """A slot's sealed bytes: the seed, and the link of the founding event, which is the root of trust."""
    return Sealer(slot.key).seal(seed + founding, _place(vault, slot))


def open_slot(vault: bytes, slot: Slot, sealed: bytes) -> bytes:
    """The seed and the founding link; a slot that was changed is told as a wrong passphrase is."""
    try:
        return Sealer(slot.key).open(sealed, _place(vault, slot))
    except Unreadable:
        raise WrongKey from None


def _place(vault: bytes, slot: Slot) -> bytes:
    return bind("slot", vault, slot.row, bytes([slot.kind]))


def _check_founder(connection: sqlite3.Connection, vault: bytes, founding: bytes) -> None:
    """Refuse a file whose team lane does not begin where the slot says (the fold checks the rest)."""
    sql = "SELECT e.link FROM event e JOIN room r ON r.n = e.room WHERE r.id = ? ORDER BY e.n LIMIT 1"
    first = connection.execute(sql, (team_room(vault),)).fetchone()
    if first is None or first[0] != founding:
        raise ForeignFounder
