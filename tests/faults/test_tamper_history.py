"""What is put back, taken out or exchanged as a whole: cases, tails, keys, founders, generations, copies that met."""

import shutil
import sqlite3
from contextlib import nullcontext as nothing_raised
from pathlib import Path

import pytest

from coctui.models.access_events import Asked, Excluded, Recused
from coctui.models.content_events import NoteWritten
from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged
from coctui.vault.errors import Damaged, ForeignFounder, Older, VaultError
from coctui.vault.source import ReplaySource
from tests.faults.sample import PASSPHRASES, START, Desk, at_home, found, open_as, opened, seen, tampering


def delete_room(file: sqlite3.Connection, room: str) -> None:
    """A case with all its rows."""
    number = file.execute("SELECT n FROM room WHERE id = ?", (bytes.fromhex(room),)).fetchone()[0]
    for table in ("letter", "event", "parcel", "attachment", "generation"):
        file.execute(f"DELETE FROM {table} WHERE room = ?", (number,))
    file.execute("DELETE FROM room WHERE n = ?", (number,))


@pytest.mark.parametrize("anchor", [True, False])
@pytest.mark.parametrize("caches", [True, False])
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("name", ["Noor", "Oksana"])
def test_a_deleted_case_is_missed(desk: Desk, anchor: bool, caches: bool, place: int, name: str) -> None:
    """With all its rows gone it is missed by who held it and by who may not know of it: each chain runs through all rooms."""
    desk.restore(anchor=anchor)
    with tampering(desk.path) as file:
        delete_room(file, desk.rooms[place])
        if not caches:
            file.execute("DELETE FROM cache")
    assert desk.look(name).startswith("error")


def test_a_case_newer_than_all_others_is_missed_by_who_held_it(desk: Desk) -> None:
    """The own sheet lists what one holds: also on another computer, and also where the case is the end of every chain."""
    noor = open_as(desk.path, "Noor")
    room = opened(noor, "silver-larch", "The newest case.")
    noor.lock()
    with tampering(desk.path) as file:
        delete_room(file, room)
        file.execute("DELETE FROM cache")
    shutil.rmtree(desk.state)
    with pytest.raises(Damaged, match="room-gone"):
        open_as(desk.path, "Noor")


def cut(file: sqlite3.Connection, rows: str, *values: object) -> int:
    """Events taken out, with the caches that knew them; how many."""
    gone = file.execute(f"DELETE FROM event WHERE {rows}", values).rowcount
    file.execute("DELETE FROM cache")
    return gone


@pytest.mark.parametrize("name", ["Noor", "Oksana"])
@pytest.mark.parametrize("lane", [0, 1, 2])
def test_a_cut_tail_is_missed_where_it_was_known(desk: Desk, lane: int, name: str) -> None:
    """The newest event, of whatever lane, gone from the end of its chain: the anchor says whose entries are missing."""
    desk.restore()
    noor = open_as(desk.path, "Noor")
    act = (
        (PolicyChanged(policy=Policy(leads_out=3)),)
        if lane == 0
        else (Asked(seat=desk.seats["Oksana"]),)
        if lane == 1
        else ()
    )
    if lane == 0:
        noor.manage(*act)
    else:
        noor.record(desk.rooms[1], act or (NoteWritten(text="the last word"),))
    noor.lock()
    with tampering(desk.path) as file:
        writer, seq = file.execute("SELECT writer, seq FROM event ORDER BY n DESC LIMIT 1").fetchone()
        assert cut(file, "writer = ? AND seq = ?", writer, seq) == 1
    with pytest.raises(VaultError) as caught:
        open_as(desk.path, name)
    assert caught.value.status == 3
    if lane == 2:
        assert isinstance(caught.value, Older)
        assert "Noor" in caught.value.sentence


