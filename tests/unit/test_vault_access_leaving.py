"""Leaving a case, on one's own or by the word of two others; what goes with it, and what a strike takes out (VAULT.md 1, 3, 6)."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from coctui.models.access_events import Excluded, Recused
from coctui.models.content_events import Attached, FileRef, NoteWritten, PersonChanged, Strike
from coctui.models.items import Person
from coctui.models.statement import Card
from coctui.vault.errors import Damaged, NotAllowed, Unknown
from coctui.vault.lettering import card_now
from coctui.vault.room import RoomKey
from coctui.vault.unlock import unlock
from tests.team import Crew

CHUNK = 256 * 1024


@pytest.fixture
def crew(tmp_path: Path) -> Crew:
    """Noor, Ilse, Oksana and Paz."""
    return Crew.of(tmp_path, "Noor", "Ilse", "Oksana", "Paz")


def refused(code: str, act: Callable[[], Any]) -> None:
    """The rules refuse with this code."""
    with pytest.raises(NotAllowed) as error:
        act()
    assert error.value.code == code


def excluding(crew: Crew, name: str) -> list[Excluded]:
    """The act that excludes a member."""
    return [Excluded(seat=crew.seats[name])]


# By the word of two --------------------------------------------------------------------------------------------------


def test_two_holders_cannot_exclude_each_other(crew: Crew) -> None:
    """There is nobody who could second it: the motion goes to nobody."""
    room = crew.case(cleared=("Ilse",))
    for one, other in (("Noor", "Ilse"), ("Ilse", "Noor")):
        assert crew[one].move(room, "exclude", crew.seats[other]) == 0
        refused("needs-second", partial(crew[one].record, room, excluding(crew, other)))
    assert crew.standing("Ilse", room) == crew.standing("Noor", room) == "cleared"


def test_of_three_holders_two_exclude_the_third(crew: Crew) -> None:
    """One moves, the other acts; the key changes at once and nothing is left to see."""
    room = crew.case(cleared=("Ilse", "Oksana"))
    refused("needs-second", lambda: crew["Ilse"].record(room, excluding(crew, "Oksana")))
    assert crew["Noor"].move(room, "exclude", crew.seats["Oksana"]) == 1
    assert [m.target for m in crew["Ilse"].motions(room)] == [crew.seats["Oksana"]]
    assert crew["Oksana"].motions(room) == ()
    before = crew["Ilse"].case(room).access.generation
    after = crew["Ilse"].record(room, excluding(crew, "Oksana")).access
    assert after.generation != before
    assert not after.rotation_due
    assert crew.standing("Oksana", room) == ""
    with pytest.raises(Unknown):
        crew["Oksana"].case(room)
    assert crew["Ilse"].motions(room) == ()


def test_a_motion_is_good_for_seven_days_and_from_a_holder_only(crew: Crew) -> None:
    """An older one carries nothing, nor does that of somebody who has stepped aside since; a valid one beside it does."""
    room = crew.case(cleared=("Ilse", "Oksana", "Paz"))
    crew["Noor"].move(room, "exclude", crew.seats["Oksana"])
    crew.source.advance(timedelta(days=8))
    refused("needs-second", lambda: crew["Ilse"].record(room, excluding(crew, "Oksana")))
    assert crew["Ilse"].motions(room) == ()
    crew["Paz"].refresh()
    crew["Paz"].move(room, "exclude", crew.seats["Oksana"])
    crew["Paz"].record(room, [Recused()])
    refused("needs-second", lambda: crew["Ilse"].record(room, excluding(crew, "Oksana")))
    for _ in range(4):
        crew["Noor"].move(room, "exclude", crew.seats["Oksana"])
    crew["Ilse"].record(room, excluding(crew, "Oksana"))
    assert crew.standing("Oksana", room) == ""


def test_a_motion_that_is_settled_is_shown_to_nobody(crew: Crew) -> None:
    """Two colleagues got it, one acted: it does not wait for the other any more."""
    room = crew.case(cleared=("Ilse", "Oksana", "Paz"))
    crew["Noor"].move(room, "exclude", crew.seats["Oksana"])
    crew["Ilse"].record(room, excluding(crew, "Oksana"))
    crew["Paz"].refresh()
    assert crew["Paz"].motions(room) == ()


# What goes with a recusal --------------------------------------------------------------------------------------------


def test_drafts_of_a_case_go_when_one_steps_aside(crew: Crew) -> None:
    """The draft of a note goes with the case; another case's stays."""
    room, other = crew.case(cleared=("Ilse",)), crew.case(code="copper-finch", cleared=("Ilse",))
    for each in (room, other):
        crew["Ilse"].save_draft(f"note {each}", "She said that")
    crew["Ilse"].record(room, [Recused()])
    assert crew["Ilse"].drafts() == {f"note {other}": "She said that"}
    assert crew.unlock("Ilse").drafts() == {f"note {other}": "She said that"}


