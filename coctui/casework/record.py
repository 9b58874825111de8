"""Work on a case: report data, people, notes, duties, and what the inbox says of it. Missing is never an error."""

from collections.abc import Mapping
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from coctui.casework.gloss import check
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.text import LINE, cut_line, whole, written
from coctui.models.case import Case
from coctui.models.category import Category
from coctui.models.content_events import Assigned, Duty, ItemRecorded, Labelled, NoteWritten, PersonChanged
from coctui.models.items import VALUES, Contact, ItemName, ItemValue, Person

ItemState = Literal["recorded", "not known", "declined", "not asked"]
MAIN_FIELD: dict[ItemName, str] = {
    "contact": "address",
    "when": "text",
    "where": "place",
    "ongoing": "answer",
    "description": "account",
    "reported": "text",
    "circumstances": "text",
    "others": "text",
}
"""The field that plain words go to, where nobody says which."""

_VALUE: TypeAdapter[ItemValue] = TypeAdapter(ItemValue)


def writing(case: Case, me: str) -> Refused | None:
    """Why this member may not write in this case now, or `None`: holders write, in open cases."""
    no = holding(case, me) or (refuse("expunged") if case.expunged is not None else None)
    return no or (refuse("closed") if case.closed else None)


def holding(case: Case, me: str) -> Refused | None:
    """The same for what goes on after a case is closed: a look at what one did alone, a check-in, an end that comes."""
    if me not in case.access.cleared:
        return refuse("not-cleared")
    return refuse("newer-version") if case.access.unknown else None


def note(case: Case, me: str, text: str) -> Acts | Refused:
    """Write a note."""
    words = written(text, needed=True)
    if isinstance(words, Refused):
        return words
    return writing(case, me) or (NoteWritten(text=words),)


def item(
    case: Case, me: str, name: ItemName, state: ItemState, fields: Mapping[str, object], *, leave: bool = False
) -> Acts | Refused:
    """Record one of the eight items, or that it is not known, declined or not asked; `leave`: do not ask about it again.

    `fields` change those that are named, the others stay. Not known and declined empty the item, save that a reporter
    fears for their safety: that stays in sight whatever else they keep to themselves.
    """
    if (no := writing(case, me)) is not None:
        return no
    if state != "recorded":
        return (ItemRecorded(state=state, value=_emptied(case, name), leave=leave),)
    value = _filled(case, name, fields)
    if isinstance(value, Refused):
        return value
    if not fields or value == _VALUE.validate_python({"item": name}):
        return refuse("nothing-said")
    return (ItemRecorded(state="recorded", value=value, leave=leave),)


def _emptied(case: Case, name: ItemName) -> ItemValue:
    old = case.item(name)
    if old is not None and isinstance(old.value, Contact):
        return Contact(item="contact", safety=old.value.safety, concern=old.value.concern)
    return _VALUE.validate_python({"item": name})


def _filled(case: Case, name: ItemName, fields: Mapping[str, object]) -> ItemValue | Refused:
    if not set(fields) <= set(VALUES[name].model_fields) - {"item"}:
        return refuse("no-such-field")
    old = case.item(name)
    before = old.value.model_dump() if old is not None else {"item": name}
    given = {field: whole(value).strip() if isinstance(value, str) else value for field, value in fields.items()}
    try:
        return _VALUE.validate_python({**before, **given})
    except ValidationError as error:
        codes = {problem["type"] for problem in error.errors(include_input=False, include_url=False)}
        return refuse("too-long" if codes == {"string_too_long"} else "not-one-of")


def person(case: Case, me: str, facts: Person) -> Acts | Refused:
    """Add a person to the case, or change what is known of one with the same id."""
    if any(known.code == facts.code and known.id != facts.id for known in case.persons):
        return refuse("not-one-of")
    return writing(case, me) or (PersonChanged(person=facts),)


def assign(case: Case, me: str, seat: str | None, duty: Duty = "lead") -> Acts | Refused:
    """Give a duty to a holder, or with `None` to nobody."""
    if (no := writing(case, me)) is not None:
        return no
    if seat is not None and seat not in case.access.cleared:
        member = case.access.team.members.get(seat)
        return refuse("assign-holders-only", member.name if member else "")
    return (Assigned(duty=duty, seat=seat),)


def label(
    case: Case,
    me: str,
    *,
    gloss: str | None = None,
    what: str | None = None,
    status: Literal["open", "waiting"] | None = None,
    category: Category | None = None,
) -> Acts | Refused:
    """Set what the inbox says: gloss, one word for what it is about, open or waiting for a reply; and what it counts as."""
    if (no := writing(case, me)) is not None:
        return no
    if gloss is not None and (unfit := check(gloss, case)) is not None:
        return unfit
    words = None if what is None else written(what, limit=LINE)
    if isinstance(words, Refused):
        return words
    if gloss is None and words is None and status is None and category is None:
        return refuse("nothing-said")
    return (Labelled(gloss=None if gloss is None else cut_line(gloss), what=words, status=status, category=category),)