@pytest.fixture
def two_writers(desk: Desk, tmp_path: Path) -> Desk:
    """Ilse writes the last word of the third case on a computer of her own; then Noor asks Oksana anew, and notes."""
    room = desk.rooms[2]
    with at_home(tmp_path / "hers"):
        ilse = open_as(desk.path, "Ilse")
        ilse.record(room, (NoteWritten(text="from my own computer"),))
        ilse.lock()
    noor = open_as(desk.path, "Noor")
    noor.record(room, (NoteWritten(text="thank you"),))
    noor.record(room, (Excluded(seat=desk.seats["Oksana"]),))
    noor.lock()
    shutil.rmtree(desk.state)
    return desk


@pytest.mark.parametrize("shuffled", [False, True])
def test_a_writers_cut_tail_is_missed_without_any_anchor(two_writers: Desk, shuffled: bool) -> None:
    """The tally of a later access event counts it, also where the rows are put into another order to hide it."""
    desk = two_writers
    with tampering(desk.path) as file:
        number = file.execute("SELECT n FROM room WHERE id = ?", (bytes.fromhex(desk.rooms[2]),)).fetchone()[0]
        seat = file.execute("SELECT n FROM seat WHERE id = ?", (bytes.fromhex(desk.seats["Ilse"]),)).fetchone()[0]
        assert cut(file, "n = (SELECT MAX(n) FROM event WHERE seat = ?)", seat) == 1
        if shuffled:
            last = file.execute("SELECT MAX(n) FROM event WHERE room = ? AND lane = 1", (number,)).fetchone()[0]
            file.execute("UPDATE event SET n = 10000 WHERE n = ?", (last,))
    noor = open_as(desk.path, "Noor")
    assert {row.case for row in noor.rows() if row.access == "damaged"} == {"slate-heron"}
    with pytest.raises(Damaged):
        noor.case(desk.rooms[2])
    assert not noor.verify().ok
    noor.lock()


@pytest.mark.parametrize("shuffled", [False, True])
def test_the_order_of_rows_means_nothing(two_writers: Desk, shuffled: bool) -> None:
    """Rows in another order are the same case: the fold goes by what each event says that it follows."""
    desk = two_writers
    noor = open_as(desk.path, "Noor")
    before = seen(noor)
    noor.lock()
    with tampering(desk.path) as file:
        file.execute("DELETE FROM cache")
        file.execute("UPDATE event SET n = 10000 - n WHERE lane = 2" if shuffled else "UPDATE event SET n = 10000 + n")
    noor = open_as(desk.path, "Noor")
    assert seen(noor)["cases"] == before["cases"]
    assert noor.verify().ok
    noor.lock()


def test_a_file_rolled_back_is_refused_and_says_whose_entries_are_missing(desk: Desk, tmp_path: Path) -> None:
    """The whole file of yesterday at its old place: `Older`, with names and when; at a new place it is a copy."""
    yesterday = desk.path.read_bytes()
    with at_home(tmp_path / "hers"):
        ilse = open_as(desk.path, "Ilse")
        ilse.record(desk.rooms[0], (NoteWritten(text="from my own computer"),))
        ilse.lock()
    noor = open_as(desk.path, "Noor")
    noor.record(desk.rooms[1], (NoteWritten(text="today"),))
    noor.lock()
    desk.path.write_bytes(yesterday)
    with pytest.raises(Older) as caught:
        open_as(desk.path, "Noor")
    assert "Ilse and Noor" in caught.value.sentence
    assert "2026-12-05" in caught.value.sentence
    assert (caught.value.status, caught.value.args) == (3, ("older",))
    with pytest.raises(Older):
        open_as(desk.path, "Noor")
    copy = desk.path.with_name("copy.coctui")
    copy.write_bytes(yesterday)
    noor = open_as(copy, "Noor")
    assert len(noor.notices) == 1
    noor.lock()


