"""Pictures of a report that is taken, what was promised, a small matter, the question before words are taken out; wide and narrow."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.vault.door import Vault
from tests.ui.room import PASSPHRASE, Told, press, rested, shown, telling
from tests.ui.test_due import story

Compare = Callable[..., bool]
WIDE, NARROW = (120, 40), (80, 24)
WAYS = {
    "taking": ("n", *"She", "f6"), "due": ("P",), "small": ("S", "space"), "strike": ("enter", "3", "g", "j", "U")
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once; nothing here writes."""
    with telling(tmp_path_factory.mktemp("story"), story, names=("Noor", "Ilse")) as told:
        yield told


def walked(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """From the list by these keys."""

    async def before(pilot: Pilot[Any]) -> None:
        app: Any = pilot.app
        app.enter()
        await rested(pilot)
        for key in keys:
            await press(pilot, key)
        while "n" in keys and "+ sealed" not in shown(pilot):  # a second after the last letter, on a slow day or not
            await rested(pilot)

    return before


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("keys", WAYS.values(), ids=WAYS)
def test_pictured(
    told: Told, tmp_path: Path, snap_compare: Compare, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    """Each as somebody comes to it by keys; in a file of its own, since what is typed is kept."""
    told = told.copied(tmp_path)
    source = told.source("Noor")
    app = CoctuiApp(told.path, now=lambda: source.now().timestamp(), zone=UTC, encoding="utf-8", first=False)
    vault = app.session.vault = Vault.open(told.path, "Noor", PASSPHRASE, source=source)
    app.session.rows = vault.rows()
    try:
        assert snap_compare(app, terminal_size=size, run_before=walked(*keys))
    finally:
        vault.lock()
