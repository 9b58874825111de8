"""What happens at the prompt of `coctui line` while nobody types: news every few seconds, and the lock after a while."""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Self

from coctui.cli.keyboard import Keyboard

LOOK = 5.0
"""Seconds between two looks."""
IDLE = 35 * 60.0
"""Seconds without a line until it locks: the screen veils after 5 minutes and locks 30 minutes later (DESIGN.md 5)."""
JUMP = 60.0
"""Seconds that the two clocks may move apart: more is a sleep, and a laptop that slept is locked."""
ENDING = 1.0
"""Seconds that a suspended process waits for its keys to be dropped."""
Clock = Callable[[], float]


class Watch:
    """A thread beside the prompt. `announce` says news, `lock` locks with a sentence; both may come from the thread."""

    def __init__(
        self,
        keyboard: Keyboard,
        announce: Callable[[], bool],
        lock: Callable[[str], None],
        wall: Clock = time.time,
        steady: Clock = time.monotonic,
    ) -> None:
        self._keyboard, self._announce, self._lock = keyboard, announce, lock
        self._wall, self._steady = wall, steady
        self._ended, self._turn = threading.Event(), threading.Lock()
        self._last = self._looked = (wall(), steady())
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def __enter__(self) -> Self:
        if self._keyboard.terminal:
            self._thread.start()
            self._on_suspend(self._suspended)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        if self._keyboard.terminal:
            self._on_suspend(signal.SIG_DFL)

    def moved(self) -> None:
        """Somebody typed a line. After a sleep that nobody has seen yet it locks before the line is done."""
        with self._turn:
            self._look()
            self._last = (self._wall(), self._steady())

    @contextlib.contextmanager
    def busy(self) -> Iterator[None]:
        """While a line is done: nothing is said in between, nothing locks."""
        with self._turn:
            yield
            self._last = (self._wall(), self._steady())

    def _run(self) -> None:
        while not self._ended.wait(LOOK):
            with self._turn:
                if not self._look():
                    self._keyboard.interrupt(self._announce)

    def _look(self) -> bool:
        """Lock where it is time; whether it was."""
        now, before = (self._wall(), self._steady()), self._looked
        self._looked = now
        apart = abs((now[0] - before[0]) - (now[1] - before[1]))
        idle = max(now[0] - self._last[0], now[1] - self._last[1])
        if apart <= JUMP and idle < IDLE:
            return False
        self._lock("Locked: nobody typed for a while, or this computer slept. Press enter to unlock, or type quit.")
        return True

    def _on_suspend(self, handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
        if hasattr(signal, "SIGTSTP") and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTSTP, handler)

    def _suspended(self, number: int, _: FrameType | None) -> None:
        """Lock, then stop as asked. The vault may be in the middle of a call here, so another thread waits for its turn."""
        locking = threading.Thread(
            target=self._lock, args=("Locked: coctui was suspended. Press enter to unlock.",), daemon=True
        )
        locking.start()
        locking.join(ENDING)
        self._on_suspend(signal.SIG_DFL)
        os.kill(os.getpid(), number)
        self._on_suspend(self._suspended)
