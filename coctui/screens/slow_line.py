"""Keys over a slow line: the bytes of one key that come in pieces are still that key, never esc and some letters.

An arrow is `esc [ A`. Textual waits a tenth of a second for what follows esc, at every byte; over a bad line the rest comes
later, esc closes a sheet, and `A` does what A does. Private in Textual, hence the exact pin and the tests.
"""

import os
from collections.abc import Iterable
from typing import Any

from textual import _parser
from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.message import Message

ESC = "\x1b"
ALONE = 0.3
"""Seconds that esc alone waits for the rest of a key over SSH; at a terminal of this computer Textual's tenth is enough."""
BEGUN = 2.0
"""Seconds that a key waits whose second byte is there: nobody types that."""


def _now() -> float:
    return _parser.get_time()  # type: ignore[attr-defined]


class PatientParser(XTermParser):
    """Textual's parser of what the terminal sends, with patience."""

    def __init__(self, debug: bool = False) -> None:
        self._newest = ""
        """The newest character: what is waited for depends on it."""
        self._given_up = 0.0
        """When esc was taken for a key of its own, 0 if anything came since."""
        self._alone = ALONE if _far(os.environ) else None
        self.read1 = self._patient_read  # type: ignore[assignment]  # a class attribute there
        super().__init__(debug)

    def _patient_read(self, timeout: float | None = None) -> Any:
        if timeout is not None:
            timeout = BEGUN if self._newest != ESC else self._alone or timeout
        return _parser.Read1(timeout)

    def feed(self, data: str) -> Iterable[Message]:
        """Take what was read; the rest of a key whose esc was given up on is still no letters."""
        if self._given_up and data.startswith("[") and _now() - self._given_up < BEGUN:
            data = ESC + data
        if data:
            self._given_up, self._newest = 0.0, data[-1]
        yield from super().feed(data)

    def tick(self) -> Iterable[Message]:
        """What has waited long enough."""
        for event in super().tick():
            if isinstance(event, Key) and event.key == "escape":
                self._given_up = _now()
            yield event


def _far(environment: Any) -> bool:
    """Whether the terminal is elsewhere, and its owner has not set how long to wait."""
    return "ESCDELAY" not in environment and any(name in environment for name in ("SSH_CONNECTION", "SSH_TTY"))
