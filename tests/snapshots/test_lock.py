"""Pictures of what stands before everything: the veil, and the lock screen with its reason."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from coctui.screens.pin import Pin
from tests.snapshots.test_inbox import SIZES, app, inbox
from tests.ui.inbox_rows import NOW, ROWS
from tests.ui.room import press, rested

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


@pytest.mark.parametrize("over", ["", "question_mark"], ids=["inbox", "card"])
def test_a_minute_before_the_veil(snap_compare: Compare, over: str) -> None:
    """Said in the header; over a card in the footer."""

    async def before(pilot: Pilot[int]) -> None:
        await inbox(*([over] if over else []))(pilot)
        pilot.app.screen.warn("veils in 52 s, any key stays")  # type: ignore[attr-defined]
        await rested(pilot)

    assert snap_compare(app(rows=ROWS), terminal_size=(80, 24), run_before=before)
