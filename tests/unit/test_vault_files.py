"""Which files there are, who may read them, and what SQLite is told: nothing lies about, nobody else is handed the connection."""

import os
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import hookimpl
from sqlite_utils.plugins import pm

from coctui.models.roster import Profile
from coctui.models.team_events import Founded
from coctui.vault.door import Vault
from coctui.vault.errors import Exists, NoRoom
from coctui.vault.kdf import FLOOR
from coctui.vault.schema import EXPECTED, INDEXES, TABLES
from coctui.vault.source import ReplaySource
from tests.faults.sample import PASSPHRASES, START, build, found, open_as, opened
from tests.rules.house import ROOT


def schema_of(path: Path) -> set[str]:
    """What the file says that it holds."""
    connection = sqlite3.connect(path)
    try:
        return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    finally:
        connection.close()


def test_after_everything_the_schema_is_the_documented_one(tmp_path: Path) -> None:
    """Two dozen acts by three people later: the same tables, each STRICT, and one file that is its owner's alone."""
    sample = build(tmp_path / "vaults")
    assert schema_of(sample.path) == EXPECTED
    assert all("STRICT" in sql for sql in TABLES.values())
    assert len(EXPECTED) == len(TABLES) + len(INDEXES)
    assert sorted(path.name for path in sample.path.parent.iterdir()) == ["state", "team copies", "team.coctui"]
    kept = [path for path in sample.state.rglob("*.json") if path.is_file()]
    assert len(kept) == 1
    copies = [*(sample.path.parent / "team copies").iterdir(), *sample.state.rglob("*.coctui")]
    assert len(copies) == 2  # beside the vault, and in the state folder
    assert all(path.stat().st_mode & 0o077 == 0 for path in [sample.path, *kept, *copies])
    assert not any(word in kept[0].read_text() for word in ("Noor", "team.coctui", "copper", "example", str(tmp_path)))


def test_nothing_is_written_elsewhere(home: Path, tmp_path: Path) -> None:
    """The vault, and one file of opaque ids in the state folder; no temporary file, no log."""
    noor = found(tmp_path / "team.coctui", ReplaySource(1, START))
    opened(noor, "copper-birch", "a report")
    noor.lock()
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert [name for name in files if not name.startswith("home/state/")] == ["team.coctui"]
    assert len(files) == 2


def test_no_plugin_and_no_tracer_sees_the_connection(tmp_path: Path) -> None:
    """Whatever else is installed for sqlite-utils is not asked: it would be handed the open vault."""
    handed: list[object] = []

    class Plugin:
        """One that would like to see every connection."""

        @hookimpl
        def prepare_connection(self, conn: object) -> None:
            """Called for each database of sqlite-utils that runs plugins."""
            handed.append(conn)

    plugin = Plugin()
    pm.register(plugin)
    try:
        noor = found(tmp_path / "team.coctui", ReplaySource(1, START))
        assert noor._core is not None
        assert noor._core.store.db._tracer is None
        noor.lock()
    finally:
        pm.unregister(plugin)
    assert handed == []


OUR_OWN = (
    '.execute(f"PRAGMA application_id',
    '.execute(f"PRAGMA user_version',
    '.execute(f"PRAGMA main.table_info({table})")',
    '.execute(f"SELECT {counts} AND NOT EXISTS ({other})")',
)
"""Statements that are put together from constants of ours: numbers of the format, and names of its tables."""


def test_no_statement_holds_a_value() -> None:
    """Values are bound, never written into a statement: there they would reach error texts and query plans."""
    for path in (ROOT / "coctui" / "vault").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        for allowed in OUR_OWN:
            source = source.replace(allowed, "")
        assert ".execute(f" not in source
        assert "%s" not in source
        assert "set_trace_callback" not in source
        assert "load_extension" not in source


def test_making_a_vault_never_overwrites(tmp_path: Path) -> None:
    """Whatever lies at the place stays: a file, a folder, a link, another vault."""
    founding = Founded(format=1, conference="", profile=Profile(name="Noor"), roles=("chair",))
    vault = tmp_path / "vault.coctui"
    found(vault, ReplaySource(1, START)).lock()
    (tmp_path / "text").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "text")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "away").symlink_to(tmp_path / "a disk that is not there" / "vault.coctui")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    for name in ("vault.coctui", "text", "folder", "link", "loop", "away"):
        with pytest.raises(Exists):
            Vault.create(tmp_path / name, name="Noor", passphrase=PASSPHRASES["Noor"], founding=founding, cost=FLOOR)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
    assert (tmp_path / "away").is_symlink()
    with pytest.raises(NoRoom):
        Vault.create(tmp_path / ("n" * 300), name="Noor", passphrase=PASSPHRASES["Noor"], founding=founding, cost=FLOOR)


def test_a_copy_is_another_writer(tmp_path: Path) -> None:
    """The same bytes at another path or in another file never use a sequence number of the first again."""
    path, copy = tmp_path / "team.coctui", tmp_path / "copy.coctui"
    found(path, ReplaySource(1, START)).lock()
    copy.write_bytes(path.read_bytes())
    writers = []
    for each in (path, copy, path, copy):
        vault = open_as(each, "Noor")
        assert vault._core is not None
        writers.append(vault._core.writer)
        vault.lock()
    assert writers[0] == writers[2] != writers[1] == writers[3]
    fresh = copy.read_bytes()
    copy.rename(tmp_path / "kept")
    copy.write_bytes(fresh)
    vault = open_as(copy, "Noor")
    assert vault._core is not None
    assert vault._core.writer not in writers
    vault.lock()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_the_same_place(tmp_path: Path) -> None:
    """A symbolic link leads to the same writer and the same memory of what was checked."""
    path, link = tmp_path / "team.coctui", tmp_path / "link.coctui"
    found(path, ReplaySource(1, START)).lock()
    link.symlink_to(path)
    vault = open_as(link, "Noor")
    assert vault.notices == ()
    assert vault._core is not None
    by_link = vault._core.writer
    vault.lock()
    vault = open_as(path, "Noor")
    assert vault._core is not None
    assert vault._core.writer == by_link
    vault.lock()
