"""The clocks, for any history: due times right, nothing due twice, nothing forgotten, waived stays waived.

A history is told step by step, to the case and to a small ledger beside it that knows the procedure's sentences and
nothing of events; both must owe the same. Times are typed in any zone, days of 23 and 25 hours and leap days among them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from coctui.models.content_events import Closed, ItemRecorded, MessageSent, Received, Reopened
from coctui.models.event import Body
from coctui.models.items import Contact
from coctui.models.promise import Promise, promises
from coctui.models.promise_events import Acted, Held, PromiseKept, PromiseMade, PromiseWaived, Reviewed
from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged
from tests.histories import History, case_of_three, id_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")
"""Whole, half and quarter hours; summer time in both halves of the year, and by half an hour."""
STARTS = (
    datetime(2028, 2, 28, 22, 0, tzinfo=UTC),  # a leap day is next
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),  # a night without 02:30 in Berlin
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # 02:30 comes twice there
    datetime(2026, 12, 31, 23, 59, tzinfo=UTC),
    datetime(2026, 4, 4, 14, 45, tzinfo=UTC),  # half an hour back on Lord Howe
)
Owed = tuple[str, str, datetime]
"""Kind, state, due."""


@dataclass
class Ledger:
    """What the procedure says is owed, kept by hand."""

    received: datetime
    answered: datetime | None = None
    duty: tuple[str, datetime] | None = None
    kept: list[Owed] = field(default_factory=list)
    check_in: datetime | None = None
    reviews: dict[str, Owed] = field(default_factory=dict)
    made: dict[str, Owed] = field(default_factory=dict)
    ends: dict[str, Owed] = field(default_factory=dict)
    let_go: bool = False
    closed: bool = False
    held: bool = False
    unreachable: bool = False

    def owed(self) -> list[Owed]:
        """Everything, as `promises` should have it."""
        silent = self.let_go or self.unreachable
        due = self.received + 2 * HOUR
        acknowledged = "kept" if self.answered else "waived" if silent or self.closed else "open"
        found = [
            ("acknowledgement", acknowledged, due),
            *self.kept,
            *self.reviews.values(),
            *self.made.values(),
            *self.ends.values(),
        ]
        if self.duty:
            waived = silent or self.closed or self.held
            found.append((self.duty[0], "waived" if waived else "open", self.duty[1]))
        if self.check_in:
            found.append(("check-in", "waived" if silent else "open", self.check_in))
        return sorted(found)


Step = Callable[[Ledger, datetime], Body]


def acknowledges(ledger: Ledger, at: datetime) -> Body:
    """The reporter hears something."""
    ledger.answered = ledger.answered or at
    return MessageSent(message="acknowledgement")


def tells_how_it_stands(days: int | None) -> Step:
    """A status message, with the day that it promises or without one."""

    def step(ledger: Ledger, at: datetime) -> Body:
        named = None if days is None else at + timedelta(days=days)
        ledger.answered = ledger.answered or at
        if ledger.duty:
            ledger.kept.append(("status", "kept", ledger.duty[1]))
        if ledger.duty or named:
            ledger.duty = ("status", named or at + 7 * DAY)
        return MessageSent(message="status", next=named)

    return step


def tells_the_outcome(ledger: Ledger, at: datetime) -> Body:
    """The reporter hears what was decided."""
    ledger.answered = ledger.answered or at
    if ledger.duty:
        ledger.kept.append((ledger.duty[0], "kept", ledger.duty[1]))
    ledger.duty = None
    return MessageSent(message="outcome")


def tells_the_reported_person(ledger: Ledger, at: datetime) -> Body:
    """A plan is told; a week later somebody asks the reporter how they are."""
    ledger.check_in = ledger.check_in or at + 7 * DAY
    return MessageSent(message="reported person", check_in_days=7)


def asks_how_they_are(ledger: Ledger, at: datetime) -> Body:
    """The check-in."""
    ledger.answered = ledger.answered or at
    if ledger.check_in:
        ledger.kept.append(("check-in", "kept", ledger.check_in))
    ledger.check_in = None
    return MessageSent(message="check-in")


def acts_alone(ledger: Ledger, at: datetime) -> Body:
    """Ilse, a lead, acts; the team looks at it within a day."""
    name = id_of(f"act {at}")
    ledger.reviews[name] = ("review", "open", at + DAY)
    return Acted(id=name, did=("removed",), when=at)


def mutes_for_two_days(ledger: Ledger, at: datetime) -> Body:
    """What Ilse does ends by itself: somebody lifts it then, or goes on."""
    name = id_of(f"mute {at}")
    ledger.reviews[name] = ("review", "open", at + DAY)
    ledger.ends[name] = ("expiry", "open", at + 2 * DAY)
    return Acted(id=name, did=("muted",), when=at, until=at + 2 * DAY)


def lifts_it(ledger: Ledger, _: datetime) -> Body:
    """The end that came last was seen to."""
    name = next(reversed(ledger.ends), id_of("nothing that ends"))
    if name in ledger.ends:
        ledger.ends[name] = ("expiry", "kept", ledger.ends[name][2])
    return PromiseKept(id=name)


def calls_it_bad_faith(_: Ledger, __: datetime) -> Body:
    """One member says so, and again: nothing follows from one voice."""
    return PromiseWaived(reason="bad faith")


def looks_herself(ledger: Ledger, _: datetime) -> Body:
    """Nobody reviews what they did themself: Ilse's own word changes nothing."""
    return Reviewed(action=next(reversed(ledger.reviews), id_of("no act")), verdict="confirmed", lead=True)


