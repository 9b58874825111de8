"""A file that a person asked to have outside the vault: readable by its owner only, never over another one by accident."""

import contextlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from coctui.host.unfinished import in_the_making, sweep


class NotSaved(Exception):
    """It was not saved: a code, and a sentence that says what to do. Never the path, which may hold a name."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(code)


ALREADY_THERE = "There is a file of that name already, and it stays as it is."
NO_FILE = "What has that name is no file: a folder, or a device. It stays as it is. Choose another name."
CANNOT = "Nothing can be written there, or the disk is full. Nothing was changed. Choose another place."
STOPPED = (
    "The disk is full, or failed, while the file was written: nothing of it is there. What it was made of is safe in the "
    "vault, which may tell of a saving all the same. Choose another place."
)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_OURS = ".coctui"
"""Files in the making are called `.NAME.coctui.new-PROCESS`."""
_LONGEST = 200
"""Bytes of the name in that: 255 is the most on most disks."""


@contextmanager
def outside_file(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """An empty file to write to, which is there once the block has ended well, and otherwise leaves no trace.

    Not even a kill leaves a half under that name; what it does leave goes when something is saved in that folder next.
    What is to be recorded first is recorded inside the block, before anything is written. Raises `NotSaved`.
    """
    fresh, handle = _begin(path, replace)
    try:
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _put(fresh, path, replace)
        except OSError:
            raise NotSaved("not-saved", STOPPED) from None
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()


def _begin(path: Path, replace: bool) -> tuple[Path, int]:
    try:
        with contextlib.suppress(FileNotFoundError):
            there = stat.S_IFMT(path.lstat().st_mode)  # which also tells of a name that is too long
            if there not in (stat.S_IFREG, stat.S_IFLNK):
                raise NotSaved("not-saved", NO_FILE)
            if not replace:
                raise NotSaved("already-there", ALREADY_THERE)
        short = path.name.encode(errors="ignore")[:_LONGEST].decode(errors="ignore")
        fresh = in_the_making(path.with_name(f".{short}{_OURS}"))
        sweep(path.parent, ".", ending=_OURS)
        fresh.unlink(missing_ok=True)
        return fresh, os.open(fresh, _NEW, 0o600)
    except (OSError, ValueError):
        raise NotSaved("not-saved", CANNOT) from None


def _put(fresh: Path, path: Path, replace: bool) -> None:
    """Under its name in one step. Nothing else has it then, unless that is to be replaced."""
    if replace:
        fresh.replace(path)
        return
    try:
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):
            # A stick may know no second names of a file: the name is taken first, by an empty one.
            os.close(os.open(path, _NEW, 0o600))
            try:
                fresh.replace(path)
            except OSError:
                path.unlink()
                raise
    except FileExistsError:
        raise NotSaved("already-there", ALREADY_THERE) from None
