"""From one format to the next, with a format 2 that was made up: kept first, one transaction, checked, then in place."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from coctui.models.content_events import NoteWritten
from coctui.vault.closer import look_outside
from coctui.vault.copies import beside
from coctui.vault.door import Vault
from coctui.vault.errors import Busy, Damaged, Earlier, NoRoom, OtherFormat, TooNew, VaultError, WrongKey
from coctui.vault.source import ReplaySource
from coctui.vault.unlock import unlock
from tests.faults.sample import PASSPHRASES, START, seen
from tests.later import LATER, later_format, step
from tests.rules.house import ROOT

SEEDS = count(70)
"""Nobody draws an id that another one has drawn."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The vault of format 1, in a folder of its own."""
    (tmp_path / "vaults").mkdir()
    return Path(shutil.copyfile(ROOT / "tests" / "data" / "format-1.coctui", tmp_path / "vaults" / "team.coctui"))


def opened(path: Path, name: str) -> Vault:
    """Unlock as this member, at a time that stands still."""
    return Vault.open(path, name, PASSPHRASES[name], source=ReplaySource(next(SEEDS), START + timedelta(hours=3)))


def everything(vault: Vault) -> dict[str, object]:
    """All that a member sees, but for what each unlock brings up to date; then locked."""
    found = seen(vault)
    assert vault.verify().ok
    vault.lock()
    return {name: found[name] for name in ("rows", "cases", "team", "drafts", "words", "me")}


def kept(path: Path) -> list[Path]:
    """What lies beside the vault."""
    return sorted(beside(path).iterdir()) if beside(path).exists() else []


def test_a_vault_of_an_earlier_format_is_brought_up_by_who_unlocks_it(path: Path) -> None:
    """Everybody sees what they saw; the file lies beside it as it was, and opens with the version that wrote it."""
    other = Path(shutil.copyfile(path, path.with_name("other.coctui")))
    before = {name: everything(opened(other, name)) for name in PASSPHRASES}
    with later_format():
        assert {name: everything(opened(path, name)) for name in PASSPHRASES} == before
        with closing(sqlite3.connect(path)) as file:
            assert file.execute("PRAGMA user_version").fetchone() == (2,)
            assert file.execute("SELECT format, min_reader FROM vault").fetchone() == (2, 2)
            (made,) = file.execute("SELECT sql FROM sqlite_master WHERE name = 'letter'").fetchone()
            assert made == LATER["letter"]
        noor = opened(path, "Noor")
        noor.record(noor.find("copper"), (NoteWritten(text="and it goes on"),))
        assert noor.verify().ok
        noor.lock()
    (copy,) = kept(path)
    assert copy.stat().st_mode & 0o77 == 0
    # As the version that wrote it says it.
    with pytest.raises(TooNew) as refused:
        opened(path, "Noor")
    assert "Update coctui" in refused.value.sentence
    assert everything(opened(copy, "Noor")) == before["Noor"]
    assert sorted(each.name for each in path.parent.iterdir()) == ["other.coctui", "team copies", "team.coctui"]
    with later_format():
        noor = opened(path, "Noor")
        with pytest.raises(OtherFormat):
            noor.merge(other)
        noor.lock()


def half(file: sqlite3.Connection) -> None:
    """Fails in the middle."""
    step(file)
    file.execute("DELETE FROM event")
    raise ValueError


def loses(file: sqlite3.Connection) -> None:
    """Forgets a row that nobody would miss at once."""
    step(file)
    file.execute("DELETE FROM event WHERE n = (SELECT MAX(n) FROM event)")


def other_tables(file: sqlite3.Connection) -> None:
    """Leaves something that is not in the format."""
    step(file)
    file.execute("CREATE TABLE more (one INTEGER) STRICT")


def points_nowhere(file: sqlite3.Connection) -> None:
    """Leaves rows without what they belong to."""
    step(file)
    file.execute("DELETE FROM seat WHERE n = 1")


def disk_full(_: sqlite3.Connection) -> None:
    """The system says no."""
    raise OSError


@pytest.mark.parametrize(
    ("wrong", "error", "code"),
    [
        (half, Damaged, "not-brought-up"),
        (loses, Damaged, "not-brought-up"),
        (other_tables, Damaged, "not-brought-up"),
        (points_nowhere, Damaged, "not-brought-up"),
        (disk_full, NoRoom, "not-written"),
    ],
)
def test_what_does_not_fit_afterwards_changes_nothing(
    path: Path, wrong: Callable[[sqlite3.Connection], None], error: type[VaultError], code: str
) -> None:
    """A step that fails half-way, or loses something: the file is byte for byte as it was, and nothing lies beside it."""
    opened(path, "Noor").lock()
    before = path.read_bytes()
    with later_format(wrong), pytest.raises(error) as refused:
        opened(path, "Noor")
    assert refused.value.code == code
    # A connection to it in another mode changes two bytes of the header, and back.
    assert path.read_bytes()[100:] == before[100:]
    assert [each.name for each in path.parent.rglob("*")] in (["team.coctui"], ["team.coctui", "team copies"])
    assert everything(opened(path, "Noor"))["rows"]


def test_nobody_brings_it_up_who_cannot_unlock_it_or_is_not_alone(path: Path) -> None:
    """A wrong passphrase, a program that has it open, a look without a key: the file stays of its format."""
    with later_format():
        with pytest.raises(WrongKey):
            Vault.open(path, "Noor", "a passphrase that opens nothing")
        with pytest.raises(Earlier) as told:
            look_outside(path)
        assert (told.value.status, "Unlock it once" in told.value.sentence) == (3, True)
    noor = opened(path, "Noor")
    with later_format(), pytest.raises(Busy):
        opened(path, "Ilse")
    noor.lock()
    assert kept(path) == []
    opened(path, "Ilse").lock()


def test_a_format_without_a_way_from_it_is_refused(path: Path) -> None:
    """No step is left out in silence."""
    with later_format(reads=0), pytest.raises(Damaged):
        opened(path, "Noor")


@pytest.mark.parametrize("broken", [False, True])
def test_a_copy_of_an_earlier_format_is_put_back_as_one_of_this(path: Path, tmp_path: Path, broken: bool) -> None:
    """Also where nothing is left of the vault; the copy itself stays as it is."""
    copy = Path(shutil.copyfile(path, tmp_path / "copy.coctui"))
    raw = copy.read_bytes()
    if broken:
        path.write_bytes(b"nothing of a vault")
    source = ReplaySource(8, START)
    with later_format():
        Vault.restore(
            path,
            copy,
            lambda fresh: unlock(fresh, "Noor", PASSPHRASES["Noor"], source),
            accept_older=False,
            source=source,
        )
        assert everything(opened(path, "Noor"))["rows"]
    assert copy.read_bytes() == raw
    assert len(kept(path)) == 1
