"""Who may open what, rule by rule: which test stands behind each sentence of the rule book, and the counts of leads."""

import importlib

import pytest

from coctui.casework import access
from coctui.models.listing import alarm
from tests.unit import casework_room
from tests.unit.casework_room import PAZ, WANJIRU, Lanes, seat_of
from tests.unit.test_casework_access import code

MORE_LEADS = ("Noor", "Ilse", "Tamsin", "Ravenna", "Sunniva", "Mirela", "Odalys")
RULES: dict[str, tuple[str, ...]] = {
    # who sees what
    "an asked member sees the card and nothing else": ("test_vault_access_asking::test_an_asked_member_sees_the_card_and_nothing_else",),
    "a cleared member sees who is named first, and again when somebody is added": (
        "test_casework_people_first::test_a_name_that_comes_later_is_somebody_to_look_at",
        "test_cli_case_work::test_a_wrong_paste",
    ),
    "a recused member keeps a masked row, none where the case names a member": (
        "test_vault_access_asking::test_who_steps_aside_on_the_card_is_recused",
        "test_vault_access_asking::test_no_masked_name_is_left_where_the_case_names_a_member",
    ),
    "an excluded member cannot tell": (
        "test_cli_conflict_story::test_the_story",
        "test_vault_access_leaving::test_drafts_of_a_case_go_when_one_is_excluded",
    ),
    # asking
    "nobody is asked until a holder sends the question": ("test_casework_admission::test_sent_in_one",),
    "no: everyone is proposed as ask; else one by one; matches are pre-marked": ("test_casework_admission::test_what_is_proposed",),
    "who is named and took it down hands it over in the same act": ("test_rules_of_access::test_the_taker_who_is_named_hands_it_over",),
    "an answer is acted on at the next unlock, without ceremony": (
        "test_vault_access_asking::test_an_answer_is_taken_up_at_a_holders_next_unlock_without_ceremony",
    ),
    "no reason is asked, stored or inferable": ("test_cli_conflict_story::test_no_reason_has_a_place",),
    "recusal is never refused to a holder": ("test_casework_access::test_stepping_aside_is_never_refused_to_a_holder",),
    "undo is being asked anew by a person": (
        "test_casework_access::test_who_stepped_aside_is_not_let_in_by_hand",
        "test_cli_conflict_story::test_undoing_is_being_asked_anew",
    ),
    "told by voice is confirmed on the card": ("test_vault_access_asking::test_who_was_let_in_by_voice_confirms_first",),
    # leads, stand-ins, endings
    "more than two leads out call a stand-in; no cleared lead calls too": (
        "test_rules_of_access::test_more_than_two_with_so_many_leads",
        "test_casework_alarms::test_more_than_two_leads_out_calls_a_stand_in",
    ),
    "a stand-in is an organizer, asked like anybody, for this case only": (
        "test_authority_access::test_a_stand_in_is_asked_like_anybody_and_leads_once_cleared",
        "test_casework_access::test_a_stand_in_is_an_organizer",
    ),
    "a stand-in's part ends when a lead returns, or with the case": (
        "test_casework_alarms::test_a_stand_ins_part_ends_when_a_lead_returns",
    ),
    "silence counts waking hours": ("test_casework_alarms::test_silence_is_counted_in_waking_hours",),
    "the only one awake is told before the shift ends": ("test_casework_alarms::test_the_end_of_a_shift_is_told_while_there_is_time",),
    "banners are for cleared members": ("test_casework_alarms::test_only_holders_are_told_and_only_of_open_cases",),
    # work that is shared
    "step back leaves the access, and no lead is counted": ("test_casework_company::test_who_steps_back_stays_cleared_and_is_not_counted",),
    "joining never widens who sees; else cases are tied": (
        "test_casework_company::test_joining_never_widens_who_sees",
        "test_casework_company::test_no_tie_where_it_would_tell",
    ),
    "a vote leaves with its voter, and the decision asks again": (
        "test_casework_voting::test_a_vote_leaves_the_tally_with_its_voter",
        "test_casework_voting::test_a_decision_asks_to_be_confirmed_when_a_voter_steps_aside",
    ),
    # authority, line by line
    "founded by a chair or lead": ("test_authority_team::test_the_first_event_is_by_a_chair_or_lead_for_themself",),
    "invite, withdraw, remove, renew, role, policy; joined, profile, restored": ("test_authority_team::test_the_table",),
    "a chair is removed by another chair or by two leads": (
        "test_authority_team::test_a_chair_is_removed_by_another_chair_alone",
        "test_authority_team::test_two_leads_remove_a_chair",
    ),
    "never the last chair or lead": ("test_authority_team::test_never_the_last_chair_or_lead",),
    "opened by any member, once": ("test_authority_access::test_any_member_opens_a_case_once",),
    "asked, admitted, excluded, noted, rotated, letters anew": ("test_authority_access::test_the_table",),
    "an answer counts for the open question only": ("test_authority_answers::test_an_answer_counts_for_the_open_question_only",),
    "step aside always counts and wins": ("test_authority_answers::test_step_aside_always_counts_and_wins",),
    "one cleared member cannot remove another, two can": (
        "test_rules_of_access::test_one_cleared_member_cannot_remove_another_two_can",
        "test_authority_answers::test_two_holders_cannot_exclude_one_another",
    ),
    "a motion lasts seven days and is used once": (
        "test_authority_answers::test_a_motion_lasts_seven_days",
        "test_authority_answers::test_a_motion_is_used_once",
    ),
    "content by who is cleared; strike by author or lead": ("test_authority_strike::test_who_may_strike",),
    "a keeper asks, takes up, admits, writes letters, nothing else": (
        "test_authority_access::test_the_table_of_a_keeper",
        "test_authority_access::test_a_removed_keeper_keeps_to_the_same_table",
    ),
    "a new seat is kept from what the old one was kept from": (
        "test_authority_access::test_a_renewed_seat_is_kept_from_what_the_old_one_was_kept_from",
    ),
}  # fmt: skip
"""Rule, in a line, to the tests that show it: of DESIGN.md 3 first, then the table of authority."""


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_its_test(rule: str) -> None:
    """Each test that the list names is there."""
    for place in RULES[rule]:
        module, _, name = place.partition("::")
        assert callable(getattr(importlib.import_module(f"tests.unit.{module}"), name, None)), place


