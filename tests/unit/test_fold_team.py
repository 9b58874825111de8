"""The team from its events: who is on it, since when, in which roles, and who still knows its key."""

import pytest

from coctui.models.access_events import Lettered, Opened, StandInNamed
from coctui.models.event import Letters
from coctui.models.roster import Cost, Policy, Profile
from coctui.models.team_events import (
    Compared,
    CostRaised,
    Invited,
    PolicyChanged,
    ProfileChanged,
    Removed,
    Renewed,
    RoleChanged,
    TeamBody,
    TeamLettered,
    TeamRotated,
    Withdrawn,
)
from tests.histories import History, id_of, invitation_of, keys_of, link_of, team_of_six


def test_the_roster_is_in_the_order_of_joining() -> None:
    """The founder is the most senior; roles are those of the invitation; nobody's key is compared but the founder's."""
    team = team_of_six().team
    assert [member.name for member in team.members.values()] == ["Noor", "Ilse", "Oksana", "Paz", "Wanjiru", "Tamsin"]
    assert [member.seniority for member in team.members.values()] == [0, 1, 2, 3, 4, 5]
    assert [member.compared for member in team.members.values()] == [True] + [False] * 5
    assert team.having("lead") == {id_of("Noor"), id_of("Ilse"), id_of("Oksana")}
    assert team.members[id_of("Tamsin")].roles == {"organizer"}


def test_seniority_survives_removal_and_change() -> None:
    """Who joins later comes later, also when somebody between has left or changed."""
    history = team_of_six()
    history.write("Noor", Removed(seat=id_of("Oksana")))
    history.write("Noor", RoleChanged(seat=id_of("Ilse"), roles=("responder", "lead")))
    history.write("Ilse", ProfileChanged(profile=Profile(name="Ilse B")))
    history.join("Noor", "Sunniva", "responder")
    assert [member.name for member in history.team.active.values()] == [
        "Noor",
        "Ilse B",
        "Paz",
        "Wanjiru",
        "Tamsin",
        "Sunniva",
    ]
    assert history.team.members[id_of("Sunniva")].seniority == 6


def test_settings_are_the_newest() -> None:
    """Policy as a whole; costs the two newest; a key stays compared."""
    history = team_of_six()
    history.write("Noor", PolicyChanged(policy=Policy(leads_out=1)))
    for memory in (2**16, 2**17, 2**18):
        history.write("Paz", CostRaised(cost=Cost(memory=memory, passes=3, lanes=4)))
    history.write("Ilse", Compared(seat=id_of("Paz")))
    history.write("Noor", RoleChanged(seat=id_of("Paz"), roles=("lead",)))
    team = history.team
    assert team.policy == Policy(leads_out=1)
    assert [cost.memory for cost in team.costs] == [2**17, 2**18]
    assert team.members[id_of("Paz")].compared


# ---------------------------------------------------------------------- rotation


def renewal(history: History) -> None:
    """Paz gets a new seat."""
    history.write("Noor", Renewed(seat=id_of("Paz"), invitation=invitation_of("Paz anew", "responder")))


def due(history: History) -> bool:
    """Whether a rotation is due now."""
    return history.team.rotation_due


def test_a_team_rotation_is_due_for_exactly_who_left() -> None:
    """Not for joining or an open invitation; for who was removed or renewed, and for an invitation taken back."""
    history = team_of_six()
    made = invitation_of("Sunniva", "responder")
    history.write("Noor", Invited(invitation=made))
    history.write("Paz", TeamLettered())
    history.write("Noor", RoleChanged(seat=id_of("Paz"), roles=("lead",)))
    assert not due(history)
    leaving: tuple[TeamBody, ...] = (
        Removed(seat=id_of("Paz")),
        Renewed(seat=id_of("Ilse"), invitation=invitation_of("Ilse anew", "lead")),
        Withdrawn(invitation=made.id),
    )
    for body in leaving:
        history.write("Noor", body)
        assert due(history)
        history.write("Oksana", TeamLettered())
        assert due(history)
        history.write("Oksana", TeamRotated(previous={}))
        assert not due(history)


def rotated(history: History, generation: str, previous: str) -> None:
    """A rotation that claims something."""
    letters = Letters(
        generation=generation,
        number=history.team.number + 1,
        seats=tuple(history.team.active),
        digest=link_of("letters"),
    )
    history.put(history.event("Oksana", TeamRotated(previous={previous: "0" * 64}, letters=letters)))


