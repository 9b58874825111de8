"""Two copies that met: what then counts of who may open a case (VAULT.md 7)."""

import pytest

from coctui.models.access_events import Asked, Lettered, Noted, Recused, Rotated, StandInNamed
from coctui.models.content_events import NoteWritten
from coctui.models.team_events import (
    Renewed,
)
from tests.histories import History, apart, case_of_three, id_of, invitation_of, met, team_of_six


def state(history: History, who: str) -> str:
    """Where somebody stands in the case now."""
    return history.access.state(id_of(who))


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
