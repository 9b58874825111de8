"""Search in texts: it opens what its reader may open, one case after the other, says how far it is, and can be stopped."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import cast

import pytest

from coctui.screens.case import CaseScreen
from coctui.screens.inbox import InboxScreen
from coctui.vault.door import Vault
from coctui.widgets.outlook import Outlook
from tests.ui.inbox_room import cases, under
from tests.ui.inbox_rows import stands
from tests.ui.room import Desk, Told, form, press, rested, said, shown, standing, story, telling


def two_cases(desk: Desk) -> str:
    """The story, and a second case that only Noor holds."""
    room = story(desk)
    desk.open(form(text="Somebody shouted in the lobby.", gloss="the shouting"), ("copper-plover", "birch"))
    return room


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Noor holds both cases, Oksana is asked about one, Paz is excluded from it."""
    with telling(tmp_path_factory.mktemp("search"), two_cases) as told:
        yield told


async def test_texts_are_found_and_where_they_stand_is_said(told: Told, tmp_path: Path) -> None:
    """Results stand in the list; a case can be opened and left; esc brings all back, as one looked before."""
    async with standing(told.copied(tmp_path), InboxScreen) as (_, pilot):
        await press(pilot, "s", "slash", *"PICTURES KEPT", "enter")
        assert [row.case for row in cases(pilot).rows] == ["slate-wren"]
        assert "“PICTURES KEPT” in texts" in shown(pilot)
        assert "1 found" in shown(pilot)
        assert "in a note" in shown(pilot)
        assert "as sent" not in shown(pilot)
        assert cases(pilot).has_focus
        await press(pilot, "enter")
        stands(pilot, CaseScreen)
        await press(pilot, "escape")
        assert [row.case for row in cases(pilot).rows] == ["slate-wren"]
        await press(pilot, "escape")
        assert len(cases(pilot).rows) == 2
        assert cases(pilot).outlook == Outlook(sort="newest")
        await press(pilot, "slash", *"lobby", "enter")
        assert under(pilot) == "copper-plover"
        await press(pilot, "slash", *"zebra", "enter")
        assert "Nothing you may open matches “zebra”." in said(pilot)


@pytest.mark.parametrize("name", ["Oksana", "Paz", "Tamsin"])
async def test_nobody_searches_in_what_they_may_not_open(told: Told, tmp_path: Path, name: str) -> None:
    """Asked, excluded, stepped aside: no word of the case is found, and no number tells of it."""
    async with standing(told.copied(tmp_path), InboxScreen, name=name) as (_, pilot):
        await press(pilot, "slash", *"pictures", "enter")
        assert "Nothing you may open matches “pictures”." in said(pilot)
        assert "0 found" in said(pilot)
        assert "could not be read" not in said(pilot)


async def test_a_search_shows_how_far_it_is_and_can_be_stopped(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it reads, the rule says of how many; esc stops it and keeps what was found, esc again leaves it."""
    reading, going_on = Event(), Event()
    real = Vault.case

    def slow(self: Vault, room: str) -> object:
        case = real(self, room)
        reading.set()
        assert going_on.wait(20)
        return case

    async with standing(told.copied(tmp_path), InboxScreen) as (app, pilot):
        screen = cast("InboxScreen", app.screen)
        monkeypatch.setattr(Vault, "case", slow)
        screen.begin_search("pictures")
        await pilot.pause()
        assert "Reading 0 of 2 ────────" in shown(pilot)
        assert "Looking for “pictures”." in said(pilot)
        assert reading.wait(20)
        await pilot.press("escape")
        going_on.set()
        await rested(pilot)
        assert "stopped after 1 of 2" in shown(pilot)
        monkeypatch.undo()
        await press(pilot, "escape")
        assert screen.search is None
        assert len(cases(pilot).rows) == 2


async def test_a_lock_stops_a_search_and_forgets_its_words(told: Told, tmp_path: Path) -> None:
    """Neither the words nor what they found come back after unlocking."""
    async with standing(told.copied(tmp_path), InboxScreen) as (app, pilot):
        await press(pilot, "slash", *"pictures", "enter")
        screen = cast("InboxScreen", app.screen)
        search = screen.search
        assert search is not None
        await press(pilot, "Z")
        assert search.stopped
        assert "pictures" not in shown(pilot)
        assert all("pictures" not in value for value in app.session.__dict__.values() if isinstance(value, str))
