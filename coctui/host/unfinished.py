"""Files in the making: under a name of their own until they are whole, and swept away where a kill left one behind."""

import os
import re
from contextlib import suppress
from pathlib import Path

HALF = re.compile(r"(?P<target>.+)\.new-(?P<process>\d+)(-journal|-wal|-shm)?")
"""A file in the making, and what SQLite puts beside it."""


def in_the_making(target: Path) -> Path:
    """Where this process makes a file that is put at `target` once it is whole."""
    return target.with_name(f"{target.name}.new-{os.getpid()}")


def sweep(folder: Path, *names: str, ending: str = "") -> None:
    """Delete what a killed program left half-made of files whose names begin, and end, so.

    In a vault its letters may be replaced by now, and in a file outside somebody's words stand in clear.
    """
    with suppress(OSError, ValueError):
        for path in list(folder.iterdir()):
            half = HALF.fullmatch(path.name)
            ours = half and path.name.startswith(names) and half["target"].endswith(ending)
            if half and ours and not _runs(int(half["process"])):
                with suppress(OSError):
                    path.unlink()


def _runs(process: int) -> bool:
    if os.name == "nt":
        # There a signal, even 0, ends it; and a file that somebody has open is not deleted.
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
