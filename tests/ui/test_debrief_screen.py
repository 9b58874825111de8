"""The debrief on the screen: figures, the cases behind them, the draft for the public, saving, and what closes elsewhere."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui.casework import access
from coctui.screens.behind import BehindCard
from coctui.screens.case import CaseScreen
from coctui.screens.debrief import DebriefScreen, Progressed
from coctui.screens.export import ExportCard
from tests.ui.conference import NAMES, conference
from tests.ui.room import Told, on_top, press, rested, settled, shown, standing, telling


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The conference, told once."""
    with telling(tmp_path_factory.mktemp("conference"), conference, NAMES) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


async def test_figures_and_the_cases_behind_them(told: Told) -> None:
    """Figures add up to what happened; enter shows code names, and opens the case; esc comes back to the same line."""
    async with standing(told, DebriefScreen) as (app, pilot):
        text = shown(pilot)
        for words in (
            "At a glance", "figures that you may see, by day of receipt", "What it was about", "one block is one case",
            "unwanted attention", "12 others", "15 of 16", "13 of 16", "38 min median, max 2 h 20",
            "5 promises", "3 in 2 time zones, 2 leads", "acted at once", "once",
        ):  # fmt: skip
            assert words in text, words
        assert not any(name in text for name in ("Ilse", "Oksana", "j_fernweh", "hoodie"))
        await press(pilot, "enter")
        card = on_top(app, BehindCard)
        assert "unwanted attention" in shown(pilot)
        assert "5 cases" in shown(pilot)
        assert len(card._cases) == 5
        await press(pilot, "j", "enter")
        assert on_top(app, CaseScreen).opened is not None
        await press(pilot, "escape")
        on_top(app, DebriefScreen)
        await press(pilot, "tab", *"jjjjjj", "enter")
        assert "4 cases" in shown(pilot)


async def test_narrow_is_one_column(told: Told) -> None:
    """Promises stand under what it was about; everything else comes by scrolling; nothing is wider than the window."""
    async with standing(told, DebriefScreen, size=(80, 24)) as (_, pilot):
        assert "16 reports   16 cases   9 violations" in shown(pilot)
        seen = shown(pilot)
        for _ in range(8):
            await press(pilot, "pagedown")
            seen += shown(pilot)
        for title in (
            "Promises",
            "Where",
            "Reports by hour",
            "Reports by day",
            "How reports came",
            "What we did",
            "Team",
            "Open ends",
        ):
            assert f"{title} " in seen or f"{title}," in seen, title


async def test_draft_for_the_public(told: Told) -> None:
    """One key shows what may go out: small counts held back, no case behind any line; one key comes back."""
    async with standing(told, DebriefScreen) as (app, pilot):
        await press(pilot, "l")
        text = shown(pilot)
        assert "Draft for the public" in text
        assert "held back" in text
        assert "Reports by hour" not in text
        await press(pilot, "enter")
        on_top(app, DebriefScreen)
        await press(pilot, "h")
        assert "At a glance" in shown(pilot)


async def test_saved_and_told(told: Told, home: Path) -> None:
    """Key x asks where; the file is its maker's alone, is not written over without a second word, and each case tells of it."""
    async with standing(told, DebriefScreen, size=(80, 24)) as (app, pilot):
        await press(pilot, "x")
        assert "The timeline of 16 cases will say" in on_top(app, ExportCard)._said
        await press(pilot, "f2")
        on_top(app, DebriefScreen)
        path = home / "debrief.md"
        assert path.read_text(encoding="utf-8").startswith("# Debrief: PyLadiesCon 2026, 4 to 6 December 2026\n")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.write_text("mine", encoding="utf-8")
        await press(pilot, "x", "f2")
        on_top(app, ExportCard)
        assert "There is a file of that name already" in shown(pilot)
        assert path.read_text(encoding="utf-8") == "mine"
        await pilot.click("#replace")
        await rested(pilot)
        on_top(app, DebriefScreen)
        assert "PyLadiesCon" in path.read_text(encoding="utf-8")
        vault = app.session.vault
        assert vault is not None
        told_of = [e.body.kind for e in vault.case(told.room).entries if e.body.kind == "outside/1"]
        assert len(told_of) == 2


async def test_a_case_closed_elsewhere_goes(told: Told) -> None:
    """Whoever stepped aside in another window: its figure and its code name are gone at the next look."""
    async with standing(told, DebriefScreen) as (app, pilot):
        screen = on_top(app, DebriefScreen)
        await press(pilot, "enter")
        vault = told.vault("Noor")
        vault.record(told.room, settled(access.recuse(vault.case(told.room), vault.me, told.now)))
        vault.lock()
        screen._look()
        await rested(pilot)
        assert app.screen is screen
        assert screen.debrief is not None
        assert screen.debrief.cases == 15
        assert "4 others" in shown(pilot)


async def test_reading_many_cases_shows_how_far_it_is(told: Told) -> None:
    """A meter on the first reading only; what an earlier reading brings late is left aside."""
    async with standing(told, DebriefScreen, size=(80, 24)) as (app, pilot):
        screen = on_top(app, DebriefScreen)
        gathered, screen._gathered = screen._gathered, None
        assert gathered is not None
        screen.on_progressed(Progressed(4_000, 10_000))
        await rested(pilot)
        assert "Reading 4,000 of 10,000" in shown(pilot)
        made = screen._made
        assert made is not None
        screen._have((screen._reading - 1, gathered, made))
        assert screen._gathered is None
        screen._have((screen._reading, gathered, made))
        await rested(pilot)
        assert "Reading" not in shown(pilot)


async def test_who_holds_nothing_reads_a_full_page(told: Told) -> None:
    """Zeros under the same words, and what cannot be known says so."""
    async with standing(told, DebriefScreen, name="Ilse", size=(80, 24)) as (_, pilot):
        text = shown(pilot)
        assert "0 reports   0 cases   0 violations" in text
        assert "figures that you may see, by day of receipt" in text
        assert "none yet" in text
