"""The lines among which a list was left: there before anything is checked, and no line of a case that one may not see any more."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coctui.models.access_events import Excluded, Recused
from coctui.models.content_events import Labelled
from coctui.models.row import Glance, Row
from coctui.models.team_events import Removed
from coctui.vault import beside
from coctui.vault.connection import connect
from coctui.vault.snapshot import GLANCE
from coctui.vault.unlock import unlock
from tests.team import Crew


@pytest.fixture
def crew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Crew]:
    """A team, and a list that is long from the first line on."""
    monkeypatch.setattr(beside, "LONG", 1)
    crew = Crew.of(tmp_path, "Noor", "Ilse", "Oksana", "Paz")
    yield crew
    crew.close()


def glance(crew: Crew, name: str) -> Glance:
    """What a member who is out finds before anything is checked."""
    with crew.computer_of(name), closing(unlock(crew.path, name, crew.passphrases[name], crew.source)) as unlocked:
        return unlocked.glance


def names(found: Glance) -> list[str]:
    """Code names, in their order."""
    return [row.case for row in found.rows]


def three(crew: Crew) -> list[str]:
    """Three cases that Ilse and Oksana hold; Ilse has left her list at the last and the first of them."""
    codes = ("amber-birch", "copper-finch", "grey-plover")
    rooms = [crew.case(code=code, cleared=("Ilse", "Oksana")) for code in codes]
    crew["Ilse"].leave_at([rooms[2], rooms[0]])
    crew.lock("Ilse")
    return rooms


def test_the_lines_are_there_as_they_were_left(crew: Crew) -> None:
    """In their order, as they were shown, with her settings; nothing that is not shown; also after a command in between."""
    crew["Ilse"].write_settings({"veil": "7"})
    three(crew)
    for _ in range(2):
        found = glance(crew, "Ilse")
        assert names(found) == ["grey-plover", "amber-birch"]
        assert found.settings["veil"] == "7"
        assert not any(row.originals or row.tied or row.near for row in found.rows)
        crew.unlock("Ilse")  # and the lines are kept by whoever does not look at the list
        crew.lock("Ilse")


def test_a_short_list_needs_no_first_picture(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read and checked as quickly."""
    monkeypatch.setattr(beside, "LONG", 4)
    three(crew)
    assert glance(crew, "Ilse").rows == ()


def stepped_aside(crew: Crew, room: str) -> None:
    """Ilse steps aside from it on another computer, which keeps no list for this one."""
    crew.unlock("Ilse").record(room, [Recused()])
    lock_without_caches(crew)


def lock_without_caches(crew: Crew) -> None:
    """As a program that is killed: what lies in the file is from before."""
    vault = crew.open.pop("Ilse")
    vault._core.store.close()  # type: ignore[union-attr]


def test_no_line_of_a_case_that_one_has_left(crew: Crew) -> None:
    """She stepped aside, and her program was killed: what she left in the file says nothing of the case any more."""
    rooms = three(crew)
    stepped_aside(crew, rooms[2])
    assert names(glance(crew, "Ilse")) == ["amber-birch"]


def test_no_line_of_a_case_from_which_one_was_kept_since(crew: Crew) -> None:
    """Asked, seen in the list, and excluded while she was away: the line does not open."""
    room = crew.case(code="paper-elm", asked=("Paz",))
    paz = crew["Paz"]
    paz.leave_at([row.room for row in paz.rows()])
    crew.lock("Paz")
    assert names(glance(crew, "Paz")) == ["paper-elm"]
    crew["Noor"].record(room, [Excluded(seat=crew.seats["Paz"])])
    assert glance(crew, "Paz").rows == ()


def test_what_others_wrote_is_in_the_list_after_the_check(crew: Crew) -> None:
    """The first picture is as the list was left; the list is as it is."""
    rooms = three(crew)
    crew["Noor"].record(rooms[0], [Labelled(gloss="the lamps")])
    assert [row.gloss for row in glance(crew, "Ilse").rows] == ["", ""]
    found: dict[str, Row] = {row.room: row for row in crew.unlock("Ilse").rows()}
    assert found[rooms[0]].gloss == "the lamps"


def test_who_was_removed_finds_none(crew: Crew) -> None:
    """With the other caches of the seat."""
    three(crew)
    crew["Noor"].manage(Removed(seat=crew.seats["Ilse"]))
    assert glance(crew, "Ilse") == Glance()


def older(crew: Crew) -> None:
    """Noor asks Paz to a case, Ilse locks anew, and then somebody puts the first glance back."""
    with closing(connect(crew.path)) as file:
        before = file.execute("SELECT seat, sealed FROM cache WHERE kind = ?", (GLANCE,)).fetchall()
    crew.unlock("Ilse")
    crew.lock("Ilse")
    with closing(connect(crew.path)) as file:
        for seat, sealed in before:
            file.execute("UPDATE cache SET sealed = ? WHERE kind = ? AND seat = ?", (sealed, GLANCE, seat))


def cut(crew: Crew) -> None:
    """Half of the bytes are gone."""
    with closing(connect(crew.path)) as file:
        file.execute("UPDATE cache SET sealed = substr(sealed, 1, 90) WHERE kind = ?", (GLANCE,))


@pytest.mark.parametrize("change", [older, cut])
def test_one_that_was_changed_from_outside_is_none(crew: Crew, change: Callable[[Crew], None]) -> None:
    """An older one beside newer marks, or a damaged one: nothing is drawn, and the list comes all the same."""
    three(crew)
    change(crew)
    assert glance(crew, "Ilse") == Glance()
    assert len(crew.unlock("Ilse").rows()) == 3
