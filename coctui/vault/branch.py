"""A room's sets of letters: one, or several where copies met (VAULT.md 7; docs/decisions/0012).

A set is the letters and the card that one event wrote; beside it stands that event's link. The room's row holds one set,
the tables named after branches hold further ones until somebody who opens them writes a new one in their place.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from coctui.models.access import Access
from coctui.models.event import Event, Keyed
from coctui.models.order import Sight, order
from coctui.models.roster import Team
from coctui.vault.core import Core
from coctui.vault.errors import Damaged, PutBack, Waiting
from coctui.vault.letter import Address, Kind, open_letter
from coctui.vault.room import RoomKey
from coctui.vault.roomevents import RoomEvents
from coctui.vault.seat import Seat
from coctui.vault.store import RoomRow, Store

UNNAMED = bytes(32)
"""The link beside a set whose event is not written yet."""


class Opening(NamedTuple):
    """What a seat's letter in one set came to."""

    row: RoomRow
    kind: Kind
    key: bytes

    def __repr__(self) -> str:
        return f"<Opening {self.kind}>"


class NewSet(NamedTuple):
    """A set that was just written."""

    generation: int
    number: int
    card: bytes
    letters: Mapping[bytes, bytes]


class Target(NamedTuple):
    """Where letters go: a room, its keys with the one first that events are sealed under, and the sets they replace."""

    room: int
    keys: tuple[RoomKey, ...]
    over: tuple[int, ...] = (0,)


def sets_of(store: Store, id: bytes) -> list[RoomRow]:
    """All sets of a room, its own first; none for a room that does not exist."""
    row = store.room(id)
    return [] if row is None else [row, *store.branches(row)]


def letters_of(store: Store, row: RoomRow) -> dict[bytes, bytes]:
    """The letters of one set, by seat."""
    if row.branch:
        return store.branch_letters(row.branch)
    return {seat: sealed for seat, (_, sealed) in store.letters(row.n).items()}


def openings(core: Core, id: bytes, seat: Seat | None = None) -> list[Opening]:
    """What this seat's letters in a room open, keys first, then the card with the highest number."""
    reader, found = seat or core.seat, list[Opening]()
    for row in sets_of(core.store, id):
        letter = letters_of(core.store, row).get(reader.id)
        address = Address(core.vault, id, row.generation, reader.id)
        opened = open_letter(address, reader.box, letter) if letter is not None else None
        if opened is not None:
            found.append(Opening(row, opened.kind, opened.key))
    return sorted(found, key=lambda opening: (opening.kind != "key", -opening.row.number, opening.row.branch))


def addressed(core: Core, id: bytes) -> bool:
    """Whether any set of a room has a letter for this seat, whatever is in it."""
    return any(core.seat.id in letters_of(core.store, row) for row in sets_of(core.store, id))


def own_team_key(core: Core, sets: Sequence[RoomRow]) -> RoomKey | None:
    """The team room's key from this seat's letter; `None` where there is no letter any more: a former member.

    `Damaged` where there is one that does not open; `Waiting` where copies met and who joined on one of them has none yet.
    """
    id = sets[0].id
    found = openings(core, id)
    if found:
        key = RoomKey(core.vault, id, found[0].key)
        if key.generation != found[0].row.generation:
            raise PutBack
        return key
    if addressed(core, id):
        raise Damaged(code="team-letter")
    if len(sets) > 1 or core.store.one("SELECT COUNT(DISTINCT generation) FROM event WHERE room = ?", sets[0].n)[0] > 1:
        raise Waiting
    return None


def read_events(core: Core, sets: Sequence[RoomRow], known: RoomKey, seat: Seat | None = None) -> RoomEvents:
    """What lies in a room, with the key that a seat knows and all others that its letters there hold. `PutBack`, `Damaged`."""
    n, present = sets[0].n, {row.generation for row in sets}
    if len(sets) == 1:
        if known.generation not in present:
            raise PutBack
        return core.reader().read([known], core.store.events(n))
    letters = (opening.key for opening in openings(core, known.room, seat) if opening.kind == "key")
    keys = [RoomKey(core.vault, known.room, key) for key in dict.fromkeys([known.key, *letters])]
    keys = [key for key in keys if key.generation in present]
    if not keys:
        raise PutBack
    names = {key.generation for key in keys}
    found = core.reader().read(keys, core.store.events(n), core.store.further_seals(n), present - names)
    found.sets = tuple(row.branch for row in sets if row.generation in names)
    return found


