"""Two copies that met: what then counts of the team (VAULT.md 7)."""

import pytest

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
from tests.histories import History, apart, id_of, invitation_of, met, team_of_six


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
