"""Nothing typed is lost: every place that takes text, however one leaves it, on a full disk too."""

import json
from collections.abc import Callable
from datetime import UTC
from typing import Any

import pytest
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.screens.drafting import Drafting
from coctui.screens.unlock import UnlockScreen
from coctui.vault.door import Vault
from coctui.vault.errors import NoRoom
from tests.ui.room import PASSPHRASE, Told, on_top, press, rested, said, shown
from tests.ui.test_keymap import screens

WORD = "opal"
"""Short enough for the shortest field."""
PLACES: dict[str, tuple[str, ...]] = {
    "TakingScreen": ("n",),
    "NoteSheet": ("o",),
    "MessageSheet": ("enter", "m"),
    "ItemSheet": ("enter", "g", "j", "e"),
    "PeopleSheet": ("enter", "r", "enter"),
    "SentSheet": ("enter", "M"),
    "DetermineSheet": ("d",),
    "CloseSheet": ("X",),
    "SettleSheet": ("S",),
    "LabelSheet": ("e",),
    "WaiveSheet": ("enter", "W"),
    "ActSheet": ("enter", "f5"),
    "DecidingSheet": ("enter", "v", "2"),
    "ProfileSheet": ("T", "e"),
    "OwnListSheet": ("T", "p"),
}
"""Editor to the keys that lead there from the list; then tab, until letters are text."""
NO_TEXT = frozenset(
    {"AssignSheet", "FilesSheet", "StandInSheet", "WhoSheet", "InviteSheet", "RolesSheet", "LabelManySheet", "ReviewSheet",
     "HandOverSheet", "TakeOverSheet", "ConsentSheet", "TieSheet", "ChooseSheet",}
)  # fmt: skip
"""Editors that take choices, a path or a member's name; the review needs something to look at, and is a note like any other."""
ALWAYS = ("NoteSheet",)
"""Gone through in every run; the others are among the slow tests."""


def at_the_list(told: Told, clock: list[float]) -> CoctuiApp:
    """The app with Noor's vault open, on a clock that is moved by hand."""
    start = told.now.timestamp()
    app = CoctuiApp(
        told.path, now=lambda: start + clock[0], steady=lambda: clock[0], zone=UTC, encoding="utf-8", first=False
    )  # fmt: skip
    vault = Vault.open(told.path, "Noor", PASSPHRASE, source=told.source("Noor"))
    app.session.vault, app.session.rows = vault, vault.rows()
    return app


async def begin(app: CoctuiApp, pilot: Pilot[int], place: str) -> Drafting[Any]:
    """Go to an editor, to its first field of text."""
    app.enter()
    await rested(pilot)
    await press(pilot, *PLACES[place])
    sheet = on_top(app, Drafting)
    assert type(sheet).__name__ == place
    for _ in range(20):
        if sheet.typing:
            return sheet
        await press(pilot, "tab")
    raise AssertionError(f"no field of text in {place}")


def kept(vault: Vault, key: str) -> str:
    """What is sealed of it."""
    return " ".join(json.loads(vault.draft(key) or "{}").values())


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait for what a timer and a thread do."""
    while not holds():
        await pilot.pause()


def full(*_: object) -> None:
    """The disk has no room."""
    raise NoRoom


def test_every_editor_has_a_place() -> None:
    """An editor that is not gone through here could lose what is typed."""
    editors = {
        kind.__name__ for kind in screens() if issubclass(kind, Drafting) and kind.__module__ != Drafting.__module__
    }
    bases = {"Sheet", "FormSheet", "MessageOut"}
    assert editors - bases == set(PLACES) | NO_TEXT


@pytest.mark.parametrize(
    "place", [pytest.param(name, marks=() if name in ALWAYS else pytest.mark.slow) for name in PLACES]
)
async def test_typed_and_locked_at_once_and_on_a_full_disk(
    place: str, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is said, a lock is held back once, and the text is sealed as soon as there is room; a lock seals to the last letter."""
    monkeypatch.setattr(Drafting, "PAUSE", 0.05)
    app = at_the_list(told, [0.0])
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await begin(app, pilot, place)
        vault, key = app.session.vault, sheet.draft_key
        assert vault is not None
        with monkeypatch.context() as patch:
            patch.setattr(vault, "save_draft", full)
            await press(pilot, *WORD)
            await until(pilot, lambda: sheet._unsealed)
            assert WORD in shown(pilot)
            assert "! not sealed" in shown(pilot)
            assert "The disk is full" in said(pilot)
            await press(pilot, "f1", "f8")
            assert app.screen is sheet, "the text is in sight again, and nothing is locked"
            assert "It is safe on this screen." in said(pilot)
            assert app.session.vault is vault
        await until(pilot, lambda: not sheet._unsealed)
        assert WORD in kept(vault, key)
        assert "It is safe on this screen." not in said(pilot)
        monkeypatch.setattr(Drafting, "PAUSE", 60.0)
        await press(pilot, "a", "b", "f8")
        on_top(app, UnlockScreen)
    again = told.vault("Noor")
    assert f"{WORD}ab" in kept(again, key)
    again.lock()


async def test_a_second_press_locks_all_the_same(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody stands in the door: the screen goes, and the door says what was lost; a letter typed asks once more."""
    app = at_the_list(told, [0.0])
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await begin(app, pilot, "NoteSheet")
        monkeypatch.setattr(app.session.vault, "save_draft", full)
        await press(pilot, *WORD, "f8", "x", "f8")
        assert app.screen is sheet
        await press(pilot, "f8")
        on_top(app, UnlockScreen)
        assert "could not be sealed" in said(pilot)
        assert WORD not in shown(pilot)


async def test_writing_without_a_pause_is_sealed_all_the_same(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """After five seconds of it, whatever the pauses would have been."""
    monkeypatch.setattr(Drafting, "PAUSE", 600.0)
    clock = [0.0]
    app = at_the_list(told, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        sheet = await begin(app, pilot, "NoteSheet")
        vault = app.session.vault
        assert vault is not None
        for seconds, sealed in ((0.0, ""), (4.0, ""), (5.1, "abc"), (8.0, "abc"), (13.2, "abcde")):
            clock[0] = seconds
            app.watch_over.begin()
            await pilot.press("abcde"[len(sheet.written()["text"])])
            while sealed and kept(vault, sheet.draft_key) != sealed:
                await rested(pilot)
            assert kept(vault, sheet.draft_key) == sealed
