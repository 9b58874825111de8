"""Asking and answering at the vault's door: who gets in, on whose word, and when nobody does (VAULT.md 1, 4)."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from coctui.models.access_events import Admitted, Asked, Excluded, Recused, StandInNamed
from coctui.models.content_events import NoteWritten, PersonChanged
from coctui.models.items import Person
from coctui.vault.errors import NotAllowed, Unknown
from tests.team import Crew

QUARTZ = Person(id="cd" * 16, code="Quartz", part="reported person", name="Sunniva")


@pytest.fixture
def crew(tmp_path: Path) -> Crew:
    """Noor, Ilse, Oksana and Paz, who is on the team and in no case."""
    return Crew.of(tmp_path, "Noor", "Ilse", "Oksana", "Paz")


def refused(code: str, act: Callable[[], Any]) -> None:
    """The rules refuse with this code."""
    with pytest.raises(NotAllowed) as error:
        act()
    assert error.value.code == code


def parcels(crew: Crew) -> list[tuple[bytes, int, bytes]]:
    """What lies on its way in the file."""
    with closing(sqlite3.connect(crew.path)) as file:
        return file.execute("SELECT id, room, sealed FROM parcel ORDER BY id").fetchall()


def put_back(crew: Crew, rows: list[tuple[bytes, int, bytes]]) -> None:
    """Somebody who has the file puts parcels into it."""
    with closing(sqlite3.connect(crew.path)) as file, file:
        file.executemany("INSERT INTO parcel VALUES (?, ?, ?)", rows)


def take_out(crew: Crew) -> list[tuple[bytes, int, bytes]]:
    """Somebody who has the file takes all parcels out of it."""
    rows = parcels(crew)
    with closing(sqlite3.connect(crew.path)) as file, file:
        file.execute("DELETE FROM parcel")
    return rows


# Asked, answered, let in ---------------------------------------------------------------------------------------------


def test_an_asked_member_sees_the_card_and_nothing_else(crew: Crew) -> None:
    """The card says the code name, the day and who is reported; the case itself says to answer first."""
    room = crew.case(acts=[PersonChanged(person=QUARTZ), NoteWritten(text="She called twice.")], asked=("Ilse",))
    card = crew["Ilse"].card(room)
    assert (card.facts.code, card.facts.day, card.facts.reported) == ("amber-birch", "2026-12-05", ("Sunniva",))
    row = crew.row("Ilse", room)
    assert row is not None
    assert (row.access, row.what, row.holders, row.promises) == ("asked", "", 0, ())
    refused("answer-first", lambda: crew["Ilse"].case(room))
    refused("answer-first", lambda: crew["Ilse"].record(room, [NoteWritten(text="Hello.")]))


def test_an_answer_is_taken_up_at_a_holders_next_unlock_without_ceremony(crew: Crew) -> None:
    """Nobody decides anything: the holder unlocks, and who answered "no conflict" holds the case as well."""
    room = crew.case(asked=("Ilse",))
    crew.lock("Noor")
    crew.answer("Ilse", room)
    assert crew.standing("Ilse", room) == "answered"
    assert crew.unlock("Noor").work(1) == 1
    assert crew.standing("Ilse", room) == "cleared"
    assert crew["Ilse"].case(room).code == "amber-birch"
    assert not parcels(crew)


def test_any_holder_takes_an_answer_up(crew: Crew) -> None:
    """Not only who asked: whoever holds the case and unlocks first."""
    room = crew.case(cleared=("Ilse",), asked=("Oksana",))
    crew.lock("Noor")
    crew.answer("Oksana", room)
    crew.settle("Ilse")
    assert crew.standing("Oksana", room) == "cleared"


def test_who_does_not_hold_the_case_takes_nothing_up(crew: Crew) -> None:
    """A colleague's unlock leaves a parcel alone that none of their keys opens."""
    room = crew.case(asked=("Ilse",))
    crew.answer("Ilse", room)
    crew.settle("Paz", "Oksana")
    assert len(parcels(crew)) == 1
    assert crew.standing("Ilse", room) == "answered"


def test_who_steps_aside_on_the_card_is_recused(crew: Crew) -> None:
    """They keep a masked name, no card and no letter; the timeline says so to those who hold the case."""
    room = crew.case(asked=("Ilse",))
    crew.answer("Ilse", room, aside=True)
    assert crew.standing("Ilse", room) == "recused"
    crew.settle("Noor")
    assert crew["Noor"].case(room).access.state(crew.seats["Ilse"]) == "recused"
    assert crew.standing("Ilse", room) == "recused"
    with pytest.raises(Unknown):
        crew["Ilse"].card(room)
    refused("stepped-aside", lambda: crew["Ilse"].case(room))