@pytest.mark.parametrize("how", ["deleted", "older", "another seat's"])
def test_an_own_sheet_put_back_or_taken_away_is_missed(desk: Desk, how: str) -> None:
    """What a member keeps for themself is not undone in silence where it was known."""
    with tampering(desk.path) as file:
        older = file.execute("SELECT id, seat, sealed FROM own").fetchall()
    oksana = open_as(desk.path, "Oksana")
    oksana.write_settings({"zone": "Africa/Nairobi"})
    oksana.lock()
    seat = bytes.fromhex(desk.seats["Oksana"])
    with tampering(desk.path) as file:
        number = file.execute("SELECT n FROM seat WHERE id = ?", (seat,)).fetchone()[0]
        if how == "older":
            file.execute("DELETE FROM own WHERE seat = ?", (number,))
            file.executemany("INSERT INTO own VALUES (?, ?, ?)", [row for row in older if row[1] == number])
        elif how == "deleted":
            file.execute("DELETE FROM own WHERE seat = ?", (number,))
        else:
            file.execute("UPDATE own SET seat = seat + 1 WHERE seat = ?", (number,))
    with pytest.raises(Older):
        open_as(desk.path, "Oksana")


def test_a_swapped_public_key_is_refused(desk: Desk, tmp_path: Path) -> None:
    """Letters are never sealed to a key that somebody put into the file."""
    other = found(tmp_path / "other.coctui", ReplaySource(99, START))
    stranger = other.team.members[other.me].keys
    other.lock()
    for column, key in (("box", stranger.box), ("sign", stranger.sign)):
        desk.restore()
        with tampering(desk.path) as file:
            sql = f"UPDATE seat SET {column} = ? WHERE id = ?"
            file.execute(sql, (bytes.fromhex(key), bytes.fromhex(desk.seats["Oksana"])))
        for name in PASSPHRASES:
            assert desk.look(name) == "error seat-keys"
    desk.restore()
    with tampering(desk.path) as file:
        sql = "UPDATE seat SET id = ?, box = ?, sign = ? WHERE id = ?"
        keys = (bytes.fromhex(key) for key in (stranger.seat, stranger.box, stranger.sign))
        file.execute(sql, (*keys, bytes.fromhex(desk.seats["Oksana"])))
    assert desk.look().startswith("error")


def test_a_slot_under_a_foreign_founder_is_refused(desk: Desk, tmp_path: Path) -> None:
    """A vault that pretends to be ours, with our slots carried over: the slot says under whom it was made."""
    with tampering(desk.path) as file:
        vault = file.execute("SELECT vault FROM vault").fetchone()[0]
        slots = file.execute("SELECT id, kind, sealed FROM slot").fetchall()

    class Chosen(ReplaySource):
        """A source whose first draw, the vault's id, is the one of the vault to be imitated."""

        def token(self, length: int) -> bytes:
            drawn = super().token(length)
            return vault if self._counts[""] == 1 else drawn

    path = tmp_path / "foreign" / "team.coctui"
    path.parent.mkdir()
    false = found(path, Chosen(3, START))
    false.lock()
    with tampering(path) as file:
        file.execute("DELETE FROM slot")
        file.executemany("INSERT INTO slot VALUES (?, ?, ?)", slots)
    for name in PASSPHRASES:
        with pytest.raises(ForeignFounder):
            open_as(path, name)


def test_an_older_generation_is_refused(desk: Desk) -> None:
    """Old letters, card and sealed bytes put back under the columns of today: said to be put back, also to who had left."""
    with tampering(desk.path) as file:
        old = {
            t: file.execute(f"SELECT * FROM {t}").fetchall()
            for t in ("letter", "generation", "room", "event", "attachment")
        }
    noor = open_as(desk.path, "Noor")
    ilse = open_as(desk.path, "Ilse")
    ilse.record(desk.rooms[0], (Recused(),))
    ilse.lock()
    noor.work(1.0)
    noor.lock()
    room = next(row for row in old["room"] if row[1] == bytes.fromhex(desk.rooms[0]))
    with tampering(desk.path) as file:
        generation = next(row for row in old["generation"] if row[0] == room[2])
        file.execute("INSERT OR REPLACE INTO generation VALUES (?, ?, ?, ?)", generation)
        file.execute(
            "UPDATE room SET generation = ?, number = ?, card = ?, link = ? WHERE id = ?", (*room[2:], room[1])
        )
        file.execute("DELETE FROM letter WHERE room = ?", (room[0],))
        for row in old["letter"]:
            if row[0] == room[0]:
                file.execute("INSERT INTO letter VALUES (?, ?, ?, ?)", row)
        for row in old["event"]:
            if row[1] == room[0]:
                file.execute("UPDATE event SET generation = ?, sealed = ? WHERE link = ?", (row[9], row[10], row[7]))
    for name in ("Noor", "Ilse"):
        vault = open_as(desk.path, name)
        if name == "Noor":
            assert {finding.code for finding in vault.verify().findings} & {"put-back", "damaged"}
        with pytest.raises(VaultError) as caught:
            vault.case(desk.rooms[0])
        assert name == "Ilse" or caught.value.code == "put-back"
        vault.lock()


