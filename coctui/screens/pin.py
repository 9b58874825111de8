"""A short number or word that lifts the veil; never written anywhere, gone at the lock."""

import hashlib
import hmac
import os

SHORTEST = 4
TOO_SHORT = "A PIN has at least four characters. It is kept until you lock, and nowhere else."
MISSES = 3
"""PINs that do not fit before the veil becomes a lock."""


class Pin:
    """Kept as a salted hash, so that no look at the program's state shows it; the keys lie in the same memory anyway."""

    __slots__ = ("_hash", "_salt", "misses")

    def __init__(self, typed: str) -> None:
        self._salt = os.urandom(16)
        self._hash = self._of(typed)
        self.misses = 0

    def _of(self, typed: str) -> bytes:
        return hashlib.sha256(self._salt + typed.encode("utf-8", "surrogatepass")).digest()

    def fits(self, typed: str) -> bool:
        """Whether it is this PIN; counts the misses since the last one that was."""
        fits = hmac.compare_digest(self._hash, self._of(typed))
        self.misses = 0 if fits else self.misses + 1
        return fits
