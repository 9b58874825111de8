"""Who gets what, line by line as docs/security.md says it: what a key opens, and what none does.

A seat's hands try every secret that it ever came by on every sealed byte (oracle_keys.py): no door of ours is asked.
"""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coctui.models.access import Access
from coctui.models.access_events import Excluded, Lettered, Recused
from coctui.models.content_events import FileRef, NoteWritten, PersonChanged
from coctui.models.items import Person
from coctui.vault.door import Vault
from coctui.vault.errors import Locked
from coctui.vault.lettering import Recipient, case_recipients
from coctui.vault.seat import Seat
from coctui.vault.unlock import unlock
from tests.faults.oracle_keys import Hands, Image, read_image
from tests.team import Crew

WORDS = ("staircase", "Quartz of the example", "thought about it")
MAIL = b"attached bytes of the mail, with the staircase"
FILE = FileRef(
    id="ab" * 16, name="staircase.eml", type="message/rfc822", size=len(MAIL), sha256=hashlib.sha256(MAIL).hexdigest()
)


class Story:
    """One case in every relation that a member can have to it, and a copy of the file from before somebody stepped aside."""

    def __init__(self, folder: Path) -> None:
        self.crew = crew = Crew.of(folder, "Noor", "Ilse", "Oksana", "Paz", "Tamsin")
        person = PersonChanged(person=Person(id="cd" * 16, code="Quartz", part="reported person", name=WORDS[1]))
        acts = [crew.report(f"On the {WORDS[0]}.", files=[FILE]), person]
        self.room = crew.case(acts=acts, files={FILE.id: MAIL}, cleared=("Ilse",), asked=("Oksana",))
        self.other = crew.case(code="copper-finch", cleared=("Ilse",))
        crew["Noor"].record(self.room, [Excluded(seat=crew.seats["Paz"])])
        self.seats = {name: crew[name]._open.seat for name in crew.seats}
        crew.close()
        self.before = folder / "before.coctui"
        shutil.copy(crew.path, self.before)
        crew.unlock("Ilse")
        crew["Ilse"].record(self.room, [Recused()])
        self.unfinished = folder / "unfinished.coctui"
        crew.close()
        shutil.copy(crew.path, self.unfinished)
        crew.unlock("Noor")
        crew.settle("Noor")
        crew["Noor"].record(self.room, [NoteWritten(text=f"I have {WORDS[2]}.")])
        crew.close()

    def image(self, path: Path | None = None) -> Image:
        """Every sealed byte of a file."""
        with closing(sqlite3.connect(path or self.crew.path)) as file:
            return read_image(file)

    def hands(self, who: str | Seat, *files: Path) -> Hands:
        """What somebody comes by who gets hold of these files, one after the other, and then of the newest one."""
        seat = self.seats[who] if isinstance(who, str) else who
        hands = Hands(seat)
        with closing(sqlite3.connect(self.crew.path)) as file:
            vault = file.execute("SELECT vault FROM vault").fetchone()[0]
        for path in (*files, self.crew.path):
            hands.take(vault, self.image(path))
        return hands

    def opened(self, hands: Hands, room: str | None = None) -> dict[str, int]:
        """How many blobs of each table these hands open in a case of the newest file."""
        here = bytes.fromhex(room or self.room)
        found: dict[str, int] = {}
        for blob in hands.opened:
            if blob.room == here and blob.table in ("event", "card", "attachment"):
                found[blob.table] = found.get(blob.table, 0) + 1
        return found

    def all_of(self, room: str | None = None, path: Path | None = None) -> dict[str, int]:
        """How many there are."""
        here, found = bytes.fromhex(room or self.room), dict[str, int]()
        for blob in self.image(path).blobs:
            if blob.room == here and blob.table in ("event", "card", "attachment"):
                found[blob.table] = found.get(blob.table, 0) + 1
        assert found
        return found


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """Told once."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("story")
        patch.setenv("HOME", str(folder / "home"))
        story = Story(folder)
        yield story
        story.crew.close()


def test_a_thief_sees_numbers_and_no_words(story: Story) -> None:
    """Whoever has the file counts rows, sees sizes and ids; of names, words, times and code names there is nothing."""
    raw = story.crew.path.read_bytes()
    for word in (
        *WORDS,
        "Noor",
        "Ilse",
        "amber-birch",
        "PyLadiesCon",
        "2026-12-05",
        "staircase.eml",
        "reported person",
    ):
        assert word.encode() not in raw, word
    with closing(sqlite3.connect(story.crew.path)) as file:
        assert file.execute("SELECT COUNT(*) FROM room").fetchone() == (3,), "the team and two cases"
        assert file.execute("SELECT COUNT(*) FROM seat").fetchone() == (5,)
        assert file.execute("SELECT COUNT(DISTINCT seat) FROM event").fetchone()[0] >= 2, "which seat wrote is in clear"
        assert min(file.execute("SELECT LENGTH(sealed) FROM event WHERE sealed <> x''").fetchall())[0] > 0


def test_somebody_with_keys_of_their_own_gets_no_more(story: Story) -> None:
    """A seat that is on no team opens nothing at all."""
    hands = story.hands(Seat(bytes(32)))
    assert not hands.opened


def test_an_asked_member_gets_the_card(story: Story) -> None:
    """And nothing else of the case."""
    assert story.opened(story.hands("Oksana")) == {"card": 1}


@pytest.mark.parametrize("name", ["Paz", "Tamsin"])
def test_an_excluded_member_gets_what_one_gets_who_was_never_asked(name: str, story: Story) -> None:
    """Nothing; and their letter is as long as anybody's."""
    assert story.opened(story.hands(name)) == {}
    lengths = {
        len(blob.sealed) for blob in story.image().blobs if blob.table == "letter" and blob.room.hex() == story.room
    }
    assert len(lengths) == 1


