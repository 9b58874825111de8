"""From what a person types to a key: Argon2id, with costs that are checked before they are used.

256 MiB, 3 passes, 4 lanes: 0.9 s on two cores of 2.5 GHz, the largest of RFC 9106's shape that small laptops bear.
A file may state its cost, so a file could ask for a day of work or for all memory: outside the bounds it is refused.
A lowered cost changes what is derived, so it opens nothing.
"""

import unicodedata
from typing import NamedTuple

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from coctui.models.passphrase import LONGEST, TAKEN
from coctui.vault.blob import digest
from coctui.vault.errors import Damaged, NoMemory


class Cost(NamedTuple):
    """Argon2id: memory in KiB, passes, lanes."""

    memory: int
    passes: int
    lanes: int


STANDARD = Cost(256 * 1024, 3, 4)
SMALL = Cost(64 * 1024, 3, 4)
"""Offered where 256 MiB cannot be had (RFC 9106, second choice)."""
FLOOR = Cost(19 * 1024, 2, 1)
"""The least that is accepted on reading (OWASP): 50 ms. For tests and the demo, by `Vault.create(cost=…)` only."""
MOST = Cost(2 * 1024 * 1024, 16, 16)


def plausible(cost: Cost) -> bool:
    """Whether a cost lies within what we are ready to spend: 19 MiB to 2 GiB, at most 16 passes and lanes."""
    return (
        FLOOR.memory <= cost.memory <= MOST.memory and 1 <= cost.passes <= MOST.passes and 1 <= cost.lanes <= MOST.lanes
    )


SHORT = 2_000
"""Characters of a name that are looked at, twenty times what one may have; and of a passphrase that need no care."""
MARKS = 30
"""Marks on one letter that are put in order, as in Unicode's stream-safe form: no script writes more."""


def plain_name(name: str) -> str:
    """A name as it is compared: NFKC, case-folded, without accents and spaces."""
    name = name[:SHORT]
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(c for c in folded if not unicodedata.combining(c) and not c.isspace())


def composed(text: str) -> str:
    """NFC, in time that grows with the length: a megabyte of marks on one letter would take twenty minutes to be put in order."""
    if len(text) <= SHORT:
        return unicodedata.normalize("NFC", text)
    parts, start, marks = list[str](), 0, 0
    for at, character in enumerate(text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > MARKS:
            parts.append(text[start:at])
            start, marks = at, 1
    return "".join(unicodedata.normalize("NFC", part) for part in [*parts, text[start:]])


def too_long(passphrase: str) -> bool:
    """Whether a text is longer than any passphrase may be, so that nobody can have chosen it."""
    return len(passphrase) >= TAKEN or len(composed(passphrase)) > LONGEST


def derive_slot(vault: bytes, name: str, passphrase: str, cost: Cost) -> tuple[bytes, bytes]:
    """Row id (16 bytes) and key (32 bytes) of the slot that this name and passphrase open, if there is one.

    The salt is the vault's id and a hash of the name: one derivation and one look-up, however many slots there are, and
    the file does not tell whose slot is whose. Raises `Damaged` for an absurd cost, `NoMemory`.
    """
    if not plausible(cost):
        raise Damaged(code="absurd-cost")
    salt = digest("coctui slot salt 1", vault, plain_name(name).encode(errors="surrogatepass"))
    # What a terminal could not read as text is still what was typed: half a character is no reason to fail.
    # And what is longer than any passphrase opens nothing, after the same work and not more.
    secret = b"" if too_long(passphrase) else composed(passphrase).encode(errors="surrogatepass")
    try:
        kdf = Argon2id(salt=salt, length=64, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
        derived = kdf.derive(secret)
    except (MemoryError, OverflowError):
        raise NoMemory from None
    return derived[:16], derived[32:]