def promises_to_ask(ledger: Ledger, at: datetime) -> Body:
    """Somebody will ask Paz how he is, in three days."""
    name = id_of(f"made {at}")
    ledger.made[name] = ("team check-in", "open", at + 3 * DAY)
    return PromiseMade(id=name, promise="team check-in", due=at + 3 * DAY, seat=id_of("Paz"))


def asked_paz(ledger: Ledger, at: datetime) -> Body:
    """And did, for the one that was promised last."""
    name = next(reversed(ledger.made), id_of("no such promise"))
    if name in ledger.made:
        _, _, due = ledger.made[name]
        ledger.made[name] = ("team check-in", "kept", due)
    return PromiseKept(id=name)


def lets_go(ledger: Ledger, _: datetime) -> Body:
    """The reporter asked not to be contacted."""
    ledger.let_go = True
    return PromiseWaived(reason="asked not to be contacted")


def closes(ledger: Ledger, _: datetime) -> Body:
    """The case is closed."""
    ledger.closed = True
    return Closed()


def reopens(ledger: Ledger, at: datetime) -> Body:
    """It is open again; who was told an outcome is told another."""
    ledger.closed = False
    ledger.duty = ledger.duty or ("outcome", at + 7 * DAY)
    return Reopened(outcome_days=7)


def holds(ledger: Ledger, _: datetime) -> Body:
    """Nothing is to follow unless it happens again."""
    ledger.held = True
    return Held()


def holds_no_more(ledger: Ledger, at: datetime) -> Body:
    """It happened again: there is a week from now at least."""
    ledger.held = False
    if ledger.duty:
        ledger.duty = (ledger.duty[0], max(ledger.duty[1], at + 7 * DAY))
    return Held(on=False)


def cannot_be_reached(ledger: Ledger, _: datetime) -> Body:
    """No way to answer was left."""
    ledger.unreachable = True
    return ItemRecorded(state="declined", value=Contact(item="contact"))


def left_an_address(ledger: Ledger, _: datetime) -> Body:
    """Or one was, after all."""
    ledger.unreachable = False
    return ItemRecorded(state="recorded", value=Contact(item="contact", address="mara@example.org"))


STEPS: tuple[Step, ...] = (
    acknowledges, tells_how_it_stands(None), tells_how_it_stands(3), tells_how_it_stands(12), tells_the_outcome,
    tells_the_reported_person, asks_how_they_are, acts_alone, mutes_for_two_days, lifts_it,
    calls_it_bad_faith, looks_herself, promises_to_ask, asked_paz, lets_go,
    closes, reopens, holds, holds_no_more, cannot_be_reached, left_an_address,
)  # fmt: skip
GAPS = st.timedeltas(timedelta(minutes=1), timedelta(days=9))
TOLD = st.lists(st.tuples(st.sampled_from(STEPS), GAPS, st.sampled_from(ZONES)), max_size=14)
BEGINS = st.sampled_from(STARTS)


def told(begins: datetime, entered: timedelta, steps: list[tuple[Step, timedelta, str]]) -> tuple[History, Ledger]:
    """The case and the ledger after the same steps; the report was received so long before it was entered."""
    history, ledger = case_of_three(), Ledger(begins, duty=("outcome", begins + 7 * DAY))
    history.now = begins + entered
    history.write("Ilse", Received(channel="call", received=begins.astimezone(ZoneInfo("Asia/Kathmandu"))))
    for step, gap, zone in steps:
        history.now += gap
        at = history.now + timedelta(minutes=1)  # `write` lets a minute pass
        history.write("Ilse", in_zone(step(ledger, at), ZoneInfo(zone)))
    return history, ledger


def in_zone(body: Body, zone: ZoneInfo) -> Body:
    """The same body with its times as somebody in that zone would have typed them."""
    times = {
        name: value.astimezone(zone)
        for name in type(body).model_fields
        if isinstance(value := getattr(body, name), datetime)
    }
    return type(body).model_validate({**body.model_dump(), **times})


def owed(found: tuple[Promise, ...]) -> list[Owed]:
    """What the ledger also has."""
    return sorted((promise.kind, promise.state, promise.due) for promise in found)


