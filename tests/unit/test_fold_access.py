"""Who may open a case, from its events: cuts, keepers, rotations due, alarms, and what a base may claim."""

from datetime import timedelta

import pytest

from coctui.models.access_events import (
    Admitted,
    Asked,
    Excluded,
    Lettered,
    Noted,
    Opened,
    Recused,
    Rotated,
    StandInNamed,
)
from coctui.models.content_events import NoteWritten
from coctui.models.event import Event
from coctui.models.fold_access import fold_access
from coctui.models.team_events import Removed, Renewed, RoleChanged
from tests.histories import History, case_of_three, id_of, invitation_of, link_of, team_of_six

NOTE = NoteWritten(text="it was loud")


def words(history: History) -> int:
    """How many content events count."""
    return sum(event.lane == "content" for event in history.case.entries)


# ---------------------------------------------------------------------- what was right stays right


def test_a_removed_opener_leaves_the_case_as_it_is() -> None:
    """What somebody wrote while on the team counts after their removal: the case, its questions, who was let in."""
    history = case_of_three()
    history.write("Ilse", NOTE)
    history.write("Noor", Removed(seat=id_of("Ilse")))
    access = history.access
    assert access.opened_by == id_of("Ilse")
    assert access.refused == ()
    assert access.cleared == {id_of("Oksana"), id_of("Paz")}
    assert access.state(id_of("Wanjiru")) == "asked"
    assert words(history) == 1


def test_a_member_removed_later_was_rightly_let_in() -> None:
    """Asked, admitted, and what they did meanwhile counts; they are no holder any more."""
    history = case_of_three()
    history.admit("Paz", "Tamsin")
    history.write("Tamsin", NOTE)
    history.admit("Tamsin", "Noor")
    history.write("Noor", Removed(seat=id_of("Paz")))
    history.write("Noor", Removed(seat=id_of("Tamsin")))
    access = history.access
    assert access.refused == ()
    assert access.cleared == {id_of("Ilse"), id_of("Oksana"), id_of("Noor")}
    assert words(history) == 1


def test_a_stand_in_whose_role_changes_stays_one() -> None:
    """They were an organizer when they were named, and that is what counts."""
    history = case_of_three()
    history.write("Ilse", StandInNamed(seat=id_of("Tamsin")))
    history.admit("Ilse", "Tamsin")
    history.write("Noor", RoleChanged(seat=id_of("Tamsin"), roles=("responder",)))
    assert history.access.refused == ()
    assert id_of("Tamsin") in history.access.leads_in
    # Nobody becomes one on the strength of a role that came later.
    history.write("Ilse", StandInNamed(seat=id_of("Paz")))
    history.write("Noor", RoleChanged(seat=id_of("Paz"), roles=("organizer",)))
    assert id_of("Paz") not in history.access.stand_ins


def test_a_renewed_holder_was_a_holder() -> None:
    """Renewal closes the old seat like a removal, and undoes nothing before."""
    history = case_of_three()
    history.write("Paz", NOTE)
    history.write("Noor", Renewed(seat=id_of("Paz"), invitation=invitation_of("Paz anew", "responder")))
    assert history.access.refused == ()
    assert id_of("Paz") not in history.access.cleared
    assert words(history) == 1


# ---------------------------------------------------------------------- cuts


def test_after_a_removal_nothing_of_that_seat_counts_past_the_cut() -> None:
    """In the case's lanes too, under whatever base, by whichever of their writers."""
    history = case_of_three()
    base, team_base = history.access.head, history.team.head
    history.write("Noor", Removed(seat=id_of("Paz")))
    for writer in ("Paz", "Paz elsewhere"):
        history.put(history.event("Paz", NOTE, base=base, writer=writer))
        history.put(history.event("Paz", Asked(seat=id_of("Noor")), base=team_base, writer=writer))
        history.put(history.event("Paz", Asked(seat=id_of("Noor")), base=history.team.head, writer=writer))
    assert words(history) == 0
    assert len(history.case.aside) == 2
    assert len(history.access.refused) == 4


