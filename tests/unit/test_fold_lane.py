"""The one line of a team or access lane: delivery, branches, and what is no event of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.models.access_events import Admitted, Asked, Excluded, Lettered, Noted, Recused
from coctui.models.event import Event, Lane, Unknown
from coctui.models.fold_access import fold_access
from coctui.models.fold_team import fold_team
from coctui.models.piece import Forked
from coctui.models.roster import Policy, Profile
from coctui.models.team_events import (
    Founded,
    Invited,
    Joined,
    PolicyChanged,
    ProfileChanged,
    Removed,
    RoleChanged,
)
from tests.histories import History, case_of_three, id_of, invitation_of, keys_of, link_of, team_of_six


def busy() -> History:
    """A team and a case with some of everything, a refused event and one of a newer version in each lane."""
    history = case_of_three()
    history.write("Noor", RoleChanged(seat=id_of("Oksana"), roles=("responder",)))
    history.write("Paz", PolicyChanged(policy=Policy(leads_out=9)))
    history.write("Ilse", Unknown(kind="shift/1", payload={"n": 1}), lane="team")
    history.write("Wanjiru", Asked(seat=id_of("Noor")))
    history.exclude("Ilse", "Paz", second="Oksana")
    history.write("Ilse", Unknown(kind="loan/1", payload={"n": 1}), lane="access")
    history.write("Noor", Removed(seat=id_of("Oksana")))
    history.write("Ilse", Lettered())
    return history


@given(data=st.data())
def test_any_delivery_gives_the_same_team_and_access(data: st.DataObject) -> None:
    """Whatever order the rows come in, and how often."""
    history = busy()
    team_lane = data.draw(st.permutations([*history.team_lane, history.team_lane[2]]))
    access_lane = data.draw(st.permutations([*history.access_lane, history.access_lane[1]]))
    team = fold_team(team_lane)
    assert team == history.team
    assert fold_access(history.room, team, access_lane) == history.access


@given(data=st.data())
def test_what_follows_a_missing_event_is_held_back_until_it_arrives(data: st.DataObject) -> None:
    """Neither lane folds anything past the gap, and both name what waits."""
    history = busy()
    gap = data.draw(st.integers(0, len(history.team_lane) - 2))
    team = fold_team(e for e in history.team_lane if e is not history.team_lane[gap])
    assert team == replace(fold_team(history.team_lane[:gap]), held=team.held)
    assert set(team.held) == {event.link for event in history.team_lane[gap + 1 :]}
    gap = data.draw(st.integers(0, len(history.access_lane) - 2))
    access = fold_access(
        history.room, history.team, (e for e in history.access_lane if e is not history.access_lane[gap])
    )
    assert access == replace(fold_access(history.room, history.team, history.access_lane[:gap]), held=access.held)
    assert set(access.held) == {event.link for event in history.access_lane[gap + 1 :]}


@pytest.mark.parametrize("lane", ["team", "access"])
def test_a_newer_kind_makes_the_lane_read_only(lane: Lane) -> None:
    """It is named, kept, and what follows it is folded as far as this version can tell."""
    history = case_of_three()
    newer = history.write("Ilse", Unknown(kind="shift/1", payload={"n": 1}), lane=lane)
    known = history.write("Ilse", ProfileChanged(profile=Profile(name="I")) if lane == "team" else Lettered())
    fold = history.team if lane == "team" else history.access
    assert fold.unknown == (newer.link,)
    assert known.link in fold.line
    assert newer.link not in fold.line


OUTSIDE: list[tuple[str, Lane]] = [
    *((who, "access") for who in ("Wanjiru", "Noor", "Sunniva", "Zofia")),
    ("Zofia", "team"),
]


@pytest.mark.parametrize(("who", "lane"), OUTSIDE)
def test_a_newer_kind_by_who_may_not_write_here_changes_nothing(who: str, lane: Lane) -> None:
    """Asked, not yet, recused or removed: nobody makes a case read-only from outside."""
    history = team_of_six()
    history.join("Noor", "Sunniva", "responder")
    history.join("Noor", "Zofia", "responder")
    history.open("Ilse")
    history.admit("Ilse", "Sunniva", "Zofia")
    history.ask("Ilse", "Wanjiru")
    history.write("Sunniva", Recused())
    history.write("Noor", Removed(seat=id_of("Zofia")))
    team, access = history.team, history.access
    junk = history.write(who, Unknown(kind="shift/1", payload={}), lane=lane)
    fold, before = (history.team, team) if lane == "team" else (history.access, access)
    assert fold.unknown == ()
    assert fold.refused == (*before.refused, junk.link)


# ---------------------------------------------------------------------- branches


def test_a_branch_without_authority_is_no_fork() -> None:
    """In either lane, however long, and also where an honest member followed both ends."""
    here = case_of_three()
    there = here.branch()
    for _ in range(3):
        there.write("Paz", PolicyChanged(policy=Policy(leads_out=9)))
        there.write("Wanjiru", Asked(seat=id_of("Noor")))
    here.write("Noor", PolicyChanged(policy=Policy(leads_out=1)))
    here.ask("Ilse", "Tamsin")
    here.meet(there)
    assert here.team.policy.leads_out == 1
    assert len(here.team.heads) == len(here.access.heads) == 2
    here.write("Noor", PolicyChanged(policy=Policy(leads_out=0)))
    here.ask("Ilse", "Noor")
    assert here.team.policy.leads_out == 0
    assert here.access.state(id_of("Noor")) == "asked"
    assert len(here.team.heads) == len(here.access.heads) == 1


@pytest.mark.parametrize("first", [True, False])
def test_a_removed_member_forks_nothing_past_the_cut(first: bool) -> None:
    """What a removed lead wrote in a copy of theirs, without having seen the removal, does not count (VAULT.md 7 b)."""
    here = team_of_six()
    here.write("Noor", RoleChanged(seat=id_of("Noor"), roles=("lead",)))
    there = here.branch()
    there.join("Ilse", "Brisa", "lead")
    there.write("Ilse", Removed(seat=id_of("Paz")))
    if first:
        # Clocks and ranks make no difference.
        here.write("Oksana", PolicyChanged(policy=Policy(leads_out=1)))
    here.write("Noor", Removed(seat=id_of("Ilse")))
    alone = here.team
    here.meet(there)
    team = fold_team(here.team_lane)
    assert team.members == alone.members
    assert (team.head, team.line, team.policy) == (alone.head, alone.line, alone.policy)
    assert {event.link for event in there.team_lane} - {event.link for event in here.team_lane} <= set(team.refused)
    here.write("Noor", PolicyChanged(policy=Policy(leads_out=5)))
    assert here.team.policy.leads_out == 5


def test_two_who_were_removed_one_after_the_other_fork_nothing() -> None:
    """Who has the first one's branch in their copy removes the second one as well as anybody."""
    here = team_of_six()
    first, second = here.branch(), here.branch()
    first.write("Ilse", ProfileChanged(profile=Profile(name="Ilse B")))
    second.write("Oksana", ProfileChanged(profile=Profile(name="Oksana B")))
    here.write("Noor", Removed(seat=id_of("Ilse")))
    here.meet(first)
    here.write("Noor", Removed(seat=id_of("Oksana")))
    here.meet(second)
    team = fold_team(here.team_lane)
    assert {member.name for member in team.active.values()} == {"Noor", "Paz", "Wanjiru", "Tamsin"}
    assert len(team.refused) == 2


