"""What may be said of an error that nobody foresaw: where in the program it happened, as a code, and nothing it held."""

import hashlib
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

WHOLE = "Your vault is closed and whole; what was confirmed is in it."


def say_nothing_else() -> None:
    """From now on Python itself prints no traceback: they quote messages and lines, and a message may hold a name.

    An error that nobody catches is told by type and code; one in a thread too; one of an object that is being thrown away,
    which stops nothing, not at all.
    """
    sys.excepthook = _told
    sys.unraisablehook = _not_told
    in_threads(lambda error: _told(type(error), error, None))


def in_threads(tell: Callable[[BaseException], object]) -> None:
    """What happens with an error that ends a thread."""

    def hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            tell(args.exc_value)

    threading.excepthook = hook


def no_log() -> None:
    """The loop would write to the terminal what became of a task that nobody waits for, message and all."""
    log = sys.modules.get("logging")
    if log is not None:
        vars(log)["lastResort"] = None


def _told(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"coctui stopped ({type(error).__name__}, code {crash_code(error)}). {WHOLE}\n")


def _not_told(_: Any) -> None:
    """Python would print where and why, over whatever stands on the screen."""


def crash_code(error: BaseException) -> str:
    """Where it happened, as six letters that a maintainer can look up and that tell nobody else anything."""
    frames = traceback.extract_tb(error.__traceback__)
    place = "".join(f"{Path(frame.filename).name}:{frame.name}:{frame.lineno}" for frame in frames[-3:])
    return hashlib.sha256(place.encode()).hexdigest()[:6].upper()
