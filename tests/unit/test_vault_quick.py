"""What must cost the same however many other cases the vault holds, counted in steps of SQLite: no clock is asked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.cases import content
from benchmarks.sealed import NAME, PASSPHRASE, SECOND, at_home, attach, fill, found, long_case, reference
from coctui.models.access_events import Recused
from coctui.vault.blob import Sealer, Unreadable, bind, pad, unpad
from coctui.vault.door import Vault
from coctui.vault.unlock import unlock

FEW, MANY = 2, 60
STEPS_A_CASE = 20
"""What another case may add: an entry of a small table is looked at, none of its events is."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which everything stays."""
    for name in ("HOME", "LOCALAPPDATA", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, "")
    at_home(tmp_path)
    return tmp_path


def steps(vault: Vault, act: Callable[[], object]) -> int:
    """How many steps SQLite takes for an act, in tens."""
    count = 0

    def counted() -> int:
        nonlocal count
        count += 1
        return 0

    assert vault._core is not None
    connection = vault._core.store.connection
    connection.set_progress_handler(counted, 10)
    act()
    connection.set_progress_handler(None, 0)
    return count * 10


def rotation(home: Path, cases: int) -> int:
    """Steps for changing a key after somebody stepped aside, with so many other cases."""
    path = home / f"{cases}.coctui"
    vault = found(path)
    fill(vault, cases, [])
    second = Vault.open(path, SECOND, PASSPHRASE)
    room = long_case(vault, 20, second.me)
    data = content(1, 1000)
    attach(vault, room, reference(vault, data), data)
    second.refresh()
    second.answer(room, "no conflict")
    second.record(room, [Recused()])
    vault.refresh()
    before = vault.case(room).access.generation
    taken = steps(vault, lambda: vault.work(60))
    assert vault.case(room).access.generation != before
    assert vault.verify().ok
    return taken


def test_changing_a_key_does_not_look_through_other_cases(home: Path) -> None:
    """A rotation reads and writes its own case: deleting a row that events refer to would search all of them."""
    few, many = rotation(home, FEW), rotation(home, MANY)
    assert many - few < (MANY - FEW) * STEPS_A_CASE


def test_a_rotation_leaves_one_generation_and_its_new_name(home: Path) -> None:
    """Nothing in the file is under an old key any more; its name stays, for who merges an older copy, and says that it is old."""
    rotation(home, FEW)
    vault = Vault.open(home / f"{FEW}.coctui", NAME, PASSPHRASE)
    assert vault._core is not None
    store = vault._core.store
    assert store.rows("SELECT room FROM generation WHERE former = 0 GROUP BY room HAVING COUNT(*) > 1") == []
    for table in ("event", "letter", "attachment"):
        sql = f"SELECT COUNT(*) FROM {table} t JOIN room r ON r.n = t.room WHERE t.generation <> r.generation"
        assert store.one(sql) == (0,)


def test_the_anchor_is_kept_without_reading_every_event(home: Path) -> None:
    """What this computer remembers is the newest event of each chain, and only that is looked up."""
    taken: list[int] = []
    for cases in (FEW, MANY):
        vault = found(home / f"{cases}.coctui")
        fill(vault, cases, [])
        core = vault._open
        taken.append(steps(vault, lambda vault=vault, core=core: vault._checkpoint(core)))  # type: ignore[misc]  # run at once
        assert set(vault._anchor.seats()) == {bytes.fromhex(core.writer.hex())} | set(vault._anchor.tips())
    assert taken[1] <= taken[0] + STEPS_A_CASE


def test_list_and_keys_of_an_unlock_are_of_one_moment(home: Path) -> None:
    """Caches that another process writes after the key was found and before they are read do not mix: an older line would
    stay for good.
    """
    path = home / "team.coctui"
    vault = found(path)
    (room,) = fill(vault, 1, [])
    vault.lock()
    between = unlock(path, NAME, PASSPHRASE)
    other = Vault.open(path, NAME, PASSPHRASE)
    from coctui.models.content_events import Labelled

    other.record(room, [Labelled(gloss="said in the hall")])
    other.lock()
    assert [row.gloss for row in Vault.load(between).rows()] == ["said in the hall"]


@pytest.mark.parametrize(
    "plain", [b"", b"x", b"\x80", b"\x80\x00", b"\x00" * 40, b"a\x80\x00\x80\x00\x00", bytes(range(256)) * 9]
)
def test_padding_comes_off_exactly(plain: bytes) -> None:
    """Bytes come back as they were, also those that look like padding."""
    assert unpad(pad(plain)) == plain
    assert unpad(pad(plain, len(plain) + 700)) == plain
    sealer = Sealer(bytes(32))
    assert sealer.open(sealer.seal(plain, bind("here")), bind("here")) == plain


@pytest.mark.parametrize("padded", [b"", b"\x00", b"\x00" * 9, b"abc", b"abc\x00", b"ab\x80c\x00", b"\x80\x00\x01"])
def test_no_end_mark_is_unreadable(padded: bytes) -> None:
    """What ends in anything but the mark and zeros was not padded by us."""
    with pytest.raises(Unreadable):
        unpad(padded)
