"""What comes between: a minute while a screen is put together, a lock while something opens or is read."""

import threading
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, cast, get_args

import pytest

from coctui import keymap
from coctui.app import CoctuiApp
from coctui.screens.base import CoctuiScreen
from coctui.screens.inbox import InboxScreen
from coctui.screens.next_act import SHEETS, Act, Lead, sheet_for
from coctui.screens.unlock import UnlockScreen
from coctui.vault import unlock as unlocking
from coctui.vault.door import Vault
from coctui.vault.errors import Damaged, Locked
from tests.ui.inbox_room import inbox
from tests.ui.inbox_rows import NOW, ROWS, Shelf
from tests.ui.room import PASSPHRASE, Told, rested, shown, standing, story, telling
from tests.ui.test_unlock import door


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story, names=("Noor", "Ilse", "Oksana", "Paz", "Tamsin")) as told:
        yield told


async def test_a_minute_comes_while_the_inbox_is_put_on() -> None:
    """The clock goes to the screens that stand; one without its parts yet draws the right time anyway once it has them."""
    minutes = [0.0]
    app = CoctuiApp(Path("none.coctui"), now=lambda: NOW + 60 * minutes[0], zone=UTC, encoding="utf-8", first=False)
    app.session.vault = cast("Any", Shelf(ROWS))
    async with app.run_test(size=(80, 24)) as pilot:
        put_on = app.push_screen(InboxScreen())
        assert isinstance(app.screen, InboxScreen)
        assert not app.screen.is_mounted
        minutes[0] = 1.0
        app.second()
        app.veil()
        await put_on
        app.lift()
        await rested(pilot)
        assert "slate-wren" in shown(pilot)


async def test_what_was_begun_before_a_lock_is_told_to_nobody() -> None:
    """The thread comes back when there is no vault any more, and its screen may still be there for a moment."""
    here, go_on, told = threading.Event(), threading.Event(), list[str]()
    async with inbox() as pilot:
        app, screen = cast("CoctuiApp", pilot.app), cast("InboxScreen", pilot.app.screen)

        def slow() -> str:
            here.set()
            go_on.wait(10)
            return "rows"

        screen.run_job("slow", slow, told.append, late=lambda result: told.append(f"{result} put away"))
        while not here.is_set():
            await pilot.pause()
        _ = app._drop()
        go_on.set()
        while not told:
            await pilot.pause()
        assert app.screen is screen
        assert told == ["rows put away"]


@pytest.mark.parametrize("during", ["derivation", "reading"])
async def test_locked_while_it_opens(told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, during: str) -> None:
    """Who locks, stops the program or closes the lid while the vault opens finds it locked, not open by itself a second later."""
    here, go_on, opened = threading.Event(), threading.Event(), list[Vault]()
    unlock, load, put_away = unlocking.unlock, Vault.load, list[str]()
    closes, locks = unlocking.Unlocked.close, Vault.lock

    def seen(name: str, act: Any) -> Any:
        def closing(of: Any) -> None:
            act(of)
            put_away.append(name)

        return closing

    def held(*given: Any, **named: Any) -> Any:
        here.set()
        go_on.wait(10)
        if during == "derivation":
            return unlock(*given, **named)
        opened.append(load(*given, **named))
        return opened[-1]

    if during == "derivation":
        monkeypatch.setattr(unlocking, "unlock", held)
    else:
        monkeypatch.setattr(Vault, "load", held)
    monkeypatch.setattr(unlocking.Unlocked, "close", seen("keys", closes))
    monkeypatch.setattr(Vault, "lock", seen("vault", locks))
    async with door(told.copied(tmp_path).path) as pilot:
        app = cast("CoctuiApp", pilot.app)
        await pilot.press(*"Noor", "tab")
        pilot.app.screen.query_one("#passphrase").value = PASSPHRASE  # type: ignore[attr-defined]  # a field
        await pilot.press("enter")
        while not here.is_set():
            await pilot.pause()
        app.lock("Locked while coctui was away.")
        await pilot.pause()
        go_on.set()
        while not put_away:
            await pilot.pause()
        assert isinstance(app.screen, UnlockScreen)
        assert app.session.vault is None
        assert "Locked while coctui was away." in shown(pilot)
        for vault in opened:
            with pytest.raises(Locked):
                vault.rows()


async def test_locked_before_there_is_an_inbox() -> None:
    """A lock that comes right after the vault opened, before anything of it stands on the screen."""
    app = CoctuiApp(Path("none.coctui"), now=lambda: NOW, zone=UTC, encoding="utf-8", first=False)
    async with app.run_test(size=(80, 24)) as pilot:
        app.build_ahead()
        await rested(pilot)
        app.session.vault = cast("Any", Shelf(ROWS))
        app.enter()
        app.lock("Locked.")
        await rested(pilot)
        assert isinstance(app.screen, UnlockScreen)


async def test_an_inbox_that_was_built_ahead_begins_once() -> None:
    """The vault may open while the screen is still on its way: one look a second, not two."""
    app = CoctuiApp(Path("none.coctui"), now=lambda: NOW, zone=UTC, encoding="utf-8", first=False)
    async with app.run_test(size=(80, 24)) as pilot:
        app.build_ahead()
        app.session.vault = cast("Any", Shelf(ROWS))  # before the screen is mounted
        app.enter()
        await rested(pilot)
        assert isinstance(app.screen, InboxScreen)
        assert [timer._callback for timer in app.screen._timers].count(app.screen.look) == 1


DETAIL: dict[str, str] = {"item": "where", "people": "reported", "choose": "determination"}
PASSED_ON = frozenset({"leave", "suspend", "lock", "veil", "back"})
"""What every screen does alike, and other tests press."""


@pytest.mark.slow
@pytest.mark.parametrize("waiting", [True, False], ids=["waiting", "damaged"])
async def test_keys_on_a_sheet_without_its_case(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, waiting: bool
) -> None:
    """While its case is read, or cannot be read, each key of a sheet does something harmless or nothing, and closes nothing."""
    here, go_on, read = told.copied(tmp_path), threading.Event(), Vault.case

    def late(vault: Vault, room: str) -> Any:
        if waiting:
            go_on.wait(10)
            return read(vault, room)
        raise Damaged

    monkeypatch.setattr(Vault, "case", late)
    async with standing(here, InboxScreen, size=(80, 24)) as (app, pilot):
        for act in get_args(Act):
            if act not in SHEETS:
                continue
            go_on.clear()
            sheet = sheet_for(here.room, Lead(act, DETAIL.get(act, "")))
            assert isinstance(sheet, CoctuiScreen)
            await app.push_screen(sheet)
            for name, keys in (bind for line in keymap.keys_of(sheet.KEYS) for bind in line.binds):
                if name not in PASSED_ON:
                    await pilot.press(keys.split(",")[0])
                    while app.screen is not sheet and sheet in app.screen_stack:
                        await app.pop_screen()
            assert app.screen is sheet, act
            go_on.set()
            await rested(pilot)
            while sheet in app.screen_stack:
                await app.pop_screen()
            await rested(pilot)
