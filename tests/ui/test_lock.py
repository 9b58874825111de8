"""The lock, and what is left when something breaks: nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, cast

import pytest

from coctui.app import CoctuiApp
from coctui.host.crash import crash_code
from coctui.screens.case import CaseScreen
from coctui.screens.discreet import NOT_IN_A_BROWSER
from coctui.screens.inbox import InboxScreen
from coctui.screens.unlock import UnlockScreen
from coctui.widgets.fields import Field
from tests.ui.inbox_rows import NOW, Shelf
from tests.ui.room import Told, press, rested, said, shown, standing, story, telling

CANARY = "Odalys Merriweather"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


def standing_app() -> tuple[CoctuiApp, Shelf]:
    """The app with something open."""
    shelf = Shelf()
    app = CoctuiApp(Path("none.coctui"), now=lambda: NOW, zone=UTC, encoding="utf-8", first=False)
    app.session.vault = cast("Any", shelf)
    return app, shelf


@pytest.mark.parametrize("key", ["Z", "f8", "ctrl+l"])
@pytest.mark.parametrize("over", [(), ("q",), ("question_mark",), ("f",)], ids=["list", "question", "help", "filter"])
async def test_one_key_locks_from_everywhere(key: str, over: tuple[str, ...]) -> None:
    """Whatever stands on the screen: all of it goes, the keys are dropped, the fields are empty."""
    app, shelf = standing_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(InboxScreen())
        await rested(pilot)
        app.notify("+ Recorded and sealed.")
        await press(pilot, *over)
        if over == ("f",) and key == "Z":
            await press(pilot, "escape")  # in a field `Z` is a letter
        await press(pilot, key)
        await rested(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert len(app.screen_stack) == 1
        assert shelf.locked
        assert app.session.vault is None
        assert app.session.rows == ()
        assert not app._notifications
        text = shown(pilot)
        assert "slate-wren" not in text
        assert "Recorded" not in text
        assert "What you kept is sealed." in said(pilot)
        assert [field.value for field in app.screen.query(Field)] == ["", ""]


def pictures() -> list[Path]:
    """What a screenshot would have left here."""
    return list(Path().glob("*.svg"))


async def test_nothing_leaves_by_the_back_door() -> None:
    """No palette, no screenshot, no selection, no copy, no delivery of files."""
    app, _ = standing_app()
    async with app.run_test() as pilot:
        assert not app.ENABLE_COMMAND_PALETTE
        assert not app.ALLOW_SELECT
        assert not app.screen.ALLOW_SELECT
        app.copy_to_clipboard(CANARY)
        assert app.clipboard == ""
        app.action_screenshot()
        app.deliver_screenshot()
        assert app.save_screenshot() == ""
        app.deliver_text("x")
        app.deliver_binary("x")
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, UnlockScreen)
    assert not pictures()


async def run(app: CoctuiApp, act: Callable[[], object]) -> None:
    """Do something on the event loop, and wait for what comes of it."""
    async with app.run_test() as pilot:
        app.call_next(act)
        await rested(pilot)


async def test_a_crash_prints_a_type_and_a_code_and_no_value() -> None:
    """Locals and messages hold passphrases and names; none of them reaches the terminal."""
    printed: list[str] = []

    class Breaking(CoctuiApp):
        def panic(self, *renderables: Any) -> None:
            printed.extend(str(part) for part in renderables)
            super().panic(*renderables)

        def break_down(self) -> None:
            name = CANARY
            raise ValueError(f"cannot read {name}")

    app = Breaking(Path("none.coctui"), first=False)

    with pytest.raises(ValueError, match="cannot read"):
        await run(app, app.break_down)
    assert len(printed) == 1
    assert "coctui stopped (ValueError, code " in printed[0]
    assert CANARY not in printed[0]
    assert "cannot read" not in printed[0]
    assert app.return_code == 1


async def test_an_error_in_a_thread_is_guarded_as_well() -> None:
    """Workers do not print by themselves; what they could not do stops the app by the same sentence."""
    app, _ = standing_app()

    def job() -> None:
        raise RuntimeError(CANARY)

    with pytest.raises(RuntimeError):
        await run(app, lambda: cast("Any", app.screen).run_job("any", job, lambda _: None))
    assert app.return_code == 1


def test_a_code_says_where_and_nothing_else() -> None:
    """The same place gives the same code, whatever the values were."""

    def fails(value: str) -> None:
        raise ValueError(value)

    codes = set()
    for value in ("one", CANARY):
        try:
            fails(value)
        except ValueError as error:
            codes.add(crash_code(error))
    assert len(codes) == 1
    assert len(codes.pop()) == 6


def test_a_browser_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Served to a browser, the cases would be on a page."""
    monkeypatch.setattr("textual.constants.DRIVER", "textual.drivers.web_driver:WebDriver")
    with pytest.raises(SystemExit, match="does not run in a browser"):
        CoctuiApp(Path("none.coctui"))
    assert "terminal" in NOT_IN_A_BROWSER


async def test_a_draft_under_a_card_is_sealed_before_the_lock(told: Told, tmp_path: Path) -> None:
    """The help stands over the sheet; what was typed a moment ago is there again after unlocking."""
    copied = told.copied(tmp_path)
    async with standing(copied, lambda: CaseScreen(copied.room)) as (app, pilot):
        await press(pilot, "o")
        await pilot.press(*"calm")
        await press(pilot, "f1", "Z")
        await rested(pilot)
        assert app.session.vault is None
    vault = copied.vault("Noor")
    assert "calm" in "".join(vault.drafts().values())
    vault.lock()


async def test_what_was_copied_is_taken_back_at_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the keys: the clipboard is asked whether our text is still on it."""
    done: list[str] = []
    monkeypatch.setattr("coctui.host.clipboard.Clipboard.copy", lambda *_: done.append("copied"))
    monkeypatch.setattr("coctui.host.clipboard.Clipboard.take_back", lambda _: done.append("taken back"))
    app, shelf = standing_app()
    async with app.run_test() as pilot:
        app.copy("a line without case data")
        assert not done.count("taken back")
        app.lock()
        await rested(pilot)
        assert shelf.locked
        assert done == ["copied", "taken back"]
