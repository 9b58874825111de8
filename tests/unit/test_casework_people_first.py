"""People first: whom a holder is shown before any account, and when they are shown again."""

from dataclasses import replace

import pytest

from coctui.casework import access, people, record
from coctui.casework.people_first import everybody, texts_of, unmet
from coctui.models.items import Person
from tests.unit.casework_room import ILSE, NOOR, Lanes

QUARTZ = Person(id="a" * 32, code="Quartz", part="reported person", clothing="a green hoodie")
FLINT = Person(id="b" * 32, code="Flint", part="witness", name="Tove", handles={"chat": "tove_a"})


@pytest.fixture
def lanes() -> Lanes:
    """A case that Noor opened and Ilse holds too."""
    lanes = Lanes()
    lanes.open(NOOR)
    lanes.do(NOOR, access.admit(lanes.case, NOOR, ILSE, lanes.now))
    return lanes


def test_nobody_is_named_at_first(lanes: Lanes) -> None:
    """A case in which nobody stands asks nobody."""
    assert everybody(lanes.case) == ()
    assert unmet(lanes.case, ILSE, ()) == ()


def test_reported_persons_first(lanes: Lanes) -> None:
    """Then who reported, witnesses, and people who stand in words only; who wrote them down knows them."""
    lanes.do(NOOR, people.about_people(lanes.case, NOOR, "others", "recorded", {"text": "two at the door"}, [FLINT]))
    lanes.do(NOOR, people.about_people(lanes.case, NOOR, "reported", "recorded", {}, [QUARTZ]))
    lanes.do(
        NOOR, record.item(lanes.case, NOOR, "contact", "recorded", {"name": "Ines", "address": "ines@example.org"})
    )
    found = everybody(lanes.case)
    assert [(each.code, each.part, each.name) for each in found] == [
        ("Quartz", "reported person", ""), ("", "reporter", "Ines"), ("Flint", "witness", "Tove"), ("", "witness", ""),
    ]  # fmt: skip
    assert unmet(lanes.case, NOOR, ()) == ()
    assert unmet(lanes.case, ILSE, ()) == found
    assert unmet(lanes.case, ILSE, [each.mark for each in found]) == ()
    assert "tove_a (chat)" in texts_of(found)


def test_a_name_that_comes_later_is_somebody_to_look_at(lanes: Lanes) -> None:
    """A person who gets a name, another company or screen name is shown again; one who gets taller is not."""
    lanes.do(NOOR, people.about_people(lanes.case, NOOR, "reported", "recorded", {}, [QUARTZ]))
    seen = [each.mark for each in everybody(lanes.case)]
    taller = QUARTZ.model_copy(update={"height": "tall"})
    lanes.do(NOOR, people.about_people(lanes.case, NOOR, "reported", "recorded", {}, [taller]))
    assert unmet(lanes.case, ILSE, seen) == ()
    for change in ({"name": "Odalys"}, {"company": "Larkspur"}, {"handles": {"chat": "odalys"}}):
        lanes.do(NOOR, record.person(lanes.case, NOOR, taller.model_copy(update=change)))
        assert len(unmet(lanes.case, ILSE, seen)) == 1, change


def test_marks_tell_nothing(lanes: Lanes) -> None:
    """The same name in another case has another mark: two sheets side by side show no pattern."""
    lanes.do(NOOR, people.about_people(lanes.case, NOOR, "others", "recorded", {}, [FLINT]))
    [mark] = [each.mark for each in everybody(lanes.case)]
    other = lanes.case
    assert len(mark) == 64
    assert "tove" not in mark
    elsewhere = replace(other, access=replace(other.access, room="d0" * 16))
    assert mark != everybody(elsewhere)[0].mark
