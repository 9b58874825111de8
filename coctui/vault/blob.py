"""Sealing: the few primitives everything else is made of.

AES-256-GCM with random 12-byte nonces. One key seals some hundreds of blobs before a rotation, far from the 2**32 bound
of random nonces. GCM does not commit to its key; generations do (room.py). Plaintexts are padded with Padmé (Nikitin et
al. 2019: at most 12 % more, O(log log n) bits of length leak), ended by one byte 0x80.
Layout: algorithm (1 byte) ‖ nonce (12) ‖ ciphertext ‖ tag (16).
"""

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

AES_256_GCM = 1
"""Algorithm byte; 2 is reserved for ChaCha20-Poly1305 on machines without AES instructions."""
NONCE, TAG = 12, 16
OVERHEAD = 1 + NONCE + TAG


class Unreadable(Exception):
    """A blob that does not open under this key and place. Carries nothing."""


def bind(label: str, *fields: bytes) -> bytes:
    """A domain label and fields, each with its length before it: no two lists of fields give the same bytes."""
    parts = [label.encode(), *fields]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def digest(label: str, *fields: bytes) -> bytes:
    """SHA-256 over a label and length-prefixed fields, 32 bytes."""
    return hashlib.sha256(bind(label, *fields)).digest()


def derive(key: bytes, label: str, *fields: bytes, length: int = 32) -> bytes:
    """HKDF-SHA256 of a key for one purpose; the same key never serves two."""
    return HKDF(SHA256(), length, salt=None, info=bind(label, *fields)).derive(key)


def padded_length(length: int) -> int:
    """Padmé: the next length whose low bits are zero, leaving only the highest bits to tell."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    keep = exponent.bit_length()
    mask = (1 << max(exponent - keep, 0)) - 1
    return (length + mask) & ~mask


def pad(plain: bytes, to: int | None = None) -> bytes:
    """`plain`, 0x80, and zeros up to the Padmé length or exactly `to` bytes; `ValueError` if it does not fit."""
    whole = padded_length(len(plain) + 1) if to is None else to
    if len(plain) >= whole:
        raise ValueError("does not fit its padding")
    return plain + b"\x80" + bytes(whole - len(plain) - 1)


def unpad(padded: bytes) -> bytes:
    """What `pad` was given; `Unreadable` where the end mark is missing."""
    end = padded.rfind(b"\x80")
    if end < 0 or padded.count(b"\x00", end + 1) != len(padded) - end - 1:
        raise Unreadable
    return padded[:end]


class Sealer:
    """One key, ready to seal and open; shows nothing of it."""

    __slots__ = ("_aead",)

    def __init__(self, key: bytes) -> None:
        self._aead = AESGCM(key)

    def seal(self, plain: bytes, place: bytes, to: int | None = None) -> bytes:
        """Seal for one place (`bind(...)`): the blob opens nowhere else."""
        # From the system, never from the injected source: a replayed history must not repeat a nonce under a key.
        nonce = os.urandom(NONCE)
        head = bytes([AES_256_GCM])
        return head + nonce + self._aead.encrypt(nonce, pad(plain, to), head + place)

    def open(self, blob: bytes, place: bytes) -> bytes:
        """The plaintext; `Unreadable` for a wrong key, another place, or changed bytes."""
        if len(blob) < OVERHEAD or blob[0] != AES_256_GCM:
            raise Unreadable
        # A view, and `unpad` copies once: each copy of 100 KB costs as much as opening it.
        view = memoryview(blob)
        try:
            padded = self._aead.decrypt(view[1 : 1 + NONCE], view[1 + NONCE :], blob[:1] + place)
        except (InvalidTag, ValueError):
            raise Unreadable from None
        return unpad(padded)