def branch_with_a_helper() -> tuple[History, History]:
    """Noor removed Ilse here; in a copy from before, Ilse let Brisa in as a lead."""
    here = team_of_six()
    here.write("Noor", RoleChanged(seat=id_of("Noor"), roles=("lead",)))
    there = here.branch()
    there.join("Ilse", "Brisa", "lead")
    here.write("Noor", Removed(seat=id_of("Ilse")))
    return here, there


def test_a_helper_let_in_on_the_branch_removes_nobody() -> None:
    """Their restriction stands on an event that does not count, and so does not count either."""
    here, there = branch_with_a_helper()
    there.write("Brisa", Removed(seat=id_of("Paz")))
    kept = here.write("Paz", ProfileChanged(profile=Profile(name="Paz B")))
    alone = here.team
    here.meet(there)
    team = fold_team(here.team_lane)
    assert kept.link in team.line
    assert team.members == alone.members


@pytest.mark.parametrize("more", [False, True])
def test_a_helper_who_removes_the_remover_does_not_win(more: bool) -> None:
    """Else a copy from before the removal would undo it without a word: the senior of the two removers prevails."""
    here, there = branch_with_a_helper()
    there.write("Brisa", Removed(seat=id_of("Noor")))
    if more:
        here.write("Oksana", PolicyChanged(policy=Policy(leads_out=1)))
    alone = here.team
    here.meet(there)
    assert fold_team(here.team_lane).members == alone.members


