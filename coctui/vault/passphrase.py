"""Passphrases, and the words that two people compare by voice: from one reviewed list of 2,048 English words."""

from functools import cache

from mnemonic import Mnemonic

from coctui.models.passphrase import SHORTEST
from coctui.vault.errors import LongPassphrase, NoName, WeakPassphrase
from coctui.vault.kdf import composed, plain_name, too_long
from coctui.vault.source import Source

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
    """Refuse a passphrase that is too short or too long; `WeakPassphrase`, `LongPassphrase`."""
    if too_long(passphrase):
        raise LongPassphrase
    if len(composed(passphrase).strip()) < SHORTEST:
        raise WeakPassphrase


def check_name(name: str) -> None:
    """Refuse a name to unlock with that is the same as none once it is made plain, or that no event can carry; `NoName`."""
    whole = name.encode(errors="ignore").decode() == name
    if not plain_name(name) or len(name) > LONGEST_NAME or not whole:
        raise NoName
