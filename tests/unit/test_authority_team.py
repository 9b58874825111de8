"""Who may do what to the team: the table of VAULT.md 4, act by act and seat by seat."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coctui.models import access_events, content_events
from coctui.models.authority import may_team
from coctui.models.event import Body
from coctui.models.fold_team import step_team
from coctui.models.items import ITEMS
from coctui.models.roster import Cost, Policy, Profile, Role
from coctui.models.team_events import (
    TEAM_BODIES,
    Compared,
    CostRaised,
    Founded,
    Invited,
    Joined,
    PolicyChanged,
    ProfileChanged,
    Removed,
    Renewed,
    Restored,
    RoleChanged,
    TeamLettered,
    TeamRotated,
    Withdrawn,
    WordsChanged,
)
from tests.histories import History, id_of, invitation_of, keys_of, team_of_six

WHO = ("Noor", "Ilse", "Oksana", "Paz", "Wanjiru", "Tamsin", "Sunniva", "Mirela", "Brisa")
"""Chair, two leads, two responders, organizer; removed, invited, a stranger."""


def with_chair() -> History:
    """The team of six; Sunniva was removed, Mirela is invited."""
    history = team_of_six()
    history.join("Noor", "Sunniva", "responder")
    history.write("Noor", Removed(seat=id_of("Sunniva")))
    history.write("Noor", Invited(invitation=invitation_of("Mirela", "responder")))
    return history


def without_chair() -> History:
    """The same, but Noor gave up the chair."""
    history = with_chair()
    history.write("Noor", RoleChanged(seat=id_of("Noor"), roles=("lead",)))
    return history


Act = Callable[[History, str], Body]


def joined(who: str, seat: str, invitation: str) -> Joined:
    """Taking up an invitation."""
    return Joined(
        invitation=id_of(f"invitation {invitation} "), keys=keys_of(seat), profile=Profile(name=who), proof="0" * 128
    )


def old_invitation(history: History, _: str) -> Body:
    """Withdraw after more than seven days."""
    history.now += timedelta(days=7, minutes=1)
    return Withdrawn(invitation=id_of("invitation Mirela "))


ACTS: dict[str, Act] = {
    "invite": lambda h, who: Invited(invitation=invitation_of("Wanda", "lead")),
    "invite without a role": lambda h, who: Invited(invitation=invitation_of("Wanda")),
    "invite with a used id": lambda h, who: Invited(invitation=invitation_of("Mirela", "lead")),
    "withdraw": lambda h, who: Withdrawn(invitation=id_of("invitation Mirela ")),
    "withdraw after seven days": old_invitation,
    "withdraw a used one": lambda h, who: Withdrawn(invitation=id_of("invitation Ilse ")),
    "remove a responder": lambda h, who: Removed(seat=id_of("Paz")),
    "remove a lead": lambda h, who: Removed(seat=id_of("Ilse")),
    "remove the chair": lambda h, who: Removed(seat=id_of("Noor")),
    "remove who is removed": lambda h, who: Removed(seat=id_of("Sunniva")),
    "remove a stranger": lambda h, who: Removed(seat=id_of("Brisa")),
    "renew": lambda h, who: Renewed(seat=id_of("Paz"), invitation=invitation_of("Paz anew", "responder")),
    "renew who left": lambda h, who: Renewed(
        seat=id_of("Sunniva"), invitation=invitation_of("Sunniva anew", "responder")
    ),
    "renew a stranger": lambda h, who: Renewed(
        seat=id_of("Brisa"), invitation=invitation_of("Brisa anew", "responder")
    ),
    "renew oneself": lambda h, who: Renewed(seat=id_of(who), invitation=invitation_of("me anew", "responder")),
    "role": lambda h, who: RoleChanged(seat=id_of("Paz"), roles=("lead",)),
    "no role": lambda h, who: RoleChanged(seat=id_of("Paz"), roles=()),
    "role of who is removed": lambda h, who: RoleChanged(seat=id_of("Sunniva"), roles=("lead",)),
    "policy": lambda h, who: PolicyChanged(policy=Policy(leads_out=3)),
    "own profile": lambda h, who: ProfileChanged(profile=Profile(name="B")),
    "the team's words": lambda h, who: WordsChanged(key="right-now-2", text="# Outside help"),
    "compare with Paz": lambda h, who: Compared(seat=id_of("Paz")),
    "compare with a stranger": lambda h, who: Compared(seat=id_of("Brisa")),
    "cost": lambda h, who: CostRaised(cost=Cost(memory=19_456, passes=3, lanes=4)),
    "cost of 3 GiB": lambda h, who: CostRaised(cost=Cost(memory=3 * 2**20, passes=3, lanes=4)),
    "cost of no passes": lambda h, who: CostRaised(cost=Cost(memory=2**18, passes=0, lanes=4)),
    "cost of 17 lanes": lambda h, who: CostRaised(cost=Cost(memory=2**18, passes=3, lanes=17)),
    "restored": lambda h, who: Restored(),
    "rotated": lambda h, who: TeamRotated(previous={h.team.generation: "0" * 64}),
    "letters anew": lambda h, who: TeamLettered(),
    "joined with the open invitation": lambda h, who: joined(who, who, "Mirela"),
    "joined with a used invitation": lambda h, who: joined(who, who, "Ilse"),
    "joined for somebody else": lambda h, who: joined(who, "Wanda", "Mirela"),
    "founded again": lambda h, who: Founded(
        format=1, conference="", keys=keys_of(who), profile=Profile(name=who), roles=("chair",)
    ),
    "an act of a case": lambda h, who: access_events.Lettered(),
    "a word of a case": lambda h, who: content_events.NoteWritten(text=ITEMS[0]),
}
MEMBERS = ("Noor", "Ilse", "Oksana", "Paz", "Wanjiru", "Tamsin")


def only(*allowed: str, code: str, **others: str) -> dict[str, str]:
    """By member: "" for those allowed, else the code; strangers and removed ones are not on the team."""
    return {
        **{who: "" if who in allowed else others.get(who, code) for who in MEMBERS},
        **dict.fromkeys(WHO[6:], "not-on-team"),
    }


def everybody(code: str = "", **others: str) -> dict[str, str]:
    """The same answer for every member."""
    return {**{who: others.get(who, code) for who in MEMBERS}, **dict.fromkeys(WHO[6:], "not-on-team")}


WITH_CHAIR: dict[str, dict[str, str]] = {
    "invite": only("Noor", code="chair-only"),
    "invite without a role": everybody("chair-only", Noor="role-missing"),
    "invite with a used id": everybody("chair-only", Noor="invitation-used"),
    "withdraw": only("Noor", code="chair-only"),
    "withdraw after seven days": everybody(),
    "withdraw a used one": everybody("invitation-used"),
    "remove a responder": only("Noor", code="chair-only"),
    "remove a lead": only("Noor", code="chair-only"),
    "remove the chair": everybody("needs-two-leads"),
    "remove who is removed": everybody("not-on-team"),
    "remove a stranger": everybody("not-on-team"),
    "renew": only("Noor", code="chair-only"),
    "renew who left": only("Noor", code="chair-only"),
    "renew a stranger": everybody("chair-only", Noor="not-on-team"),
    "renew oneself": everybody("chair-only", Noor="not-on-team"),
    "role": only("Noor", code="chair-only"),
    "no role": everybody("chair-only", Noor="role-missing"),
    "role of who is removed": everybody("chair-only", Noor="not-on-team"),
    "policy": only("Noor", code="chair-only"),
    "own profile": everybody(),
    "the team's words": only("Noor", "Ilse", "Oksana", code="lead-or-chair"),
    "compare with Paz": everybody(Paz="compare-with-another"),
    "compare with a stranger": everybody("compare-with-another"),
    "cost": everybody(),
    "cost of 3 GiB": everybody("unknown-act"),
    "cost of no passes": everybody("unknown-act"),
    "cost of 17 lanes": everybody("unknown-act"),
    "restored": everybody(),
    "rotated": everybody(),
    "letters anew": everybody(),
    "joined with the open invitation": {
        **dict.fromkeys((*MEMBERS, "Sunniva"), "invitation-used"),
        "Mirela": "",
        "Brisa": "",
    },
    "joined with a used invitation": dict.fromkeys(WHO, "invitation-used"),
    "joined for somebody else": dict.fromkeys(WHO, "invitation-used"),
    "founded again": dict.fromkeys(WHO, "already-founded"),
    "an act of a case": everybody("chair-only", Noor="unknown-act"),
    "a word of a case": everybody("chair-only", Noor="unknown-act"),
}
LEADS = ("Noor", "Ilse", "Oksana")
WITHOUT_CHAIR: dict[str, dict[str, str]] = {
    "invite": only(*LEADS, code="chair-only"),
    "withdraw": only(*LEADS, code="chair-only"),
    "remove a responder": only(*LEADS, code="chair-only"),
    "remove a lead": only(*LEADS, code="chair-only"),
    "remove the chair": only(*LEADS, code="chair-only"),
    "renew": only(*LEADS, code="chair-only"),
    "role": only(*LEADS, code="chair-only"),
    "policy": only(*LEADS, code="chair-only"),
}
ROWS = [
    (start, act, who, code)
    for start, table in ((with_chair, WITH_CHAIR), (without_chair, WITHOUT_CHAIR))
    for act, row in table.items()
    for who, code in row.items()
]


def test_the_table_is_whole() -> None:
    """Every act of the team lane and every seat has its row."""
    history = with_chair()
    assert {type(act(history, "Noor")) for act in ACTS.values()} >= set(TEAM_BODIES)
    assert set(WITH_CHAIR) == set(ACTS)
    assert all(set(row) == set(WHO) for row in (*WITH_CHAIR.values(), *WITHOUT_CHAIR.values()))


@pytest.mark.parametrize("start", [with_chair, without_chair], ids=["chair", "no chair"])
def test_the_table(start: Callable[[], History]) -> None:
    """Before an act is made and when it is folded the answer is the same, and it is that of the table."""
    history = start()
    begun = history.now
    for _, act, who, code in (row for row in ROWS if row[0] is start):
        history.now = begun
        body = ACTS[act](history, who)
        ruling = may_team(history.team, id_of(who), body, history.now)
        assert (act, who, ruling.allowed, ruling.code) == (act, who, not code, code)
        folded = step_team(history.team, history.event(who, history.filled(who, body)))
        assert (act, who, folded is None) == (act, who, bool(code))


def test_the_first_event_is_by_a_chair_or_lead_for_themself() -> None:
    """Nobody founds a team for somebody else, without keys, or as a responder only; nothing comes before."""
    history = History()
    roles: list[tuple[Role, ...]] = [("chair",), ("lead",), ("lead", "organizer")]
    for some in roles:
        assert may_team(history.team, id_of("Noor"), founded("Noor", *some), history.now)
    wrong: list[Body] = [
        founded("Noor", "responder"),
        founded("Noor", "organizer"),
        founded("Noor"),
        founded("Ilse", "chair"),
    ]
    wrong.append(founded("Noor", "chair").model_copy(update={"keys": None}))
    for body in wrong:
        assert may_team(history.team, id_of("Noor"), body, history.now).code == "already-founded"
    for act in ("invite", "policy", "letters anew", "joined with the open invitation"):
        assert may_team(history.team, id_of("Noor"), ACTS[act](history, "Noor"), history.now).code == "not-founded"


def founded(who: str, *roles: Role) -> Founded:
    """The first event, for somebody."""
    return Founded(format=1, conference="", keys=keys_of(who), profile=Profile(name=who), roles=roles)


@pytest.mark.parametrize("roles", [("chair",), ("lead",), ("chair", "lead")])
def test_never_the_last_chair_or_lead(roles: tuple[Role, ...]) -> None:
    """Neither removed nor left without the role, by whomever; with a second one it is allowed."""
    history = History()
    history.found("Noor", *roles)
    history.join("Noor", "Paz", "responder")
    for body in (Removed(seat=id_of("Noor")), RoleChanged(seat=id_of("Noor"), roles=("responder",))):
        assert may_team(history.team, id_of("Noor"), body, history.now).code == "last-senior"
    history.join("Noor", "Ilse", "chair")
    for body in (Removed(seat=id_of("Noor")), RoleChanged(seat=id_of("Noor"), roles=("responder",))):
        assert may_team(history.team, id_of("Ilse"), body, history.now)


def motion_to_remove(
    history: History, by: str, at: timedelta = timedelta(0), target: str = "Noor", said: str = "remove"
) -> Removed:
    """Noor's removal, on the word of somebody."""
    word = history.says(by, said, target=target, at=history.now + at, room=id_of("team"))  # type: ignore[arg-type]  # tried with others too
    return Removed(seat=id_of("Noor"), motion=word)


