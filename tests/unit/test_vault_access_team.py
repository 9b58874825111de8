"""Removal, renewal, invitations: who comes and goes, and what that does to the cases they could open."""

from contextlib import closing
from pathlib import Path

import pytest

from coctui.models.access_events import Asked
from coctui.models.team_events import Removed
from coctui.vault.seat import Seat
from tests.faults.oracle_keys import Attackers
from tests.team import Crew, remember_keys


@pytest.fixture(autouse=True)
def _remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    remember_keys(monkeypatch)


def test_a_card_goes_with_who_was_removed(tmp_path: Path) -> None:
    """Somebody asked and removed cannot read the card any more once a holder's coctui has worked."""
    crew = Crew.of(tmp_path)
    room = crew.case(asked=("Ilse",))
    seat: Seat = crew["Ilse"]._open.seat
    with closing(Attackers().begin(crew.path, crew["Noor"]._open.vault)) as attackers:
        attackers.join(seat)
        attackers.look()
        assert attackers.opens(seat.id.hex(), "card", room) == {True}
        crew["Noor"].manage(Removed(seat=seat.id.hex()))
        crew["Noor"].work(60)
        attackers.look()
        assert attackers.opens(seat.id.hex(), "card", room) == {False}
    assert crew["Noor"].verify().ok


def test_a_team_act_of_ones_own_stops_no_case(tmp_path: Path) -> None:
    """Who has just invited somebody, or renewed a former member, can go on in the cases they have open."""
    crew = Crew.of(tmp_path)
    room = crew.case(cleared=("Ilse",))
    crew["Noor"].case(room)
    crew["Noor"].invite("Paz", ("responder",))
    crew["Noor"].record(room, [Asked(seat=crew.seats["Oksana"])])
    crew["Ilse"].refresh()
    assert crew["Ilse"].case(room).access.state(crew.seats["Oksana"]) == "asked"
    assert crew["Ilse"].verify().ok


def test_a_former_keeper_hands_on_whatever_the_team_does_meanwhile(tmp_path: Path) -> None:
    """Who was removed as the last holder asks, lets in, and reads their own acts after the team has gone on."""
    crew = Crew.of(tmp_path, "Noor", "Ilse", "Oksana", "Paz")
    room = crew.case("Ilse")
    crew["Noor"].manage(Removed(seat=crew.seats["Ilse"]))
    keeper = crew.unlock("Ilse")
    keeper.record(room, [Asked(seat=crew.seats["Oksana"])])
    crew["Noor"].invite("Tamsin", ("lead",))
    crew.answer("Oksana", room)
    keeper = crew.unlock("Ilse")
    crew["Noor"].manage(Removed(seat=crew.seats["Paz"]))
    keeper.work(60)
    crew.settle("Oksana")
    assert crew.standing("Oksana", room) == "cleared"
    assert crew["Oksana"].verify().ok
