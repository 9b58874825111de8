"""When a case needs a new key, and when it needs a lead: due and called for in exactly the right states."""

import pytest

from coctui.models.access_events import (
    Lettered,
    Noted,
    Recused,
    Rotated,
    StandInNamed,
)
from coctui.models.event import Letters
from coctui.models.listing import alarm, row_of
from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged, Removed, Renewed
from tests.histories import History, case_of_three, id_of, invitation_of, link_of, team_of_six


def due(history: History) -> bool:
    """Whether a rotation is due now."""
    return history.access.rotation_due


def test_a_rotation_is_due_for_exactly_who_knew_the_key() -> None:
    """Not for asking, naming, excluding or noting somebody who never had it; for each way of leaving after having had it."""
    history = case_of_three()
    history.ask("Ilse", "Noor")
    history.exclude("Ilse", "Wanjiru")
    history.write("Ilse", Noted(statement=history.says("Noor", "step aside")))
    history.write("Ilse", StandInNamed(seat=id_of("Tamsin")))
    history.write("Paz", Lettered())
    assert not due(history)
    history.admit("Ilse", "Tamsin")
    assert not due(history)
    for leave in ("recused", "excluded", "noted", "removed"):
        if leave == "recused":
            history.write("Paz", Recused())
        elif leave == "excluded":
            history.exclude("Ilse", "Paz", second="Oksana")
        elif leave == "noted":
            history.write("Ilse", Noted(statement=history.says("Paz", "step aside")))
        else:
            history.write("Noor", Removed(seat=id_of("Paz")))
        assert due(history), leave
        history.write("Ilse", Lettered())
        assert due(history), leave
        history.write("Ilse", Rotated(previous={}))
        assert not due(history), leave
        if leave != "removed":
            history.admit("Ilse", "Paz")
            assert not due(history), leave


def test_a_leaver_who_comes_back_before_the_rotation_is_a_holder_again() -> None:
    """Then nobody knows the key who should not."""
    history = case_of_three()
    history.write("Paz", Recused())
    assert history.access.rotation_due
    history.admit("Ilse", "Paz")
    assert not history.access.rotation_due


def rotated(history: History, generation: str, previous: str) -> None:
    """A rotation that claims something."""
    letters = Letters(generation=generation, number=history.access.number + 1, seats=(), digest=link_of("letters"))
    history.put(history.event("Ilse", Rotated(previous={previous: "0" * 64}, letters=letters)))


def test_only_a_true_rotation_ends_what_is_due() -> None:
    """Other letters, an old generation, or one that carries no key of this one leave it due."""
    history = case_of_three()
    first = history.access.generation
    history.write("Ilse", Rotated(previous={}))
    second = history.access.generation
    history.write("Paz", Recused())
    rotated(history, second, second)
    rotated(history, first, second)
    rotated(history, id_of("third"), first)
    history.put(history.event("Ilse", Rotated(previous={second: "0" * 64})))
    letters = Letters(generation=id_of("third"), number=history.access.number + 1, seats=(), digest=link_of("letters"))
    history.put(history.event("Ilse", Lettered(letters=letters)))
    assert history.access.refused == ()
    assert history.access.generation == second
    assert history.access.rotation_due
    rotated(history, id_of("third"), second)
    assert history.access.generation == id_of("third")
    assert history.access.replaced == {first, second}
    assert not history.access.rotation_due


def test_letters_without_a_card_leave_the_card_as_it_was() -> None:
    """Else one event could make every answer on its way worthless."""
    history = case_of_three()
    facts = history.access.facts
    letters = Letters(
        generation=history.access.generation, number=history.access.number, seats=(), digest=link_of("letters")
    )
    history.put(history.event("Paz", Lettered(letters=letters)))
    assert history.access.facts == facts


# ---------------------------------------------------------------------- alarms


@pytest.mark.parametrize(("limit", "called"), [(0, 1), (1, 2), (2, 3)])
def test_a_stand_in_is_called_for_when_more_leads_are_out_than_the_limit(limit: int, called: int) -> None:
    """Recused or excluded, only leads count, and only those on the team; a cleared stand-in ends it."""
    history = team_of_six()
    history.join("Noor", "Sunniva", "lead")
    history.write("Noor", PolicyChanged(policy=Policy(leads_out=limit)))
    history.open("Paz")
    history.admit("Paz", "Wanjiru", "Sunniva")
    history.exclude("Paz", "Tamsin")
    for number, lead in enumerate(("Noor", "Ilse", "Oksana"), 1):
        assert alarm(history.access, id_of("Paz")) == ("stand-in" if number > called else "")
        history.exclude("Paz", lead)
    assert len(history.access.leads_out) == 3
    assert alarm(history.access, id_of("Paz")) == "stand-in"
    history.write("Paz", StandInNamed(seat=id_of("Tamsin")))
    assert alarm(history.access, id_of("Paz")) == "stand-in"
    history.admit("Paz", "Tamsin")
    assert alarm(history.access, id_of("Paz")) == ""


def test_leads_who_left_the_team_are_not_out() -> None:
    """The counter is of leads now on the team; a renewed lead is out as their old seat was."""
    history = team_of_six()
    history.open("Paz")
    history.exclude("Paz", "Ilse")
    history.exclude("Paz", "Oksana")
    assert history.access.leads_out == {id_of("Ilse"), id_of("Oksana")}
    history.write("Noor", Removed(seat=id_of("Ilse")))
    assert history.access.leads_out == {id_of("Oksana")}
    made = invitation_of("Oksana anew", "lead")
    history.write("Noor", Renewed(seat=id_of("Oksana"), invitation=made))
    history.accept("Oksana anew", made)
    assert history.access.leads_out == {id_of("Oksana anew")}


def test_a_case_without_a_cleared_lead_says_so_whatever_the_count() -> None:
    """Also with nobody out; next comes that one holder is alone, then that a rotation is due."""
    history = team_of_six()
    history.open("Paz")
    assert alarm(history.access, id_of("Paz")) == "no lead"
    history.admit("Paz", "Ilse")
    assert alarm(history.access, id_of("Paz")) == ""
    history.write("Paz", Recused())
    assert alarm(history.access, id_of("Ilse")) == "alone"
    history.admit("Ilse", "Wanjiru")
    assert alarm(history.access, id_of("Ilse")) == "rotation"
    history.write("Ilse", Rotated(previous={}))
    assert alarm(history.access, id_of("Ilse")) == ""


def test_a_line_of_the_inbox_counts_who_is_asked_now() -> None:
    """Not somebody who was removed before they answered."""
    history = case_of_three()
    assert row_of(history.case, id_of("Ilse")).asked == 1
    history.write("Noor", Removed(seat=id_of("Wanjiru")))
    assert row_of(history.case, id_of("Ilse")).asked == 0
