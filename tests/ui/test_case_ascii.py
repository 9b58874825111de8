"""The case in plain ASCII and without colour says the same in words and signs."""

from collections.abc import Iterator

import pytest

from coctui.screens.case import CaseScreen
from tests.ui.room import Told, press, shown, standing, story, telling


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once; nothing here writes."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


async def test_in_ascii(told: Told) -> None:
    """A terminal that is no UTF-8 gets no other sign, on any pane, sheet or card."""
    async with standing(told, lambda: CaseScreen(told.room), encoding="ascii") as (_, pilot):
        for keys in ((), ("g", "j", "e"), ("escape", "escape", "o"), ("escape", "escape", "R")):
            await press(pilot, *keys)
            assert shown(pilot).isascii(), {c for c in shown(pilot) if not c.isascii()}


async def test_without_colour(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without colour the same words and signs stand there."""
    async with standing(told, lambda: CaseScreen(told.room)) as (_, pilot):
        coloured = shown(pilot)
    monkeypatch.setenv("NO_COLOR", "1")
    async with standing(told, lambda: CaseScreen(told.room)) as (_, pilot):
        assert shown(pilot) == coloured
