"""A small vault with everything in it, and the ways of looking at it that a tampered copy is compared by.

Noor holds three cases, Ilse two. Oksana holds none: in the first she was asked and her answer is on its way, from the
second she is excluded, from the third she stepped aside. Paz has an open invitation.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pydantic import BaseModel

from coctui.models.access_events import Asked, Excluded, Opened, Recused
from coctui.models.content_events import Attached, FileRef, ItemRecorded, NoteWritten, PersonChanged, Received, Strike
from coctui.models.event import Event
from coctui.models.items import Person, Reported, Where
from coctui.models.roster import Profile
from coctui.models.team_events import Compared, Founded
from coctui.vault import kdf
from coctui.vault.door import Vault
from coctui.vault.errors import VaultError
from coctui.vault.kdf import FLOOR, Cost
from coctui.vault.source import ReplaySource

SEEDS = count(1)
START = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)
PASSPHRASES = {
    "Noor": "kettle lantern meadow orbit pebble",
    "Ilse": "walnut harbour linen drizzle spoon",
    "Oksana": "тиха вода греблю рве та мовчить",
}
SCAN = b"\x89PNG a picture of the chat, seen by Brisa " * 40
LETTER = b"From: Sunniva\n\nShe asked me to write this down. " * 30


@dataclass(frozen=True)
class Sample:
    """A vault file, the state folder that belongs to it, and what is in it."""

    path: Path
    state: Path
    rooms: tuple[str, str, str]
    seats: dict[str, str]
    code: str
    """Paz's invitation."""


def file_ref(id: str, name: str, content: bytes, *, original: bool = False) -> FileRef:
    """How an event speaks of these bytes."""
    return FileRef(
        id=id, name=name, type="application/octet-stream", size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), original=original,
    )  # fmt: skip


def found(path: Path, source: ReplaySource) -> Vault:
    """A new vault by Noor, chair and lead."""
    founding = Founded(format=1, conference="PyLadiesCon", profile=Profile(name="Noor"), roles=("lead", "chair"))
    return Vault.create(path, name="Noor", passphrase=PASSPHRASES["Noor"], founding=founding, cost=FLOOR, source=source)


def join(chair: Vault, name: str, *roles: Any) -> Vault:
    """Somebody invited by the chair who joined; unlocked."""
    code = chair.invite(name, roles or ("responder",))
    return Vault.accept(chair.path, name=name, code=code, passphrase=PASSPHRASES[name], source=chair.source)


def opened(vault: Vault, code: str, text: str, *more: Any, files: dict[str, bytes] | None = None) -> str:
    """A case with a report, opened by this member."""
    received = Received(
        channel="mail", received=START - timedelta(hours=1), sender="Sunniva <sunniva@example.org>", subject="the chat",
        text=text, files=tuple(file_ref(id, "mail.eml", content, original=True) for id, content in (files or {}).items()),
    )  # fmt: skip
    return vault.open_case((Opened(code=code, third="plover"), received, *more), files)


def build(folder: Path) -> Sample:
    """Make the sample; all are locked when it is handed over."""
    path, state = folder / "team.coctui", folder / "state"
    folder.mkdir(parents=True, exist_ok=True)
    source = ReplaySource(20261205, START)
    with at_home(state):
        noor = found(path, source)
        ilse, oksana = join(noor, "Ilse", "lead"), join(noor, "Oksana")
        for vault in (noor, ilse):
            vault.refresh()
        rooms = _cases(noor, ilse, oksana, source)
        noor.refresh()
        code = noor.invite("Paz", ("responder",))
        noor.manage(Compared(seat=ilse.me))
        noor.save_draft(f"note {rooms[0]}", "ask Sunniva when it is safe to call")
        noor.write_settings({"zone": "Europe/Amsterdam"})
        for vault in (ilse, oksana, noor):
            vault.refresh()
        ilse.save_draft("note", "Brisa saw it too")
        seats = {vault.member.name: vault.me for vault in (noor, ilse, oksana)}
        for vault in (noor, ilse, oksana):
            vault.lock()
        for name, passphrase in PASSPHRASES.items():
            Vault.open(path, name, passphrase, source=source).lock()
    return Sample(path, state, rooms, seats, code)


def _cases(noor: Vault, ilse: Vault, oksana: Vault, source: ReplaySource) -> tuple[str, str, str]:
    first = opened(noor, "copper-birch", "He keeps writing to me after I said stop.", files={source.id(): LETTER})
    noor.record(first, (ItemRecorded(state="recorded", value=Where(item="where", kind="chat", place="hallway")),))
    tamsin = Person(id=source.id(), code="Quartz", part="reported person", name="Tamsin")
    noor.record(first, (PersonChanged(person=tamsin), Asked(seat=ilse.me), Asked(seat=oksana.me)))
    ilse.refresh()
    ilse.answer(first, "no conflict")
    noor.refresh()
    noor.work(1.0)
    ilse.refresh()
    scan = source.id()
    ilse.record(first, (Attached(file=file_ref(scan, "chat.png", SCAN)),), {scan: SCAN})
    ilse.record(first, (NoteWritten(text="I called Sunniva, she is safe."),))
    second = opened(
        noor, "amber-finch", "A talk with a slide that should not have been shown.", Excluded(seat=oksana.me)
    )
    noor.record(second, (NoteWritten(text="wrong paste: 4539 0000 1234"),))
    pasted = noor.case(second).entries[-1]
    noor.record(second, (Strike(link=pasted.link, after=pasted.after, at=pasted.at, struck="note/1", characters=27),))
    value = Reported(item="reported", text="a speaker with a red scarf")
    noor.record(second, (ItemRecorded(state="recorded", value=value),))
    ilse.refresh()
    third = opened(ilse, "slate-heron", "Somebody was followed to their hotel.")
    ilse.record(third, (Asked(seat=noor.me), Asked(seat=oksana.me)))
    for vault in (noor, oksana):
        vault.refresh()
        vault.answer(third, "no conflict")
    ilse.refresh()
    ilse.work(1.0)
    oksana.refresh()
    oksana.record(third, (NoteWritten(text="the night desk of the hotel calls back at eight"),))
    oksana.record(third, (Recused(),))
    ilse.refresh()
    ilse.work(1.0)
    ilse.record(third, (NoteWritten(text="Wanjiru is on her way."),))
    oksana.refresh()
    oksana.answer(first, "no conflict")
    return first, second, third


