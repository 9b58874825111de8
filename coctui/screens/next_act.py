"""Where the Next bar's key leads: from what a case wants next to the sheet that does it."""

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from coctui.models.items import ItemName
from coctui.models.row import Row
from coctui.screens.opened import Opened
from coctui.widgets import next_step
from coctui.widgets.views import Moment, wakes

if TYPE_CHECKING:
    from textual.screen import Screen

    from coctui.models.content_events import MessageKind


class Lead(NamedTuple):
    """What the key does: which sheet, and what it opens with."""

    act: Literal["item", "sent", "who", "stand-in", "assign", "determine", "close", "note", "act", "review", "waive"]
    detail: str = ""
    """Name of an item, kind of a message."""


def sheet_for(room: str, lead: Lead, opened: Opened | None = None) -> "Screen[Any]":
    """The sheet, ready to be laid over a list or a case; each is loaded when it is first wanted."""
    from coctui.casework.people import PARTS
    from coctui.screens import act_now, assign, close, determine, item, item_people, note, review, sent, stand_in, waive
    from coctui.screens import who as whom

    match lead.act:
        case "item" if lead.detail in PARTS:
            return item_people.PeopleSheet(room, lead.detail, opened)
        case "item":
            return item.ItemSheet(room, cast("ItemName", lead.detail), opened)
        case "sent":
            return sent.SentSheet(room, cast("MessageKind", lead.detail or "status"), opened)
        case "who":
            return whom.WhoSheet(room, opened)
        case "stand-in":
            return stand_in.StandInSheet(room, opened)
        case "assign":
            return assign.AssignSheet(room, opened)
        case "determine":
            return determine.DetermineSheet(room, opened)
        case "close":
            return close.CloseSheet(room, opened)
        case "note":
            return note.NoteSheet(room, opened)
        case "act":
            return act_now.ActSheet(room, opened)
        case "review":
            return review.ReviewSheet(room, opened)
        case "waive":
            return waive.WaiveSheet(room, opened)


def promised(row: Row) -> Lead | None:
    """What keeps the next promise of a case: a message, a look, a word that it was seen to; `None` where none is open."""
    kind = next_step.kind_of(row)
    if kind == "review":
        return Lead("review")
    if kind in ("expiry", "team check-in"):
        return Lead("waive")
    return Lead("sent", kind) if kind in ("acknowledgement", "status", "outcome", "check-in") else None


def of_row(row: Row | None, at: Moment) -> Lead | None:
    """What the Next bar of the inbox does for a row that its reader holds, in the order of `next_step.for_row`.

    `None`: open the case, where its own Next bar goes on.
    """
    if row is None or row.access != "cleared" or (row.status == "closed" and not wakes(row, at)):
        return None
    if row.promise and row.due and row.due < at.now:
        return promised(row)
    if row.ongoing == "yes" and row.status != "closed":
        return None
    if row.alarm in ("stand-in", "no lead"):
        return Lead("stand-in")
    if row.alarm == "alone":
        return Lead("who")
    return promised(row) if row.promise and row.due and row.due < at.today else None
