"""People of a case: recorded together with the item that names them, each under a code name of their own."""

import pytest

from coctui.casework import decision, people
from coctui.casework.result import Refused
from coctui.models.content_events import ItemRecorded, PersonChanged
from coctui.models.items import Others, Person, Reported
from tests.unit.casework_room import NOOR, PAZ, Lanes

QUARTZ = Person(id="a" * 32, code="Quartz", part="reported person", clothing="a green hoodie")
FLINT = Person(id="b" * 32, code="Flint", part="witness", name="Tove")


@pytest.fixture
def lanes() -> Lanes:
    """A case that Noor opened."""
    lanes = Lanes()
    lanes.open(NOOR)
    return lanes


def code(answer: object) -> str:
    """The code of a refusal."""
    assert isinstance(answer, Refused)
    return answer.code


def test_a_person_is_an_answer(lanes: Lanes) -> None:
    """Who is recorded as reported makes the item recorded, without a word beside; once is enough."""
    acts = people.about_people(lanes.case, NOOR, "reported", "recorded", {}, [QUARTZ])
    assert acts == (ItemRecorded(state="recorded", value=Reported(item="reported")), PersonChanged(person=QUARTZ))
    lanes.do(NOOR, acts)
    assert people.people_of(lanes.case, "reported") == (QUARTZ,)
    assert people.people_of(lanes.case, "others") == ()
    again = QUARTZ.model_copy(update={"height": "tall"})
    assert people.about_people(lanes.case, NOOR, "reported", "recorded", {}, [again]) == (PersonChanged(person=again),)


def test_words_and_people_in_one(lanes: Lanes) -> None:
    """What was said in words stands beside the people; words alone are fine, and nothing at all is refused kindly."""
    acts = people.about_people(lanes.case, NOOR, "others", "recorded", {"text": "two at the door"}, [FLINT])
    assert acts == (
        ItemRecorded(state="recorded", value=Others(item="others", text="two at the door")),
        PersonChanged(person=FLINT),
    )
    assert code(people.about_people(lanes.case, NOOR, "others", "recorded", {}, [])) == "nothing-said"


def test_words_can_be_taken_away(lanes: Lanes) -> None:
    """Once somebody stands there under a code name the words are not needed; taking them away is recorded."""
    lanes.do(NOOR, people.about_people(lanes.case, NOOR, "others", "recorded", {"text": "two at the door"}, [FLINT]))
    acts = people.about_people(lanes.case, NOOR, "others", "recorded", {"text": ""}, [])
    assert acts == (ItemRecorded(state="recorded", value=Others(item="others")),)
    lanes.do(NOOR, acts)
    assert people.about_people(lanes.case, NOOR, "others", "recorded", {"text": ""}, []) == ()


def test_not_known_leaves_people_alone(lanes: Lanes) -> None:
    """Not known and declined are said of the item; who is recorded stays, and can be changed in the same breath."""
    lanes.do(NOOR, people.about_people(lanes.case, NOOR, "others", "recorded", {}, [FLINT]))
    acts = people.about_people(lanes.case, NOOR, "others", "declined", {}, [])
    assert acts == (ItemRecorded(state="declined", value=Others(item="others")),)
    lanes.do(NOOR, acts)
    assert people.people_of(lanes.case, "others") == (FLINT,)
    assert people.about_people(lanes.case, NOOR, "others", "declined", {}, []) == ()


def test_refusals(lanes: Lanes) -> None:
    """The same code name twice, somebody who does not hold the case, a closed case: nothing is recorded by halves."""
    lanes.do(NOOR, people.about_people(lanes.case, NOOR, "reported", "recorded", {}, [QUARTZ]))
    twin = FLINT.model_copy(update={"code": "Quartz"})
    assert code(people.about_people(lanes.case, NOOR, "others", "recorded", {"text": "x"}, [twin])) == "not-one-of"
    assert code(people.about_people(lanes.case, PAZ, "others", "recorded", {}, [FLINT])) == "not-cleared"
    lanes.do(NOOR, decision.close(lanes.case, NOOR))
    assert code(people.about_people(lanes.case, NOOR, "others", "recorded", {}, [FLINT])) == "closed"