@pytest.mark.parametrize(
    ("author", "by", "at", "code"),
    [
        ("Ilse", "Oksana", timedelta(0), ""),
        ("Oksana", "Ilse", timedelta(days=-7), ""),
        ("Ilse", "Oksana", timedelta(days=-7, seconds=-1), "needs-two-leads"),
        ("Ilse", "Oksana", timedelta(minutes=5), ""),
        ("Ilse", "Oksana", timedelta(minutes=6), "needs-two-leads"),
        ("Ilse", "Ilse", timedelta(0), "needs-two-leads"),
        ("Ilse", "Noor", timedelta(0), "needs-two-leads"),
        ("Ilse", "Paz", timedelta(0), "needs-two-leads"),
        ("Paz", "Ilse", timedelta(0), "needs-two-leads"),
        ("Noor", "Ilse", timedelta(0), "needs-two-leads"),
        ("Ilse", "Brisa", timedelta(0), "needs-two-leads"),
        ("Brisa", "Ilse", timedelta(0), "not-on-team"),
    ],
)
def test_two_leads_remove_a_chair(author: str, by: str, at: timedelta, code: str) -> None:
    """One writes, the other has said so, within seven days and not from the future; neither is the chair."""
    history = team_of_six()
    assert may_team(history.team, id_of(author), motion_to_remove(history, by, at), history.now).code == code


