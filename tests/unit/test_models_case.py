"""A case from its content events: what stands, what two copies said apart, and what a strike leaves."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.models.access_events import Recused
from coctui.models.case import Case, fold_case
from coctui.models.content_events import (
    Assigned,
    Closed,
    Determined,
    ItemRecorded,
    Labelled,
    NoteWritten,
    PersonChanged,
    Reopened,
)
from coctui.models.event import Body, Event, Unknown
from coctui.models.items import Person, Where
from tests.histories import START, History, case_of_three, id_of

NOTE = NoteWritten(text="it was loud")


def where(place: str) -> ItemRecorded:
    """Where it happened."""
    return ItemRecorded(state="recorded", value=Where(item="where", place=place))


def person(name: str) -> PersonChanged:
    """A person of the case, always the same one."""
    return PersonChanged(person=Person(id=id_of("Quartz"), code="Quartz", part="reported person", name=name))


VALUES: dict[str, tuple[Body, Body, Body]] = {
    "item where": (where("the lobby"), where("room 2"), where("the chat")),
    "assigned lead": (Assigned(seat=id_of("Ilse")), Assigned(seat=id_of("Paz")), Assigned()),
    "determination": (
        Determined(outcome="violation"),
        Determined(outcome="no action"),
        Determined(outcome="violation", text="b"),
    ),
    f"person {id_of('Quartz')}": (person("Mara"), person("Mira"), person("")),
    "gloss": (Labelled(gloss="the chat"), Labelled(gloss="the talk", what="jokes"), Labelled(gloss="")),
    "what": (Labelled(what="jokes"), Labelled(what="photos"), Labelled(what="", status="open")),
    "category": (
        Labelled(category="disruption"),
        Labelled(category="swearing", what="words"),
        Labelled(category="harassment"),
    ),
    "status": (Labelled(status="open"), Labelled(status="waiting"), Labelled(status="open", what="other")),
}
"""Register to three values of it that differ from their neighbours."""


def stands(case: Case, key: str, event: Event) -> bool:
    """Whether a register holds what this event said."""
    return case.registers[key].event.link == event.link


# ---------------------------------------------------------------------- what stands


@pytest.mark.parametrize("key", VALUES)
@given(first=st.integers(-10_000, 10_000), second=st.integers(-10_000, 10_000))
def test_who_saw_a_value_and_wrote_another_wins_whatever_the_clocks_say(key: str, first: int, second: int) -> None:
    """On a line, by the same member or by two."""
    one, other, _ = VALUES[key]
    for who in ("Ilse", "Paz"):
        history = case_of_three()
        history.write("Ilse", one, at=START + timedelta(hours=first))
        last = history.write(who, other, at=START + timedelta(hours=second))
        case = history.case
        assert stands(case, key, last)
        assert case.two_answers == ()


@pytest.mark.parametrize("key", VALUES)
@given(hours=st.tuples(*[st.integers(-10_000, 10_000)] * 3), notes=st.tuples(st.integers(0, 3), st.integers(0, 3)))
def test_two_answers_are_shown_until_somebody_who_saw_both_writes(
    key: str, hours: tuple[int, int, int], notes: tuple[int, int]
) -> None:
    """Neither copy had seen the other: both values are named, whatever clocks and ranks; then the third one stands."""
    one, other, third = VALUES[key]
    here = case_of_three()
    here.write("Ilse", third, at=START)
    there = here.branch()
    sides = (here, "Ilse", one, 0), (there, "Paz", other, 1)
    written: list[Event] = []
    for history, who, value, side in sides:
        for _ in range(notes[side]):
            history.write(who, NOTE)
        written.append(history.write(who, value, at=START + timedelta(hours=hours[side])))
    here.meet(there)
    case = here.case
    register = case.registers[key]
    assert case.two_answers == (key,)
    assert {register.event.link, *(event.link for event in register.rivals)} == {event.link for event in written}
    last = here.write("Oksana", one, at=START + timedelta(hours=hours[2]))
    assert stands(here.case, key, last)
    assert here.case.two_answers == ()


@pytest.mark.parametrize("key", VALUES)
def test_the_same_value_twice_is_one_answer(key: str) -> None:
    """Copies that agree ask nobody to choose."""
    one, other, _ = VALUES[key]
    here = case_of_three()
    there = here.branch()
    here.write("Ilse", one)
    there.write("Paz", other)
    there.write("Paz", one)
    here.meet(there)
    assert here.case.two_answers == ()


def test_a_value_is_a_rival_also_where_another_copy_said_the_same() -> None:
    """A third copy that overrode one of two equal answers has not seen the other."""
    here = case_of_three()
    first, second = here.branch(), here.branch()
    alone = here.write("Ilse", VALUES["determination"][0])
    first.write("Oksana", VALUES["determination"][1])
    second.write("Paz", NOTE)
    second.write("Paz", VALUES["determination"][0])
    first.meet(second)
    last = first.write("Oksana", VALUES["determination"][2])
    assert first.case.two_answers == ()
    here.meet(first)
    register = here.case.registers["determination"]
    assert stands(here.case, "determination", last)
    assert [event.link for event in register.rivals] == [alone.link]


def test_closed_on_both_sides_is_closed() -> None:
    """Whatever words went with it; closed here and reopened there is for somebody to choose."""
    here = case_of_three()
    here.write("Ilse", Closed(text="done"))
    there = here.branch()
    here.write("Ilse", Closed(text="done, then"))
    there.write("Paz", Closed(text="closed by me"))
    here.meet(there)
    assert here.case.closed
    assert not here.case.registers["closed"].rivals
    third = here.branch()
    here.write("Ilse", Reopened())
    third.write("Paz", Closed())
    here.meet(third)
    assert here.case.two_answers == ("closed",)


def test_an_assignment_ends_with_access() -> None:
    """The duty goes when its holder steps aside, without an event of its own, and comes back with them."""
    history = case_of_three()
    history.write("Ilse", Assigned(seat=id_of("Paz")))
    assert history.case.assigned() == id_of("Paz")
    history.write("Paz", Recused())
    assert history.case.assigned() is None


@st.composite
def forked_cases(draw: st.DrawFn) -> History:
    """Up to three copies of a case that were worked on apart and met now and then."""
    copies = [case_of_three()]
    for _ in range(draw(st.integers(1, 14))):
        history = draw(st.sampled_from(copies))
        match draw(st.integers(0, 5)):
            case 0 if len(copies) < 3:
                copies.append(history.branch())
            case 1:
                history.meet(draw(st.sampled_from(copies)))
            case _:
                value = draw(st.sampled_from([NOTE, *VALUES["determination"], *VALUES["item where"]]))
                history.write(
                    draw(st.sampled_from(("Ilse", "Oksana", "Paz"))),
                    value,
                    at=START + timedelta(hours=draw(st.integers(-50, 50))),
                )
    for other in copies[1:]:
        copies[0].meet(other)
    return copies[0]


@given(history=forked_cases(), data=st.data())
def test_any_delivery_gives_the_same_case(history: History, data: st.DataObject) -> None:
    """Whatever order the rows come in, and how often."""
    content = data.draw(st.permutations([*history.content_lane, *history.content_lane[:2]]))
    access = data.draw(st.permutations(history.access_lane))
    assert fold_case(history.access, access, content) == history.case


@given(history=forked_cases())
def test_rivals_are_the_newest_answers_that_differ(history: History) -> None:
    """Told apart the long way: an answer that no later answer had seen, and that says something else than what stands."""
    case = history.case
    by_link = {event.link: event for event in history.content_lane}

    def seen(event: Event) -> set[str]:
        return set(event.after).union(*(seen(by_link[link]) for link in event.after))

    for key, kind in (("determination", Determined), ("item where", ItemRecorded)):
        answers = [event for event in history.content_lane if isinstance(event.body, kind)]
        newest = [event for event in answers if not any(event.link in seen(other) for other in answers)]
        if not answers:
            assert key not in case.registers
            continue
        register = case.registers[key]
        assert register.event.link in {event.link for event in newest}
        expected = {event.link for event in newest if event.body != register.body}
        assert {event.link for event in register.rivals} == expected


@given(history=forked_cases(), data=st.data())
def test_a_missing_content_event_holds_back_what_follows(history: History, data: st.DataObject) -> None:
    """And only that; its arrival mends it."""
    if not history.content_lane:
        return
    gap = data.draw(st.sampled_from(history.content_lane))
    partial = fold_case(history.access, history.access_lane, (e for e in history.content_lane if e is not gap))
    waiting = {gap.link}
    for event in history.content_lane:
        if waiting & set(event.after):
            waiting.add(event.link)
    assert set(partial.held) == waiting - {gap.link}
    assert not waiting & {event.link for event in partial.entries}
    assert fold_case(history.access, history.access_lane, [*history.content_lane[::-1], gap]) == history.case


def test_an_unknown_kind_is_shown_as_such() -> None:
    """It stands in the timeline where it was written, sets nothing, and is named; by a stranger it is aside."""
    history = case_of_three()
    newer = history.write("Paz", Unknown(kind="shift/1", payload={"outcome": "violation"}))
    history.write("Ilse", NOTE)
    forged = history.write("Wanjiru", Unknown(kind="shift/1", payload={}))
    case = history.case
    assert case.unknown == (newer.link,)
    assert case.aside == (forged.link,)
    assert [event.link for event in case.entries].index(newer.link) == len(case.entries) - 2
    assert case.registers == {}


def test_the_timeline_has_access_and_content_in_one_order() -> None:
    """A content event stands after the access event that it was written under, and before the next one."""
    history = case_of_three()
    early = history.write("Ilse", NOTE)
    asked = history.write("Ilse", Recused())
    late = history.write("Paz", NOTE)
    links = [event.link for event in history.case.entries]
    assert links[-3:] == [early.link, asked.link, late.link]
    assert links[:-3] == [event.link for event in history.access_lane[:-1]]
