"""A seat's own rows: its sheet and its drafts. Nobody else sees what they hold; they are not disposable."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field, ValidationError

from coctui.models.noun import Count, Hash, Id, Moment, Noun
from coctui.vault.blob import Unreadable, bind
from coctui.vault.errors import TooNew
from coctui.vault.journal import Entry, Plain, branches, difference, met
from coctui.vault.seat import Seat
from coctui.vault.source import Source
from coctui.vault.store import Store

CHANGE = 512
"""Bytes to which a change of the sheet is padded: a case held, left or answered for is as long as a setting."""
MOST_CHANGES, MOST_BYTES = 64, 32 * 1024
"""After so many changes, or so many bytes of them if that is more than the sheet has, it is written whole."""


class Answer(Noun):
    """What this seat answered to a question, so that it can be said again while the card still asks."""

    said: Literal["no conflict", "step aside"]
    number: int
    facts: Hash
    at: datetime
    parcel: Id


class WayIn(Noun):
    """One way in of this seat, by the row id of its slot."""

    kind: Literal["passphrase", "paper key", "this computer"]
    since: Moment
    gone: bool = False
    """Taken back: it opens nothing any more, also where an older copy brings its row along."""


class CopyPlace(Noun):
    """Where this member's coctui makes copies: a folder, or a file."""

    path: str
    on: Id
    """The writer that makes them: another computer's places cannot be reached from here."""
    folder: bool = False
    asked: bool = False
    """Copied to when asked, not by itself; renewed there all the same."""
    old: Count = 0
    """How often somebody left, or a key was replaced, since the newest copy there."""


class Sheet(Noun):
    """What a member's coctui remembers for that member alone."""

    version: int = 0
    lines: tuple[Id, ...] = ()
    """What tells this sheet from one that was begun anew; two where such copies met."""
    settings: dict[str, str] = Field(default_factory=dict)
    held: dict[Id, str] = Field(default_factory=dict)
    """Rooms held, with their code names: one that is gone from the file was deleted."""
    aside: dict[Id, str] = Field(default_factory=dict)
    """Rooms stepped aside from, with the name of the masked row; `""` for no row."""
    answers: dict[Id, Answer] = Field(default_factory=dict)
    confirmed: tuple[Id, ...] = ()
    """Words by voice that were confirmed on the card: each by itself, so that who left and comes back says it anew."""
    seen: dict[Id, tuple[Hash, ...]] = Field(default_factory=dict)
    """Room to the marks of people about whom this member said: no conflict (`casework.people_first`)."""
    private: tuple[str, ...] = ()
    """People and employers this member must not judge; compared on their side only."""
    roster: str = ""
    """The last roster, as JSON."""
    copies: dict[Id, CopyPlace] = Field(default_factory=dict)
    told: tuple[Id, ...] = ()
    """Own rows that cannot be read, and of which this member was told."""
    ways: dict[Id, WayIn] = Field(default_factory=dict)
    """Ways in, those taken back too: nothing in the file says whose a slot is."""


