"""How one looks at the list: which view, which filter, in which order; as it was left, or kept under a name."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from coctui.widgets.sorts import SORTS, URGENCY
from coctui.widgets.views import VIEWS

FIRST_VIEW = "all"
"""What a new member sees: everything, the most urgent on top."""
MOST_KEPT = 9
"""Kept views have the numbers 1 to 9, and those keys."""
LEFT_SETTING = "inbox"
KEPT_SETTING = "view."
"""Names in a member's own sheet: how the inbox was left; before the number of a kept view."""
LONGEST_NAME = 17
"""Cells that a name has in the plane of views, beside its number and count."""


class Outlook(NamedTuple):
    """One way to look at the list."""

    view: str = FIRST_VIEW
    wanted: str = ""
    """What the filter asks for, as it was typed."""
    sort: str = URGENCY


class KeptView(NamedTuple):
    """An outlook under a name; `number` is its key."""

    number: int
    name: str
    """As it was typed: goes through safetext before it is shown."""
    outlook: Outlook


class Left(NamedTuple):
    """How the inbox was left: how one looked at it, and the room that the cursor was on."""

    outlook: Outlook = Outlook()
    room: str = ""


def left_setting(left: Left) -> str:
    """As a setting in the own sheet."""
    return json.dumps([*left.outlook, left.room], ensure_ascii=False)


def read_left(settings: Mapping[str, str]) -> Left:
    """How the inbox was left; as for somebody new where nothing is kept, or by a newer coctui."""
    found = _texts(settings.get(LEFT_SETTING, ""), 4)
    return Left(_outlook(*found[:3]), found[3]) if found else Left()


def kept_setting(kept: KeptView) -> tuple[str, str]:
    """Name and value of the setting that keeps a view."""
    return f"{KEPT_SETTING}{kept.number}", json.dumps([kept.name, *kept.outlook], ensure_ascii=False)


def read_kept(settings: Mapping[str, str]) -> tuple[KeptView, ...]:
    """The kept views in the order of their numbers; what does not read is left out."""
    found = []
    for number in range(1, MOST_KEPT + 1):
        texts = _texts(settings.get(f"{KEPT_SETTING}{number}", ""), 4)
        if texts:
            found.append(KeptView(number, texts[0], _outlook(*texts[1:])))
    return tuple(found)


def free_number(kept: tuple[KeptView, ...]) -> int | None:
    """The first number that no view has; `None` if all nine are taken."""
    taken = {view.number for view in kept}
    return next((number for number in range(1, MOST_KEPT + 1) if number not in taken), None)


def _texts(value: str, count: int) -> list[str]:
    try:
        found = json.loads(value)
    except ValueError:
        return []
    fits = isinstance(found, list) and len(found) == count and all(isinstance(text, str) for text in found)
    return found if fits else []


def _outlook(view: str, wanted: str, sort: str) -> Outlook:
    """What is not known any more gives way to what a new member sees."""
    known = Outlook(wanted=wanted)
    if view in {entry.id for entry in VIEWS}:
        known = known._replace(view=view)
    return known._replace(sort=sort) if sort in {entry.id for entry in SORTS} else known
