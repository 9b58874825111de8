"""Ways in: one's passphrase changed, a paper key, this computer; each new one proven before an old one goes.

A slot says neither whose it is nor what came before it: which ways a seat has, and which it took back, stands in its own
sheet. So a slot that an older copy or a merge brings back opens nothing, and goes at its owner's next unlock.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from coctui.host.remembered import Note, drop_note, read_note, write_note
from coctui.vault import computer, paperkey
from coctui.vault.connection import read_head
from coctui.vault.core import Core
from coctui.vault.errors import Damaged, KeyringRefused, OnlyWay, PaperSlip, SamePassphrase, WrongKey
from coctui.vault.making import put_slot
from coctui.vault.own import WayIn
from coctui.vault.passphrase import check_name, check_passphrase
from coctui.vault.seat import SEED, Seat
from coctui.vault.unlock import COMPUTER, PAPER, PASSPHRASE, Proof, Slot, Slots, find_slot, open_slot, passphrase_slot

KINDS = {PASSPHRASE: "passphrase", PAPER: "paper key", COMPUTER: "this computer"}
Ways = dict[str, WayIn]
Rows = Collection[str] | None
"""Row ids in hex; `None` for all of a kind."""


def prove(core: Core, slots: Slots) -> Proof:
    """Open one's own slot once more; `WrongKey` where none of them is, or where it is somebody else's or taken back.

    An unlocked computer that nobody watches must not be enough to make a key that stays.
    """
    vault, costs = read_head(core.store.connection)
    slot, plain = find_slot(core.store.connection, vault, slots(vault, costs), WrongKey())
    known = core.own.sheet.ways.get(slot.row.hex())
    if Seat(plain[:SEED]).id != core.seat.id or (known is not None and known.gone):
        raise WrongKey
    return Proof(slot, plain)


def new_passphrase(core: Core, name: str, passphrase: str) -> Slot:
    """The slot that a new passphrase will open: a second, outside of any transaction. `WeakPassphrase`, `LongPassphrase`, `NoName`."""
    check_name(name)
    check_passphrase(passphrase)
    vault, costs = read_head(core.store.connection)
    return passphrase_slot(vault, name, passphrase, costs[-1])


def paper_slot(core: Core, written: str) -> Slot:
    """The slot that a paper key will open; `PaperSlip` for anything else."""
    secret = paperkey.read(written)
    if secret is None:
        raise PaperSlip(paperkey.misread(written))
    row, key = paperkey.derive_paper(core.vault, secret)
    return Slot(row, PAPER, key)


def put_way(core: Core, proof: Proof, slot: Slot, replaces: Rows = None) -> None:
    """Write a new way in and take back those of its kind, inside a transaction: nobody ever has none or both.

    The new one is read back and opened before an old one goes. `replaces`: only these of its kind.
    """
    if slot.row == proof.slot.row:
        raise SamePassphrase
    put_slot(core.store, core.vault, slot, proof.seed, proof.founding)
    row = core.store.one("SELECT kind, sealed FROM slot WHERE id = ?", slot.row)
    if row is None or row[0] != slot.kind or open_slot(core.vault, slot, row[1]) != proof.seed + proof.founding:
        raise Damaged
    known = known_ways(core)
    known.setdefault(proof.slot.row.hex(), _way(core, proof.slot.kind))
    core.own.write(ways=_without(core, known, slot.kind, replaces) | {slot.row.hex(): _way(core, slot.kind)})
    core.leaves = True
    sweep_ways(core)


def drop_ways(core: Core, kind: int, rows: Rows = None) -> None:
    """Take back every way of a kind, or those of it in `rows`, inside a transaction; `OnlyWay` where none would be left."""
    ways = _without(core, known_ways(core), kind, rows)
    if all(way.gone for way in ways.values()):
        raise OnlyWay
    core.own.write(ways=ways)
    core.leaves = True
    sweep_ways(core)


def _without(core: Core, ways: Ways, kind: int, rows: Rows) -> Ways:
    """The ways, with those of a kind, or those of it in `rows`, taken back."""
    gone = {"gone": True, "since": core.source.now()}
    return {
        row: way.model_copy(update=gone)
        if way.kind == KINDS[kind] and not way.gone and (rows is None or row in rows)
        else way
        for row, way in ways.items()
    }


def _way(core: Core, kind: int) -> WayIn:
    return WayIn.model_validate({"kind": KINDS[kind], "since": core.source.now()})


def known_ways(core: Core) -> Ways:
    """The ways of the own sheet, and the one that was taken just now, which a sheet may not know yet."""
    ways = dict(core.own.sheet.ways)
    if core.way is not None and core.way[0].hex() not in ways:
        ways[core.way[0].hex()] = _way(core, core.way[1])
    return ways


def check_way(core: Core) -> None:
    """Refuse a way in that was taken back: its row came here from an older copy. The same words as for a wrong one."""
    known = core.own.sheet.ways.get(core.way[0].hex()) if core.way is not None else None
    if known is not None and known.gone:
        raise WrongKey


def sweep_ways(core: Core) -> None:
    """Delete slots of this seat that were taken back and are here once more."""
    gone = [bytes.fromhex(row) for row, way in core.own.sheet.ways.items() if way.gone]
    there = {id for (id,) in core.store.rows("SELECT id FROM slot")} if gone else set()
    if there & set(gone):
        with core.store.writing():
            core.store.run_many("DELETE FROM slot WHERE id = ?", [(row,) for row in gone])


# This computer ----------------------------------------------------------------------------------------------------------


def rows_here(path: Path) -> tuple[str, ...]:
    """The row id of the slot that this computer's keyring opens, if one was noted."""
    note = read_note(path)
    return (note.row,) if note is not None else ()


class Remembered(NamedTuple):
    """A key that lies in this computer's keyring: the slot that it opens, which rows that replaces, the keyring's name."""

    slot: Slot
    replaces: tuple[str, ...]
    keyring: str


@contextmanager
def remembering(core: Core, path: Path) -> Iterator[Remembered]:
    """A key in this computer's keyring, read back; meanwhile its slot is to be written.

    Where that fails, the keyring is left as it was.
    """
    from coctui.vault import keychain

    before = read_note(path)
    secret, account = core.source.token(paperkey.SECRET), core.source.id()
    slot = computer.slot_here(core.vault, secret)
    name = keychain.keep(account, secret)
    try:
        write_note(path, Note(account, slot.row.hex()))
        yield Remembered(slot, (before.row,) if before is not None else (), name)
    except BaseException as error:
        keychain.drop(account)
        drop_note(path)
        if before is not None:
            write_note(path, before)
        if isinstance(error, OSError):
            raise KeyringRefused(
                "The folder where coctui remembers things cannot be written.", code="no-state"
            ) from None
        raise
    if before is not None:
        keychain.drop(before.account)


def forget_computer(path: Path) -> None:
    """Take the key out of this computer's keyring, and the note; without its slot it opened nothing any more."""
    note = read_note(path)
    if note is not None:
        from coctui.vault import keychain

        keychain.drop(note.account)
    drop_note(path)