def with_leads(monkeypatch: pytest.MonkeyPatch, count: int) -> tuple[Lanes, list[str]]:
    """A team with so many leads, and a case that a responder opened; the leads' seats."""
    roles = dict.fromkeys(MORE_LEADS[:count], ("lead",))
    monkeypatch.setattr(casework_room, "ROLES", {**roles, "Paz": ("responder",), "Wanjiru": ("organizer",)})
    monkeypatch.setattr(casework_room, "NOOR", seat_of("Noor"))
    lanes = Lanes()
    lanes.open(PAZ)
    return lanes, [seat_of(name) for name in MORE_LEADS[:count]]


@pytest.mark.parametrize("leads", [1, 2, 3, 5, 7])
@pytest.mark.parametrize("one_stays", [True, False])
def test_more_than_two_with_so_many_leads(monkeypatch: pytest.MonkeyPatch, leads: int, one_stays: bool) -> None:
    """The third lead out calls a stand-in; where there are fewer, no cleared lead does, whatever the count (SEED)."""
    lanes, seats = with_leads(monkeypatch, leads)
    if one_stays:
        lanes.do(PAZ, access.admit(lanes.case, PAZ, seats[-1], lanes.now))
    out = seats[:-1] if one_stays else seats
    for number, seat in enumerate(out, start=1):
        lanes.do(PAZ, access.exclude(lanes.case, PAZ, seat, lanes.now))
        wanted = "stand-in" if number > 2 else "" if one_stays else "no lead"
        assert alarm(lanes.case.access, PAZ) == wanted, number
    lanes.do(PAZ, access.stand_in(lanes.case, PAZ, WANJIRU, lanes.now))
    lanes.do(PAZ, access.admit(lanes.case, PAZ, WANJIRU, lanes.now))
    assert alarm(lanes.case.access, PAZ) == ""


def test_one_cleared_member_cannot_remove_another_two_can(monkeypatch: pytest.MonkeyPatch) -> None:
    """With two holders nobody can; with three it takes the word of two, and each alone is refused."""
    lanes, (noor, ilse, tamsin) = with_leads(monkeypatch, 3)
    for seat in (noor, ilse):
        lanes.do(PAZ, access.admit(lanes.case, PAZ, seat, lanes.now))
    assert code(access.exclude(lanes.case, PAZ, ilse, lanes.now)) == "needs-second"
    assert code(access.exclude(lanes.case, noor, ilse, lanes.now, [lanes.motion(ilse, ilse)])) == "needs-second"
    case = lanes.do(noor, access.exclude(lanes.case, noor, ilse, lanes.now, [lanes.motion(PAZ, ilse)]))
    assert (case.access.state(ilse), case.access.state(tamsin)) == ("excluded", "not yet")
    assert code(access.exclude(case, noor, PAZ, lanes.now)) == "admit-third"


def test_the_taker_who_is_named_hands_it_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused while nobody is chosen; then they are out in the same act, and the keeper until somebody is in."""
    from coctui.casework import admission

    lanes, (noor, ilse) = with_leads(monkeypatch, 2)
    assert code(admission.hand_away(lanes.case, PAZ, {noor: "exclude"}, lanes.now)) == "who-carries-on"
    found = admission.hand_away(lanes.case, PAZ, {noor: "ask", ilse: "exclude"}, lanes.now)
    assert isinstance(found, admission.Settled)
    case = lanes.do(PAZ, found.acts)
    assert (case.access.state(noor), case.access.state(ilse), case.access.keeper) == ("asked", "excluded", PAZ)
    assert not case.access.cleared