def test_an_old_list_is_not_put_back_beside_new_marks(desk: Desk) -> None:
    """One cache of yesterday among those of today is as good as none: no line of the inbox goes back in time."""
    with tampering(desk.path) as file:
        old = file.execute("SELECT seat, kind, sealed FROM cache").fetchall()
    noor = open_as(desk.path, "Noor")
    room = opened(noor, "silver-larch", "Of today.")
    noor.lock()
    for kind in (1, 2, 3):
        with tampering(desk.path) as file:
            file.executemany(
                "UPDATE cache SET sealed = ?3 WHERE seat = ?1 AND kind = ?2", [row for row in old if row[1] == kind]
            )
        noor = open_as(desk.path, "Noor")
        assert room in {row.room for row in noor.rows()}
        assert noor.verify().ok
        noor.lock()


def test_an_answer_carried_to_another_case_is_said_again(desk: Desk) -> None:
    """A parcel that lies where nobody can open it, or that was changed, is posted anew by who answered."""
    for sql in ("UPDATE parcel SET room = room + 1", "UPDATE parcel SET sealed = zeroblob(1100)", "DELETE FROM parcel"):
        desk.restore()
        with tampering(desk.path) as file:
            assert file.execute(sql).rowcount == 1
        oksana = open_as(desk.path, "Oksana")
        oksana.work(1.0)
        oksana.lock()
        noor = open_as(desk.path, "Noor")
        noor.work(1.0)
        assert desk.seats["Oksana"] in noor.case(desk.rooms[0]).access.cleared, sql
        noor.lock()


@pytest.mark.parametrize("name", ["Noor", "Ilse"])
def test_a_damaged_letter_of_ones_own_is_said(desk: Desk, name: str) -> None:
    """A case does not vanish from a list because somebody changed a letter: only a colleague's event can close it."""
    for damage in (
        "UPDATE letter SET sealed = zeroblob(82)",
        "UPDATE room SET generation = 9999",
        "DELETE FROM letter",
    ):
        desk.restore()
        with tampering(desk.path) as file:
            file.execute("DELETE FROM cache")
            number = file.execute("SELECT n FROM room WHERE id = ?", (bytes.fromhex(desk.rooms[2]),)).fetchone()[0]
            file.execute(f"{damage} WHERE {'n' if 'room SET' in damage else 'room'} = ?", (number,))
        vault = open_as(desk.path, name)
        assert [row.case for row in vault.rows() if row.access == "damaged"] == ["slate-heron"]
        with pytest.raises(Damaged):
            vault.case(desk.rooms[2])
        vault.lock()
        vault = open_as(desk.path, name)
        assert [row.case for row in vault.rows() if row.access == "damaged"] == ["slate-heron"], "and the next time too"
        vault.lock()


@pytest.mark.parametrize("caches", [True, False])
@pytest.mark.parametrize("name", list(PASSPHRASES))
def test_a_letter_of_the_team_taken_away_removes_nobody(desk: Desk, name: str, caches: bool) -> None:
    """Nobody is treated as a former member because their letter was taken out of the file."""
    desk.restore()
    with tampering(desk.path) as file:
        sql = "DELETE FROM letter WHERE room = 1 AND seat = (SELECT n FROM seat WHERE id = ?)"
        assert file.execute(sql, (bytes.fromhex(desk.seats[name]),)).rowcount == 1
        if not caches:
            file.execute("DELETE FROM cache")
    with pytest.raises(Damaged, match="team-letter") if not caches else nothing_raised():
        open_as(desk.path, name).lock()
    if caches:
        assert desk.look(name) != "same"
