"""Putting a copy back, and knowingly going on with an older file (VAULT.md 6)."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coctui.models.access_events import Excluded, Recused
from coctui.models.content_events import NoteWritten
from coctui.models.team_events import Restored
from coctui.vault import copies
from coctui.vault.copies import take_copy
from coctui.vault.door import Vault
from coctui.vault.errors import Busy, CannotRead, Damaged, Exists, NoCopy, Older, TwoNames, VaultError, WrongKey
from coctui.vault.unlock import Unlocked, unlock
from tests.team import Crew


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    """Noor and Ilse, and a case of both; no copies by themselves."""
    made = Crew.of(tmp_path / "team", "Noor", "Ilse")
    made["Noor"].write_settings({"copies": "off"})
    made.case(cleared=("Ilse",))
    yield made
    made.close()


def noted(crew: Crew, text: str) -> None:
    """Noor writes in the case and locks."""
    noor = crew.open.get("Noor") or crew.unlock("Noor")
    noor.record(noor.find("amber"), [NoteWritten(text=text)])
    crew.lock("Noor")


def opener(crew: Crew, name: str = "Noor", passphrase: str = "") -> Callable[[Path], Unlocked]:
    """How a member unlocks a file."""
    return lambda path: unlock(path, name, passphrase or crew.passphrases[name], crew.source)


def restored(crew: Crew, copy: Path, *, accept_older: bool = False, name: str = "Noor") -> Path | None:
    """Put a copy back at a member's computer."""
    with crew.computer_of(name):
        return Vault.restore(crew.path, copy, opener(crew, name), accept_older=accept_older, source=crew.source)


def taken(crew: Crew, name: str = "Noor") -> Vault:
    """Open the file that lies there, whatever it lacks."""
    with crew.computer_of(name):
        crew.open[name] = Vault.load(opener(crew, name)(crew.path), accept_older=True)
    return crew[name]


def notes(vault: Vault) -> list[str]:
    """What was noted in the case."""
    case = vault.case(vault.find("amber"))
    return [entry.body.text for entry in case.entries if isinstance(entry.body, NoteWritten)]


def chains(path: Path) -> dict[tuple[bytes, int], bytes]:
    """(writer, seq) to link of every event in a file."""
    with closing(sqlite3.connect(path)) as file:
        sql = "SELECT w.id, e.seq, e.link FROM event e JOIN writer w ON w.n = e.writer"
        return {(writer, seq): link for writer, seq, link in file.execute(sql)}


def test_a_copy_with_everything_takes_the_place(crew: Crew, tmp_path: Path) -> None:
    """What was there is kept, nothing is missing, and everybody opens it."""
    noted(crew, "one")
    take_copy(crew.path, tmp_path / "copy.coctui")
    before = chains(crew.path)
    crew.lock("Ilse")
    kept = restored(crew, tmp_path / "copy.coctui")
    assert kept is not None
    assert kept.parent == copies.beside(crew.path)
    assert chains(kept) == chains(crew.path) == before
    assert notes(crew.unlock("Noor")) == notes(crew.unlock("Ilse")) == ["one"]
    assert crew["Noor"].restored is None
    assert crew["Noor"].verify().ok


@pytest.mark.parametrize("in_place", [False, True])
def test_an_older_one_is_refused_until_somebody_knows_it(crew: Crew, tmp_path: Path, in_place: bool) -> None:
    """In words that name whose entries are missing; then the team reads of it, and goes on with a writer of its own."""
    crew.lock("Ilse")
    noted(crew, "one")
    take_copy(crew.path, tmp_path / "copy.coctui")
    noted(crew, "two")
    noted(crew, "three")
    newer = chains(crew.path)
    if in_place:
        # As `cp` does it: the same file on the disk, another content.
        kept = Path(shutil.copyfile(crew.path, tmp_path / "kept.coctui"))
        crew.path.write_bytes((tmp_path / "copy.coctui").read_bytes())
        with pytest.raises(Older, match="older"):
            crew.unlock("Noor")
    else:
        with pytest.raises(Older) as refused:
            restored(crew, tmp_path / "copy.coctui")
        assert "Noor" in refused.value.sentence
        assert "stepped aside" in refused.value.sentence
        assert chains(crew.path) == newer
        found = restored(crew, tmp_path / "copy.coctui", accept_older=True)
        assert found is not None
        kept = found
    noor = taken(crew)
    assert noor.restored is not None
    assert (noor.restored.entries, noor.restored.by) == (2, ("Noor",))
    assert notes(noor) == ["one"]
    with noor._transaction() as core:
        row = core.store.room(core.team_key.room) if core.team_key else None
        assert row is not None
        assert core.team_key is not None
        events = core.reader().read([core.team_key], core.store.events(row.n)).lanes["team"]
    assert [event.body.missing for event in events if isinstance(event.body, Restored)] == [0]
    crew.lock("Noor")
    noted(crew, "four")
    again = crew.unlock("Noor")
    assert again.restored is None
    assert notes(again) == ["one", "four"]
    assert again.verify().ok
    here, there = chains(crew.path), chains(kept)
    assert there == newer
    assert all(here[place] == there[place] for place in set(here) & set(there)), "a (writer, seq) was used twice"


