"""Who may see a case, chosen member by member: what is proposed, what may be chosen, what sending it records."""

import pytest

from coctui.casework import access, admission
from coctui.casework.admission import Settled
from coctui.casework.result import Refused
from coctui.models.access_events import Admitted, Asked, Excluded
from tests.unit.casework_room import ILSE, NOOR, OKSANA, PAZ, TAMSIN, WANJIRU, Lanes


@pytest.fixture
def lanes() -> Lanes:
    """A case that Noor opened."""
    lanes = Lanes()
    lanes.open(NOOR)
    return lanes


def code(answer: object) -> str:
    """The code of a refusal."""
    assert isinstance(answer, Refused)
    return answer.code


@pytest.mark.parametrize(
    ("close", "others"), [("no", "ask"), ("yes", "not yet"), ("unknown", "not yet"), ("", "not yet")]
)
def test_what_is_proposed(lanes: Lanes, close: admission.Close, others: str) -> None:
    """*No*: everyone is proposed as ask; else one by one. Whose roster facts occur is proposed as exclude in any case."""
    found = admission.propose(lanes.case, NOOR, {PAZ}, close)
    assert found.pop(NOOR) == ""
    assert found.pop(PAZ) == "exclude"
    assert set(found.values()) == {others}


def test_nobody_is_proposed_anew(lanes: Lanes) -> None:
    """Who was asked, excluded or stepped aside stays so, whatever matches and whatever is answered."""
    lanes.do(NOOR, access.ask(lanes.case, NOOR, [PAZ], lanes.now))
    lanes.do(NOOR, access.exclude(lanes.case, NOOR, OKSANA, lanes.now))
    lanes.do(NOOR, access.admit(lanes.case, NOOR, TAMSIN, lanes.now))
    lanes.do(TAMSIN, access.recuse(lanes.case, TAMSIN, lanes.now))
    found = admission.propose(lanes.case, NOOR, {PAZ, OKSANA, TAMSIN}, "no")
    assert (found[PAZ], found[OKSANA], found[TAMSIN], found[ILSE]) == ("ask", "exclude", "", "ask")
    assert not admission.untouched(lanes.case, NOOR)


def test_every_answer_that_is_offered_is_taken(lanes: Lanes) -> None:
    """What may be chosen for a member is never refused when it is sent, save a holder's exclusion, which takes two."""
    lanes.do(NOOR, access.ask(lanes.case, NOOR, [PAZ], lanes.now))
    lanes.do(NOOR, access.exclude(lanes.case, NOOR, OKSANA, lanes.now))
    for seat in (TAMSIN, WANJIRU):
        lanes.do(NOOR, access.admit(lanes.case, NOOR, seat, lanes.now))
    lanes.do(TAMSIN, access.recuse(lanes.case, TAMSIN, lanes.now))
    for seat in lanes.case.access.team.active:
        for answer in admission.answers(lanes.case, NOOR, seat):
            found = admission.settle(lanes.case, NOOR, {seat: answer}, lanes.now)
            if answer == admission.stands(lanes.case, seat):
                assert code(found) == "nothing-chosen"
            elif seat == WANJIRU:
                assert code(found) == "admit-third"
            else:
                assert isinstance(found, Settled), (seat, answer, found)


def test_sent_in_one(lanes: Lanes) -> None:
    """One act for each member whose answer was changed, in the order of the table; a motion where it takes two."""
    for seat in (TAMSIN, WANJIRU):
        lanes.do(NOOR, access.admit(lanes.case, NOOR, seat, lanes.now))
    chosen: dict[str, admission.Answer] = {
        NOOR: "", ILSE: "ask", OKSANA: "admit", PAZ: "exclude", TAMSIN: "exclude", WANJIRU: "",
    }  # fmt: skip
    found = admission.settle(lanes.case, NOOR, chosen, lanes.now)
    assert found == Settled((Asked(seat=ILSE), Admitted(seat=OKSANA), Excluded(seat=PAZ)), (TAMSIN,))


def test_leads_out_before_it_is_sent(lanes: Lanes) -> None:
    """Counted as they would be: excluded ones in, those asked anew out."""
    leads = sorted(lanes.case.access.team.having("lead") - {NOOR})
    lanes.do(NOOR, access.exclude(lanes.case, NOOR, leads[0], lanes.now))
    now = admission.propose(lanes.case, NOOR, (), "")
    assert admission.leads_out(lanes.case, now) == 1
    assert admission.leads_out(lanes.case, {**now, leads[0]: "ask"}) == 0
    if len(leads) > 1:
        assert admission.leads_out(lanes.case, {**now, leads[1]: "exclude"}) == 2
