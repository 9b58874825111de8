"""Pictures of the doors, the inbox and what stands over it: wide and narrow, without colour, by day, in ASCII."""

from collections.abc import Awaitable, Callable
from datetime import UTC
from pathlib import Path
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.models.row import Row
from coctui.screens.inbox import InboxScreen
from coctui.screens.question import step_aside_question
from coctui.screens.start import SixWords, StartScreen
from coctui.widgets.fields import FieldRow
from coctui.widgets.outlook import KeptView, Outlook, kept_setting
from tests.ui import inbox_rows as samples
from tests.ui.inbox_room import others_write
from tests.ui.inbox_rows import NOW, ROWS, Shelf, row
from tests.ui.room import press, rested
from tests.ui.test_inbox_states import shelf_with_shifts

Compare = Callable[..., bool]
Before = Callable[[Pilot[Any]], Awaitable[None]]
WIDE, NARROW = (120, 40), (80, 24)
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


def app(*, first: bool = False, encoding: str = "utf-8", rows: tuple[Row, ...] | None = None) -> CoctuiApp:
    """The app at a time that stands still, with invented lines in the vault if there are any."""
    found = CoctuiApp(Path("vault.coctui"), now=lambda: NOW, zone=UTC, encoding=encoding, first=first)
    if rows is not None:
        found.session.vault = cast("Any", Shelf(rows))
    return found


def inbox(*keys: str, theme: str = "") -> Before:
    """Go to the inbox and press keys."""

    async def before(pilot: Pilot[Any]) -> None:
        if theme:
            pilot.app.theme = theme
        await pilot.app.push_screen(InboxScreen())
        await rested(pilot)
        await press(pilot, *keys)

    return before


@SIZES
def test_doors(snap_compare: Compare, size: tuple[int, int]) -> None:
    """Three doors, the first under the cursor."""
    assert snap_compare(app(first=True), terminal_size=size)


def test_wrong_passphrase(snap_compare: Compare) -> None:
    """The field has a red edge, and under it the sentence that blames nobody."""

    async def before(pilot: Pilot[Any]) -> None:
        await rested(pilot)
        await pilot.press(*"Noor", "tab")
        pilot.app.screen.query_one("#secret", FieldRow).wrong(
            "They do not open this vault together. Please try again, as often as you like."
        )
        await rested(pilot)

    assert snap_compare(app(), terminal_size=NARROW, run_before=before)


@SIZES
def test_start(snap_compare: Compare, size: tuple[int, int]) -> None:
    """Fields in a column, six words above the passphrase."""

    async def before(pilot: Pilot[Any]) -> None:
        await pilot.app.push_screen(StartScreen())
        await rested(pilot)
        pilot.app.screen.query_one(SixWords).show("plastic must exchange become alert harvest")
        await press(pilot, *"PyLadiesCon")

    assert snap_compare(app(first=True), terminal_size=size, run_before=before)


@SIZES
def test_inbox(snap_compare: Compare, size: tuple[int, int]) -> None:
    """Groups, views and preview; tabs and one line of facts where it is narrow."""
    assert snap_compare(app(rows=ROWS), terminal_size=size, run_before=inbox())


def test_inbox_by_day(snap_compare: Compare) -> None:
    """The same in the light theme."""
    assert snap_compare(app(rows=ROWS), terminal_size=WIDE, run_before=inbox(theme="coctui-daylight"))


def test_inbox_without_colour(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sign, word, weight and bar carry everything."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app(rows=ROWS), terminal_size=WIDE, run_before=inbox())


def test_inbox_in_ascii(snap_compare: Compare) -> None:
    """Where the locale knows no Unicode."""
    assert snap_compare(app(rows=ROWS, encoding="ascii"), terminal_size=WIDE, run_before=inbox())


@SIZES
def test_inbox_of_a_busy_night(snap_compare: Compare, size: tuple[int, int]) -> None:
    """Who is on shift, a kept view, a mark, a case that cannot be read, and what colleagues changed since."""
    shelf = shelf_with_shifts((*ROWS, samples.KEEPER, row("glass-teak", access="damaged")))
    shelf.sheet.settings = dict([kept_setting(KeptView(1, "chats", Outlook("all", "chat", "newest")))])
    found = app(rows=())
    found.session.vault = cast("Any", shelf)

    async def before(pilot: Pilot[Any]) -> None:
        await inbox("j", "x")(pilot)
        sooner = samples.TODAY._replace(due=NOW - 60, assigned="")
        rows = [sooner if each is samples.TODAY else each for each in shelf.lines]
        await others_write(pilot, *rows, row("zinc-maple", gloss="the call", ongoing="yes", received=NOW - 60))

    assert snap_compare(found, terminal_size=size, run_before=before)


@pytest.mark.parametrize(
    "keys", [("slash", *"asked", "enter"), ("f", *"chat"), ("p",)], ids=["search", "filter", "in full"]
)
def test_inbox_looked_through(snap_compare: Compare, keys: tuple[str, ...]) -> None:
    """Where words were found, a line to type in over the list, and a row in full."""
    assert snap_compare(app(rows=ROWS), terminal_size=NARROW, run_before=inbox(*keys))


@SIZES
def test_nothing_needs_you(snap_compare: Compare, size: tuple[int, int]) -> None:
    """A quiet place that says what comes next."""
    rows = (samples.LATER, samples.CLOSED, samples.WAITING)
    assert snap_compare(app(rows=rows), terminal_size=size, run_before=inbox(*["h"] * 9))


@SIZES
def test_keys(snap_compare: Compare, size: tuple[int, int]) -> None:
    """The help of the inbox over it."""
    assert snap_compare(app(rows=ROWS), terminal_size=size, run_before=inbox("question_mark"))


@SIZES
def test_commands(snap_compare: Compare, size: tuple[int, int]) -> None:
    """Two letters, and what fits them: cases by code name, commands with their keys."""
    shown = app(rows=ROWS)
    shown.session.rows = ROWS
    assert snap_compare(shown, terminal_size=size, run_before=inbox("colon", "a", "m"))


def test_find_a_key(snap_compare: Compare) -> None:
    """The help with what was looked for only."""
    assert snap_compare(app(rows=ROWS), terminal_size=NARROW, run_before=inbox("question_mark", "slash", *"case"))


def test_step_aside(snap_compare: Compare) -> None:
    """The safe answer is filled and first."""

    async def before(pilot: Pilot[Any]) -> None:
        await inbox()(pilot)
        await pilot.app.push_screen(step_aside_question("slate-wren", "the chat messages", ("Ilse", "Oksana")))
        await rested(pilot)

    assert snap_compare(app(rows=ROWS), terminal_size=WIDE, run_before=before)
