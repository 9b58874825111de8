"""A whole conference as one member sees it afterwards: sixteen cases, most of them settled, some promises late."""

from datetime import timedelta
from typing import NamedTuple

from coctui.casework import decision, message, record
from coctui.models.category import CATEGORIES
from coctui.models.content_events import Channel, MessageKind, Outcome
from coctui.models.promise_events import Acted
from coctui.models.roster import Profile
from coctui.models.shift import Shift
from coctui.models.team_events import ProfileChanged
from tests.ui.room import START, Desk, form

NAMES = ("Noor", "Ilse", "Oksana")
CODES = (
    "copper-finch", "suede-basalt", "wetland-papaya", "lakeside-woodlark", "vellum-teak", "canvas-redpoll", "glacier-redwing",
    "terrace-keystone", "pampas-pipit", "shore-camphor", "slate-wren", "amber-birch", "linen-plover", "harbour-cedar",
    "meadow-flint", "velvet-linden",
)  # fmt: skip
"""Not drawn: pictures show them."""
PLACES = (
    "chat",
    "chat",
    "talk",
    "video room",
    "chat",
    "social",
    "talk",
    "chat",
    "mail",
    "talk",
    "video room",
    "social",
)


class Happened(NamedTuple):
    """One case: so many hours after the beginning, answered after so many minutes, told the outcome after so many days."""

    hour: int
    what: int
    outcome: Outcome | None
    answered: int = 40
    days: int = 3
    channel: Channel = "mail"


CASES = (
    Happened(0, 10, "violation", 20), Happened(2, 10, "violation", 35, 4, "chat"), Happened(3, 10, "not a violation", 50),
    Happened(5, 0, "violation", 140, 9), Happened(6, 0, "violation", 12), Happened(7, 8, "violation", 41, 2, "form"),
    Happened(7, 8, "not a violation", 60), Happened(7, 13, "violation", 30), Happened(9, 13, "out of scope", 25, 1, "chat"),
    Happened(12, 3, "violation", 90, 8), Happened(15, 15, "violation", 15), Happened(17, 17, "service matter", 5, 1),
    Happened(26, 10, "not a violation", 45), Happened(31, 10, "violation", 55, 5, "in person"), Happened(31, 8, None, 70),
    Happened(44, 0, "no action", 10, 2, "call"),
)  # fmt: skip


def conference(desk: Desk) -> str:
    """Let it all happen, in the order of time; the last room. Ends two weeks later."""
    for name, start, hours in (("Noor", -20, 30), ("Ilse", 10, 20), ("Oksana", 33, 6)):
        shift = Shift(start=START + timedelta(hours=start), end=START + timedelta(hours=start + hours))
        profile = Profile(name=name, zone="Europe/Amsterdam" if name == "Noor" else "Asia/Tokyo", shifts=(shift,))
        desk.seats[name].refresh()
        desk.seats[name].manage(ProfileChanged(profile=profile))
    desk.seats["Noor"].refresh()
    room = ""
    for number, case in enumerate(CASES):
        room = _case(desk, case, CODES[number], PLACES[number % len(PLACES)])
    desk.source.advance(START + timedelta(days=14) - desk.source.now())
    return room


def _case(desk: Desk, case: Happened, code: str, place: str) -> str:
    at = START + timedelta(hours=case.hour)
    desk.source.advance(at - desk.source.now())
    told = form(channel=case.channel, received=at, place_kind=place, reported=(), gloss="")
    room = desk.open(told, (code, "birch"))

    def sent(kind: MessageKind, **after: float) -> None:
        desk.source.advance(at + timedelta(**after) - desk.source.now())
        desk.do("Noor", room, lambda held, me: message.sent(held, me, kind, desk.source.now()))

    desk.do("Noor", room, lambda held, me: record.label(held, me, category=CATEGORIES[case.what]))
    sent("acknowledgement", minutes=case.answered)
    if case.hour == 7 and case.what == 13:
        act = Acted(id=desk.source.id(), did=("removed",), when=at)
        desk.do("Noor", room, lambda held, me: (act,))
    if case.outcome is not None:
        outcome = case.outcome
        desk.do("Noor", room, lambda held, me: decision.determine(held, me, outcome))
        if outcome == "violation":
            sent("reported person", days=case.days)
        sent("outcome", days=case.days)
        desk.do("Noor", room, decision.close)
        if outcome == "violation":
            sent("check-in", days=case.days + 6)
    return room
