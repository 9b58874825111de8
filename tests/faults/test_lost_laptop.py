"""A lost computer, in one act: its seat is ended, keys change, and what it had then opens nothing of what lies there now."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coctui.casework.result import Refused
from coctui.models.content_events import NoteWritten, ShownOutside
from coctui.screens.lost import Ended, end_seat
from coctui.vault import copies
from tests.faults.oracle_keys import Hands, read_image
from tests.team import Crew
from tests.unit.cli_desk import Desk, house


class Lost:
    """Ilse holds a case with Noor and one with Oksana alone, is asked about a third; then her computer is gone."""

    def __init__(self, folder: Path, *, hidden: bool = True) -> None:
        self.crew = crew = Crew.of(folder / "team", "Noor", "Ilse", "Oksana")
        self.seat = crew["Ilse"]._open.seat
        self.shared = crew.case(cleared=("Ilse",))
        self.asked = crew.case(code="copper-finch", asked=("Ilse",))
        self.theirs = crew.case(by="Ilse", code="velvet-linden", cleared=("Oksana",)) if hidden else ""
        crew["Ilse"].refresh()
        crew["Ilse"].record(self.shared, [ShownOutside(how="saved", what="case")])
        crew.lock("Ilse")
        self.laptop = folder / "laptop.coctui"
        crew.close()
        shutil.copy(crew.path, self.laptop)

    def ended(self) -> Ended:
        """What Noor does."""
        noor = self.crew.unlock("Noor")
        found = end_seat(noor, self.crew.seats["Ilse"])
        assert isinstance(found, Ended)
        noor.record(self.shared, [NoteWritten(text="Written after it was lost.")])
        return found

    def opens(self, *files: Path) -> dict[str, set[str]]:
        """What the lost seat opens of each case, of everything in these files, with all that the laptop had."""
        hands = Hands(self.seat)
        with closing(sqlite3.connect(self.crew.path)) as file:
            vault = file.execute("SELECT vault FROM vault").fetchone()[0]
        for path in (self.laptop, *files):
            with closing(sqlite3.connect(path)) as file:
                hands.take(vault, read_image(file))
        names = {self.shared: "shared", self.asked: "asked", self.theirs: "theirs"}
        found: dict[str, set[str]] = {}
        for blob in hands.opened:
            if blob.table in ("event", "card", "attachment") and blob.room.hex() in names:
                found.setdefault(names[blob.room.hex()], set()).add(blob.table)
        return found


@pytest.fixture
def usual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Copies come by themselves, in two places."""
    folders = (tmp_path / "team" / "copies", tmp_path / "elsewhere")
    monkeypatch.setattr(copies, "usual_places", lambda *_: folders)
    return folders


def test_what_the_laptop_had_opens_nothing_now(tmp_path: Path, usual: tuple[Path, Path]) -> None:
    """Neither the vault nor a copy of it, once the holders of each case have unlocked; before, the laptop's own file only."""
    lost = Lost(tmp_path)
    assert lost.opens() == {"shared": {"event", "card"}, "asked": {"card"}, "theirs": {"event", "card"}}
    lost.ended()
    assert lost.opens(lost.crew.path) == {"theirs": {"event", "card"}}, "the case that its remover cannot see waits"
    oksana = lost.crew.unlock("Oksana")
    oksana.work(60)
    lost.crew.settle("Noor")
    lost.crew.close()
    made = [path for folder in usual if folder.exists() for path in folder.glob("*.coctui")]
    assert made
    for path in (lost.crew.path, *made):
        assert lost.opens(path) == {}, path.name


def test_what_it_had_is_said_of_visible_cases_only(tmp_path: Path, usual: tuple[Path, Path]) -> None:
    """The same words, with a case that is hidden from who ends the seat, and without it; the code opens a new seat."""
    said = []
    for hidden in (True, False):
        folder = tmp_path / str(hidden)
        lost = Lost(folder, hidden=hidden)
        ended = lost.ended()
        said.append(ended.lines)
        if hidden:
            assert lost.crew.accept("Ilse", ended.code).member.name == "Ilse"
            assert {row.access for row in lost.crew["Ilse"].rows()} <= {"asked"}
        lost.crew.close()
    assert said[0] == said[1]
    assert sorted(said[0]) == [
        "amber-birch: could open it; once something of it was copied or saved outside",
        "copper-finch: saw its card, or could open it once",
    ]


def test_refused_like_any_new_seat(tmp_path: Path, usual: tuple[Path, Path]) -> None:
    """A chair does it, not for themself; nothing is changed before that."""
    lost = Lost(tmp_path)
    oksana, noor = lost.crew.unlock("Oksana"), lost.crew.unlock("Noor")
    for vault, seat, code in (
        (oksana, lost.crew.seats["Ilse"], "chair-only"), (noor, noor.me, "renew-another")
    ):  # fmt: skip
        found = end_seat(vault, seat)
        assert isinstance(found, Refused)
        assert found.code == code
    assert lost.crew.unlock("Ilse").rows()
    lost.crew.close()


def test_by_line_command(tmp_path: Path) -> None:
    """`member lost`: what it had, that each of those cases has a new key, words that name no case, and a code."""
    place = tmp_path / "desk"
    place.mkdir()
    with house(place) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        desk.join("Ilse", "lead")
        case = desk.do("Noor", "new", "--from", "-", "--ask", "Ilse", stdin='{"text": "something"}').json["case"]
        desk.do("Ilse", "answer", case, "clear")
        desk.do("Noor", "list")
        assert desk.do("Ilse", "member", "lost", "Noor").error["code"] == "chair-only"
        told = desk.do("Noor", "member", "lost", "Ilse").json
        assert told["had"] == [{"case": case, "held": True, "outside": 0, "new_key": True}]
        assert case not in told["words"]
        assert "Ilse's computer is lost." in told["words"]
        assert desk.do("Ilse", "list").status == 1
        code = desk.file("code", told["code"])
        assert desk.do("Ilse", "member", "accept", "Ilse anew", "--code-file", code).status == 0
