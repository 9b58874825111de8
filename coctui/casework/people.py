"""People of a case: added and changed together with the item that names them."""

from collections.abc import Mapping, Sequence

from coctui.casework import record
from coctui.casework.record import ItemState
from coctui.casework.result import Acts, Refused
from coctui.models.case import Case
from coctui.models.content_events import ItemRecorded
from coctui.models.event import Body
from coctui.models.items import ItemName, Others, Person, Reported

PARTS: dict[ItemName, frozenset[str]] = {
    "reported": frozenset({"reported person"}),
    "others": frozenset({"witness", "affected person", "bystander", "supporter"}),
}
"""Which people an item is about."""


def people_of(case: Case, name: ItemName) -> tuple[Person, ...]:
    """The people that an item is about, in the order in which they were added."""
    return tuple(person for person in case.persons if person.part in PARTS.get(name, ()))


def about_people(
    case: Case,
    me: str,
    name: ItemName,
    state: ItemState,
    fields: Mapping[str, object],
    people: Sequence[Person],
    *,
    leave: bool = False,
) -> Acts | Refused:
    """Record an item about people and the people themselves, in one: a person recorded is an answer to it.

    `leave`: nobody is to ask about it again.
    """
    acts: list[Body] = []
    if (no := record.writing(case, me)) is not None:
        return no
    for person in people:
        added = record.person(case, me, person)
        if isinstance(added, Refused):
            return added
        acts += added
    somebody = bool(people or people_of(case, name))
    if state == "recorded" and somebody and not any(fields.values()):
        said: Acts | Refused = _somebody(case, name, leave=leave, cleared=bool(fields))
    elif state != "recorded" and _settled(case, name, state, leave=leave):
        said = ()
    else:
        said = record.item(case, me, name, state, fields, leave=leave)
    return said if isinstance(said, Refused) else (*said, *acts)


def _settled(case: Case, name: ItemName, state: ItemState, *, leave: bool) -> bool:
    held = case.item(name)
    return held is not None and (held.state, held.leave) == (state, leave) and f"item {name}" not in case.two_answers


def _somebody(case: Case, name: ItemName, *, leave: bool, cleared: bool) -> Acts:
    """The item as far as the people themselves are the answer; `cleared`: its words were taken away."""
    held = case.item(name)
    value = held.value if held is not None and held.state == "recorded" and not cleared else _empty(name)
    if _settled(case, name, "recorded", leave=leave) and held is not None and held.value == value:
        return ()
    return (ItemRecorded(state="recorded", value=value, leave=leave),)


def _empty(name: ItemName) -> Reported | Others:
    return Reported(item="reported") if name == "reported" else Others(item="others")
