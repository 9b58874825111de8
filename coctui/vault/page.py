"""Write now, unlock later: a text that is sealed without a key at hand, to the seat that was last unlocked here.

Which seat that was stands in the state folder, and so do the pages, each a file that only its seat opens; at its next
unlock here they become drafts. Somebody who can write into that folder could name another seat of the team: they could
as well put another coctui in its place.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from platformdirs import user_state_path

from coctui.vault.blob import Unreadable, bind, pad, unpad
from coctui.vault.errors import NoRoom, VaultError
from coctui.vault.letter import open_sealed, seal_to
from coctui.vault.seat import PublicKeys, Seat

if TYPE_CHECKING:
    from coctui.vault.core import Core

SHORTEST = 1024
"""Bytes to which a page is filled up, so that its file does not tell a word from a line."""
SUFFIX = ".page"
TAKEN = "What you wrote while locked is here, with your drafts."
KEY = "page "
"""What the key of a draft begins with that was a page; after it the page's id."""


class Reader(NamedTuple):
    """Whom pages written here are for: the seat last unlocked here, by the public half of its keys."""

    vault: bytes
    keys: PublicKeys

    @property
    def shelf(self) -> str:
        """What the names of its pages begin with; tells neither vault nor seat to who knows neither."""
        return hashlib.sha256(bind("coctui pages 1", self.vault, self.keys.seat)).hexdigest()[:32]


class Page:
    """One page that is being written; `id` is 32 hex digits, `at` seconds since 1970 when it was begun."""

    def __init__(self, reader: Reader, id: str, at: float) -> None:
        self._reader, self._id, self._at = reader, id, at
        self._file = _folder() / f"{reader.shelf}.{id}{SUFFIX}"

    def keep(self, text: str) -> None:
        """Seal what is written so far, in place of what was; an empty page is no page. `NoRoom` if it cannot be."""
        try:
            if not text.strip():
                self._file.unlink(missing_ok=True)
                return
            plain = json.dumps({"text": text, "at": self._at}, ensure_ascii=False).encode("utf-8", "replace")
            padded = pad(plain, SHORTEST if len(plain) < SHORTEST else None)
            sealed = seal_to(self._reader.keys.box, padded, _info(self._reader, self._id))
            _replace(self._file, sealed)
        except OSError:
            raise NoRoom from None


def reader_here(path: Path) -> Reader | None:
    """The seat last unlocked on this file, `None` if there was none, or if another vault lies there by now.

    The file has its public keys; a row that was changed does not fit the seat's id, which is their hash.
    """
    from coctui.vault.anchor import Anchor
    from coctui.vault.connection import as_ours, connect, read_head

    with suppress(OSError, ValueError, VaultError):
        connection = connect(path)
        try:
            with as_ours():
                vault, _ = read_head(connection)
                seat = bytes.fromhex(Anchor(vault, path).last())
                row = connection.execute("SELECT box, sign FROM seat WHERE id = ?", (seat,)).fetchone()
                keys = PublicKeys(*row) if row is not None else None
                if keys is not None and keys.seat == seat:
                    return Reader(vault, keys)
        finally:
            connection.close()
    return None


def pages_of(vault: bytes, seat: Seat) -> Iterator[tuple[Path, str, str]]:
    """The pages that this seat can open, oldest first: the file, its key as a draft, and text and time as JSON."""
    reader = Reader(vault, seat.public)
    with suppress(OSError):
        files = sorted(_folder().glob(f"{reader.shelf}.*{SUFFIX}"), key=lambda file: file.stat().st_mtime)
        for file in files:
            id = file.name.removeprefix(f"{reader.shelf}.").removesuffix(SUFFIX)
            with suppress(OSError, Unreadable, ValueError):
                plain = unpad(open_sealed(seat.box, file.read_bytes(), _info(reader, id))).decode()
                yield file, f"{KEY}{id}", plain


def take_pages(core: "Core") -> int:
    """Make drafts of the pages that wait for this seat; how many there were. What is a draft already is not made anew."""
    waiting = list(pages_of(core.vault, core.seat))
    if waiting:
        with core.store.writing():
            for _, key, plain in waiting:
                if core.own.draft(key) is None:
                    core.own.save_draft(key, plain)
        for file, _, _ in waiting:
            with suppress(OSError):
                file.unlink()
    return len(waiting)


def _info(reader: Reader, id: str) -> bytes:
    return bind("page", reader.vault, reader.keys.seat, id.encode())


def _folder() -> Path:
    return user_state_path("coctui", appauthor=False)


def _replace(place: Path, content: bytes) -> None:
    """All of it or what was there before, whatever happens; for its owner's eyes only."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = place.with_name(f"{place.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
