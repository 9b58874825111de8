"""Who may open a case: what is done, what is refused, and that every refusal says what else can be done."""

import ast
import re
from pathlib import Path

import pytest

from coctui.casework import access
from coctui.casework.result import SENTENCES, Refused, refuse, sentence
from coctui.models import authority
from coctui.models.access_events import Admitted, Asked, Excluded
from tests.unit.casework_room import BRISA, ILSE, NOOR, OKSANA, PAZ, TAMSIN, WANJIRU, Lanes


def code(answer: object) -> str:
    """The code of a refusal."""
    assert isinstance(answer, Refused)
    return answer.code


@pytest.fixture
def lanes() -> Lanes:
    """A case that Noor opened."""
    lanes = Lanes()
    lanes.open(NOOR)
    return lanes


def test_every_code_of_authority_has_a_sentence() -> None:
    """No refusal reaches a person as a bare code."""
    tree = ast.parse(Path(authority.__file__).read_text(encoding="utf-8"))
    codes = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_no"
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(codes) > 15
    assert codes <= set(SENTENCES)


def test_every_code_used_here_has_a_sentence() -> None:
    """The same for the rules of casework itself."""
    package = Path(access.__file__).parent
    used = {
        node.value
        for path in package.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("refuse", "_find")
        for argument in call.args
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch("[a-z-]+", node.value)
    }
    assert len(used) > 20
    assert used - {"recused"} <= set(SENTENCES)


@pytest.mark.parametrize("key", SENTENCES)
def test_sentences_are_plain_and_kind(key: str) -> None:
    """One to three short sentences on one line, without blame, shouting or a hole in them."""
    said = sentence(key)
    assert said[0].isupper()
    assert said.endswith(".")
    assert len(said) <= 120
    assert not {"!", "\n", "{", "}"} & set(said)
    assert not any(word in said.casefold() for word in ("invalid", "failed", "oops", "please wait", "are you sure"))


def test_a_sentence_may_name_the_member() -> None:
    """String 17 of the visual language, with the member's name."""
    assert sentence("they-stepped-aside", "Wanjiru").startswith(
        "Wanjiru stepped aside, so nobody can let them in from here."
    )


def test_ask_sends_one_question_each(lanes: Lanes) -> None:
    """Two names, two questions; the same name twice, one."""
    acts = access.ask(lanes.case, NOOR, [PAZ, OKSANA, PAZ], lanes.now)
    assert acts == (Asked(seat=PAZ), Asked(seat=OKSANA))


def test_ask_everybody_leaves_out_who_is_out_asked_or_in(lanes: Lanes) -> None:
    """All who are *not yet*, nobody else."""
    lanes.do(NOOR, access.exclude(lanes.case, NOOR, ILSE, lanes.now))
    lanes.do(NOOR, access.ask(lanes.case, NOOR, [PAZ], lanes.now))
    acts = access.ask_everybody(lanes.case, NOOR, lanes.now)
    assert acts == (Asked(seat=OKSANA), Asked(seat=TAMSIN), Asked(seat=WANJIRU))
    lanes.do(NOOR, acts)
    assert code(access.ask_everybody(lanes.case, NOOR, lanes.now)) == "nobody-to-ask"


def test_nobody_asks_twice_before_an_answer(lanes: Lanes) -> None:
    """A second question would only unsettle the first."""
    lanes.do(NOOR, access.ask(lanes.case, NOOR, [PAZ], lanes.now))
    assert code(access.ask(lanes.case, NOOR, [PAZ], lanes.now)) == "already-asked"


@pytest.mark.parametrize(
    ("seat", "refused"), [(NOOR, "already-cleared"), (BRISA, "not-on-team")], ids=["a holder", "a stranger"]
)
def test_ask_refuses(lanes: Lanes, seat: str, refused: str) -> None:
    """Who holds the case is not asked, nor is who is not on the team."""
    assert code(access.ask(lanes.case, NOOR, [seat], lanes.now)) == refused


def test_who_does_not_hold_a_case_decides_nothing(lanes: Lanes) -> None:
    """Every act about access is refused with the same code, whatever it is about."""
    case, now = lanes.case, lanes.now
    answers = [
        access.ask(case, PAZ, [OKSANA], now),
        access.admit(case, PAZ, OKSANA, now),
        access.exclude(case, PAZ, NOOR, now),
        access.stand_in(case, PAZ, WANJIRU, now),
        access.recuse(case, PAZ, now),
    ]
    assert {code(answer) for answer in answers} == {"not-cleared"}


def test_admit_on_a_word_by_voice(lanes: Lanes) -> None:
    """Without a statement; the member confirms it on the card."""
    acts = access.admit(lanes.case, NOOR, PAZ, lanes.now)
    assert acts == (Admitted(seat=PAZ, statement=None),)
    assert lanes.do(NOOR, acts).access.standing(PAZ).told_to == NOOR