def test_only_a_true_rotation_ends_what_is_due() -> None:
    """It names a generation never used before and carries the key of the one it replaces."""
    history = team_of_six()
    first = history.team.generation
    history.write("Noor", Removed(seat=id_of("Paz")))
    history.write("Oksana", TeamRotated(previous={}))
    second = history.team.generation
    history.write("Noor", Removed(seat=id_of("Wanjiru")))
    rotated(history, second, second)
    rotated(history, first, second)
    rotated(history, id_of("third"), first)
    assert history.team.generation == second
    assert history.team.rotation_due
    rotated(history, id_of("third"), second)
    assert history.team.generation == id_of("third")
    assert history.team.replaced == {first, second}
    assert not history.team.rotation_due


def test_letters_of_one_transaction() -> None:
    """A removal and the rotation with it carry the same letters, of the new generation: no rotation is due then."""
    history = team_of_six()
    old, new = history.team.generation, id_of("new")
    seats = tuple(seat for seat in history.team.active if seat != id_of("Paz"))
    letters = Letters(generation=new, number=history.team.number + 1, seats=seats, digest=link_of("letters"))
    history.put(history.event("Noor", Removed(seat=id_of("Paz"), letters=letters)))
    history.put(history.event("Noor", TeamRotated(previous={old: "0" * 64}, letters=letters)))
    assert history.team.generation == new
    assert history.team.number == letters.number
    assert not history.team.rotation_due


def test_a_number_never_jumps_or_goes_back() -> None:
    """So that the next one always has room."""
    history = team_of_six()
    number = history.team.number
    for claimed in (0, 2**60, number):
        before = history.team.number
        letters = Letters(generation=history.team.generation, number=claimed, seats=(), digest=link_of("letters"))
        history.put(history.event("Paz", TeamLettered(letters=letters)))
        assert history.team.number in {before, before + 1}


# ---------------------------------------------------------------------- what was when


def test_roles_are_known_at_every_place() -> None:
    """Before joining, with each role, and after removal."""
    history = team_of_six()
    joined = history.join("Noor", "Sunniva", "organizer")
    changed = history.write("Noor", RoleChanged(seat=id_of("Sunniva"), roles=("lead",)))
    gone = history.write("Noor", Removed(seat=id_of("Sunniva")))
    team, seat = history.team, id_of("Sunniva")
    places = [team.line[event.link] for event in (joined, changed, gone)]
    assert [team.roles_at(seat, place) for place in (places[0] - 1, *places)] == [None, {"organizer"}, {"lead"}, None]
    assert team.roles_at(seat, None) is None
    assert [team.ever(seat, "organizer", place) for place in places] == [True, False, False]
    assert [team.ever(seat, "lead", place) for place in places] == [True, True, False]
    assert team.removed_by(changed.link) == ()
    assert team.removed_by(gone.link) == (seat,)
    assert team.removed_by(link_of("lost")) == ()


def test_a_leaver_sets_no_cut_for_their_own_future() -> None:
    """A lead without a chair above who removes themself: nothing of that chain counts from there on."""
    history = team_of_six()
    history.write("Noor", RoleChanged(seat=id_of("Noor"), roles=("lead",)))
    event = history.event("Ilse", Removed(seat=id_of("Ilse"), cut={id_of("writer Ilse"): 10**9, id_of("other"): 4}))
    history.put(event)
    assert history.team.members[id_of("Ilse")].cut == {id_of("writer Ilse"): event.seq, id_of("other"): 4}


@pytest.mark.parametrize("kind", [Opened(code="a-b", third="c"), Lettered(), StandInNamed(seat=id_of("Tamsin"))])
def test_an_event_of_another_lane_is_nothing_here(kind: Opened | Lettered | StandInNamed) -> None:
    """An act of a case in the team lane is refused, whoever wrote it."""
    history = team_of_six()
    event = history.write("Noor", kind, lane="team")
    assert history.team.refused == (event.link,)


def test_who_joined_takes_the_place_of_their_invitation() -> None:
    """The invitation's letter is no leaver's: it was written for who is on the team now."""
    history = team_of_six()
    history.join("Noor", "Sunniva", "responder")
    assert keys_of("Sunniva").seat in history.team.got
    assert invitation_of("Sunniva").keys.seat not in history.team.got
    renewal(history)
    assert history.team.rotation_due
