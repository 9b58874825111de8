"""Copies: the same row for row, made while others write, rolled, and renewed whenever somebody leaves (VAULT.md 6)."""

import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coctui.models.access_events import Excluded, Recused
from coctui.models.content_events import NoteWritten
from coctui.models.team_events import Removed
from coctui.vault import copies
from coctui.vault.copies import Copy, copies_in, rolled, take_copy
from coctui.vault.door import Vault
from coctui.vault.errors import CopyDiffers, Exists, VaultError
from coctui.vault.unlock import unlock
from tests.team import Crew


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    """Noor, Ilse, Oksana and Paz."""
    made = Crew.of(tmp_path / "team", "Noor", "Ilse", "Oksana", "Paz")
    yield made
    made.close()


@pytest.fixture
def usual(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The two folders in which copies come by themselves, for a vault that is meant to stay."""
    folders = (copies.beside(crew.path), crew.folder / "elsewhere" / "copies")
    monkeypatch.setattr(copies, "usual_places", lambda *_: folders)
    return folders


def events(path: Path) -> set[bytes]:
    """The links of all events in a file."""
    with closing(sqlite3.connect(path)) as file:
        return {link for (link,) in file.execute("SELECT link FROM event")}


def named(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def opens(crew: Crew, copy: Path, name: str, room: str) -> str:
    """How a case stands to a member in a copy, opened at another computer; the code of what refuses them."""
    try:
        vault = Vault.open(copy, name, crew.passphrases[name], source=crew.source)
    except VaultError as error:
        return error.code
    try:
        return next((row.access for row in vault.rows() if row.room == room), "")
    finally:
        vault.lock()


# One copy ------------------------------------------------------------------------------------------------------------


def test_a_copy_holds_all_and_is_one_file(crew: Crew, tmp_path: Path) -> None:
    """It opens for everybody as the vault does; no log beside it, no cache in it, readable by its owner only."""
    room = crew.case(cleared=("Ilse",), asked=("Paz",))
    crew.unlock("Noor")
    made = crew["Noor"].backup(tmp_path / "stick.coctui")
    assert made.verdict.ok
    assert [path.name for path in tmp_path.glob("stick*")] == ["stick.coctui"]
    assert made.paths[0].stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(made.paths[0])) as file:
        assert file.execute("SELECT COUNT(*) FROM cache").fetchone() == (0,)
        assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert {name: opens(crew, made.paths[0], name, room) for name in ("Noor", "Ilse", "Oksana", "Paz")} == {
        "Noor": "cleared", "Ilse": "cleared", "Oksana": "", "Paz": "asked",
    }  # fmt: skip


def test_a_copy_is_made_while_another_program_writes(crew: Crew, tmp_path: Path) -> None:
    """Whoever writes in the middle is in it or not, whole; it is begun anew until it is what the vault is."""
    room = crew.case(cleared=("Ilse",))
    real, wrote = copies._same, list[str]()

    def meanwhile(source: sqlite3.Connection, before: int) -> bool | None:
        if len(wrote) < 3:
            crew["Ilse"].record(room, [NoteWritten(text="meanwhile")])
            wrote.append("one")
        return real(source, before)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copies, "_same", meanwhile)
        take_copy(crew.path, tmp_path / "copy.coctui")
    assert len(wrote) == 3
    assert events(tmp_path / "copy.coctui") == events(crew.path)


@pytest.mark.parametrize("table", ["event", "letter", "attachment", "own", "slot"])
def test_a_copy_that_is_not_the_same_is_thrown_away(
    crew: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    """One bit in any row: the copy that was there before stays, and no half of a new one."""
    crew.case(files={}, cleared=("Ilse",))
    target = tmp_path / "copy.coctui"
    take_copy(crew.path, target)
    before = target.read_bytes()
    crew["Noor"].save_draft("note", "more")
    real = copies._same

    def damaged(source: sqlite3.Connection, version: int) -> bool | None:
        source.execute("INSERT INTO copy.attachment VALUES (1, x'00', 0, 1, x'00')")
        source.execute(f"UPDATE copy.{table} SET sealed = zeroblob(LENGTH(sealed))")  # ours
        return real(source, version)

    monkeypatch.setattr(copies, "_same", damaged)
    with pytest.raises(CopyDiffers):
        take_copy(crew.path, target)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.coctui"]


def test_no_other_file_is_replaced(crew: Crew, tmp_path: Path) -> None:
    """Neither a text that lies there, nor another vault, nor the vault itself, nor a copy that holds more."""
    other = Crew.of(tmp_path / "other", "Noor", seed=9)
    take_copy(other.path, tmp_path / "other.coctui")
    (tmp_path / "text").write_text("mine")
    for target in (tmp_path / "text", tmp_path / "other.coctui", crew.path):
        with pytest.raises(Exists):
            crew["Noor"].backup(target)
    assert (tmp_path / "text").read_text() == "mine"
    other.close()


def test_what_does_not_fit_is_told(crew: Crew, tmp_path: Path) -> None:
    """A damaged vault can still be copied, but not over a copy from before."""
    crew.case(cleared=("Ilse",))
    crew["Noor"].backup(tmp_path / "good.coctui")
    crew["Noor"].save_draft("note", "lost")
    with closing(sqlite3.connect(crew.path)) as file, file:
        file.execute("UPDATE slot SET sealed = sealed")
        file.execute("UPDATE letter SET sealed = x'00' WHERE room = (SELECT MAX(room) FROM letter)")
    made = crew["Noor"].backup(tmp_path / "bad.coctui")
    assert [found.code for found in made.verdict.findings]
    good = (tmp_path / "good.coctui").read_bytes()
    with pytest.raises(VaultError):
        crew["Noor"].backup(tmp_path / "good.coctui")
    assert (tmp_path / "good.coctui").read_bytes() == good


# By themselves -------------------------------------------------------------------------------------------------------


def test_copies_come_by_themselves_in_two_places(crew: Crew, usual: tuple[Path, Path]) -> None:
    """At the first work after unlocking, then once an hour: also where nothing changed that this member may see."""
    room = crew.case()
    crew["Noor"].work(1)
    assert [len(named(folder)) for folder in usual] == [1, 1]
    for hours, text, count in ((0, "one", 1), (2, "", 2), (0.5, "two", 2), (0.5, "", 3)):
        crew.source.advance(timedelta(hours=hours))
        if text:
            crew["Noor"].record(room, [NoteWritten(text=text)])
        crew["Noor"].work(1)
        assert [len(named(folder)) for folder in usual] == [count, count]
    newest = [copies_in(folder, crew.path)[-1].path for folder in usual]
    assert [events(path) for path in newest] == [events(crew.path)] * 2


def test_a_throw_away_vault_is_not_copied() -> None:
    """One in the folder for temporary files, as that of the demo: it leaves nothing behind."""
    assert copies.usual_places(Path(tempfile.gettempdir()) / "demo" / "team.coctui", b"i" * 16) == ()


def test_the_second_place_is_another_one_wherever_the_vault_lies(home: Path) -> None:
    """Also where the vault lies in the state folder itself."""
    for path in (home / "data" / "team.coctui", home / "state" / "coctui" / "team.coctui"):
        here, elsewhere = copies.usual_places(path, b"i" * 16)
        assert here.parent == path.parent
        assert not elsewhere.is_relative_to(path.parent)


def test_days_are_kept_and_hours_go() -> None:
    """The last of each of seven days, and the last three."""
    start = datetime(2026, 12, 1, tzinfo=UTC)
    made = [Copy(Path(str(n)), start + timedelta(hours=2 * n), put_aside=False) for n in range(150)]
    kept = [copy for copy in made if copy not in rolled(made)]
    assert kept[-3:] == made[-3:]
    assert len({copy.at.date() for copy in kept}) == 7
    assert len(kept) == 9
    assert rolled(made[:3]) == []


# When somebody leaves ------------------------------------------------------------------------------------------------


def every_copy(crew: Crew) -> list[Path]:
    """All vaults below the team's folder but the one in use."""
    return sorted(path for path in crew.folder.rglob("*.coctui") if path != crew.path)


@pytest.mark.parametrize("how", ["recused", "excluded", "asked only", "removed"])
def test_no_copy_opens_the_case_for_who_left(crew: Crew, usual: tuple[Path, Path], how: str) -> None:
    """Whoever of those who stay works next has fresh copies everywhere, and none from before; the leaver too."""
    room = crew.case(cleared=("Ilse", "Oksana"), asked=("Paz",))
    for name in ("Noor", "Ilse", "Oksana", "Paz"):
        crew[name].refresh()
        crew[name].work(1)
        crew.source.advance(timedelta(hours=2))
    stick = crew.folder / "stick"
    stick.mkdir()
    crew["Noor"].backup(stick)
    crew["Noor"].backup(crew.folder / "one.coctui")
    leaver = "Paz" if how == "asked only" else "Oksana"
    assert {opens(crew, copy, leaver, room) for copy in every_copy(crew)[-2:]} <= {"cleared", "asked"}
    match how:
        case "recused":
            crew["Oksana"].record(room, [Recused()])
        case "excluded":
            crew["Noor"].move(room, "exclude", crew.seats["Oksana"])
            crew["Ilse"].refresh()
            crew["Ilse"].record(room, [Excluded(seat=crew.seats["Oksana"])])
        case "asked only":
            crew["Noor"].record(room, [Excluded(seat=crew.seats["Paz"])])
        case _:
            crew["Noor"].manage(Removed(seat=crew.seats["Oksana"]))
    for name in ("Oksana", "Ilse", "Noor", "Paz"):
        if not (how == "removed" and name == "Oksana"):
            crew.settle(name)
    shown = {"recused": "recused", "removed": "not-on-team"}.get(how, "")
    assert every_copy(crew)
    assert {opens(crew, copy, leaver, room) for copy in every_copy(crew)} == {shown}
    assert all(crew[name].out_of_reach == () for name in ("Noor", "Ilse"))


def test_what_a_killed_program_left_half_made_goes(crew: Crew, usual: tuple[Path, Path]) -> None:
    """In each place, beside the vault and where a copy is made by hand; not while the program runs, and nothing else."""
    ended = subprocess.Popen(["true"])
    ended.wait()
    stick = crew.folder / "stick"
    stick.mkdir()
    crew["Noor"].work(1)
    halves = [
        crew.path.with_name(f"team.coctui.new-{ended.pid}"),
        *(folder / f"team 2026-12-01 120000.coctui.new-{ended.pid}{end}" for folder in usual for end in ("", "-wal")),
        stick / f"one.coctui.new-{ended.pid}",
    ]
    others = [crew.path.with_name(f"team.coctui.new-{os.getppid()}"), stick / "one.coctui.new-lipstick"]
    for path in (*halves, *others):
        path.write_bytes(crew.path.read_bytes())
    crew.unlock("Noor").work(1)
    crew["Noor"].backup(stick / "one.coctui")
    assert [path for path in (*halves, *others) if path.exists()] == others


def test_a_copy_is_renewed_from_wherever_one_stands(
    crew: Crew, usual: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A place named from one folder, and a vault opened by half its path, are the same places in another folder."""
    room = crew.case(cleared=("Oksana",))
    stick, elsewhere = crew.folder / "stick", crew.folder / "far"
    stick.mkdir()
    elsewhere.mkdir()
    monkeypatch.chdir(crew.folder)
    assert crew["Noor"].backup(Path("stick")).paths[0].parent == stick
    assert crew["Noor"].backup(Path("stick/../one.coctui")).paths == (crew.folder / "one.coctui",)
    crew.lock("Noor")
    monkeypatch.chdir(elsewhere)
    with crew.computer_of("Noor"):
        noor = crew.open["Noor"] = Vault.open(
            Path("..") / crew.path.name, "Noor", crew.passphrases["Noor"], source=crew.source
        )
    crew["Oksana"].record(room, [Recused()])
    crew.settle("Noor")
    assert noor.out_of_reach == ()
    assert {place.path for place in noor._sheet.copies.values()} == {
        str(each) for each in (*usual, stick, crew.folder / "one.coctui")
    }
    for copy in (*stick.glob("*.coctui"), crew.folder / "one.coctui"):
        assert opens(crew, copy, "Oksana", room) == "recused"
    assert list(elsewhere.iterdir()) == []
    assert copies.beside(Path("..") / crew.path.name) == usual[0]
    noor.forget_copies(Path("../stick"))
    assert str(stick) not in {place.path for place in noor._sheet.copies.values()}


def test_an_old_passphrase_opens_no_copy(crew: Crew, usual: tuple[Path, Path]) -> None:
    """A copy from before the change would still open with it."""
    noor = crew["Noor"]
    noor.work(1)
    old = crew.passphrases["Noor"]
    noor.change_passphrase(noor.prove("Noor", old), "Noor", "seven other words for tomorrow")
    crew.lock("Noor")
    for copy in every_copy(crew):
        with pytest.raises(VaultError):
            unlock(copy, "Noor", old, crew.source)
    unlock(every_copy(crew)[0], "Noor", "seven other words for tomorrow", crew.source).close()


def test_a_place_that_is_not_there_is_named_until_it_is(crew: Crew, usual: tuple[Path, Path]) -> None:
    """A stick in a drawer: named after the recusal, renewed when it is back, and not named any more."""
    room = crew.case(cleared=("Ilse", "Oksana"))
    stick, drawer = crew.folder / "stick", crew.folder / "drawer"
    stick.mkdir()
    crew["Noor"].backup(stick)
    stick.rename(drawer)
    crew["Ilse"].refresh()
    crew["Ilse"].record(room, [Recused()])
    crew.settle("Noor")
    assert [crew["Noor"].out_of_reach, crew["Oksana"].out_of_reach] == [(str(stick),), ()]
    assert crew.unlock("Noor").out_of_reach == (str(stick),)
    drawer.rename(stick)
    assert crew["Noor"].work(1) == len(crew["Noor"].out_of_reach)
    (copy,) = named(stick)
    assert opens(crew, stick / copy, "Ilse", room) == "recused"


def test_a_copy_that_holds_more_is_not_deleted(crew: Crew, usual: tuple[Path, Path], tmp_path: Path) -> None:
    """What the vault lacks is lost with nothing: it is left for its owner to merge, and shown as what it is."""
    room = crew.case(cleared=("Ilse", "Oksana"))
    crew["Noor"].work(1)
    apart = copies.beside(crew.path) / "team 2026-12-04 120000.coctui"
    take_copy(crew.path, apart)
    there = Vault.open(apart, "Noor", crew.passphrases["Noor"], source=crew.source)
    there.record(room, [NoteWritten(text="written in the copy")])
    there.lock()
    crew["Ilse"].refresh()
    crew["Ilse"].record(room, [Recused()])
    crew.settle("Noor")
    assert apart.exists()
    assert {kept.path: kept.standing for kept in crew["Noor"].copies()}[apart] == "newer"


def test_nothing_is_deleted_while_a_case_is_damaged(crew: Crew, usual: tuple[Path, Path]) -> None:
    """An earlier copy may be all that is left of it."""
    room = crew.case(cleared=("Ilse", "Oksana"))
    crew["Noor"].work(1)
    before = every_copy(crew)
    other = crew.case(code="copper-finch")
    crew.lock("Noor")
    with closing(sqlite3.connect(crew.path)) as file, file:
        n = file.execute("SELECT n FROM room WHERE id = ?", (bytes.fromhex(other),)).fetchone()[0]
        file.execute("UPDATE event SET sealed = zeroblob(LENGTH(sealed)) WHERE room = ?", (n,))
        file.execute("DELETE FROM cache")
    crew.unlock("Noor")
    crew["Ilse"].refresh()
    crew["Ilse"].record(room, [Recused()])
    crew.settle("Noor")
    assert set(before) <= set(every_copy(crew))
    assert crew["Noor"].out_of_reach


def test_no_copies_by_themselves_where_somebody_wants_none(crew: Crew, usual: tuple[Path, Path]) -> None:
    """`off` in one's own settings; another folder in the place of the second."""
    crew["Noor"].write_settings({"copies": "off"})
    crew["Noor"].work(1)
    assert [named(folder) for folder in usual] == [[], []]
    third = crew.folder / "third"
    crew["Noor"].write_settings({"copies": str(third)})
    crew["Noor"].work(1)
    assert [len(named(folder)) for folder in (*usual, third)] == [1, 0, 1]
