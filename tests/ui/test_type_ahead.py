"""Keys typed faster than the screen follows: each acts on what the one before has brought about, and none is lost."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static

from benchmarks.terminal import Terminal
from coctui.app import CoctuiApp
from coctui.models.roster import Profile
from coctui.models.team_events import Founded
from coctui.screens import type_ahead
from coctui.screens.inbox import InboxScreen
from coctui.screens.keys import KeysCard
from coctui.vault.door import Vault
from coctui.vault.kdf import FLOOR
from coctui.widgets.case_list import CaseList
from tests.ui.inbox_rows import NOW, Shelf, stands
from tests.ui.room import rested


@asynccontextmanager
async def inbox() -> AsyncIterator[Pilot[int]]:
    """The inbox over invented rows."""
    app = CoctuiApp(Path("none.coctui"), now=lambda: NOW, zone=UTC, encoding="utf-8", first=False)
    app.session.vault = cast("Any", Shelf())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(InboxScreen())
        await rested(pilot)
        yield pilot


async def burst(pilot: Pilot[Any], *keys: str) -> None:
    """All keys in one read of the terminal, then wait until nothing is left to do."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await settled(pilot)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait for the last key's work: what a thread does, and the token that follows it."""
    typed = cast("CoctuiApp", pilot.app)._type_ahead
    while typed._on_its_way:
        await pilot.pause()
    await rested(pilot)


async def test_letters_after_the_key_of_the_filter_are_the_filter() -> None:
    """`f` and a code name in one burst, full of letters that are keys of the list, filter and do nothing else."""
    async with inbox() as pilot:
        await burst(pilot, "f", *"hljkRZ")
        stands(pilot, InboxScreen)
        assert pilot.app.screen.query_one(Input).value == "hljkRZ"


async def test_a_burst_goes_through_screens() -> None:
    """Filter, back to the list, its keys, away from them, and the cursor down: all in one burst."""
    async with inbox() as pilot:
        before = pilot.app.screen.query_one(CaseList).row
        await burst(pilot, "f", "q", "backspace", "escape", "question_mark", "escape", "j")
        stands(pilot, InboxScreen)
        after = pilot.app.screen.query_one(CaseList).row
        assert before is not None
        assert after is not None
        assert after.case != before.case
        await burst(pilot, "question_mark", "j", "j")
        stands(pilot, KeysCard)


async def test_presses_of_one_key_wait_where_the_app_cannot_answer() -> None:
    """Of three that wait the app can do one now: the cursor goes on by one, by the others once it can, and none is lost."""
    async with inbox() as pilot:
        typed, cases = cast("CoctuiApp", pilot.app)._type_ahead, pilot.app.screen.query_one(CaseList)
        typed.answers = lambda _: cases.cursor == 0 and len(typed._waiting) == 3
        for _ in range(3):
            typed._waiting.append(events.Key("j", "j"))
        typed.go_on()
        await settled(pilot)
        assert cases.cursor == 1
        typed.answers = lambda _: True
        typed.go_on()
        await pilot.pause()
        await settled(pilot)
        assert cases.cursor == 3


class Slow(Screen[None]):
    """A screen whose key `s` opens a field only after a few more rounds of messages."""

    BINDINGS: ClassVar[list[BindingType]] = [("s", "field", "a field"), ("x", "wrong", "must not happen")]
    wrong = False

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("nothing yet")

    def action_field(self) -> None:
        """Not at once."""
        self.app.call_later(self.call_later, self._field)

    async def _field(self) -> None:
        field = Input()
        await self.mount(field)
        field.focus()

    def action_wrong(self) -> None:
        """A letter that was meant for the field."""
        self.wrong = True


async def test_a_field_that_is_mounted_late_gets_the_letters() -> None:
    """What comes after a key that makes a field, some messages later, is text in that field."""
    async with inbox() as pilot:
        slow = Slow()
        await pilot.app.push_screen(slow)
        await burst(pilot, "s", "x", "x")
        assert slow.query_one(Input).value == "xx"
        assert not slow.wrong


async def test_a_paste_keeps_its_place_among_the_keys() -> None:
    """Key, paste and key in one read end in the field in that order."""
    async with inbox() as pilot:
        for event in (events.Key("f", "f"), events.Key("a", "a"), events.Paste("mber-"), events.Key("b", "b")):
            pilot.app.post_message(event)
        await settled(pilot)
        assert pilot.app.screen.query_one(Input).value == "amber-b"


class Stuck(Screen[None]):
    """A screen whose first key does not come to an end until it is let go."""

    BINDINGS: ClassVar[list[BindingType]] = [("s", "stop", "stop"), ("x", "count", "count")]

    def __init__(self) -> None:
        super().__init__()
        self.go = asyncio.Event()
        self.counted = asyncio.Event()

    async def on_key(self, event: events.Key) -> None:
        """Hangs on one key."""
        if event.key == "s":
            await self.go.wait()

    def action_count(self) -> None:
        """One that does not."""
        self.counted.set()


async def test_a_key_that_never_ends_holds_up_no_other_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its patience the next key goes on, even if the one before still hangs; nothing is lost or done twice."""
    monkeypatch.setattr(type_ahead, "PATIENCE", 0.05)
    async with inbox() as pilot:
        stuck = Stuck()
        await pilot.app.push_screen(stuck)
        typed = cast("CoctuiApp", pilot.app)._type_ahead
        for key in "sxx":
            pilot.app.post_message(events.Key(key, key))
        while typed._waiting or typed._turn < 3:
            await pilot.app._animator.wait_until_complete()
            await asyncio.wait_for(asyncio.sleep(0), 1)
        stuck.go.set()
        await asyncio.wait_for(stuck.counted.wait(), 20)
        await settled(pilot)
        assert not typed._waiting


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_what_is_typed_before_the_first_picture_is_kept(tmp_path: Path) -> None:
    """Name, passphrase and enter typed while the program still starts unlock the vault: not one key is lost."""
    path, passphrase = tmp_path / "team.coctui", "seven quiet lamps for noor"
    founding = Founded(format=1, conference="Sample", profile=Profile(name="Noor"), roles=("lead",))
    Vault.create(path, name="Noor", passphrase=passphrase, founding=founding, cost=FLOOR).lock()
    with Terminal([sys.executable, "-m", "coctui", "--vault", str(path)], size=(80, 24)) as terminal:
        terminal.type("Noor").press("tab").type(passphrase).press("enter")
        terminal.wait("Needs you", timeout=40)
