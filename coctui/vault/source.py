"""Where ids, names, salts and the time come from: the system, or a replay for tests and the demo.

Nonces and the throw-away keys of HPKE do not come from here (blob.py says why).
"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeVar

Item = TypeVar("Item")


class Source:
    """The system's randomness and clock."""

    def token(self, length: int) -> bytes:
        """That many random bytes."""
        return secrets.token_bytes(length)

    def id(self) -> str:
        """A fresh id, 32 hex digits."""
        return self.token(16).hex()

    def now(self) -> datetime:
        """The time, UTC."""
        return datetime.now(UTC)

    def choose(self, items: Sequence[Item]) -> Item:
        """One of the items, each as likely as another (to 2**-40)."""
        return items[int.from_bytes(self.token(8), "big") % len(items)]


SYSTEM = Source()


class ReplaySource(Source):
    """A source that gives the same history for the same seed; each stream draws on its own.

    A history with one more case, played in a stream of its own, leaves every other draw as it was.
    """

    def __init__(self, seed: int, start: datetime) -> None:
        self._seed, self._clock, self._stream = seed, start, ""
        self._counts: dict[str, int] = {}

    def token(self, length: int) -> bytes:
        """The next bytes of the current stream."""
        count = self._counts.get(self._stream, 0)
        self._counts[self._stream] = count + 1
        label = f"replay {self._seed} {self._stream} {count}".encode()
        return hashlib.shake_256(label).digest(length)

    def now(self) -> datetime:
        """The time of the replay; moves only by `advance`."""
        return self._clock

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self._clock += by

    @contextmanager
    def stream(self, name: str) -> Iterator[None]:
        """Draw from a stream of that name meanwhile."""
        before, self._stream = self._stream, name
        try:
            yield
        finally:
            self._stream = before
