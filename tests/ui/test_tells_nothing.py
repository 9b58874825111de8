"""Nothing tells, on the screen: with and without a case that a member is kept from, every screen about all cases reads the same."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from coctui.casework import access, decision, message, record
from coctui.screens.debrief import DebriefScreen
from coctui.screens.due import DueScreen
from coctui.screens.inbox import InboxScreen
from coctui.screens.settings import SettingsScreen
from coctui.screens.team import TeamScreen
from tests.ui.room import Desk, Told, form, press, settled, shown, standing, telling

NAMES = ("Noor", "Ilse", "Oksana")
SCREENS: tuple[tuple[Callable[[], Screen[Any]], tuple[tuple[str, ...], ...]], ...] = (
    (InboxScreen, ((), ("l", "f", "a"))),
    (DueScreen, ((), ("l",), ("l",), ("h", "h", "x"))),
    (DebriefScreen, ((), ("enter",), ("escape", "l"))),
    (TeamScreen, ((), ("j", "X"))),
    (SettingsScreen, (("2",),)),
)
"""Screens, and keys after each group of which they are looked at."""


def story(desk: Desk, *, hidden: bool) -> str:
    """Oksana holds one case; from another one, where there is one, she is excluded."""
    now = desk.source.now
    room = desk.open(form())
    desk.do("Noor", room, lambda case, me: access.ask(case, me, [desk.seat("Oksana")], now()))
    desk.seats["Oksana"].refresh()
    desk.seats["Oksana"].answer(room, "no conflict")
    desk.seats["Noor"].work(1.0)
    with desk.source.stream("hidden"):
        if hidden:
            doors = settled(
                access.first_acts(desk.seats["Noor"].team, desk.seats["Noor"].me, exclude=[desk.seat("Oksana")])
            )
            secret = desk.open(form(reported=("Oksana",)), ("amber-birch", "plover"), doors)
            desk.do("Noor", secret, lambda case, me: record.label(case, me, category="harassment"))
            desk.do("Noor", secret, lambda case, me: message.sent(case, me, "acknowledgement", now()))
            desk.do("Noor", secret, lambda case, me: decision.determine(case, me, "violation"))
    desk.later(hours=3)
    return room


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Told, Told]]:
    """The story without the case, and with it."""
    folders = [tmp_path_factory.mktemp(name) for name in ("without", "with")]
    with (
        telling(folders[0], partial(story, hidden=False), NAMES) as without,
        telling(folders[1], partial(story, hidden=True), NAMES) as with_it,
    ):
        yield without, with_it


@pytest.mark.slow
async def test_every_screen_reads_the_same(
    both: tuple[Told, Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For Oksana, key by key; Noor, who holds both, reads something else."""
    seen: list[list[str]] = []
    for number, told in enumerate(both):
        folder = tmp_path / str(number)
        folder.mkdir()
        # Each telling at a computer of its own: both have the same vault id, and one would be a copy of the other.
        monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
        copy = told.copied(folder)
        seen.append([])
        for screen, groups in SCREENS:
            async with standing(copy, screen, name="Oksana") as (_, pilot):
                for keys in groups:
                    await press(pilot, *keys)
                    seen[-1].append(shown(pilot))
    for one, other in zip(*seen, strict=True):
        assert one == other
    async with standing(both[1], DebriefScreen) as (_, pilot):
        assert "harassment                  ▆▆▆▆" in shown(pilot)
        assert "harassment  " not in seen[1][2]
