"""Acting at once, alone; and the look that the team takes at it."""

from datetime import timedelta

import pytest

from coctui.casework import access, act, decision
from coctui.casework.act import Deed
from coctui.models.content_events import NoteWritten, Reopened, Strike
from coctui.models.promise import promises
from coctui.models.promise_events import Acted, PromiseMade, Reviewed
from tests.unit.casework_room import NOOR, OKSANA, PAZ, WANJIRU, Lanes
from tests.unit.test_casework_access import code

HOUR = timedelta(hours=1)


@pytest.fixture
def lanes() -> Lanes:
    """A case; Noor, a lead, and Oksana, who is none, hold it."""
    lanes = Lanes()
    lanes.open(NOOR)
    lanes.do(NOOR, access.admit(lanes.case, NOOR, OKSANA, lanes.now))
    return lanes


def ids() -> str:
    """Ids, one after the other."""
    ids.last = f"{int(getattr(ids, 'last', '0'), 16) + 1:032x}"  # type: ignore[attr-defined]  # a counter without a class
    return str(ids.last)  # type: ignore[attr-defined]


def done(lanes: Lanes, seat: str, deed: Deed) -> Acted:
    """What an act recorded."""
    case = lanes.do(seat, act.act(lanes.case, seat, deed, lanes.now, ids))
    body = next(event.body for event in reversed(case.duties) if isinstance(event.body, Acted))
    assert isinstance(body, Acted)
    return body


def test_any_one_lead_may_act_at_once(lanes: Lanes) -> None:
    """Alone, without a vote; the review promise makes itself, 24 hours from the act and not from its recording."""
    at = lanes.now - 3 * HOUR
    body = done(lanes, NOOR, Deed(("removed", "safe place"), " out of the room ", "the lobby", when=at))
    assert (body.did, body.place, body.text, body.lead) == (
        ("removed", "safe place"),
        "the lobby",
        "out of the room",
        True,
    )
    assert [promise.due for promise in act.to_look_at(lanes.case)] == [at + 24 * HOUR]


def test_who_is_no_lead_is_marked_and_not_refused(lanes: Lanes) -> None:
    """A stand-in acts as a lead; somebody who does not hold the case writes nothing in it."""
    assert not done(lanes, OKSANA, Deed(("muted",))).lead
    lanes.do(NOOR, access.admit(lanes.case, NOOR, WANJIRU, lanes.now))
    lanes.do(NOOR, access.stand_in(lanes.case, NOOR, WANJIRU, lanes.now))
    assert done(lanes, WANJIRU, Deed(("muted",))).lead
    assert code(act.act(lanes.case, PAZ, Deed(("muted",)), lanes.now, ids)) == "not-cleared"


def test_of_a_referral_only_why_is_kept(lanes: Lanes) -> None:
    """Referred, and whether the reporter asked or a life was at risk: no agency, no number, no name."""
    assert code(act.act(lanes.case, NOOR, Deed(("referred",)), lanes.now, ids)) == "referred-why"
    body = done(lanes, NOOR, Deed(referred="asked"))
    assert (body.did, body.referred, body.text) == (("referred",), "asked", "")
    assert [p.kind for p in promises(lanes.case) if p.kind == "team check-in"] == []


def test_somebody_asks_how_the_member_is_afterwards(lanes: Lanes) -> None:
    """After a referral because a life was at risk: a quiet word some days later."""
    acts = act.act(lanes.case, OKSANA, Deed(referred="life at risk"), lanes.now, ids)
    assert isinstance(acts, tuple)
    made = acts[-1]
    assert isinstance(made, PromiseMade)
    assert (made.promise, made.seat, made.due) == ("team check-in", OKSANA, lanes.now + timedelta(days=3))


@pytest.mark.parametrize(
    ("deed", "refused"),
    [
        (Deed(), "what-was-done"),
        (Deed(place="the lobby"), "what-was-done"),
        (Deed(("muted",), when=Lanes().now + HOUR), "still-to-come"),
        (Deed(("muted",), until=Lanes().now), "ends-before"),
        (Deed(("muted",), place="x" * 1001), "too-long"),
    ],
)
def test_half_a_line_is_enough(lanes: Lanes, deed: Deed, refused: str) -> None:
    """Something was done, and it was done by now."""
    assert code(act.act(lanes.case, NOOR, deed, lanes.now, ids)) == refused
    assert done(lanes, NOOR, Deed(text="sat with her")).did == ("other",)


def test_acting_opens_a_closed_case(lanes: Lanes) -> None:
    """Nobody is told at such a moment to reopen it first."""
    lanes.do(NOOR, decision.close(lanes.case, NOOR))
    acts = act.act(lanes.case, NOOR, Deed(("removed",)), lanes.now, ids)
    assert isinstance(acts, tuple)
    assert acts[0] == Reopened(outcome_days=7)
    assert not lanes.do(NOOR, acts).closed


def test_the_team_looks_at_it(lanes: Lanes) -> None:
    """Confirmed or reversed by somebody else; one's own word is refused, kindly."""
    done(lanes, NOOR, Deed(("removed",)))
    assert code(act.review(lanes.case, NOOR, "confirmed")) == "look-by-another"
    lanes.do(OKSANA, act.review(lanes.case, OKSANA, "reversed", "it was a misunderstanding"))
    assert act.to_look_at(lanes.case) == ()
    assert code(act.review(lanes.case, NOOR, "confirmed")) == "nothing-to-look-at"


def test_a_lead_looks_at_what_somebody_did_who_is_none(lanes: Lanes) -> None:
    """The look of another responder is recorded, and a lead's is still due."""
    done(lanes, OKSANA, Deed(("muted",)))
    lanes.do(NOOR, access.admit(lanes.case, NOOR, PAZ, lanes.now))
    lanes.do(PAZ, act.review(lanes.case, PAZ, "confirmed"))
    assert len(act.to_look_at(lanes.case)) == 1
    lanes.do(NOOR, act.review(lanes.case, NOOR, "confirmed"))
    assert act.to_look_at(lanes.case) == ()


def test_a_strike_done_alone_is_looked_at_likewise(lanes: Lanes) -> None:
    """The first of several that wait is meant."""
    lanes.do(NOOR, (NoteWritten(text="a wrong paste"),))
    note = lanes.content[-1]
    lanes.wait(hours=1)
    strike = Strike(link=note.link, after=note.after, at=note.at, struck="note/1", confirm_hours=24)
    lanes.do(NOOR, (strike,))
    done(lanes, NOOR, Deed(("removed",), when=lanes.now))
    first = act.review(lanes.case, OKSANA, "confirmed")
    assert first == (Reviewed(strike=note.link, verdict="confirmed"),)
    lanes.do(OKSANA, first)
    second = act.review(lanes.case, OKSANA, "confirmed")
    assert isinstance(second, tuple)
    assert isinstance(second[0], Reviewed)
    assert second[0].action is not None
