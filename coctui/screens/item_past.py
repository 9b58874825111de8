"""What stood in a field before, by whom and when; and answers that were given without knowledge of each other."""

from collections.abc import Callable
from typing import NamedTuple

from coctui import safetext
from coctui.models.content_events import ItemRecorded, PersonChanged
from coctui.models.event import Event
from coctui.models.noun import Noun
from coctui.screens.opened import Opened, name_of
from coctui.widgets import moments

Texts = Callable[[Noun], dict[str, str]]
"""The fields of a model as the sheet shows them."""


class Given(NamedTuple):
    """One answer to an item: which entry, who gave it, and what it says."""

    link: str
    by: str
    """A member's name, or `you`; cleaned."""
    at: float
    state: str
    value: Noun
    """The item's value, or the person."""


def answers_to(opened: Opened, key: str) -> tuple[Given, ...]:
    """Every answer that was given to an item or about a person (`item where`, `person 3f…`), oldest first."""
    found = (_given(opened, event, key) for event in opened.case.entries)
    return tuple(given for given in found if given is not None)


def rivals_of(opened: Opened, key: str) -> tuple[Given, ...]:
    """The answers among which somebody must choose, the one that stands first; empty where there is one only."""
    register = opened.case.registers.get(key)
    if register is None or not register.rivals:
        return ()
    found = (_given(opened, event, key) for event in (register.event, *register.rivals))
    return tuple(given for given in found if given is not None)


def _given(opened: Opened, event: Event, key: str) -> Given | None:
    body = event.body
    by = safetext.line(name_of(opened, event.seat), 40)
    if isinstance(body, ItemRecorded) and key == f"item {body.value.item}":
        return Given(event.link, by, event.time, body.state, body.value)
    if isinstance(body, PersonChanged) and key == f"person {body.person.id}":
        return Given(event.link, by, event.time, "recorded", body.person)
    return None


def older(opened: Opened, key: str, texts: Texts, now: float) -> dict[str, str]:
    """Field to what stood there before: `was: … by Ilse, 2 d ago`; only where it was another thing than now."""
    given = answers_to(opened, key)
    if not given:
        return {}
    current = texts(given[-1].value)
    found: dict[str, str] = {}
    for answer in given[:-1]:
        for field, text in texts(answer.value).items():
            if text not in ("", "no", current.get(field)):
                shown = safetext.line(text, 160)
                found[field] = f"was: {shown}  by {answer.by}, {moments.ago(answer.at, now)}"
            elif text == current.get(field):
                found.pop(field, None)
    return found


def in_short(given: Given, texts: Texts) -> str:
    """An answer in one line, to choose by."""
    if given.state != "recorded":
        return given.state
    said = [text for text in texts(given.value).values() if text and text not in ("no", "unknown")]
    return safetext.line(" · ".join(said), 120) or "recorded, without words"
