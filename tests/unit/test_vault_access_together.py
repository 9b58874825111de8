"""Several programs have one vault open: nobody writes on what they saw before, a closed case closes, one waits for another."""

import hashlib
from contextlib import closing
from pathlib import Path

import pytest

from coctui.models.access_events import Excluded, Recused
from coctui.models.content_events import Attached, FileRef, NoteWritten
from coctui.models.team_events import Removed
from coctui.vault.unlock import unlock
from tests.team import Crew, remember_keys


@pytest.fixture(autouse=True)
def _remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    remember_keys(monkeypatch)


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
            assert unlocked.rows == kept
