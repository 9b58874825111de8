"""The file as a whole: cut, lengthened, zeroed, exchanged, of another kind; and the log beside it."""

import os
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from coctui.vault.connection import PRAGMAS
from coctui.vault.door import Vault
from coctui.vault.errors import CannotRead, Damaged, NotAVault, NoVault, TooNew, VaultError, WrongKey
from coctui.vault.schema import APPLICATION_ID, EXPECTED, TABLES
from coctui.vault.source import ReplaySource
from tests.faults.sample import PASSPHRASES, START, Desk, found, open_as, opened, tampering


def flipped(content: bytes, at: int) -> bytes:
    """One bit changed; which of the eight follows from the place."""
    return content[:at] + bytes([content[at] ^ (1 << (at * 7 % 8))]) + content[at + 1 :]


Rows = dict[str, list[tuple[object, ...]]]


def rows_of(content: bytes) -> Rows | str:
    """What SQLite reads of a file, row by row, and what it says of its trees; or what it raises."""
    with closing(sqlite3.connect(":memory:")) as file:
        file.text_factory = bytes
        try:
            # In memory there is no log.
            file.deserialize(content[:18] + b"\x01\x01" + content[20:])
            tables = {f"{name}": f"SELECT * FROM {name}" for name in TABLES}  # our own names
            tables |= {"schema": "SELECT * FROM sqlite_master", "trees": "PRAGMA integrity_check(1)"}
            return {name: file.execute(sql).fetchall() for name, sql in tables.items()}
        except (sqlite3.Error, UnicodeDecodeError) as error:
            return str(error)[:60]


def changes(before: Rows | str, after: Rows | str) -> list[object]:
    """Which values differ, as (table, row, column); `None` where nothing does."""
    if isinstance(after, str) or isinstance(before, str):
        return [after]
    found: list[object] = []
    for name, rows in after.items():
        if rows == before[name]:
            continue
        if len(rows) != len(before[name]) or name == "trees":
            found.append((name, str(rows[:1])[:60]))
            continue
        for n, (row, old) in enumerate(zip(rows, before[name], strict=True)):
            found += [(name, n, column) for column, (a, b) in enumerate(zip(row, old, strict=True)) if a != b]
    return found or [None]


def look_after_flip(desk: Desk, at: int) -> str:
    """What Noor, who holds every case, meets with one bit of the file changed; by turns with and without the anchor."""
    desk.restore(anchor=bool(at % 2))
    desk.path.write_bytes(flipped(desk.bytes, at))
    return desk.look()


def test_a_flipped_bit_is_noticed_wherever_it_changes_anything(desk: Desk) -> None:
    """Sampled over the whole file: the same to look at, or somebody is told; never another exception."""
    seen = [look_after_flip(desk, at) for at in range(0, len(desk.bytes), 2503)]
    assert any(what != "same" for what in seen)
    assert any(what == "same" for what in seen), "unused space changes nothing"


