"""Making a vault, and joining one: the two ways a seat comes into being."""

import os
from contextlib import suppress
from pathlib import Path

from coctui.host.unfinished import in_the_making, sweep
from coctui.models.team_events import Founded
from coctui.vault.anchor import Anchor
from coctui.vault.connection import as_ours, connect, read_head
from coctui.vault.copies import remove, synced
from coctui.vault.core import Core
from coctui.vault.errors import Exists, NoRoom, WrongKey
from coctui.vault.invitation import open_invitation, take_up_invitation
from coctui.vault.kdf import Cost
from coctui.vault.own import Own
from coctui.vault.passphrase import check_name, check_passphrase
from coctui.vault.seat import SEED, Seat
from coctui.vault.source import Source
from coctui.vault.store import Store
from coctui.vault.teamroom import found
from coctui.vault.trail import check_trail
from coctui.vault.unlock import Slot, passphrase_slot, seal_slot


def make_vault(path: Path, *, name: str, passphrase: str, founding: Founded, cost: Cost, source: Source) -> None:
    """Make a vault with its first member. It is built beside and moved to its place whole: a stop leaves none or all.

    Raises `Exists`, `WeakPassphrase`, `LongPassphrase`, `NotAllowed`, `NoMemory`, `NoRoom`.
    """
    check_name(name)
    check_passphrase(passphrase)
    if os.path.lexists(path):
        raise Exists
    vault, seed = source.token(16), source.token(SEED)
    slot = passphrase_slot(vault, name, passphrase, cost)
    beside = in_the_making(path)
    sweep(path.parent, path.name)
    try:
        remove(beside)
        store = Store.make(beside, vault, cost)
        try:
            core = _core(store, vault, Seat(seed), source, Anchor(vault, path, file=beside))
            with store.writing():
                link = found(core, founding, cost)
                put_slot(store, vault, slot, seed, bytes.fromhex(link))
            store.checkpoint()
        finally:
            store.close()
        if os.path.lexists(path):
            raise Exists
        synced(beside)
        beside.replace(path)
        synced(path.parent)
    except OSError:
        raise NoRoom from None
    finally:
        with suppress(OSError):
            remove(beside)


def join_vault(path: Path, *, name: str, code: str, passphrase: str, source: Source) -> None:
    """Take up an invitation: a new seat with its own way in. Raises `WrongCode`, `WeakPassphrase`, `LongPassphrase`, and as opening."""
    check_name(name)
    check_passphrase(passphrase)
    store = Store(connect(path))
    try:
        with as_ours():
            vault, costs = read_head(store.connection)
            open_invitation(store, vault, code)
        seed = source.token(SEED)
        slot = passphrase_slot(vault, name, passphrase, costs[-1])
        core = _core(store, vault, Seat(seed), source, Anchor(vault, path))
        with as_ours(), store.writing():
            # Who is on the team is read from the trail: what one joins is checked before one writes letters to it.
            check_trail(store, vault, {})
            id, inviting, founding = open_invitation(store, vault, code)
            take_up_invitation(core, id, inviting, founding, name)
            put_slot(store, vault, slot, seed, founding)
        store.checkpoint()
    finally:
        store.close()


def _core(store: Store, vault: bytes, seat: Seat, source: Source, anchor: Anchor) -> Core:
    return Core(store, vault, seat, source, anchor.writer(source), Own(store, vault, seat, source))


def put_slot(store: Store, vault: bytes, slot: Slot, seed: bytes, founding: bytes) -> None:
    """Write a new slot, inside `Store.writing()`. Two seats behind one name and passphrase would hide each other."""
    if store.one("SELECT 1 FROM slot WHERE id = ?", slot.row):
        raise WrongKey("Choose another name or another passphrase to unlock with.", code="name-taken")
    sealed = seal_slot(vault, slot, seed, founding)
    store.run("INSERT INTO slot (id, kind, sealed) VALUES (?, ?, ?)", slot.row, slot.kind, sealed)
