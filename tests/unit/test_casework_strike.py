"""Taking a wrong paste out, and small matters from open to closed."""

from datetime import timedelta

import pytest

from coctui.casework import access, outside, small, strike
from coctui.casework.act import review
from coctui.casework.result import Refused
from coctui.models.content_events import Attached, Closed, Determined, FileRef, MessageSent, NoteWritten, Strike
from coctui.models.event import Event
from coctui.models.promise import promises
from coctui.models.promise_events import StrikeAsked
from tests.unit.casework_room import NOOR, OKSANA, PAZ, Lanes
from tests.unit.test_casework_access import code

FILE = FileRef(id="ab" * 16, name="x", type="text/plain", size=1, sha256="cd" * 32)


@pytest.fixture
def lanes() -> Lanes:
    """A case; Noor is a lead, Oksana and Paz are none."""
    lanes = Lanes()
    lanes.open(NOOR)
    for seat in (OKSANA, PAZ):
        lanes.do(NOOR, access.admit(lanes.case, NOOR, seat, lanes.now))
    return lanes


def written(lanes: Lanes, seat: str, text: str = "a wrong paste") -> Event:
    """A note that should not stand there."""
    lanes.do(seat, (NoteWritten(text=text),))
    return lanes.content[-1]


def taken(lanes: Lanes, entry: Event) -> bool:
    """Whether its words are gone."""
    return entry.link in lanes.case.struck


# ---------------------------------------------------------------------- strike


def test_within_a_minute_its_author_takes_it_out_alone(lanes: Lanes) -> None:
    """With one key, whoever they are; a second later it takes two."""
    note = written(lanes, OKSANA)
    lanes.wait(seconds=60)
    acts = strike.strike(lanes.case, OKSANA, note, lanes.now)
    assert acts == (Strike(link=note.link, after=note.after, at=note.at, struck="note/1", characters=13),)
    lanes.wait(seconds=1)
    assert strike.strike(lanes.case, OKSANA, note, lanes.now) == (StrikeAsked(link=note.link),)
    assert strike.strike(lanes.case, NOOR, note, lanes.now - timedelta(seconds=30)) == (StrikeAsked(link=note.link),)


def test_later_it_takes_a_second_member(lanes: Lanes) -> None:
    """The author says so, a lead says the same, and it goes; saying it twice does not."""
    note = written(lanes, OKSANA)
    lanes.wait(hours=1)
    lanes.do(OKSANA, strike.strike(lanes.case, OKSANA, note, lanes.now))
    assert strike.waits(lanes.case, note)
    assert code(strike.strike(lanes.case, OKSANA, note, lanes.now)) == "strike-waits"
    lanes.do(NOOR, strike.strike(lanes.case, NOOR, note, lanes.now))
    assert taken(lanes, note)
    assert not strike.waits(lanes.case, note)
    assert [p for p in promises(lanes.case) if p.kind == "review"] == []


def test_who_may_not_take_it_out_may_second_it(lanes: Lanes) -> None:
    """A responder's word counts; the author or a lead carries it out (VAULT.md 4)."""
    note = written(lanes, OKSANA)
    lanes.wait(hours=1)
    lanes.do(PAZ, strike.strike(lanes.case, PAZ, note, lanes.now))
    assert not taken(lanes, note)
    assert code(strike.strike(lanes.case, PAZ, note, lanes.now)) == "strike-waits"
    lanes.do(OKSANA, strike.strike(lanes.case, OKSANA, note, lanes.now))
    assert taken(lanes, note)