def test_drafts_of_a_case_go_when_one_is_excluded(crew: Crew) -> None:
    """Nothing is left that would tell of the case, wherever its owner unlocks next."""
    room = crew.case(cleared=("Ilse", "Oksana"))
    crew["Oksana"].save_draft(f"note {room}", "She said that")
    crew.lock("Oksana")
    crew["Noor"].move(room, "exclude", crew.seats["Oksana"])
    crew["Ilse"].record(room, excluding(crew, "Oksana"))
    assert crew.unlock("Oksana").drafts() == {}
    assert crew["Oksana"].sheet.held == {}


def test_what_was_written_stays(crew: Crew) -> None:
    """The notes of somebody who stepped aside count for ever, and the timeline says since when they are out."""
    room = crew.case(cleared=("Ilse",))
    crew["Ilse"].record(room, [NoteWritten(text="Called back.")])
    crew["Ilse"].record(room, [Recused()])
    crew.settle("Noor")
    case = crew["Noor"].case(room)
    assert [e.body.text for e in case.entries if isinstance(e.body, NoteWritten)] == ["Called back."]
    assert isinstance(case.entries[-2].body, Recused)


def test_one_s_own_sheet_and_drafts_are_there_again(crew: Crew) -> None:
    """Settings and drafts are kept sealed, and dropped when told so."""
    crew["Ilse"].write_settings({"veil": "5"})
    crew["Ilse"].save_draft("intake", "A call at night")
    crew["Ilse"].save_draft("intake", "A call at night, about")
    assert crew["Ilse"].draft("intake") == "A call at night, about"
    assert crew.unlock("Ilse").sheet.settings == {"veil": "5"}
    assert crew["Ilse"].drafts() == {"intake": "A call at night, about"}
    assert crew["Noor"].drafts() == {}
    crew["Ilse"].drop_draft("intake")
    assert crew.unlock("Ilse").draft("intake") is None


def at_once(crew: Crew, name: str) -> set[str]:
    """The code names in the list that a member, who is out, finds at once after unlocking."""
    crew.lock(name)
    with crew.computer_of(name):
        unlocked = unlock(crew.path, name, crew.passphrases[name], crew.source)
    snapshot = unlocked.snapshot()
    unlocked.close()
    return {row.case for row in snapshot.rows} if snapshot else set()


def test_when_somebody_leaves_only_that_line_waits(crew: Crew) -> None:
    """The rest of everybody's list is there at once; nothing of the case is left in the leaver's, with all their keys."""
    crew.case(cleared=("Ilse", "Oksana"), asked=("Paz",))
    room = crew.case(code="copper-finch", cleared=("Ilse", "Oksana"), asked=("Paz",))
    for name in ("Ilse", "Oksana", "Paz"):
        crew.unlock(name)
        assert at_once(crew, name) == {"amber-birch", "copper-finch"}
    crew["Noor"].move(room, "exclude", crew.seats["Oksana"])
    crew.unlock("Ilse").record(room, [*excluding(crew, "Oksana"), *excluding(crew, "Paz")])
    assert crew["Ilse"].rows()[1].case == "copper-finch"
    for name in ("Oksana", "Paz"):
        assert at_once(crew, name) == {"amber-birch"}
        assert [row.case for row in crew.unlock(name).rows()] == ["amber-birch"]
    assert at_once(crew, "Ilse") == {"amber-birch", "copper-finch"}