class Own:
    """The own rows of one seat in one file."""

    def __init__(self, store: Store, vault: bytes, seat: Seat, source: Source) -> None:
        self._store, self._vault, self._seat, self._source = store, vault, seat, source
        self.sheet = Sheet()
        self.unreadable: frozenset[bytes] = frozenset()
        """Rows that this seat's key does not open: they stay where they are, and the rest opens without them."""
        self.gaps = False
        """Whether part of the sheet was not there when it was read."""
        self.met = False
        """Whether sheets of two copies lie here, until the next write: what one holds in one copy may be closed in the other."""
        self._drafts: dict[str, tuple[tuple[bytes, ...], str]] = {}
        self._known: frozenset[bytes] = frozenset()
        self._rows: tuple[bytes, ...] = ()
        """Rows of the sheet, the one written whole first."""
        self._whole = self._spent = 0
        """Bytes of that one, and of the changes after it."""

    def load(self) -> None:
        """Read them. What cannot be read is left out and told (`unreadable`, `gaps`); `TooNew` for a newer coctui's."""
        sql = "SELECT o.id, o.sealed FROM own o JOIN seat s ON s.n = o.seat WHERE s.id = ?"
        rows = dict(self._store.rows(sql, self._seat.id))
        entries: dict[bytes, Entry] = {}
        texts: dict[str, dict[bytes, str]] = {}
        unreadable = set[bytes]()
        for id, sealed in rows.items():
            try:
                kept = json.loads(self._seat.own.open(sealed, self._place(id)))
                if kept["kind"] == "draft":
                    texts.setdefault(str(kept["key"]), {})[id] = str(kept["text"])
                else:
                    entries[id] = _entry(kept, len(sealed))
            except (Unreadable, ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
                unreadable.add(id)
        self._fold(entries)
        # Two copies that met may hold two drafts under one key: none of them is lost.
        self._drafts = {
            key: (tuple(sorted(found)), "\n\n".join(dict.fromkeys(found[id] for id in sorted(found))))
            for key, found in texts.items()
        }
        self.unreadable, self._known = frozenset(unreadable), frozenset(rows)

    def _fold(self, entries: dict[bytes, Entry]) -> None:
        found = branches(entries)
        self.gaps, self.met = self.gaps or not all(branch.whole for branch in found), len(found) > 1
        try:
            kept = met(found) | {"version": found[-1].version if found else 0}
            self.sheet = Sheet.model_validate(kept)
        except (ValidationError, RecursionError):
            raise TooNew(code="own-sheet") from None
        self._rows = tuple(dict.fromkeys(id for branch in found for id in branch.rows))
        self._whole, *changes = (entries[id].size for id in self._rows) if self._rows else (0,)
        # More than one branch, or half of one, is written whole the next time.
        one = len(found) == 1 and found[0].whole
        self._spent = sum(changes) if one else self._whole + MOST_BYTES

    def load_again(self) -> None:
        """Read them as if for the first time, unless the rows are those that were read: each has its id once."""
        sql = "SELECT o.id FROM own o JOIN seat s ON s.n = o.seat WHERE s.id = ?"
        if self._known and {id for (id,) in self._store.rows(sql, self._seat.id)} == self._known:
            return
        self.load()

    def _place(self, id: bytes) -> bytes:
        return bind("own", self._vault, self._seat.id, id)

    def write(self, **changes: object) -> None:
        """Write down that these fields changed; the sheet's version goes up by one."""
        lines = self.sheet.lines or (self._source.id(),)
        sheet = self.sheet.model_copy(update={"lines": lines, **changes, "version": self.sheet.version + 1})
        full = len(self._rows) > MOST_CHANGES or self._spent > max(self._whole, MOST_BYTES)
        with self._store.writing():
            if not self._rows or full:
                self._drop(self._rows)
                id, size = self._put({"kind": "sheet", "sheet": sheet.model_dump(mode="json", exclude_defaults=True)})
                self._rows, self._whole, self._spent = (id,), size, 0
            else:
                change = difference(self.sheet, sheet)
                version = change.pop("version")
                id, size = self._put(
                    {"kind": "change", "after": self._rows[-1].hex(), "version": version, "change": change}, CHANGE
                )
                self._rows, self._spent = (*self._rows, id), self._spent + size
        self.sheet, self.met = sheet, False

    def take_as(self, line: str, version: int) -> None:
        """Go on from a version that this computer remembers, where part of the sheet is lost."""
        lines = tuple(dict.fromkeys((*self.sheet.lines, *([line] if line else []))))
        self.sheet = self.sheet.model_copy(update={"lines": lines, "version": max(self.sheet.version, version)})

    def _put(self, kept: Mapping[str, object], to: int = 0) -> tuple[bytes, int]:
        """Add a row, at least as long as `to`; its id, and its size as sealed."""
        id, plain = self._source.token(16), json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
        sealed = self._seat.own.seal(plain, self._place(id), to if len(plain) < to else None)
        with self._store.writing():
            seat = self._store.number("seat", self._seat.id)
            self._store.run("INSERT INTO own (id, seat, sealed) VALUES (?, ?, ?)", id, seat, sealed)
        self._known |= {id}
        return id, len(sealed)

    def _drop(self, rows: tuple[bytes, ...]) -> None:
        with self._store.writing():
            self._store.run_many("DELETE FROM own WHERE id = ?", [(id,) for id in rows])
        self._known -= set(rows)

    def draft(self, key: str) -> str | None:
        """A draft, if one is kept under this key."""
        found = self._drafts.get(key)
        return found[1] if found else None

    def drafts(self) -> dict[str, str]:
        """All drafts."""
        return {key: text for key, (_, text) in self._drafts.items()}

    def save_draft(self, key: str, text: str) -> None:
        """Keep a draft, sealed, in a row of its own in the place of the one before."""
        with self._store.writing():
            self._drop(self._drafts[key][0] if key in self._drafts else ())
            id, _ = self._put({"kind": "draft", "key": key, "text": text})
        self._drafts[key] = ((id,), text)

    def drop_draft(self, key: str) -> None:
        """Forget a draft."""
        found = self._drafts.get(key)
        if found is not None:
            # The file first: where that fails, the draft is there still, and known to be.
            self._drop(found[0])
            del self._drafts[key]

    def drop_drafts_of(self, room: str) -> None:
        """Forget every draft whose key names this room."""
        for key in [key for key in self._drafts if room in key]:
            self.drop_draft(key)


def _entry(kept: Plain, size: int) -> Entry:
    """A row of the sheet; raises for any other."""
    if kept["kind"] == "sheet":
        return Entry(int(kept["sheet"].get("version", 0)), None, dict(kept["sheet"]), size)
    if kept["kind"] == "change":
        return Entry(int(kept["version"]), bytes.fromhex(kept["after"]), dict(kept["change"]), size)
    raise ValueError