def check_sets(sets: Sequence[RoomRow], found: RoomEvents, lane: Sequence[Event], state: Access | Team) -> None:
    """Make sure that each set that opens is one that an event wrote and no later one has replaced; `PutBack`."""
    written = {event.link: event for event in lane if isinstance(event.body, Keyed) and event.body.letters}
    newest = max(((state.line[link], link) for link in written if link in state.line), default=(0, ""))[1]
    for row in (row for row in sets if row.branch in found.sets and row.link.hex() not in found.closed):
        link = row.link.hex()
        event = written.get(link)
        letters = event.body.letters if event is not None and isinstance(event.body, Keyed) else None
        if letters is None or letters.number != row.number:
            raise PutBack
        if link != newest:
            sight = Sight(order(lane))
            if any(sight.saw(later, link) for later in written if later in state.line):
                raise PutBack
        if len(sets) == 1 and letters.generation != row.generation.hex():
            raise PutBack


def newest_key(sets: Sequence[RoomRow], found: RoomEvents, state: Access | Team) -> RoomKey:
    """The key to write with: that of the generation which counts; where an event made another that does not, of that one."""
    if bytes.fromhex(state.generation) in found.own:
        return found.keys[bytes.fromhex(state.generation)]
    newest = max((row for row in sets if row.branch in found.sets), key=lambda row: (row.number, row.link))
    return found.keys[newest.generation]


def target_of(n: int, key: RoomKey, found: RoomEvents) -> Target:
    """Where letters go of a room that was opened so: in the place of every set that opens, one for each key among them."""
    others = (found.keys[generation] for generation in found.own if generation != key.generation)
    return Target(n, (key, *others), found.sets)


def replace_sets(store: Store, target: Target, new: Iterable[NewSet]) -> None:
    """Write new sets in the place of others, inside `Store.writing()`; `name_sets` must follow."""
    for branch in target.over:
        if branch:
            store.run("DELETE FROM branch_letter WHERE branch = ?", branch)
            store.run("DELETE FROM branch WHERE n = ?", branch)
    own = 0 in target.over
    for made in new:
        if own:
            store.put_letters(target.room, made.generation, made.letters, made.number, made.card)
        else:
            put_branch(store, target.room, made, UNNAMED)
        own = False


def put_branch(store: Store, room: int, made: NewSet, link: bytes) -> None:
    """A further set of a room."""
    sql = "INSERT INTO branch (room, generation, number, card, link) VALUES (?, ?, ?, ?, ?)"
    put_branch_letters(store, store.run(sql, room, made.generation, made.number, made.card, link), made.letters)


def put_branch_letters(store: Store, branch: int, letters: Mapping[bytes, bytes]) -> None:
    """The letters of a further set; those that are there already stay."""
    store.run_many(
        "INSERT OR IGNORE INTO branch_letter (branch, seat, sealed) SELECT ?, n, ? FROM seat WHERE id = ?",
        [(branch, sealed, seat) for seat, sealed in letters.items()],
    )


def name_sets(store: Store, room: int, link: bytes) -> None:
    """Note beside the sets that were just written which event wrote them."""
    store.run("UPDATE room SET link = ? WHERE n = ? AND link = ?", link, room, UNNAMED)
    store.run("UPDATE branch SET link = ? WHERE room = ? AND link = ?", link, room, UNNAMED)


def drop_seals(store: Store, room: int, generations: Collection[bytes]) -> None:
    """Forget the second seals that events of a room have under these generations."""
    sql = (
        "DELETE FROM branch_event WHERE generation = (SELECT n FROM generation WHERE name = ?) "
        "AND event IN (SELECT n FROM event WHERE room = ?)"
    )
    store.run_many(sql, [(name, room) for name in generations])
