"""Two copies that were worked on apart and met: what then counts of the team and of who may open a case (VAULT.md 7)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.models.access_events import Admitted, Asked, Excluded, Lettered, Noted, Recused, Rotated, StandInNamed
from coctui.models.content_events import NoteWritten
from coctui.models.event import Body
from coctui.models.fold_access import fold_access
from coctui.models.fold_team import fold_team
from coctui.models.roster import Cost, Policy, Profile
from coctui.models.team_events import (
    CostRaised,
    Invited,
    PolicyChanged,
    ProfileChanged,
    Removed,
    Renewed,
    RoleChanged,
    TeamRotated,
    Withdrawn,
)
from tests.histories import History, case_of_three, id_of, invitation_of, team_of_six


def state(history: History, who: str) -> str:
    """Where somebody stands in the case now."""
    return history.access.state(id_of(who))


def apart(history: History) -> tuple[History, History]:
    """Two copies of the history; links of one never meet those of the other."""
    return history, history.branch()


def met(here: History, there: History) -> History:
    """Both together; in whichever direction they meet, the folds are the same."""
    other = replace(there, team_lane=[*there.team_lane], access_lane=[*there.access_lane], content_lane=[*there.content_lane],
                    teams={}, accesses={})  # fmt: skip
    here.meet(there)
    other.meet(here)
    assert fold_team(other.team_lane) == fold_team(here.team_lane)
    assert fold_access(other.room, other.team, other.access_lane) == here.access
    return here


# ---------------------------------------------------------------------- the team


def test_both_sides_count_and_a_new_key_is_due() -> None:
    """Somebody joined here, a setting changed there: both hold, and the next to write names both."""
    here, there = apart(team_of_six())
    here.join("Noor", "Sunniva", "responder")
    there.write("Noor", PolicyChanged(policy=Policy(leads_out=3)))
    met(here, there)
    assert id_of("Sunniva") in here.team.active
    assert here.team.policy.leads_out == 3
    assert len(here.team.ends) == 2
    assert here.team.rotation_due
    here.write("Oksana", TeamRotated(previous={}))
    assert (len(here.team.ends), here.team.rotation_due) == (1, False)


def plain_leads() -> History:
    """A team without a chair: any lead manages it."""
    history = team_of_six()
    history.write("Noor", RoleChanged(seat=id_of("Noor"), roles=("lead",)))
    return history


@pytest.mark.parametrize("more", ["", "here", "there"])
def test_of_two_leads_who_remove_each_other_the_senior_stays(more: str) -> None:
    """Whatever the clocks say, and however much either wrote before or after."""
    here, there = apart(plain_leads())
    if more:
        for _ in range(3):
            (here if more == "here" else there).write("Paz", ProfileChanged(profile=Profile(name="Paz B")))
    here.write("Noor", Removed(seat=id_of("Ilse")))
    there.write("Ilse", Removed(seat=id_of("Noor")), at=here.now.replace(year=2000))
    team = met(here, there).team
    assert id_of("Noor") in team.active
    assert id_of("Ilse") not in team.active


def test_a_removal_that_nobody_makes_void_stands_whoever_wrote_it() -> None:
    """The junior's removal of the senior stands where the senior removed a third one meanwhile: that one stays."""
    here, there = apart(plain_leads())
    here.write("Noor", Removed(seat=id_of("Paz")))
    there.write("Ilse", Removed(seat=id_of("Noor")))
    team = met(here, there).team
    assert id_of("Noor") not in team.active
    assert id_of("Paz") in team.active


def test_three_who_remove_one_another_in_a_circle() -> None:
    """The most senior stays; whom they removed goes, and whom only that one removed stays."""
    here, there = apart(plain_leads())
    third = here.branch()
    here.write("Noor", Removed(seat=id_of("Ilse")))
    there.write("Ilse", Removed(seat=id_of("Oksana")))
    third.write("Oksana", Removed(seat=id_of("Noor")))
    here.meet(there)
    team = met(here, third).team
    assert {member.name for member in team.active.values()} == {"Noor", "Oksana", "Paz", "Wanjiru", "Tamsin"}


def test_what_a_removed_member_did_apart_falls_with_all_that_stands_on_it() -> None:
    """Whom they let in is no member, and whom that one removed stays; an unrelated removal on the same copy holds."""
    here, there = apart(plain_leads())
    there.join("Ilse", "Brisa", "lead")
    there.write("Brisa", Removed(seat=id_of("Paz")))
    there.write("Oksana", Removed(seat=id_of("Wanjiru")))
    here.write("Noor", Removed(seat=id_of("Ilse")))
    team = met(here, there).team
    assert {member.name for member in team.active.values()} == {"Noor", "Oksana", "Paz", "Tamsin"}