@contextmanager
def at_home(state: Path) -> Iterator[None]:
    """This state folder as the computer's own, as long as it lasts."""
    before = os.environ.get("XDG_STATE_HOME")
    os.environ["XDG_STATE_HOME"] = str(state)
    try:
        yield
    finally:
        if before is None:
            del os.environ["XDG_STATE_HOME"]
        else:
            os.environ["XDG_STATE_HOME"] = before


@contextmanager
def quick_derivation() -> Iterator[None]:
    """Each derivation is done once: a tampered file is opened thousands of times with the same passphrases."""
    real = kdf.derive_slot
    kept = cache(real)

    def derive(vault: bytes, name: str, passphrase: str, cost: Cost) -> tuple[bytes, bytes]:
        if kdf.plausible(cost) and cost != FLOOR:
            return real(vault, name, f"{passphrase} {cost}", FLOOR)
        return kept(vault, name, passphrase, cost)

    with patch("coctui.vault.unlock.derive_slot", derive):
        yield


def open_as(path: Path, name: str) -> Vault:
    """Unlock as this member, with a clock that stands still and ids that nobody else draws."""
    return Vault.open(path, name, PASSPHRASES[name], source=ReplaySource(next(SEEDS), START + timedelta(hours=2)))


def plain(value: Any) -> Any:
    """A model as values that compare and show all they hold."""
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, Event):
        return tuple(plain(getattr(value, field.name)) for field in fields(value))
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return tuple(plain(item) for item in value)
    if hasattr(value, "items"):
        return {key: plain(item) for key, item in value.items()}
    return value


def seen(vault: Vault) -> dict[str, Any]:
    """All that a member sees: what must never change in silence."""
    cases: dict[str, Any] = {}
    for row in vault.rows():
        if row.access in ("cleared", "damaged"):
            case = vault.case(row.room)
            cases[row.room] = (
                plain(case),
                [vault.attachment(row.room, file) for file in case.files],
                plain(vault.motions(row.room)),
            )
        elif row.access in ("asked", "answered"):
            cases[row.room] = plain(vault.card(row.room))
    return {
        "rows": vault.rows(), "cases": cases, "team": plain(vault.team), "sheet": plain(vault.sheet),
        "drafts": vault.drafts(), "words": [vault.words(seat) for seat in vault.team.members], "me": vault.me,
    }  # fmt: skip


class Desk:
    """A computer on which everybody has had the vault open: the file, the state folder, and what each of them saw."""

    def __init__(self, path: Path, state: Path, sample: Sample) -> None:
        self.path, self.state, self.rooms, self.seats, self.code = path, state, sample.rooms, sample.seats, sample.code
        self.before: dict[str, dict[str, Any]] = {}
        for name in PASSPHRASES:
            vault = open_as(path, name)
            self.before[name] = seen(vault)
            vault.lock()
        self.bytes = path.read_bytes()
        self._states = {file: file.read_bytes() for file in state.rglob("*") if file.is_file()}

    def restore(self, *, anchor: bool = True) -> None:
        """All as it was; without the anchor: as on another computer."""
        self.path.parent.chmod(0o700)
        for other in set(self.path.parent.iterdir()) - {self.path, self.state}:
            shutil.rmtree(other) if other.is_dir() else other.unlink()
        self.path.write_bytes(self.bytes)
        self.path.chmod(0o600)
        shutil.rmtree(self.state, ignore_errors=True)
        for file, content in self._states.items() if anchor else ():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        self.state.mkdir(exist_ok=True)

    def look(self, name: str = "Noor") -> str:
        """What a member meets now: `same`, `error CODE` or `finding CODES`."""
        return look(self.path, name, self.before[name])


@contextmanager
def tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """The file in the hands of somebody who has SQLite and no key: no foreign keys, no checks of ours."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        yield connection
    finally:
        connection.close()


def look(path: Path, name: str, before: dict[str, Any]) -> str:
    """What a member meets in a tampered file: `same`, `error CODE`, `finding CODES`; fails for a change nobody speaks of."""
    try:
        vault = open_as(path, name)
    except VaultError as error:
        return f"error {error.code}"
    try:
        verdict = vault.verify()
        if not verdict.ok:
            return "finding " + " ".join(sorted({finding.code for finding in verdict.findings}))
        try:
            now = seen(vault)
        except VaultError as error:
            return f"error {error.code}"
        assert now == before, f"{name} sees something else, and nobody says so"
        return "same"
    finally:
        vault.lock()
