"""Where a passphrase comes from: a file, an open descriptor, or the terminal. Never an argument, never the environment."""

import getpass
import os
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from coctui.cli.trouble import Trouble, Usage
from coctui.models.passphrase import TAKEN

LOOKED_AT = 4 * TAKEN
"""Bytes of a file or descriptor that are looked at: a passphrase is one line, and so much is longer than any."""
NONE_NEW = (
    "A new passphrase is needed: name a file with --new-passphrase-file, or a descriptor with --new-passphrase-fd."
)
NONE_GIVEN = "A passphrase is needed: name a file with --passphrase-file, or an open descriptor with --passphrase-fd."


def given(args: Namespace, stdin: TextIO) -> str | None:
    """The passphrase from the file or descriptor that was named, or `None` where neither was."""
    return _from(args.passphrase_file, args.passphrase_fd, stdin, "passphrase")


def given_anew(args: Namespace, stdin: TextIO) -> str | None:
    """The same of a new passphrase, where another one opens the vault."""
    return _from(args.new_passphrase_file, args.new_passphrase_fd, stdin, "new-passphrase")


def _from(path: str | None, descriptor: int | None, stdin: TextIO, option: str) -> str | None:
    if path is not None and descriptor is not None:
        raise Usage(f"Give one of --{option}-file and --{option}-fd.")
    if path is not None:
        return first_line(Path(path), "passphrase")
    if descriptor is None:
        return None
    if descriptor == 0:
        return stdin.readline().rstrip("\r\n")  # what follows on standard input is a longer text
    return _of_descriptor(descriptor, option)


def first_line(path: Path, what: str) -> str:
    """The first line of a file that holds a passphrase or a code; `Trouble` if it cannot be read."""
    try:
        with path.open("rb") as file:
            return _as_line(file.readline(LOOKED_AT))
    except (OSError, ValueError):
        raise Trouble(f"{what}-file", f"The file with the {what} could not be read: check its path.", 2) from None


def _of_descriptor(descriptor: int, option: str) -> str:
    found = bytearray()
    try:
        while len(found) < LOOKED_AT and (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            found += byte
    except (OSError, ValueError, OverflowError):
        raise Usage(f"The descriptor of --{option}-fd is not open for reading.") from None
    return _as_line(bytes(found))


def _as_line(raw: bytes) -> str:
    whole = len(raw) < LOOKED_AT
    try:
        return raw.decode("utf-8", "strict" if whole else "replace").rstrip("\r\n").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise Trouble("not-utf8", "The file is no text in UTF-8: save it as UTF-8.", 2) from None


def asked(stderr: TextIO, prompt: str = "Passphrase: ") -> str:
    """A passphrase typed on the terminal, without showing it."""
    try:
        return getpass.getpass(prompt, stream=stderr)
    except EOFError:
        raise Usage(NONE_GIVEN) from None


def chosen(stdin: TextIO, stderr: TextIO, six_words: Callable[[], str]) -> str:
    """A new passphrase, on a terminal: six generated words are offered, or one's own typed twice.

    The words stand on the terminal's second screen, so that they do not stay in its scrollback.
    """
    words = six_words()
    stderr.write("\x1b[?1049h\x1b[2J\x1b[H")
    try:
        stderr.write(f"Six words, drawn for you. Write them down on paper now:\n\n    {words}\n\n")
        stderr.write("Press enter to take them, or write “own” to choose your own: ")
        stderr.flush()
        own = stdin.readline().strip().casefold() == "own"
    finally:
        stderr.write("\x1b[2J\x1b[?1049l")
        stderr.flush()
    first = asked(stderr, "Your passphrase, at least 15 characters: ") if own else words
    again = asked(stderr, "Once more: " if own else "Type the six words once: ")
    if " ".join(again.split()) != " ".join(first.split()):
        raise Trouble("not-the-same", "These two are not the same. Nothing was made; please start again.")
    return first
