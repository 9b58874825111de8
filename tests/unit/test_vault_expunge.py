"""Expunging: two holders, a closed case; bytes go from the file, figures stay, and nobody brings the words back."""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from coctui.casework import expunge as rules
from coctui.casework.result import Refused
from coctui.models.access_events import Asked, Recused
from coctui.models.content_events import (
    Closed,
    Determined,
    FileRef,
    Labelled,
    MessageSent,
    NoteWritten,
    PersonChanged,
    Received,
    Strike,
)
from coctui.models.expunge_events import Expunged, gone_digest
from coctui.models.items import Person
from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged
from coctui.reports.facts import facts_of
from coctui.vault.door import Vault
from coctui.vault.errors import NotAllowed, PutBack, VaultError
from coctui.vault.expunging import entries_to_go
from coctui.vault.recording import append_acts
from tests.team import Crew

MAIL = b"the mail as it came, with the words"
FILE = FileRef(id="ab" * 16, name="report.eml", type="message/rfc822", size=len(MAIL), sha256=hashlib.sha256(MAIL).hexdigest(),
               original=True)  # fmt: skip


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    """Noor, Ilse and Oksana."""
    crew = Crew.of(tmp_path)
    yield crew
    crew.close()


def closed_case(crew: Crew, *holders: str) -> str:
    """A whole case, decided and closed, with a file in it."""
    person = PersonChanged(person=Person(id="cd" * 16, code="Quartz", part="reported person", name="Tamsin"))
    room = crew.case(acts=[crew.report(files=[FILE]), person], files={FILE.id: MAIL}, cleared=holders or ("Ilse",))
    crew.source.advance(timedelta(hours=1))
    acts = [MessageSent(message="acknowledgement", text="We have it."), Labelled(gloss="the shouting", what="noise")]
    crew["Noor"].record(
        room, [*acts, NoteWritten(text="They talked."), Determined(outcome="violation", text="We found.")]
    )
    crew["Noor"].record(room, [MessageSent(message="outcome", text="We decided."), Closed(text="Done.")])
    crew.settle("Noor", *(holders or ("Ilse",)))
    return room


def expunge(crew: Crew, room: str, first: str = "Noor", second: str = "Ilse") -> None:
    """Both say so."""
    assert crew[first].move(room, "expunge") >= 1
    crew[second].refresh()
    crew[second].record(room, [Expunged(why="request")])


def sealed(crew: Crew, room: str) -> list[bytes]:
    """What lies sealed of the content of a case: entries and chunks."""
    with sqlite3.connect(crew.path) as file:
        n = file.execute("SELECT n FROM room WHERE id = ?", (bytes.fromhex(room),)).fetchone()[0]
        events = file.execute("SELECT sealed FROM event WHERE room = ? AND lane = 2", (n,)).fetchall()
        return [
            row[0] for row in [*events, *file.execute("SELECT sealed FROM attachment WHERE room = ?", (n,)).fetchall()]
        ]


def test_the_words_go_and_the_figures_stay(crew: Crew) -> None:
    """No byte of it is left in the file; what a debrief counts is the same as before; everything verifies."""
    room = closed_case(crew)
    before = facts_of(crew["Noor"].case(room), "amber-birch")
    old = sealed(crew, room)
    assert len(old) == 9
    expunge(crew, room)
    crew.settle("Noor", "Ilse")
    crew.close()
    raw = crew.raw()
    assert not any(bytes_of in raw for bytes_of in old)
    assert sorted(map(len, sealed(crew, room)))[:-1] == [0] * 8
    for name in ("Noor", "Ilse"):
        vault = crew.unlock(name)
        case = vault.case(room)
        assert facts_of(case, "amber-birch") == before
        assert case.closed
        assert case.expunged is not None
        assert not case.persons
        assert not case.files
        shown = (
            case.model_dump_json()
            if hasattr(case, "model_dump_json")
            else " ".join(str(e.body.model_dump()) for e in case.entries)
        )
        for words in ("shouted", "Tamsin", "talked", "found", "decided", "shouting"):
            assert words not in shown
        assert vault.verify().ok
        row = crew.row(name, room)
        assert row is not None
        assert (row.status, row.gloss, row.expunged, row.what) == ("closed", "expunged", True, "disruption")
        with pytest.raises(VaultError):
            vault.attachment(room, FILE)


def test_one_holder_alone_cannot(crew: Crew) -> None:
    """Neither without a word, nor with their own, nor with that of somebody who is not cleared."""
    room = closed_case(crew)
    with pytest.raises(NotAllowed) as caught:
        crew["Noor"].record(room, [Expunged(why="request")])
    assert caught.value.code == "needs-second"
    crew["Noor"].move(room, "expunge")
    with pytest.raises(NotAllowed):
        crew["Noor"].record(room, [Expunged(why="request")])
    crew["Oksana"].refresh()
    with pytest.raises(VaultError):
        crew["Oksana"].move(room, "expunge")
    assert crew["Noor"].case(room).expunged is None


