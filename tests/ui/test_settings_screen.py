"""Settings on the screen: one's own take hold at once, the team's are a chair's to set, keys never clash."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui.models.roster import Policy
from coctui.screens.setting import SettingCard
from coctui.screens.settings import SettingsScreen
from tests.ui.room import Desk, Told, on_top, press, rested, shown, standing, telling, write

NARROW = (80, 24)


def nothing(desk: Desk) -> str:
    """A team, and no case."""
    return ""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The team, told once."""
    with telling(tmp_path_factory.mktemp("settings"), nothing, ("Noor", "Oksana")) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


async def test_ones_own_settings_take_hold_at_once(told: Told) -> None:
    """Colours, signs, times, minutes and a PIN; what does not fit is said beside the field; one key goes back."""
    async with standing(told, SettingsScreen, size=NARROW) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        await press(pilot, "enter", "j", "enter")
        assert app.theme == "coctui-daylight"
        await press(pilot, "j", "j", "enter", "j", "enter")
        assert app.clock_times
        await press(pilot, "j", "enter")
        await write(pilot, "300")
        await press(pilot, "enter")
        assert "Minutes from 1 to 30" in shown(pilot)
        await press(pilot, "home", "delete", "delete", "delete", "8", "enter")
        assert "8 min" in shown(pilot)
        assert app.watch_over.veil_after == 8
        await press(pilot, "enter")
        await pilot.click("#usual")
        await rested(pilot)
        assert "5 min" in shown(pilot)
        await press(pilot, "j", "j", "enter")
        await write(pilot, "7")
        await press(pilot, "enter")
        on_top(app, SettingCard)
        await write(pilot, "4193")
        await press(pilot, "enter")
        assert "set until the next lock" in shown(pilot)
        assert "4193" not in shown(pilot)
        assert vault.sheet.settings == {"theme": "coctui-daylight", "times": "clock"}


async def test_the_team_s_rules(told: Told) -> None:
    """Each with its published value and its reason; a chair sets them, others are told who can."""
    async with standing(told, SettingsScreen) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        await press(pilot, "2")
        for words in ("Acknowledgement within", "2 hours", "no date", "nobody named yet", "Published: 2 hours"):
            assert words in shown(pilot), words
        await press(pilot, "enter", "backspace", "x", "enter")
        assert "A whole number from 1 to 720." in shown(pilot)
        await press(pilot, "backspace", "4", "enter")
        assert "4 hours" in shown(pilot)
        assert "set by the team" in shown(pilot)
        await press(pilot, *"jjjjjjjjj", "enter", "j", "enter", "j", "j", "enter", "j", "space", "f2")
        others = tuple(seat for seat in vault.team.active if seat != vault.me)
        assert vault.team.policy == Policy(acknowledge_hours=4, masked_row=False, contacts=others)
    async with standing(told, SettingsScreen, name="Oksana", size=NARROW) as (app, pilot):
        await press(pilot, "2", "enter", "backspace", "3", "enter")
        assert "Only a chair can do this" in shown(pilot)


async def test_keys(told: Told) -> None:
    """A letter of one's own acts at once and shows in the list; one that is taken is refused in words."""
    async with standing(told, SettingsScreen) as (app, pilot):
        await press(pilot, "3", "enter")
        await write(pilot, "j")
        await press(pilot, "enter")
        assert "That key is taken" in shown(pilot)
        await press(pilot, "backspace", "percent_sign", "enter")
        assert "yours" in shown(pilot)
        assert app.own_keys == {"times": "%"}
        before = app.clock_times
        await press(pilot, "percent_sign")
        assert app.clock_times is not before


async def test_this_computer(told: Told) -> None:
    """What coctui doctor says stands there as well, each with its sign; nothing can be changed here."""
    async with standing(told, SettingsScreen, size=NARROW) as (app, pilot):
        await press(pilot, "4")
        lines = on_top(app, SettingsScreen)._lines()
        assert len(lines) > 5
        assert {line.sign for line in lines} <= {"+", "!", "~"}
        assert lines[0].label in shown(pilot)
        await press(pilot, "enter")
        on_top(app, SettingsScreen)
