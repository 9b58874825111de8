"""What a case says of another one, for this reader: nothing, unless they hold both (DESIGN.md 3).

A tie or a joining lies sealed in a case whose holders all held the other one when it was written. Who is let in later
may not: rows and cases are handed out to them as if there had never been another.
"""

from collections.abc import Mapping
from contextlib import suppress

from coctui.models.case import Case
from coctui.models.handover import as_seen, near
from coctui.models.listing import row_of, told_apart
from coctui.models.row import Glance, Row
from coctui.vault.errors import VaultError
from coctui.vault.shelf import Shelf

LONG = 500
"""Lines from which on a list is drawn in two steps: to read, check and order so many takes 15 ms."""
HELD = ("cleared", "damaged")
"""Standings of a case that one holds."""


def held(rows: Mapping[bytes, Row]) -> frozenset[str]:
    """Rooms that this reader holds."""
    return frozenset(row.room for row in rows.values() if row.access in HELD)


def case_as_seen(shelf: Shelf, case: Case) -> Case:
    """A case as it is handed out."""
    return as_seen(case, held(shelf.rows)) if near(case) else case


def rows_as_seen(shelf: Shelf) -> dict[bytes, Row]:
    """The lines as they are handed out: few speak of another case, and of those few are made anew."""
    rows = dict(shelf.rows)
    speaking = [(id, row) for id, row in rows.items() if row.near]
    own = held(rows) if speaking else frozenset[str]()
    for id, row in speaking:
        rows[id] = (row if own.issuperset(row.near) else _made_anew(shelf, id, own))._replace(near=())
    return rows


def rows_in_order(shelf: Shelf) -> tuple[Row, ...]:
    """The inbox: a line for each case that its reader may know of, in order of receipt."""
    rows, core = rows_as_seen(shelf), shelf.core
    if core.team.policy.masked_row:
        for room, code in core.own.sheet.aside.items():
            if code and bytes.fromhex(room) not in rows:
                rows[bytes.fromhex(room)] = Row(room, code, "recused")
    ordered = sorted(rows.values(), key=lambda row: (row.received, row.case, row.third, row.access))
    return told_apart(tuple(ordered))


def glance_of(shelf: Shelf) -> Glance:
    """What is drawn first the next time: the lines among which the list was left, with nothing that is not shown.

    None of a short list, which is read as quickly as a part of it.
    """
    rows: tuple[Row, ...] = ()
    if shelf.left_at and len(shelf.rows) >= LONG:
        shown = {row.room: row for row in rows_in_order(shelf)}
        left = [shown[room] for room in shelf.left_at if room in shown]
        rows = tuple(row._replace(originals=(), tied=(), near=()) for row in left)
    return Glance(rows, dict(shelf.core.own.sheet.settings))


def _made_anew(shelf: Shelf, id: bytes, own: frozenset[str]) -> Row:
    """A line that would speak of a case which its reader does not hold; one of a case that cannot be read says less."""
    with suppress(VaultError):
        return row_of(as_seen(shelf.room(id).case, own), shelf.core.me)
    return shelf.rows[id]._replace(tied=())
