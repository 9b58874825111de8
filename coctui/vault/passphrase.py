"""Passphrases, and the words that two people compare by voice: from one reviewed list of 2,048 English words."""

import unicodedata
from functools import cache

from mnemonic import Mnemonic

from coctui.vault.errors import NoName, WeakPassphrase
from coctui.vault.kdf import plain_name
from coctui.vault.source import Source

SHORTEST = 15
"""Characters; NIST SP 800-63B-4 for a passphrase that is the only factor."""
LONGEST_NAME = 100
WORDS = 6
"""66 bits from this list: with Argon2id at 256 MiB out of reach for guessing."""


@cache
def _list() -> tuple[str, ...]:
    return tuple(Mnemonic("english").wordlist)


def six_words(source: Source) -> str:
    """Six random words, to be offered first when somebody needs a passphrase."""
    return " ".join(source.choose(_list()) for _ in range(WORDS))


def as_words(hashed: bytes) -> str:
    """The first 66 bits of a hash as six words, to be read aloud."""
    number = int.from_bytes(hashed[:9], "big") >> 6
    words = _list()
    return " ".join(words[(number >> (11 * place)) & 2047] for place in reversed(range(WORDS)))


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short; `WeakPassphrase`."""
    if len(unicodedata.normalize("NFC", passphrase).strip()) < SHORTEST:
        raise WeakPassphrase


def check_name(name: str) -> None:
    """Refuse a name to unlock with that is the same as none once it is made plain, or that no event can carry; `NoName`."""
    whole = name.encode(errors="ignore").decode() == name
    if not plain_name(name) or len(name) > LONGEST_NAME or not whole:
        raise NoName