def test_a_word_is_about_the_entries_that_were_there(crew: Crew) -> None:
    """Something was written since: it has to be said again."""
    room = closed_case(crew)
    crew["Noor"].move(room, "expunge")
    crew["Ilse"].refresh()
    assert [motion.said for motion in crew["Ilse"].motions(room)] == ["expunge"]
    crew["Ilse"].record(room, [NoteWritten(text="One more thing.")])
    assert crew["Ilse"].motions(room) == ()
    with pytest.raises(NotAllowed):
        crew["Ilse"].record(room, [Expunged(why="request")])


def test_a_word_lasts_seven_days(crew: Crew) -> None:
    """As every motion."""
    room = closed_case(crew)
    crew["Noor"].move(room, "expunge")
    crew.source.advance(timedelta(days=7, minutes=1))
    crew["Ilse"].refresh()
    assert crew["Ilse"].motions(room) == ()
    with pytest.raises(NotAllowed):
        crew["Ilse"].record(room, [Expunged(why="request")])


def test_a_word_is_spent(crew: Crew) -> None:
    """It expunges once; what is said afterwards needs two members again."""
    room = closed_case(crew)
    expunge(crew, room)
    crew.settle("Noor", "Ilse")
    with pytest.raises(NotAllowed):
        crew["Ilse"].record(room, [Expunged(why="request")])
    with sqlite3.connect(crew.path) as file:
        assert file.execute("SELECT COUNT(*) FROM parcel").fetchone() == (0,)


def test_nothing_is_added_afterwards(crew: Crew) -> None:
    """By rule; and who is asked later sees a card that names nobody."""
    room = closed_case(crew)
    expunge(crew, room)
    case = crew["Ilse"].case(room)
    for refused in (rules.expunge(case, crew["Ilse"].me, crew.source.now(), "request"),):
        assert isinstance(refused, Refused)
        assert refused.code == "nothing-left"
    crew["Ilse"].record(room, [Asked(seat=crew.seats["Oksana"])])
    crew["Oksana"].refresh()
    facts = crew["Oksana"].card(room).facts
    assert facts.reported == ()
    assert facts.day == "2026-12-05"


def test_drafts_about_it_go(crew: Crew) -> None:
    """At once for who expunges, at the next unlock for the others."""
    room = closed_case(crew)
    for name in ("Noor", "Ilse"):
        crew[name].save_draft(f"note {room}", "half a sentence")
    expunge(crew, room)
    assert crew["Ilse"].drafts() == {}
    crew["Noor"].refresh()
    assert crew["Noor"].drafts() == {}


def test_a_strike_before_and_an_author_who_left(crew: Crew) -> None:
    """What was struck stays struck; who wrote, moved or expunged and stepped aside later takes nothing back."""
    room = closed_case(crew, "Ilse", "Oksana")
    case = crew["Noor"].record(room, [NoteWritten(text="A wrong paste.")])
    note = case.entries[-1]
    strike = Strike(link=note.link, after=note.after, at=note.at, struck="note/1", characters=14)
    crew["Noor"].record(room, [strike])
    crew.settle("Ilse", "Oksana")
    expunge(crew, room)
    crew["Ilse"].record(room, [Recused()])
    crew.settle("Oksana", "Noor")
    crew["Noor"].record(room, [Recused()])
    crew.settle("Oksana")
    case = crew["Oksana"].case(room)
    assert case.expunged is not None
    assert crew["Oksana"].verify().ok


def test_an_older_file_put_in_does_not_bring_words_back(crew: Crew) -> None:
    """Rows of before, put into the file of after, are noticed as what they are."""
    room = closed_case(crew)
    crew.close()
    shutil.copy(crew.path, crew.path.with_suffix(".before"))
    crew.unlock("Noor")
    crew.unlock("Ilse")
    expunge(crew, room)
    crew.close()
    with sqlite3.connect(crew.path) as file:
        file.execute("ATTACH ? AS before", (str(crew.path.with_suffix(".before")),))
        file.execute(
            "UPDATE event SET sealed = (SELECT b.sealed FROM before.event b WHERE b.link = event.link) WHERE sealed = x''"
        )
    vault = crew.unlock("Ilse")
    with pytest.raises(PutBack):
        vault.case(room)
    assert not vault.verify().ok