def test_old_letters_leave_the_log_with_who_was_asked_only(crew: Crew) -> None:
    """An exclusion that changes no key leaves no earlier card in the files: it is part of what opens an old line."""
    room = crew.case(asked=("Paz",))
    core = crew["Noor"]._open
    (card,) = core.store.one("SELECT card FROM room WHERE id = ?", bytes.fromhex(room))
    crew["Noor"].record(room, excluding(crew, "Paz"))
    assert card[:29] not in crew.raw()


# Letters -------------------------------------------------------------------------------------------------------------


def test_a_damaged_letter_is_mended_at_a_holders_unlock(crew: Crew) -> None:
    """Who holds the case writes all letters anew; who could not open it any more can."""
    room = crew.case(cleared=("Ilse",))
    crew.lock("Noor")
    crew.lock("Ilse")
    with closing(sqlite3.connect(crew.path)) as file, file:
        seat = bytes.fromhex(crew.seats["Ilse"])
        (sealed,) = file.execute(
            "SELECT sealed FROM letter WHERE seat = (SELECT n FROM seat WHERE id = ?) AND room = "
            "(SELECT n FROM room WHERE id = ?)",
            (seat, bytes.fromhex(room)),
        ).fetchone()
        file.execute("UPDATE letter SET sealed = ? WHERE sealed = ?", (bytes([*sealed[:-1], sealed[-1] ^ 1]), sealed))
    assert [finding.code for finding in crew.unlock("Noor").verify().findings] == ["letters"]
    assert crew["Noor"].work(1) == 1
    assert crew["Noor"].verify().ok
    crew.unlock("Ilse")
    assert crew.standing("Ilse", room) == "cleared"
    assert crew["Ilse"].case(room).code == "amber-birch"


# Strikes -------------------------------------------------------------------------------------------------------------


def opened(crew: Crew, room: str) -> bytes:
    """All that Noor's key of a case opens in its rows, end to end."""
    core = crew["Noor"]._open
    n = core.store.number("room", bytes.fromhex(room))
    key: RoomKey = crew["Noor"]._shelf.room(bytes.fromhex(room)).key
    return b"".join(key.open_event(row.link, row.sealed) for row in core.store.events(n or 0) if row.sealed)


def struck(crew: Crew, room: str, kind: str) -> Strike:
    """The strike of the newest entry of a kind."""
    entry = [e for e in crew["Noor"].case(room).entries if getattr(e.body, "kind", "") == kind][-1]
    files = [entry.body.file.id] if isinstance(entry.body, Attached) else []
    return Strike(link=entry.link, after=entry.after, at=entry.at, struck=kind, characters=31, files=tuple(files))