def test_who_was_removed_on_both_sides_keeps_what_both_leave() -> None:
    """An event past either cut does not count."""
    here, there = apart(plain_leads())
    early = here.write("Ilse", ProfileChanged(profile=Profile(name="Ilse B")))
    here.write("Noor", Removed(seat=id_of("Ilse")))
    there.write("Oksana", Removed(seat=id_of("Ilse")))
    team = met(here, there).team
    assert team.members[id_of("Ilse")].removed
    assert early.link in team.refused
    assert team.members[id_of("Ilse")].cut[early.writer] < early.seq


def test_nobody_takes_the_last_senior_from_two_sides() -> None:
    """Each side left a lead; together they would leave none: one of the two acts does not count."""
    history = History()
    history.found("Noor", "lead")
    history.join("Noor", "Ilse", "lead")
    here, there = apart(history)
    here.write("Noor", RoleChanged(seat=id_of("Noor"), roles=("responder",)))
    there.write("Ilse", RoleChanged(seat=id_of("Ilse"), roles=("responder",)))
    team = met(here, there).team
    assert len(team.having("lead")) == 1
    assert len(team.refused) == 1


def test_a_code_that_was_taken_back_lets_nobody_in_on_an_old_copy() -> None:
    """Nor does what they did there count; a clock and a rank make no difference."""
    history = plain_leads()
    made = invitation_of("Brisa", "lead")
    history.write("Noor", Invited(invitation=made))
    here, there = apart(history)
    there.accept("Brisa", made)
    there.write("Brisa", Removed(seat=id_of("Paz")))
    for _ in range(4):
        here.write("Paz", ProfileChanged(profile=Profile(name="Paz B")))
    here.write("Noor", Withdrawn(invitation=made.id))
    team = met(here, there).team
    assert id_of("Brisa") not in team.members
    assert id_of("Paz") in team.active


def test_two_who_used_one_code_apart_are_both_out() -> None:
    """One of them was not the one whom it was for, and nobody can tell which."""
    history = team_of_six()
    made = invitation_of("Sunniva", "lead")
    history.write("Noor", Invited(invitation=made))
    here, there = apart(history)
    here.accept("Sunniva", made)
    there.accept("Brisa", made)
    here.join("Sunniva", "Mirela", "responder")
    team = met(here, there).team
    assert not {id_of("Sunniva"), id_of("Brisa"), id_of("Mirela")} & set(team.members)


def test_a_member_renewed_on_both_sides_has_one_successor() -> None:
    """The code that was used first in the order of the lane is theirs; the other opens nothing."""
    here, there = apart(team_of_six())
    for side, code in ((here, "a"), (there, "b")):
        made = invitation_of("Paz anew", "responder", code=code)
        side.write("Noor", Renewed(seat=id_of("Paz"), invitation=made))
        side.accept(f"Paz {code}", made)
    team = met(here, there).team
    assert len([member for member in team.active.values() if member.before == id_of("Paz")]) == 1
    assert id_of("Paz") not in team.active


def test_a_cost_never_goes_down() -> None:
    """Raised twice on one side and once, less, on the other."""
    here, there = apart(team_of_six())
    here.write("Noor", CostRaised(cost=Cost(memory=262144, passes=3, lanes=4)))
    there.write("Noor", CostRaised(cost=Cost(memory=65536, passes=3, lanes=4)))
    costs = [cost.memory for cost in met(here, there).team.costs]
    assert costs == sorted(costs)
    assert costs[-1] == 262144


# ---------------------------------------------------------------------- a case


def test_a_grant_that_did_not_see_a_restriction_is_void() -> None:
    """Let in there, excluded here: kept out, whatever rank the grant has; what they wrote is kept aside."""
    for padding in (0, 5):
        here, there = apart(case_of_three())
        for _ in range(padding):
            here.write("Ilse", Lettered())
        here.exclude("Ilse", "Wanjiru")
        there.admit("Oksana", "Wanjiru")
        note = there.write("Wanjiru", NoteWritten(text="mine"))
        there.write("Wanjiru", Asked(seat=id_of("Noor")))
        met(here, there)
        assert state(here, "Wanjiru") == "excluded"
        assert state(here, "Noor") == "not yet"
        assert here.case.aside == (note.link,)
        assert here.access.rotation_due


