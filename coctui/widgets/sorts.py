"""In which order a list stands: by what is urgent, in groups; or by one column, without them."""

from collections.abc import Callable
from typing import NamedTuple

from coctui.models.row import Row

URGENCY = "urgency"
Key = tuple[object, ...]


class Sort(NamedTuple):
    """One order."""

    id: str
    says: str
    """In the rule over the list, after the view's title; `""` for the order that needs no word."""
    key: Callable[[Row], Key] | None
    """Of equal types for all rows; `None` for the order by groups."""


SORTS: tuple[Sort, ...] = (
    Sort(URGENCY, "", None),
    Sort("newest", "newest first", lambda row: (-row.received, row.case)),
    Sort("oldest", "oldest first", lambda row: (row.received, row.case)),
    Sort("code name", "by code name", lambda row: (row.case,)),
    Sort("what", "by what", lambda row: (not row.what, row.what.casefold(), row.case)),
    Sort("who", "by who", lambda row: (not row.mine, not row.assigned, row.assigned.casefold(), row.case)),
)
"""In the order in which the key goes through them."""


def sort_of(id: str) -> Sort:
    """The order with this id, or the first."""
    return next((sort for sort in SORTS if sort.id == id), SORTS[0])


def after(id: str) -> str:
    """The order that comes after this one; after the last the first."""
    ids = [sort.id for sort in SORTS]
    return ids[(ids.index(sort_of(id).id) + 1) % len(ids)]
