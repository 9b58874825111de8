"""What this computer remembers of a vault outside the file: the newest checked events, and who writes here.

An attacker who puts back an older file is found out by it. It holds hashes and opaque ids only, no names and no path in
clear. Lost, it is begun anew: that is normal, and said once.
"""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from coctui.vault.source import Source
from coctui.vault.trail import Tip, tips_from_json, tips_to_json

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What a state file that somebody changed may raise: it is then as good as lost."""


class Anchor:
    """The anchor of one vault at one path."""

    def __init__(self, vault: bytes, path: Path, *, file: Path | None = None) -> None:
        """`file` is where the bytes lie now, while a vault that is being made has not got its place yet."""
        real = Path(os.path.realpath(path))
        self._file = (
            user_state_path("coctui", appauthor=False)
            / f"{hashlib.sha256(b'coctui anchor 1' + vault).hexdigest()[:32]}.json"
        )
        self._here = hashlib.sha256(str(real).encode(errors="surrogateescape")).hexdigest()
        status = (file or real).stat()
        # The same bytes at another path or in another file are another writer: no (writer, seq) may be used twice.
        self._identity = hashlib.sha256(f"{self._here} {status.st_dev} {status.st_ino}".encode()).hexdigest()
        self._kept = self._read()

    def _read(self) -> dict[str, Any]:
        with suppress(OSError, *UNREADABLE):
            kept = json.loads(self._file.read_text(encoding="ascii"))
            if isinstance(kept, dict) and isinstance(kept.get("paths"), dict) and isinstance(kept.get("writers"), dict):
                return kept
        return {"paths": {}, "writers": {}}

    @property
    def known_vault(self) -> bool:
        """Whether this computer has had this vault open, here or elsewhere."""
        return bool(self._kept["paths"])

    @property
    def known_here(self) -> bool:
        """Whether this computer has had this vault open at this path."""
        return self._here in self._kept["paths"]

    def tips(self) -> dict[bytes, Tip]:
        """The newest event of each chain that was checked here."""
        with suppress(*UNREADABLE):
            return tips_from_json(self._kept["paths"][self._here]["tips"])
        return {}

    def seats(self) -> dict[bytes, str]:
        """Who wrote the newest event of each chain, by writer: seat ids in hex."""
        with suppress(*UNREADABLE):
            return {
                bytes.fromhex(writer): str(seat) for writer, seat in self._kept["paths"][self._here]["seats"].items()
            }
        return {}

    def seen(self) -> str:
        """When the vault was last checked here, as it is said to people; `""` if never."""
        kept = self._kept["paths"].get(self._here)
        return str(kept.get("at", "")) if isinstance(kept, dict) else ""

    def last(self) -> str:
        """The seat that had the vault open here last; `""` if none is known."""
        kept = self._kept["paths"].get(self._here)
        return str(kept.get("last", "")) if isinstance(kept, dict) else ""

    def sheets(self) -> dict[str, tuple[str, int]]:
        """Row id and newest version of each own sheet that was seen here, by seat."""
        with suppress(*UNREADABLE):
            kept = self._kept["paths"][self._here]["sheets"].items()
            return {str(seat): (str(row), int(version)) for seat, (row, version, _) in kept}
        return {}

    def tips_of(self, seat: str) -> dict[bytes, Tip]:
        """The newest event of each chain when this seat last had the vault open here; others may have had it since."""
        with suppress(*UNREADABLE):
            return tips_from_json(self._kept["paths"][self._here]["sheets"][seat][2])
        return {}

    def writer(self, source: Source) -> bytes:
        """The id of the writer that this file on this computer is; made when not found."""
        known = self._kept["writers"].get(self._identity)
        if not isinstance(known, str) or not re.fullmatch("[0-9a-f]{32}", known):
            known = source.id()
            self._kept["writers"][self._identity] = known
            self._write()
        return bytes.fromhex(known)

    def writers(self) -> frozenset[str]:
        """All writers that this computer is, or was, in this vault."""
        return frozenset(str(writer) for writer in self._kept["writers"].values())

    def begin_anew(self, writer: bytes) -> None:
        """Forget what was here before: an older file was taken back into use, by a writer of its own."""
        self._kept["paths"].pop(self._here, None)
        self._kept["writers"][self._identity] = writer.hex()
        self._write()

    def keep(
        self, tips: Mapping[bytes, Tip], seats: Mapping[bytes, str], sheet: Mapping[str, tuple[str, int]], at: str
    ) -> None:
        """Remember what was checked; a state folder that cannot be written is no reason to stop."""
        self._kept = self._read() | {"writers": {**self._read()["writers"], **self._kept["writers"]}}
        kept = self._kept["paths"].get(self._here)
        before = kept.get("sheets") if isinstance(kept, dict) else None
        newest = {seat: (row, version, tips_to_json(tips)) for seat, (row, version) in sheet.items()}
        sheets = {**(before if isinstance(before, dict) else {}), **newest}
        seats_json = {writer.hex(): seat for writer, seat in seats.items()}
        kept_here = {"tips": tips_to_json(tips), "seats": seats_json, "sheets": sheets, "at": at}
        self._kept["paths"][self._here] = kept_here | {"last": next(iter(sheet), "")}
        self._write()

    def _write(self) -> None:
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = self._file.with_suffix(f".{os.getpid()}")
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                json.dump(self._kept, file)
            fresh.replace(self._file)