def test_who_stepped_aside_gets_nothing_from_the_current_file(story: Story) -> None:
    """Their own other cases they open as before."""
    hands = story.hands("Ilse")
    assert story.opened(hands) == {}
    assert story.opened(hands, story.other) == story.all_of(story.other)


def test_who_stepped_aside_and_kept_an_older_copy(story: Story) -> None:
    """They have what they could read then, in that copy; nothing in the current file, neither old nor new."""
    hands = Hands(story.seats["Ilse"])
    with closing(sqlite3.connect(story.before)) as file:
        vault = file.execute("SELECT vault FROM vault").fetchone()[0]
    hands.take(vault, story.image(story.before))
    assert story.opened(hands) == story.all_of(path=story.before)
    hands.take(vault, story.image())
    assert story.opened(hands) == {}


def test_a_recusal_waits_for_a_colleague(story: Story) -> None:
    """Until somebody who stays runs coctui the key of before is in use: a program of their own could still read."""
    hands = Hands(story.seats["Ilse"])
    with closing(sqlite3.connect(story.before)) as file:
        vault = file.execute("SELECT vault FROM vault").fetchone()[0]
    hands.take(vault, story.image(story.before))
    hands.take(vault, story.image(story.unfinished))
    assert "event" in story.opened(hands)


def test_one_key_opens_all_of_its_generation(story: Story) -> None:
    """Who gets a case's key, from a member who passes it on or from a computer, reads all that it seals, old and new."""
    holder = story.hands("Noor")
    stranger = Hands(Seat(b"s" * 32), secrets=set(holder.secrets))
    with closing(sqlite3.connect(story.crew.path)) as file:
        vault = file.execute("SELECT vault FROM vault").fetchone()[0]
    stranger.take(vault, story.image())
    assert story.opened(stranger) == story.all_of()