@pytest.mark.parametrize("way", ["recused", "noted", "excluded"])
def test_a_restriction_is_lifted_only_by_a_question_that_saw_it(way: str) -> None:
    """Asked and admitted again there, without having seen it: still out. Asked anew after they met: in again."""
    history = case_of_three()
    here, there = apart(history)
    match way:
        case "recused":
            here.write("Paz", Recused())
        case "noted":
            here.write("Ilse", Noted(statement=here.says("Paz", "step aside")))
        case _:
            here.exclude("Ilse", "Paz", second="Oksana")
    there.write("Paz", Recused(), writer="Paz elsewhere")
    there.admit("Oksana", "Paz")
    met(here, there)
    assert state(here, "Paz") in ("recused", "excluded")
    here.write("Oksana", Rotated(previous={}))
    here.admit("Oksana", "Paz")
    assert state(here, "Paz") == "cleared"


def test_a_recusal_beats_the_later_writing_of_that_seat() -> None:
    """Notes, letting in and asking on another laptop, before or after by the clock."""
    here, there = apart(case_of_three())
    kept = here.write("Paz", NoteWritten(text="before"))
    here.write("Paz", Recused())
    lost = there.write("Paz", NoteWritten(text="there"), writer="Paz elsewhere")
    there.admit("Paz", "Tamsin")
    met(here, there)
    assert state(here, "Paz") == "recused"
    assert state(here, "Tamsin") == "not yet"
    assert here.case.aside == (lost.link,)
    assert kept.link in {event.link for event in here.case.entries}


def test_stepping_aside_on_two_laptops_is_stepping_aside() -> None:
    """And what either left aside is aside."""
    here, there = apart(case_of_three())
    here.write("Paz", NoteWritten(text="here"))
    there.write("Paz", NoteWritten(text="there"), writer="Paz elsewhere")
    here.write("Paz", Recused())
    there.write("Paz", Recused(), writer="Paz elsewhere")
    met(here, there)
    assert state(here, "Paz") == "recused"
    assert id_of("Paz") not in here.access.cleared


def test_two_who_are_let_in_on_two_sides_are_both_in() -> None:
    """And one who is asked on one side and let in on the other is in, in whatever order the two are applied."""
    for padding in (0, 3):
        here, there = apart(case_of_three())
        for _ in range(padding):
            there.write("Paz", Lettered())
        here.admit("Ilse", "Noor")
        there.admit("Oksana", "Tamsin")
        there.ask("Oksana", "Noor")
        note = here.write("Noor", NoteWritten(text="mine"))
        met(here, there)
        assert {id_of("Noor"), id_of("Tamsin")} <= here.access.cleared
        assert here.case.aside == ()
        assert note.link in {event.link for event in here.case.entries}


def test_two_holders_who_exclude_each_other() -> None:
    """The exclusion by the senior stands."""
    here, there = apart(case_of_three())
    here.exclude("Oksana", "Paz", second="Ilse")
    there.exclude("Paz", "Oksana", second="Ilse")
    met(here, there)
    assert (state(here, "Oksana"), state(here, "Paz")) == ("cleared", "excluded")


def test_a_successor_is_kept_from_what_the_seat_before_was() -> None:
    """Renewed and let in there, while the old seat was excluded here."""
    here, there = apart(case_of_three())
    made = invitation_of("Wanjiru anew", "responder")
    here.exclude("Ilse", "Wanjiru")
    there.write("Noor", Renewed(seat=id_of("Wanjiru"), invitation=made))
    there.accept("Wanjiru anew", made)
    there.admit("Oksana", "Wanjiru anew")
    met(here, there)
    assert state(here, "Wanjiru anew") == "excluded"


def test_the_last_two_who_step_aside_apart_leave_one_keeper() -> None:
    """The case is not lost: one of them may still hand it on."""
    history = team_of_six()
    history.open("Ilse")
    history.admit("Ilse", "Oksana")
    here, there = apart(history)
    here.write("Ilse", Recused())
    there.write("Oksana", Recused())
    met(here, there)
    assert here.access.cleared == frozenset()
    assert here.access.keeper in (id_of("Ilse"), id_of("Oksana"))
    assert not here.access.rotation_due


def test_both_sides_changed_the_key() -> None:
    """The next key names both, and the old ones never come back."""
    here, there = apart(case_of_three())
    before = here.access.generation
    here.write("Ilse", Rotated(previous={}))
    there.write("Oksana", Rotated(previous={}))
    sides = {here.access.generation, there.access.generation}
    met(here, there)
    due = here.access.rotation_due
    here.write("Paz", Rotated(previous=dict.fromkeys(sides, "0" * 64)))
    assert (due, here.access.rotation_due) == (True, False)
    assert sides | {before} <= here.access.replaced


