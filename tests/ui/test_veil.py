"""The veil: nothing of the vault can be seen or reached behind it, and everything is as it was when it is lifted."""

import string
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import Any, cast

import pytest
from textual import events
from textual.pilot import Pilot

from coctui import keymap
from coctui.app import CoctuiApp
from coctui.screens.case import CaseScreen
from coctui.screens.inbox import InboxScreen
from coctui.screens.note import NoteSheet
from coctui.screens.pin import Pin
from coctui.screens.question import leave_question
from coctui.screens.unlock import UnlockScreen
from coctui.screens.veil import VeilScreen
from coctui.widgets.bars import HeaderBar
from tests.ui.inbox_rows import NOW, ROWS, Shelf
from tests.ui.room import Told, on_top, press, rested, said, shown, standing, story, telling

MINUTE = 60.0
WORDS = ("PyLadiesCon", "Noor", "coctui", *(row.case for row in ROWS), *(row.gloss for row in ROWS if row.gloss))
EVERY_KEY = (
    *string.printable[:94],
    *(f"f{number}" for number in range(1, 13)),
    *(
        "enter",
        "escape",
        "tab",
        "shift+tab",
        "space",
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
    ),
    *("ctrl+p", "ctrl+q", "ctrl+c", "ctrl+v", "backspace", "delete"),
)
LIFTS = {"z", "f9"}
LOCKS = {"Z", "f8", "ctrl+l"}


class Clock:
    """The wall's clock and the steady one, moved together by hand; the app asks once a second, the test at once."""

    def __init__(self) -> None:
        self.gone = 0.0

    def app(self, shelf: Shelf) -> CoctuiApp:
        """The app with something open, on this clock."""
        app = CoctuiApp(
            Path("none.coctui"), now=lambda: NOW + self.gone, steady=lambda: self.gone, zone=UTC, encoding="utf-8", first=False
        )  # fmt: skip
        app.session.vault = cast("Any", shelf)
        app.session.rows = shelf.rows()
        return app

    def pass_by(self, app: CoctuiApp, seconds: int) -> None:
        """Let time go by, a second at a time, as the app would see it."""
        for _ in range(seconds):
            self.gone += 1
            app.second()


@asynccontextmanager
async def inbox(size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[CoctuiApp, Pilot[int], Clock, Shelf]]:
    """The inbox, open and at rest."""
    clock, shelf = Clock(), Shelf()
    app = clock.app(shelf)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(InboxScreen())
        await rested(pilot)
        app.watch_over.begin()
        yield app, pilot, clock, shelf


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


def is_locked(shelf: Shelf) -> bool:
    """Whether the vault was told to lock."""
    return shelf.locked


def seen_of_the_vault(pilot: Pilot[Any]) -> set[str]:
    """Words of the vault, or of coctui, that stand on the screen."""
    text = shown(pilot)
    return {word for word in WORDS if word in text}


async def test_five_minutes_without_a_key_veil_and_half_an_hour_more_locks() -> None:
    """A warning in the last minute, the clock alone, then the lock screen with the reason."""
    async with inbox() as (app, pilot, clock, shelf):
        clock.pass_by(app, 239)
        assert "veils in" not in shown(pilot)
        clock.pass_by(app, 9)
        await pilot.pause()
        assert "~ veils in 52 s, any key stays" in shown(pilot)
        await press(pilot, "j")
        clock.pass_by(app, 1)
        await pilot.pause()
        assert "veils in" not in shown(pilot)
        clock.pass_by(app, 300)
        await rested(pilot)
        on_top(app, VeilScreen)
        assert seen_of_the_vault(pilot) == set()
        assert "Saturday 5 December" in shown(pilot)
        clock.pass_by(app, 29 * 60)
        assert not is_locked(shelf)
        clock.pass_by(app, 60)
        await rested(pilot)
        on_top(app, UnlockScreen)
        assert is_locked(shelf)
        assert "Locked after half an hour behind the veil. What you were writing is kept, sealed." in said(pilot)


async def test_a_warning_is_seen_over_a_card() -> None:
    """Where no header is in sight the footer says it."""
    async with inbox() as (app, pilot, clock, _):
        await app.push_screen(leave_question())
        clock.pass_by(app, 270)
        await pilot.pause()
        assert not app.screen.query(HeaderBar)
        assert "~ veils in 30 s, any key stays" in shown(pilot)


@pytest.mark.parametrize("over", [(), ("q",), ("question_mark",), ("f",)], ids=["list", "question", "help", "filter"])
async def test_one_key_veils_and_lifts(over: tuple[str, ...]) -> None:
    """From everywhere, and back to just where one was."""
    async with inbox() as (app, pilot, _, shelf):
        await press(pilot, *over)
        before, focus, text = app.screen, app.focused, shown(pilot)
        key = "f9" if over == ("f",) else "z"
        await press(pilot, key)
        on_top(app, VeilScreen)
        assert seen_of_the_vault(pilot) == set()
        await press(pilot, "f9")
        assert app.screen is before
        assert app.focused is focus
        assert shown(pilot) == text
        assert not is_locked(shelf)


async def test_no_key_reaches_the_vault_through_the_veil() -> None:
    """Each key there is, in one burst: only the clock, until one lifts the veil or locks."""
    async with inbox() as (app, pilot, _, _):
        await press(pilot, "z")
        veil = on_top(app, VeilScreen)
        under = app._stack.copy()
        for key in EVERY_KEY:
            if key not in LIFTS | LOCKS:
                app.post_message(events.Key(key, key if len(key) == 1 else None))
        await press(pilot, "x")
        assert app.screen is veil
        assert app._stack == under
        assert seen_of_the_vault(pilot) == set()
        for key in LIFTS | LOCKS:
            if not app.veiled:
                await press(pilot, "z")
            await press(pilot, key)
            assert not app.veiled, key
            if key in LOCKS:
                on_top(app, UnlockScreen)
                break