def test_an_old_passphrase_with_an_older_copy(story: Story, tmp_path: Path) -> None:
    """A changed passphrase does not change the seat: what was opened once with the old one opens the current file too."""
    crew = story.crew
    path = tmp_path / "changed.coctui"
    shutil.copy(crew.path, path)
    vault = Vault.open(path, "Noor", crew.passphrases["Noor"], source=crew.source)
    vault.change_passphrase(vault.prove("Noor", crew.passphrases["Noor"]), "Noor", "eight words that nobody else knows")
    vault.lock()
    older = unlock(story.before, "Noor", crew.passphrases["Noor"])
    older.close()
    hands = Hands(older.seat)
    hands.take(older.vault, story.image(path))
    assert story.opened(hands) == story.all_of(path=path)


def test_an_older_file_on_a_new_computer_is_not_noticed(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What this computer never saw it cannot miss: there only a colleague's words, read aloud, tell."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "new"))
    path = tmp_path / "older.coctui"
    shutil.copy(story.before, path)
    vault = Vault.open(path, "Ilse", story.crew.passphrases["Ilse"])
    assert "amber-birch" in {row.case for row in vault.rows()}
    older = vault.tips(story.crew.seats["Noor"])[0].words
    vault.lock()
    current = tmp_path / "current.coctui"
    shutil.copy(story.crew.path, current)
    noor = Vault.open(current, "Noor", story.crew.passphrases["Noor"])
    assert noor.tips(story.crew.seats["Ilse"])[0].words != older
    noor.lock()


def test_reading_leaves_no_trace(story: Story, tmp_path: Path) -> None:
    """Who held the key from when to when stands in the case; whether they looked does not."""
    path = tmp_path / "read.coctui"
    shutil.copy(story.crew.path, path)
    counted = []
    for looks in (False, True):
        vault = Vault.open(path, "Noor", story.crew.passphrases["Noor"])
        if looks:
            assert any(WORDS[2] in str(entry.body.model_dump()) for entry in vault.case(story.room).entries)
        vault.lock()
        with closing(sqlite3.connect(path)) as file:
            counted.append(file.execute("SELECT COUNT(*) FROM event").fetchone())
    assert counted[0] == counted[1]


def test_an_unlocked_vault_shows_all_and_a_locked_one_nothing(story: Story, tmp_path: Path) -> None:
    """Whoever sits at an unlocked computer reads what its member reads; locking drops keys and models."""
    path = tmp_path / "open.coctui"
    shutil.copy(story.crew.path, path)
    vault = Vault.open(path, "Noor", story.crew.passphrases["Noor"])
    assert vault.case(story.room).persons[0].name == WORDS[1]
    assert vault.attachment(story.room, FILE) == MAIL
    vault.lock()
    for act in (lambda: vault.case(story.room), lambda: vault.sheet, vault.drafts):
        with pytest.raises(Locked):
            act()
    assert vault._shelf.marks == {}
    assert vault._shelf.core.team_key is None


def test_a_holder_can_shut_a_colleague_out_and_is_named(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a program of their own they write a letter that opens nothing; the case is gone for the colleague, and their
    signed entry is the newest that wrote letters.
    """
    path = tmp_path / "false.coctui"
    shutil.copy(story.crew.path, path)
    noor = Vault.open(path, "Noor", story.crew.passphrases["Noor"], source=story.crew.source)
    ilse = bytes.fromhex(story.crew.seats["Ilse"])

    def without_ilse(access: Access) -> dict[bytes, Recipient]:
        return {s: to._replace(kind="nothing") if s == ilse else to for s, to in case_recipients(access).items()}

    monkeypatch.setattr("coctui.vault.recording.case_recipients", without_ilse)
    case = noor.record(story.other, [Lettered()])
    assert case.entries[-1].seat == noor.me
    noor.lock()
    shut_out = Vault.open(path, "Ilse", story.crew.passphrases["Ilse"], source=story.crew.source)
    assert story.other not in {row.room for row in shut_out.rows()}
    shut_out.lock()
