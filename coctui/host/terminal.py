"""What the terminal around the program is: there or gone."""

import os
import sys


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