@pytest.mark.parametrize("way", ["recused", "noted", "excluded"])
def test_after_leaving_a_case_nothing_counts_past_the_cut(way: str) -> None:
    """What was written before stays; an old base does not help, nor does a chain that the cut does not name."""
    history = case_of_three()
    history.write("Paz", NOTE)
    base = history.access.head
    late = history.event("Paz", NOTE)
    match way:
        case "recused":
            history.write("Paz", Recused())
        case "noted":
            history.write("Ilse", Noted(statement=history.says("Paz", "step aside")))
        case _:
            history.exclude("Ilse", "Paz", second="Oksana")
    history.put(
        late,
        history.event("Paz", NOTE, base=base),
        history.event("Paz", NOTE, base=base, writer="Paz elsewhere", seq=1),
    )
    history.put(history.event("Paz", NOTE))
    assert words(history) == 1
    assert len(history.case.aside) == 4
    # Let in again, they write again, and what was aside stays there.
    history.admit("Ilse", "Paz")
    history.write("Paz", NOTE)
    history.put(history.event("Paz", NOTE, base=base))
    assert words(history) == 2


@pytest.mark.parametrize("body", ["excluded", "noted"])
def test_who_left_already_loses_nothing_by_a_second_restriction(body: str) -> None:
    """Excluded or noted after stepping aside, with a cut that names nothing: what they wrote as a holder stays."""
    history = case_of_three()
    history.write("Paz", NOTE)
    history.write("Paz", Recused())
    second = Excluded(seat=id_of("Paz")) if body == "excluded" else Noted(statement=history.says("Paz", "step aside"))
    history.put(history.event("Ilse", second))
    assert history.access.refused == ()
    assert words(history) == 1


def test_stepping_aside_sets_no_cut_for_ones_own_future() -> None:
    """A claim that everything of this chain counts ends with the event that claims it."""
    history = case_of_three()
    base = history.access.head
    history.put(history.event("Paz", Recused(cut={id_of("writer Paz"): 10**9})))
    history.put(history.event("Paz", NOTE, base=base))
    assert words(history) == 0


# ---------------------------------------------------------------------- bases


def test_an_author_knows_what_those_before_knew() -> None:
    """An old base brings nobody back who was removed before an event that the author had seen."""
    history = case_of_three()
    before = history.team.head
    history.write("Noor", Removed(seat=id_of("Oksana")))
    history.write("Ilse", Lettered())
    motion = history.says("Oksana", "exclude", target="Paz")
    history.put(history.event("Ilse", Excluded(seat=id_of("Paz"), motion=motion), base=before))
    history.put(history.event("Ilse", Asked(seat=id_of("Oksana")), base=before))
    assert len(history.access.refused) == 2
    assert history.access.cleared == {id_of("Ilse"), id_of("Paz")}


def test_nobody_is_asked_before_joining() -> None:
    """A base older than the joining holds no such member."""
    history = case_of_three()
    before = history.team.head
    history.join("Noor", "Sunniva", "responder")
    early = history.event("Ilse", Asked(seat=id_of("Sunniva")), base=before)
    history.put(early)
    assert history.access.refused == (early.link,)
    history.ask("Ilse", "Sunniva")
    assert history.access.state(id_of("Sunniva")) == "asked"


def test_a_content_event_under_a_refused_access_event_stands_under_what_that_followed() -> None:
    """Somebody without authority cannot put aside what a holder writes, by writing last."""
    history = case_of_three()
    refused = history.write("Wanjiru", Asked(seat=id_of("Noor")))
    history.put(history.event("Paz", NOTE, base=refused.link))
    history.put(history.event("Wanjiru", NOTE, base=refused.link))
    history.put(history.event("Paz", NOTE, base=link_of("lost")))
    assert words(history) == 1
    assert history.case.entries[-1].seat == id_of("Paz")


# ---------------------------------------------------------------------- keepers


def test_the_last_to_step_aside_is_keeper_until_somebody_is_let_in() -> None:
    """Then an ordinary recused seat, and a rotation is due."""
    history = case_of_three()
    for who in ("Ilse", "Oksana", "Paz"):
        assert history.access.keeper is None
        history.write(who, Recused())
    assert history.access.keeper == id_of("Paz")
    assert not history.access.rotation_due
    history.write("Paz", Asked(seat=id_of("Noor")))
    history.write("Paz", Admitted(seat=id_of("Noor"), statement=history.says("Noor", "no conflict")))
    access = history.access
    assert access.keeper is None
    assert access.cleared == {id_of("Noor")}
    assert access.state(id_of("Paz")) == "recused"
    assert access.rotation_due
    assert history.steps(history.event("Paz", Asked(seat=id_of("Tamsin")))) is None
    history.write("Noor", Rotated(previous={}))
    assert not history.access.rotation_due
    assert history.access.got == {id_of("Noor")}


