"""After somebody leaves a case, by whichever door: every key that they ever had, on every file of all seats, copies included.

The long histories of `test_oracle.py` share two folders of copies; here each seat has a computer of its own, and a
stick and a copy made by hand lie about as well.
"""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from platformdirs import user_state_path

from coctui.models.access_events import Excluded, Recused
from coctui.models.content_events import Attached, NoteWritten
from coctui.models.team_events import Removed
from coctui.vault import copies
from tests.faults.oracle_keys import Attackers, Blob, read_image
from tests.faults.oracle_machine import Overheard, bytes_of, file_of
from tests.team import START, Crew

NAMES = ("Noor", "Ilse", "Oksana", "Paz")
LEAVER = "Oksana"
GONE = ("removed", "lost")
"""Whose own computer coctui does not reach any more: what lies there stays as it was, and `member lost` says so."""


@pytest.fixture(autouse=True)
def _each_at_home(monkeypatch: pytest.MonkeyPatch) -> None:

    def places(path: Path, _: bytes) -> tuple[Path, ...]:
        here = user_state_path("coctui", appauthor=False)
        return here / "beside", here / "elsewhere"

    monkeypatch.setattr(copies, "usual_places", places)


class Watched:
    """Three holders and one who never had the case; all that each of them ever could open is known."""

    def __init__(self, folder: Path) -> None:
        self.crew, self.attackers = Crew(folder), Attackers()
        self.crew.source = Overheard(3, START)
        core = self.crew.found(NAMES[0])._open
        for name in NAMES[1:]:
            self.crew.join(name)
        self.attackers.begin(self.crew.path, core.vault)
        for name in NAMES:
            self.attackers.join(self.crew[name]._open.seat)
        file = file_of("ab" * 16)
        self.room = self.crew.case(
            cleared=("Ilse", LEAVER), acts=[Attached(file=file)], files={file.id: bytes_of(file.id)}
        )
        self.attackers.look()

    def works(self, *names: str) -> None:
        """They unlock where they sit, and do what is due; nothing that is opened meanwhile is ever forgotten."""
        for name in names:
            if name in self.crew.open:
                with self.crew.computer_of(name):
                    self.crew.settle(name)
            self.attackers.look()

    def files(self, *but: str) -> list[Path]:
        """The vault and every copy that coctui made, but for those on the computers of these members."""
        out = [self.crew.folder / "computers" / name for name in but]
        found = sorted(self.crew.folder.rglob("*.coctui"))
        return [path for path in found if not any(folder in path.parents for folder in out)]

    def opened(self, seat: str, path: Path) -> list[Blob]:
        """What of the case in a file a seat opens with anything that it ever had."""
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            image = read_image(connection)
        hands = self.attackers.hands[seat]
        hands.take(self.attackers.vault, image)
        tables = ("event", "attachment", "card")
        return [blob for blob in hands.opened if blob.room.hex() == self.room and blob.table in tables]

    def open_nothing(self, leaver: str, files: list[Path]) -> None:
        """None of these opens for the leaver, nor for who never had the case; each does for who stays."""
        assert len(files) >= 4
        for path in files:
            where = path.relative_to(self.crew.folder)
            assert self.opened(leaver, path) == [], where
            assert self.opened(self.crew.seats["Paz"], path) == [], where
            assert self.opened(self.crew.seats["Noor"], path), where


@pytest.mark.parametrize("how", ["recused", "excluded", *GONE])
def test_no_file_of_any_seat_opens_with_what_the_leaver_had(how: str, tmp_path: Path) -> None:
    """Once those who stay have unlocked where their copies lie: no event, no attachment, no card, in no file.

    Who never had the case renews no copy for its sake, which would tell them of it: theirs roll, within seven days of work.
    """
    watched = Watched(tmp_path / "desk")
    crew, room, leaver = watched.crew, watched.room, watched.crew.seats[LEAVER]
    out_of_reach = (LEAVER,) if how in GONE else ()
    for _ in range(2):
        watched.works(*NAMES)
        crew.source.advance(timedelta(hours=2))
    with crew.computer_of("Ilse"):
        crew["Ilse"].backup(tmp_path / "desk" / "by-hand.coctui")
    before = watched.files()
    assert len(before) == 2 * len(NAMES) + 2 + 2  # Paz keeps two of each place already
    assert all(watched.opened(leaver, path) for path in before)

    noor = crew["Noor"]
    match how:
        case "recused":
            crew[LEAVER].record(room, [Recused()])
        case "excluded":
            noor.move(room, "exclude", leaver)
            crew["Ilse"].refresh()
            crew["Ilse"].record(room, [Excluded(seat=leaver)])
        case "removed":
            noor.manage(Removed(seat=leaver))
        case _:
            noor.renew(leaver)
    if how in GONE:
        crew.lock(LEAVER)
    watched.works("Noor", "Ilse", LEAVER, "Paz")
    noor.refresh()
    noor.record(room, [NoteWritten(text="They will talk tomorrow.")])
    watched.works("Noor", "Ilse", LEAVER)
    watched.open_nothing(leaver, watched.files("Paz", *out_of_reach))

    for _ in range(8):
        crew.source.advance(timedelta(days=1))
        watched.works("Paz")
    watched.open_nothing(leaver, watched.files(*out_of_reach))
    watched.attackers.close()
    crew.close()