def test_struck_words_are_gone_and_the_chain_verifies(crew: Crew) -> None:
    """No key opens them any more; the old sealed bytes are gone from the files; the timeline says what was taken out."""
    room = crew.case(acts=[NoteWritten(text="Her number is in the wrong case.")], cleared=("Ilse",))
    strike = struck(crew, room, "note/1")
    core = crew["Noor"]._open
    (sealed,) = core.store.one("SELECT sealed FROM event WHERE link = ?", bytes.fromhex(strike.link))
    assert b"wrong case" in opened(crew, room)
    crew["Noor"].record(room, [strike])
    assert b"wrong case" not in opened(crew, room)
    assert core.store.one("SELECT sealed FROM event WHERE link = ?", bytes.fromhex(strike.link)) == (b"",)
    assert not any(sealed[start : start + 24] in crew.raw() for start in (13, len(sealed) // 2, len(sealed) - 24))
    for name in ("Noor", "Ilse"):
        vault = crew.unlock(name)
        assert vault.verify().ok
        assert vault.case(room).struck[strike.link].characters == 31


def test_a_struck_file_goes_with_its_bytes(crew: Crew) -> None:
    """The attachment's chunks are deleted, and nothing else is."""
    kept, gone = file_of("aa" * 16, b"attached bytes kept"), file_of("bb" * 16, b"attached bytes gone")
    files = {kept.id: b"attached bytes kept", gone.id: b"attached bytes gone"}
    room = crew.case(acts=[Attached(file=kept), Attached(file=gone)], files=files)
    crew["Noor"].record(room, [struck(crew, room, "attached/1")])
    assert crew["Noor"].attachment(room, kept) == b"attached bytes kept"
    with pytest.raises(Damaged):
        crew["Noor"].attachment(room, gone)
    assert crew["Noor"].verify().ok


def card_of(crew: Crew, room: str) -> Card:
    """The card of a case as it is sealed now, opened with its key."""
    card = card_now(crew["Noor"]._open, crew["Noor"]._shelf.room(bytes.fromhex(room)).key)
    assert card is not None
    return card


def test_a_new_card_says_nothing_that_was_struck(crew: Crew) -> None:
    """The card that a strike's rotation writes is that of the case without the struck words."""
    wrong = Person(id="cd" * 16, code="Quartz", part="reported person", name="Sunniva Wrongname")
    room = crew.case(acts=[PersonChanged(person=wrong)])
    assert "Wrongname" in repr(card_of(crew, room).facts.reported)
    crew["Noor"].record(room, [struck(crew, room, "person/1")])
    assert card_of(crew, room).facts.reported == ()


@pytest.mark.parametrize("asked", [False, True])
def test_words_that_went_to_the_card_are_struck_there_too(crew: Crew, asked: bool) -> None:
    """A wrong name among the reported persons is on the card as well: it goes everywhere, and its digest's salt with it."""
    wrong = Person(id="cd" * 16, code="Quartz", part="reported person", name="Sunniva Wrongname")
    room = crew.case(acts=[PersonChanged(person=wrong)], asked=("Ilse",) if asked else ())
    before = card_of(crew, room)
    assert before.about.encode() in opened(crew, room)
    crew["Noor"].record(room, [struck(crew, room, "person/1")])
    assert b"Wrongname" not in opened(crew, room)
    # Whoever reads the case could else try out names until the digest is the same.
    assert card_of(crew, room).salt != before.salt
    assert before.salt.encode() not in opened(crew, room)
    if asked:
        assert crew.standing("Ilse", room) == "asked"
        assert crew["Ilse"].card(room).facts.reported == ()


# Attachments ---------------------------------------------------------------------------------------------------------


def file_of(id: str, data: bytes) -> FileRef:
    """What an event says of a file."""
    return FileRef(
        id=id, name="log.txt", type="text/plain", size=len(data), sha256=hashlib.sha256(data).hexdigest(), original=True
    )


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 4 * CHUNK])
def test_a_file_of_any_size_comes_back_whole(crew: Crew, size: int) -> None:
    """Sealed in chunks of 256 KiB, also after the key has changed; known again by its bytes to those who see the case."""
    data = bytes(range(256)) * (size // 256) + bytes(size % 256)
    file = file_of("ab" * 16, data)
    room = crew.case(
        acts=[crew.report(files=[file])], files={file.id: data}, cleared=("Ilse", "Oksana"), asked=("Paz",)
    )
    crew["Oksana"].record(room, [Recused()])
    crew.settle("Noor", "Ilse")
    assert crew["Ilse"].attachment(room, file) == data
    assert crew["Ilse"].known(file.sha256) == room
    crew.settle("Oksana", "Paz")
    assert crew["Oksana"].known(file.sha256) is None
    assert crew["Paz"].known(file.sha256) is None
    with pytest.raises(NotAllowed):
        crew["Oksana"].attachment(room, file)


def test_an_attachment_belongs_to_an_entry(crew: Crew) -> None:
    """Bytes without an entry, or an entry without bytes: nothing is written."""
    room, file = crew.case(), file_of("ab" * 16, b"attached bytes")
    for acts, files in (([Attached(file=file)], {}), ([NoteWritten(text="See there.")], {file.id: b"attached bytes"})):
        with pytest.raises(Damaged):
            crew["Noor"].record(room, acts, files)
    assert len(crew["Noor"].case(room).entries) == 2
    assert crew["Noor"].verify().ok
