"""Under which keys the events and attachments of a room lie when two copies are made one.

Of the seals that one event has in two files, those under replaced keys go, unless there is no other. Where both copies
changed the key without knowing of each other, all stay: each branch is read with its own keys.
"""

from coctui.vault.store import EventRow, Store

Seals = dict[bytes, bytes]
"""Sealed bytes by generation."""


def unite_seals(mine: Store, other: Store, room: bytes) -> None:
    """Settle which seals the events of a room have here that both copies know, inside `Store.writing()`.

    The room's sets of letters must be those that stay: whether there are branches is told by them.
    """
    number, there = mine.number("room", room) or 0, other.number("room", room) or 0
    own = {row.link: row for row in mine.events(number)}
    further, further_there = mine.further_seals(number), other.further_seals(there)
    former = _replaced(mine, number)
    for row in other.events(there):
        at = own[row.link]
        before = dict([(at.generation, at.sealed), *further.get(at.n, ())])
        found = dict([(row.generation, row.sealed), *further_there.get(row.n, ())]) | before
        if len(found) > 1:
            current = {name: sealed for name, sealed in found.items() if name not in former} or before
            if current != before or len(current) > 1:
                _put_seals(mine, number, at, current)


def _put_seals(mine: Store, room: int, at: EventRow, seals: Seals) -> None:
    first = at.generation if at.generation in seals else min(seals)
    sql = "UPDATE event SET generation = ?, sealed = ? WHERE n = ?"
    mine.run(sql, mine.generation_number(room, first), seals[first], at.n)
    mine.run("DELETE FROM branch_event WHERE event = ?", at.n)
    sql = "INSERT INTO branch_event (event, generation, sealed) VALUES (?, ?, ?)"
    further = [name for name in sorted(seals) if name != first]
    mine.run_many(sql, [(at.n, mine.generation_number(room, name), seals[name]) for name in further])


def former_of(store: Store) -> frozenset[bytes]:
    """The names of all generations that were replaced."""
    return frozenset(name for (name,) in store.typed((bytes,), "SELECT name FROM generation WHERE former = 1"))


def _replaced(store: Store, room: int) -> frozenset[bytes]:
    """Names of generations that nobody needs any more: of those that were replaced, where the room has no branches."""
    branched = store.one("SELECT 1 FROM branch WHERE room = ?", room) is not None
    return frozenset() if branched else former_of(store)


def unite_attachments(mine: Store, other: Store, room: bytes, *, gained: bool, ahead: bool) -> None:
    """Take over the attachments of a room, inside `Store.writing()`.

    `gained`: the other copy knows events of it that this one does not; `ahead`: the reverse. An attachment that a copy
    lacks which knows all that the other knows was struck there, and stays so.
    """
    if not gained:
        return
    number, there = mine.number("room", room) or 0, other.number("room", room) or 0
    here, found = _generations(mine, number), _generations(other, there)
    for id in here.keys() - found.keys() if not ahead else ():
        mine.run("DELETE FROM attachment WHERE room = ? AND id = ?", number, id)
    former = _replaced(mine, number)
    for id, generations in found.items():
        both = here.get(id, set()) | generations
        current = both - former or both
        for name in current - here.get(id, set()):
            _copy(mine, other, (number, there), id, name)
        for name in here.get(id, set()) - current:
            sql = "DELETE FROM attachment WHERE room = ? AND id = ? AND generation = ?"
            mine.run(sql, number, id, mine.generation_number(number, name))


def _generations(store: Store, room: int) -> dict[bytes, set[bytes]]:
    sql = "SELECT DISTINCT a.id, g.name FROM attachment a JOIN generation g ON g.n = a.generation WHERE a.room = ?"
    found: dict[bytes, set[bytes]] = {}
    for id, name in store.typed((bytes, bytes), sql, room):
        found.setdefault(id, set()).add(name)
    return found


def _copy(mine: Store, other: Store, rooms: tuple[int, int], id: bytes, name: bytes) -> None:
    number, there = rooms
    sql = (
        "SELECT a.chunk, a.sealed FROM attachment a JOIN generation g ON g.n = a.generation "
        "WHERE a.room = ? AND a.id = ? AND g.name = ?"
    )
    generation = mine.generation_number(number, name)
    chunks = other.typed((int, bytes), sql, there, id, name)
    sql = "INSERT INTO attachment (room, id, chunk, generation, sealed) VALUES (?, ?, ?, ?, ?)"
    mine.run_many(sql, [(number, id, chunk, generation, sealed) for chunk, sealed in chunks])
