"""A seat's own rows: its sheet and its drafts. Nobody else sees what they hold; they are not disposable."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field, ValidationError

from coctui.models.noun import Hash, Id, Noun
from coctui.vault.blob import Unreadable, bind
from coctui.vault.errors import Damaged
from coctui.vault.seat import Seat
from coctui.vault.source import Source
from coctui.vault.store import Store


class Answer(Noun):
    """What this seat answered to a question, so that it can be said again while the card still asks."""

    said: Literal["no conflict", "step aside"]
    number: int
    facts: Hash
    at: datetime
    parcel: Id


class Sheet(Noun):
    """What a member's coctui remembers for that member alone."""

    version: int = 0
    settings: dict[str, str] = Field(default_factory=dict)
    held: dict[Id, str] = Field(default_factory=dict)
    """Rooms held, with their code names: one that is gone from the file was deleted."""
    aside: dict[Id, str] = Field(default_factory=dict)
    """Rooms stepped aside from, with the name of the masked row; `""` for no row."""
    answers: dict[Id, Answer] = Field(default_factory=dict)
    confirmed: tuple[Id, ...] = ()
    """Words by voice that were confirmed on the card: each by itself, so that who left and comes back says it anew."""
    private: tuple[str, ...] = ()
    """People and employers this member must not judge; compared on their side only."""
    roster: str = ""
    """The last roster, as JSON."""


class Own:
    """The own rows of one seat in one file."""

    def __init__(self, store: Store, vault: bytes, seat: Seat, source: Source) -> None:
        self._store, self._vault, self._seat, self._source = store, vault, seat, source
        self.sheet = Sheet()
        self.sheet_row: bytes | None = None
        self._drafts: dict[str, tuple[bytes, str]] = {}

    def load(self) -> None:
        """Read them; `Damaged` where one does not open."""
        rows = self._store.rows(
            "SELECT o.id, o.sealed FROM own o JOIN seat s ON s.n = o.seat WHERE s.id = ?", self._seat.id
        )
        drafts: dict[str, tuple[bytes, str]] = {}
        for id, sealed in rows:
            try:
                held = json.loads(self._seat.own.open(sealed, self._place(id)))
                if held["kind"] == "draft":
                    drafts[held["key"]] = (id, held["text"])
                elif held["kind"] == "sheet" and held["sheet"].get("version", 0) >= self.sheet.version:
                    self.sheet, self.sheet_row = Sheet.model_validate_json(json.dumps(held["sheet"])), id
            except (Unreadable, ValueError, KeyError, TypeError, AttributeError, ValidationError):
                raise Damaged(code="own-sheet") from None
        self._drafts = drafts

    def load_again(self) -> None:
        """Read them as if for the first time."""
        self.sheet, self.sheet_row, self._drafts = Sheet(), None, {}
        self.load()

    def _place(self, id: bytes) -> bytes:
        return bind("own", self._vault, self._seat.id, id)

    def write(self, **changes: object) -> None:
        """Write the sheet anew with these fields changed; its version goes up by one."""
        sheet = self.sheet.model_copy(update={**changes, "version": self.sheet.version + 1})
        row = self.sheet_row or self._source.token(16)
        kept = {"kind": "sheet", "sheet": sheet.model_dump(mode="json", exclude_defaults=True)}
        self._put(row, kept)
        self.sheet, self.sheet_row = sheet, row

    def _put(self, id: bytes, kept: Mapping[str, object]) -> None:
        sealed = self._seat.own.seal(json.dumps(kept, ensure_ascii=False).encode(), self._place(id))
        with self._store.writing():
            seat = self._store.number("seat", self._seat.id)
            self._store.run("INSERT OR REPLACE INTO own (id, seat, sealed) VALUES (?, ?, ?)", id, seat, sealed)

    def draft(self, key: str) -> str | None:
        """A draft, if one is kept under this key."""
        found = self._drafts.get(key)
        return found[1] if found else None

    def drafts(self) -> dict[str, str]:
        """All drafts."""
        return {key: text for key, (_, text) in self._drafts.items()}

    def save_draft(self, key: str, text: str) -> None:
        """Keep a draft, sealed."""
        row = self._drafts[key][0] if key in self._drafts else self._source.token(16)
        self._put(row, {"kind": "draft", "key": key, "text": text})
        self._drafts[key] = (row, text)

    def drop_draft(self, key: str) -> None:
        """Forget a draft."""
        found = self._drafts.pop(key, None)
        if found is not None:
            with self._store.writing():
                self._store.run("DELETE FROM own WHERE id = ?", found[0])

    def drop_drafts_of(self, room: str) -> None:
        """Forget every draft whose key names this room."""
        for key in [key for key in self._drafts if room in key]:
            self.drop_draft(key)