SHARDS = 16


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_byte(desk: Desk, shard: int) -> None:
    """A bit of every byte: what SQLite then reads is compared, and each value that differs is looked at by coctui.

    The whole look takes 25 ms, for every byte of the file an hour and a half. What is sealed is sealed as a whole, so that
    three places in a value, and some more of a long one, stand for all of it; so do some for what reads the same.
    """
    whole, met, looked = rows_of(desk.bytes), Counter[object](), 0
    each = -(-len(desk.bytes) // SHARDS)
    for at in range(max(100, shard * each), min(len(desk.bytes), (shard + 1) * each)):
        for changed in changes(whole, rows_of(flipped(desk.bytes, at))):
            met[changed] += 1
            if met[changed] <= (3 if changed else 1) or met[changed] % 300 == 0:
                look_after_flip(desk, at)
                looked += 1
                break
    assert looked
    sys.stdout.write(f"{each} bits flipped\n")


def test_every_bit_of_the_head(desk: Desk) -> None:
    """The first hundred bytes say what the file is: whatever changes there, the answer is one of ours (every third)."""
    for at in range(0, 100, 3):
        desk.restore()
        desk.path.write_bytes(flipped(desk.bytes, at))
        desk.look()


@pytest.mark.parametrize("name", ["Noor", "Oksana"])
def test_a_cut_file_is_refused(desk: Desk, name: str) -> None:
    """Cut anywhere: an error that says what it is."""
    for length in [0, 1, 15, 16, 99, 100, 511, 4095, 4096, 4097, *range(8192, len(desk.bytes) - 4096, 16_384)]:
        desk.restore()
        desk.path.write_bytes(desk.bytes[:length])
        assert desk.look(name) != "same", length


@pytest.mark.parametrize("tail", [b"\x00", b"\x00" * 4096, b"garbage" * 999])
def test_what_is_appended_changes_nothing(desk: Desk, tail: bytes) -> None:
    """Bytes after the last page belong to nobody."""
    desk.restore()
    desk.path.write_bytes(desk.bytes + tail)
    assert desk.look() in {"same", "finding file"}


def test_a_page_of_zeros_is_noticed(desk: Desk) -> None:
    """As a bad block or a half-copied file leaves it."""
    silent = []
    for start in range(0, len(desk.bytes), 4096 * 2):
        desk.restore()
        desk.path.write_bytes(desk.bytes[:start] + bytes(4096) + desk.bytes[start + 4096 :])
        if desk.look() == "same":
            silent.append(start)
    assert len(silent) < 4, "only pages that hold nothing"


def test_a_changed_log_is_noticed(desk: Desk, tmp_path: Path) -> None:
    """The log carries check sums: what was changed in it is as if it had not been written, and the anchor misses it."""
    noor = open_as(desk.path, "Noor")
    opened(noor, "silver-larch", "What is only in the log yet.")
    main, log = desk.path.read_bytes(), desk.path.with_name(desk.path.name + "-wal").read_bytes()
    state = {file: file.read_bytes() for file in desk.state.rglob("*.json")}
    noor.lock()
    assert len(log) > 4096
    for at in [0, 4, 24, 32, 40, 56, 100, *range(2000, len(log), 5003)]:
        shutil.rmtree(desk.state)
        for file, content in state.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        desk.path.write_bytes(main)
        desk.path.with_name(desk.path.name + "-shm").unlink(missing_ok=True)
        desk.path.with_name(desk.path.name + "-wal").write_bytes(flipped(log, at))
        try:
            vault = open_as(desk.path, "Noor")
        except VaultError:
            continue
        codes = {row.case for row in vault.rows()}
        assert codes in (
            {"copper-birch", "amber-finch", "slate-heron"},
            {"copper-birch", "amber-finch", "slate-heron", "silver-larch"},
        )
        assert vault.verify().ok
        vault.lock()


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("nothing", NoVault), ("empty", NotAVault), ("text", NotAVault), ("folder", NotAVault), ("pipe", NotAVault),
        ("other database", NotAVault), ("head only", NotAVault), ("broken link", NoVault), ("below a file", NoVault),
    ],
)  # fmt: skip
def test_what_is_no_vault_is_said_to_be_none(tmp_path: Path, kind: str, error: type[VaultError]) -> None:
    """Nothing is made, changed or waited for; the sentence says what to do."""
    path = tmp_path / "some.coctui"
    if kind == "empty":
        path.touch()
    elif kind == "text":
        path.write_text("SQLite is a library." * 99)
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "other database":
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE vault (format, min_reader)")
        other.close()
    elif kind == "head only":
        path.write_bytes(b"SQLite format 3\x00")
    elif kind == "broken link":
        path.symlink_to(tmp_path / "gone")
    elif kind == "below a file":
        path.touch()
        path = path / "some.coctui"
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(NoVault) as caught:
        Vault.open(path, "Noor", PASSPHRASES["Noor"])
    assert type(caught.value) is error
    assert caught.value.status == 3
    assert "--vault" in caught.value.sentence
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is readable for root")
def test_a_file_of_somebody_else_is_said_to_be_unreadable(desk: Desk) -> None:
    """No permission is not the same as no vault: nobody is told to make a new one."""
    desk.path.chmod(0)
    with pytest.raises(CannotRead):
        open_as(desk.path, "Noor")


