"""Several programs have one vault open: nobody writes on what they saw before, a closed case closes, one waits for another."""

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from coctui.models.access_events import Asked, Excluded, Recused
from coctui.models.content_events import Attached, FileRef, NoteWritten
from coctui.models.team_events import Removed
from coctui.vault import trail
from coctui.vault.errors import Busy, NoRoom, NotAllowed, Unknown
from coctui.vault.store import Store
from coctui.vault.unlock import unlock
from tests.team import Crew


def test_work_begins_by_looking(tmp_path: Path) -> None:
    """What is due is done by a program that has not looked since, and on what lies in the file now."""
    crew = Crew.of(tmp_path)
    room = crew.case(cleared=("Ilse", "Oksana"))
    crew["Ilse"].record(room, [Recused()])
    assert crew["Noor"].work(60) == 1
    assert crew["Oksana"].work(60) == 0
    assert crew["Oksana"].verify().ok


def test_an_answer_said_again_is_about_the_card_of_now(tmp_path: Path) -> None:
    """Who has not looked since the card was written anew says an answer again without stumbling over it."""
    crew = Crew.of(tmp_path, "Noor", "Ilse", "Oksana", "Paz")
    room = crew.case(asked=("Ilse",))
    crew.answer("Ilse", room)
    crew["Noor"].record(room, [Excluded(seat=crew.seats["Paz"])])
    crew["Ilse"].work(60)
    crew.settle("Noor")
    assert crew.standing("Ilse", room) == "cleared"


