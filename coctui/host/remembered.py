"""A note in the state folder that this computer's keyring may open a vault: ids only, no name and no path in clear.

Looked for when the unlock screen is drawn, so it needs nothing but the standard library; the keyring itself is loaded when
somebody chooses it.
"""

import hashlib
import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import platformdirs


class Note(NamedTuple):
    """Under which account the keyring has the key, and the row id of the slot that it opens; 32 hex digits each."""

    account: str
    row: str


def note_file(path: Path) -> Path:
    """Where the note for the vault at this path lies, if there is one."""
    real = os.path.realpath(path).encode(errors="surrogateescape")
    name = hashlib.sha256(b"coctui this computer 1" + real).hexdigest()[:32]
    return platformdirs.user_state_path("coctui", appauthor=False) / f"here-{name}.json"


def read_note(path: Path) -> Note | None:
    """The note for the vault at this path, if there is a whole one."""
    try:
        kept = json.loads(note_file(path).read_text(encoding="ascii"))
        note = Note(kept["account"], kept["row"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return note if all(type(id) is str and re.fullmatch("[0-9a-f]{32}", id) for id in note) else None


def remembered(path: Path) -> bool:
    """Whether this computer's keyring was asked to open the vault at this path."""
    return read_note(path) is not None


def write_note(path: Path, note: Note) -> None:
    """Remember it; raises `OSError` where the state folder cannot be written."""
    file = note_file(path)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_suffix(f".{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        json.dump(note._asdict(), out)
    fresh.replace(file)


def drop_note(path: Path) -> None:
    """Forget it."""
    with suppress(OSError):
        note_file(path).unlink(missing_ok=True)
