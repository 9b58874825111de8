"""Commands by name: what works now and nothing else, cases by code name, no name of a person, nothing while locked."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.screens.case import CaseScreen
from coctui.screens.inbox import InboxScreen
from coctui.screens.note import NoteSheet
from coctui.screens.palette import MOST, CommandsCard, OfferList
from coctui.screens.question import QuestionCard
from coctui.screens.unlock import UnlockScreen
from tests.ui import inbox_rows
from tests.ui.inbox_rows import NOW, ROWS, Shelf
from tests.ui.room import Told, on_top, press, rested, shown, standing, story, telling


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


@asynccontextmanager
async def at_the_inbox(shelf: Shelf) -> AsyncIterator[tuple[CoctuiApp, Pilot[int]]]:
    """The inbox, with these rows."""
    app = CoctuiApp(Path("none.coctui"), now=lambda: NOW, zone=UTC, encoding="utf-8", first=False)
    app.session.vault, app.session.rows = cast("Any", shelf), shelf.rows()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(InboxScreen())
        await rested(pilot)
        yield app, pilot


def offered(app: CoctuiApp) -> list[str]:
    """What the card offers."""
    return [offer.name for offer in app.screen.query_one(OfferList).offers]


async def test_a_few_letters_and_enter_do_it() -> None:
    """In one burst; the card goes, and then the command does what its key would."""
    async with at_the_inbox(Shelf()) as (app, pilot):
        await press(pilot, "colon", *"clock", "enter")
        on_top(app, InboxScreen)
        assert app.clock_times
        await press(pilot, "ctrl+p", *"leave coctui (asks)", "enter")
        on_top(app, QuestionCard)


async def test_only_what_applies_now_is_offered() -> None:
    """On a row that one only stepped aside from, nothing that needs the case; movements are no commands."""
    async with at_the_inbox(Shelf((inbox_rows.ASIDE,))) as (app, pilot):
        await press(pilot, "colon")
        names = offered(app)
        assert {"veil", "lock", "settings", "debrief", "filter"} <= set(names)
        assert not {"step aside", "note", "assign", "decide", "move", "views", "commands"} & set(names)
        await press(pilot, *"xyzzy")
        assert "Nothing by that name works here now." in shown(pilot)
        await press(pilot, "enter")
        on_top(app, CommandsCard)
        await press(pilot, "escape")
        on_top(app, InboxScreen)


async def test_cases_are_found_by_code_name_and_gloss() -> None:
    """Only those that open; first the one that begins so; never more lines than can be drawn quickly."""
    many = tuple(inbox_rows.row(f"slate-wren-{number}") for number in range(400))
    async with at_the_inbox(Shelf((*ROWS, *many))) as (app, pilot):
        await press(pilot, "colon", *"slate")
        assert offered(app)[0] == "slate-wren"
        assert len(offered(app)) == MOST
        await press(pilot, "escape", "colon", *"the jokes")
        assert offered(app) == ["velvet-linden"]
        await press(pilot, "escape", "colon", *"canvas")
        assert offered(app) == []  # one stepped aside from it


async def test_from_a_case_to_a_case(told: Told, tmp_path: Path) -> None:
    """Over the list again; names that are shown are in no line of the card."""
    copied = told.copied(tmp_path)
    async with standing(copied, InboxScreen) as (app, pilot):
        app.session.rows = cast("Any", app.session.vault).rows()
        await press(pilot, "enter", "u", "colon", *"slate-wr")
        assert offered(app) == ["slate-wren"]
        await press(pilot, "enter")
        await rested(pilot)
        on_top(app, CaseScreen)
        assert [type(screen).__name__ for screen in app.screen_stack][-2:] == ["InboxScreen", "CaseScreen"]
        await press(pilot, "colon", *"write a note", "enter")
        on_top(app, NoteSheet)


async def test_the_arrows_choose_while_the_field_has_the_letters() -> None:
    """Down, up, and the words of the line in full."""
    async with at_the_inbox(Shelf()) as (app, pilot):
        await press(pilot, "colon", "down", "down", "up")
        offers = app.screen.query_one(OfferList)
        assert offers.cursor == 1
        assert offers.offers[1].what.split()[0] in shown(pilot)
        await press(pilot, "j")
        assert offers.cursor == 0  # a letter: other lines


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_there_is_none_while_locked(key: str) -> None:
    """Neither at the door nor behind the veil."""
    async with at_the_inbox(Shelf()) as (app, pilot):
        await press(pilot, "z", key)
        assert app.veiled
        await press(pilot, "Z", "escape", key)
        on_top(app, UnlockScreen)


async def test_a_lock_takes_the_card_along() -> None:
    """With what stood in it."""
    async with at_the_inbox(Shelf()) as (app, pilot):
        await press(pilot, "colon", *"slate", "f8")
        on_top(app, UnlockScreen)
        assert "slate" not in shown(pilot)
