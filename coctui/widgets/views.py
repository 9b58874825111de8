"""What needs me, and by when: the views of the inbox, its groups and their order. Pure functions over rows."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from coctui.models.row import Row


class Moment(NamedTuple):
    """The time that a list is drawn for."""

    now: float
    today: float
    """Until when something is due "today" (`moments.end_of_today`)."""


AFTERWARDS = frozenset({"review", "check-in", "expiry", "team check-in"})
"""Promises that closing a case does not let go (`models.promise`)."""


def wakes(row: Row, at: Moment) -> bool:
    """Whether a closed case asks for something today: a look, an end that comes, a word on how somebody is."""
    return row.promise in AFTERWARDS and 0 < row.due < at.today


GROUPS = ("Overdue", "Happening now", "Due today", "Answer the conflict check first", "Later", "At rest, or not yours")
"""The order explains itself in words; indices are what `group_of` returns. What is damaged stands with the questions."""
OVERDUE, NOW, TODAY, ASKED, LATER, REST = range(6)


def group_of(row: Row, at: Moment) -> int:
    """Index of the group that a row belongs to."""
    if row.access in ("asked", "confirm", "damaged"):
        return ASKED
    if row.access == "answered":
        return LATER
    if row.access != "cleared" or (row.status == "closed" and not wakes(row, at)):
        return REST
    if row.promise and row.due and row.due < at.now:
        return OVERDUE
    if row.ongoing == "yes" and row.status != "closed":
        return NOW
    if row.promise and row.due and row.due < at.today:
        return TODAY
    return LATER


SIGNS = ("!", "!", "~", "~", " ", " ")
"""The sign of each group; an alarm or a safety concern raises a blank to `~`."""


def sign_of(row: Row, at: Moment) -> str:
    """The one sign in front of a row."""
    if row.access == "damaged":
        return "!"
    mark = SIGNS[group_of(row, at)]
    unquiet = row.access == "keeper" or (row.access == "cleared" and row.status != "closed" and row.alarm)
    return "~" if mark == " " and unquiet else mark


def rank(row: Row, group: int) -> tuple[int, float, str]:
    """Where a row of a group stands: by what is due first; asked and resting ones newest first."""
    if group in (ASKED, REST):
        return group, -row.received, row.case
    return group, row.due or float("inf"), row.case


def ordered(rows: Iterable[Row], at: Moment) -> list[tuple[int, Row]]:
    """(group, row) in the order of the list: by group, then by what is due first; asked and resting ones newest first."""
    pairs = [(group_of(row, at), row) for row in rows]
    pairs.sort(key=lambda pair: rank(pair[1], pair[0]))
    return pairs


def needs(row: Row, at: Moment) -> bool:
    """Whether a case wants something of this reader now."""
    alarmed = row.access == "cleared" and row.status != "closed" and bool(row.alarm)
    return group_of(row, at) <= ASKED or alarmed or row.access == "keeper"


class View(NamedTuple):
    """A question that a list answers."""

    id: str
    title: str
    short: str
    """For the tabs of a narrow window; `""` if it is not among them."""
    holds: Callable[[Row, Moment], bool]
    empty: str
    """What an empty view says."""


def _open(row: Row) -> bool:
    return row.access == "cleared" and row.status != "closed"


NOT_ASIDE = "You have not stepped aside from any case that is listed."
VIEWS: tuple[View, ...] = (
    View("needs you", "Needs you", "Needs you", needs, "Nothing needs you."),
    View("asked", "Asked", "Asked", lambda row, at: row.access in ("asked", "answered", "confirm"), "No conflict check waits for you."),
    View("ongoing", "Ongoing", "Ongoing", lambda row, at: _open(row) and row.ongoing == "yes", "Nothing is going on that you may open."),
    View("mine", "Mine", "Mine", lambda row, at: _open(row) and row.mine, "Nothing is assigned to you."),
    View("waiting", "Waiting for reply", "Waiting", lambda row, at: _open(row) and row.status == "waiting", "Nobody waits for a reply."),
    View("decided", "Decided", "", lambda row, at: row.access == "cleared" and row.status == "decided", "No decided case is open."),
    View("all", "All cases", "All", lambda row, at: True, "There is no case that you may open."),
    View("closed", "Closed", "", lambda row, at: row.access == "cleared" and row.status == "closed", "No case is closed yet."),
    View("stepped aside", "Stepped aside", "", lambda row, at: row.access in ("recused", "keeper"), NOT_ASIDE),
)  # fmt: skip
NARROW: tuple[str, ...] = ("needs you", "all", "asked", "mine", "waiting")
"""The tabs of a narrow window, in their order; the rest is reached by going on to the right."""


def haystack(row: Row) -> str:
    """What a filter looks in: everything that the row shows, in small letters."""
    shown = f"{row.case} {row.gloss} {row.what} {row.place} {row.status} {row.promise} {row.assigned} {row.ask} {row.access}"
    return shown.casefold()
