"""A case as it was read once, and how a reader looks at it now: what every part of the case screens is drawn from."""

from datetime import tzinfo
from typing import TYPE_CHECKING, NamedTuple

from coctui.casework.people_first import Named, unmet
from coctui.models.case import Case
from coctui.models.row import Row
from coctui.widgets.views import Moment

if TYPE_CHECKING:
    from coctui.vault.door import Vault


class Opened(NamedTuple):
    """A case as it was read once."""

    case: Case
    row: Row
    me: str
    unmet: tuple[Named, ...] = ()
    """Who is named in it and this reader was not asked about yet."""


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
    return Opened(case, next(row for row in vault.rows() if row.room == room), vault.me, named)


def name_of(opened: Opened, seat: str) -> str:
    """A member's name, as they wrote it; `you` for the reader."""
    member = opened.case.access.team.members.get(seat)
    return "you" if seat == opened.me else member.name if member else "somebody"