def test_a_motion_is_about_one_seat_and_one_thing() -> None:
    """A word against somebody else, or to exclude from a case, removes nobody."""
    history = team_of_six()
    for body in (
        motion_to_remove(history, "Oksana", target="Paz"),
        motion_to_remove(history, "Oksana", said="exclude"),
    ):
        assert may_team(history.team, id_of("Ilse"), body, history.now).code == "needs-two-leads"


def test_a_chair_is_removed_by_another_chair_alone() -> None:
    """And that one cannot be removed by the first in turn."""
    history = team_of_six()
    history.join("Noor", "Sunniva", "chair")
    assert may_team(history.team, id_of("Sunniva"), Removed(seat=id_of("Noor")), history.now)
    history.write("Sunniva", Removed(seat=id_of("Noor")))
    assert may_team(history.team, id_of("Noor"), Removed(seat=id_of("Sunniva")), history.now).code == "not-on-team"


def test_a_cost_is_never_lowered() -> None:
    """A cost below the highest in use is refused, the same one is not."""
    history = team_of_six()
    history.write("Paz", CostRaised(cost=Cost(memory=2**18, passes=3, lanes=4)))
    low, same = (CostRaised(cost=Cost(memory=memory, passes=3, lanes=4)) for memory in (2**17, 2**18))
    assert may_team(history.team, id_of("Noor"), low, history.now).code == "cost-lowered"
    assert may_team(history.team, id_of("Noor"), same, history.now)


