"""Write now, unlock later: two keys from the lock screen to the first word; sealed, not to be read back, there after unlocking."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from coctui.app import CoctuiApp
from coctui.screens.unlock import UnlockScreen
from coctui.screens.write_now import WriteNowScreen
from coctui.vault.errors import NoRoom
from coctui.vault.page import Page
from tests.ui.inbox_rows import NOW
from tests.ui.room import Told, on_top, press, rested, said, shown, story, telling, write

PATIENCE = 60.0
TEXT = "lantern room, two voices"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


@pytest.fixture
def here(told: Told, tmp_path: Path) -> Told:
    """The vault on a computer where Noor unlocked last."""
    copied = told.copied(tmp_path)
    copied.vault("Noor").lock()
    return copied


def app_at(told: Told, clock: list[float]) -> CoctuiApp:
    """The app at the door, on a clock that is moved by hand."""
    return CoctuiApp(
        told.path, now=lambda: NOW + clock[0], steady=lambda: clock[0], zone=UTC, encoding="utf-8", first=False
    )  # fmt: skip


def pages(told: Told) -> list[str]:
    """What became a draft of Noor's at the next unlock."""
    vault = told.vault("Noor")
    try:
        return [json.loads(text)["text"] for key, text in vault.drafts().items() if key.startswith("page ")]
    finally:
        vault.lock()


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealed as soon as something was typed."""
    monkeypatch.setattr(WriteNowScreen, "PAUSE", 0.0)


async def test_two_keys_to_the_first_word(here: Told, no_pause: None) -> None:
    """esc, n, and letters; put away with F2, after which nothing of it is on any screen; a draft when unlocked."""
    app = app_at(here, [0.0])
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "n", *"lantern")
        on_top(app, WriteNowScreen)
        await write(pilot, " room, two voices")
        assert TEXT in shown(pilot)
        assert "+ sealed" in shown(pilot)
        await press(pilot, "f2")
        on_top(app, UnlockScreen)
        assert "lantern" not in shown(pilot)
        assert "What you wrote is sealed." in said(pilot)
        await press(pilot, "escape", "n")
        assert "lantern" not in shown(pilot)
        await press(pilot, "escape", "escape")
        assert "What you wrote is sealed." not in said(pilot)
    assert pages(here) == [TEXT]


async def test_what_was_typed_a_moment_ago_is_sealed_however_one_leaves(here: Told) -> None:
    """By esc, by F8, by leaving coctui, by a signal to end, by nobody coming back; each a page of its own."""
    clock = [0.0]
    app = app_at(here, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        for word, keys in (("one", ("escape", "escape")), ("two", ("f8",))):
            await press(pilot, "escape", "n", *word, *keys)
            on_top(app, UnlockScreen)
        await press(pilot, "escape", "n", *"three")
        for _ in range(301):
            clock[0] += 1
            app.second()
        await rested(pilot)
        on_top(app, UnlockScreen)
        await press(pilot, "escape", "n", *"four")
        app.lock("Locked.")
        await rested(pilot)
        on_top(app, UnlockScreen)
        await press(pilot, "escape", "n", *"five", "ctrl+q")
    assert sorted(pages(here)) == ["five", "four", "one", "three", "two"]


async def test_writing_without_a_pause_is_sealed_all_the_same(here: Told) -> None:
    """After five seconds of it."""
    clock = [0.0]
    app = app_at(here, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "n", *"a")
        clock[0] = 6.0
        app.watch_over.begin()
        await pilot.press("b")
        await rested(pilot)
        assert "+ sealed" in shown(pilot)
        assert pages(here) == ["ab"]


async def test_a_page_that_cannot_be_sealed_stays_on_the_screen(
    here: Told, no_pause: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says why and tries again; leaving does not throw it away."""

    def full(*_: object) -> None:
        raise NoRoom

    app = app_at(here, [0.0])
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "n")
        with monkeypatch.context() as patch:
            patch.setattr(Page, "keep", full)
            await press(pilot, *"pearl", "f2")
            on_top(app, WriteNowScreen)
            assert "not sealed" in shown(pilot)
            assert "Free some space" in said(pilot)
            assert "pearl" in shown(pilot)
        await press(pilot, "f2")
        on_top(app, UnlockScreen)
    assert pages(here) == ["pearl"]


async def test_nobody_to_write_to_is_said(tmp_path: Path) -> None:
    """Before the first unlock here, and where no vault lies."""
    app = CoctuiApp(tmp_path / "none.coctui", encoding="utf-8", first=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "n")
        on_top(app, UnlockScreen)
        assert "nobody to seal a page to" in said(pilot)


async def test_the_time_at_the_cursor_and_the_button(here: Told) -> None:
    """F4 stamps the clock; the button is reached by tab."""
    app = app_at(here, [0.0])
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab", "tab", "tab", "enter", "f4", *"a")
        on_top(app, WriteNowScreen)
        assert "14:07 a" in shown(pilot)
        await press(pilot, "f2")
    assert pages(here) == ["14:07 a"]


async def test_a_passphrase_half_typed_and_left_goes(here: Told) -> None:
    """After five minutes the fields of the door are empty."""
    clock = [0.0]
    app = app_at(here, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"Noor", "tab", *"seven")
        for _ in range(301):
            clock[0] += 1
            app.second()
        await rested(pilot)
        assert "Noor" not in shown(pilot)
        assert "•" not in "".join(shown(pilot).splitlines()[8:])


@pytest.mark.skipif(sys.platform == "win32", reason="no pty")
def test_a_killed_page_is_a_draft_to_its_last_pause(here: Told) -> None:
    """In a real terminal: written, sealed at the pause, killed, unlocked."""
    with Terminal([sys.executable, "-m", "coctui", "--vault", str(here.path)]) as terminal:
        terminal.wait("Passphrase", timeout=PATIENCE)
        terminal.press("escape", "n").type(TEXT).wait("sealed$", timeout=PATIENCE)
        terminal.kill()
    assert pages(here) == [TEXT]
