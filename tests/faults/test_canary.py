"""No word that anybody gives to coctui lies readable in any file that it writes.

The words are made from the models: every text field of every kind of event, with what is nested in it. A field that no
act below drives through the vault fails the test, so that a new kind is looked at from its first day.
"""

import base64
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

from coctui.models import access_events, content_events, noun, team_events
from coctui.models.event import Body
from coctui.models.items import VALUES, Person
from coctui.models.kinds import KINDS
from coctui.models.roster import Profile
from coctui.vault.door import Vault
from coctui.vault.kdf import FLOOR
from coctui.vault.source import ReplaySource

TEXTS = (noun.Line, noun.Text)
PATTERNS = (noun.Id, noun.Hash, noun.Signature)
"""Text in form, but never words."""
FILLED_BY_THE_VAULT = ("letters.", "tally.", "statement.", "motion.")
"""What no act carries in: the card's facts (driven through the case), and statements (they hold no words)."""
PASSPHRASES = {
    name: f"passphrasecanary of {name} with more words" for name in ("noorcanary", "ilsecanary", "pazcanary")
}


def text_fields(model: type[BaseModel], before: str = "") -> Iterator[str]:
    """Dotted names of every field of a model that holds words, also of what is nested in it."""
    hints = get_type_hints(model, include_extras=True)
    for name in model.model_fields:
        yield from _texts(hints[name], f"{before}{name}")


def _texts(kind: Any, name: str) -> Iterator[str]:
    if kind in TEXTS or kind is str:
        if not name.endswith("kind"):
            yield name
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from text_fields(kind, f"{name}.")
    elif get_origin(kind) is Annotated:
        yield from _texts(get_args(kind)[0], name) if kind not in PATTERNS else ()
    elif get_origin(kind) is not Literal:
        nested = [part for part in get_args(kind) if isinstance(part, type) and issubclass(part, BaseModel)]
        for part in get_args(kind):
            yield from _texts(part, f"{name}<{part.__name__}>" if len(nested) > 1 and part in nested else name)


WANTED = {
    f"{kind} {field}"
    for kind, body in KINDS.items()
    for field in text_fields(body)
    if not field.startswith(FILLED_BY_THE_VAULT)
}


def _sealed(name: str) -> bool:
    """Whether the vault fills this part of a body itself."""
    return f"{name.rsplit(' ', maxsplit=1)[-1]}.".startswith(FILLED_BY_THE_VAULT)


