"""What a strike leaves of a case: the place, the author and the kind, and no word (VAULT.md 3)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.models.access_events import Recused
from coctui.models.case import Case, fold_case
from coctui.models.content_events import (
    Attached,
    Closed,
    FileRef,
    ItemRecorded,
    MessageSent,
    NoteWritten,
    Received,
    Strike,
)
from coctui.models.event import EPOCH, Event, Struck
from coctui.models.items import Ongoing, Where
from coctui.models.team_events import Removed, RoleChanged
from tests.histories import START, History, case_of_three, id_of, link_of

NOTE = NoteWritten(text="it was loud")


def where(place: str) -> ItemRecorded:
    """Where it happened."""
    return ItemRecorded(state="recorded", value=Where(item="where", place=place))


def strike_of(event: Event, **claims: Any) -> Strike:
    """What is left of an event, told as it was unless something else is claimed."""
    told: dict[str, Any] = {"link": event.link, "after": event.after, "at": event.at, "struck": event.body.kind}
    return Strike(**{**told, **claims})


def carried_out(history: History, *events: Event) -> list[Event]:
    """The content lane after a rotation took the words of these events out."""
    gone = {event.link for event in events}
    return [
        replace(event, after=(), base=None, at=EPOCH, body=Struck()) if event.link in gone else event
        for event in history.content_lane
    ]


def fold(history: History, content: list[Event]) -> Case:
    """The case with another content lane."""
    return fold_case(history.access, history.access_lane, content)


@pytest.mark.parametrize("who", ["Paz", "Ilse", "Oksana"])
def test_struck_words_are_gone_and_the_place_is_kept(who: str) -> None:
    """By their author or a lead; before the rotation and after it the case is the same."""
    history = case_of_three()
    ref = FileRef(id=id_of("file"), name="a.png", type="image/png", size=1, sha256="0" * 64)
    wrong = history.write("Paz", Received(channel="mail", received=START, text="wrong paste", files=(ref,)))
    history.ask("Ilse", "Noor")
    history.write("Ilse", where("the lobby"))
    wronger = history.write("Paz", where("wrong paste"))
    history.ask("Ilse", "Tamsin")
    history.write("Ilse", NOTE)
    history.write(who, strike_of(wrong, files=(ref.id,), characters=11))
    history.write(who, strike_of(wronger))
    case = history.case
    assert set(case.struck) == {wrong.link, wronger.link}
    assert (case.reports, case.files) == ((), ())
    assert case.item("where") == where("the lobby")
    places = {event.link: place for place, event in enumerate(case.entries)}
    entry = case.entries[places[wrong.link]]
    assert isinstance(entry.body, Struck)
    assert entry.body.kind == "received/1"
    assert places[wrong.link] == len(places) - 8
    assert places[wronger.link] == len(places) - 5
    after = fold(history, carried_out(history, wrong, wronger))
    assert [(event.link, event.body) for event in after.entries] == [(event.link, event.body) for event in case.entries]
    assert (after.registers, after.struck, after.order) == (case.registers, case.struck, after.order)
    assert after.order is not None
    assert case.order is not None
    assert after.order.ranks == case.order.ranks


@pytest.mark.parametrize("hours", [-1000, 0, 1000])
def test_a_struck_event_stands_in_the_same_place_before_and_after(hours: int) -> None:
    """Whatever its author's clock said: carrying out a strike moves nothing in the timeline."""
    history = case_of_three()
    note = history.write("Paz", NOTE, at=START + timedelta(hours=hours))
    history.ask("Ilse", "Noor")
    history.write("Ilse", NOTE)
    history.write("Paz", strike_of(note))
    after = fold(history, carried_out(history, note))
    assert [event.link for event in after.entries] == [event.link for event in history.case.entries]


def test_words_that_never_counted_can_be_struck_too() -> None:
    """A lead takes out what somebody pasted after they had left; it shows as struck, before and after."""
    history = case_of_three()
    history.write("Paz", Recused())
    late = history.write("Paz", where("wrong paste"))
    assert history.case.aside == (late.link,)
    history.write("Ilse", strike_of(late))
    after = fold(history, carried_out(history, late))
    for case in (history.case, after):
        assert (set(case.struck), case.aside, dict(case.registers)) == ({late.link}, (), {})
    assert [event.link for event in after.entries] == [event.link for event in history.case.entries]


def test_a_struck_event_whose_words_are_there_waits_like_any_other() -> None:
    """For what its author had seen; only when its words are gone nothing is known of it but the strike."""
    history = case_of_three()
    missing = history.write("Ilse", NOTE)
    note = history.write("Paz", NOTE)
    history.put(history.event("Ilse", strike_of(note), after=()))
    content = [event for event in history.content_lane if event is not missing]
    assert fold(history, content).held == (note.link,)
    assert fold(history, [event for event in carried_out(history, note) if event is not missing]).held == ()


@pytest.mark.parametrize("who", ["Wanjiru", "Noor", "Brisa"])
def test_a_strike_by_who_does_not_hold_the_case_changes_nothing(who: str) -> None:
    """Neither words, nor order, nor what is held back, whatever place it claims for the event."""
    history = case_of_three()
    first = history.write("Paz", where("the lobby"))
    history.write("Ilse", where("room 2"))
    before = history.case
    for claims in (
        {},
        {"after": (link_of("lost"),)},
        {"after": (history.content_lane[-1].link,), "at": START + timedelta(days=999)},
    ):
        history.put(history.event(who, strike_of(first, **claims)))
        case = history.case
        assert case.struck == {}
        assert (case.registers, case.entries, case.held) == (before.registers, before.entries, ())


