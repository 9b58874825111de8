"""How long nobody typed, judged by two clocks: when to warn, to veil, to lock. Knows no screen.

The clock on the wall goes on while a laptop sleeps, the steady one does not; somebody may set the first, nobody the
second. Each catches what the other misses, so the longer of the two counts, and a jump of either one locks.
"""

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

JUMP: Final = 60.0
"""Seconds between two looks after which the computer slept, the program stood still, or somebody set the clock."""
WARNING: Final = 60.0
"""Seconds before the veil in which it is announced."""
MINUTE: Final = 60.0

Due = Literal["", "warn", "veil", "lock", "jump"]
"""What is to be done now: nothing, say how long there is, veil, lock, or lock because time jumped."""


class Mark(NamedTuple):
    """One moment on both clocks, in seconds."""

    wall: float
    steady: float


class Watch:
    """`wall` gives seconds since 1970, `steady` seconds that nobody can set. `veil` and `lock` are minutes."""

    def __init__(
        self, wall: Callable[[], float], steady: Callable[[], float], *, veil: int = 5, lock: int = 30
    ) -> None:
        self._wall, self._steady = wall, steady
        self.veil_after, self.lock_after = veil, lock
        self._looked = self._touched = self._mark()
        self._veiled: Mark | None = None

    def _mark(self) -> Mark:
        return Mark(self._wall(), self._steady())

    def _since(self, mark: Mark) -> float:
        now = self._mark()
        return max(now.wall - mark.wall, now.steady - mark.steady)

    def typed(self) -> None:
        """Somebody typed."""
        self._touched = self._mark()

    def begin(self) -> None:
        """A vault was opened: time counts from here, and nothing that passed before is a jump."""
        self._looked = self._touched = self._mark()
        self._veiled = None

    def veiled(self, veiled: bool) -> None:
        """The veil came down, or was lifted."""
        self._veiled = self._mark() if veiled else None
        self.typed()

    def jumped(self) -> bool:
        """Whether more than a minute went by since the last look, on either clock, or one went back by as much."""
        before, self._looked = self._looked, self._mark()
        wall, steady = self._looked.wall - before.wall, self._looked.steady - before.steady
        return abs(wall) > JUMP or abs(steady) > JUMP

    @property
    def left(self) -> int:
        """Whole seconds until the veil, 0 once it is due."""
        return max(0, round(self.veil_after * MINUTE - self._since(self._touched)))

    def look(self) -> Due:
        """What is to be done now; to be asked about once a second."""
        if self.jumped():
            return "jump"
        if self._veiled is not None:
            return "lock" if self._since(self._veiled) >= self.lock_after * MINUTE else ""
        if not self.left:
            return "veil"
        return "warn" if self.left < WARNING else ""
