"""Promises as a member makes, keeps and waives them; the hours of the conference days and of all others."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coctui.casework import access, decision, message, promise, record
from coctui.casework.result import Acts, Refused
from coctui.models.content_events import MessageSent, Reopened
from coctui.models.hours import policy_on
from coctui.models.promise import Kind, promises
from coctui.models.promise_events import Acted, PromiseKept, PromiseMade, PromiseWaived
from coctui.models.roster import Policy, Team
from tests.unit.casework_room import ILSE, NOOR, OKSANA, PAZ, START, Lanes
from tests.unit.test_casework_access import code

DAY = timedelta(days=1)
ID = "ab" * 16


@pytest.fixture
def lanes() -> Lanes:
    """A case with a report; Noor and Oksana hold it."""
    lanes = Lanes()
    lanes.open(NOOR)
    lanes.do(NOOR, access.admit(lanes.case, NOOR, OKSANA, lanes.now))
    return lanes


def states(lanes: Lanes) -> dict[Kind, str]:
    """What became of each promise."""
    return {found.kind: found.state for found in promises(lanes.case)}


# ---------------------------------------------------------------------- made, kept, waived


def test_no_contact_lets_every_promise_to_the_reporter_go(lanes: Lanes) -> None:
    """With its reason; who cannot open the case waives nothing."""
    assert code(promise.waive(lanes.case, PAZ, "no contact")) == "not-cleared"
    lanes.do(NOOR, promise.waive(lanes.case, NOOR, "no contact", text=" no address "))
    assert states(lanes) == {"acknowledgement": "waived", "outcome": "waived"}
    assert {found.reason for found in promises(lanes.case)} == {"no contact"}


def test_bad_faith_counts_when_a_second_member_says_so(lanes: Lanes) -> None:
    """One cannot say it twice."""
    lanes.do(NOOR, promise.waive(lanes.case, NOOR, "bad faith", kind="outcome"))
    assert promise.waits_for_second(lanes.case)
    assert states(lanes)["outcome"] == "open"
    assert code(promise.waive(lanes.case, NOOR, "bad faith", kind="outcome")) == "said-already"
    lanes.do(OKSANA, promise.waive(lanes.case, OKSANA, "bad faith", kind="status"))
    assert not promise.waits_for_second(lanes.case)
    assert states(lanes) == {"acknowledgement": "open", "outcome": "waived"}


def test_a_promise_to_the_reporter_is_not_simply_unneeded(lanes: Lanes) -> None:
    """One of the three reasons is said; a look at what one did alone is never waived."""
    assert code(promise.waive(lanes.case, NOOR, "not needed")) == "waive-why"
    assert code(promise.waive(lanes.case, NOOR, "no contact", kind="review")) == "review-stays"
    assert code(promise.waive(lanes.case, NOOR, "not needed", kind="expiry")) == "no-such-promise"


def test_a_colleague_is_asked_how_they_are(lanes: Lanes) -> None:
    """The promise names whom; whoever holds the case keeps it, at the time at which it was, or waives it."""
    due = lanes.now + 3 * DAY
    acts = promise.make(lanes.case, NOOR, "team check-in", due, lanes.now, id=ID, seat=PAZ, text="after the call")
    assert acts == (PromiseMade(id=ID, promise="team check-in", due=due, seat=PAZ, text="after the call"),)
    lanes.do(NOOR, acts)
    assert code(promise.keep(lanes.case, OKSANA, "team check-in", lanes.now, seat=ILSE)) == "no-such-promise"
    waived = promise.waive(lanes.case, OKSANA, "not needed", kind="team check-in", seat=PAZ)
    assert waived == (PromiseWaived(id=ID, reason="not needed"),)
    lanes.wait(days=2)
    kept = promise.keep(lanes.case, OKSANA, "team check-in", lanes.now, when=START + DAY)
    assert kept == (PromiseKept(id=ID, when=START + DAY),)
    lanes.do(OKSANA, kept)
    assert states(lanes)["team check-in"] == "kept"


@pytest.mark.parametrize(
    ("kind", "seat", "days", "refused"),
    [
        ("team check-in", None, 3, "with-whom"),
        ("expiry", PAZ, 3, "with-whom"),
        ("team check-in", "0" * 32, 3, "not-on-team"),
        ("check-in", None, 0, "date-passed"),
    ],
)
def test_a_promise_says_with_whom_and_by_when(
    lanes: Lanes, kind: str, seat: str | None, days: int, refused: str
) -> None:
    """And lies ahead."""
    due = lanes.now + days * DAY
    assert code(promise.make(lanes.case, NOOR, kind, due, lanes.now, id=ID, seat=seat)) == refused  # type: ignore[arg-type]  # kinds as drawn


@pytest.mark.parametrize("kind", promise.KEPT_OTHERWISE)
def test_what_keeps_it_is_said(lanes: Lanes, kind: Kind) -> None:
    """A message or a look keeps most promises; nobody ticks them off."""
    assert code(promise.keep(lanes.case, NOOR, kind, lanes.now)) == promise.KEPT_OTHERWISE[kind]


def test_nothing_was_done_tomorrow(lanes: Lanes) -> None:
    """What is recorded as done lies behind; a message likewise."""
    later = lanes.now + DAY
    assert code(promise.keep(lanes.case, NOOR, "expiry", lanes.now, when=later)) == "still-to-come"
    assert code(message.sent(lanes.case, NOOR, "acknowledgement", lanes.now, when=later)) == "still-to-come"


def test_a_closed_case_is_still_looked_after(lanes: Lanes) -> None:
    """An end that comes after the closing is watched and seen to; closing names only what it lets go."""
    acted = Acted(id=ID, did=("muted",), when=lanes.now, until=lanes.now + 5 * DAY)
    lanes.do(NOOR, (acted,))
    assert [found.kind for found in decision.let_go(lanes.case)] == ["acknowledgement", "outcome"]
    lanes.do(NOOR, decision.close(lanes.case, NOOR))
    lanes.wait(days=5)
    lanes.do(OKSANA, promise.keep(lanes.case, OKSANA, "expiry", lanes.now, text="lifted"))
    assert states(lanes)["expiry"] == "kept"


# ---------------------------------------------------------------------- on hold


def test_a_report_is_held_unless_it_happens_again(lanes: Lanes) -> None:
    """No outcome is owed meanwhile, an acknowledgement is; when it happens again there is a week."""
    lanes.do(NOOR, promise.hold(lanes.case, NOOR, text="only if it happens again"))
    assert states(lanes) == {"acknowledgement": "open", "outcome": "waived"}
    assert code(promise.hold(lanes.case, NOOR)) == "held-already"
    lanes.wait(days=20)
    lanes.do(OKSANA, promise.hold(lanes.case, OKSANA, on=False))
    assert [found.due for found in promises(lanes.case)][1] == lanes.now + 7 * DAY
    assert code(promise.hold(lanes.case, NOOR, on=False)) == "not-held"


# ---------------------------------------------------------------------- messages


def test_who_was_told_of_a_plan_makes_a_check_in(lanes: Lanes) -> None:
    """Once a violation is decided, telling the reported person promises the reporter a word a week later (MOZ)."""
    before = message.sent(lanes.case, NOOR, "reported person", lanes.now)
    assert before == (MessageSent(message="reported person"),)
    lanes.do(NOOR, decision.determine(lanes.case, NOOR, "violation"))
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "reported person", lanes.now))
    found = [p for p in promises(lanes.case) if p.kind == "check-in"]
    assert [(p.state, p.due) for p in found] == [("open", lanes.now + 7 * DAY)]
    lanes.do(NOOR, decision.close(lanes.case, NOOR))
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "check-in", lanes.now))
    assert states(lanes)["check-in"] == "kept"


def test_a_question_says_what_it_asks_about(lanes: Lanes) -> None:
    """Who asked, when, and which items."""
    acts = message.question(lanes.case, NOOR, ("where", "others"), lanes.now, text="Where was it?")
    assert acts == (MessageSent(message="question", asks=("where", "others"), text="Where was it?"),)
    assert code(message.question(lanes.case, PAZ, ("where",), lanes.now)) == "not-cleared"


def test_who_was_told_an_outcome_hears_how_it_ends_anew(lanes: Lanes) -> None:
    """Reopening stores the days of that day's policy."""
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "outcome", lanes.now))
    lanes.do(NOOR, decision.close(lanes.case, NOOR))
    lanes.wait(days=30)
    acts = decision.reopen(lanes.case, NOOR)
    assert acts == (Reopened(outcome_days=7),)
    lanes.do(NOOR, acts)
    assert [(p.state, p.due) for p in promises(lanes.case)][-1] == ("open", lanes.now + 7 * DAY)


