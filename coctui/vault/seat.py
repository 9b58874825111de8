"""A seat: 32 secret bytes, and the keys that come from them."""

from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from coctui.vault.blob import Sealer, derive, digest

SEED = 32


class PublicKeys(NamedTuple):
    """The public half of a seat, 32 bytes each: `box` receives, `sign` verifies."""

    box: bytes
    sign: bytes

    @property
    def seat(self) -> bytes:
        """The seat's id, 16 bytes: a hash of both keys, so that a row cannot give a seat other keys."""
        return digest("coctui seat 1", self.box, self.sign)[:16]


class Seat:
    """The secret half: receives letters, signs events, seals the seat's own rows."""

    __slots__ = ("_sign", "box", "id", "lines", "own", "public")

    def __init__(self, seed: bytes) -> None:
        self.box = X25519PrivateKey.from_private_bytes(derive(seed, "coctui seat box 1"))
        self._sign = Ed25519PrivateKey.from_private_bytes(derive(seed, "coctui seat sign 1"))
        self.own = Sealer(derive(seed, "coctui seat own 1"))
        self.lines = derive(seed, "coctui seat lines 1")
        self.public = PublicKeys(self.box.public_key().public_bytes_raw(), self._sign.public_key().public_bytes_raw())
        self.id = self.public.seat

    def sign(self, label: str, message: bytes) -> bytes:
        """Ed25519 over a label and the message, 64 bytes."""
        return self._sign.sign(label.encode() + message)


def verify(keys: PublicKeys, signature: bytes, label: str, message: bytes) -> bool:
    """Whether this seat signed this message under this label."""
    try:
        Ed25519PublicKey.from_public_bytes(keys.sign).verify(signature, label.encode() + message)
    except (InvalidSignature, ValueError):
        return False
    return True