def test_one_seat_has_one_successor() -> None:
    """Renewed again before the code is used, the first code is void; afterwards only the newest seat is renewed."""
    history = team_of_six()
    first, second = (invitation_of("Paz anew", "responder", code=code) for code in ("1", "2"))
    history.write("Noor", Renewed(seat=id_of("Paz"), invitation=first))
    history.write("Noor", Renewed(seat=id_of("Paz"), invitation=second))
    assert set(history.team.invites) == {second.id}
    assert [seat for _, seat in history.team.removals] == [id_of("Paz")]
    stale = Joined(invitation=first.id, keys=keys_of("Paz anew"), profile=Profile(name="Paz"), proof="0" * 128)
    assert may_team(history.team, id_of("Paz anew"), stale, history.now).code == "invitation-used"
    history.accept("Paz anew", second)
    third = invitation_of("Paz again", "responder")
    assert (
        may_team(history.team, id_of("Noor"), Renewed(seat=id_of("Paz"), invitation=third), history.now).code
        == "not-on-team"
    )
    history.write("Noor", Renewed(seat=id_of("Paz anew"), invitation=third))
    history.accept("Paz again", third)
    assert history.team.ancestors(id_of("Paz again")) == (id_of("Paz anew"), id_of("Paz"))


def test_an_invitation_never_takes_the_place_of_a_seat() -> None:
    """One with the id of a seat would hide that the seat still knows the key."""
    history = with_chair()
    for id in (id_of("Sunniva"), id_of("Paz")):
        made = invitation_of("Wanda", "lead").model_copy(
            update={"keys": keys_of("Wanda").model_copy(update={"seat": id})}
        )
        assert may_team(history.team, id_of("Noor"), Invited(invitation=made), history.now).code == "invitation-used"
        made = invitation_of("Wanda", "lead").model_copy(update={"id": id})
        assert may_team(history.team, id_of("Noor"), Invited(invitation=made), history.now).code == "invitation-used"
