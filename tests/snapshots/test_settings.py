"""Pictures of the settings: one's own, narrow; the team's rules, wide; one of them on its card."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC
from typing import Any

import pytest
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.screens.settings import SettingsScreen
from coctui.vault.door import Vault
from tests.ui.room import PASSPHRASE, Told, press, rested, telling
from tests.ui.test_settings_screen import nothing

SHOTS = (((), (80, 24)), (("2",), (120, 40)), (("enter",), (80, 24)))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A team; nothing here writes."""
    with telling(tmp_path_factory.mktemp("settings"), nothing, ("Noor", "Oksana")) as told:
        yield told


@pytest.mark.parametrize(("keys", "size"), SHOTS, ids=["yours", "team", "card"])
def test_settings(told: Told, snap_compare: Callable[..., bool], keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """A list under tabs, and what the one under the cursor does."""
    source = told.source("Noor")
    app = CoctuiApp(told.path, now=lambda: source.now().timestamp(), zone=UTC, encoding="utf-8", first=False)
    vault = app.session.vault = Vault.open(told.path, "Noor", PASSPHRASE, source=source)
    try:
        assert snap_compare(app, terminal_size=size, run_before=_standing(keys))
    finally:
        vault.lock()


def _standing(keys: tuple[str, ...]) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def before(pilot: Pilot[Any]) -> None:
        await pilot.app.push_screen(SettingsScreen())
        await rested(pilot)
        await press(pilot, *keys)

    return before
