"""Pictures of the case, its sheets and the card, wide and narrow; clock, names and ids stand still."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from coctui.app import CoctuiApp
from coctui.screens.card import CardScreen
from coctui.screens.case import CaseScreen
from coctui.vault.door import Vault
from tests.ui.room import PASSPHRASE, Told, press, rested, story, telling

Compare = Callable[..., bool]
WIDE, NARROW = (120, 40), (80, 24)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once; nothing here writes."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


@pytest.fixture
def pictured(told: Told, snap_compare: Compare) -> Iterator[Callable[..., bool]]:
    """Compares a screen, after some keys, with the picture that was looked at."""
    opened: list[Vault] = []

    def compare(screen: Callable[[], Screen[Any]], *keys: str, size: tuple[int, int], name: str = "Noor") -> bool:
        source = told.source(name)
        app = CoctuiApp(told.path, now=lambda: source.now().timestamp(), zone=UTC, encoding="utf-8", first=False)
        app.session.vault = Vault.open(told.path, name, PASSPHRASE, source=source)
        opened.append(app.session.vault)
        return snap_compare(app, terminal_size=size, run_before=_standing(screen, keys))

    yield compare
    for vault in opened:
        vault.lock()


def _standing(screen: Callable[[], Screen[Any]], keys: tuple[str, ...]) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def before(pilot: Pilot[Any]) -> None:
        await pilot.app.push_screen(screen())
        await rested(pilot)
        await press(pilot, *keys)

    return before


def test_case_wide(told: Told, pictured: Callable[..., bool]) -> None:
    """Three panes side by side; the first question that is open has the cursor."""
    assert pictured(lambda: CaseScreen(told.room), size=WIDE)


@pytest.mark.parametrize("tab", ["1", "2", "3"])
def test_case_narrow(told: Told, pictured: Callable[..., bool], tab: str) -> None:
    """One pane at a time under three tabs."""
    assert pictured(lambda: CaseScreen(told.room), tab, size=NARROW)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_item(told: Told, pictured: Callable[..., bool], size: tuple[int, int]) -> None:
    """The sheet of the location, with choices in two rows; the whole window when it is narrow."""
    assert pictured(lambda: CaseScreen(told.room), "g", "j", "j", "e", size=size)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_people(told: Told, pictured: Callable[..., bool], size: tuple[int, int]) -> None:
    """The sheet of a reported person: tabs by code name, every fact in a field."""
    assert pictured(lambda: CaseScreen(told.room), "g", "j", "j", "j", "j", "j", "e", size=size)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_who(told: Told, pictured: Callable[..., bool], size: tuple[int, int]) -> None:
    """Members with their answers, the cursor on the one who was asked, and what follows."""
    assert pictured(lambda: CaseScreen(told.room), "w", "j", "j", size=size)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_people_first(told: Told, pictured: Callable[..., bool], size: tuple[int, int]) -> None:
    """Who is named, before any account."""
    assert pictured(lambda: CaseScreen(told.room), size=size, name="Ilse")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_card(told: Told, pictured: Callable[..., bool], size: tuple[int, int]) -> None:
    """The question, with nobody's name."""
    assert pictured(lambda: CardScreen(told.room), size=size, name="Oksana")
