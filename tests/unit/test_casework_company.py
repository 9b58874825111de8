"""Hand-over, stepping back, leave, ties and joined cases: who does what, with whose leave, beside which other case."""

from collections.abc import Callable

import pytest

from coctui.casework import access, consent, handover, message, record, ties
from coctui.casework.handover import numbered, proposed
from coctui.casework.result import Acts, Refused
from coctui.models.case import Case, fold_case
from coctui.models.company_events import Consent, HandOverLine, JoinedCases, Tied
from coctui.models.content_events import Assigned
from coctui.models.fold_access import fold_access
from coctui.models.handover import consent_of, given_back, joined_into, offers, to_take
from coctui.models.handover import ties as tied
from coctui.models.items import Person
from coctui.models.listing import alarm, row_of
from tests.unit.casework_room import ILSE, NOOR, OKSANA, PAZ, TAMSIN, WANJIRU, Lanes
from tests.unit.test_casework_access import code


class Second(Lanes):
    """Another case of the same team, in a room of its own."""

    ROOM = "d1" * 16

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return fold_case(fold_access(self.ROOM, self.team, self.access_events), self.access_events, self.content)


def held_by(lanes: Lanes, *seats: str) -> Lanes:
    """A case that Noor opened and these hold too."""
    lanes.open(NOOR)
    for seat in seats:
        lanes.do(NOOR, access.admit(lanes.case, NOOR, seat, lanes.now))
    return lanes


@pytest.fixture
def lanes() -> Lanes:
    """Noor, Ilse and Oksana hold it; Noor leads and speaks with the reporter."""
    lanes = held_by(Lanes(), ILSE, OKSANA)
    lanes.do(NOOR, record.assign(lanes.case, NOOR, NOOR))
    lanes.do(NOOR, record.assign(lanes.case, NOOR, NOOR, "reporter"))
    return lanes


NOW = HandOverLine(sort="now", text="She is on the train until nine.")
NOT = HandOverLine(sort="do not", text="Do not write to the shared address.")
LEAD = HandOverLine(sort="now", text="", duty="lead")


# hand over ------------------------------------------------------------------------------------------------------------


def test_nothing_changes_hands_before_it_is_accepted(lanes: Lanes) -> None:
    """An offer moves no duty; each accepted line is gone from it; a duty goes with its line."""
    case = lanes.do(NOOR, handover.hand_over(lanes.case, NOOR, ILSE, (NOW, LEAD, NOT)))
    assert case.assigned() == NOOR
    assert [line.text for _, _, line in numbered(case, ILSE)] == [NOW.text, "", NOT.text]
    case = lanes.do(ILSE, handover.take_over(case, ILSE, [1]))
    assert (case.assigned(), case.assigned("reporter")) == (ILSE, NOOR)
    assert [line.sort for _, _, line in numbered(case, ILSE)] == ["now", "do not"]
    case = lanes.do(ILSE, handover.take_over(case, ILSE))
    assert offers(case) == ()


def test_work_goes_to_holders_only(lanes: Lanes) -> None:
    """Never to somebody who cannot open the case, nor to oneself; who steps aside before accepting is offered nothing."""
    assert code(handover.hand_over(lanes.case, NOOR, PAZ, (NOW,))) == "assign-holders-only"
    assert code(handover.hand_over(lanes.case, NOOR, NOOR, (NOW,))) == "hand-over-another"
    assert code(handover.hand_over(lanes.case, PAZ, ILSE, (NOW,))) == "not-cleared"
    assert code(handover.hand_over(lanes.case, NOOR, ILSE, (HandOverLine(sort="now", text="  "),))) == "nothing-said"
    case = lanes.do(NOOR, handover.hand_over(lanes.case, NOOR, ILSE, (NOW,)))
    assert len(to_take(case, ILSE)) == 1
    case = lanes.do(ILSE, access.recuse(case, ILSE, lanes.now))
    assert offers(case) == ()


