"""Promises to the reporter: computed from the events and the hours stored in them."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given

from coctui.models.content_events import Closed, ItemRecorded, MessageKind, MessageSent, Received, Reopened
from coctui.models.items import Contact, ItemValue, Where
from coctui.models.listing import row_of
from coctui.models.promise import Promise, promises
from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged
from tests.bodies import models
from tests.histories import START, History, case_of_three, id_of

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def reported(at: datetime = START, sender: str = "mara@example.org", hours: int = 2, days: int = 7) -> History:
    """A case with one report."""
    history = case_of_three()
    body = Received(channel="mail", received=at, sender=sender, acknowledge_hours=hours, outcome_days=days)
    history.write("Ilse", body)
    return history


def said(history: History) -> list[tuple[str, str, timedelta]]:
    """Kind, state and due time of each promise, the time as the distance from receipt."""
    return [(promise.kind, promise.state, promise.due - START) for promise in promises(history.case)]


def test_two_hours_and_seven_days() -> None:
    """The published times, from receipt and not from entry; without a report nothing is owed."""
    assert promises(case_of_three().case) == ()
    assert said(reported()) == [("acknowledgement", "open", 2 * HOUR), ("outcome", "open", 7 * DAY)]


def test_the_hours_are_those_of_the_day_of_receipt() -> None:
    """A later change of the policy moves no promise."""
    history = reported(hours=5, days=10)
    history.write("Noor", PolicyChanged(policy=Policy(acknowledge_hours=1, outcome_days=1)))
    assert said(history) == [("acknowledgement", "open", 5 * HOUR), ("outcome", "open", 10 * DAY)]


def test_the_first_report_counts_whenever_it_was_entered() -> None:
    """A report that was received before, and came to the case later, starts the clocks."""
    history = reported(START + DAY)
    history.write("Ilse", Received(channel="call", received=START, acknowledge_hours=4))
    assert said(history)[0] == ("acknowledgement", "open", 4 * HOUR)


@pytest.mark.parametrize("kind", get_args(MessageKind))
def test_what_a_message_keeps(kind: MessageKind) -> None:
    """Any message to the reporter acknowledges; one to moderators or to the reported person does not."""
    history = reported()
    history.write("Ilse", MessageSent(message=kind), at=START + HOUR)
    states = {promise.kind: promise.state for promise in promises(history.case)}
    assert states["acknowledgement"] == ("open" if kind in {"moderators", "reported person"} else "kept")
    assert ("kept" if kind in {"outcome", "not a violation"} else "open") in [
        promise.state for promise in promises(history.case) if promise.kind != "acknowledgement"
    ]


def test_kept_late_is_kept_and_says_when() -> None:
    """The earliest message counts; the time of it stays beside the promise."""
    history = reported()
    history.write("Ilse", MessageSent(message="acknowledgement"), at=START + 9 * HOUR)
    history.write("Paz", MessageSent(message="acknowledgement"), at=START + 3 * HOUR)
    kept = promises(history.case)[0]
    assert (kept.state, kept.due, kept.done) == ("kept", START + 2 * HOUR, START + 3 * HOUR)


def test_a_status_moves_the_outcome() -> None:
    """To the date that it promises, else by as many days again; the next one moves it on."""
    history = reported()
    history.write("Ilse", MessageSent(message="status", next=START + 12 * DAY), at=START + 6 * DAY)
    assert said(history)[1:] == [("status", "kept", 7 * DAY), ("status", "open", 12 * DAY)]
    history.write("Ilse", MessageSent(message="status"), at=START + 12 * DAY)
    assert said(history)[1:] == [
        ("status", "kept", 7 * DAY),
        ("status", "kept", 12 * DAY),
        ("status", "open", 19 * DAY),
    ]
    history.write("Ilse", MessageSent(message="outcome"), at=START + 13 * DAY)
    assert said(history)[-1] == ("status", "kept", 19 * DAY)


@pytest.mark.parametrize(
    ("state", "value", "sender", "owed"),
    [
        ("recorded", Contact(item="contact", address="mara@example.org"), "", True),
        ("recorded", Contact(item="contact", anonymous=True, channel="the chat"), "", True),
        ("recorded", Contact(item="contact", anonymous=True), "", False),
        ("recorded", Contact(item="contact", name="Mara"), "", True),
        ("declined", Contact(item="contact"), "", False),
        ("not known", Contact(item="contact"), "", False),
        ("declined", Contact(item="contact"), "mara@example.org", True),
        ("not asked", Contact(item="contact"), "", True),
        ("recorded", Where(item="where"), "", True),
    ],
)
def test_nobody_is_owed_an_answer_who_cannot_be_reached(state: str, value: ItemValue, sender: str, owed: bool) -> None:
    """A reporter who left no way is promised nothing; while nobody asked, they may still leave one."""
    history = reported(sender=sender)
    history.write("Ilse", ItemRecorded.model_validate({"state": state, "value": value}))
    assert {promise.state for promise in promises(history.case)} == {"open" if owed else "waived"}


def test_a_closed_case_owes_nothing_more_until_it_is_reopened() -> None:
    """What was kept stays kept."""
    history = reported()
    history.write("Ilse", MessageSent(message="acknowledgement"))
    history.write("Ilse", Closed())
    assert [promise.state for promise in promises(history.case)] == ["kept", "waived"]
    history.write("Paz", Reopened())
    assert [promise.state for promise in promises(history.case)] == ["kept", "open"]


def test_the_line_of_the_inbox_shows_the_next_open_promise() -> None:
    """And all of them as plain values."""
    history = reported()
    row = row_of(history.case, id_of("Ilse"))
    assert (row.promise, row.due) == ("acknowledgement", (START + 2 * HOUR).timestamp())
    history.write("Ilse", MessageSent(message="acknowledgement"), at=START + HOUR)
    row = row_of(history.case, id_of("Ilse"))
    assert (row.promise, row.due) == ("outcome", (START + 7 * DAY).timestamp())
    assert [promise[1] for promise in row.promises] == ["kept", "open"]


@given(report=models(Received), sent=models(MessageSent))
def test_any_report_and_message_have_promises(report: Received, sent: MessageSent) -> None:
    """However far a time lies, from a forged mail or a promise for the year 8999: nothing overflows, all is in UTC."""
    history = case_of_three()
    history.write("Ilse", report)
    history.write("Ilse", sent)
    found: tuple[Promise, ...] = promises(history.case)
    assert all(promise.due.tzinfo is UTC for promise in found)
    assert row_of(history.case, id_of("Ilse"))