def test_no_masked_name_is_left_where_the_case_names_a_member(crew: Crew) -> None:
    """Who steps aside from a case about a colleague has no line of it at all."""
    about = Person(id="cd" * 16, code="Quartz", part="reported person", name="Paz")
    room = crew.case(acts=[PersonChanged(person=about)], asked=("Ilse",), cleared=("Oksana",))
    crew.answer("Ilse", room, aside=True)
    crew["Oksana"].record(room, [Recused()])
    assert crew.standing("Ilse", room) == ""
    assert crew.standing("Oksana", room) == ""


def test_of_two_answers_stepping_aside_wins(crew: Crew) -> None:
    """A member who answered "no conflict", and thought again before anybody looked, is out."""
    room = crew.case(asked=("Ilse",))
    crew.answer("Ilse", room)
    crew.answer("Ilse", room, aside=True)
    assert len(parcels(crew)) == 2
    crew.settle("Noor")
    assert crew["Noor"].case(room).access.state(crew.seats["Ilse"]) == "recused"


def test_a_second_answer_changes_nothing_once_the_first_was_taken_up(crew: Crew) -> None:
    """The first answer that is taken up wins; a copy of it is dropped."""
    room = crew.case(asked=("Ilse",))
    crew.answer("Ilse", room)
    crew["Ilse"].answer(room, "no conflict")
    assert len(parcels(crew)) == 2
    crew.settle("Noor")
    let_in = [e for e in crew["Noor"].case(room).entries if isinstance(e.body, Admitted)]
    assert len(let_in) == 1
    assert not parcels(crew)


def test_a_replayed_answer_is_dropped(crew: Crew) -> None:
    """An old "no conflict", put into the file again, lets nobody back in who has stepped aside and is asked anew."""
    room = crew.case(cleared=("Oksana",), asked=("Ilse",))
    crew.answer("Ilse", room)
    old = parcels(crew)
    crew.settle("Noor", "Ilse")
    crew["Ilse"].record(room, [Recused()])
    crew["Noor"].record(room, [Asked(seat=crew.seats["Ilse"])])
    put_back(crew, old)
    crew.settle("Noor")
    assert crew["Noor"].case(room).access.state(crew.seats["Ilse"]) == "asked"
    assert not parcels(crew)
    assert crew.standing("Ilse", room) == "asked"


def test_an_answer_about_other_facts_is_asked_again(crew: Crew) -> None:
    """Who is reported changed while the answer was on its way: it lets nobody in, and the card asks once more."""
    room = crew.case(asked=("Ilse",))
    crew.answer("Ilse", room)
    on_its_way = take_out(crew)
    crew["Noor"].record(room, [PersonChanged(person=QUARTZ)])
    put_back(crew, on_its_way)
    crew.settle("Noor")
    assert crew.standing("Ilse", room) == "asked"
    assert crew["Ilse"].card(room).facts.reported == ("Sunniva",)
    crew.settle("Ilse", "Noor")
    assert crew.standing("Ilse", room) == "asked"
    crew.answer("Ilse", room)
    crew.settle("Noor")
    assert crew.standing("Ilse", room) == "cleared"


def test_a_lost_answer_is_said_again(crew: Crew) -> None:
    """The seat's own sheet remembers it, and sends it once more while the card still asks."""
    room = crew.case(asked=("Ilse",))
    crew.answer("Ilse", room)
    take_out(crew)
    crew.settle("Ilse", "Noor")
    assert crew.standing("Ilse", room) == "cleared"


def test_nobody_answers_who_is_not_asked(crew: Crew) -> None:
    """A holder is told that there is no question; for everybody else there is no such case."""
    room = crew.case()
    refused("no-question", lambda: crew["Noor"].answer(room, "no conflict"))
    with pytest.raises(Unknown):
        crew["Paz"].answer(room, "no conflict")


# Told by voice -------------------------------------------------------------------------------------------------------


def test_who_was_let_in_by_voice_confirms_first(crew: Crew) -> None:
    """The card is shown, nothing of the case; then one word opens it."""
    room = crew.case(acts=[PersonChanged(person=QUARTZ)], told=("Ilse",))
    row = crew.row("Ilse", room)
    assert row is not None
    assert (row.access, row.told_to, row.holders, row.assigned) == ("confirm", crew.seats["Noor"], 0, "")
    assert crew["Ilse"].card(room).facts.reported == ("Sunniva",)
    refused("confirm-first", lambda: crew["Ilse"].case(room))
    refused("confirm-first", lambda: crew["Ilse"].record(room, [NoteWritten(text="Hello.")]))
    crew.answer("Ilse", room)
    assert crew.unlock("Ilse").case(room).code == "amber-birch"


def test_a_word_by_voice_may_turn_out_wrong(crew: Crew) -> None:
    """Who was let in by voice steps aside on seeing the card, without opening the case."""
    room = crew.case(told=("Ilse",))
    crew["Ilse"].record(room, [Recused()])
    crew.settle("Noor")
    assert crew["Noor"].case(room).access.state(crew.seats["Ilse"]) == "recused"


