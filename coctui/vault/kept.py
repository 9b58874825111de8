"""Copies, as people are told of them: where each lies, and how it stands to the vault."""

from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from coctui.host.folders import typed_path
from coctui.vault.verdict import Verdict

SECOND = "copies"
"""Setting of the own sheet: another folder for the second place, or `off` for copies by hand only."""
OFF = "off"
Standing = Literal["earlier", "old letters", "newer", "another", "unreadable"]
"""How a copy stands to the vault: nothing in it that the vault lacks; that, with a letter to who looks that is not in the vault any more;
something that the vault lacks; of another vault; or damaged. Not whether the vault has more: perhaps in a hidden case."""
STANDS = {
    "earlier": "opens, as the vault was then",
    "old letters": "from before somebody left: renewed at the next work",
    "newer": "has entries that the vault lacks: it is not deleted by itself",
    "another": "another vault",
    "unreadable": "damaged, or no vault",
    "not there": "not there now",
}
"""The same for people, and of a place that is not there now."""


NO_FOLDER = "That is no folder on this computer. Make it first; or leave it empty for the usual place."


def second_place(typed: str, *, make: bool = False) -> str | None:
    """The value of the setting for what somebody typed: a whole path, `off`, or nothing; `None` where it is no folder.

    `make`: a folder that is not there yet will do, since a command may come before its disk.
    """
    if typed in ("", OFF):
        return typed
    place = typed_path(typed)
    try:
        there = place.resolve(strict=not make)
        return str(there) if there.is_dir() or (make and not there.exists()) else None
    except (OSError, RuntimeError, ValueError):
        return None


class Kept(NamedTuple):
    """A copy that was made before, or a place that is not there now."""

    path: Path
    at: datetime | None = None
    standing: Standing | None = None
    put_aside: bool = False


class Backup(NamedTuple):
    """Where copies were made just now, and what checking one of them found."""

    paths: tuple[Path, ...]
    verdict: Verdict
