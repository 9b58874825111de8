"""What the terminal around the program is: there or gone."""

import locale
import os
import sys
from collections.abc import Mapping

LINES = "Every task is also a line command: coctui --help. One plain prompt with all of them: coctui line"


def unfit(environment: Mapping[str, str] = os.environ) -> str:
    """Why no screen can be shown here, and what to do instead; `""` where one can."""
    if not all(stream is not None and stream.isatty() for stream in (sys.__stdin__, sys.__stdout__)):
        return f"The screen needs a terminal to read keys from and to draw on, and here is none. {LINES}"
    if environment.get("TERM") == "dumb":
        return f"This terminal calls itself dumb: it cannot move the cursor, so no screen can be drawn. {LINES}"
    return ""


def written_as() -> str:
    """The encoding of what is drawn: UTF-8 only where both the locale and the stream of the screen have it."""
    stream = getattr(sys.__stdout__, "encoding", None) or "ascii"
    return locale.getencoding() if stream.lower().replace("-", "") == "utf8" else stream


def terminal_there() -> bool:
    """Whether somebody could still see what is written; not when the window was closed or the line is dead."""
    try:
        descriptor = sys.__stdin__.fileno() if sys.__stdin__ is not None else 0
        if not os.isatty(descriptor):
            return False
        # a terminal whose other end is closed is still one, but cannot be asked anything
        _ = os.get_terminal_size(descriptor)
        with open("/dev/tty" if os.name == "posix" else descriptor, closefd=os.name == "posix"):
            return True
    except (OSError, ValueError):
        return False
