"""What a key changes is painted when it has been done, not at the next tick of a clock; a burst costs no more pictures."""

from typing import Any, cast

import pytest
from textual.pilot import Pilot
from textual.timer import Timer

from tests.ui.inbox_room import inbox, under
from tests.ui.room import shown


@pytest.fixture
def no_ticks(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Once the list is filled, no timer of a screen fires any more."""
    stopped: list[bool] = []
    resume = Timer.resume

    def only_before(self: Timer) -> None:
        if not (stopped and self.name == "screen_update"):
            resume(self)

    monkeypatch.setattr(Timer, "resume", only_before)
    return stopped


def pictures(pilot: Pilot[Any], monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Grows with each picture that goes to the terminal."""
    found: list[bool] = []
    app = pilot.app
    display = app._display

    def counted(screen: Any, renderable: Any) -> None:
        found.append(True)
        display(screen, renderable)

    monkeypatch.setattr(app, "_display", counted)
    return found


async def test_a_move_of_the_cursor_waits_for_no_tick(no_ticks: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Though no tick ever comes, the next row has the bar, and its preview follows."""
    async with inbox() as pilot:
        no_ticks.append(True)
        seen = pictures(pilot, monkeypatch)
        pilot.app.screen.query_one("#cases").action_move_down()  # type: ignore[attr-defined]  # the list of cases
        for _ in range(200):
            if len(seen) >= 2:
                break
            await pilot._wait_for_screen()
        assert seen
        assert under(pilot) == "amber-birch"
        line = next(line for line in shown(pilot).splitlines() if "amber-birch" in line)
        assert "▌" in line


async def test_a_burst_of_changes_costs_no_picture_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty changes of one row within a moment: a few at once, the rest at the pace of the clock."""
    async with inbox() as pilot:
        seen = pictures(pilot, monkeypatch)
        cases = cast("Any", pilot.app.screen.query_one("#cases"))
        for _ in range(50):
            cases.action_move_down()
            cases.action_move_up()
        await pilot.pause()
        assert len(seen) < 20
