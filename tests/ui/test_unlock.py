"""The door: what opens, what does not, and what it says then; and what it never shows."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.screens.inbox import InboxScreen
from coctui.screens.unlock import UnlockScreen
from coctui.vault import errors
from coctui.widgets.drawn import Drawn
from coctui.widgets.fields import Field, PassphraseInput
from tests.ui.inbox_rows import stands
from tests.ui.room import PASSPHRASE, Told, rested, said, shown, story, telling


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story, names=("Noor", "Ilse", "Oksana", "Paz", "Tamsin")) as told:
        yield told


@asynccontextmanager
async def door(
    path: Path, size: tuple[int, int] = (80, 24), name: str = "", clock: Callable[[], float] = time.time
) -> AsyncIterator[Pilot[int]]:
    """The unlock screen of a vault."""
    app = CoctuiApp(path, now=clock, zone=UTC, encoding="utf-8", first=False, name=name)
    try:
        async with app.run_test(size=size) as pilot:
            yield pilot
    finally:
        if app.session.vault is not None:
            app.session.vault.lock()


async def give(pilot: Pilot[Any], name: str, passphrase: str) -> None:
    """Type both and press enter."""
    await pilot.press(*name, "enter")
    pilot.app.post_message(events.Paste(passphrase))
    await pilot.press("enter")
    await rested(pilot)


def screen_of(pilot: Pilot[Any]) -> type:
    """The kind of screen that is on."""
    return type(pilot.app.screen)


async def test_name_and_passphrase_open_the_inbox(told: Told, tmp_path: Path) -> None:
    """Two fields, one key; the name in whatever letters."""
    async with door(told.copied(tmp_path).path) as pilot:
        await give(pilot, "nOOr", PASSPHRASE)
        assert isinstance(pilot.app.screen, InboxScreen)
        assert "slate-wren" in shown(pilot)


async def test_a_name_that_was_given_is_there_already(told: Told, tmp_path: Path) -> None:
    """`coctui --as Noor`: the passphrase and enter, and after the lock nothing of the name."""
    async with door(told.copied(tmp_path).path, name="Noor") as pilot:
        await rested(pilot)
        pilot.app.post_message(events.Paste(PASSPHRASE))
        await pilot.press("enter")
        await rested(pilot)
        assert screen_of(pilot) is InboxScreen
        await pilot.press("Z")
        await rested(pilot)
        assert screen_of(pilot) is UnlockScreen
        assert "Noor" not in shown(pilot)


def behind(pilot: Pilot[Any]) -> list[InboxScreen]:
    """Every inbox that there is, on the screen or behind the door."""
    return [node for node in pilot.app._registry if isinstance(node, InboxScreen)]


async def built(pilot: Pilot[Any]) -> InboxScreen:
    """Type the first letter of a name, and wait for what is built meanwhile."""
    await pilot.press("N")
    while not (found := behind(pilot)):
        await rested(pilot)
    await rested(pilot)
    return found[0]


async def test_the_inbox_is_built_while_somebody_types_and_knows_nothing(told: Told, tmp_path: Path) -> None:
    """Behind the door stands an inbox without a row or a name; with the passphrase it is filled, and none is made anew."""
    async with door(told.copied(tmp_path).path) as pilot:
        inbox = await built(pilot)
        stands(pilot, UnlockScreen)
        assert inbox.cases.count == 0
        assert not any("Noor" in str(drawn.render()) for drawn in inbox.query(Drawn))
        await give(pilot, "oor", PASSPHRASE)
        assert pilot.app.screen is inbox
        assert behind(pilot) == [inbox]
        assert "slate-wren" in shown(pilot)
        assert "Noor" in shown(pilot).splitlines()[0]


async def test_an_inbox_built_for_another_window_is_not_shown(told: Told, tmp_path: Path) -> None:
    """The window grew meanwhile: another inbox, laid out for it, and the first one is gone."""
    async with door(told.copied(tmp_path).path) as pilot:
        first = await built(pilot)
        await pilot.resize_terminal(120, 40)
        await give(pilot, "oor", PASSPHRASE)
        assert behind(pilot) == [pilot.app.screen]
        assert pilot.app.screen is not first
        assert "Views" in shown(pilot)


async def test_who_comes_back_is_told_what_came_due(told: Told, tmp_path: Path) -> None:
    """Locked for nine days in which the outcome came due: sentences without a case, once; not after a minute."""
    now = [told.now.timestamp()]
    async with door(told.copied(tmp_path).path, size=(120, 40), clock=lambda: now[0]) as pilot:
        for away, said_then in ((0, False), (60, False), (9 * 86400, True)):
            now[0] += away
            pilot.app.second()  # type: ignore[attr-defined]
            await give(pilot, "Noor", PASSPHRASE)
            assert screen_of(pilot) is InboxScreen
            assert [("were away for 9 d" in note.message) for note in pilot.app._notifications] == [True] * said_then
            await pilot.press("Z")
            await rested(pilot)


async def test_a_passphrase_that_does_not_fit_is_said_kindly(told: Told, tmp_path: Path) -> None:
    """One sentence, whichever of the two was wrong; the field is empty and has the cursor; after three, what helps."""
    async with door(told.copied(tmp_path).path) as pilot:
        await give(pilot, "Noor", "seven loud lamps in a row")
        assert "They do not open this vault together. Please try again, as often as you like." in said(pilot)
        field = pilot.app.screen.query_one(PassphraseInput)
        assert field.value == ""
        assert field.has_focus
        for _ in range(2):
            pilot.app.post_message(events.Paste("wrong again, and wrong again"))
            await pilot.press("enter")
            await rested(pilot)
        assert "Capital letters count" in said(pilot)


async def test_nothing_sealed_is_shown(told: Told) -> None:
    """No conference, no member, no last name: the name field is empty."""
    async with door(told.path) as pilot:
        text = shown(pilot)
        assert "PyLadies" not in text
        assert "Noor" not in text
        assert pilot.app.screen.query_one("#name", Field).value == ""
        assert "team.coctui" in text


@pytest.mark.parametrize("typed", ["lamps", "漢字 and 🦉 owls", "e\u0301te\u0301"])
async def test_dots_tell_only_how_many_letters(typed: str, told: Told) -> None:
    """One dot of one cell for each character, whatever it is; the cursor stands behind the last."""
    async with door(told.path) as pilot:
        field = pilot.app.screen.query_one(PassphraseInput)
        field.focus()
        field.value = typed
        field.cursor_position = len(typed)
        await pilot.pause()
        assert field.render_line(0).text.strip() == "•" * len(typed)
        assert field._position_to_cell(len(typed)) == len(typed)
        assert typed not in shown(pilot)


async def test_a_passphrase_cannot_be_copied(told: Told) -> None:
    """Neither by key nor by cutting, and nothing is selected for a mouse."""
    async with door(told.path) as pilot:
        field = pilot.app.screen.query_one(PassphraseInput)
        field.focus()
        field.value = PASSPHRASE
        field.select_all()
        field.action_copy()
        field.action_cut()
        await pilot.pause()
        assert pilot.app.clipboard == ""
        assert field.value == PASSPHRASE


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.TooNew, "Update coctui, then open it again."),
        (errors.Damaged, "coctui verify"),
        (errors.Busy, "Nothing was lost; try again in a moment."),
        (errors.NoMemory, "Close other programs"),
    ],
)
async def test_what_stands_in_the_way_is_said(
    error: type[errors.VaultError], words: str, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too new, damaged, another coctui writing, too little memory: what it is, and what to do."""

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr("coctui.vault.unlock.unlock", fails)
    async with door(told.path) as pilot:
        await give(pilot, "Noor", PASSPHRASE)
        assert isinstance(pilot.app.screen, UnlockScreen)
        assert words in said(pilot)
        assert pilot.app.screen.query_one("#unlock").display


