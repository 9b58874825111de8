"""Nothing tells, every screen: whoever is kept from a case sees the same letters with it and without.

All screens in one walk, after a history in which everything happened that can happen to a case; then after histories
that Hypothesis makes up. A screen that is not in the table of tests/every_screen.py fails in
tests/rules/test_nothing_tells_tables.py.
"""

import asyncio
from datetime import UTC
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import Phase, given, settings
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.screens.case import CaseScreen
from coctui.screens.inbox import InboxScreen
from coctui.vault.door import Vault
from tests.every_screen import WALK
from tests.tale import ACTS, SEEN, Step, Tale, copies_at_home, steps
from tests.ui.room import rested, shown

FIRST = (
    *(Step(hidden, "open") for hidden in (False, True, False)),
    *(Step(False, what) for what in ("plan", "act", "hand over")),
)
"""So that there is something to vote on, to look at, and to take over."""
EVERYTHING = [
    *FIRST,
    *(Step(True, what, minutes=1) for what in ACTS if what not in ("ask all", "recuse")),
    Step(True, "recuse", 2),
]
Seen = list[tuple[str, str, str]]
"""Which screen was looked for, which stood there, and every letter of it."""


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    copies_at_home(monkeypatch)


async def walk(told: Tale) -> Seen:
    """Everything that the kept member sees."""
    told.settle()
    told.crew.close()
    told.look(("people", SEEN[0], "--clear"))  # so that the case opens without asking first
    source, name, seen = told.crew.source, told.kept, list[tuple[str, str, str]]()
    with told.crew.computer_of(name), source.stream("walk"):
        app = CoctuiApp(
            told.crew.path,
            now=lambda: source.now().timestamp(),
            steady=lambda: 0.0,
            zone=UTC,
            encoding="utf-8",
            first=False,
        )
        app.session.vault = Vault.open(told.crew.path, name, told.crew.passphrases[name], source=source)
        app.session.rows = app.session.vault.rows()
        try:
            async with app.run_test(size=(120, 40)) as pilot:
                app.enter()
                await rested(pilot)
                for look in WALK:
                    await _stand(app, pilot, look.start)
                    for keys in look.groups:
                        await pilot.press(*keys)
                        await rested(pilot)
                        seen.append((look.screen, type(app.screen).__name__, told.placeless(shown(pilot))))
        finally:
            if app.session.vault is not None:
                app.session.vault.lock()
    return seen


async def _stand(app: CoctuiApp, pilot: Pilot[int], start: str) -> None:
    """Go back to where a part of the walk begins: the list on the case that one may see, that case, or the door."""
    if start == "lock":
        return
    if app.veiled:
        app.lift()
    here = CaseScreen if start == "case" else InboxScreen
    while not isinstance(app.screen, here | InboxScreen):
        await app.pop_screen()
    if not isinstance(app.screen, here):
        await pilot.press("enter")
        await rested(pilot)
    if isinstance(app.screen, InboxScreen):
        inbox = app.screen
        inbox._came_back = False
        inbox.come_back(inbox.house.session.rows)
        assert inbox.cases.go_to(next(row.room for row in inbox.cases.rows if row.case == SEEN[0]))
    await rested(pilot)


def both(history: list[Step]) -> tuple[Seen, Seen, int]:
    """The walk after a history with hidden cases, and without them; and how many acts more were done in the first.

    Noor is kept: a chair comes everywhere.
    """
    found, done = list[Seen](), list[int]()
    here = Path(mkdtemp())
    for hidden in (True, False):
        # At the same place one after the other: where a path is cut or broken on a screen depends on its letters.
        told = Tale(here / "told", hidden=hidden, kept="Noor")
        told.tell(history)
        found.append(asyncio.run(walk(told)))
        done.append(sum(1 for *_, status in told.met if status == 0))
        (here / "told").rename(here / f"told before, {hidden}")
    return found[0], found[1], done[0] - done[1]


@pytest.mark.slow
def test_every_screen_reads_the_same_whatever_happened() -> None:
    """Letter by letter; and the walk really comes to every screen."""
    with_it, without, more = both(EVERYTHING)
    assert more > 30, "what is to happen in the hidden case is refused"
    for one, other in zip(with_it, without, strict=True):
        assert one == other
    assert {stood for _, stood, _ in with_it} >= {look.screen for look in WALK}


@pytest.mark.slow
@given(steps())
@settings(max_examples=max(1, settings().max_examples // 250), phases=(Phase.generate,))
def test_every_screen_reads_the_same_after_any_history(history: list[Step]) -> None:
    """The same after histories that nobody thought of."""
    for one, other in zip(*both([*FIRST, *history])[:2], strict=True):
        assert one == other
