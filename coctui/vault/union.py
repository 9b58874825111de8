"""The rows of two copies of a vault in one: decided by clear columns alone, so that anybody can do it (docs/decisions/0012)."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from coctui.vault.branch import NewSet, letters_of, put_branch, put_branch_letters, sets_of
from coctui.vault.connection import connect_to_read
from coctui.vault.core import Core
from coctui.vault.errors import (
    Earlier,
    NoOther,
    NoVault,
    OtherDamaged,
    OtherFormat,
    OtherVault,
    TooNew,
    Twice,
    VaultError,
)
from coctui.vault.letter import Address, write_letter
from coctui.vault.room import team_room
from coctui.vault.seals import former_of, unite_attachments, unite_seals
from coctui.vault.store import RoomRow, Store
from coctui.vault.trail import Tip

Key = tuple[bytes, bytes]
"""Which set of letters: the link of the event that wrote it, and its generation."""


class Sides(NamedTuple):
    """Both files, and of one room the links that each had before."""

    mine: Store
    other: Store
    room: bytes
    here: frozenset[bytes]
    there: frozenset[bytes]


@contextmanager
def other_copy(path: Path, vault: bytes) -> Iterator[Store]:
    """Another file, to read from as it is at one moment. `OtherVault`, `OtherFormat`, `OtherDamaged`, `NoVault`."""
    try:
        connection = connect_to_read(path)
    except (TooNew, Earlier):
        raise OtherFormat from None
    except NoVault as error:
        raise NoOther(code=error.code) from None
    except VaultError as error:
        raise OtherDamaged if error.status == 3 else error from None
    try:
        other = Store(connection)
        connection.execute("BEGIN")
        if other.one("SELECT vault FROM vault") != (vault,):
            raise OtherVault
        yield other
    finally:
        connection.close()


def in_both(mine: Store, other: Store) -> dict[bytes, Tip]:
    """How far each chain is the same in both files; what comes after that there is new here.

    Two files with different events under one (writer, seq) are refused: no two computers write so. `Twice`.
    """
    sql = "SELECT w.id, MAX(e.seq) FROM event e JOIN writer w ON w.n = e.writer GROUP BY w.id"
    here, there = (dict(store.typed((bytes, int), sql)) for store in (mine, other))
    sql = "SELECT link FROM event e JOIN writer w ON w.n = e.writer WHERE w.id = ? AND e.seq = ?"
    same: dict[bytes, Tip] = {}
    for writer in here.keys() & there.keys():
        seq = min(here[writer], there[writer])
        link = mine.one(sql, writer, seq)
        if link is None or link != other.one(sql, writer, seq):
            raise Twice
        same[writer] = Tip(seq, link[0])
    return same


def unite(core: Core, other: Store) -> None:
    """Take over all that another copy has and this one has not, inside `Store.writing()`.

    Caches go: what they say of the file is not so any more, and a line in one may be of a case that its owner left.
    """
    mine, before, there = core.store, _links(core.store), _links(other)
    joined_here, joined_there = _joined(mine, other), _joined(other, mine)
    _unite_names(mine, other)
    _put_events(mine, other)
    for room in before.keys() | there.keys():
        sides = Sides(mine, other, room, before.get(room, frozenset()), there.get(room, frozenset()))
        newcomers = joined_there if room not in there else joined_here if room not in before else frozenset[bytes]()
        if sides.here != sides.there or joined_here or joined_there:
            _unite_sets(core, sides, newcomers)
        if sides.here != sides.there and room in there:
            more, ahead = not sides.there <= sides.here, not sides.here <= sides.there
            unite_seals(mine, other, room)
            unite_attachments(mine, other, room, gained=more, ahead=ahead)
    _unite_rest(mine, other)
    mine.run("DELETE FROM cache")
    core.seats_changed()


def rooms_with_news(mine: Store, other: Store) -> frozenset[bytes]:
    """Rooms of which another copy has events that this one has not."""
    here = _links(mine)
    return frozenset(room for room, links in _links(other).items() if not links <= here.get(room, frozenset()))


def _joined(store: Store, other: Store) -> frozenset[bytes]:
    """Seats that one copy knows as members and the other not at all: they joined there since, and have letters in its cases."""
    sql = (
        "SELECT DISTINCT s.id FROM letter l JOIN seat s ON s.n = l.seat JOIN room r ON r.n = l.room WHERE r.card <> x''"
    )
    known = {id for (id,) in other.typed((bytes,), "SELECT id FROM seat")}
    return frozenset(id for (id,) in store.typed((bytes,), sql)) - known


def _links(store: Store) -> dict[bytes, frozenset[bytes]]:
    sql = "SELECT r.id, e.link FROM event e JOIN room r ON r.n = e.room"
    found: dict[bytes, list[bytes]] = {}
    for room, link in store.typed((bytes, bytes), sql):
        found.setdefault(room, []).append(link)
    return {room: frozenset(links) for room, links in found.items()}


# Names -----------------------------------------------------------------------------------------------------------------


def _unite_names(mine: Store, other: Store) -> None:
    """Seats, writers, rooms and generations."""
    seats = other.typed((bytes, bytes, bytes), "SELECT id, box, sign FROM seat ORDER BY n")
    mine.run_many("INSERT OR IGNORE INTO seat (id, box, sign) VALUES (?, ?, ?)", seats)
    writers = other.typed((bytes,), "SELECT id FROM writer ORDER BY n")
    mine.run_many("INSERT OR IGNORE INTO writer (id) VALUES (?)", writers)
    rooms = other.typed((bytes, int, bytes), "SELECT id, number, link FROM room ORDER BY n")
    sql = "INSERT OR IGNORE INTO room (id, generation, number, card, link) VALUES (?, 0, ?, x'', ?)"
    mine.run_many(sql, rooms)
    sql = "SELECT r.id, g.name, g.former FROM generation g JOIN room r ON r.n = g.room ORDER BY g.n"
    for room, name, former in other.typed((bytes, bytes, int), sql):
        number = mine.generation_number(mine.number("room", room) or 0, name)
        if former:
            mine.run("UPDATE generation SET former = 1 WHERE n = ?", number)


def _put_events(mine: Store, other: Store) -> None:
    """Events that this copy lacks, in the order in which they lie in the other one."""
    known = {link for (link,) in mine.rows("SELECT link FROM event")}
    numbers = {table: dict(mine.rows(f"SELECT id, n FROM {table}")) for table in ("room", "seat", "writer")}  # noqa: S608  # our own names
    generations = dict(mine.rows("SELECT name, n FROM generation"))
    for row in other.all_events():
        if row.link not in known:
            mine.put_event(
                (
                    numbers["room"][row.room], row.lane, numbers["seat"][row.seat], numbers["writer"][row.writer],
                    row.seq, row.digest, row.link, row.signature, generations[row.generation], row.sealed,
                )
            )  # fmt: skip


# Sets of letters -------------------------------------------------------------------------------------------------------


def _unite_sets(core: Core, sides: Sides, newcomers: frozenset[bytes]) -> None:
    """A set stays if both copies have it, or if the other one does not know the event that wrote it (`branch.py`)."""
    here, there = (
        {(row.link, row.generation): row for row in sets_of(store, sides.room)} for store in (sides.mine, sides.other)
    )
    former = former_of(sides.mine)
    kept = {
        key
        for key in here.keys() | there.keys()
        if key[1] not in former
        and (key in here or key[0] not in sides.here)
        and (key in there or key[0] not in sides.there)
    }
    # None is left only where somebody changed the marks by hand: then ours are as good as theirs.
    kept = kept or set(here) or set(there)
    letters = {key: _letters(sides, here.get(key), there.get(key)) for key in kept}
    if sides.room != team_room(core.vault):
        everybody = newcomers.union(*(letters_of(store, row) for row, store in _all_sets(sides, here, there)))
        for (_, generation), found in letters.items():
            for seat in everybody - found.keys():
                # Who joined on one side has no letter yet in what the other wrote: one as they would write it themself.
                address = Address(core.vault, sides.room, generation, seat)
                found[seat] = write_letter(address, bytes(32), "nothing", bytes(32))
    _put_sets(sides, here, {key: (there.get(key) or here[key], letters[key]) for key in kept})


def _all_sets(
    sides: Sides, here: Mapping[Key, RoomRow], there: Mapping[Key, RoomRow]
) -> Iterable[tuple[RoomRow, Store]]:
    yield from ((row, sides.mine) for row in here.values())
    yield from ((row, sides.other) for row in there.values())


def _letters(sides: Sides, here: RoomRow | None, there: RoomRow | None) -> dict[bytes, bytes]:
    """The letters of a set; those that later seats wrote beside them come along from either side."""
    found = letters_of(sides.other, there) if there is not None else {}
    return found | (letters_of(sides.mine, here) if here is not None else {})


def _put_sets(
    sides: Sides, here: Mapping[Key, RoomRow], kept: Mapping[Key, tuple[RoomRow, dict[bytes, bytes]]]
) -> None:
    store, room = sides.mine, sides.mine.number("room", sides.room) or 0
    own = [key for key, row in here.items() if row.branch == 0 and key in kept]
    first, *further = [*own, *sorted(kept.keys() - set(own))]
    # Whoever has the room open knows its branches by number: those that stay keep theirs.
    stay = {key: row.branch for key, row in here.items() if row.branch and key in further}
    for key, row in here.items():
        if row.branch and key not in stay:
            store.run("DELETE FROM branch_letter WHERE branch = ?", row.branch)
            store.run("DELETE FROM branch WHERE n = ?", row.branch)
    row, letters = kept[first]
    generation = store.generation_number(room, row.generation)
    store.put_letters(room, generation, letters, row.number, row.card)
    store.run("UPDATE room SET link = ? WHERE n = ?", row.link, room)
    for key in further:
        row, letters = kept[key]
        if key in stay:
            put_branch_letters(store, stay[key], letters)
            continue
        put_branch(
            store, room, NewSet(store.generation_number(room, row.generation), row.number, row.card, letters), row.link
        )


# All else --------------------------------------------------------------------------------------------------------------


def _unite_rest(mine: Store, other: Store) -> None:
    """What is sealed for one reader each: parcels, own rows, ways in, invitations. Who reads it folds it, or drops it."""
    for parcel, room, sealed in other.typed(
        (bytes, bytes, bytes), "SELECT p.id, r.id, p.sealed FROM parcel p JOIN room r ON r.n = p.room"
    ):
        sql = "INSERT OR IGNORE INTO parcel (id, room, sealed) VALUES (?, ?, ?)"
        mine.run(sql, parcel, mine.number("room", room), sealed)
    for id, seat, sealed in other.typed(
        (bytes, bytes, bytes), "SELECT o.id, s.id, o.sealed FROM own o JOIN seat s ON s.n = o.seat"
    ):
        sql = "INSERT OR IGNORE INTO own (id, seat, sealed) VALUES (?, ?, ?)"
        mine.run(sql, id, mine.number("seat", seat), sealed)
    slots = other.typed((bytes, int, bytes), "SELECT id, kind, sealed FROM slot")
    mine.run_many("INSERT OR IGNORE INTO slot (id, kind, sealed) VALUES (?, ?, ?)", slots)
    invitations = other.typed((bytes, bytes), "SELECT id, sealed FROM invitation")
    mine.run_many("INSERT OR IGNORE INTO invitation (id, sealed) VALUES (?, ?)", invitations)
    _unite_costs(mine, other)


def _unite_costs(mine: Store, other: Store) -> None:
    """At most two costs, the lowest and the highest that are in use: slots of both are there."""
    costs = set[tuple[int, int, int]]()
    for store in (mine, other):
        row = store.one("SELECT memory, passes, lanes, next_memory, next_passes, next_lanes FROM vault")
        costs |= {row[:3]} | ({row[3:]} if row[3] is not None else set())
    first, *more = sorted(costs)
    sql = "UPDATE vault SET memory = ?, passes = ?, lanes = ?, next_memory = ?, next_passes = ?, next_lanes = ?"
    mine.run(sql, *first, *(more[-1] if more else (None, None, None)))


def prune(core: Core) -> None:
    """Rows of invitations that are not open any more, and of their seats: only who reads the team can tell."""
    store, team = core.store, core.team
    for (id,) in store.rows("SELECT id FROM invitation"):
        if id.hex() not in team.invites:
            store.run("DELETE FROM invitation WHERE id = ?", id)
    wanted = {*team.members, *(invite.keys.seat for invite in team.invites.values())}
    named = (
        "SELECT 1 FROM letter WHERE seat = ?1 UNION SELECT 1 FROM branch_letter WHERE seat = ?1 "
        "UNION SELECT 1 FROM event WHERE seat = ?1 UNION SELECT 1 FROM own WHERE seat = ?1"
    )
    for n, id in store.rows("SELECT n, id FROM seat"):
        if id.hex() not in wanted and store.one(named, n) is None:
            core.drop_seat(id)