def test_a_newer_file_that_turns_up_after_all_is_merged(crew: Crew, tmp_path: Path) -> None:
    """All that the older one lacked is back, beside what was written since; who stepped aside is out again."""
    crew.lock("Ilse")
    noted(crew, "one")
    take_copy(crew.path, tmp_path / "copy.coctui")
    noted(crew, "two")
    ilse = crew.unlock("Ilse")
    ilse.record(ilse.find("amber"), [Recused()])
    crew.lock("Ilse")
    noted(crew, "three")
    newer = Path(shutil.copyfile(crew.path, tmp_path / "newer.coctui"))
    restored(crew, tmp_path / "copy.coctui", accept_older=True)
    noor = taken(crew)
    room = noor.find("amber")
    noor.record(room, [NoteWritten(text="four")])
    assert noor.case(room).access.state(crew.seats["Ilse"]) == "cleared"
    (came,) = noor.merge(newer).cases
    assert (came.entries, came.by) == (3, ("Noor", "Ilse"))
    assert sorted(notes(noor)) == ["four", "one", "three", "two"]
    assert noor.case(room).access.state(crew.seats["Ilse"]) == "recused"
    assert noor.verify().ok
    with crew.computer_of("Noor"):
        Vault.load(opener(crew)(newer)).lock()
        assert not noor.merge(newer).older
        newer.write_bytes((tmp_path / "copy.coctui").read_bytes())
        again = noor.merge(newer)
    assert (again.older, again.nothing) == (True, True)


def test_what_one_kept_for_oneself_goes_on(crew: Crew, tmp_path: Path) -> None:
    """An older own sheet is taken, and what is written from then on is newer than all that was known."""
    crew["Noor"].write_settings({"zone": "UTC"})
    crew.lock("Noor")
    crew.lock("Ilse")
    take_copy(crew.path, tmp_path / "copy.coctui")
    crew.unlock("Noor").write_settings({"zone": "CET"})
    version = crew["Noor"].sheet.version
    crew.lock("Noor")
    restored(crew, tmp_path / "copy.coctui", accept_older=True)
    assert taken(crew).sheet.settings["zone"] == "UTC"
    assert crew["Noor"].sheet.version > version
    crew["Noor"].write_settings({"zone": "EET"})
    assert crew.unlock("Noor").sheet.settings["zone"] == "EET"


def test_each_member_takes_the_older_file_for_themself(crew: Crew, tmp_path: Path) -> None:
    """A colleague whose computer knew more is told too, and may go on."""
    take_copy(crew.path, tmp_path / "copy.coctui")
    noted(crew, "two")
    crew.unlock("Ilse")
    crew.lock("Ilse")
    restored(crew, tmp_path / "copy.coctui", accept_older=True)
    taken(crew)
    with pytest.raises(Older, match="older"):
        crew.unlock("Ilse")
    assert taken(crew, "Ilse").verify().ok


def test_who_stepped_aside_since_is_in_again_and_may_say_so_anew(crew: Crew, tmp_path: Path) -> None:
    """That is said before; and stepping aside works as it always does."""
    room = crew["Ilse"].find("amber")
    take_copy(crew.path, tmp_path / "copy.coctui")
    crew["Ilse"].record(room, [Recused()])
    crew.settle("Noor")
    crew.lock("Noor")
    crew.lock("Ilse")
    restored(crew, tmp_path / "copy.coctui", accept_older=True)
    taken(crew)
    ilse = taken(crew, "Ilse")
    assert crew.standing("Ilse", room) == "cleared"
    ilse.record(room, [Recused()])
    crew.settle("Noor")
    assert crew.standing("Ilse", room) == "recused"
    assert crew["Noor"].verify().ok


