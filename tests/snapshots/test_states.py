"""Pictures of what is not as it should be: a case that is damaged, a team that cannot be read on, a vault that takes its time.

The bytes in the file are changed, or the thread that reads is held; nothing is put into a widget by a test.
"""

import sqlite3
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from coctui.app import CoctuiApp
from coctui.models.roster import Profile
from coctui.models.team_events import ProfileChanged
from coctui.screens.case import CaseScreen
from coctui.screens.debrief import DebriefScreen
from coctui.screens.deciding import DecidingSheet
from coctui.screens.due import DueScreen
from coctui.screens.hand_over import HandOverSheet
from coctui.screens.team import TeamScreen
from coctui.screens.tie import TieSheet
from coctui.vault.door import Vault
from tests.snapshots.test_company import offered
from tests.ui.room import PASSPHRASE, Told, press, rested, shown, telling

SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["wide", "narrow"])
Made = Callable[[str], Screen[Any]]
"""A screen, of the room of the case where it is about one."""
OF_A_CASE: dict[str, Made] = {
    "case": CaseScreen,
    "deciding": DecidingSheet,
    "hand over": HandOverSheet,
    "tie": TieSheet,
}
OF_ALL: dict[str, Made] = {"debrief": lambda _: DebriefScreen(), "due": lambda _: DueScreen()}
WAITING = ("case", "hand over", "deciding", "debrief")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A case with everything in it, and two more."""
    with telling(tmp_path_factory.mktemp("states"), offered, ("Noor", "Ilse")) as told:
        yield told


@pytest.fixture
def pictured(told: Told, snap_compare: Callable[..., bool]) -> Iterator[Callable[..., bool]]:
    """Compares a screen with the picture that was looked at."""
    opened: list[Vault] = []

    def compare(
        here: Told, screen: Made, size: tuple[int, int], then: Callable[[Pilot[Any]], Awaitable[None]] = rested,
        encoding: str = "utf-8",
    ) -> bool:  # fmt: skip
        source = here.source("Noor")
        app = CoctuiApp(here.path, now=lambda: source.now().timestamp(), zone=UTC, encoding=encoding, first=False)
        app.session.vault = Vault.open(here.path, "Noor", PASSPHRASE, source=source)
        opened.append(app.session.vault)

        async def before(pilot: Pilot[Any]) -> None:
            await app.push_screen(screen(here.room))
            await then(pilot)

        return snap_compare(app, terminal_size=size, run_before=before)

    yield compare
    for vault in opened:
        vault.lock()


def damage(path: Path, room: str) -> None:
    """Flip a bit of each entry of a case."""
    with closing(sqlite3.connect(path)) as file, file:
        found = file.execute(
            "SELECT n, sealed FROM event WHERE room = (SELECT n FROM room WHERE id = ?)", (bytes.fromhex(room),)
        ).fetchall()
        for number, sealed in found:
            changed = bytes([*sealed[:-1], sealed[-1] ^ 1])
            file.execute("UPDATE event SET sealed = ? WHERE n = ?", (changed, number))


@SIZES
@pytest.mark.parametrize(
    "name",
    ["case", *OF_ALL, *(pytest.param(sheet, marks=pytest.mark.slow) for sheet in ("deciding", "hand over", "tie"))],
)
def test_damaged(pictured: Callable[..., bool], told: Told, tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    """One sentence, whole, in the place of the case; figures and promises of all others."""
    here = told.copied(tmp_path)
    damage(here.path, here.room)
    assert pictured(here, (OF_A_CASE | OF_ALL)[name], size)


@SIZES
def test_a_team_that_cannot_be_read_on(
    pictured: Callable[..., bool], told: Told, tmp_path: Path, size: tuple[int, int]
) -> None:
    """What was read stays, and the reason stands over it; by somebody else's newest entry, which is damaged."""
    here = told.copied(tmp_path)

    async def others_write(pilot: Pilot[Any]) -> None:
        ilse = here.vault("Ilse")
        ilse.manage(ProfileChanged(profile=Profile(name="Ilse", phone="+31 6 00000")))
        ilse.lock()
        with closing(sqlite3.connect(here.path)) as file, file:
            number, sealed = file.execute("SELECT n, sealed FROM event ORDER BY n DESC").fetchone()
            changed = bytes([*sealed[:-1], sealed[-1] ^ 1])
            file.execute("UPDATE event SET sealed = ? WHERE n = ?", (changed, number))
        while "cannot be read" not in shown(pilot) and "is damaged" not in shown(pilot):
            await rested(pilot)

    assert pictured(here, lambda _: TeamScreen(), size, others_write)


@pytest.mark.slow
@SIZES
@pytest.mark.parametrize("name", WAITING)
def test_waiting(
    pictured: Callable[..., bool],
    told: Told,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    size: tuple[int, int],
) -> None:
    """The rule of each pane, and that it is being read."""
    go_on, read, picture = threading.Event(), Vault.case, CoctuiApp.export_screenshot

    def held(vault: Vault, room: str) -> Any:
        go_on.wait(20)
        return read(vault, room)

    def taken(app: CoctuiApp, **how: Any) -> str:
        svg = picture(app, **how)
        go_on.set()
        return svg

    monkeypatch.setattr(Vault, "case", held)
    monkeypatch.setattr(CoctuiApp, "export_screenshot", taken)

    async def until_it_is_said(pilot: Pilot[Any]) -> None:
        while "Reading" not in shown(pilot):
            await pilot.pause()

    assert pictured(told.copied(tmp_path), (OF_A_CASE | OF_ALL)[name], size, until_it_is_said)


PLAIN: dict[str, tuple[str, ...]] = {
    "deciding": ("v",), "hand over": ("H",), "take over": ("T",), "consent": ("c",), "tie": ("L",), "due": ("p",)
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("how", "size"), [("ascii", (80, 24)), ("no colour", (120, 40))], ids=["ascii", "no colour"])
@pytest.mark.parametrize("name", PLAIN)
def test_plain(
    pictured: Callable[..., bool],
    told: Told,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    how: str,
    size: tuple[int, int],
) -> None:
    """Without colour, and in letters alone: every mark is there, and what has the focus is seen."""
    if how == "no colour":
        monkeypatch.setenv("NO_COLOR", "1")

    async def go(pilot: Pilot[Any]) -> None:
        await rested(pilot)
        await press(pilot, *PLAIN[name])

    assert pictured(told.copied(tmp_path), CaseScreen, size, go, "ascii" if how == "ascii" else "utf-8")
