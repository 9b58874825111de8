"""Work on a case: data, people, notes, duties, messages, decisions; and that a closed case waits to be reopened."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coctui.casework import access, decision, message, record
from coctui.casework.result import Acts, Refused
from coctui.models.content_events import Closed, Determined, ItemRecorded, Labelled, MessageSent, NoteWritten
from coctui.models.items import ITEMS, TITLES, VALUES, Contact, Ongoing, Person, Where
from coctui.models.listing import row_of
from coctui.models.promise import promises
from tests.unit.casework_room import NOOR, OKSANA, PAZ, START, Lanes
from tests.unit.test_casework_access import code


@pytest.fixture
def lanes() -> Lanes:
    """A case that Noor opened and Oksana, no lead, may open too."""
    lanes = Lanes()
    lanes.open(NOOR)
    lanes.do(NOOR, access.admit(lanes.case, NOOR, OKSANA, lanes.now))
    return lanes


WRITING: dict[str, Callable[[Lanes, str], Acts | Refused]] = {
    "note": lambda lanes, me: record.note(lanes.case, me, "A call at nine."),
    "item": lambda lanes, me: record.item(lanes.case, me, "where", "not known", {}),
    "person": lambda lanes, me: record.person(lanes.case, me, Person(id="1" * 32, code="Quartz", part="witness")),
    "assign": lambda lanes, me: record.assign(lanes.case, me, None),
    "label": lambda lanes, me: record.label(lanes.case, me, what="jokes"),
    "sent": lambda lanes, me: message.sent(lanes.case, me, "status", lanes.now),
    "determine": lambda lanes, me: decision.determine(lanes.case, me, "no action"),
}
"""Every act that writes in a case."""


@pytest.mark.parametrize("act", WRITING)
def test_holders_write_and_nobody_else(lanes: Lanes, act: str) -> None:
    """A holder who is no lead too; a member outside is refused, whatever they want to write."""
    assert not isinstance(WRITING[act](lanes, OKSANA), Refused)
    assert code(WRITING[act](lanes, PAZ)) == "not-cleared"


@pytest.mark.parametrize("act", WRITING)
def test_a_closed_case_waits_to_be_reopened(lanes: Lanes, act: str) -> None:
    """Nothing is written in it, and the sentence says what to do."""
    lanes.do(NOOR, decision.close(lanes.case, NOOR))
    refused = WRITING[act](lanes, NOOR)
    assert code(refused) == "closed"
    assert isinstance(refused, Refused)
    assert "Reopen" in refused.sentence
    lanes.do(NOOR, decision.reopen(lanes.case, NOOR))
    assert not isinstance(WRITING[act](lanes, NOOR), Refused)


def test_who_may_open_a_closed_case_can_still_change(lanes: Lanes) -> None:
    """Access is no writing: asking, excluding and stepping aside stay possible."""
    lanes.do(NOOR, decision.close(lanes.case, NOOR))
    assert not isinstance(access.ask(lanes.case, NOOR, [PAZ], lanes.now), Refused)
    assert not isinstance(access.recuse(lanes.case, NOOR, lanes.now), Refused)


def test_a_note_is_kept_as_written(lanes: Lanes) -> None:
    """Blank ends go, half characters become visible, an empty one is refused kindly."""
    assert record.note(lanes.case, NOOR, "  Two\n lines \ud800 \n") == (NoteWritten(text="Two\n lines \ufffd"),)
    assert code(record.note(lanes.case, NOOR, " \n ")) == "nothing-said"
    assert code(record.note(lanes.case, NOOR, "x" * 4_000_001)) == "too-long"


@pytest.mark.parametrize("name", ITEMS)
def test_plain_words_have_a_field_in_every_item(lanes: Lanes, name: str) -> None:
    """What somebody writes without naming a field goes where it belongs."""
    item = next(known for known in ITEMS if known == name)
    words = "yes" if item == "ongoing" else "some words"
    acts = record.item(lanes.case, NOOR, item, "recorded", {record.MAIN_FIELD[item]: words})
    case = lanes.do(NOOR, acts)
    recorded = case.item(item)
    assert recorded is not None
    assert recorded.state == "recorded"
    assert words in recorded.value.model_dump().values()
    assert set(TITLES) == set(VALUES) == set(record.MAIN_FIELD)


def test_an_item_changes_field_by_field(lanes: Lanes) -> None:
    """A field that is not named keeps what it held."""
    lanes.do(NOOR, record.item(lanes.case, NOOR, "where", "recorded", {"place": "the lounge", "kind": "chat"}))
    acts = record.item(lanes.case, NOOR, "where", "recorded", {"public": "private"})
    value = Where(item="where", place="the lounge", kind="chat", public="private")
    assert acts == (ItemRecorded(state="recorded", value=value),)


def test_not_known_and_declined_keep_what_guards_the_reporter(lanes: Lanes) -> None:
    """Who declines to leave an address may still fear for their safety: the flag stays in sight."""
    given = {"address": "sunniva@example.org", "safety": "yes", "concern": "knows where I work"}
    lanes.do(NOOR, record.item(lanes.case, NOOR, "contact", "recorded", given))
    case = lanes.do(NOOR, record.item(lanes.case, NOOR, "contact", "declined", {}))
    kept = Contact(item="contact", safety=True, concern="knows where I work")
    item = case.item("contact")
    assert item is not None
    assert (item.state, item.value) == ("declined", kept)
    assert row_of(case, NOOR).safety


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({}, "nothing-said"),
        ({"answer": "perhaps"}, "not-one-of"),
        ({"colour": "red"}, "no-such-field"),
        ({"item": "where"}, "no-such-field"),
    ],
)
def test_an_item_refuses_what_it_cannot_hold(lanes: Lanes, fields: dict[str, str], refused: str) -> None:
    """Each with its own sentence, and without an exception."""
    assert code(record.item(lanes.case, NOOR, "ongoing", "recorded", fields)) == refused


def test_an_item_refuses_what_is_too_long(lanes: Lanes) -> None:
    """A line has its bound."""
    assert code(record.item(lanes.case, NOOR, "where", "recorded", {"place": "x" * 1001})) == "too-long"


def test_ongoing_is_recorded(lanes: Lanes) -> None:
    """`unknown` is a good answer here, too, and distinct from not asked: it is what the field starts with."""
    acts = record.item(lanes.case, NOOR, "ongoing", "recorded", {"answer": "yes"})
    assert acts == (ItemRecorded(state="recorded", value=Ongoing(item="ongoing", answer="yes")),)


def test_duties_go_to_holders(lanes: Lanes) -> None:
    """And back to nobody."""
    assert code(record.assign(lanes.case, NOOR, PAZ)) == "assign-holders-only"
    assert lanes.do(NOOR, record.assign(lanes.case, NOOR, OKSANA)).assigned() == OKSANA
    assert lanes.do(NOOR, record.assign(lanes.case, NOOR, NOOR, "reporter")).assigned("reporter") == NOOR
    assert lanes.do(NOOR, record.assign(lanes.case, NOOR, None)).assigned() is None


def test_what_the_inbox_says(lanes: Lanes) -> None:
    """Only what is named changes; the gloss is checked."""
    acts = record.label(lanes.case, NOOR, gloss="the chat messages", status="waiting")
    assert acts == (Labelled(gloss="the chat messages", status="waiting"),)
    case = lanes.do(NOOR, acts)
    assert (case.label("gloss"), case.label("what"), case.label("status")) == ("the chat messages", "", "waiting")
    assert code(record.label(lanes.case, NOOR, gloss="what sunniva wrote")) == "gloss-name"
    assert code(record.label(lanes.case, NOOR)) == "nothing-said"


def test_two_people_never_share_a_code_name(lanes: Lanes) -> None:
    """One person may change; another with the same mineral is refused."""
    known = Person(id="1" * 32, code="Quartz", part="reported person")
    lanes.do(NOOR, record.person(lanes.case, NOOR, known))
    assert not isinstance(record.person(lanes.case, NOOR, known.model_copy(update={"height": "tall"})), Refused)
    assert code(record.person(lanes.case, NOOR, known.model_copy(update={"id": "2" * 32}))) == "not-one-of"


def test_a_status_message_may_promise_a_day(lanes: Lanes) -> None:
    """One still to come; other messages promise none."""
    day = lanes.now + timedelta(days=3)
    acts = message.sent(lanes.case, NOOR, "status", lanes.now, next_due=day)
    assert acts == (MessageSent(message="status", next=day),)
    assert promises(lanes.do(NOOR, acts))[-1].due == day
    assert code(message.sent(lanes.case, NOOR, "status", lanes.now, next_due=START)) == "date-passed"
    assert message.sent(lanes.case, NOOR, "outcome", lanes.now, next_due=day) == (MessageSent(message="outcome"),)


def test_the_outcome_says_three_things(lanes: Lanes) -> None:
    """What is left out is told as a reminder and never refused."""
    some = frozenset({"discussed", "actions"})
    acts = message.sent(lanes.case, NOOR, "outcome", lanes.now, ticks=some)
    assert acts == (MessageSent(message="outcome", discussed=True, actions=True),)
    assert message.left_out("outcome", some) == ("whether it was a violation",)
    assert message.left_out("status", frozenset()) == ()


def test_deciding_without_being_a_lead_is_not_refused(lanes: Lanes) -> None:
    """No action is a normal outcome, whoever records it."""
    acts = decision.determine(lanes.case, OKSANA, "no action", " A misunderstanding. ")
    assert acts == (Determined(outcome="no action", text="A misunderstanding."),)


def test_closing_says_what_it_lets_go(lanes: Lanes) -> None:
    """Both promises are open at first; a closed case owes nothing, and closing twice is refused kindly."""
    assert [promise.kind for promise in decision.let_go(lanes.case)] == ["acknowledgement", "outcome"]
    acts = decision.close(lanes.case, NOOR, "Nothing more to do.")
    assert acts == (Closed(text="Nothing more to do."),)
    case = lanes.do(NOOR, acts)
    assert decision.let_go(case) == ()
    assert code(decision.close(case, NOOR)) == "already-closed"
    assert code(decision.close(case, PAZ)) == "not-cleared"


def test_only_a_closed_case_is_reopened(lanes: Lanes) -> None:
    """And only by a holder."""
    assert code(decision.reopen(lanes.case, NOOR)) == "not-closed"
    lanes.do(NOOR, decision.close(lanes.case, NOOR))
    assert code(decision.reopen(lanes.case, PAZ)) == "not-cleared"
    assert not lanes.do(NOOR, decision.reopen(lanes.case, NOOR)).closed