def test_a_responder_strikes_nobody_elses_words() -> None:
    """The attempt stands in the timeline and takes nothing out."""
    history = case_of_three()
    note = history.write("Ilse", NOTE)
    history.write("Paz", strike_of(note))
    assert history.case.struck == {}
    assert NOTE in [event.body for event in history.case.entries]


def test_a_strike_stays_when_its_author_leaves() -> None:
    """Demoted, recused, removed: the words are gone, so the strike that says so must go on counting."""
    history = case_of_three()
    note = history.write("Paz", NOTE)
    history.write("Oksana", strike_of(note))
    struck = history.case.struck
    assert set(struck) == {note.link}
    history.write("Noor", RoleChanged(seat=id_of("Oksana"), roles=("responder",)))
    assert history.case.struck == struck
    history.write("Oksana", Recused())
    assert history.case.struck == struck
    history.write("Noor", Removed(seat=id_of("Oksana")))
    assert history.case.struck == struck
    assert fold(history, carried_out(history, note)).struck == struck


def test_a_lead_of_later_strikes_under_a_base_of_before() -> None:
    """Made a lead after the newest access event: the strike that casework allows counts."""
    history = case_of_three()
    note = history.write("Ilse", NOTE)
    history.write("Noor", RoleChanged(seat=id_of("Paz"), roles=("lead",)))
    history.write("Paz", strike_of(note))
    assert set(history.case.struck) == {note.link}


def test_a_strike_is_not_struck_nor_is_who_may_open_the_case() -> None:
    """What says that words are gone stays; access events are not content."""
    history = case_of_three()
    note = history.write("Paz", NOTE)
    strike = history.write("Paz", strike_of(note))
    for target in (strike, history.access_lane[0], history.team_lane[0]):
        history.put(history.event("Ilse", strike_of(target)))
    case = history.case
    assert set(case.struck) == {note.link}
    assert not any(isinstance(event.body, Struck) for event in case.entries if event.link != note.link)
    itself = history.event("Ilse", NOTE)
    history.put(replace(itself, body=strike_of(itself)))
    assert set(history.case.struck) == {note.link}


@pytest.mark.parametrize(
    "claims",
    [{"after": ()}, {"at": START - timedelta(days=1)}, {"struck": "received/1"}, {"files": ("0" * 32,)}],
    ids=["after", "at", "struck", "files"],
)
def test_a_strike_that_lies_about_what_it_strikes_is_not_carried_out(claims: dict[str, Any]) -> None:
    """While the words are there anybody can see where they stand and what belongs to them."""
    history = case_of_three()
    history.write("Ilse", NOTE)
    note = history.write("Paz", NOTE)
    history.write("Ilse", strike_of(note, **claims))
    assert history.case.struck == {}


def test_words_that_are_gone_hold_nothing_back() -> None:
    """A strike that was carried out with a false place, in a ring or after nothing, keeps what follows in the case."""
    history = case_of_three()
    notes = [history.write("Paz", NOTE) for _ in range(3)]
    last = history.write("Paz", where("the lobby"))
    rings = (last.link, link_of("lost"), notes[1].link)
    for note in notes[:2]:
        history.put(history.event("Ilse", strike_of(note, after=(*rings, note.link))))
    case = fold(history, carried_out(history, *notes[:2]))
    assert case.held == ()
    assert set(case.struck) == {notes[0].link, notes[1].link}
    assert case.item("where") == where("the lobby")


def test_words_that_are_gone_without_a_strike_are_named() -> None:
    """The event keeps its place; the vault calls it damage."""
    history = case_of_three()
    note = history.write("Paz", NOTE)
    case = fold(history, carried_out(history, note))
    assert case.struck == {}
    assert case.unknown == (note.link,)


@given(data=st.data())
def test_two_strikes_of_one_event_are_one_whatever_the_delivery(data: st.DataObject) -> None:
    """Also after the words are gone, when only the strikes know its place."""
    here = case_of_three()
    here.write("Ilse", NOTE)
    note = here.write("Paz", NOTE)
    there = here.branch()
    here.write("Ilse", strike_of(note, characters=1))
    there.write("Paz", strike_of(note, characters=2))
    here.meet(there)
    for lane in (here.content_lane, carried_out(here, note)):
        assert fold(here, data.draw(st.permutations(lane))) == fold(here, lane)


def test_the_words_of_a_message_and_a_file_go_too() -> None:
    """Everything that is computed from an event forgets it."""
    history = case_of_three()
    ref = FileRef(id=id_of("file"), name="a.png", type="image/png", size=1, sha256="0" * 64)
    events = [
        history.write("Paz", MessageSent(message="outcome", text="wrong")),
        history.write("Paz", Attached(file=ref)),
        history.write("Paz", ItemRecorded(state="recorded", value=Ongoing(item="ongoing", answer="yes"))),
        history.write("Paz", Closed()),
    ]
    for event in events:
        history.write("Ilse", strike_of(event, files=(ref.id,) if isinstance(event.body, Attached) else ()))
    case = history.case
    assert len(case.struck) == 4
    assert (case.sent, case.files, dict(case.registers), case.closed) == ((), (), {}, False)