@pytest.fixture(params=["waive", "keep", "make", "hold"])
def wordy(request: pytest.FixtureRequest, lanes: Lanes) -> Acts | Refused:
    """Each act with more words than an event holds."""
    words, case, now = "x" * 4_000_001, lanes.case, lanes.now
    return {
        "waive": lambda: promise.waive(case, NOOR, "no contact", text=words),
        "keep": lambda: promise.keep(case, NOOR, "expiry", now, text=words),
        "make": lambda: promise.make(case, NOOR, "expiry", now + DAY, now, id=ID, text=words),
        "hold": lambda: promise.hold(case, NOOR, text=words),
    }[request.param]()


def test_no_act_cuts_what_was_written(wordy: Acts | Refused) -> None:
    """What is too long is refused with a sentence, not shortened."""
    assert code(wordy) == "too-long"


def test_an_item_may_be_asked_again_later(lanes: Lanes) -> None:
    """A question that was sent leaves the item as it is until somebody answers."""
    lanes.do(NOOR, message.question(lanes.case, NOOR, ("where",), lanes.now))
    assert lanes.case.item("where") is None
    lanes.do(NOOR, record.item(lanes.case, NOOR, "where", "declined", {}))
    item = lanes.case.item("where")
    assert item is not None
    assert item.state == "declined"