def test_each_word_by_voice_is_confirmed_by_itself(crew: Crew) -> None:
    """Who confirmed once, stepped aside, and is let in by voice anew, confirms anew."""
    room = crew.case(told=("Ilse",))
    crew.answer("Ilse", room)
    crew["Ilse"].record(room, [Recused()])
    crew.source.advance(timedelta(hours=1))
    crew["Noor"].record(room, [Asked(seat=crew.seats["Ilse"])])
    crew["Noor"].record(room, [Admitted(seat=crew.seats["Ilse"])])
    assert crew.standing("Ilse", room) == "confirm"
    refused("confirm-first", lambda: crew["Ilse"].case(room))


def test_nobody_who_is_out_is_let_in_without_being_asked(crew: Crew) -> None:
    """Neither a recused nor an excluded member: they must be asked anew by a person."""
    room = crew.case(cleared=("Ilse",))
    crew["Ilse"].record(room, [Recused()])
    crew["Noor"].record(room, [Excluded(seat=crew.seats["Paz"])])
    for name in ("Ilse", "Paz"):
        let_in = Admitted(seat=crew.seats[name])
        refused("must-be-asked-anew", partial(crew["Noor"].record, room, [let_in]))
        crew["Noor"].record(room, [Asked(seat=crew.seats[name])])
        crew.answer(name, room)
        crew.settle("Noor")
        assert crew.standing(name, room) == "cleared"


# Stand-ins and keepers -----------------------------------------------------------------------------------------------


def test_a_stand_in_is_an_organizer_and_is_asked_like_anybody(crew: Crew) -> None:
    """Named, asked, answered, cleared: then they act as lead here."""
    crew.join("Wanjiru")
    crew["Noor"].refresh()
    room = crew.case()
    refused("not-organizer", lambda: crew["Noor"].record(room, [StandInNamed(seat=crew.seats["Paz"])]))
    crew["Noor"].record(room, [StandInNamed(seat=crew.seats["Wanjiru"])])
    assert crew.standing("Wanjiru", room) == "asked"
    crew.answer("Wanjiru", room)
    crew.settle("Noor")
    assert crew.seats["Wanjiru"] in crew["Noor"].case(room).access.leads_in


def test_the_last_holder_may_step_aside_and_hand_the_case_on(crew: Crew) -> None:
    """It closes on their screen; they may ask and let in, nothing else; then the key changes and they are out."""
    room = crew.case()
    crew["Noor"].record(room, [Recused()])
    assert crew.standing("Noor", room) == "keeper"
    refused("stepped-aside", lambda: crew["Noor"].case(room))
    refused("stepped-aside", lambda: crew["Noor"].record(room, [NoteWritten(text="One more thing.")]))
    with pytest.raises(NotAllowed):
        crew["Noor"].record(room, [Excluded(seat=crew.seats["Paz"])])
    crew["Noor"].record(room, [Asked(seat=crew.seats["Ilse"])])
    crew.answer("Ilse", room)
    crew.settle("Noor")
    before = crew["Ilse"].refresh() and crew["Ilse"].case(room).access
    assert before
    assert before.rotation_due
    crew.settle("Ilse")
    after = crew["Ilse"].case(room).access
    assert after.generation != before.generation
    assert not after.rotation_due
    assert crew.standing("Noor", room) == "recused"
    refused("stepped-aside", lambda: crew["Noor"].record(room, [Asked(seat=crew.seats["Paz"])]))


def test_who_stepped_aside_on_the_card_can_be_asked_anew(crew: Crew) -> None:
    """The card asks again, although their coctui remembers the answer and has not looked since."""
    room = crew.case(asked=("Ilse",))
    crew.answer("Ilse", room, aside=True)
    crew.lock("Ilse")
    crew.settle("Noor")
    crew["Noor"].record(room, [Asked(seat=crew.seats["Ilse"])])
    crew.unlock("Ilse")
    assert crew.standing("Ilse", room) == "asked"
    crew.settle("Ilse", "Noor")
    assert crew.standing("Ilse", room) == "asked"
    crew.answer("Ilse", room)
    crew.settle("Noor", "Ilse")
    assert crew.standing("Ilse", room) == "cleared"
    assert crew["Ilse"].sheet.aside == {}


def test_stepping_aside_is_said_again_if_it_got_lost(crew: Crew) -> None:
    """As any answer; until it is taken up the card stays away."""
    room = crew.case(asked=("Ilse",))
    crew.answer("Ilse", room, aside=True)
    take_out(crew)
    assert crew.standing("Ilse", room) == "recused"
    crew.settle("Ilse", "Noor")
    assert crew["Noor"].case(room).access.state(crew.seats["Ilse"]) == "recused"