class Canaries:
    """Hands out a word for each field, once, and remembers which fields had one."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.driven: set[str] = set()

    def word(self, what: str = "") -> str:
        """A fresh word that stands nowhere else."""
        made = "canary" + hashlib.sha256(f"{len(self.words)} {what}".encode()).hexdigest()[:14]
        self.words.add(made)
        return made

    def filled(self, body: type[Body], **given: Any) -> Any:
        """A body of this kind with a word in every text field that is not given."""
        kind = body.model_fields["kind"].default
        return self._model(body, f"{kind} ", given)

    def _model(self, model: type[BaseModel], before: str, given: dict[str, Any]) -> Any:
        hints = get_type_hints(model, include_extras=True)
        values: dict[str, Any] = {}
        for name in model.model_fields:
            if name in given:
                values[name] = given[name]
                if isinstance(given[name], BaseModel | tuple):
                    self._note(hints[name], f"{before}{name}")
            elif (value := self._value(hints[name], f"{before}{name}")) is not None:
                values[name] = value
        return model(**values)

    def _note(self, kind: Any, name: str) -> None:
        """What was given was filled by `part` or `file` before."""
        self.driven |= {field for field in _texts(kind, name) if "<" not in field}

    def part(self, model: type[BaseModel], **given: Any) -> Any:
        """A nested value, filled."""
        return self._model(model, "", given)

    def _value(self, kind: Any, name: str) -> Any:
        if kind in TEXTS or kind is str:
            self.driven.add(name)
            return self.word(name)
        if get_origin(kind) in (Union, UnionType):
            for part in get_args(kind):
                if (value := self._value(part, name)) is not None:
                    return value
        if get_origin(kind) is tuple and get_args(kind)[0] in TEXTS:
            return (self._value(get_args(kind)[0], name),)
        if get_origin(kind) is dict and get_args(kind)[1] in TEXTS:
            return {self._value(get_args(kind)[0], name): self._value(get_args(kind)[1], name)}
        if isinstance(kind, type) and issubclass(kind, BaseModel) and any(text_fields(kind)) and not _sealed(name):
            return self._model(kind, f"{name}.", {})
        return None


def file_of(canaries: Canaries, source: ReplaySource) -> tuple[content_events.FileRef, bytes]:
    """An attachment whose name, types and bytes are words."""
    content = canaries.word("bytes").encode() * 50
    made = canaries.part(
        content_events.FileRef,
        id=source.id(),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        original=True,
    )
    return made, content


def content_acts(canaries: Canaries, source: ReplaySource) -> Iterator[tuple[Body, dict[str, bytes]]]:
    """An act of every content kind, each item once, and the bytes that go with it."""
    kinds = content_events
    now = source.now()
    first, bytes_of_first = file_of(canaries, source)
    yield canaries.filled(kinds.Received, channel="mail", received=now, files=(first,)), {first.id: bytes_of_first}
    for name, model in VALUES.items():
        value = canaries.part(model, item=name)
        canaries.driven |= {
            f"item/1 value<{model.__name__}>.{field}" for field in text_fields(model) if field != "item"
        }
        yield kinds.ItemRecorded(state="recorded", value=value), {}
    person = canaries.part(Person, id=source.id(), part="reported person")
    yield canaries.filled(kinds.PersonChanged, person=person), {}
    yield canaries.filled(kinds.NoteWritten), {}
    second, bytes_of_second = file_of(canaries, source)
    yield canaries.filled(kinds.Attached, file=second), {second.id: bytes_of_second}
    yield canaries.filled(kinds.Assigned), {}
    yield canaries.filled(kinds.Labelled), {}
    yield canaries.filled(kinds.MessageSent, message="status"), {}
    yield canaries.filled(kinds.Determined, outcome="violation"), {}
    yield canaries.filled(kinds.Closed), {}
    yield canaries.filled(kinds.Reopened), {}


def every_file(folder: Path) -> Iterator[bytes]:
    """The bytes of every file below a folder, and its name."""
    for path in folder.rglob("*"):
        yield path.name.encode()
        if path.is_file():
            yield path.read_bytes()


def forms(word: str) -> Iterator[bytes]:
    """A word as it could stand in a file: plain, wide, or in base64 at any of three places."""
    yield word.encode()
    yield word.encode("utf-16-le")
    for place in range(3):
        inner = base64.b64encode(b"\0" * place + word.encode())
        yield inner[4 : len(inner) - 4]


def test_no_word_lies_readable_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of every kind, names, passphrases, drafts, settings and lists: sealed wherever they lie."""
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    canaries, source = Canaries(), ReplaySource(11, datetime(2026, 12, 5, 9, tzinfo=UTC))
    path = tmp_path / "team.coctui"
    noor, ilse = _team(canaries, source, path)
    room = _case(canaries, source, noor, ilse)
    noor.save_draft(f"{canaries.word()} {room}", canaries.word())
    noor.write_settings({canaries.word(): canaries.word()})
    _look(canaries, tmp_path, "open")
    ilse.record(room, [access_events.Recused()])
    noor.refresh()
    noor.work(5)
    _look(canaries, tmp_path, "after a recusal")
    for vault in (noor, ilse):
        assert vault.verify().ok
        vault.lock()
    _look(canaries, tmp_path, "locked")
    assert WANTED - canaries.driven == set()


def _look(canaries: Canaries, folder: Path, when: str) -> None:
    words = canaries.words | {"passphrasecanary", "noorcanary", "ilsecanary", "pazcanary"}
    written = b"\n".join(every_file(folder))
    assert len(written) > 50_000
    found = [word for word in words if any(form in written for form in forms(word))]
    assert found == [], when


def _team(canaries: Canaries, source: ReplaySource, path: Path) -> tuple[Vault, Vault]:
    """Three seats, and every kind of team event with words in it."""
    kinds = team_events
    names = list(PASSPHRASES)
    founding = canaries.filled(kinds.Founded, format=1, roles=("lead", "chair"), profile=canaries.part(Profile))
    noor = Vault.create(
        path, name=names[0], passphrase=PASSPHRASES[names[0]], founding=founding, cost=FLOOR, source=source
    )
    seats = []
    for name in names[1:]:
        code = noor.invite(canaries.word("invited"), ("lead",))
        seats.append(Vault.accept(path, name=name, code=code, passphrase=PASSPHRASES[name], source=source))
    canaries.driven |= {"invited/1 invitation.name"}
    noor.refresh()
    noor.manage(canaries.filled(kinds.ProfileChanged, profile=canaries.part(Profile)))
    # A seat joins under a name; what else a profile may hold takes the same way as in a changed profile.
    canaries.driven |= {field.replace("profile/1", "joined/1") for field in WANTED if field.startswith("profile/1")}
    noor.renew(seats[1].me)
    canaries.driven |= {"renewed/1 invitation.name"}
    seats[0].refresh()
    return noor, seats[0]


def _case(canaries: Canaries, source: ReplaySource, noor: Vault, ilse: Vault) -> str:
    """A case with every kind of content, a colleague let in, and something struck out."""
    opened = canaries.filled(access_events.Opened)
    room = noor.open_case([opened, access_events.Asked(seat=ilse.me)])
    for act, files in content_acts(canaries, source):
        noor.record(room, [act], files)
    ilse.refresh()
    ilse.answer(room, "no conflict")
    noor.refresh()
    noor.work(5)
    ilse.refresh()
    assert ilse.case(room).files
    note = next(e for e in noor.case(room).entries if isinstance(e.body, content_events.NoteWritten))
    strike = canaries.filled(content_events.Strike, link=note.link, after=note.after, at=note.at, files=())
    noor.record(room, [strike])
    return room
