"""Assess, plan, vote: what counts, what is never needed, and what becomes of a vote when its voter steps aside."""

from datetime import timedelta

import pytest

from coctui.casework import access, decision, voting
from coctui.casework.alarms import alarms
from coctui.casework.words import describe, words_of
from coctui.models.vote_events import Assessed, Planned, Vote
from coctui.models.votes import Tally, assessed, planned, tally, unconfirmed
from tests.unit.casework_room import ILSE, NOOR, OKSANA, PAZ, TAMSIN, WANJIRU, Lanes
from tests.unit.test_casework_access import code
from tests.unit.test_casework_company import held_by


@pytest.fixture
def lanes() -> Lanes:
    """Noor, Ilse and Oksana hold it, and Noor proposed a warning."""
    lanes = held_by(Lanes(), ILSE, OKSANA)
    lanes.do(NOOR, voting.plan(lanes.case, NOOR, consequences=["a warning, spoken or by mail"]))
    return lanes


def vote(lanes: Lanes, seat: str, said: Vote) -> Tally:
    """Somebody votes; where it stands then."""
    found = tally(lanes.do(seat, voting.vote(lanes.case, seat, said)))
    assert found is not None
    return found


# assess and plan ------------------------------------------------------------------------------------------------------


def test_an_assessment_is_a_help_and_never_required(lanes: Lanes) -> None:
    """What is not named stays; the grid is filled by people alone; nothing of it is needed to decide."""
    case = lanes.do(NOOR, voting.assess(lanes.case, NOOR, {"public": "yes", "group": "yes"}))
    assert (case.determination, assessed(case)) == (None, Assessed(public="yes", group="yes"))
    case = lanes.do(ILSE, voting.assess(case, ILSE, {"again": "perhaps", "impact": "high"}, "Second talk."))
    assert assessed(case) == Assessed(public="yes", group="yes", again="perhaps", impact="high", text="Second talk.")
    assert code(voting.assess(case, ILSE, {"impact": "high"})) == "nothing-changed"
    assert code(voting.assess(case, ILSE, {"impact": "seven"})) == "not-one-of"
    assert code(voting.assess(case, PAZ, {"impact": "low"})) == "not-cleared"
    assert lanes.do(NOOR, decision.determine(case, NOOR, "no action")).determination is not None


def test_a_plan_may_be_nothing_but_not_empty(lanes: Lanes) -> None:
    """Eight things that may be asked and seven that may follow; an empty plan is refused, “nothing” is one."""
    assert (len(voting.BEHAVIOURS), len(voting.CONSEQUENCES), len(voting.QUESTIONS)) == (8, 7, 7)
    assert code(voting.plan(lanes.case, NOOR)) == "plan-empty"
    assert code(voting.plan(lanes.case, NOOR, behaviours=["run away"])) == "plan-empty"
    assert code(voting.plan(lanes.case, NOOR, consequences=["a warning, spoken or by mail"])) == "nothing-changed"
    case = lanes.do(
        ILSE, voting.plan(lanes.case, ILSE, consequences=["nothing"], again=lanes.now + timedelta(days=14), refused="a final warning")
    )  # fmt: skip
    found = planned(case)
    assert found is not None
    assert (found[1].consequences, found[1].refused) == (("nothing",), "a final warning")
    assert "if refused: a final warning" in words_of(case.entries[-1])


def test_nothing_is_voted_on_before_it_is_proposed() -> None:
    """And only by who can open the case."""
    lanes = held_by(Lanes(), ILSE)
    assert code(voting.vote(lanes.case, NOOR, "for")) == "no-plan"
    lanes.do(NOOR, voting.plan(lanes.case, NOOR, consequences=["nothing"]))
    assert code(voting.vote(lanes.case, PAZ, "for")) == "not-cleared"
    assert tally(lanes.case) == Tally(tally(lanes.case).plan, {}, 2)  # type: ignore[union-attr]


# the tally ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holders", "needed", "quorum"), [(1, 1, 1), (2, 2, 1), (3, 2, 2), (4, 3, 2), (5, 3, 3), (7, 4, 4)]
)
def test_more_than_half_of_the_holders_carry_it(holders: int, needed: int, quorum: int) -> None:
    """Half is not enough; at least half take part."""
    found = Tally("", {}, holders)
    assert (found.needed, found.quorum) == (needed, quorum)


@pytest.mark.parametrize(
    ("votes", "stand"),
    [
        ((), "open"), (("for", "for"), "open"), (("for", "for", "for"), "met"), (("for", "for", "abstain", "against"), "open"),
        (("against", "against", "abstain"), "not met"), (("for", "for", "against", "against", "abstain"), "tie"),
        (("for", "for", "abstain", "abstain", "abstain"), "not met"),
    ],
)  # fmt: skip
def test_where_a_vote_stands(votes: tuple[Vote, ...], stand: str) -> None:
    """Open until it is carried or cannot be; even sides are a tie."""
    assert Tally("", {str(number): vote for number, vote in enumerate(votes)}, 5).stand == stand


