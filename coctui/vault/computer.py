"""This computer as a way in: a random key in its keyring, and a note in the state folder that says so.

Off until somebody asks for it. The note holds ids only; the passphrase is never in the keyring. On the unlock path only
`remembered` is used, which looks for the note: the keyring is loaded when somebody chooses it.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_state_path

from coctui.vault import paperkey
from coctui.vault.errors import NoKeyHere
from coctui.vault.kdf import Cost
from coctui.vault.source import SYSTEM, Source
from coctui.vault.unlock import COMPUTER, Slot, Unlocked, open_with


class Note(NamedTuple):
    """What the state folder remembers: under which account the keyring has the key, and the slot's row id."""

    account: str
    row: str


def _file(path: Path) -> Path:
    real = os.path.realpath(path).encode(errors="surrogateescape")
    name = hashlib.sha256(b"coctui this computer 1" + real).hexdigest()[:32]
    return user_state_path("coctui", appauthor=False) / f"here-{name}.json"


def read_note(path: Path) -> Note | None:
    """The note for the vault at this path, if there is a whole one."""
    try:
        kept = json.loads(_file(path).read_text(encoding="ascii"))
        note = Note(kept["account"], kept["row"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return note if all(type(id) is str and re.fullmatch("[0-9a-f]{32}", id) for id in note) else None


def remembered(path: Path) -> bool:
    """Whether this computer's keyring was asked to open the vault at this path."""
    return read_note(path) is not None


def write_note(path: Path, note: Note) -> None:
    """Remember it; raises `OSError` where the state folder cannot be written."""
    file = _file(path)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_suffix(f".{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        json.dump(note._asdict(), out)
    fresh.replace(file)


def drop_note(path: Path) -> None:
    """Forget it."""
    with suppress(OSError):
        _file(path).unlink(missing_ok=True)


def slot_here(vault: bytes, secret: bytes) -> Slot:
    """The slot that a secret from the keyring opens."""
    row, key = paperkey.derive_computer(vault, secret)
    return Slot(row, COMPUTER, key)


def unlock_here(path: Path, source: Source = SYSTEM) -> Unlocked:
    """Open the vault with what this computer's keyring keeps; it may ask for its own unlocking: run it in a thread.

    Raises `NoKeyHere` where nothing, or nothing that fits, is kept; `NoKeyring`, `KeyringRefused`; else as `unlock`.
    """
    note = read_note(path)
    if note is None:
        raise NoKeyHere
    from coctui.vault import keychain

    secret = keychain.fetch(note.account)
    if secret is None:
        raise NoKeyHere

    def slots(vault: bytes, _: list[Cost]) -> Iterator[Slot]:
        yield slot_here(vault, secret)

    return open_with(path, slots, NoKeyHere(), source)
