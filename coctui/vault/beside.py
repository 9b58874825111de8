"""What a case says of another one, for this reader: nothing, unless they hold both (DESIGN.md 3).

A tie or a joining lies sealed in a case whose holders all held the other one when it was written. Who is let in later
may not: rows and cases are handed out to them as if there had never been another.
"""

from collections.abc import Mapping
from contextlib import suppress

from coctui.models.case import Case
from coctui.models.handover import as_seen, near
from coctui.models.listing import row_of
from coctui.models.row import Row
from coctui.vault.errors import VaultError
from coctui.vault.shelf import Shelf

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


def _made_anew(shelf: Shelf, id: bytes, own: frozenset[str]) -> Row:
    """A line that would speak of a case which its reader does not hold; one of a case that cannot be read says less."""
    with suppress(VaultError):
        return row_of(as_seen(shelf.room(id).case, own), shelf.core.me)
    return shelf.rows[id]._replace(tied=())