def test_a_vote_can_be_changed_and_belongs_to_its_plan(lanes: Lanes) -> None:
    """The last one counts; another plan is voted on anew."""
    assert vote(lanes, ILSE, "against").count("against") == 1
    assert (vote(lanes, ILSE, "for").count("for"), vote(lanes, NOOR, "for").stand) == (1, "met")
    assert code(voting.vote(lanes.case, NOOR, "for")) == "nothing-changed"
    case = lanes.do(ILSE, voting.plan(lanes.case, ILSE, consequences=["a final warning"]))
    assert tally(case) == Tally(planned(case)[0], {}, 3)  # type: ignore[index]


def test_one_vote_may_decide(lanes: Lanes) -> None:
    """It is said to who has not voted and would carry it, to nobody else."""
    found = vote(lanes, ILSE, "for")
    assert (found.decides(NOOR), found.decides(ILSE)) == (True, False)
    assert not vote(lanes, NOOR, "for").decides(OKSANA)


# stepping aside -------------------------------------------------------------------------------------------------------


def test_a_vote_leaves_the_tally_with_its_voter(lanes: Lanes) -> None:
    """Who steps aside is in no figure any more: neither the vote nor the count of holders."""
    vote(lanes, ILSE, "for")
    assert vote(lanes, NOOR, "for").stand == "met"
    case = lanes.do(ILSE, access.recuse(lanes.case, ILSE, lanes.now))
    found = tally(case)
    assert found is not None
    assert (dict(found.votes), found.holders, found.stand) == ({NOOR: "for"}, 2, "open")


def test_a_decision_asks_to_be_confirmed_when_a_voter_steps_aside(lanes: Lanes) -> None:
    """Said to holders with who it was; deciding anew by those who stay ends it; the timeline keeps both."""
    for seat in (NOOR, ILSE):
        vote(lanes, seat, "for")
    case = lanes.do(OKSANA, decision.determine(lanes.case, OKSANA, "violation"))
    assert unconfirmed(case) == ()
    case = lanes.do(ILSE, access.recuse(case, ILSE, lanes.now))
    assert unconfirmed(case) == (ILSE,)
    [said] = [alarm.sentence for alarm in alarms(case, NOOR, lanes.now) if alarm.code == "confirm"]
    assert said.startswith("Who had a part in the decision stepped aside since: Ilse.")
    assert alarms(case, ILSE, lanes.now) == ()
    case = lanes.do(NOOR, decision.determine(case, NOOR, "violation"))
    assert unconfirmed(case) == ()
    assert [describe(event, case.access.team).title for event in case.entries].count("Decided: violation") == 2


def test_also_when_who_wrote_the_decision_down_steps_aside(lanes: Lanes) -> None:
    """A decision without a vote is its author's."""
    case = lanes.do(OKSANA, decision.determine(lanes.case, OKSANA, "no action"))
    case = lanes.do(OKSANA, access.recuse(case, OKSANA, lanes.now))
    assert unconfirmed(case) == (OKSANA,)


def test_who_had_no_part_in_it_leaves_it_as_it_is(lanes: Lanes) -> None:
    """A holder who did not vote, a vote on an earlier plan, and stepping aside before the decision ask for nothing."""
    vote(lanes, ILSE, "against")
    lanes.do(NOOR, voting.plan(lanes.case, NOOR, consequences=["nothing"]))
    vote(lanes, NOOR, "for")
    case = lanes.do(NOOR, decision.determine(lanes.case, NOOR, "not a violation"))
    for seat in (ILSE, OKSANA):
        case = lanes.do(seat, access.recuse(case, seat, lanes.now))
    assert unconfirmed(case) == ()


def test_asked_anew_and_cleared_again_a_vote_counts_again(lanes: Lanes) -> None:
    """Undoing is by a person; with no conflict left there is nothing to confirm."""
    vote(lanes, ILSE, "for")
    lanes.do(NOOR, decision.determine(lanes.case, NOOR, "violation"))
    lanes.do(ILSE, access.recuse(lanes.case, ILSE, lanes.now))
    lanes.do(NOOR, access.ask(lanes.case, NOOR, [ILSE], lanes.now))
    case = lanes.do(NOOR, access.admit(lanes.case, NOOR, ILSE, lanes.now))
    found = tally(case)
    assert found is not None
    assert (unconfirmed(case), found.votes) == ((), {ILSE: "for"})


def test_a_stand_in_votes_like_anybody(lanes: Lanes) -> None:
    """Cleared for this case, they are one of the holders."""
    lanes.do(NOOR, access.stand_in(lanes.case, NOOR, WANJIRU, lanes.now))
    lanes.do(NOOR, access.admit(lanes.case, NOOR, WANJIRU, lanes.now))
    assert vote(lanes, WANJIRU, "abstain").holders == 4


def test_names_of_nobody_stand_in_a_vote(lanes: Lanes) -> None:
    """What a case remembers of a vote is a plan's link and one of three words."""
    assert set(Planned.model_fields) & {"person", "seat"} == set()
    case = lanes.do(NOOR, voting.vote(lanes.case, NOOR, "abstain"))
    assert describe(case.entries[-1], case.access.team, NOOR)[1:3] == ("Voted", "abstains, you")
    assert code(voting.vote(case, TAMSIN, "for")) == "not-cleared"
