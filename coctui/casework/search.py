"""Search in what was written: where in a case some words stand. The words around them never come back."""

from collections.abc import Iterator
from functools import cache
from typing import get_args, get_type_hints

from coctui.models import content_events as content
from coctui.models.case import Case
from coctui.models.event import Body
from coctui.models.items import ITEMS, TITLES
from coctui.models.noun import Line, Noun, Text

PLACES: dict[type[Body], str] = {
    content.Received: "a report",
    content.NoteWritten: "a note",
    content.Attached: "the name of a file",
    content.MessageSent: "a message",
    content.Determined: "the determination",
    content.Closed: "how it was closed",
    content.Reopened: "why it was reopened",
}
ENTRY = "an entry"
"""Where words stand that a kind of entry brings which has no name here."""
REPLACED = (content.ItemRecorded, content.PersonChanged, content.Labelled, content.Strike)
"""What a later entry replaces: looked for as it stands now, not as it once was. Labels stand in the row; a strike has no words."""


def found_in(case: Case, wanted: str) -> tuple[str, ...]:
    """Where a case holds these words, each place once, or nothing; small and capital letters are the same.

    `a report`, `a note`, `Location`, `person Quartz` …: the timeline and the report data as they stand now, no word that
    was replaced or struck.
    """
    needle = wanted.casefold().strip()
    found: dict[str, None] = {}
    for place, noun in _nouns(case) if needle else ():
        if place not in found and any(needle in text.casefold() for text in _texts(noun)):
            found[place] = None
    return tuple(found)


def _nouns(case: Case) -> Iterator[tuple[str, Noun]]:
    for entry in case.entries:
        body = entry.body
        if isinstance(body, Body) and not isinstance(body, REPLACED):
            yield PLACES.get(type(body), ENTRY), body
    for name in ITEMS:
        item = case.item(name)
        if item is not None:
            yield TITLES[name], item.value
    for person in case.persons:
        yield f"person {person.code}", person


def _texts(value: object) -> Iterator[str]:
    """Every text in a noun that a person wrote; ids and words of our own are none."""
    if isinstance(value, Noun):
        written = _written(type(value))
        for name, inside in value:
            if name in written:
                yield from _strings(inside)
            elif not isinstance(inside, str):
                yield from _texts(inside)
    elif isinstance(value, tuple | list):
        for inside in value:
            yield from _texts(inside)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for text in pair)
    elif isinstance(value, tuple | list):
        yield from value


@cache
def _written(kind: type[Noun]) -> frozenset[str]:
    """The fields of a model that hold lines and texts."""
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(name for name in kind.model_fields if _holds_text(hints[name]))


def _holds_text(hint: object) -> bool:
    return hint in (Line, Text) or any(_holds_text(inside) for inside in get_args(hint))
