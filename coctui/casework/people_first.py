"""People first: who is named in a case is shown to each holder before any account, and again whenever somebody is named.

What a member answered "no conflict" about is remembered on their own side, as marks that tell nothing (DESIGN.md 3).
"""

import hashlib
import json
from collections.abc import Collection
from typing import NamedTuple

from coctui.models.case import Case
from coctui.models.items import Contact, ItemName, Others, Person, Reported


class Named(NamedTuple):
    """Somebody named in a case. Texts as they were told."""

    mark: str
    """SHA-256 over what they are known by: another name, company or screen name is somebody to look at anew."""
    by: str
    """Seat of the member who wrote it down."""
    id: str
    """Id of the person, `""` for who stands in an item's words only."""
    code: str
    """Code name, `""` likewise."""
    part: str
    name: str
    facts: tuple[str, ...]
    """What else they are known by: screen names, company, looks, or the words."""


def everybody(case: Case) -> tuple[Named, ...]:
    """Who is named: reported persons first, then the reporter, affected persons, witnesses, then words about people."""
    order = ("reported person", "reporter", "affected person", "witness", "bystander", "supporter")
    people = sorted(case.persons, key=lambda person: order.index(person.part))
    found = [_person(case, person) for person in people]
    reporter = _reporter(case)
    place = next((n for n, each in enumerate(found) if order.index(each.part) > 1), len(found))
    return (*found[:place], *reporter, *found[place:], *_words(case, "reported"), *_words(case, "others"))


def unmet(case: Case, me: str, seen: Collection[str]) -> tuple[Named, ...]:
    """Those of them about whom this member was not asked yet; whom they wrote down themself they know."""
    return tuple(each for each in everybody(case) if each.by != me and each.mark not in seen)


def texts_of(named: Collection[Named]) -> tuple[str, ...]:
    """Everything by which somebody could be known, for comparing with one's own list."""
    return tuple(text for each in named for text in (each.name, *each.facts) if text)


def _person(case: Case, person: Person) -> Named:
    handles = tuple(f"{name} ({platform})" for platform, name in person.handles.items())
    known = (person.company, *handles, person.appearance, person.clothing, person.other)
    mark = _mark(case, person.id, person.name, person.company, *handles)
    register = case.registers[f"person {person.id}"]
    facts = tuple(fact for fact in known if fact)
    return Named(mark, register.event.seat, person.id, person.code, person.part, person.name, facts)


def _reporter(case: Case) -> tuple[Named, ...]:
    item, register = case.item("contact"), case.registers.get("item contact")
    if item is None or register is None or not isinstance(item.value, Contact):
        return ()
    name, address = item.value.name, item.value.address
    if not (name or address):
        return ()
    return (Named(_mark(case, "contact", name, address), register.event.seat, "", "", "reporter", name, (address,)),)


def _words(case: Case, name: ItemName) -> tuple[Named, ...]:
    item, register = case.item(name), case.registers.get(f"item {name}")
    if item is None or register is None or not isinstance(item.value, Reported | Others) or not item.value.text.strip():
        return ()
    part = "reported person" if name == "reported" else "witness"
    text = item.value.text
    return (Named(_mark(case, name, text), register.event.seat, "", "", part, "", (text,)),)


def _mark(case: Case, *known: str) -> str:
    said = json.dumps([case.room, *known], ensure_ascii=False)
    return hashlib.sha256(b"coctui people 1" + said.encode("utf-8", "surrogatepass")).hexdigest()
