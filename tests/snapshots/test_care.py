"""Pictures of the ways in and the copies, wide and narrow: the tab of the settings, and each card behind it."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.screens.copies_card import CopiesCard, backed_up, how_to_restore, listed
from coctui.screens.reading import ReadingCard
from coctui.screens.settings import SettingsScreen
from coctui.screens.verdict_card import VerdictCard, said
from coctui.vault.door import Vault
from coctui.vault.kept import Backup, Kept
from coctui.vault.verdict import Finding, Verdict
from tests.ui.room import PASSPHRASE, Told, press, rested, story, telling, write

WIDE, NARROW = (120, 40), (80, 24)
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
HOME = Path("/home/noor")
AT = datetime(2026, 12, 5, 11, 4, tzinfo=UTC)
COPIES = (
    Kept(HOME / "coctui copies/team 2026-12-05 110400.coctui", AT, "earlier"),
    Kept(HOME / ".local/state/coctui/copies/8d1f/team 2026-12-05 110400.coctui", AT, "earlier"),
    Kept(HOME / "coctui copies/team 2026-12-04 201500.coctui", AT - timedelta(hours=15), "old letters"),
    Kept(Path("/media/stick/team.coctui")),
)
LOST = Verdict(
    (
        Finding("event", "An entry by Oksana, between 5 Dec 09:20 and 5 Dec 11:00, cannot be read.", "slate-wren"),
        Finding("letter", "The letter of Ilse does not open.", "slate-wren", "unlock"),
    ),
    1,
    "in part",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A team with a case; nothing here writes."""
    with telling(tmp_path_factory.mktemp("care"), story) as told:
        yield told


@pytest.fixture
def pictured(told: Told, snap_compare: Callable[..., bool]) -> Iterator[Callable[..., bool]]:
    """Compares the settings, after some keys or something laid over them, with the picture that was looked at."""
    opened: list[Vault] = []

    def compare(*keys: str, size: tuple[int, int], then: Callable[[Pilot[Any]], Awaitable[None]] | None = None) -> bool:
        source = told.source("Noor")
        app = CoctuiApp(told.path, now=lambda: source.now().timestamp(), zone=UTC, encoding="utf-8", first=False)
        app.session.vault = Vault.open(told.path, "Noor", PASSPHRASE, source=source)
        opened.append(app.session.vault)

        async def before(pilot: Pilot[Any]) -> None:
            await app.push_screen(SettingsScreen(4))
            await rested(pilot)
            await press(pilot, *keys)
            if then is not None:
                await then(pilot)
                await rested(pilot)

        return snap_compare(app, terminal_size=size, run_before=before)

    yield compare
    for vault in opened:
        vault.lock()


@SIZES
@pytest.mark.parametrize(
    "keys", [(), ("enter", "f2"), ("j", "j", "enter")], ids=["tab", "another passphrase", "this computer"]
)
def test_ways_in(pictured: Callable[..., bool], keys: tuple[str, ...], size: tuple[int, int]) -> None:
    """What each line does; fields that say what is missing; why there is no keyring."""
    assert pictured(*keys, size=size)


@SIZES
@pytest.mark.parametrize("step", ["page", "test"])
def test_a_key_on_paper(pictured: Callable[..., bool], step: str, size: tuple[int, int]) -> None:
    """Thirteen groups to write down, and where the page belongs; then two of them to type back."""

    async def draw(pilot: Pilot[Any]) -> None:
        await write(pilot, "Noor")
        await press(pilot, "tab")
        await write(pilot, PASSPHRASE)
        await press(pilot, "f2")
        if step == "test":
            await press(pilot, "enter")
            await write(pilot, "AAAAA")
            await press(pilot, "f2")

    assert pictured("j", "enter", size=size, then=draw)


@SIZES
@pytest.mark.parametrize("what", ["copies", "restore", "fits", "lost"])
def test_copies_and_verdicts(pictured: Callable[..., bool], what: str, size: tuple[int, int]) -> None:
    """Where copies lie and how old they are, just after one was made; how one is put back; a good verdict, and a bad one."""

    async def lay_over(pilot: Pilot[Any]) -> None:
        now = (AT + timedelta(hours=1)).timestamp()
        if what == "restore":
            parts = how_to_restore(HOME / "team.coctui", COPIES, now, UTC)
            await pilot.app.push_screen(ReadingCard("", "Put a copy back", parts))
            return
        card = CopiesCard() if what == "copies" else VerdictCard()
        await pilot.app.push_screen(card)
        await rested(pilot)
        made = Backup((COPIES[0].path, COPIES[1].path), Verdict((), 3))
        card.done(
            [*backed_up(made, ("/media/stick/team.coctui",)), *listed(COPIES, now, UTC)]
            if what == "copies"
            else said(Verdict((), 3) if what == "fits" else LOST)
        )

    assert pictured(size=size, then=lay_over)