@pytest.mark.parametrize("broken", ["empty", "cut", "text", "header", "gone"])
def test_a_broken_vault_is_replaced_and_kept(crew: Crew, tmp_path: Path, broken: str) -> None:
    """As it is, with its log: somebody may be able to save something from it; the log is not read into the copy."""
    noted(crew, "one")
    crew.lock("Ilse")
    take_copy(crew.path, tmp_path / "copy.coctui")
    whole = crew.path.read_bytes()
    log = crew.path.with_name(f"{crew.path.name}-wal")
    spoilt = {"empty": b"", "cut": whole[:5000], "text": b"my notes", "header": b"\0" * 100 + whole[100:], "gone": b""}[
        broken
    ]
    crew.path.write_bytes(spoilt)
    if broken == "gone":
        crew.path.unlink()
    else:
        log.write_bytes(b"what was in the log")
    kept = restored(crew, tmp_path / "copy.coctui")
    assert not log.exists()
    if broken == "gone":
        assert kept is None
    else:
        assert kept is not None
        assert kept.read_bytes() == spoilt
    assert notes(crew.unlock("Noor")) == ["one"]
    assert crew["Noor"].verify().ok


def test_nothing_moves_where_something_is_wrong(crew: Crew, tmp_path: Path) -> None:
    """A wrong passphrase, another vault, a damaged copy, itself, a text, or somebody who has the vault open."""
    noted(crew, "one")
    copy, other, bad = (tmp_path / name for name in ("copy.coctui", "other.coctui", "bad.coctui"))
    take_copy(crew.path, copy)
    theirs = Crew.of(tmp_path / "theirs", "Noor", seed=7)
    take_copy(theirs.path, other)
    theirs.close()
    shutil.copyfile(copy, bad)
    with closing(sqlite3.connect(bad)) as file, file:
        file.execute("UPDATE event SET sealed = zeroblob(LENGTH(sealed)) WHERE n = (SELECT MAX(n) FROM event)")
    (tmp_path / "text").write_text("mine")
    before = chains(crew.path)
    cases: list[tuple[Path, type[VaultError], str]] = [
        (copy, WrongKey, "some other words that are long"),
        (other, Exists, theirs.passphrases["Noor"]),
        (bad, Damaged, ""),
        (crew.path, Exists, ""),
        (tmp_path / "text", NoCopy, ""),
        (tmp_path / "nothing", NoCopy, ""),
        (tmp_path / "cut", Damaged, ""),
        (tmp_path / ("n" * 300), CannotRead, ""),
    ]
    (tmp_path / "cut").write_bytes(copy.read_bytes()[:20_000])
    for found, kind, words in cases:
        with crew.computer_of("Noor"), pytest.raises(kind) as said:
            Vault.restore(crew.path, found, opener(crew, "Noor", words), accept_older=False, source=crew.source)
        assert "--vault" not in said.value.sentence, "it is the copy that is wrong"
        assert "Run: coctui verify" not in said.value.sentence
    # What has two names may be any vault: it is not taken for something that is no vault.
    second = crew.path.with_name("second name")
    second.hardlink_to(crew.path)
    with crew.computer_of("Noor"), pytest.raises(TwoNames):
        Vault.restore(
            crew.path, other, opener(crew, "Noor", theirs.passphrases["Noor"]), accept_older=True, source=crew.source
        )
    second.unlink()
    crew.unlock("Ilse")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("coctui.vault.connection.PRAGMAS", ("PRAGMA busy_timeout = 1", "PRAGMA journal_mode = WAL"))
        with pytest.raises(Busy):
            restored(crew, copy)
    assert chains(crew.path) == before
    assert list(crew.folder.glob("*put aside*")) == []
    assert [path.name for path in crew.folder.glob("*.new-*")] == []
    assert notes(crew.unlock("Noor")) == ["one"]


def test_who_was_excluded_before_reads_nothing_of_it_in_an_older_file(tmp_path: Path) -> None:
    """The copy is from between their exclusion and their next look: no line says that something of a case is damaged."""
    crew = Crew.of(tmp_path / "team")
    room = crew.case(cleared=("Ilse", "Oksana"))
    assert crew["Oksana"].move(room, "exclude", crew.seats["Ilse"]) == 1
    crew["Noor"].record(room, [Excluded(seat=crew.seats["Ilse"])])
    take_copy(crew.path, tmp_path / "copy.coctui")
    assert crew.row("Ilse", room) is None
    crew.close()
    restored(crew, tmp_path / "copy.coctui", accept_older=True)
    assert taken(crew, "Ilse").rows() == ()
    crew.close()