async def test_opening_shows_progress(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """A meter in the place of the button, with a sentence that explains the wait."""
    seen: list[str] = []

    async def settle() -> None:
        await standing.pause()

    def slow(path: Path, name: str, passphrase: str) -> None:
        asyncio.run_coroutine_threadsafe(settle(), loop).result()
        standing.app.call_from_thread(lambda: seen.append(said(standing)))
        raise errors.WrongKey

    monkeypatch.setattr("coctui.vault.unlock.unlock", slow)
    async with door(told.path) as pilot:
        standing, loop = pilot, asyncio.get_running_loop()
        await give(pilot, "Noor", PASSPHRASE)
    assert "Opening. This takes about a second, on purpose." in seen[0]


async def test_letters_leave_only_from_outside_the_fields(told: Told) -> None:
    """`q` is a letter in a name; after esc it quits."""
    async with door(told.path) as pilot:
        await pilot.press("q", "?")
        assert pilot.app.screen.query_one("#name", Field).value == "q?"
        await pilot.press("escape", "q")
        await pilot.pause()
    assert pilot.app.return_value == 0


async def test_keys_and_too_small_a_window(told: Told) -> None:
    """F1 shows the keys of this screen; a small window says how large it must be."""
    async with door(told.path, size=(72, 20)) as pilot:
        assert "This window is 72 × 20. coctui needs 80 × 24; every task is also a line command." in said(pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "Passphrase" in shown(pilot)
        await pilot.press("f1")
        await rested(pilot)
        assert "you are in the unlock screen" in shown(pilot)