def test_the_keys_of_the_veil_are_in_the_table() -> None:
    """What the test above leaves out is what the key map names."""
    named = {part for name in ("veil", "lock") for part in dict(keymap.find("veil", name).binds)[name].split(",")}
    assert named == LIFTS | LOCKS


async def test_what_comes_late_comes_under_the_veil() -> None:
    """A question, a closed card and a word at the corner, by work that was under way: nothing of it is seen."""
    async with inbox() as (app, pilot, _, _):
        await press(pilot, "q", "z")
        await app.pop_screen()
        await app.push_screen(leave_question())
        app.notify("+ Recorded and sealed.")
        await rested(pilot)
        on_top(app, VeilScreen)
        assert seen_of_the_vault(pilot) == set()
        assert "Recorded" not in shown(pilot)
        await press(pilot, "z")
        assert "Leave coctui" in shown(pilot)
        assert len(app._stack) == 3


async def test_a_pin_lifts_the_veil_and_three_misses_lock() -> None:
    """The field appears with the key, shows dots, takes two wrong ones, and locks at the third."""
    async with inbox() as (app, pilot, _, shelf):
        app.session.pin = Pin("4711")
        await press(pilot, "z")
        await press(pilot, "z", *"4711")
        assert "4711" not in shown(pilot)
        assert "PIN" in shown(pilot)
        await press(pilot, "enter")
        on_top(app, InboxScreen)
        await press(pilot, "z")
        assert "PIN" not in shown(pilot), "the second time as the first"
        await press(pilot, "z", *"4711", "enter")
        on_top(app, InboxScreen)
        await press(pilot, "z", "z", *"1234", "enter")
        assert "That is not it." in shown(pilot)
        await press(pilot, "escape")
        assert "PIN" not in shown(pilot)
        await press(pilot, "z", *"1234", "enter")
        assert not is_locked(shelf)
        await press(pilot, *"1234", "enter")
        on_top(app, UnlockScreen)
        assert is_locked(shelf)
        assert getattr(app.session, "pin", "") is None
        assert "Locked after three PINs that were not it." in said(pilot)


async def test_it_rings_behind_the_veil_and_after_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something is due in 20 min: the bell once, and a sentence without a case on both."""
    rung: list[str] = []
    monkeypatch.setattr(CoctuiApp, "bell", lambda app: rung.append("veil" if app.veiled else "lock"))
    async with inbox() as (app, pilot, clock, _):
        due = min(row.due for row in app.session.rows if row.due > NOW)
        await press(pilot, "z")
        clock.gone = due - NOW - 1201 - clock.gone
        app.watch_over.begin()
        app.watch_over.veiled(True)
        clock.pass_by(app, 2)
        await pilot.pause()
        assert "~ Something is due in 20 min." in shown(pilot)
        assert seen_of_the_vault(pilot) == set()
        assert rung == ["veil"]
        await press(pilot, "Z")
        clock.pass_by(app, 1140)
        await rested(pilot)
        assert "Something is due in 1 min." in said(pilot)
        clock.pass_by(app, 60)
        assert rung == ["veil", "lock"]


async def test_a_jump_of_the_clock_locks_before_the_next_key_does_anything() -> None:
    """The lid was closed for a while: the first key opens nothing."""
    async with inbox() as (app, pilot, clock, shelf):
        clock.gone += 3600
        await press(pilot, "space")
        on_top(app, UnlockScreen)
        assert is_locked(shelf)
        assert "Locked: this computer slept, or its clock was set." in said(pilot)


async def test_a_jump_that_the_clock_itself_notices_locks_too() -> None:
    """Nobody has typed yet: the second in which coctui wakes locks, and draws nothing of what is going."""
    async with inbox() as (app, pilot, clock, shelf):
        clock.gone += 3600
        app.second()
        app.second()
        await rested(pilot)
        on_top(app, UnlockScreen)
        assert is_locked(shelf)
        assert "Locked: this computer slept, or its clock was set." in said(pilot)


async def test_the_clock_asks_nothing_of_a_program_that_has_ended() -> None:
    """Its screens are gone; the second that still comes ends in nothing."""
    async with inbox() as (app, pilot, _, __):
        app.exit(0)
        await pilot.pause()
    assert app.screen_stack == []
    app.second()


async def test_names_are_hidden_and_a_draft_is_sealed_when_the_veil_falls(told: Told, tmp_path: Path) -> None:
    """Over a note that is being written: sealed at once, still there afterwards, and the case shows no names."""
    copied = told.copied(tmp_path)
    async with standing(copied, lambda: CaseScreen(copied.room)) as (app, pilot):
        await press(pilot, "u")
        assert "hide names" in shown(pilot) or "names shown" in shown(pilot)
        await press(pilot, "o")
        await pilot.press(*"calm", "f9")
        await rested(pilot)
        on_top(app, VeilScreen)
        vault = app.session.vault
        assert vault is not None
        assert "calm" in "".join(vault.drafts().values())
        await press(pilot, "f9")
        on_top(app, NoteSheet)
        assert "calm" in shown(pilot)
        await press(pilot, "escape", "escape")
        assert not on_top(app, CaseScreen).names_shown
