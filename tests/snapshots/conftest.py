"""What tests of pictures share: a screen over a vault, and the folder of the report on differences, which a test's own home would lose."""

import os
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from coctui.app import CoctuiApp
from coctui.vault.door import Vault
from tests.ui.room import PASSPHRASE, Told, press, rested

FOLDER = "TEXTUAL_SNAPSHOT_TEMPDIR"


@pytest.fixture(scope="session")
def report() -> str:
    """Where the snapshot plugin keeps what it compared; named in the environment before the first test."""
    return os.environ.get(FOLDER, "")


@pytest.fixture(autouse=True)
def reported(report: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the name back that a clean environment dropped with all others of Textual's."""
    monkeypatch.setenv(FOLDER, report)


@pytest.fixture
def pictured(snap_compare: Callable[..., bool]) -> Callable[..., bool]:
    """Whether a screen of Noor's, after these keys, looks as it did."""

    def looks_the_same(
        told: Told, screen: Callable[[], Screen[Any]], keys: tuple[str, ...], size: tuple[int, int]
    ) -> bool:
        async def before(pilot: Pilot[Any]) -> None:
            await pilot.app.push_screen(screen())
            await rested(pilot)
            await press(pilot, *keys)

        source = told.source("Noor")
        app = CoctuiApp(told.path, now=lambda: source.now().timestamp(), zone=UTC, encoding="utf-8", first=False)
        vault = app.session.vault = Vault.open(told.path, "Noor", PASSPHRASE, source=source)
        try:
            return snap_compare(app, terminal_size=size, run_before=before)
        finally:
            vault.lock()

    return looks_the_same