def test_only_what_is_offered_to_one_can_be_taken(lanes: Lanes) -> None:
    """By its number, which must be one that stands there."""
    assert code(handover.take_over(lanes.case, ILSE)) == "nothing-offered"
    case = lanes.do(NOOR, handover.hand_over(lanes.case, NOOR, ILSE, (NOW,)))
    assert code(handover.take_over(case, OKSANA)) == "nothing-offered"
    assert code(handover.take_over(case, ILSE, [1])) == "no-such-line"
    assert code(handover.take_over(case, ILSE, [-1])) == "no-such-line"


def test_a_proposal_names_duties_and_what_is_promised_by_when(lanes: Lanes) -> None:
    """Nothing that is open is forgotten; what is kept is left out."""
    lines = proposed(lanes.case, NOOR)
    assert [line.duty for line in lines if line.duty] == ["lead", "reporter"]
    promised = {line.text: line.due for line in lines if line.sort == "promised"}
    assert set(promised) == {"acknowledgement", "outcome"}
    assert all(due is not None for due in promised.values())
    lanes.do(NOOR, message.sent(lanes.case, NOOR, "acknowledgement", lanes.now))
    assert {line.text for line in proposed(lanes.case, NOOR) if line.due} == {"outcome"}


# step back ------------------------------------------------------------------------------------------------------------


def test_who_steps_back_stays_cleared_and_is_not_counted(lanes: Lanes) -> None:
    """All duties go to whoever says yes; no reason, no conflict, no lead out, no alarm."""
    before = lanes.case.access
    case = lanes.do(NOOR, handover.step_back(lanes.case, NOOR))
    assert (case.assigned(), case.assigned("reporter")) == (None, None)
    assert case.access.cleared == before.cleared
    assert case.access.leads_out == before.leads_out == frozenset()
    assert alarm(case.access, ILSE) == alarm(before, ILSE)
    assert given_back(case) == ("lead", "reporter")
    case = lanes.do(OKSANA, handover.say_yes(case, OKSANA))
    assert (case.assigned(), case.assigned("reporter")) == (OKSANA, OKSANA)
    assert given_back(case) == ()
    assert code(handover.say_yes(case, ILSE)) == "nothing-offered"


def test_stepping_back_needs_a_duty(lanes: Lanes) -> None:
    """And takes nobody else's."""
    assert code(handover.step_back(lanes.case, ILSE)) == "no-duty"
    assert code(handover.step_back(lanes.case, PAZ)) == "not-cleared"
    lanes.do(NOOR, record.assign(lanes.case, NOOR, ILSE, "second"))
    case = lanes.do(ILSE, handover.step_back(lanes.case, ILSE))
    assert case.assigned() == NOOR
    assert given_back(case) == ("second",)
    case = lanes.do(NOOR, (Assigned(duty="second", seat=OKSANA),))
    assert given_back(case) == ()


# leave ----------------------------------------------------------------------------------------------------------------


def test_leave_is_given_use_by_use_and_can_be_taken_back(lanes: Lanes) -> None:
    """What is not named stays as it was; every change is an entry, and the newest counts."""
    case = lanes.do(NOOR, consent.consent(lanes.case, NOOR, team="yes", pattern="yes"))
    case = lanes.do(ILSE, consent.consent(case, ILSE, pattern="no"))
    said = consent_of(case, None)
    assert (said.team, said.reported, said.pattern, said.public) == ("yes", "", "no", "")
    assert sum(isinstance(entry.body, Consent) for entry in case.entries) == 2
    assert code(consent.consent(case, NOOR, pattern="no")) == "nothing-changed"
    assert code(consent.consent(case, NOOR)) == "nothing-chosen"
    assert code(consent.consent(case, PAZ, public="yes")) == "not-cleared"


