"""A case as it was read once, and how a reader looks at it now: what every part of the case screens is drawn from."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, NamedTuple

from coctui.casework.conflict import texts_in
from coctui.casework.own_list import is_on_it
from coctui.casework.people_first import Named, unmet
from coctui.models.case import Case
from coctui.models.handover import joined_into, ties, took_in
from coctui.models.row import Row
from coctui.widgets.views import Moment

if TYPE_CHECKING:
    from coctui.vault.door import Vault


class Beside(NamedTuple):
    """Other cases that this reader holds, by code name; one that they do not hold is never among them."""

    rooms: frozenset[str] = frozenset()
    """Rooms of the cases that are tied to this one, whichever of them keeps the tie."""
    tied: tuple[str, ...] = ()
    into: str = ""
    """The case that this one went into."""
    took_in: tuple[str, ...] = ()


class Opened(NamedTuple):
    """A case as it was read once."""

    case: Case
    row: Row
    me: str
    unmet: tuple[Named, ...] = ()
    """Who is named in it and this reader was not asked about yet."""
    beside: Beside = Beside()
    on_own_list: bool = False
    """Whether a name in the case is on the reader's own list of people they must not judge; said at their side only."""


class Look(NamedTuple):
    """How a reader looks at it now."""

    at: Moment
    zone: tzinfo
    clock_times: bool = False
    names: int = 0
    """Seconds for which names are still shown."""


def read_opened(vault: "Vault", room: str, before: Opened | None = None) -> Opened:
    """Read a case that one holds; `before` itself while nothing changed. Slow: for a thread. Raises `VaultError`."""
    case = vault.case(room)
    if before is not None and before.case is case:
        return before  # all rows are put in order for one of them: not every second
    named = unmet(case, vault.me, vault.sheet.seen.get(room, ()))
    rows = vault.rows()
    own = is_on_it(vault.sheet.private, texts_in(case)) if vault.sheet.private else False
    return Opened(case, next(row for row in rows if row.room == room), vault.me, named, beside(case, rows), own)


def beside(case: Case, rows: Sequence[Row]) -> Beside:
    """The cases beside this one, of those that `rows` show to their reader as held."""
    codes = {row.room: row.case for row in rows if row.access == "cleared"}
    rooms = frozenset({*ties(case), *(row.room for row in rows if case.room in row.tied)}) & codes.keys()
    took = tuple(sorted(codes[room] for room in took_in(case) if room in codes))
    return Beside(rooms, tuple(sorted(codes[room] for room in rooms)), codes.get(joined_into(case) or "", ""), took)


def name_of(opened: Opened, seat: str) -> str:
    """A member's name, as they wrote it; `you` for the reader."""
    member = opened.case.access.team.members.get(seat)
    return "you" if seat == opened.me else member.name if member else "somebody"
