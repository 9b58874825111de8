"""Whatever two copies did: any delivery folds to the same, and what a restriction closed stays closed (VAULT.md 7)."""

from hypothesis import given
from hypothesis import strategies as st

from coctui.models.access_events import Admitted, Asked, Excluded, Lettered, Recused, Rotated, StandInNamed
from coctui.models.content_events import NoteWritten
from coctui.models.event import Body
from coctui.models.fold_access import fold_access
from coctui.models.fold_team import fold_team
from coctui.models.team_events import (
    Invited,
    Removed,
    RoleChanged,
    TeamRotated,
)
from tests.histories import History, apart, case_of_three, id_of, invitation_of, met

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