def test_leave_is_each_persons_own(lanes: Lanes) -> None:
    """A witness's leave is not the reporter's; nobody gives leave who is not in the case."""
    witness = Person(id="9" * 32, code="Quartz", part="witness")
    lanes.do(NOOR, record.person(lanes.case, NOOR, witness))
    case = lanes.do(NOOR, consent.consent(lanes.case, NOOR, witness.id, public="yes"))
    assert consent_of(case, witness.id).public == "yes"
    assert consent_of(case, None).public == ""
    assert code(consent.consent(case, NOOR, "8" * 32, public="yes")) == "no-such-person"


# ties -----------------------------------------------------------------------------------------------------------------


def test_a_tie_lies_where_everybody_holds_both() -> None:
    """So that it tells nobody of a case that they may not know of; told in both cases to who holds both."""
    one, other = held_by(Lanes(), ILSE), held_by(Second(), ILSE, OKSANA)
    found = ties.tie(other.case, one.case, NOOR)
    assert isinstance(found, tuple)
    keeps, acts = found
    assert keeps.room == one.case.room  # Oksana holds the other one, and not this
    assert acts == (Tied(other=other.case.room),)
    case = one.do(NOOR, acts)
    assert tied(case) == {other.case.room}
    assert row_of(case, NOOR).tied == (other.case.room,)
    assert tied(other.case) == frozenset()
    assert code(ties.tie(case, other.case, NOOR)) == "already-tied"
    undone = ties.untie(other.case, case, ILSE)
    assert isinstance(undone, tuple)
    assert tied(one.do(ILSE, undone[1])) == frozenset()
    assert code(ties.untie(one.case, other.case, ILSE)) == "not-tied"


def test_no_tie_where_it_would_tell() -> None:
    """Each case has a holder whom the other is kept from: nothing is written in either."""
    one, other = held_by(Lanes(), ILSE), held_by(Second(), OKSANA)
    assert code(ties.tie(one.case, other.case, NOOR)) == "tie-would-tell"
    assert code(ties.tie(one.case, one.case, NOOR)) == "tie-another"
    assert code(ties.tie(one.case, other.case, ILSE)) == "not-cleared"


# joined ---------------------------------------------------------------------------------------------------------------


def test_joining_never_widens_who_sees() -> None:
    """Allowed only where everybody stands the same way to both: cleared, asked, out, not yet."""
    one, other = held_by(Lanes(), ILSE), held_by(Second(), ILSE)
    assert isinstance(ties.join(one.case, other.case, NOOR), tuple)
    changes: tuple[Callable[[Lanes], Acts | Refused], ...] = (
        lambda lanes: access.admit(lanes.case, NOOR, OKSANA, lanes.now),
        lambda lanes: access.ask(lanes.case, NOOR, [PAZ], lanes.now),
        lambda lanes: access.exclude(lanes.case, NOOR, TAMSIN, lanes.now),
        lambda lanes: access.stand_in(lanes.case, NOOR, WANJIRU, lanes.now),
    )
    for change in changes:
        one, other = held_by(Lanes(), ILSE), held_by(Second(), ILSE)
        other.do(NOOR, change(other))
        assert code(ties.join(one.case, other.case, NOOR)) == "join-would-show"


def test_a_joined_case_still_owes_its_reporter() -> None:
    """It rests once nothing is owed in it; until then its promises stand on its own row."""
    one, other = held_by(Lanes(), ILSE), held_by(Second(), ILSE)
    joined = ties.join(one.case, other.case, NOOR)
    assert isinstance(joined, tuple)
    assert joined == ((JoinedCases(other=other.case.room, into=True),), (JoinedCases(other=one.case.room, into=False),))
    case, _ = one.do(NOOR, joined[0]), other.do(NOOR, joined[1])
    assert joined_into(case) == other.case.room
    assert (row_of(case, NOOR).status, row_of(case, NOOR).promise) == ("open", "acknowledgement")
    case = one.do(NOOR, message.sent(case, NOOR, "acknowledgement", one.now))
    case = one.do(NOOR, message.sent(case, NOOR, "outcome", one.now))
    assert row_of(case, NOOR).status == "closed"
    assert code(ties.join(other.case, case, NOOR)) == "closed"
