"""First run: three doors, and a team that is started."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.screens.doors import DoorsScreen
from coctui.screens.inbox import InboxScreen
from coctui.screens.start import SixWords, StartScreen
from coctui.screens.unlock import UnlockScreen
from coctui.vault.door import Vault
from coctui.vault.kdf import FLOOR
from coctui.widgets.fields import PassphraseInput
from tests.ui.inbox_rows import stands
from tests.ui.room import press, rested, said, shown


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A vault in tests costs what the reading floor asks for."""
    create = Vault.create.__func__  # type: ignore[attr-defined]  # a classmethod has one
    monkeypatch.setattr(
        Vault, "create", classmethod(lambda cls, *args, **named: create(cls, *args, cost=FLOOR, **named))
    )


@asynccontextmanager
async def doors(folder: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """The app where there is no vault yet."""
    app = CoctuiApp(folder / "team.coctui", zone=UTC, encoding="utf-8")
    try:
        async with app.run_test(size=size) as pilot:
            await rested(pilot)
            yield pilot
    finally:
        if app.session.vault is not None:
            app.session.vault.lock()


def nothing_made(folder: Path) -> bool:
    """Whether no vault lies anywhere below."""
    return not list(folder.rglob("*.coctui"))


async def paste(pilot: Pilot[Any], text: str) -> None:
    """Put a text into the focused field."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def test_two_doors_say_the_command_that_opens_them(tmp_path: Path) -> None:
    """Nothing here is a dead end: what is a line command today is said in full."""
    async with doors(tmp_path) as pilot:
        await press(pilot, "enter")
        assert "coctui demo" in shown(pilot)
        await press(pilot, "j")
        assert "coctui demo" not in shown(pilot)
        await press(pilot, "2")
        assert "coctui member accept YOUR-NAME" in shown(pilot)
        stands(pilot, DoorsScreen)
        await press(pilot, "q")
    assert pilot.app.return_value == 0
    assert nothing_made(tmp_path)


async def test_a_team_is_started_by_keyboard(tmp_path: Path) -> None:
    """Conference, name, role, a passphrase typed twice; then the inbox of an empty vault, and after a lock the door."""
    async with doors(tmp_path) as pilot:
        await press(pilot, "3")
        words = pilot.app.screen.query_one(SixWords).words
        assert len(words.split()) == 6
        await paste(pilot, "PyLadiesCon")
        await press(pilot, "enter")
        await paste(pilot, "Noor")
        await press(pilot, "tab", "right", "right", "tab")
        for _ in range(2):
            await paste(pilot, words)
            await press(pilot, "enter")
        await rested(pilot)
        stands(pilot, InboxScreen)
        assert "There is no case yet." in shown(pilot)
        assert "coctui import" in said(pilot)
        await press(pilot, "Z")
        stands(pilot, UnlockScreen)
        assert words not in said(pilot)
    vault = Vault.open(tmp_path / "team.coctui", "noor", words)
    assert (vault.team.conference, vault.member.name) == ("PyLadiesCon", "Noor")
    assert vault.member.roles == {"lead", "chair"}
    vault.lock()


async def test_other_words_are_drawn(tmp_path: Path) -> None:
    """As often as one likes; the old ones are nowhere."""
    async with doors(tmp_path) as pilot:
        await press(pilot, "3")
        before = pilot.app.screen.query_one(SixWords).words
        await press(pilot, "f3")
        assert pilot.app.screen.query_one(SixWords).words != before
        assert before not in shown(pilot)


async def test_what_is_missing_is_said_under_its_field(tmp_path: Path) -> None:
    """Kindly, with the cursor there; nothing is made."""
    async with doors(tmp_path) as pilot:
        await press(pilot, "3", "f2")
        assert "Which conference is it for?" in said(pilot)
        await paste(pilot, "PyLadiesCon")
        await press(pilot, "f2")
        assert "How do your colleagues call you?" in said(pilot)
        await paste(pilot, "Noor")
        screen = pilot.app.screen
        screen.query_one("#first", PassphraseInput).value = "seven quiet lamps"
        screen.query_one("#second", PassphraseInput).value = "seven loud lamps"
        await press(pilot, "f2")
        assert "The two are not alike." in said(pilot)
        for name in ("#first", "#second"):
            screen.query_one(name, PassphraseInput).value = "short"
        await press(pilot, "f2")
        assert "at least 15 characters" in said(pilot)
        for name in ("#first", "#second"):
            screen.query_one(name, PassphraseInput).focus()
            await paste(pilot, "six quiet words that one knows " * 30_000)
        await press(pilot, "f2")
        assert "A passphrase has at most 500 characters" in said(pilot)
        await press(pilot, "escape", "escape")
        stands(pilot, DoorsScreen)
    assert nothing_made(tmp_path)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_everything_fits(size: tuple[int, int], tmp_path: Path) -> None:
    """Doors and first page, to their last line."""
    async with doors(tmp_path, size) as pilot:
        assert "Start a team" in shown(pilot)
        assert "nothing is written before you choose" in shown(pilot)
        await press(pilot, "3")
        stands(pilot, StartScreen)
        text = shown(pilot)
        assert "Start the team" in text
        assert "Write them on paper, then type them." in text
