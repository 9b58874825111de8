"""An entry of the timeline read whole: when, by whom, every field that it holds; names apart, for those who ask to see them."""

from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from coctui import safetext
from coctui.casework.message import TICKS
from coctui.casework.words import describe, words_of
from coctui.models.case import replaced
from coctui.models.content_events import Attached, FileRef, ItemRecorded, MessageSent, PersonChanged, Received
from coctui.models.event import Event
from coctui.models.items import ASKS, TITLES
from coctui.models.promise_events import Acted
from coctui.screens.blank import Blank, pairs_of
from coctui.screens.item_form import FORMS, PERSON, filled
from coctui.screens.opened import Opened
from coctui.widgets import moments

Parts = list[tuple[str, str]]
"""Titles and texts, not yet cleaned."""
SHOWS = "u shows it"
NAMING = frozenset({"name", "address", "handles", "company", "contact"})
"""Fields by which somebody is known."""
EMPTY = ("", "no", "unknown")
"""What a field says of which nothing is known."""


class Reading(NamedTuple):
    """An entry ready to be read."""

    title: str
    """Cleaned."""
    parts: Parts
    named: Parts | None = None
    """The same with names, where there are any."""


def read_entry(opened: Opened, event: Event, zone: tzinfo) -> Reading:
    """Everything that an entry says."""
    told = describe(event, opened.case.access.team, opened.me)
    first: Parts = [(stamp_of(event.time, zone), told.detail)]
    body = event.body
    title = safetext.line(told.title)
    earlier = replaced(opened.case).get(event.link)
    old = earlier.body if earlier is not None else None
    if earlier is not None:
        was = describe(earlier, opened.case.access.team, opened.me)
        first.append(("In place of", f"{safetext.line(was.detail)}, {stamp_of(earlier.time, zone)}"))
    if isinstance(body, ItemRecorded):
        hidden, open_ = (_item(body, zone, old, named=named) for named in (False, True))
        return Reading(title, [*first, *hidden], [*first, *open_] if hidden != open_ else None)
    if isinstance(body, PersonChanged):
        hidden, open_ = (_person(body, zone, old, named=named) for named in (False, True))
        return Reading(title, [*first, *hidden], [*first, *open_])
    return Reading(title, [*first, *_facts(body, zone), *_words(event)])


def stamp_of(at: float, zone: tzinfo) -> str:
    """`Sat 5 December, 11:21 CET (10:21 UTC)`: in the reader's zone, and in UTC where that differs."""
    local = f"{moments.long_day(at, zone)}, {moments.clock(at, zone)} {moments.zone_name(at, zone)}"
    utc = moments.clock(at, UTC)
    return local if utc == moments.clock(at, zone) else f"{local} ({utc} UTC)"


def _item(body: ItemRecorded, zone: tzinfo, old: object, *, named: bool) -> Parts:
    name = body.value.item
    blanks = FORMS[name]
    was = old if isinstance(old, ItemRecorded) else None
    state: Parts = [("State", f"{body.state}\nwas: {was.state}")] if was is not None and was.state != body.state else []
    if name in ("reported", "others") and not named:
        return [*state, (TITLES[name], SHOWS)] if getattr(body.value, "text", "") else state
    before_ = filled(blanks, was.value, zone) if was is not None else {}
    return [*state, *_fields(blanks, filled(blanks, body.value, zone), before_, named=named)]


def _person(body: PersonChanged, zone: tzinfo, old: object, *, named: bool) -> Parts:
    texts = filled(PERSON, body.person, zone)
    if not named:
        return [("Who it is", SHOWS)] if any(text not in ("", "no") for text in texts.values()) else []
    return _fields(
        PERSON, texts, filled(PERSON, old.person, zone) if isinstance(old, PersonChanged) else {}, named=True
    )


def _fields(blanks: tuple[Blank, ...], texts: dict[str, str], old: dict[str, str], *, named: bool) -> Parts:
    """What is said, and under what was corrected the words that stood there."""
    found: Parts = []
    for blank in blanks:
        text, was = texts[blank.field], old.get(blank.field, texts[blank.field])
        corrected = text != was and was not in EMPTY
        if text in EMPTY and not corrected:
            continue
        if blank.field in NAMING and not named:
            found.append((blank.label, SHOWS))
            continue
        said = "nothing" if text in EMPTY else _in_words(blank, text)
        found.append((blank.label, f"{said}\nwas: {_in_words(blank, was)}" if corrected else said))
    return found


def _in_words(blank: Blank, text: str) -> str:
    if blank.pairs:
        return "\n".join(f"{name} on {platform}" for platform, name in pairs_of(text).items())
    return dict(blank.choices).get(text, text) if blank.choices else text


def _facts(body: object, zone: tzinfo) -> Parts:
    match body:
        case Received():
            files = [_file(file) for file in body.files]
            facts = [("Subject", body.subject), *(("Look at this", warning) for warning in body.warnings)]
            return [(title, text) for title, text in [*facts, ("Files", "\n".join(files))] if text.strip()]
        case MessageSent():
            says = [words for tick, words in TICKS.items() if getattr(body, tick)]
            asks = ", ".join(ASKS[name] for name in body.asks)
            times = [("Sent at", body.when), ("Next by", body.next)]
            found = [(title, _at(when, zone)) for title, when in times if when is not None]
            return [*found, *([("It says", "\n".join(says))] if says else []), *([("It asks", asks)] if asks else [])]
        case Acted():
            ends = [("Holds until", _at(body.until, zone))] if body.until is not None else []
            place = [("Where", body.place)] if body.place else []
            return [("Done at", _at(body.when, zone)), *place, *ends]
        case Attached():
            return [("File", _file(body.file))]
        case _:
            return []


def _at(when: datetime, zone: tzinfo) -> str:
    return stamp_of(when.timestamp(), zone)


def _file(file: FileRef) -> str:
    odd = f", looks like {file.real_type}" if file.real_type and file.real_type != file.type else ""
    return f"{safetext.filename(file.name)}  ({file.type or 'unknown'}{odd}, {size_of(file.size)})"


def size_of(count: int) -> str:
    """`812 bytes`, `1.4 MB`."""
    if count < 1_000:
        return f"{count} bytes"
    return f"{count / 1_000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def _words(event: Event) -> Parts:
    text = words_of(event)
    title = "As it came" if isinstance(event.body, Received) else ""
    return [(title, text)] if text.strip() else []