@given(BEGINS, st.timedeltas(timedelta(0), timedelta(days=40)), TOLD)
def test_due_times_are_those_of_the_procedure(begins: datetime, entered: timedelta, steps: Any) -> None:
    """Whatever happened, in whatever zone it was typed, and however long before it was entered."""
    history, ledger = told(begins, entered, steps)
    assert owed(promises(history.case)) == ledger.owed()


@given(BEGINS, TOLD)
def test_nothing_is_due_twice_and_nothing_is_forgotten(begins: datetime, steps: Any) -> None:
    """At most one answer is awaited; exactly one while the case is open and nobody was told or let go."""
    history, ledger = told(begins, timedelta(0), steps)
    found = promises(history.case)
    waiting = [promise for promise in found if promise.state == "open"]
    assert len({(promise.kind, promise.about) for promise in waiting}) == len(waiting)
    answers = [promise for promise in waiting if promise.kind in ("outcome", "status")]
    silent = ledger.let_go or ledger.unreachable or ledger.closed or ledger.held or ledger.duty is None
    assert len(answers) == (0 if silent else 1)


@given(BEGINS, TOLD, TOLD)
def test_waived_stays_waived(begins: datetime, before: Any, after: Any) -> None:
    """Whatever happens afterwards, reopening included: no promise to the reporter is open again."""
    history, _ = told(begins, timedelta(0), [*before, (lets_go, DAY, "UTC"), *after])
    mine = ("acknowledgement", "outcome", "status", "check-in")
    assert [p for p in promises(history.case) if p.kind in mine and p.state == "open"] == []


@given(BEGINS, TOLD, st.integers(0, 14), st.integers(0, 900), st.integers(0, 900))
def test_a_change_of_policy_moves_nothing(begins: datetime, steps: Any, place: int, hours: int, days: int) -> None:
    """The hours are those stored in the events; the policy of another day is of no account."""
    plain, _ = told(begins, timedelta(0), steps)
    history, _ = told(begins, timedelta(0), steps[:place])
    policy = Policy(acknowledge_hours=hours, outcome_days=days, review_hours=hours, check_in_days=days)
    history.put(history.event("Noor", PolicyChanged(policy=policy)))
    for event in plain.content_lane[len(history.content_lane) :]:
        history.put(replace(event, base=history.access.head, after=history.heads("content")))
    assert promises(history.case) == promises(plain.case)


@given(BEGINS, TOLD)
def test_when_all_is_done_nothing_fires(begins: datetime, steps: Any) -> None:
    """After the answer, the check-in, the review and what was promised besides, closed or not."""
    history, ledger = told(begins, timedelta(0), steps)
    # More than the longest date that was promised: nothing of it is to come either.
    history.now += timedelta(days=13)
    for message in ("outcome", "check-in"):
        history.write("Paz", MessageSent(message=message))
    for name in ledger.reviews:
        history.write("Oksana", Reviewed(action=name, verdict="confirmed", lead=True))
    for name in (*ledger.made, *ledger.ends):
        history.write("Paz", PromiseKept(id=name))
    assert "open" not in {promise.state for promise in promises(history.case)}


@given(BEGINS, st.timedeltas(timedelta(0), 40 * DAY), st.timedeltas(timedelta(0), 9 * DAY), st.sampled_from(ZONES))
def test_i_answered_them_at(begins: datetime, entered: timedelta, waited: timedelta, zone: str) -> None:
    """A message counts from when it was sent, whenever it was written down; how late it was is said."""
    history, _ = told(begins, entered, [])
    sent = (begins + waited).astimezone(ZoneInfo(zone))
    history.write("Ilse", MessageSent(message="acknowledgement", when=sent))
    first = promises(history.case)[0]
    assert (first.kind, first.state, first.done) == ("acknowledgement", "kept", sent)
    assert first.late == max(timedelta(0), waited - 2 * HOUR)


@pytest.mark.slow
def test_what_the_histories_are_made_of() -> None:
    """Each thing that the clocks must stand is among what is generated: none is left to chance, and none can be dropped unseen."""
    leap, spring, autumn = (start.astimezone(ZoneInfo("Europe/Berlin")) for start in STARTS[:3])
    assert (leap + DAY).day == 29
    assert spring.utcoffset() != (spring + DAY).utcoffset()
    assert autumn.utcoffset() != (autumn + DAY).utcoffset()
    assert {reopens, closes, holds, holds_no_more, lets_go, mutes_for_two_days, acts_alone, promises_to_ask} <= set(
        STEPS
    )
    offsets = {datetime(2026, 7, 1, tzinfo=ZoneInfo(name)).utcoffset() for name in ZONES}
    assert any(offset is not None and offset.total_seconds() % 3600 for offset in offsets), "half and quarter hours"
    long_after = find(st.timedeltas(timedelta(0), timedelta(days=40)), lambda entered: entered > 30 * DAY)
    assert long_after > 30 * DAY, "entered long after it was received"
    assert find(TOLD, lambda steps: {tells_the_outcome, reopens} <= {step for step, *_ in steps})
