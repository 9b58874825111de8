"""Promises of the team to itself, and what two members have to say before a reporter gets no answer."""

from datetime import timedelta

import pytest

from coctui.models.content_events import Closed, MessageSent, NoteWritten, Strike
from coctui.models.promise import Promise, promises
from coctui.models.promise_events import Acted, Did, PromiseKept, PromiseMade, PromiseWaived, Reviewed
from tests.histories import START, History, id_of
from tests.unit.test_models_promise import reported

DAY = timedelta(days=1)
ACT = id_of("act")


def of(history: History, kind: str) -> list[Promise]:
    """The promises of one kind."""
    return [promise for promise in promises(history.case) if promise.kind == kind]


def acted(*did: Did, lead: bool = True, until: int = 0) -> History:
    """Ilse acted at once, alone."""
    history = reported()
    end = START + until * DAY if until else None
    history.write("Ilse", Acted(id=ACT, did=did, when=START, lead=lead, until=end))
    return history


def test_what_one_did_alone_is_looked_at_within_a_day() -> None:
    """By somebody else; their own word and a look at another act keep nothing."""
    history = acted("removed")
    assert [(p.state, p.due) for p in of(history, "review")] == [("open", START + DAY)]
    history.write("Ilse", Reviewed(action=ACT, verdict="confirmed", lead=True))
    history.write("Paz", Reviewed(action=id_of("another"), verdict="confirmed"))
    assert [p.state for p in of(history, "review")] == ["open"]
    looked = history.write("Paz", Reviewed(action=ACT, verdict="confirmed"), at=START + 2 * DAY)
    (review,) = of(history, "review")
    assert (review.state, review.done, review.late) == ("kept", looked.at, DAY)


def test_what_somebody_did_who_is_no_lead_is_looked_at_by_a_lead() -> None:
    """They were not refused; the look of another responder is kept on the timeline and is not yet the team's."""
    history = acted("muted", lead=False)
    history.write("Paz", Reviewed(action=ACT, verdict="confirmed", lead=False))
    assert [p.state for p in of(history, "review")] == ["open"]
    history.write("Oksana", Reviewed(action=ACT, verdict="confirmed", lead=True))
    assert [p.state for p in of(history, "review")] == ["kept"]


def test_closing_lets_go_of_answers_only() -> None:
    """Nobody closes a case over what they did alone, nor over a measure that ends."""
    history = acted("removed", until=30)
    history.write("Ilse", MessageSent(message="reported person", check_in_days=7))
    history.write("Ilse", Closed())
    states = {promise.kind: (promise.state, promise.reason) for promise in promises(history.case)}
    assert states == {
        "acknowledgement": ("waived", "closed"),
        "outcome": ("waived", "closed"),
        "check-in": ("open", ""),
        "review": ("open", ""),
        "expiry": ("open", ""),
    }


@pytest.mark.parametrize(("verdict", "state"), [("confirmed", "open"), ("reversed", "waived")])
def test_what_was_reversed_does_not_end_again(verdict: str, state: str) -> None:
    """A measure that a look took back has no end to be watched."""
    history = acted("removed", until=30)
    history.write("Paz", Reviewed.model_validate({"action": ACT, "verdict": verdict}), at=START + DAY)
    assert [p.state for p in of(history, "expiry")] == [state]


def test_an_end_that_was_seen_to_is_kept() -> None:
    """Lifted, or extended by a promise of its own."""
    history = acted("removed", until=3)
    history.write("Paz", PromiseKept(id=ACT, when=START + 4 * DAY))
    assert [(p.state, p.late) for p in of(history, "expiry")] == [("kept", DAY)]
    assert [p.state for p in of(history, "review")] == ["open"]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ((("Ilse", "all"),), "open"),
        ((("Ilse", "all"), ("Ilse", "all")), "open"),
        ((("Ilse", "all"), ("Paz", "all")), "waived"),
        ((("Ilse", "outcome"), ("Paz", "all")), "waived"),
        ((("Ilse", "acknowledgement"), ("Paz", "outcome")), "open"),
    ],
)
def test_bad_faith_needs_two(said: tuple[tuple[str, str], ...], state: str) -> None:
    """One member's word leaves every promise as it is (PLC-E: who reports in bad faith may get no reply)."""
    history = reported()
    for who, promise in said:
        history.write(who, PromiseWaived.model_validate({"reason": "bad faith", "promise": promise}))
    assert [p.state for p in of(history, "outcome")] == [state]


def test_one_promise_is_waived_and_not_the_others() -> None:
    """And says why."""
    history = reported()
    history.write("Ilse", PromiseWaived(reason="not needed", promise="acknowledgement"))
    assert [(p.state, p.reason) for p in promises(history.case)] == [("waived", "not needed"), ("open", "")]


def test_a_colleague_is_asked_how_they_are() -> None:
    """A promise like any other: with whom, kept once, and not moved by what the reporter wants."""
    history = reported()
    made = PromiseMade(id=ACT, promise="team check-in", due=START + 3 * DAY, seat=id_of("Paz"))
    history.write("Ilse", made)
    history.write("Ilse", made)
    history.write("Ilse", PromiseWaived(reason="asked not to be contacted"))
    assert [(p.state, p.seat, p.due) for p in of(history, "team check-in")] == [("open", id_of("Paz"), made.due)]
    history.write("Paz", PromiseWaived(id=ACT, reason="not needed"))
    assert [(p.state, p.reason) for p in of(history, "team check-in")] == [("waived", "not needed")]


def test_a_check_in_that_somebody_promised_is_kept_by_the_message() -> None:
    """One that was sent before it was promised keeps nothing."""
    history = reported()
    history.write("Ilse", MessageSent(message="check-in"))
    history.write("Ilse", PromiseMade(id=ACT, promise="check-in", due=START + 3 * DAY))
    assert [p.state for p in of(history, "check-in")] == ["open"]
    history.write("Ilse", MessageSent(message="check-in"))
    assert [p.state for p in of(history, "check-in")] == ["kept"]


def test_a_strike_that_nobody_could_second_is_looked_at() -> None:
    """Within the hours that it carries, by somebody else; an ordinary one is not."""
    history = reported()
    for hours in (0, 24):
        note = history.write("Ilse", NoteWritten(text="a wrong paste"))
        strike = Strike(link=note.link, after=note.after, at=note.at, struck="note/1", confirm_hours=hours)
        done = history.write("Ilse", strike)
    assert [(p.state, p.due) for p in of(history, "review")] == [("open", done.at + DAY)]
    history.write("Paz", Reviewed(strike=note.link, verdict="confirmed"))
    assert [p.state for p in of(history, "review")] == ["kept"]


def test_a_promised_day_holds_after_the_outcome_too() -> None:
    """Who was told the outcome and a day to hear more is written to on that day."""
    history = reported()
    history.write("Ilse", MessageSent(message="outcome", next=START + 30 * DAY), at=START + DAY)
    assert [(p.state, p.due) for p in of(history, "status")] == [("open", START + 30 * DAY)]
