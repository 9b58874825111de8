"""What was copied on purpose: by a tool of the system, else through the terminal; taken back at the lock if it is still there.

What a program of clipboard history keeps, and what a terminal did with its copy, is out of reach: the guide says so.
"""

import base64
import hashlib
import hmac
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

_SYSTEM = sys.platform  # a plain string: the type checker looks at every branch on every system
_SECONDS = 3
"""A tool that waits for a display that is gone."""
_TERMINAL_TAKES = 50_000
"""Bytes; terminals differ, and more than this some cut or drop."""


class Tool(NamedTuple):
    """How one system's clipboard is written and read."""

    write: tuple[str, ...]
    read: tuple[str, ...]
    needs: str = ""
    """The environment variable without which it can only fail."""


_TOOLS = {
    "darwin": (Tool(("pbcopy",), ("pbpaste",)),),
    "win32": (
        Tool(
            ("powershell", "-NoProfile", "-Command", "$input | Out-String -NoNewline | Set-Clipboard"),
            ("powershell", "-NoProfile", "-Command", "Get-Clipboard -Raw"),
        ),
    ),
}
_TOOLS_ELSEWHERE = (
    Tool(("wl-copy",), ("wl-paste", "--no-newline"), "WAYLAND_DISPLAY"),
    Tool(("xclip", "-selection", "clipboard"), ("xclip", "-selection", "clipboard", "-o"), "DISPLAY"),
    Tool(("xsel", "--clipboard", "--input"), ("xsel", "--clipboard", "--output"), "DISPLAY"),
)


class Copied(NamedTuple):
    """Whether a text is on a clipboard, and what to say of it."""

    done: bool
    sentence: str


ON_CLIPBOARD = Copied(True, "Copied. It is taken off the clipboard when you lock.")
IN_TERMINAL = Copied(
    True, "Handed to your terminal, which may or may not take it. coctui cannot take it back from there."
)
NOT_COPIED = Copied(
    False, "Nothing could be copied: there is no clipboard here. Every text can be read with a line command."
)
TOO_LONG = Copied(
    False, "Nothing was copied: it is too long for this terminal. Every text can be read with a line command."
)


class Clipboard:
    """The clipboard of this computer; of what was copied only a salted hash is remembered."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._environment = environment
        self._salt = os.urandom(16)
        self._ours = b""
        self._tool: Tool | None = None

    def copy(self, text: str, through_terminal: Callable[[str], None] | None = None) -> Copied:
        """Copy a text, by the first way that works. Takes up to seconds where a display does not answer."""
        for tool in self._tools():
            if _ran(tool.write, text.encode(), reads=False) is not None:
                self._ours, self._tool = self._hash(text), tool
                return ON_CLIPBOARD
        if through_terminal is None:
            return NOT_COPIED
        encoded = base64.b64encode(text.encode()).decode()
        if len(encoded) > _TERMINAL_TAKES:
            return TOO_LONG
        through_terminal(f"\x1b]52;c;{encoded}\x07")
        return IN_TERMINAL

    def take_back(self) -> None:
        """Empty the clipboard, if what is on it is what was copied last; what somebody copied since stays."""
        ours, tool, self._ours, self._tool = self._ours, self._tool, b"", None
        if tool is None:
            return
        there = _ran(tool.read, b"", reads=True)
        if there is not None and hmac.compare_digest(self._hash(there.decode("utf-8", "replace")), ours):
            _ran(tool.write, b"", reads=False)

    def _hash(self, text: str) -> bytes:
        # some tools end what they give with a line end of their own
        return hashlib.sha256(self._salt + text.rstrip("\r\n").replace("\r\n", "\n").encode()).digest()

    def _tools(self) -> list[Tool]:
        path = self._environment.get("PATH", os.defpath)
        return [
            tool
            for tool in _TOOLS.get(_SYSTEM, _TOOLS_ELSEWHERE)
            if (not tool.needs or self._environment.get(tool.needs)) and shutil.which(tool.write[0], path=path)
        ]


def _ran(command: tuple[str, ...], given: bytes, *, reads: bool) -> bytes | None:
    """What a tool printed; `None` if it failed. Texts go in by a pipe, never as an argument."""
    try:
        done = subprocess.run(  # noqa: S603 - the commands stand above, nothing in them comes from outside
            command,
            input=given,
            # a tool that goes on in the background to serve the clipboard would keep a pipe open for ever
            stdout=subprocess.PIPE if reads else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout or b""
