"""This computer as a way in: a random key in its keyring, never the passphrase. Off until somebody asks for it."""

from collections.abc import Iterator
from pathlib import Path

from coctui.host.remembered import read_note
from coctui.vault import paperkey
from coctui.vault.errors import NoKeyHere
from coctui.vault.kdf import Cost
from coctui.vault.source import SYSTEM, Source
from coctui.vault.unlock import COMPUTER, Slot, Unlocked, open_with


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
