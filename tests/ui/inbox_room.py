"""The inbox over invented rows: what its tests share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import Any, cast

from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.models.row import Row
from coctui.screens.inbox import InboxScreen
from coctui.widgets.case_list import CaseList
from tests.ui.inbox_rows import NOW, ROWS, Shelf
from tests.ui.room import rested

WIDE, NARROW = (120, 40), (80, 24)


@asynccontextmanager
async def inbox(
    rows: tuple[Row, ...] = ROWS, size: tuple[int, int] = WIDE, *, shelf: Shelf | None = None, encoding: str = "utf-8"
) -> AsyncIterator[Pilot[int]]:
    """The inbox over invented rows."""
    app = CoctuiApp(Path("none.coctui"), now=lambda: NOW, zone=UTC, encoding=encoding, first=False)
    app.session.vault = cast("Any", shelf or Shelf(rows))
    async with app.run_test(size=size) as pilot:
        await app.push_screen(InboxScreen())
        await rested(pilot)
        yield pilot


def cases(pilot: Pilot[Any]) -> CaseList:
    """The list."""
    return pilot.app.screen.query_one(CaseList)


def under(pilot: Pilot[Any]) -> str:
    """The code name under the cursor."""
    row = cases(pilot).row
    return row.case if row else ""


def shelf_of(pilot: Pilot[Any]) -> Shelf:
    """The stand-in for the vault."""
    return cast("Shelf", cast("CoctuiApp", pilot.app).session.vault)


async def others_write(pilot: Pilot[Any], *rows: Row) -> None:
    """Somebody else's coctui left these rows; the next look sees them."""
    shelf = shelf_of(pilot)
    shelf.lines, shelf.changed = rows, True
    screen = pilot.app.screen
    assert isinstance(screen, InboxScreen)
    screen.look()
    await rested(pilot)