def test_the_last_holder_to_be_removed_is_keeper_even_then() -> None:
    """They let somebody in after their removal, under the base that says so, and nothing else counts."""
    history = team_of_six()
    history.open("Paz")
    history.write("Noor", Removed(seat=id_of("Paz")))
    assert history.access.keeper == id_of("Paz")
    assert history.access.cleared == frozenset()
    for body in (Recused(), Rotated(previous={}), StandInNamed(seat=id_of("Tamsin")), Excluded(seat=id_of("Noor"))):
        assert history.steps(history.event("Paz", history.filled("Paz", body))) is None
    history.write("Paz", Asked(seat=id_of("Noor")))
    history.write("Paz", Admitted(seat=id_of("Noor")))
    assert history.access.cleared == {id_of("Noor")}
    assert history.access.rotation_due
    assert history.steps(history.event("Paz", Asked(seat=id_of("Tamsin")))) is None


def test_of_two_holders_removed_the_later_one_is_keeper() -> None:
    """In the order in which they were removed, every time and on every computer."""
    for first, second in (("Ilse", "Paz"), ("Paz", "Ilse")):
        history = team_of_six()
        history.open("Ilse")
        history.admit("Ilse", "Paz")
        history.write("Noor", Removed(seat=id_of(first)))
        history.write("Noor", Removed(seat=id_of(second)))
        assert history.access.keeper == id_of(second)


def test_a_keeper_whose_answer_is_taken_up_or_who_is_removed_stays_keeper() -> None:
    """There is nobody else to hand the case on."""
    history = team_of_six()
    history.open("Paz")
    history.write("Paz", Recused())
    history.write("Paz", Noted(statement=history.says("Paz", "step aside")))
    assert history.access.keeper == id_of("Paz")
    history.write("Noor", Removed(seat=id_of("Paz")))
    assert history.access.keeper == id_of("Paz")


def test_a_keeper_lets_nobody_in_who_is_themself() -> None:
    """Who stepped aside comes back only through another person."""
    history = team_of_six()
    history.open("Paz")
    history.write("Paz", Recused())
    history.write("Paz", Asked(seat=id_of("Paz")))
    history.write("Paz", Admitted(seat=id_of("Paz"), statement=history.says("Paz", "no conflict")))
    assert history.access.state(id_of("Paz")) == "recused"
    assert len(history.access.refused) == 2


# ---------------------------------------------------------------------- odds and ends


def test_an_excluded_member_who_steps_aside_stays_excluded() -> None:
    """Else a row would appear where there was none; a renewed seat of theirs likewise."""
    history = case_of_three()
    history.exclude("Ilse", "Paz", second="Oksana")
    made = invitation_of("Paz anew", "responder")
    history.write("Ilse", Noted(statement=history.says("Paz", "step aside")))
    assert history.access.state(id_of("Paz")) == "excluded"
    history.write("Noor", Renewed(seat=id_of("Paz"), invitation=made))
    history.accept("Paz anew", made)
    history.write("Ilse", Noted(statement=history.says("Paz anew", "step aside")))
    assert history.access.state(id_of("Paz anew")) == "excluded"


def test_told_by_voice_is_recorded() -> None:
    """Who let somebody in on their word is named; a statement needs no such name."""
    history = case_of_three()
    history.write("Ilse", Admitted(seat=id_of("Noor")))
    assert history.access.standing(id_of("Noor")).told_to == id_of("Ilse")
    assert history.access.standing(id_of("Paz")).told_to is None


def test_a_second_opening_is_nothing() -> None:
    """The first one counts, whoever claims to have been earlier."""
    history = case_of_three()
    again = history.event("Oksana", Opened(code="x-y", third="z"), at=history.now - timedelta(days=400))
    history.put(again)
    assert history.access.code == "amber-birch"
    assert history.access.refused == (again.link,)


def test_the_same_events_twice_are_the_same_case() -> None:
    """Rows that come twice, as from two copies, change nothing."""
    history = case_of_three()
    doubled: list[Event] = [*history.access_lane, *history.access_lane]
    assert fold_access(history.room, history.team, doubled) == history.access
