"""Every key stands in one table, does something, and is shown where it works."""

import importlib
import inspect
from pathlib import Path
from typing import Any

import pytest
from textual.dom import DOMNode
from textual.keys import _character_to_key

from coctui import keymap
from coctui.app import CoctuiApp
from coctui.screens import own_keys
from coctui.screens.base import CoctuiScreen
from coctui.screens.keys import WHERE, KeysCard
from coctui.widgets.line_list import LineList
from coctui.widgets.reader import Reader
from tests.ui.room import press, rested, shown

SCREENS = Path(__file__).parents[2] / "coctui" / "screens"


def screens() -> list[type[CoctuiScreen[Any]]]:
    """Every screen of the program that has keys."""
    found: list[type[Any]] = []
    for path in sorted(SCREENS.glob("*.py")):
        module = importlib.import_module(f"coctui.screens.{path.stem}")
        found += [kind for _, kind in inspect.getmembers(module, inspect.isclass) if kind.__module__ == module.__name__]
    return [kind for kind in found if issubclass(kind, CoctuiScreen) and hasattr(kind, "KEYS")]


def acting(kind: type[DOMNode]) -> set[str]:
    """Names of the actions that a node has."""
    return {name.removeprefix("action_") for name in dir(kind) if name.startswith("action_")}


@pytest.mark.parametrize("kind", screens(), ids=lambda kind: kind.__name__)
def test_no_key_is_dead(kind: type[CoctuiScreen[Any]]) -> None:
    """Each key of a screen's help has an action, on the screen or on the list that stands in it."""
    known = acting(kind) | acting(LineList) | acting(Reader)
    names = {name.replace(".", "_") for key in keymap.keys_of(kind.KEYS) for name, _ in key.binds}
    assert names - known == set()


@pytest.mark.parametrize("screen", keymap.SCREENS)
def test_no_key_is_bound_twice(screen: str) -> None:
    """On one screen each key does one thing."""
    keys = [part for key in keymap.keys_of(screen) for _, keys in key.binds for part in keys.split(",")]
    assert {key for key in keys if keys.count(key) > 1} == set()


def test_an_act_has_the_same_key_in_the_list_and_in_the_case() -> None:
    """Whoever learnt `m` in one place writes a message in the other, too."""
    inbox, case = (
        {name: keys for key in keymap.keys_of(screen) for name, keys in key.binds} for screen in ("inbox", "case")
    )
    both = set(inbox) & set(case)
    assert {"note", "message", "sent", "assign", "who", "determine", "close", "recuse"} <= both
    assert {name for name in both if not set(inbox[name].split(",")) & set(case[name].split(","))} == set()
    acts = {name for key in keymap.GROUPS["row"].keys for name, _ in key.binds}
    others = {keys: name for name, keys in case.items() if name not in both}
    # a list is labelled where an item is edited: `e` changes what is under the cursor in both; `x` exports wherever one
    # case or one debrief is on the screen, and a list of many is where one marks
    assert {inbox[name] for name in acts - both} & set(others) <= {"e", "x"}


@pytest.mark.parametrize("screen", keymap.SCREENS)
def test_the_footer_knows_its_keys(screen: str) -> None:
    """At most eight, each of the screen itself; every screen has a name for its help."""
    found = [keymap.find(screen, name) for name in keymap.FOOTERS[screen]]
    assert 0 < len(found) <= 8
    assert screen in WHERE or screen == "reading"


@pytest.mark.parametrize("screen", keymap.SCREENS)
def test_every_screen_that_locks_veils(screen: str) -> None:
    """Wherever something of the vault stands, one key veils it, one locks, and the shell can be had."""
    names = {name for key in keymap.keys_of(screen) for name, _ in key.binds}
    assert {"veil", "lock", "suspend"} <= names or not {"veil", "lock"} & names


def test_nothing_essential_needs_ctrl_or_alt() -> None:
    """Terminals and multiplexers swallow those: each such key has another way beside it.

    `leave` is the last way out of a field; `suspend` is what that key means in every terminal, and locking has others.
    """
    for group in keymap.GROUPS.values():
        for key in group.keys:
            for name, keys in key.binds:
                parts = keys.split(",")
                assert not any("alt+" in part for part in parts)
                assert name in ("leave", "suspend") or not all(part.startswith("ctrl+") for part in parts)


@pytest.mark.parametrize("sign", "?/:!,.;-+_@\\'\"()[]{}<>=*#%&|~^$ß§é")
def test_signs_have_the_names_that_the_terminal_gives_them(sign: str) -> None:
    """A sign that is chosen is the one that comes when it is typed."""
    assert own_keys.name_of(sign) == _character_to_key(sign) or own_keys.name_of(sign) == sign
    assert own_keys.character(own_keys.name_of(sign)) == sign


def test_the_guide_has_every_key() -> None:
    """The page is made from the table."""
    page = keymap.as_markdown()
    for group in keymap.GROUPS.values():
        assert f"## {group.title}" in page
        assert all(f"`{name}`" in page for key in group.keys for name, _ in key.binds)


@pytest.mark.parametrize("screen", sorted(set(keymap.SCREENS) & set(WHERE)))
async def test_the_help_of_each_screen_can_be_read(screen: str, tmp_path: Path) -> None:
    """On a small window every line of it comes into view, if need be by scrolling, and is found by its words; esc closes it."""
    app = CoctuiApp(tmp_path / "none.coctui", encoding="utf-8", first=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(KeysCard(screen))
        await rested(pilot)
        text, before = shown(pilot), ""
        while (now := shown(pilot)) != before:
            before = now
            await pilot.press("j")
            text += shown(pilot)
        assert f"you are in the {WHERE[screen]}" in text
        for key in keymap.keys_of(screen):
            assert key.help.split()[0] in text
        await press(pilot, "slash", *"leave")
        found = shown(pilot)
        leaving = [key.help for key in keymap.keys_of(screen) if "leave" in f"{key.label} {key.help}"]
        assert all(words.split()[0] in found for words in leaving)
        assert leaving or "No key here is called that." in found
        await press(pilot, *" xyzzy")
        assert "No key here is called that." in shown(pilot)
        await press(pilot, "escape")
        assert isinstance(app.screen, KeysCard)
        assert "No key here is called that." not in shown(pilot)
        await press(pilot, "escape")
        assert not isinstance(app.screen, KeysCard)
