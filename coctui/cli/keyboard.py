"""Lines from a terminal or a pipe: edited and completed where the platform can, remembered nowhere."""

import sys
from collections.abc import Callable
from typing import TextIO

Complete = Callable[[str, str], list[str]]
LONGEST_LINE = 100_000
"""Characters of one line that are read."""
WIPE = "\x1b[3J\x1b[2J\x1b[H"
"""Scrollback where the terminal allows it, screen, cursor home."""


class Keyboard:
    """Where a prompt reads and writes. Editing and completion only where both are the terminal of this process."""

    def __init__(self, stdin: TextIO, stdout: TextIO, complete: Complete) -> None:
        self._stdin, self._stdout = stdin, stdout
        self.terminal = stdin.isatty() and stdout.isatty()
        self._edited = self.terminal and stdin is sys.stdin and _prepare(complete)
        self._prompt = ""

    def read(self, prompt: str) -> str | None:
        """The next line, `None` at the end of input. A pipe gets no prompt."""
        self._prompt = prompt
        if self._edited:
            try:
                return input(prompt)
            except EOFError:
                return None
        if self.terminal:
            self._stdout.write(prompt)
        self._stdout.flush()
        return self._stdin.readline(LONGEST_LINE) or None

    def interrupt(self, say: Callable[[], bool]) -> None:
        """Say something from another thread while somebody may be typing: on lines of its own, then the prompt again."""
        if not self.terminal:
            return
        self._stdout.write("\r\x1b[K")
        said = say()
        self._stdout.write(f"\a{self._prompt}{self._typed()}" if said else f"{self._prompt}{self._typed()}")
        self._stdout.flush()

    def _typed(self) -> str:
        if not self._edited:
            return ""
        import readline

        return readline.get_line_buffer()

    def clear(self) -> None:
        """Take what stands on a terminal away."""
        if self.terminal:
            self._stdout.write(WIPE)
            self._stdout.flush()


def _prepare(complete: Complete) -> bool:
    try:
        import readline
    except ImportError:  # Windows: lines are edited by the console itself
        return False
    readline.set_auto_history(False)
    readline.clear_history()
    found: list[str] = []

    def candidate(word: str, state: int) -> str | None:
        if state == 0:
            found[:] = complete(readline.get_line_buffer()[: readline.get_endidx()], word)
        return f"{found[state]} " if state < len(found) else None

    readline.set_completer(candidate)
    readline.set_completer_delims(" \t\n")
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    return True
