"""A member with valid keys and the file in hand: nothing is forged in another's name, nobody lets themself in."""

import pytest

from coctui.models.access_events import Admitted, Lettered, Recused
from coctui.models.content_events import NoteWritten
from coctui.models.event import Event, Unknown
from coctui.models.roster import Profile
from coctui.models.team_events import Invited, ProfileChanged, RoleChanged
from coctui.vault.errors import NotAllowed, VaultError
from coctui.vault.room import team_room
from tests.faults.malice import Intruder
from tests.faults.sample import Desk, open_as, plain, seen, tampering

FORGED = NoteWritten(text="I made it all up. Noor")


def intruder(desk: Desk, name: str = "Ilse") -> Intruder:
    """A member who turns against the team."""
    return Intruder(open_as(desk.path, name))


def by(vault_case: tuple[Event, ...], seat: str, kind: type) -> Event:
    """The first event of a kind that a seat wrote."""
    return next(event for event in vault_case if event.seat == seat and isinstance(event.body, kind))


def words_of(desk: Desk, name: str = "Noor") -> str:
    """All that a member reads without asking for a check; `""` if they are told that something is wrong."""
    try:
        vault = open_as(desk.path, name)
        try:
            return repr(seen(vault))
        finally:
            vault.lock()
    except VaultError:
        return ""


@pytest.mark.parametrize("anchor", [True, False])
@pytest.mark.parametrize("relink", [False, True])
@pytest.mark.parametrize("more", [False, True])
def test_no_holder_changes_the_words_of_another(desk: Desk, anchor: bool, relink: bool, more: bool) -> None:
    """Words changed in place are refused also where all that was checked before is taken for checked."""
    desk.restore(anchor=anchor)
    ilse = intruder(desk)
    case = ilse.vault.case(desk.rooms[0])
    noted = next(e for e in case.entries if e.seat == desk.seats["Noor"] and e.lane == "content")
    ilse.change(ilse.key(desk.rooms[0]), bytes.fromhex(noted.link), FORGED, relink=relink)
    if more:
        ilse.write(
            ilse.key(desk.rooms[0]),
            NoteWritten(text="Good night."),
            ilse.heads(desk.rooms[0], "content"),
            case.access.head,
        )
    ilse.leave()
    assert "made it all up" not in words_of(desk)
    assert desk.look() != "same"


def test_no_member_makes_themself_chair(desk: Desk) -> None:
    """An invitation that is changed in place to give other roles is refused, by those too who have seen it before."""
    ilse = intruder(desk)
    key = ilse.key(team_room(ilse.core.vault).hex())
    events = ilse._events(key)
    invited = next(e for e in events if isinstance(e.body, Invited) and e.body.invitation.name == "Ilse")
    assert isinstance(invited.body, Invited)
    made = invited.body.invitation.model_copy(update={"roles": ("lead", "chair")})
    ilse.change(key, bytes.fromhex(invited.link), invited.body.model_copy(update={"invitation": made}))
    ilse.leave()
    assert desk.look() in {"error chain-link", "error put-back"}
    assert desk.look("Oksana") in {"error chain-link", "error put-back"}


@pytest.mark.parametrize("seq", [0, -1, -(2**63), 10_000])
def test_no_row_stands_beside_the_chains(desk: Desk, seq: int) -> None:
    """A row with a number that no chain has is not read, whoever it says that it is by."""
    ilse = intruder(desk)
    ilse.write(
        ilse.key(desk.rooms[0]), FORGED, ilse.heads(desk.rooms[0], "content"), ilse.vault.case(desk.rooms[0]).access.head,
        seat=bytes.fromhex(desk.seats["Noor"]), seq=seq,
    )  # fmt: skip
    ilse.leave()
    assert "made it all up" not in words_of(desk)
    assert desk.look().startswith("error chain")
    desk.restore(anchor=False)


