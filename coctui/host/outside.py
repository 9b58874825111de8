"""A file that a person asked to have outside the vault: readable by its owner only, never over another one by accident."""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


class NotSaved(Exception):
    """Nothing was written: a code, and a sentence that says what to do. Never the path, which may hold a name."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code, self.sentence = code, sentence
        super().__init__(code)


ALREADY_THERE = "There is a file of that name already, and it stays as it is."
CANNOT = "Nothing can be written there, or the disk is full. Nothing was changed. Choose another place."
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def outside_file(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """An empty file to write to, which is there once the block has ended well, and otherwise leaves no trace.

    What is to be recorded first is recorded inside the block, before anything is written. Raises `NotSaved`.
    """
    fresh = path.with_name(f".{path.name}.new") if replace else path
    try:
        handle = os.open(fresh, _NEW, 0o600)
    except FileExistsError:
        raise NotSaved("already-there", ALREADY_THERE) from None
    except (OSError, ValueError):
        raise NotSaved("not-saved", CANNOT) from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            try:
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                raise NotSaved("not-saved", CANNOT) from None
        if replace:
            os.replace(fresh, path)  # noqa: PTH105 - the rest of this function is of the os module as well
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
