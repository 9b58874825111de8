"""Where the Next bar's key leads: from what a case wants next to the sheet that does it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from coctui.casework.people import PARTS
from coctui.models.row import Row
from coctui.screens.opened import Opened
from coctui.widgets import next_step
from coctui.widgets.views import Moment, wakes

if TYPE_CHECKING:
    from textual.screen import Screen


Act = Literal[
    "item",
    "people",
    "message",
    "sent",
    "who",
    "stand-in",
    "assign",
    "determine",
    "close",
    "note",
    "act",
    "review",
    "waive",
    "files",
    "label",
    "hand over",
    "take over",
    "consent",
    "tie",
    "strike",
    "deciding",
    "settle",
    "choose",
]
SHEETS: dict[Act, tuple[str, str]] = {
    "item": ("item", "ItemSheet"),
    "people": ("item_people", "PeopleSheet"),
    "sent": ("sent", "SentSheet"),
    "message": ("message", "MessageSheet"),
    "who": ("who", "WhoSheet"),
    "stand-in": ("stand_in", "StandInSheet"),
    "assign": ("assign", "AssignSheet"),
    "determine": ("determine", "DetermineSheet"),
    "close": ("close", "CloseSheet"),
    "note": ("note", "NoteSheet"),
    "act": ("act_now", "ActSheet"),
    "review": ("review", "ReviewSheet"),
    "waive": ("waive", "WaiveSheet"),
    "files": ("files", "FilesSheet"),
    "label": ("label", "LabelSheet"),
    "settle": ("settle", "SettleSheet"),
    "hand over": ("hand_over", "HandOverSheet"),
    "take over": ("take_over", "TakeOverSheet"),
    "consent": ("consent", "ConsentSheet"),
    "tie": ("tie", "TieSheet"),
    "deciding": ("deciding", "DecidingSheet"),
    "choose": ("choose", "ChooseSheet"),
}
"""Module and class of each sheet: loaded when it is first wanted, since some bring half a library."""


MESSAGES = ("acknowledgement", "status", "outcome", "check-in")
"""Promises that a message to the reporter keeps."""


class Lead(NamedTuple):
    """What the key does: which sheet, and what it opens with."""

    act: Act
    detail: str = ""
    """Name of an item, kind of a message, what has two answers."""


def sheet_for(room: str, lead: Lead, opened: Opened | None = None) -> "Screen[Any]":
    """The sheet, ready to be laid over a list or a case."""
    act: Act = "people" if lead.act == "item" and lead.detail in PARTS else lead.act
    module, name = SHEETS[act]
    sheet = getattr(import_module(f"coctui.screens.{module}"), name)
    detail = (
        (lead.detail or "status",)
        if act in ("sent", "message")
        else (lead.detail,)
        if act in ("item", "people", "waive", "choose")
        else ()
    )
    found: Screen[Any] = sheet(room, *detail, opened)
    return found


def promised(row: Row) -> Lead | None:
    """What keeps the next promise of a case: a message, a look, a word that it was seen to; `None` where none is open."""
    kind = next_step.kind_of(row)
    if kind == "review":
        return Lead("review")
    if kind in ("expiry", "team check-in"):
        return Lead("waive", kind)
    return Lead("message", kind) if kind in MESSAGES else None


def message_due(row: Row) -> str:
    """Kind of the message that the reporter waits for next, whatever else is due before it; `""` for none."""
    wait = [(due, kind) for kind, state, due, _ in row.promises if state == "open"]
    kinds = (next_step.kind_of(row._replace(promise=kind)) for _, kind in sorted(wait))
    found = next((kind for kind in kinds if kind in MESSAGES), "")
    # what was promised for a day while nothing was decided is, once it is, best kept with the outcome itself
    return "outcome" if found == "status" and row.status == "decided" else found


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