# ---------------------------------------------------------------------- the hours

PEBBLECONF = Team(first_day="2026-12-04", last_day="2026-12-06", zone="America/Los_Angeles")


@pytest.mark.parametrize(
    ("received", "hours"),
    [
        (datetime(2026, 12, 4, 7, 59, tzinfo=UTC), 12),  # the evening before, in Los Angeles
        (datetime(2026, 12, 4, 8, 0, tzinfo=UTC), 2),
        (datetime(2026, 12, 7, 7, 59, tzinfo=UTC), 2),
        (datetime(2026, 12, 7, 8, 0, tzinfo=UTC), 12),
    ],
)
def test_other_hours_outside_the_conference_days(received: datetime, hours: int) -> None:
    """Whole days in the conference's own zone; everything else of the policy stays."""
    policy = Policy(acknowledge_hours_outside=12, outcome_days_outside=21)
    held = policy_on(replace(PEBBLECONF, policy=policy), received)
    assert (held.acknowledge_hours, held.outcome_days) == ((2, 7) if hours == 2 else (12, 21))
    assert held.review_hours == policy.review_hours


def test_the_published_hours_hold_on_all_days_unless_a_team_chose() -> None:
    """The procedure names no other hours, and a conference without dates is always on."""
    received = datetime(2027, 7, 1, tzinfo=UTC)
    assert policy_on(PEBBLECONF, received) == Policy()
    assert policy_on(Team(policy=Policy(acknowledge_hours_outside=12), zone="nowhere"), received).acknowledge_hours == 2
