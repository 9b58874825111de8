"""Pictures of what stands before everything: the veil, and the lock screen with its reason."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from coctui.screens.pin import Pin
from coctui.screens.watch import Watch
from coctui.screens.write_now import WriteNowScreen
from coctui.vault.page import Page, Reader
from coctui.vault.seat import PublicKeys
from tests.snapshots.test_inbox import SIZES, app, inbox
from tests.ui.inbox_rows import NOW, ROWS
from tests.ui.room import press, rested, write

Compare = Callable[..., bool]


@SIZES
def test_veil(snap_compare: Compare, size: tuple[int, int]) -> None:
    """The time, and that something is due."""

    async def before(pilot: Pilot[int]) -> None:
        await inbox("z")(pilot)
        shown = app(rows=ROWS)
        shown.alarms.set([NOW + 1190], 0)
        pilot.app.alarms = shown.alarms  # type: ignore[attr-defined]  # the app is ours
        await rested(pilot)
        pilot.app.second()  # type: ignore[attr-defined]
        await rested(pilot)

    assert snap_compare(app(rows=ROWS), terminal_size=size, run_before=before)


def test_veil_asks_for_the_pin(snap_compare: Compare) -> None:
    """One field under the clock, and the sentence after a miss."""

    async def before(pilot: Pilot[int]) -> None:
        await inbox("z")(pilot)
        pilot.app.session.pin = Pin("4711")  # type: ignore[attr-defined]
        await press(pilot, "z", *"1234", "enter", *"47")

    assert snap_compare(app(rows=ROWS), terminal_size=(80, 24), run_before=before)


@SIZES
def test_locked(snap_compare: Compare, size: tuple[int, int]) -> None:
    """The reason in place of the tagline, empty fields, and that something is due."""

    async def before(pilot: Pilot[int]) -> None:
        await inbox("z")(pilot)
        pilot.app.lock("Locked after half an hour behind the veil. What you were writing is kept, sealed.")  # type: ignore[attr-defined]
        await rested(pilot)
        pilot.app.alarms.set([NOW + 1190], 0)  # type: ignore[attr-defined]
        pilot.app.second()  # type: ignore[attr-defined]
        await rested(pilot)

    assert snap_compare(app(rows=ROWS), terminal_size=size, run_before=before)


@pytest.mark.parametrize("over", ["", "q"], ids=["inbox", "card"])
def test_a_minute_before_the_veil(snap_compare: Compare, over: str) -> None:
    """Said in the header; over a card in the footer."""

    async def before(pilot: Pilot[int]) -> None:
        await inbox(*([over] if over else []))(pilot)
        seconds = [0.0]
        pilot.app.watch_over = Watch(lambda: seconds[0], lambda: seconds[0], veil=1)  # type: ignore[attr-defined]
        seconds[0] += 8
        pilot.app.second()  # type: ignore[attr-defined] # which also comes by itself, once a second
        await rested(pilot)

    assert snap_compare(app(rows=ROWS), terminal_size=(80, 24), run_before=before)


@SIZES
def test_write_now(snap_compare: Compare, size: tuple[int, int]) -> None:
    """A page, and what becomes of it."""

    async def before(pilot: Pilot[int]) -> None:
        await rested(pilot)
        page = Page(Reader(b"v" * 16, PublicKeys(bytes(32), bytes(32))), "a" * 32, NOW)
        await pilot.app.push_screen(WriteNowScreen(page))
        await rested(pilot)
        await write(pilot, "14:05  A voice in the lantern room. She is with me, and safe.")

    assert snap_compare(app(), terminal_size=size, run_before=before)