def test_an_excluded_stand_in_is_none() -> None:
    """Named there, excluded here."""
    here, there = apart(case_of_three())
    here.exclude("Ilse", "Tamsin")
    there.write("Oksana", StandInNamed(seat=id_of("Tamsin")))
    met(here, there)
    assert state(here, "Tamsin") == "excluded"
    assert id_of("Tamsin") not in here.access.stand_ins


# ---------------------------------------------------------------------- whatever happened

CASE = ("ask", "admit", "exclude", "recuse", "note", "rotate", "letters", "stand in", "remove", "join", "roles")
WHO = ("Noor", "Ilse", "Oksana", "Paz", "Wanjiru", "Tamsin")
Act = tuple[str, str, str]


def play(history: History, what: str, by: str, who: str) -> None:
    """One act by an honest coctui: left out where a rule refuses it."""
    body: Body
    match what:
        case "ask":
            body = Asked(seat=id_of(who))
        case "admit":
            body = Admitted(seat=id_of(who))
        case "exclude":
            second = next((w for w in WHO if w not in (by, who) and id_of(w) in history.access.cleared), None)
            motion = history.says(second, "exclude", target=who) if second else None
            body = Excluded(seat=id_of(who), motion=motion)
        case "recuse":
            by, body = who, Recused()
        case "rotate":
            body = Rotated(previous={})
        case "letters":
            body = Lettered()
        case "stand in":
            body = StandInNamed(seat=id_of(who))
        case "remove":
            body = Removed(seat=id_of(who))
        case "roles":
            body = RoleChanged(seat=id_of(who), roles=("lead",))
        case "join":
            body = Invited(invitation=invitation_of(who, "responder", code=str(history.written)))
        case _:
            if id_of(by) in history.access.cleared:
                history.write(by, NoteWritten(text=what))
            return
    event = history.event(by, history.filled(by, body))
    lane = history.lane(event.lane)
    before = fold_team(lane) if event.lane == "team" else history.access
    after = (
        fold_team([*lane, event]) if event.lane == "team" else fold_access(history.room, history.team, [*lane, event])
    )
    if len(after.line) > len(before.line):
        history.put(event)


ACTS = st.lists(st.tuples(st.sampled_from(CASE), st.sampled_from(WHO), st.sampled_from(WHO)), max_size=6)


@given(common=ACTS, mine=ACTS, theirs=ACTS, later=ACTS, data=st.data())
def test_whatever_two_copies_did(
    common: list[Act], mine: list[Act], theirs: list[Act], later: list[Act], data: st.DataObject
) -> None:
    """Any delivery gives the same; nobody holds the case whom either side kept out; one more event makes a line again."""
    history = case_of_three()
    for act in common:
        play(history, *act)
    here, there = apart(history)
    common_line, held_before = set(history.access.line), history.access.cleared
    for side, acts in ((here, mine), (there, theirs)):
        for act in acts:
            play(side, *act)
    sides = [(side.team, side.access) for side in (here, there)]
    met(here, there)
    for lane in (here.team_lane, here.access_lane):
        lane[:] = data.draw(st.permutations(lane))
    team, access = fold_team(here.team_lane), fold_access(here.room, here.team, here.access_lane)
    assert (team, access) == (here.team, here.access)
    for seat in map(id_of, WHO):
        for known in (known for _, known in sides if seat not in known.cleared):
            standing = {r.link for r in known.restrictions.get(seat, ())} & set(access.line) - common_line
            assert not standing or seat not in access.cleared
        assert seat not in access.cleared or any(seat in known.cleared for _, known in sides)
        held = seat in held_before and all(seat in known.cleared for _, known in sides)
        assert not held or seat in access.cleared or team.members[seat].removed
    assert team.having("lead") | team.having("chair")
    _goes_on(here, later)


def _goes_on(here: History, later: list[Act]) -> None:
    """Whoever writes next names all ends; then it is a line, and all goes on."""
    holder = next((who for who in WHO if id_of(who) in here.access.cleared), None)
    chair = next(who for who in WHO if id_of(who) in here.team.active)
    here.write(chair, TeamRotated(previous={}))
    assert len(here.team.ends) == 1
    if holder is not None:
        here.write(holder, Rotated(previous={}))
        assert len(here.access.ends) == 1
    for act in later:
        play(here, *act)
    assert len(here.team.ends) == 1