def test_who_stepped_aside_is_not_let_in_by_hand(lanes: Lanes) -> None:
    """Only a new question opens the way back."""
    lanes.do(NOOR, access.admit(lanes.case, NOOR, PAZ, lanes.now))
    lanes.do(PAZ, access.recuse(lanes.case, PAZ, lanes.now))
    assert code(access.admit(lanes.case, NOOR, PAZ, lanes.now)) == "they-stepped-aside"
    assert access.ask(lanes.case, NOOR, [PAZ], lanes.now) == (Asked(seat=PAZ),)
    lanes.do(NOOR, access.exclude(lanes.case, NOOR, OKSANA, lanes.now))
    assert code(access.admit(lanes.case, NOOR, OKSANA, lanes.now)) == "they-are-excluded"


def test_exclude_before_the_case_was_seen_needs_one(lanes: Lanes) -> None:
    """Once is enough, and again is said kindly."""
    acts = access.exclude(lanes.case, NOOR, PAZ, lanes.now)
    assert acts == (Excluded(seat=PAZ),)
    lanes.do(NOOR, acts)
    assert code(access.exclude(lanes.case, NOOR, PAZ, lanes.now)) == "already-excluded"
    assert code(access.exclude(lanes.case, NOOR, NOOR, lanes.now)) == "step-aside-instead"


def test_exclude_a_holder_needs_two_others(lanes: Lanes) -> None:
    """With two holders neither excludes the other; with three, the second one's word carries it."""
    lanes.do(NOOR, access.admit(lanes.case, NOOR, PAZ, lanes.now))
    assert code(access.exclude(lanes.case, NOOR, PAZ, lanes.now)) == "admit-third"
    lanes.do(NOOR, access.admit(lanes.case, NOOR, ILSE, lanes.now))
    assert code(access.exclude(lanes.case, NOOR, PAZ, lanes.now)) == "needs-second"
    others = [lanes.motion(ILSE, OKSANA), lanes.motion(NOOR, PAZ), lanes.motion(ILSE, PAZ)]
    acts = access.exclude(lanes.case, NOOR, PAZ, lanes.now, others)
    assert acts == (Excluded(seat=PAZ, motion=others[2]),)
    assert lanes.do(NOOR, acts).access.state(PAZ) == "excluded"


def test_a_motion_lasts_seven_days(lanes: Lanes) -> None:
    """After that it has to be said anew."""
    for seat in (PAZ, ILSE):
        lanes.do(NOOR, access.admit(lanes.case, NOOR, seat, lanes.now))
    said = lanes.motion(ILSE, PAZ)
    lanes.wait(days=7, seconds=1)
    assert code(access.exclude(lanes.case, NOOR, PAZ, lanes.now, [said])) == "needs-second"


def test_a_stand_in_is_an_organizer(lanes: Lanes) -> None:
    """And is asked like anybody."""
    assert code(access.stand_in(lanes.case, NOOR, PAZ, lanes.now)) == "not-organizer"
    case = lanes.do(NOOR, access.stand_in(lanes.case, NOOR, WANJIRU, lanes.now))
    assert case.access.state(WANJIRU) == "asked"
    assert case.access.stand_ins == {WANJIRU}


def test_stepping_aside_is_never_refused_to_a_holder(lanes: Lanes) -> None:
    """Also to the last one; and it says before who carries on, leads first."""
    for seat in (OKSANA, TAMSIN):
        lanes.do(NOOR, access.admit(lanes.case, NOOR, seat, lanes.now))
    assert access.who_carries_on(lanes.case, NOOR) == ("Tamsin", "Oksana")
    for seat in (NOOR, OKSANA, TAMSIN):
        lanes.do(seat, access.recuse(lanes.case, seat, lanes.now))
    assert lanes.case.access.cleared == frozenset()
    assert lanes.case.access.keeper == TAMSIN


def test_doors_at_intake() -> None:
    """Exclusions first, then admissions, then questions; nobody twice, nobody from elsewhere, not the opener."""
    team = Lanes().team
    acts = access.first_acts(team, NOOR, ask=[PAZ, PAZ], admit=[ILSE], exclude=[OKSANA])
    assert acts == (Excluded(seat=OKSANA), Admitted(seat=ILSE), Asked(seat=PAZ))
    assert code(access.first_acts(team, NOOR, ask=[PAZ], exclude=[PAZ])) == "two-answers"
    assert code(access.first_acts(team, NOOR, ask=[BRISA])) == "not-on-team"
    assert code(access.first_acts(team, NOOR, admit=[NOOR])) == "yourself"
    assert code(access.first_acts(team, NOOR, exclude=[NOOR])) == "step-aside-instead"


def test_a_refusal_holds_no_value_but_the_members_name() -> None:
    """What is said of a code is the same for everybody, save for one name of the team."""
    assert refuse("not-cleared") == Refused("not-cleared", SENTENCES["not-cleared"])
