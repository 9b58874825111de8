"""Report data as the case screen draws it: eight items in a few words, names only while they are shown."""

from coctui.models import asking
from coctui.models.case import Case
from coctui.models.items import (
    ASKS,
    ITEMS,
    TITLES,
    Circumstances,
    Contact,
    Description,
    ItemName,
    ItemValue,
    Ongoing,
    Others,
    Reported,
    When,
    Where,
)
from coctui.screens.opened import Look
from coctui.widgets import moments
from coctui.widgets.case_parts import ItemLine


def first_to_ask(case: Case) -> int | None:
    """Place of the item that is good to ask about next."""
    name = asking.next_to_ask(case)
    return None if name is None else ITEMS.index(name)


def items(case: Case, look: Look) -> tuple[ItemLine, ...]:
    """The eight items with their states and short values; names only while they are shown."""
    return tuple(_item(case, name, look) for name in ITEMS)


def to_ask(case: Case) -> str:
    """What the rule over the report data says: never a count."""
    return ", ".join(ASKS[name] for name in asking.to_ask(case))


def question(case: Case) -> str:
    """The next good question, `""` when everything was asked."""
    return asking.next_question(case)


def _state(case: Case, name: ItemName) -> str:
    item = case.item(name)
    return item.state if item else "not asked"


def _item(case: Case, name: ItemName, look: Look) -> ItemLine:
    item = case.item(name)
    value = ""
    if item is not None and item.state == "recorded":
        value = _reported(case, item.value, look) if isinstance(item.value, Reported) else short(item.value, look)
    rivals = f"item {name}" in case.two_answers
    return ItemLine(TITLES[name], _state(case, name), value or _asked(case, name, look), two_answers=rivals)


def _asked(case: Case, name: ItemName, look: Look) -> str:
    """Of an item without an answer: who waits for one, or that nobody is to ask; `""` where its state says it all."""
    item = case.item(name)
    if item is not None and item.leave:
        return f"{item.state}, ask no more"
    asked = asking.last_asked(case, name)
    if asked is None or not asked.waiting:
        return ""
    return f"asked {moments.ago(asked.at.timestamp(), look.at.now)}, no answer yet"


def short(value: ItemValue, look: Look) -> str:
    """An item in a few words."""
    match value:
        case Contact():
            return _contact(value, named=bool(look.names))
        case When():
            return value.text or _moment(value.start, look) or _moment(value.end, look)
        case Where():
            return value.place or " ".join(part for part in (value.public, value.kind or value.platform) if part)
        case Ongoing():
            return value.answer if value.answer != "unknown" else "not known"
        case Description():
            return words(value.account or value.behaviour or value.impact)
        case Reported() | Others():
            return value.text[:200] if look.names else words(value.text)
        case Circumstances():
            return words(value.text)


def _contact(value: Contact, *, named: bool) -> str:
    if named:
        parts = (value.name, value.address, value.safe_times)
    else:
        parts = (
            f"by {value.channel}" if value.channel else "",
            "anonymous" if value.anonymous else "",
            value.safe_times,
        )
    return ", ".join(part for part in parts if part) or "recorded"


def _reported(case: Case, value: Reported, look: Look) -> str:
    people = [person for person in case.persons if person.part == "reported person"]
    if look.names:
        known = [person.name or f"person {person.code}" for person in people]
        return ", ".join([*known, value.text[:200]] if value.text else known)
    return ", ".join(f"person {person.code}" for person in people) or words(value.text)


def words(text: str) -> str:
    """`212 words`, `""` of none."""
    count = len(text[:100_000].split())
    if not count:
        return ""
    return "1 word" if count == 1 else f"{count:,} words" if len(text) <= 100_000 else "a long text"


def _moment(text: str, look: Look) -> str:
    at = parsed(text)
    return moments.stamp(at, look.at.now, look.zone) if at is not None else text


def parsed(text: str) -> float | None:
    """Seconds since 1970 UTC of a moment as items hold it, `None` of none."""
    from datetime import UTC, datetime

    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (OverflowError, ValueError, OSError):
        return None


def account(value: Description) -> list[tuple[str, str]]:
    """The parts of a description that hold something: title and text, not yet cleaned."""
    parts = (("In their words", value.account), ("What was done", value.behaviour), ("How it landed", value.impact))
    return [(title, text) for title, text in parts if text.strip()]
