"""The case in plain ASCII and without colour says the same in words and signs; no row is wider than the screen."""

from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from coctui.screens.case import CaseScreen
from tests.ui.room import Told, on_top, press, shown, standing, story, telling

SHEETS = ("e", "o", "m", "M", "d", "a", "w", "s", "X", "f5", "W", "A", "b", "R")
"""Keys of the case that lay something over it."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once; nothing here writes."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


@pytest.mark.slow
async def test_in_ascii(told: Told) -> None:
    """A terminal that is no UTF-8 gets no other sign, on any pane, sheet or card; every row fits."""
    async with standing(told, lambda: CaseScreen(told.room), encoding="ascii", size=(80, 24)) as (app, pilot):
        case = on_top(app, CaseScreen)
        for key in ("1", "2", "3", *SHEETS):
            await press(pilot, key)
            text = shown(pilot)
            assert text.isascii(), (key, {c for c in text if not c.isascii()})
            assert all(len(row) <= 80 for row in text.split("\n")), key
            while app.screen is not case:
                await press(pilot, "escape")
            if key == "3":
                await press(pilot, "1")


@pytest.mark.slow
async def test_every_sheet_fits(told: Told) -> None:
    """At 80 × 24 the buttons and the first field of every sheet are in the window, and no row is wider than it."""
    async with standing(told, lambda: CaseScreen(told.room), size=(80, 24)) as (app, pilot):
        case = on_top(app, CaseScreen)
        for key in SHEETS:
            await press(pilot, key)
            assert all(cell_len(row) <= 80 for row in shown(pilot).split("\n")), key
            for row in app.screen.query("#buttons"):
                assert row.region.bottom <= 23, key
                assert row.region.height == 1, key
            while app.screen is not case:
                await press(pilot, "escape")


@pytest.mark.slow
async def test_without_colour(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without colour the same words and signs stand there, on the case and on what is laid over it."""
    found: dict[str, list[str]] = {}
    for colour in ("", "1"):
        monkeypatch.setenv("NO_COLOR", colour) if colour else monkeypatch.delenv("NO_COLOR", raising=False)
        async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
            case = on_top(app, CaseScreen)
            for key in ("1", "w", "m", "d"):
                await press(pilot, key)
                found.setdefault(key, []).append(shown(pilot))
                while app.screen is not case:
                    await press(pilot, "escape")
    assert all(coloured == plain for coloured, plain in found.values())
