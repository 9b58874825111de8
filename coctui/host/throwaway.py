"""A folder that is gone when the program ends: for the demo, whose people are invented."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STATE = "XDG_STATE_HOME"


@contextmanager
def throwaway_folder() -> Iterator[Path]:
    """A new folder that only this account can read; removed afterwards with all that is in it.

    Meanwhile what this computer remembers of vaults goes there too, where the system takes the folder for it from the
    environment (Linux): nothing of a throw-away vault is remembered.
    """
    with tempfile.TemporaryDirectory(prefix="coctui-", ignore_cleanup_errors=True) as folder:
        before = os.environ.get(_STATE)
        os.environ[_STATE] = folder
        try:
            yield Path(folder)
        finally:
            os.environ.pop(_STATE)
            if before is not None:
                os.environ[_STATE] = before
