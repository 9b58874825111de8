"""Files that a command writes outside the vault: for their maker alone to read, and never over another by chance."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from coctui.cli.trouble import Trouble
from coctui.host.outside import NotSaved, outside_file


@contextmanager
def saved_outside(path: Path, *, replace: bool) -> Iterator[BinaryIO]:
    """The file to write into; it is there only when all of it is."""
    try:
        with outside_file(path, replace=replace) as file:
            yield file
    except NotSaved as error:
        way_out = " Choose another name, or add --replace." if error.code == "already-there" else ""
        raise Trouble(error.code, error.sentence + way_out) from None
