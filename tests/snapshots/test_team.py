"""Pictures of the team, wide and narrow, and of the sheet on which one says how one is reached."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC
from typing import Any

import pytest
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.screens.team import TeamScreen
from coctui.vault.door import Vault
from tests.ui.room import PASSPHRASE, Told, press, rested, telling
from tests.ui.test_team_screen import roster

WIDE, NARROW = (120, 40), (80, 24)
SHOTS = ((("j",), WIDE), (("j",), NARROW), (("e",), WIDE), (("j", "j", "X"), NARROW))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The roster, told once; nothing here writes."""
    with telling(tmp_path_factory.mktemp("roster"), roster, ("Noor", "Ilse", "Oksana", "Tamsin")) as told:
        yield told


@pytest.mark.parametrize(("keys", "size"), SHOTS, ids=["wide", "narrow", "profile", "remove"])
def test_team(told: Told, snap_compare: Callable[..., bool], keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """Who is on now, next and can be woken, and when nobody is there."""
    source = told.source("Noor")
    app = CoctuiApp(told.path, now=lambda: source.now().timestamp(), zone=UTC, encoding="utf-8", first=False)
    vault = app.session.vault = Vault.open(told.path, "Noor", PASSPHRASE, source=source)
    try:
        assert snap_compare(app, terminal_size=size, run_before=_standing(keys))
    finally:
        vault.lock()


def _standing(keys: tuple[str, ...]) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def before(pilot: Pilot[Any]) -> None:
        await pilot.app.push_screen(TeamScreen())
        await rested(pilot)
        await press(pilot, *keys)

    return before
