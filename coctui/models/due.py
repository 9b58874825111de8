"""What is due, over the cases that a member holds: from the lines of the inbox alone."""

from collections.abc import Iterable
from typing import NamedTuple

from coctui.models.row import Row


class Due(NamedTuple):
    """An open promise of a case."""

    due: float
    """Seconds since 1970 UTC."""
    case: str
    kind: str


def due_of(rows: Iterable[Row], until: float = float("inf")) -> tuple[Due, ...]:
    """The open promises of these lines that are due until then, the first one first."""
    found = [
        Due(due, row.case, kind)
        for row in rows
        if row.access == "cleared"
        for kind, state, due, _ in row.promises
        if state == "open" and due <= until
    ]
    return tuple(sorted(found))
