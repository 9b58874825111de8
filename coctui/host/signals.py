"""Signals that ask the program for something, answered where it can answer: between two of its steps, not within one."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

LAST_RESORT = 10.0
"""Seconds that the program has to end in order; it cannot where a dead terminal holds it up. What was confirmed is kept."""
STOPPED = 128
"""Added to the number of the signal that ended a program, as shells have it."""


def heed(name: str, answer: Callable[[int], object], *, ends: Callable[[], bool] = bool) -> bool:
    """Call `answer(exit status)` on the running loop when the signal comes; whether this system has it.

    An exception out of a plain handler would land in whatever runs at that moment, and be printed with it. Where
    `ends()` is true when it comes, the process is gone at the latest after `LAST_RESORT`.
    """
    number, loop = getattr(signal, name, None), asyncio.get_running_loop()
    if number is None or threading.current_thread() is not threading.main_thread():
        return False

    def came(got: int, _: FrameType | None) -> None:
        if ends():
            watch = threading.Timer(LAST_RESORT, os._exit, (STOPPED + got,))
            watch.daemon = True
            watch.start()
        if not loop.is_closed():
            loop.call_soon_threadsafe(answer, STOPPED + got)

    signal.signal(number, came)
    return True


def unheeded(name: str) -> None:
    """Take a signal from who answers it already, for nobody to answer.

    A terminal that goes away sends SIGCONT after SIGHUP: taking the terminal back then would wait for ever for one that
    is gone.
    """
    number = getattr(signal, name, None)
    if number is not None and threading.current_thread() is threading.main_thread():
        signal.signal(number, _nothing)


def _nothing(_: int, __: FrameType | None) -> None:
    """The process goes on by itself."""
