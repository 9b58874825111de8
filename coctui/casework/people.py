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
    case: Case, me: str, name: ItemName, state: ItemState, fields: Mapping[str, object], people: Sequence[Person]
) -> Acts | Refused:
    """Record an item about people and the people themselves, in one: a person recorded is an answer to it."""
    acts: list[Body] = []
    if (no := record.writing(case, me)) is not None:
        return no
    for person in people:
        added = record.person(case, me, person)
        if isinstance(added, Refused):
            return added
        acts += added
    said = _item(case, me, name, state, fields, somebody=bool(people or people_of(case, name)))
    return said if isinstance(said, Refused) else (*said, *acts)


def _item(
    case: Case, me: str, name: ItemName, state: ItemState, fields: Mapping[str, object], *, somebody: bool
) -> Acts | Refused:
    held = case.item(name)
    settled = held is not None and held.state == state and f"item {name}" not in case.two_answers
    if state == "recorded" and somebody and not fields:
        if settled:
            return ()
        value = held.value if held is not None and held.state == state else _empty(name)
        return (ItemRecorded(state=state, value=value),)
    if state != "recorded" and settled:
        return ()
    return record.item(case, me, name, state, fields)


def _empty(name: ItemName) -> Reported | Others:
    return Reported(item="reported") if name == "reported" else Others(item="others")