def test_a_path_that_cannot_be_read_is_said_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on a system where we may read everything."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(desk.path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        with pytest.raises(CannotRead) as caught:
            open_as(desk.path, "Noor")
    assert str(desk.path) not in str(caught.value)


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("UPDATE vault SET min_reader = 2", TooNew), ("PRAGMA user_version = 2", TooNew),
        ("PRAGMA application_id = 7", NotAVault), ("UPDATE vault SET format = 2", Damaged), ("DELETE FROM vault", Damaged),
        ("UPDATE vault SET memory = 2147483647", Damaged), ("UPDATE vault SET memory = 19455", Damaged),
        ("UPDATE vault SET passes = 17", Damaged), ("UPDATE vault SET passes = 0", Damaged),
        ("UPDATE vault SET lanes = 0", Damaged), ("UPDATE vault SET lanes = 9223372036854775807", Damaged),
        ("UPDATE vault SET next_memory = 4000000, next_passes = 3, next_lanes = 4", Damaged),
        ("UPDATE vault SET next_memory = 65536", Damaged), ("UPDATE vault SET next_lanes = 1", Damaged),
        ("UPDATE vault SET passes = 1", WrongKey), ("UPDATE vault SET vault = x'00112233445566778899aabbccddeeff'", WrongKey),
        ("UPDATE vault SET vault = x'00'", Damaged), ("DELETE FROM slot", WrongKey), ("UPDATE slot SET sealed = x''", WrongKey),
    ],
)  # fmt: skip
def test_what_stands_before_any_key_is_checked(desk: Desk, sql: str, error: type[VaultError]) -> None:
    """Format, costs and slots: refused before they are used, with the answer that fits."""
    with tampering(desk.path) as file:
        file.execute(sql)
    before = desk.path.read_bytes()
    with pytest.raises(error) as caught:
        open_as(desk.path, "Noor")
    assert type(caught.value) is error
    assert desk.path.read_bytes() == before


def test_an_absurd_cost_is_refused_before_it_is_paid(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No derivation is begun: a file may not ask for a day of work or for all memory."""
    monkeypatch.setattr("coctui.vault.kdf.Argon2id", None)
    with tampering(desk.path) as file:
        file.execute("UPDATE vault SET memory = 8000000")
    with pytest.raises(Damaged, match="absurd-cost"):
        open_as(desk.path, "Noor")


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIEW v AS SELECT * FROM slot", "CREATE TABLE extra (a)", "CREATE INDEX i ON slot (kind)", "DROP INDEX event_room",
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM letter; END", "ALTER TABLE own ADD COLUMN b BLOB", "DROP TABLE parcel",
        "CREATE TRIGGER t AFTER UPDATE ON own BEGIN SELECT load_extension('x'); END", "ANALYZE",
        "ALTER TABLE slot RENAME TO slots", "CREATE VIRTUAL TABLE f USING fts5(a)",
    ],
)  # fmt: skip
def test_another_schema_is_refused(desk: Desk, sql: str) -> None:
    """No view, trigger, table, index or column of somebody else's runs or is read."""
    with tampering(desk.path) as file:
        file.execute(sql)
    with pytest.raises(Damaged):
        open_as(desk.path, "Noor")


def test_the_connection_is_as_documented(desk: Desk) -> None:
    """What VAULT.md 2 asks of a connection is really on, for every file that is opened."""
    noor = open_as(desk.path, "Noor")
    assert noor._core is not None
    store = noor._core.store
    on = {
        "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2, "trusted_schema": 0,
        "cell_size_check": 1, "foreign_keys": 1, "busy_timeout": 5000,
    }  # fmt: skip
    assert {name: store.one(f"PRAGMA {name}")[0] for name in on} == on
    assert len(PRAGMAS) == len(on)
    assert store.connection.isolation_level is None
    assert store.one("PRAGMA application_id")[0] == APPLICATION_ID
    assert {sql for (sql,) in store.rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")} == EXPECTED
    noor.lock()


def test_a_vault_is_its_owners_alone(tmp_path: Path) -> None:
    """File, log and index of the log are readable for nobody else, whatever the mask says, and nothing is left over."""
    mask = os.umask(0)
    try:
        noor = found(tmp_path / "team.coctui", ReplaySource(1, START))
        opened(noor, "silver-larch", "What is only in the log yet.")
    finally:
        os.umask(mask)
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.glob("team.coctui*")}
    noor.lock()
    assert modes == dict.fromkeys(["team.coctui", "team.coctui-wal", "team.coctui-shm"], 0o600)
    assert [file.name for file in tmp_path.glob("team.coctui*")] == ["team.coctui"]
