"""What a member keeps for themself: written in small pieces, whole again from any of them, and no trap when one is damaged."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.vault.errors import Older, TooNew
from coctui.vault.journal import Entry, branches, difference, met
from coctui.vault.kdf import FLOOR
from coctui.vault.own import CHANGE, MOST_CHANGES, Own, Sheet
from coctui.vault.seat import Seat
from coctui.vault.source import ReplaySource
from coctui.vault.store import Store
from tests.team import START, Crew

VAULT, SEAT = b"v" * 16, Seat(b"s" * 32)
ROOMS = st.sampled_from([f"{n:032x}" for n in range(6)])
CHANGES = st.one_of(
    st.fixed_dictionaries({"held": st.dictionaries(ROOMS, st.text(max_size=9))}),
    st.fixed_dictionaries({"aside": st.dictionaries(ROOMS, st.text(max_size=9)), "roster": st.text(max_size=40)}),
    st.fixed_dictionaries({"settings": st.dictionaries(st.text(max_size=3), st.text(max_size=9), max_size=4)}),
    st.fixed_dictionaries({"private": st.lists(st.text(max_size=9), max_size=3).map(tuple)}),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A file with one seat in it."""
    made = Store.make(tmp_path_factory.mktemp("own") / "team.coctui", VAULT, FLOOR)
    with made.writing():
        made.run("INSERT INTO seat (id, box, sign) VALUES (?, ?, ?)", SEAT.id, b"box", b"sign")
    yield made
    made.close()


def empty(store: Store) -> Own:
    """Own rows of which there are none yet."""
    with store.writing():
        store.run("DELETE FROM own")
    return Own(store, VAULT, SEAT, ReplaySource(1, START))


def read(store: Store) -> Own:
    """The own rows as the next unlock reads them."""
    own = Own(store, VAULT, SEAT, ReplaySource(2, START))
    own.load()
    return own


def sizes(store: Store) -> list[int]:
    """Bytes of each own row."""
    return [size for (size,) in store.rows("SELECT LENGTH(sealed) FROM own")]


# In pieces -----------------------------------------------------------------------------------------------------------


@given(st.lists(CHANGES, max_size=12))
def test_the_sheet_is_what_was_written_last(store: Store, changes: list[dict[str, Any]]) -> None:
    """After any changes, at every point, the next unlock reads what was meant; nothing is left out or comes back."""
    own = empty(store)
    for change in changes:
        own.write(**change)
        again = read(store)
        assert again.sheet == own.sheet
        assert all(getattr(again.sheet, name) == value for name, value in change.items())
    assert own.sheet.version == len(changes)
    assert not own.gaps
    assert own.unreadable == frozenset()


def test_a_change_costs_and_shows_the_same_whatever_it_says(store: Store) -> None:
    """One more case in a list of thousands writes one small row, as long as that of a setting or of stepping aside."""
    own = empty(store)
    own.write(held={f"{n:032x}": "amber-birch" for n in range(3_000)})
    whole = sizes(store)
    own.write(held={**own.sheet.held, "f" * 32: "copper-finch"})
    own.write(settings={"veil": "5"})
    own.write(aside={"e" * 32: ""}, held={room: code for room, code in own.sheet.held.items() if room != "e" * 32})
    changed = sizes(store)[len(whole) :]
    assert len(changed) == 3
    assert len(set(changed)) == 1
    assert CHANGE < changed[0] < CHANGE + 64


def test_changes_do_not_pile_up(store: Store) -> None:
    """However often something is written, there are never more rows than can be read in a moment."""
    own = empty(store)
    for n in range(3 * MOST_CHANGES):
        own.write(settings={"veil": str(n)})
    assert len(sizes(store)) <= MOST_CHANGES + 1
    assert read(store).sheet.settings == {"veil": str(3 * MOST_CHANGES - 1)}


@given(before=CHANGES, after=CHANGES)
def test_a_difference_makes_one_sheet_of_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Also where things go."""
    old, new = Sheet(**before), Sheet(**{**before, **after})
    base = Entry(1, None, old.model_dump(mode="json"), 1)
    found = branches({b"1": base, b"2": Entry(2, b"1", difference(old, new), 1)})
    assert Sheet.model_validate_json(json.dumps(met(found))) == new


# Where copies met ----------------------------------------------------------------------------------------------------


def test_two_copies_of_a_sheet_become_one(store: Store) -> None:
    """What was noted on either side is there; what was taken back on one side does not come back; one row then."""
    one, two = {"kind": "passphrase"}, {"kind": "passphrase", "gone": True}
    rows = {
        b"1": Entry(1, None, {"settings": {"zone": "UTC"}, "held": {"a": "x", "b": "y"}, "ways": {"w": one}}, 1),
        b"2": Entry(2, b"1", {"ways": {"w": two}, "private": ["Acme"]}, 1),
        b"3": Entry(2, b"1", {"aside": {"c": "z"}, "private": ["Zed"], "answers": {"r": {"at": "2026-12-06"}}}, 1),
        b"4": Entry(
            3, b"3", {"ways": {"w": one}, "settings": {"zone": "CET"}, "answers": {"r": {"at": "2026-12-05"}}}, 1
        ),
    }
    for order in (list(rows), list(reversed(rows))):
        sheet = met(branches({row: rows[row] for row in order}))
        assert sheet["settings"] == {"zone": "CET"}
        assert sheet["held"] == {"a": "x", "b": "y"}
        assert sheet["aside"] == {"c": "z"}
        assert sheet["ways"] == {"w": two}
        assert sorted(sheet["private"]) == ["Acme", "Zed"]


def test_a_union_of_rows_is_read_and_written_whole_again(store: Store) -> None:
    """The rows of two copies in one file: all that both said, both drafts, and one line from the next writing on."""
    own = empty(store)
    own.write(settings={"zone": "UTC"})
    own.save_draft("note", "She called")
    common = store.rows("SELECT * FROM own")
    own.write(aside={"a" * 32: "amber-birch"})
    own.save_draft("note", "She called back")
    here = store.rows("SELECT * FROM own")
    with store.writing():
        store.run("DELETE FROM own")
        store.run_many("INSERT INTO own VALUES (?, ?, ?)", common)
    other = Own(store, VAULT, SEAT, ReplaySource(3, START))
    other.load()
    other.write(private=("Acme",))
    other.save_draft("note", "He called")
    with store.writing():
        store.run_many("INSERT OR IGNORE INTO own VALUES (?, ?, ?)", here)
    met_here = read(store)
    assert met_here.sheet.settings == {"zone": "UTC"}
    assert met_here.sheet.aside == {"a" * 32: "amber-birch"}
    assert met_here.sheet.private == ("Acme",)
    assert sorted((met_here.draft("note") or "").split("\n\n")) == ["He called", "She called back"]
    met_here.write(roster="")
    met_here.save_draft("note", "All called")
    assert len(sizes(store)) == 2
    assert read(store).sheet == met_here.sheet
    assert read(store).drafts() == {"note": "All called"}


# Damage --------------------------------------------------------------------------------------------------------------


def damage(crew: Crew, name: str, rows: tuple[bytes, ...]) -> None:
    """Flip a bit in some of a member's own rows, while they are out."""
    crew.lock(name)
    with closing(sqlite3.connect(crew.path)) as file, file:
        for id in rows:
            (sealed,) = file.execute("SELECT sealed FROM own WHERE id = ?", (id,)).fetchone()
            file.execute("UPDATE own SET sealed = ? WHERE id = ?", (bytes([*sealed[:-1], sealed[-1] ^ 1]), id))


