"""The cases that a debrief is about: those that its maker holds, read one after the other."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from coctui.models.case import Case
from coctui.models.row import Row
from coctui.reports.facts import CaseFacts, facts_of

Progress = Callable[[int, int], None]
HELD = ("cleared", "damaged")
"""What a row is to somebody who holds its case. Cards and masked rows are no cases of theirs, and are not counted."""


class Gathered(NamedTuple):
    """What was read."""

    facts: tuple[CaseFacts, ...]
    rooms: dict[str, str]
    """Code name to room."""
    unread: int
    """How many of the held cases could not be read now."""


def gather(rows: Iterable[Row], read: Callable[[str], Case | None], progress: Progress | None = None) -> Gathered:
    """Read each case that is held, by `read(room)`; `None` from it counts as not readable. `progress` gets (done, all)."""
    held = [row for row in rows if row.access in HELD]
    found: dict[str, CaseFacts] = {}
    for done, row in enumerate(held):
        if progress is not None:
            progress(done, len(held))
        case = read(row.room) if row.access == "cleared" else None
        if case is not None:
            found[row.room] = facts_of(case, row.case)
    return Gathered(tuple(found.values()), {facts.code: room for room, facts in found.items()}, len(held) - len(found))
