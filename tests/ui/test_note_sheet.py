"""The note sheet: a place to write in that loses nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui.models.content_events import NoteWritten
from coctui.screens.case import CaseScreen
from coctui.screens.note import NoteSheet
from coctui.screens.sheet import Sheet
from coctui.screens.unlock import UnlockScreen
from coctui.vault.door import Vault
from coctui.vault.errors import NoRoom
from tests.ui.room import Desk, Told, form, press, rested, shown, standing, telling, write


def story(desk: Desk) -> str:
    """One holder."""
    return desk.open(form())


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once."""
    with telling(tmp_path_factory.mktemp("story"), story, ("Noor",)) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


def notes(vault: Vault | None, room: str) -> list[str]:
    """The notes of a case."""
    assert vault is not None
    return [entry.body.text for entry in vault.case(room).entries if isinstance(entry.body, NoteWritten)]


async def test_written_and_kept(told: Told) -> None:
    """Several lines, F2, and the note stands on the timeline; its draft is gone."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "o")
        await write(pilot, "One")
        await press(pilot, "enter")
        await write(pilot, "two q")
        await press(pilot, "f2")
        assert isinstance(app.screen, CaseScreen)
        assert notes(app.session.vault, told.room) == ["One\ntwo q"]
        assert app.session.vault is not None
        assert app.session.vault.drafts() == {}
        assert "One two q" in shown(pilot)


async def test_sealed_at_a_pause(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause seals what stands there, and a mark beside the title says so."""
    monkeypatch.setattr(Sheet, "PAUSE", 0.001)
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "o")
        await write(pilot, "Half")
        await rested(pilot)
        await rested(pilot)
        assert app.session.vault is not None
        assert list(app.session.vault.drafts()) == [f"note {told.room}"]
        assert "+ sealed" in shown(pilot)


async def test_not_sealed(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is said in words, the text stays on the screen, and esc does not close over it."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "o")
        await write(pilot, "Half")

        def full(*_: object) -> None:
            raise NoRoom

        assert app.session.vault is not None
        monkeypatch.setattr(app.session.vault, "save_draft", full)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, NoteSheet)
        assert "The disk is full" in shown(pilot)
        assert "Half" in shown(pilot)


async def test_empty(told: Told) -> None:
    """An empty note is refused in one sentence."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "o", "f2")
        assert isinstance(app.screen, NoteSheet)
        assert "Write a few words first" in shown(pilot)


async def test_locked_while_writing(told: Told) -> None:
    """F8 works in the text, and what was typed last is there again after unlocking."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "o")
        await write(pilot, "Zen")
        await press(pilot, "f8")
        assert isinstance(app.screen, UnlockScreen)
    async with standing(told, lambda: CaseScreen(told.room)) as (_, pilot):
        await press(pilot, "o")
        assert "Zen" in shown(pilot)