def forged(crew: Crew, room: str) -> dict[str, Expunged]:
    """What a member with a program of their own might write in the place of two members' word."""
    gone = entries_to_go(crew["Ilse"]._shelf.room(bytes.fromhex(room)))
    digest = gone_digest(gone)
    noor, here = crew["Noor"]._open, bytes.fromhex(room)
    said = noor.state(here, "expunge", facts=digest)
    moved = [one.model_copy(update={"at": one.at + timedelta(days=1)}) for one in gone]
    richer = [one.model_copy(update={"left": {"outcome": "no action"}, "struck": "determination/1"}) for one in gone]
    return {
        "no word": Expunged(why="request", gone=gone),
        "their own word": Expunged(
            why="request", gone=gone, motion=crew["Ilse"]._open.state(here, "expunge", facts=digest)
        ),
        "a word that nobody signed": Expunged(
            why="request", gone=gone, motion=said.model_copy(update={"signature": "00" * 64})
        ),
        "a word in another case": Expunged(
            why="request", gone=gone, motion=noor.state(b"x" * 16, "expunge", facts=digest)
        ),
        "a word about less": Expunged(
            why="request", gone=gone, motion=noor.state(here, "expunge", facts=gone_digest([]))
        ),
        "another word": Expunged(why="request", gone=gone, motion=noor.state(here, "exclude", facts=digest)),
        "of somebody not cleared": Expunged(
            why="request", gone=gone, motion=crew["Oksana"]._open.state(here, "expunge", facts=digest)
        ),
        "entries elsewhere": Expunged(why="request", gone=tuple(moved), motion=said),
        "other figures": Expunged(why="request", gone=tuple(richer), motion=said),
        "other figures, with a word for them": Expunged(
            why="request", gone=tuple(richer), motion=noor.state(here, "expunge", facts=gone_digest(richer))
        ),
    }


FORGED = (
    "no word", "their own word", "a word that nobody signed", "a word in another case", "a word about less", "another word",
    "of somebody not cleared", "entries elsewhere", "other figures", "other figures, with a word for them",
)  # fmt: skip


@pytest.mark.parametrize("what", FORGED)
def test_an_expunging_cannot_be_forged(what: str, crew: Crew) -> None:
    """What does not come from two holders, or says of an entry what is not so, takes nothing out for anybody."""
    room = closed_case(crew)
    act = forged(crew, room)[what]
    with crew["Ilse"]._transaction() as core:
        append_acts(core, crew["Ilse"]._shelf.room(bytes.fromhex(room)), [act], None)
    crew.settle("Noor")
    case = crew["Noor"].case(room)
    assert [event.body.text for event in case.reports if isinstance(event.body, Received)] == [
        "Somebody shouted in the hallway."
    ]
    assert crew["Noor"].attachment(room, FILE) == MAIL
    assert not case.struck


def test_rules_for_when(crew: Crew) -> None:
    """Closed, kept as long as the team keeps cases, or on request; by holders, of whom there are two."""
    room = crew.case(cleared=("Ilse",))
    me, now = crew["Noor"].me, crew.source.now()

    def code(why: str = "retention") -> str:
        found = rules.expunge(crew["Noor"].case(room), me, crew.source.now(), why)  # type: ignore[arg-type]  # both are tried
        return found.code if isinstance(found, Refused) else "acts"

    assert code() == code("request") == "close-first"
    crew["Noor"].record(room, [Closed()])
    assert (code(), code("request")) == ("no-retention", "needs-another")
    crew["Noor"].manage(PolicyChanged(policy=Policy(retention_days=365)))
    assert code() == "kept-until"
    assert not rules.due(crew["Noor"].case(room), now)
    crew.source.advance(timedelta(days=365))
    assert code() == "needs-another"
    assert rules.due(crew["Noor"].case(room), crew.source.now())
    assert rules.kept_until(crew["Noor"].case(room)) == now + timedelta(days=365)
    alone = crew.case(code="copper-finch")
    crew["Noor"].record(alone, [Closed()])
    room = alone
    assert code("request") == "expunge-alone"


def test_the_key_changes(crew: Crew) -> None:
    """In the same transaction: the room's key of before opens nothing that is in the file."""
    room = closed_case(crew)
    before = crew["Ilse"]._shelf.room(bytes.fromhex(room)).key.generation
    expunge(crew, room)
    opened = crew["Ilse"]._shelf.room(bytes.fromhex(room))
    assert opened.key.generation != before
    assert not opened.strikes_pending
    assert isinstance(crew["Ilse"], Vault)


def test_no_copy_keeps_the_words(crew: Crew, tmp_path: Path) -> None:
    """Copies that coctui made are made anew, and the earlier ones deleted."""
    folder = tmp_path / "copies"
    folder.mkdir()
    room = closed_case(crew)
    crew["Ilse"].backup(folder)
    before = sealed(crew, room)
    crew.source.advance(timedelta(minutes=1))
    expunge(crew, room)
    crew.lock("Ilse")
    copies = [path.read_bytes() for path in folder.iterdir()]
    assert len(copies) == 1
    assert not any(part in copies[0] for part in before)
