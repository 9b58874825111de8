"""Every key of the map on every screen: nothing breaks, and no list, case or card shows a name because of it."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from coctui import keymap
from coctui.app import CoctuiApp
from coctui.screens.base import CoctuiScreen
from coctui.screens.invite import CodeCard
from coctui.screens.reading import ReadingCard
from coctui.screens.sheet import Sheet
from coctui.vault.door import Vault
from tests.ui.room import PASSPHRASE, Told, rested, shown, story, telling

NAMES = ("fernweh", "hoodie")
"""Of the reporter and of the reported person, as the report has them."""
MAY_NAME = (Sheet, ReadingCard)
"""Editors and readers of what was told: who opens them asked for it. All others show code names."""
ENDS = frozenset({"leave", "quit", "suspend"})
"""Keys that end or stop the program where nothing is open; tests/ui/test_signals.py and the tests of the door press them."""
EVERY = sorted(
    {
        key
        for screen in keymap.SCREENS
        for line in keymap.keys_of(screen)
        for _, keys in line.binds
        for key in keys.split(",")
    }
)


class Way(NamedTuple):
    """How a person comes to a screen: who they are, and what they press from their first screen on."""

    keys: tuple[str, ...] = ()
    name: str = "Noor"
    locked: bool = False
    first: bool = False


WAYS = {
    "doors": Way(first=True, locked=True),
    "start": Way(("3",), first=True, locked=True),
    "unlock": Way(("escape",), locked=True),
    "write now": Way(("escape", "n"), locked=True),
    "veil": Way(("z",)),
    "inbox": Way(),
    "case": Way(("enter",)),
    "due": Way(("P",)),
    "debrief": Way(("D",)),
    "team": Way(("T",)),
    "settings": Way(("comma",)),
    "right now": Way(("exclamation_mark",)),
    "behind": Way(("D", "enter")),
    "card": Way(("enter",), name="Oksana"),
    "people": Way(("enter", "b")),
    "who": Way(("enter", "w")),
    "deciding": Way(("enter", "v")),
    "taking": Way(("n",)),
    "kept view": Way(("v",)),
    "question": Way(("enter", "R")),
    "sheet": Way(("o",)),
    "message": Way(("enter", "m")),
    "act": Way(("enter", "f5")),
    "settle": Way(("S",)),
    "reading": Way(("p",)),
    "commands": Way(("colon",)),
    "help": Way(("question_mark",)),
    "code": Way(),
    "passphrase": Way(("comma", "5", "enter")),
    "copies": Way(("comma", "5", "j", "j", "j", "enter")),
    "merging": Way(("comma", "5", "G", "enter", "x", "f2")),
}
"""Screen of the key map to the way there. A new screen needs a line here."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


async def go(app: CoctuiApp, pilot: Pilot[int], screen: str) -> CoctuiScreen[Any]:
    """Go the way; the screen that stands there."""
    way = WAYS[screen]
    if not way.locked:
        app.enter()
        await rested(pilot)
    for key in way.keys:
        await pilot.press(key)
        await rested(pilot)
    if screen == "code":
        await app.push_screen(CodeCard("Brisa", "abcd-efgh-ijkl"))
        await rested(pilot)
    found = app.screen
    assert isinstance(found, CoctuiScreen)
    assert screen == found.KEYS, f"the way to {screen} leads to {found.KEYS}"
    return found


async def back(app: CoctuiApp, pilot: Pilot[int], start: Screen[Any]) -> bool:
    """Come back to a screen, as far as it still stands."""
    if app.veiled and start.KEYS != "veil":  # type: ignore[attr-defined]  # a screen of ours
        app.lift()
    while start in app.screen_stack and app.screen is not start:
        await app.pop_screen()
    await rested(pilot)
    return app.screen is start


def check(app: CoctuiApp, pilot: Pilot[int], key: str) -> None:
    """No name where nobody asked for one."""
    top = app.screen
    assert isinstance(top, CoctuiScreen)
    if not isinstance(top, MAY_NAME) and not any(
        screen.names_shown for screen in app._stack if isinstance(screen, CoctuiScreen)
    ):
        text = shown(pilot).casefold()
        assert [name for name in NAMES if name in text] == [], f"after {key} on {top.KEYS}"


def keys_to_press(screen: str) -> list[str]:
    """One key of each binding of a screen; those that lock come last."""
    found = [keys.split(",")[0] for line in keymap.keys_of(screen) for name, keys in line.binds if name not in ENDS]
    locks = {
        key for line in keymap.keys_of(screen) for name, keys in line.binds if name == "lock" for key in keys.split(",")
    }
    return sorted(dict.fromkeys(found), key=lambda key: key in locks)


QUICK = ("unlock", "veil", "question")
"""Pressed through in every run; the others are among the slow tests, a minute and a half of two cores."""


@pytest.mark.parametrize(
    "screen", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in keymap.SCREENS]
)
async def test_every_key_of_a_screen_can_be_pressed(screen: str, told: Told, tmp_path: Path) -> None:
    """Each alone, from the screen as it stands when one comes to it; then all keys of all screens in one burst."""
    way, pending, round_ = WAYS[screen], keys_to_press(screen), 0
    while pending:
        round_ += 1
        folder = tmp_path / str(round_)
        folder.mkdir()
        here = told.copied(folder)
        app = app_on(here, way)
        try:
            async with app.run_test(size=(80, 24)) as pilot:
                start = await go(app, pilot, screen)
                while pending:
                    key = pending.pop(0)
                    await pilot.press(key)
                    await rested(pilot)
                    check(app, pilot, key)
                    if not await back(app, pilot, start):
                        break
                else:
                    await burst(app, pilot)
        finally:
            if app.session.vault is not None:
                app.session.vault.lock()


def app_on(here: Told, way: Way, *, encoding: str = "utf-8") -> CoctuiApp:
    """The app as one finds it: at the doors, at the door, or open."""
    source = here.source(way.name)
    app = CoctuiApp(
        here.path, now=lambda: source.now().timestamp(), steady=lambda: 0.0, zone=UTC, encoding=encoding, first=way.first
    )  # fmt: skip
    if way.locked:
        here.vault(way.name).lock()  # somebody has unlocked here before
    else:
        vault = Vault.open(here.path, way.name, PASSPHRASE, source=source)
        app.session.vault, app.session.rows = vault, vault.rows()
    return app


async def burst(app: CoctuiApp, pilot: Pilot[int]) -> None:
    """Every key that any screen has, as fast as somebody who fell onto the keyboard."""
    for key in EVERY:
        if not key.startswith("ctrl+"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
    await rested(pilot)
    check(app, pilot, "all of them")


def test_every_screen_has_a_way() -> None:
    """A screen that the map has and nobody comes to would be pressed by nobody."""
    assert set(WAYS) == set(keymap.SCREENS)


async def test_what_is_looked_for_is_a_name(told: Told, tmp_path: Path) -> None:
    """On demand it is shown, in the case: so the test above would see it."""
    here = told.copied(tmp_path)
    app = app_on(here, WAYS["case"])
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            await go(app, pilot, "case")
            assert not any(name in shown(pilot).casefold() for name in NAMES)
            await pilot.press("u")
            await rested(pilot)
            assert any(name in shown(pilot).casefold() for name in NAMES)
    finally:
        if app.session.vault is not None:
            app.session.vault.lock()
