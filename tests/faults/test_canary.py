"""No word that anybody gives to coctui lies readable in any file that it writes.

The words are made from the models: every text field of every kind of event, of a card and of a member's own sheet, with
what is nested in it. Which fields really held one is read from the vault itself, opened with its keys: a field that no act below
drives through the vault fails the test, so that a new kind is looked at from its first day.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

from coctui.models import (
    access_events,
    company_events,
    content_events,
    message_events,
    noun,
    promise_events,
    team_events,
    vote_events,
)
from coctui.models.event import Body
from coctui.models.items import VALUES, Person
from coctui.models.kinds import KINDS
from coctui.models.roster import Profile
from coctui.models.statement import CardFacts
from coctui.vault import invitation, teamroom
from coctui.vault.door import Vault
from coctui.vault.errors import Unknown
from coctui.vault.kdf import FLOOR
from coctui.vault.lettering import card_now
from coctui.vault.own import CopyPlace, Sheet
from coctui.vault.unlock import unlock
from tests.team import Crew

OPAQUE = (noun.Id, noun.Hash, noun.Signature)
"""Hex digits, never words."""
NO_WORDS = {
    "day": "of a card: made of a date",
    "item": "says which item it is",
    "kind": "says which event it is",
}
"""Text fields that no word can come into, with why; by their last name."""


MADE_BY_THE_VAULT = {
    "expunged/1.gone[0].struck": "the kind of an entry, taken from the entry itself",
    "expunged/1.gone[0].left[0]": "names of fields; what is wordless and what is not, `left_of` decides",
}
"""Text that the vault fills in when it seals the event, whatever it is handed."""


# Which fields hold words ---------------------------------------------------------------------------------------------


def fields(annotation: Any, name: str) -> Iterator[str]:
    """The dotted names of all text below an annotation."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if annotation in OPAQUE or origin is Literal:
        return
    if annotation is str:
        yield name
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for field, hint in get_type_hints(annotation, include_extras=True).items():
            if field in annotation.model_fields and field not in NO_WORDS:
                yield from fields(hint, f"{name}.{field}")
    elif origin is Annotated:
        yield from fields(parts[0], name)
    elif origin in (Union, UnionType):
        for part in parts:
            yield from fields(part, _arm(part, parts, name))
    else:
        for place, part in enumerate(parts):
            yield from fields(part, f"{name}[{place}]")


def _arm(part: Any, parts: tuple[Any, ...], name: str) -> str:
    """The name of one of several models that may stand in a field."""
    several = [each for each in parts if isinstance(each, type) and issubclass(each, BaseModel)]
    return f"{name}<{part.__name__}>" if part in several and len(several) > 1 else name


