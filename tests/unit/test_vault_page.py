"""Write now, unlock later: sealed without a key at hand, found by the seat it is for, and by nobody else."""

import json
import sqlite3
from pathlib import Path

import pytest

from coctui.vault.door import Vault
from coctui.vault.errors import NoRoom
from coctui.vault.page import KEY, SHORTEST, TAKEN, Page, Reader, reader_here
from coctui.vault.seat import PublicKeys
from tests.ui.room import PASSPHRASE, Desk

ID, OTHER = "a" * 32, "b" * 32
TEXT = "A voice in the lantern room, about 14:00."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two members on one computer; the second one unlocked last."""
    desk = Desk(tmp_path / "team.coctui", ("Noor", "Ilse"))
    desk.close()
    return desk


def opened(desk: Desk, name: str) -> Vault:
    """Unlock again."""
    return Vault.open(desk.path, name, PASSPHRASE, source=desk.source)


def reader(desk: Desk) -> Reader:
    """Whom pages are for now."""
    found = reader_here(desk.path)
    assert found is not None
    return found


def pages(desk: Desk) -> list[Path]:
    """Files of pages in the state folder."""
    return sorted(Path.home().rglob("*.page"))


def test_a_page_becomes_a_draft_at_the_next_unlock(desk: Desk) -> None:
    """Of who unlocked last, once, with the time when it was begun; others find nothing."""
    opened(desk, "Noor").lock()
    Page(reader(desk), ID, 50.0).keep(TEXT)
    assert len(pages(desk)) == 1
    ilse = opened(desk, "Ilse")
    assert ilse.drafts() == {}
    assert TAKEN not in ilse.notices
    ilse.lock()
    noor = opened(desk, "Noor")
    assert TAKEN in noor.notices
    assert {key: json.loads(text) for key, text in noor.drafts().items()} == {f"{KEY}{ID}": {"text": TEXT, "at": 50.0}}
    assert pages(desk) == []
    noor.drop_draft(f"{KEY}{ID}")
    noor.lock()
    again = opened(desk, "Noor")
    assert again.drafts() == {}
    assert TAKEN not in again.notices
    again.lock()


def test_the_file_tells_nothing(desk: Desk) -> None:
    """No word, no name; a line and a word are of one length, and only its owner may read the file."""
    opened(desk, "Noor").lock()
    Page(reader(desk), ID, 50.0).keep(TEXT)
    Page(reader(desk), OTHER, 50.0).keep("x")
    first, second = pages(desk)
    assert first.stat().st_size == second.stat().st_size >= SHORTEST
    assert first.stat().st_mode & 0o077 == 0
    for file in Path.home().rglob("*"):
        if file.is_file():
            held = file.read_bytes()
            assert b"lantern" not in held
            assert b"Noor" not in held


def test_a_page_is_replaced_as_one_writes(desk: Desk) -> None:
    """One file a page; emptied, it is none."""
    opened(desk, "Noor").lock()
    page = Page(reader(desk), ID, 50.0)
    page.keep("first")
    page.keep(TEXT)
    assert len(pages(desk)) == 1
    page.keep("  \n")
    assert pages(desk) == []
    page.keep("  ")


def test_nobody_is_there_to_write_to_before_the_first_unlock(desk: Desk, tmp_path: Path) -> None:
    """Nor when another vault, or nothing, lies where the known one was."""
    assert reader_here(tmp_path / "other.coctui") is None
    assert reader_here(desk.path) is not None
    other = Desk(tmp_path / "second.coctui", ("Noor",), seed=9)
    other.close()
    desk.path.write_bytes(other.path.read_bytes())
    assert reader_here(desk.path) is None
    desk.path.unlink()
    assert reader_here(desk.path) is None


def test_another_key_in_the_file_is_not_written_to(desk: Desk) -> None:
    """Somebody changed the row of the seat: its id is a hash of its keys, and fits no others."""
    connection = sqlite3.connect(desk.path)
    with connection:
        connection.execute("UPDATE seat SET box = ?", (bytes(range(32)),))
    connection.close()
    assert reader_here(desk.path) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"paths": 1}', b"\xff"])
def test_a_memory_that_somebody_changed_is_as_good_as_none(desk: Desk, content: bytes) -> None:
    """It costs the page, never the start; the next unlock writes it anew."""
    for note in Path.home().rglob("*.json"):
        note.write_bytes(content)
    assert reader_here(desk.path) is None
    opened(desk, "Ilse").lock()
    assert reader_here(desk.path) is not None


def test_a_damaged_page_stays_where_it_is(desk: Desk) -> None:
    """And the whole ones are taken."""
    opened(desk, "Noor").lock()
    Page(reader(desk), ID, 50.0).keep(TEXT)
    Page(reader(desk), OTHER, 60.0).keep("whole")
    (broken,) = Path.home().rglob(f"*{ID}.page")
    broken.write_bytes(broken.read_bytes()[:-1] + b"\x00")
    noor = opened(desk, "Noor")
    assert list(noor.drafts()) == [f"{KEY}{OTHER}"]
    assert pages(desk) == [broken]
    noor.lock()


def test_a_page_moved_to_another_place_does_not_open(desk: Desk) -> None:
    """It is bound to its id: nobody can put an old page in the place of a newer one."""
    opened(desk, "Noor").lock()
    Page(reader(desk), ID, 50.0).keep(TEXT)
    (file,) = pages(desk)
    file.rename(file.with_name(file.name.replace(ID, OTHER)))
    noor = opened(desk, "Noor")
    assert noor.drafts() == {}
    noor.lock()


def test_a_disk_that_refuses_says_so(desk: Desk) -> None:
    """As the vault does; what was sealed before is still there."""
    page = Page(reader(desk), ID, 50.0)
    page.keep(TEXT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", refuse)
        with pytest.raises(NoRoom):
            page.keep("more")
    ilse = opened(desk, "Ilse")
    assert json.loads(ilse.drafts()[f"{KEY}{ID}"])["text"] == TEXT
    ilse.lock()


def refuse(_: int) -> None:
    """A full disk."""
    raise OSError(28, "No space left on device")


def test_keys_that_are_none_harm_nobody_else() -> None:
    """Somebody who puts a key of low order there gets a page that opens for nobody."""
    Page(Reader(b"v" * 16, PublicKeys(bytes(32), bytes(32))), ID, 0.0).keep(TEXT)
