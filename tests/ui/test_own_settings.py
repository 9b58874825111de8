"""A member's own settings take effect when they unlock, and are nobody else's afterwards."""

from datetime import UTC
from pathlib import Path
from typing import Any, cast

from coctui.app import CoctuiApp
from coctui.screens.inbox import InboxScreen
from coctui.screens.pin import Pin
from coctui.screens.unlock import UnlockScreen
from coctui.screens.veil import VeilScreen
from coctui.widgets.glyphs import ASCII
from tests.ui.inbox_rows import NOW, Shelf
from tests.ui.room import on_top, press, rested, shown

SETTINGS = {"theme": "coctui-daylight", "signs": "ascii", "veil": "9", "lock": "60", "key veil": "t", "key times": "z"}


def app_of(shelf: Shelf) -> CoctuiApp:
    """The app with something open, at the door."""
    app = CoctuiApp(Path("none.coctui"), now=lambda: NOW, steady=lambda: 0.0, zone=UTC, encoding="utf-8", first=False)
    app.session.vault = cast("Any", shelf)
    app.session.rows = shelf.rows()
    return app


async def test_settings_hold_from_unlocking_to_locking() -> None:
    """Keys in footer, help and on the screen, theme, signs and minutes; at the door the keys of the table."""
    shelf = Shelf()
    shelf.sheet.settings = SETTINGS
    app = app_of(shelf)
    async with app.run_test(size=(120, 40)) as pilot:
        app.enter()
        await rested(pilot)
        on_top(app, InboxScreen)
        assert app.theme == "coctui-daylight"
        assert app.glyphs is ASCII
        assert "===" in shown(pilot)
        assert app.watch_over.veil_after == 9
        await press(pilot, "z")
        assert app.clock_times
        await press(pilot, "question_mark")
        assert "t F9" in shown(pilot)
        await press(pilot, "escape", "t")
        on_top(app, VeilScreen)
        assert app.watch_over.lock_after == 30  # not on shift
        await press(pilot, "f9", "Z")
        on_top(app, UnlockScreen)
        assert app.own_keys == {}
        assert app.theme == "coctui-daylight"


async def test_the_door_looks_as_it_did_last_time() -> None:
    """Theme and signs of who was here last, nothing else; a file that somebody changed looks as it does by default."""
    shelf = Shelf()
    shelf.sheet.settings = SETTINGS
    app = app_of(shelf)
    async with app.run_test() as pilot:
        app.enter()
        await rested(pilot)
    again = app_of(Shelf())
    async with again.run_test() as pilot:
        assert again.theme == "coctui-daylight"
        assert again.glyphs is ASCII
        assert again.own_keys == {}
    for place in Path.home().rglob("looks"):
        assert place.read_text(encoding="ascii") == "theme coctui-daylight\nsigns ascii\n"
        place.write_bytes(b"theme \xff\xfe ../../x\n")
    assert app_of(Shelf()).theme == "coctui-lamplight"


async def test_a_pin_has_four_characters() -> None:
    """Shorter ones are refused in words; none at all takes it away."""
    app = app_of(Shelf())
    async with app.run_test():
        assert "at least four" in app.set_pin("123")
        assert not app.session.pin
        assert app.set_pin("1234") == ""
        assert isinstance(app.session.pin, Pin)
        assert app.set_pin("") == ""
        assert not getattr(app.session, "pin", "gone")


async def test_a_setting_holds_at_once() -> None:
    """As the settings screen asks for it: the footer of the screens that stand is new too."""
    app = app_of(Shelf())
    async with app.run_test(size=(120, 40)) as pilot:
        await app.push_screen(InboxScreen())
        await rested(pilot)
        assert "Z lock" in shown(pilot)
        app.adopt({"key lock": "Q"})
        await rested(pilot)
        assert "Q lock" in shown(pilot)
        await press(pilot, "Z")
        on_top(app, InboxScreen)
        await press(pilot, "Q")
        on_top(app, UnlockScreen)
