"""Letters: how a seat comes by a key, so that nobody can tell from outside what it got."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Literal, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from coctui.vault.blob import Unreadable, bind, digest

SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
"""Suite 1 (RFC 9180). A hybrid with ML-KEM-768 is reserved until it is an RFC."""
SUITE_BYTE = b"\x01"
Kind = Literal["key", "card", "nothing"]
KINDS: dict[Kind, bytes] = {"nothing": b"\x00", "key": b"\x01", "card": b"\x02"}


class Opened(NamedTuple):
    """What a letter held: its kind, and 32 bytes."""

    kind: Kind
    key: bytes

    def __repr__(self) -> str:
        return f"<Opened {self.kind}>"


class Address(NamedTuple):
    """Whom a letter is for: vault, room, generation and seat ids."""

    vault: bytes
    room: bytes
    generation: bytes
    seat: bytes

    def info(self) -> bytes:
        """What HPKE binds: the letter opens for nobody else and nowhere else."""
        return bind("letter", *self)


def write_letter(address: Address, box: bytes, kind: Kind, key: bytes) -> bytes:
    """A letter of 82 bytes to the public key `box`.

    Of kind *nothing* it is sealed to a public key that is thrown away at once: the same bytes to look at. Random bytes
    would be told apart, since not every string is an encoded point that a sender would make.
    """
    return _encrypt(KINDS[kind] + key, box if kind != "nothing" else None, address.info())


def _encrypt(plain: bytes, box: bytes | None, info: bytes) -> bytes:
    """HPKE to a public key, or to one that is thrown away: also for a key of low order, to which nothing can be sealed.

    Who joined with such a key harms only themself; refusing would let them stop every letter of the team.
    """
    if box is not None:
        with suppress(ValueError):
            return SUITE_BYTE + SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(box), info=info)
    return SUITE_BYTE + SUITE.encrypt(plain, X25519PrivateKey.generate().public_key(), info=info)


def open_letter(address: Address, box: X25519PrivateKey, letter: bytes) -> Opened | None:
    """What a letter holds for this seat, `None` if it is nobody's or damaged: from outside both are the same."""
    if letter[:1] != SUITE_BYTE:
        return None
    try:
        plain = SUITE.decrypt(letter[1:], box, info=address.info())
    except (InvalidTag, ValueError):
        return None
    kinds: dict[bytes, Kind] = {mark: kind for kind, mark in KINDS.items()}
    kind = kinds.get(plain[:1])
    return Opened(kind, plain[1:]) if kind in ("key", "card") and len(plain) == 33 else None


def digest_letters(letters: Mapping[bytes, bytes], card: bytes) -> bytes:
    """The hash of a set of letters (by seat id) and of the sealed card, 32 bytes."""
    fields = [field for seat in sorted(letters) for field in (seat, letters[seat])]
    return digest("coctui letters 1", *fields, card)


def seal_to(box: bytes, plain: bytes, info: bytes) -> bytes:
    """HPKE to a public key; used for parcels."""
    return _encrypt(plain, box, info)


def open_sealed(box: X25519PrivateKey, sealed: bytes, info: bytes) -> bytes:
    """What `seal_to` sealed; `Unreadable`."""
    try:
        if sealed[:1] != SUITE_BYTE:
            raise Unreadable
        return SUITE.decrypt(sealed[1:], box, info=info)
    except (InvalidTag, ValueError):
        raise Unreadable from None
