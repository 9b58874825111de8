"""Pictures of the debrief, wide and narrow: for the team, for the public, and what stands behind a figure."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC
from typing import Any

import pytest
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.screens.debrief import DebriefScreen
from coctui.vault.door import Vault
from tests.ui.conference import NAMES, conference
from tests.ui.room import PASSPHRASE, Told, press, rested, telling

WIDE, NARROW = (120, 40), (80, 24)
SHOTS = (((), WIDE), ((), NARROW), (("l",), WIDE), (("enter",), NARROW))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The conference, told once; nothing here writes."""
    with telling(tmp_path_factory.mktemp("conference"), conference, NAMES) as told:
        yield told


@pytest.mark.parametrize(("keys", "size"), SHOTS, ids=["wide", "narrow", "public", "behind"])
def test_debrief(told: Told, snap_compare: Callable[..., bool], keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """Six figures, then promises and bars; one block is one case."""
    source = told.source("Noor")
    app = CoctuiApp(told.path, now=lambda: source.now().timestamp(), zone=UTC, encoding="utf-8", first=False)
    vault = app.session.vault = Vault.open(told.path, "Noor", PASSPHRASE, source=source)
    try:
        assert snap_compare(app, terminal_size=size, run_before=_standing(keys))
    finally:
        vault.lock()


def _standing(keys: tuple[str, ...]) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def before(pilot: Pilot[Any]) -> None:
        await pilot.app.push_screen(DebriefScreen())
        await rested(pilot)
        await press(pilot, *keys)

    return before