def test_no_row_hides_from_an_index(desk: Desk) -> None:
    """A row that only its room's index finds is not read: the check of the trail goes by the other one."""
    ilse = intruder(desk)
    room, noor = desk.rooms[0], bytes.fromhex(desk.seats["Noor"])
    head, heads = ilse.vault.case(room).access.head, ilse.heads(room, "content")
    row = ilse.row(ilse.key(room), FORGED, heads, head, seat=noor, seq=3)
    ilse.leave()
    name = "sqlite_autoindex_event_1"
    with tampering(desk.path) as file:
        index = file.execute("SELECT * FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        sql = file.execute("SELECT sql FROM sqlite_master WHERE name = 'event'").fetchone()[0]
        file.execute("PRAGMA writable_schema = ON")
        file.execute("DELETE FROM sqlite_master WHERE name = ?", (name,))
        file.execute(
            "UPDATE sqlite_master SET sql = ? WHERE name = 'event'", (sql.replace(", UNIQUE (writer, seq)", ""),)
        )
    with tampering(desk.path) as file:
        columns = "room, lane, seat, writer, seq, digest, link, signature, generation, sealed"
        file.execute(f"INSERT INTO event ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        file.execute("PRAGMA writable_schema = ON")
        file.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'event'", (sql,))
        file.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", index)
    with tampering(desk.path) as file:
        assert file.execute("SELECT COUNT(*) FROM event WHERE sealed = ?", (row[-1],)).fetchone() == (1,)
    assert "made it all up" not in words_of(desk)
    assert desk.look() == "error chain-gap"


def test_nobody_signs_for_another(desk: Desk) -> None:
    """An event in another's name with one's own signature locks the trail, and says so."""
    ilse = intruder(desk)
    room = desk.rooms[0]
    ilse.write(
        ilse.key(room), FORGED, ilse.heads(room, "content"), ilse.vault.case(room).access.head,
        seat=bytes.fromhex(desk.seats["Noor"]),
    )  # fmt: skip
    ilse.leave()
    assert desk.look() == "error signature"


def test_nobody_lets_themself_in(desk: Desk) -> None:
    """Who stepped aside while nobody has changed the key yet writes that they are let in: it changes nothing, and is said."""
    room = desk.rooms[0]
    ilse = intruder(desk)
    key, team = ilse.key(room), ilse.core.team.head
    ilse.vault.record(room, (Recused(),))
    row = ilse.store.one("SELECT link FROM event WHERE lane = 1 ORDER BY n DESC LIMIT 1")
    ilse.write(key, Admitted(seat=desk.seats["Ilse"]), (row[0].hex(),), team)
    ilse.leave()
    noor = open_as(desk.path, "Noor")
    assert desk.seats["Ilse"] not in noor.case(room).access.cleared
    assert {finding.code for finding in noor.verify().findings} == {"no-authority"}
    noor.work(1.0)
    assert noor.case(room).access.generation != key.generation.hex()
    noor.lock()


def test_a_responder_gives_nobody_a_role(desk: Desk) -> None:
    """A team event by somebody who may not is kept, changes nothing, and `verify` lists it."""
    oksana = intruder(desk, "Oksana")
    key = oksana.key(team_room(oksana.core.vault).hex())
    act = RoleChanged(seat=desk.seats["Oksana"], roles=("chair",))
    oksana.write(key, act, oksana.core.team.heads, None)
    oksana.leave()
    noor = open_as(desk.path, "Noor")
    assert "chair" not in noor.team.members[desk.seats["Oksana"]].roles
    assert {finding.code for finding in noor.verify().findings} == {"no-authority"}
    noor.lock()


def test_letters_are_no_ones_alone(desk: Desk) -> None:
    """Letters claimed by somebody who is not cleared do not become the letters of the case."""
    oksana = intruder(desk, "Oksana")
    assert desk.rooms[1] not in {row.room for row in oksana.vault.rows()}
    with pytest.raises(VaultError):
        oksana.vault.record(desk.rooms[1], (Lettered(),))
    oksana.leave()
    assert desk.look() == "same"


def test_an_event_of_a_newer_version_holds_up_its_own_case_only(desk: Desk) -> None:
    """A case with an access event of an unknown kind is read-only; the work of other cases goes on."""
    ilse = intruder(desk)
    room, key = desk.rooms[2], ilse.key(desk.rooms[2])
    ilse.write(key, Unknown(kind="future/1", payload={}), ilse.heads(room, "access"), ilse.core.team.head)
    ilse.store.run("UPDATE letter SET sealed = zeroblob(82) WHERE room = ? AND seat = 3", ilse._n(key))
    ilse.leave()
    noor = open_as(desk.path, "Noor")
    noor.work(1.0)
    assert desk.seats["Oksana"] in noor.case(desk.rooms[0]).access.cleared
    assert noor.case(room).access.unknown
    with pytest.raises(NotAllowed, match="newer-version"):
        noor.record(room, (NoteWritten(text="no"),))
    noor.lock()


NO_EVENTS = (
    b"",
    b"no json",
    b"[]",
    b"{}",
    b"[" * 100_000,
    b'{"after":[],"at":1,"base":null,"kind":"note/1","payload":{}}',
)


@pytest.mark.parametrize("raw", NO_EVENTS)
@pytest.mark.parametrize(("room", "lane"), [(-1, 0), (-1, 1), (2, 0), (2, 1), (2, 2)])
def test_an_event_that_is_none_is_kept_and_listed(desk: Desk, room: int, lane: int, raw: bytes) -> None:
    """Signed bytes that no version could read, or in a lane that their room has not, change nothing; `verify` lists them."""
    ilse = intruder(desk)
    key = ilse.key(team_room(ilse.core.vault).hex() if room < 0 else desk.rooms[room])
    ilse.write(key, raw, (), None, lane=lane)
    ilse.leave()
    noor = open_as(desk.path, "Noor")
    assert {finding.code for finding in noor.verify().findings} == {"no-authority"}
    assert plain(noor.team.members) == desk.before["Noor"]["team"]["members"]
    noor.record(desk.rooms[2], (NoteWritten(text="as before"),))
    noor.lock()


def test_what_a_member_says_of_themself_goes_no_further(desk: Desk) -> None:
    """The longest and oddest texts that a member may write into the trail are read by everybody without harm."""
    ilse = open_as(desk.path, "Ilse")
    odd = "\u202e\x00\x1b]0;x\x07" * 40
    ilse.manage(ProfileChanged(profile=Profile(name=odd, mail=odd, handles=(odd,) * 50)))
    ilse.record(desk.rooms[0], (NoteWritten(text="\ud7ff\U0010ffff" * 1000),))
    ilse.lock()
    for name in ("Noor", "Oksana"):
        vault = open_as(desk.path, name)
        assert vault.team.members[desk.seats["Ilse"]].name == odd
        assert vault.verify().ok
        vault.lock()