def test_what_was_answered_before_stepping_aside_answers_no_new_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who steps aside and is asked anew is asked: not even a full disk right after the act lets an old answer be said again."""
    crew = Crew.of(tmp_path)
    room = crew.case(asked=("Ilse",))
    crew.answer("Ilse", room)
    crew["Noor"].work(60)

    def full(_: Store) -> bool:
        raise NoRoom

    with monkeypatch.context() as patch:
        patch.setattr(Store, "checkpoint", full)
        crew["Ilse"].record(room, [Recused()])
    crew["Noor"].record(room, [Asked(seat=crew.seats["Ilse"])])
    crew["Ilse"].work(60)
    crew.settle("Noor")
    assert crew.standing("Ilse", room) == "asked"


def test_reading_looks_first(tmp_path: Path) -> None:
    """A case, a card and a file that another program sealed anew a moment ago are read, not called damaged."""
    crew = Crew.of(tmp_path, "Noor", "Ilse", "Oksana", "Paz")
    data = b"attached bytes"
    file = FileRef(id="ab" * 16, name="chat.txt", type="text/plain", size=14, sha256=hashlib.sha256(data).hexdigest())
    room = crew.case(cleared=("Ilse", "Oksana"), asked=("Paz",), acts=[Attached(file=file)], files={file.id: data})
    crew["Oksana"].record(room, [Recused()])
    crew["Noor"].work(60)
    assert crew["Ilse"].attachment(room, file) == data
    assert crew["Ilse"].case(room).code == "amber-birch"
    assert crew["Paz"].card(room).facts.code == "amber-birch"


def test_what_an_act_of_ones_own_found_is_news_still(tmp_path: Path) -> None:
    """Refresh tells of a colleague's entry also when an act of one's own has read it before."""
    crew = Crew.of(tmp_path)
    room = crew.case(cleared=("Ilse",))
    crew["Ilse"].record(room, [NoteWritten(text="Called back.")])
    crew["Noor"].save_draft("note", "They said")
    assert crew["Noor"].refresh()
    assert not crew["Noor"].refresh()


def test_locking_late_keeps_nothing_of_a_closed_case(tmp_path: Path) -> None:
    """Who is excluded or removed while their program shows the case keeps no line and no key of it by locking."""
    crew = Crew.of(tmp_path, "Noor", "Ilse", "Oksana", "Paz")
    room = crew.case(cleared=("Ilse", "Oksana"), asked=("Paz",))
    crew["Noor"].record(room, [Excluded(seat=crew.seats["Paz"])])
    crew["Noor"].manage(Removed(seat=crew.seats["Ilse"]))
    crew.lock("Paz")
    crew.lock("Ilse")
    for name, kept in (("Paz", ()), ("Ilse", None)):
        with closing(unlock(crew.path, name, crew.passphrases[name])) as unlocked:
            snapshot = unlocked.snapshot()
            assert (snapshot.rows if snapshot else None) == kept


def test_a_case_that_was_left_elsewhere_closes(tmp_path: Path) -> None:
    """The same member has it open in two programs: what one leaves, the other has no more, by looking or by acting."""
    for look in (True, False):
        crew = Crew.of(tmp_path / str(look))
        room = crew.case(cleared=("Ilse",))
        first = crew["Ilse"]
        crew.second("Ilse").record(room, [Recused()])
        if look:
            assert first.refresh()
            assert [row.access for row in first.rows()] == ["recused"]
        with pytest.raises(NotAllowed):
            first.record(room, [NoteWritten(text="Called back.")])
        with pytest.raises(NotAllowed):
            first.case(room)
        first.lock()


def test_a_case_that_one_was_excluded_from_closes(tmp_path: Path) -> None:
    """Who is excluded by two others has neither line nor case after looking, and nothing to find it by."""
    crew = Crew.of(tmp_path)
    room = crew.case(cleared=("Ilse", "Oksana"))
    crew["Noor"].move(room, "exclude", crew.seats["Oksana"])
    crew["Ilse"].record(room, [Excluded(seat=crew.seats["Oksana"])])
    assert crew["Oksana"].refresh()
    assert crew["Oksana"].rows() == ()
    for act in (
        crew["Oksana"].case,
        crew["Oksana"].card,
        crew["Oksana"].motions,
        lambda _: crew["Oksana"].find("amber"),
    ):
        with pytest.raises(Unknown):
            act(room)


def test_one_program_waits_for_another_and_then_says_so(tmp_path: Path) -> None:
    """While somebody else writes, an act waits, then is refused whole (exit 6); afterwards it can be done again."""
    crew = Crew.of(tmp_path)
    room = crew.case(cleared=("Ilse",))
    crew["Ilse"]._open.store.connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(crew.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for act in (
            lambda: crew["Ilse"].record(room, [NoteWritten(text="Called back.")]),
            lambda: crew["Ilse"].save_draft("intake", "A call"),
            lambda: crew["Ilse"].write_settings({"veil": "5"}),
        ):
            with pytest.raises(Busy) as error:
                act()
            assert error.value.status == 6
        assert crew["Ilse"].case(room).code == "amber-birch"
        other.execute("ROLLBACK")
    assert crew["Ilse"].drafts() == crew["Ilse"].sheet.settings == {}
    case = crew["Ilse"].record(room, [NoteWritten(text="Called back.")])
    assert sum(isinstance(entry.body, NoteWritten) for entry in case.entries) == 1


def test_two_programs_of_one_member_lose_nothing_of_each_other(tmp_path: Path) -> None:
    """Settings and drafts written in turn by two programs are all there."""
    crew = Crew.of(tmp_path)
    first = crew["Ilse"]
    second = crew.second("Ilse")
    first.write_settings({"veil": "5", "sort": "age"})
    second.write_settings({"zone": "UTC", "sort": ""})
    second.save_draft("one", "A call")
    first.save_draft("two", "A mail")
    room = crew.case(asked=("Ilse",))
    first.answer(room, "no conflict")
    second.refresh()
    assert second.sheet.settings == {"veil": "5", "zone": "UTC"}
    assert second.drafts() == {"one": "A call", "two": "A mail"}
    assert room in second.sheet.answers
    first.lock()
    assert crew.unlock("Ilse").drafts() == {"one": "A call", "two": "A mail"}


def test_a_reader_elsewhere_only_delays_the_cleaning_up(tmp_path: Path) -> None:
    """A changed key counts at once; old pages that a reader keeps alive go as soon as it has finished."""
    crew = Crew.of(tmp_path)
    room = crew.case(cleared=("Ilse",))
    crew["Ilse"].record(room, [Recused()])
    crew["Noor"]._open.store.connection.execute("PRAGMA busy_timeout = 1")
    wal = crew.path.with_name(crew.path.name + "-wal")
    with closing(sqlite3.connect(crew.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM event").fetchone()
        assert crew["Noor"].work(60) == 1
        meanwhile = (crew["Noor"].cleaning_up, wal.stat().st_size > 0)
        reader.execute("ROLLBACK")
    crew["Noor"].work(60)
    assert (meanwhile, crew["Noor"].cleaning_up, wal.stat().st_size) == ((True, True), False, 0)


def test_who_writes_while_somebody_looks_is_seen_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the middle of Ilse's look Noor writes: Ilse sees the file as it was at one moment, calls nothing damaged, and then has both."""
    crew = Crew.of(tmp_path, "Noor", "Ilse")
    room = crew.case(cleared=("Ilse",))
    counts, during = trail._check_counts, ["two"]

    def and_noor_writes(store: Store, tips: Mapping[int, int]) -> None:
        if during and store is crew["Ilse"]._open.store:
            crew["Noor"].record(room, [NoteWritten(text=during.pop())])
        counts(store, tips)

    monkeypatch.setattr(trail, "_check_counts", and_noor_writes)
    crew["Noor"].record(room, [NoteWritten(text="one")])
    for expected in (["one"], ["one", "two"]):
        assert crew["Ilse"].refresh()
        entries = crew["Ilse"]._shelf.room(bytes.fromhex(room)).case.entries
        assert [entry.body.text for entry in entries if isinstance(entry.body, NoteWritten)] == expected
    assert crew["Ilse"].verify().ok
    crew.close()