def test_a_newer_kind_on_the_branch_of_a_leaver_changes_nothing() -> None:
    """Nobody makes a case read-only with a copy from before they left, past the cut; within it they do."""
    here = case_of_three()
    there = here.branch()
    within = there.write("Paz", Unknown(kind="shift/1", payload={}), lane="access")
    here.put(here.event("Ilse", Noted(statement=here.says("Paz", "step aside"), cut={within.writer: within.seq})))
    here.meet(there)
    past = there.write("Paz", Unknown(kind="shift/1", payload={}), lane="access")
    assert here.access.unknown == (within.link,)
    here.meet(there)
    access = fold_access(here.room, here.team, here.access_lane)
    assert (access.unknown, access.refused) == ((within.link,), (past.link,))


@pytest.mark.parametrize("way", ["recused", "noted", "excluded"])
def test_who_left_a_case_forks_nothing_past_the_cut(way: str) -> None:
    """Recused, noted or excluded: their branch of the access lane is kept and never folded."""
    here = case_of_three()
    there = here.branch()
    there.ask("Paz", "Noor")
    there.admit("Paz", "Tamsin")
    match way:
        case "recused":
            here.write("Paz", Recused())
        case "noted":
            here.write("Ilse", Noted(statement=here.says("Paz", "step aside")))
        case _:
            here.write("Ilse", Excluded(seat=id_of("Paz"), motion=here.says("Oksana", "exclude", target="Paz")))
    alone = here.access
    here.meet(there)
    access = fold_access(here.room, here.team, here.access_lane)
    assert access.standings == alone.standings
    assert (access.head, access.line) == (alone.head, alone.line)


def test_a_branch_within_the_cut_counts() -> None:
    """Who restricted somebody and had their event, but wrote as if not, takes nothing of it away."""
    here = case_of_three()
    there = here.branch()
    asked = there.event("Paz", there.filled("Paz", Asked(seat=id_of("Noor"))))
    there.put(asked)
    cut = {asked.writer: asked.seq}
    here.put(here.event("Ilse", Noted(statement=here.says("Paz", "step aside"), cut=cut)))
    here.meet(there)
    access = fold_access(here.room, here.team, here.access_lane)
    assert (access.state(id_of("Noor")), access.state(id_of("Paz"))) == ("asked", "recused")
    assert asked.link in access.line


def test_a_lane_begins_where_the_slot_says() -> None:
    """A second founding event is refused with the lane, or is nothing at all for who knows the first."""
    here = team_of_six()
    forged = Founded(format=1, conference="", keys=keys_of("Brisa"), profile=Profile(name="Brisa"), roles=("chair",))
    early = here.event("Brisa", forged, after=[], at=here.now.replace(year=2000))
    lane: list[Event] = [early, *here.team_lane]
    with pytest.raises(Forked):
        fold_team(lane)
    team = fold_team(lane, here.team.founded)
    assert team.members == here.team.members
    assert team.refused == (early.link,)


def test_a_joined_is_proven_by_the_invitation_that_is_open() -> None:
    """Not by another that claims the same id, whoever wrote that one and wherever."""
    here = team_of_six()
    made = invitation_of("Sunniva", "responder")
    here.write("Noor", Invited(invitation=made))
    forged = made.model_copy(update={"keys": keys_of("forged")})
    here.write("Paz", Invited(invitation=forged))
    taken = Joined(invitation=made.id, keys=keys_of("Brisa"), profile=Profile(name="Brisa"), proof="f" * 128)
    here.write("Brisa", taken)
    here.accept("Sunniva", made)

    def proven(joined: Joined, keys: object) -> bool:
        return joined.proof == ("f" * 128 if keys == forged.keys else "0" * 128)

    team = fold_team(here.team_lane, proven=proven)
    assert id_of("Sunniva") in team.active
    assert id_of("Brisa") not in team.members


def test_an_event_under_a_base_that_is_none_counts_nothing() -> None:
    """No base, an unknown one, one of the case itself: nobody holds a grant there. A refused team event stands for what it follows."""
    history = case_of_three()
    body = history.filled("Ilse", Admitted(seat=id_of("Noor")))
    for base in (None, link_of("lost"), history.access.head):
        assert history.steps(history.event("Ilse", body, base=base)) is None
    refused = history.write("Paz", PolicyChanged(policy=Policy(leads_out=9)))
    assert history.team.refused == (refused.link,)
    assert history.steps(history.event("Ilse", body, base=refused.link)) is not None
