"""A window that is too small for a while: one sentence stands there, and afterwards everything is as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from coctui.app import CoctuiApp
from coctui.screens.case import CaseScreen
from coctui.screens.inbox import InboxScreen
from coctui.screens.question import QuestionCard
from coctui.widgets.case_list import CaseList
from tests.ui.room import Told, on_top, press, rested, said, shown, standing, story, telling

SMALL, SIZE = (60, 12), (80, 24)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


async def test_focus_and_text_are_there_again(told: Told, tmp_path: Path) -> None:
    """A list, a text that is being written and a card: the cursor stands where it stood, letters go on where they went."""
    async with standing(told.copied(tmp_path), InboxScreen, size=SIZE) as (app, pilot):
        before = app.focused
        assert isinstance(before, CaseList)
        await pilot.resize_terminal(*SMALL)
        await rested(pilot)
        assert "This window is 60 × 12. coctui needs 80 × 24" in said(pilot)
        assert "slate" not in shown(pilot)
        await pilot.resize_terminal(*SIZE)
        await rested(pilot)
        assert app.focused is before

        await press(pilot, "enter", "o", *"it is")
        area = app.focused
        assert isinstance(area, TextArea)
        await pilot.resize_terminal(*SMALL)
        await rested(pilot)
        await press(pilot, "space", *"wet")  # the letters that were on their way
        await pilot.resize_terminal(120, 40)
        await rested(pilot)
        assert app.focused is area
        await press(pilot, *" here")
        assert area.text == "it is wet here"
        await pilot.resize_terminal(*SIZE)
        await press(pilot, "escape", "escape")
        on_top(app, CaseScreen)

        await press(pilot, "R")
        card = on_top(app, QuestionCard)
        await press(pilot, "l")
        await pilot.resize_terminal(*SMALL)
        await rested(pilot)
        await press(pilot, "enter", "space")  # nothing that is not seen can be pressed
        assert app.screen is card
        await pilot.resize_terminal(*SIZE)
        await rested(pilot)
        assert app.focused is card.query_one("#other")


async def test_in_a_window_too_small_only_safety_has_keys(told: Told, tmp_path: Path) -> None:
    """No key acts on what cannot be seen; veil, lock and the way out do."""
    async with standing(told.copied(tmp_path), InboxScreen, size=SIZE) as (app, pilot):
        await pilot.resize_terminal(*SMALL)
        await rested(pilot)
        inbox = app.screen
        for key in ("j", "enter", "n", "q", "escape", "D", "exclamation_mark", "R", "X", "tab", "colon"):
            await press(pilot, key)
            assert app.screen is inbox, key
        await press(pilot, "z")
        assert app.veiled
        await press(pilot, "z", "Z")
        assert app.session.vault is None
        assert "This window is 60 × 12" in said(pilot)
        await pilot.resize_terminal(*SIZE)
        await rested(pilot)
        assert app.focused is app.screen.query_one("#name")


async def test_a_question_that_nobody_sees_is_not_asked(told: Told, tmp_path: Path) -> None:
    """The one way out leads out."""
    async with standing(told.copied(tmp_path), InboxScreen, size=SMALL) as (app, pilot):
        assert "F8 locks, ctrl+q leaves." in said(pilot)
        await press(pilot, "ctrl+q")
    assert app.return_value == 0


async def test_begun_in_too_small_a_window(tmp_path: Path) -> None:
    """The first field has the cursor as soon as there is room."""
    app = CoctuiApp(tmp_path / "none.coctui", encoding="utf-8", first=False)
    async with app.run_test(size=SMALL) as pilot:
        await rested(pilot)
        await pilot.resize_terminal(*SIZE)
        await rested(pilot)
        assert isinstance(app.focused, Input)
        await press(pilot, *"Noor")
        assert "Noor" in shown(pilot)