def test_who_is_alone_does_it_at_once_and_it_is_confirmed() -> None:
    """Within a day, by somebody who holds the case by then."""
    lanes = Lanes()
    lanes.open(NOOR)
    note = written(lanes, NOOR)
    lanes.wait(hours=1)
    lanes.do(NOOR, strike.strike(lanes.case, NOOR, note, lanes.now))
    assert taken(lanes, note)
    assert [(p.kind, p.due) for p in promises(lanes.case) if p.kind == "review"] == [
        ("review", lanes.now + timedelta(hours=24))
    ]
    lanes.do(NOOR, access.admit(lanes.case, NOOR, OKSANA, lanes.now))
    lanes.do(OKSANA, review(lanes.case, OKSANA, "confirmed"))
    assert [p.state for p in promises(lanes.case) if p.kind == "review"] == ["kept"]


def test_a_file_goes_with_its_entry(lanes: Lanes) -> None:
    """Its bytes are named in the strike."""
    lanes.do(NOOR, (Attached(file=FILE),))
    acts = strike.strike(lanes.case, NOOR, lanes.content[-1], lanes.now)
    assert isinstance(acts, tuple)
    assert isinstance(acts[0], Strike)
    assert acts[0].files == (FILE.id,)


def test_what_a_strike_cannot_reach_is_counted(lanes: Lanes) -> None:
    """What was copied or saved since the entry; a debrief holds no word of it."""
    lanes.do(NOOR, outside.shown_outside(lanes.case, NOOR, "saved", "case"))
    note = written(lanes, NOOR)
    for what in ("case", "entry", "debrief"):
        lanes.do(NOOR, outside.shown_outside(lanes.case, NOOR, "copied", what))
    assert strike.outside_since(lanes.case, note) == 2


def test_who_may_open_a_case_is_never_struck(lanes: Lanes) -> None:
    """Nor what is struck already, nor anything by who does not hold the case."""
    note = written(lanes, NOOR)
    first = lanes.case.entries[0]
    assert code(strike.strike(lanes.case, NOOR, first, lanes.now)) == "cannot-be-struck"
    assert code(strike.strike(lanes.case, "0" * 32, note, lanes.now)) == "not-cleared"
    lanes.do(NOOR, strike.strike(lanes.case, NOOR, note, lanes.now))
    gone = next(entry for entry in lanes.case.entries if entry.link == note.link)
    assert code(strike.strike(lanes.case, NOOR, gone, lanes.now)) == "cannot-be-struck"
    assert not isinstance(strike.entry_at(lanes.case, 1), Refused)
    assert [code(strike.entry_at(lanes.case, number)) for number in (0, 99)] == ["no-such-entry"] * 2


# ---------------------------------------------------------------------- small matters


def test_a_small_matter_ends_with_one_line(lanes: Lanes) -> None:
    """Decided, told and closed in one go; acknowledgement and outcome are kept by the one line."""
    acts = small.settle(lanes.case, OKSANA, "service matter", lanes.now, reply="Passed on, thank you.")
    assert acts == (
        Determined(outcome="service matter"),
        MessageSent(message="outcome", text="Passed on, thank you.", determination=True),
        Closed(),
    )
    case = lanes.do(OKSANA, acts)
    assert case.closed
    assert {promise.state for promise in promises(case)} == {"kept"}


def test_nobody_is_written_to_about_spam(lanes: Lanes) -> None:
    """Closing lets the promises go."""
    case = lanes.do(NOOR, small.settle(lanes.case, NOOR, "no action", lanes.now))
    assert [(promise.state, promise.reason) for promise in promises(case)] == [("waived", "closed")] * 2


def test_what_is_not_small_is_not_settled_in_passing(lanes: Lanes) -> None:
    """A violation is decided and told by itself; every line that coctui offers is for one of the small outcomes."""
    assert code(small.settle(lanes.case, NOOR, "violation", lanes.now, reply="x")) == "not-small"
    assert code(small.settle(lanes.case, "0" * 32, "no action", lanes.now)) == "not-cleared"
    assert all("\n" not in line for line in small.REPLIES.values())
    case = lanes.do(NOOR, small.settle(lanes.case, NOOR, "no action", lanes.now))
    assert code(small.settle(case, NOOR, "no action", lanes.now)) == "closed"