def held(annotation: Any, value: Any, name: str, words: set[str]) -> Iterator[str]:
    """Those of `fields` in which a value has one of our words."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if isinstance(value, str):
        if any(word in value for word in words):
            yield name
    elif isinstance(value, BaseModel):
        arms = parts if origin in (Union, UnionType) else get_args(parts[0]) if origin is Annotated else ()
        for field, hint in get_type_hints(type(value), include_extras=True).items():
            if field in type(value).model_fields:
                yield from held(hint, getattr(value, field), f"{_arm(type(value), arms, name)}.{field}", words)
    elif isinstance(value, tuple):
        for each in value:
            yield from held(parts[0], each, f"{name}[0]", words)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from held(parts[0], key, f"{name}[0]", words)
            yield from held(parts[1], each, f"{name}[1]", words)


def _wanted() -> set[str]:
    found = {field for kind, body in KINDS.items() for field in fields(body, kind)} - MADE_BY_THE_VAULT.keys()
    return found | set(fields(Sheet, "sheet")) | set(fields(CardFacts, "card"))


# Words in every one of them ------------------------------------------------------------------------------------------


class Canaries:
    """Hands out words, each once, and models filled with them."""

    def __init__(self) -> None:
        self.words: set[str] = set()

    def word(self, before: str = "canary") -> str:
        """A fresh word that stands nowhere else."""
        made = before + hashlib.sha256(f"{len(self.words)}".encode()).hexdigest()[:14]
        self.words.add(made)
        return made

    def filled(self, model: type[Any], **given: Any) -> Any:
        """A model with a word in every text field that is not given, also in what is nested in it."""
        hints = get_type_hints(model, include_extras=True)
        values = {name: self._value(hints[name]) for name in model.model_fields if name != "kind" and name not in given}
        return model(**given, **{name: value for name, value in values.items() if value is not None})

    def _value(self, annotation: Any) -> Any:
        origin, parts = get_origin(annotation), get_args(annotation)
        if annotation is str:
            return self.word()
        if not any(fields(annotation, "any")):
            return None
        if origin is Annotated:
            return self._value(parts[0])
        if origin in (Union, UnionType):
            return self._value(parts[0])
        if origin is tuple:
            return (self._value(parts[0]),)
        if origin is dict:
            return {self._value(parts[0]): self._value(parts[1])}
        # Letters are the vault's to fill, statements hold no words.
        return None if annotation.__name__ == "Letters" else self.filled(annotation)


def content_acts(canaries: Canaries, crew: Crew) -> Iterator[tuple[Body, dict[str, bytes]]]:
    """An act of every content kind but a strike, each item once, and the bytes that go with it."""
    kinds, now = content_events, crew.source.now()

    def file() -> tuple[content_events.FileRef, dict[str, bytes]]:
        data, id = canaries.word().encode() * 50, crew.source.id()
        sha256 = hashlib.sha256(data).hexdigest()
        return canaries.filled(kinds.FileRef, id=id, size=len(data), sha256=sha256, original=True), {id: data}

    first, bytes_of_first = file()
    yield canaries.filled(kinds.Received, channel="mail", received=now, files=(first,)), bytes_of_first
    for name, model in VALUES.items():
        yield kinds.ItemRecorded(state="recorded", value=canaries.filled(model, item=name)), {}
    yield kinds.PersonChanged(person=canaries.filled(Person, id=crew.source.id(), part="reported person")), {}
    second, bytes_of_second = file()
    yield canaries.filled(kinds.Attached, file=second), bytes_of_second
    yield canaries.filled(kinds.MessageSent, message="status"), {}
    yield canaries.filled(kinds.Determined, outcome="violation"), {}
    for kind in (kinds.NoteWritten, kinds.Assigned, kinds.Labelled, kinds.Closed, kinds.Reopened):
        yield canaries.filled(kind), {}
    id = crew.source.id()
    yield canaries.filled(promise_events.PromiseMade, id=id, promise="expiry", due=now), {}
    yield canaries.filled(promise_events.PromiseKept, id=id), {}
    yield canaries.filled(promise_events.PromiseWaived, id=id, reason="not needed"), {}
    yield canaries.filled(promise_events.Acted, id=id, did=("muted",), when=now), {}
    yield canaries.filled(promise_events.Reviewed, action=id, verdict="confirmed"), {}
    yield canaries.filled(promise_events.Held), {}
    yield canaries.filled(message_events.MessageDrafted, id=id, message="status"), {}
    yield canaries.filled(message_events.DraftRead, draft=id, verdict="may go"), {}
    yield canaries.filled(vote_events.Assessed), {}
    yield canaries.filled(vote_events.Planned), {}
    line = canaries.filled(company_events.HandOverLine, sort="now", duty="lead", due=now)
    yield company_events.HandedOver(seat=crew.source.id(), lines=(line,)), {}


class Story:
    """A team whose every word is a canary."""

    def __init__(self, folder: Path) -> None:
        self.canaries, self.crew, self.folder = Canaries(), Crew(folder / "vault"), folder
        self.names: dict[str, str] = {}
        self.room = ""

    def found(self) -> None:
        """Start the team, under words."""
        profile = self.canaries.filled(Profile)
        founding = self.canaries.filled(team_events.Founded, format=1, roles=("lead", "chair"), profile=profile)
        self._names("Noor")
        with self.crew.computer_of("Noor"):
            self.crew.open["Noor"] = Vault.create(
                self.crew.path,
                name=self.names["Noor"],
                passphrase=self.crew.passphrases["Noor"],
                founding=founding,
                cost=FLOOR,
                source=self.crew.source,
            )
        self.crew.seats["Noor"] = self.crew["Noor"].me

    def _names(self, name: str) -> None:
        self.names[name] = self.canaries.word(name)
        self.crew.passphrases[name] = f"{self.canaries.word('passphrase')} {self.canaries.word()}"

    def join(self, name: str, code: str) -> None:
        """Accept an invitation, whose code is a word as well."""
        self._names(name)
        self.canaries.words |= {code, code.replace("-", "")}
        with self.crew.computer_of(name):
            self.crew.open[name] = Vault.accept(
                self.crew.path,
                name=self.names[name],
                code=code,
                passphrase=self.crew.passphrases[name],
                source=self.crew.source,
            )
        self.crew.seats[name] = self.crew[name].me

    def team(self) -> None:
        """Everybody joins, one comes back on a new seat, and profiles change."""
        noor = self.crew["Noor"]
        for name in ("Ilse", "Oksana", "Paz", "Tamsin", "Wanjiru"):
            self.join(name, noor.invite(self.canaries.word(), ("lead", "organizer")))
        noor.refresh()
        noor.manage(team_events.ProfileChanged(profile=self.canaries.filled(Profile)))
        noor.manage(self.canaries.filled(team_events.WordsChanged))
        noor.invite(self.canaries.word(), ("lead",))
        noor.renew(self.crew.seats["Tamsin"])
        self.crew.lock("Tamsin")

    def case(self) -> None:
        """A case with every kind of content and of access in it."""
        noor, seats = self.crew["Noor"], self.crew.seats
        acts = [self.canaries.filled(access_events.Opened), *self._reported(), access_events.Asked(seat=seats["Ilse"])]
        self.room = noor.open_case(acts)
        for act, files in content_acts(self.canaries, self.crew):
            noor.record(self.room, [act], files)
        self.crew.answer("Ilse", self.room)
        noor.work(60)
        for act in (
            access_events.StandInNamed(seat=seats["Wanjiru"]),
            access_events.Asked(seat=seats["Oksana"]),
            access_events.Excluded(seat=seats["Paz"]),
        ):
            noor.record(self.room, [act])
        self.crew.answer("Oksana", self.room, aside=True)
        noor.work(60)
        note = next(e for e in noor.case(self.room).entries if isinstance(e.body, content_events.NoteWritten))
        strike = content_events.Strike(link=note.link, after=note.after, at=note.at, struck=self.canaries.word())
        noor.record(self.room, [strike])

    def _reported(self) -> list[Body]:
        person = Person(id=self.crew.source.id(), code="Quartz", part="reported person", name=self.canaries.word())
        return [content_events.PersonChanged(person=person)]

    def own(self) -> None:
        """What members keep for themselves, and what they look for."""
        for name in ("Noor", "Ilse", "Oksana"):
            vault = self.crew[name]
            vault.save_draft(f"{self.canaries.word()} {self.room}", self.canaries.word())
            # Where copies lie may say something as well; a name on the disk is its owner's to choose.
            place = CopyPlace(path=self.canaries.word(), on=self.crew.source.id())
            with vault._transaction() as core:
                core.own.write(copies={**core.own.sheet.copies, self.crew.source.id(): place})
            vault.write_settings({self.canaries.word(): self.canaries.word()})
            with vault._transaction() as core:
                core.own.write(private=(self.canaries.word(),))
            with pytest.raises(Unknown):
                vault.find(self.canaries.word())
            assert vault.known(hashlib.sha256(self.canaries.word().encode()).hexdigest()) is None

    def driven(self) -> set[str]:
        """The fields that have a word in them, in what the keys of the team and of Noor's case open now."""
        found, core = set[str](), self.crew["Noor"]._open
        opened = self.crew["Noor"]._shelf.room(bytes.fromhex(self.room))
        assert core.team_key is not None
        for key in (core.team_key, opened.key):
            room = core.store.room(key.room)
            assert room is not None
            for event in chain(*core.reader().read([key], core.store.events(room.n)).lanes.values()):
                if isinstance(event.body, Body):
                    found |= set(held(type(event.body), event.body, event.body.kind, self.canaries.words))
        card = card_now(core, opened.key)
        assert card is not None
        found |= set(held(CardFacts, card.facts, "card", self.canaries.words))
        for vault in self.crew.open.values():
            found |= set(held(Sheet, vault.sheet, "sheet", self.canaries.words))
        return found

    def look(self, when: str) -> None:
        """No word lies in any file, in any form."""
        written = b"\n".join(every_file(self.folder))
        assert len(written) > 50_000
        assert not [word for word in self.canaries.words if any(form in written for form in forms(word))], when