def there(crew: Crew, row: bytes) -> bool:
    """Whether a row lies in the file."""
    with closing(sqlite3.connect(crew.path)) as file:
        return file.execute("SELECT 1 FROM own WHERE id = ?", (row,)).fetchone() is not None


def test_a_damaged_draft_locks_nobody_out(tmp_path: Path) -> None:
    """It is left where it is and told once, in a sentence; other drafts and the cases are there; `verify` names it."""
    crew = Crew.of(tmp_path, "Noor", "Ilse")
    room = crew.case(cleared=("Ilse",))
    crew["Ilse"].save_draft("intake", "A call at night")
    crew["Ilse"].save_draft("note", "She said that")
    row = crew["Ilse"]._open.own._drafts["note"][0]
    damage(crew, "Ilse", row)
    ilse = crew.unlock("Ilse")
    (said,) = ilse.notices
    assert "damaged" in said
    assert ilse.drafts() == {"intake": "A call at night"}
    assert ilse.case(room).code == "amber-birch"
    assert [finding.code for finding in ilse.verify().findings] == ["own-row"]
    ilse.save_draft("note", "She said this")
    again = crew.unlock("Ilse")
    assert again.notices == ()
    assert again.drafts() == {"intake": "A call at night", "note": "She said this"}
    assert there(crew, row[0])
    assert crew.unlock("Noor").verify().ok
    crew.close()


@pytest.mark.parametrize("part", ["whole", "newest", "between", "all"])
def test_a_damaged_sheet_locks_nobody_out(tmp_path: Path, part: str) -> None:
    """What the other rows say is there, one is told once, and goes on writing from a version not used before."""
    crew = Crew.of(tmp_path, "Noor", "Ilse")
    room = crew.case(cleared=("Ilse",))
    for name in ("zone", "veil", "rail"):
        crew["Ilse"].write_settings({name: "on"})
    own = crew["Ilse"]._open.own
    rows, version = own._rows, own.sheet.version
    chosen = {"whole": rows[:1], "newest": rows[-1:], "between": rows[-2:-1], "all": rows}[part]
    damage(crew, "Ilse", chosen)
    ilse = crew.unlock("Ilse")
    assert len(ilse.notices) == 1
    kept = {"whole": {"veil", "rail"}, "newest": {"zone", "veil"}, "between": {"zone", "rail"}, "all": set()}[part]
    assert kept <= set(ilse.sheet.settings)
    assert ilse.sheet.version > version
    assert ilse.case(room).code == "amber-birch"
    assert not ilse.verify().ok
    ilse.write_settings({"zone": "CET"})
    again = crew.unlock("Ilse")
    assert again.notices == ()
    assert again.sheet.settings["zone"] == "CET"
    assert all(there(crew, row) for row in chosen)
    crew.close()


def test_a_row_that_is_gone_is_missed(tmp_path: Path) -> None:
    """The newest one taken out is an older sheet, as before: where it was known, the vault does not open."""
    crew = Crew.of(tmp_path, "Noor", "Ilse")
    crew["Ilse"].write_settings({"zone": "UTC"})
    row = crew["Ilse"]._open.own._rows[-1]
    crew.lock("Ilse")
    with closing(sqlite3.connect(crew.path)) as file, file:
        file.execute("DELETE FROM own WHERE id = ?", (row,))
    with pytest.raises(Older):
        crew.unlock("Ilse")
    crew.close()


def test_what_a_newer_coctui_keeps_is_not_thrown_away(store: Store) -> None:
    """A sheet that opens and that we do not know is no damage: refused, and left as it is."""
    own = empty(store)
    own._put({"kind": "sheet", "sheet": {"version": 1, "shifts": []}})
    before = store.rows("SELECT * FROM own")
    with pytest.raises(TooNew):
        read(store)
    assert store.rows("SELECT * FROM own") == before