def every_file(folder: Path) -> Iterator[bytes]:
    """The bytes of every file below a folder, and its name; capital letters made small."""
    for path in folder.rglob("*"):
        yield path.name.encode().lower()
        if path.is_file():
            data = path.read_bytes()
            yield data
            yield data.lower()


def forms(word: str) -> Iterator[bytes]:
    """A word as it could stand in a file: plain, in small letters, wide, as hex, or in base64 at any of three places."""
    for plain in {word, word.lower()}:
        yield plain.encode()
        yield plain.encode("utf-16-le")
        yield plain.encode("utf-16-be")
        yield plain.encode().hex().encode()
        for place in range(3):
            yield base64.b64encode(b"\0" * place + plain.encode())[4:-4]


def test_no_word_lies_readable_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of every kind, names, passphrases, codes, drafts, settings, lists and search words, wherever they lie."""
    monkeypatch.chdir(tmp_path)
    story = Story(tmp_path)
    joined = teamroom.joined

    def joined_with_words(*given: Any) -> team_events.Joined:
        # `accept` asks for a name only; what else a profile may say comes later, by an event of the same shape.
        return joined(*given).model_copy(update={"profile": story.canaries.filled(Profile)})

    monkeypatch.setattr(invitation, "joined", joined_with_words)
    story.found()
    story.team()
    story.case()
    story.own()
    story.look("open")
    story.crew["Ilse"].record(story.room, [access_events.Recused()])
    driven = story.driven()
    story.crew.settle("Noor")
    story.look("after a recusal")
    driven |= story.driven()
    for name in list(story.crew.open):
        assert story.crew[name].verify().ok
        story.crew.lock(name)
    story.look("locked")
    for name in ("Noor", "Ilse"):
        with story.crew.computer_of(name):
            unlocked = unlock(story.crew.path, story.names[name], story.crew.passphrases[name], story.crew.source)
            story.crew.open[name] = Vault.load(unlocked)
    story.look("unlocked again")
    story.crew.close()
    assert _wanted() - driven == set()


@pytest.mark.parametrize("form", range(13))
def test_a_word_would_be_found(tmp_path: Path, form: int) -> None:
    """In each form, in any file at any place."""
    story = Story(tmp_path)
    shown = [*forms(story.canaries.word("Canary"))]
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "file").write_bytes(b"\x9f" * 60_001 + shown[form % len(shown)] + b"\x9f")
    with pytest.raises(AssertionError, match="planted"):
        story.look("planted")


def test_every_kind_has_its_fields_looked_at() -> None:
    """The walk over the models finds what is nested, in tuples, mappings, unions and all."""
    wanted = _wanted()
    for field in (
        "received/1.files[0].name", "received/1.warnings[0]", "item/1.value<Contact>.safe_times",
        "person/1.person.handles[0]", "person/1.person.handles[1]", "founded/1.profile.handles[0]",
        "card.reported[0]", "renewed/1.invitation.name", "strike/1.struck", "sheet.private[0]",
    ):  # fmt: skip
        assert field in wanted
