"""What a key changes is painted when it has been done, not at the next tick of a clock, and nothing else with it; a burst
costs no more pictures.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import pytest
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual._compositor import CompositorUpdate
from textual.geometry import Region
from textual.pilot import Pilot
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from benchmarks.screen import Screen
from coctui.app import CoctuiApp
from coctui.screens import painting
from coctui.screens.painting import bands, without, written_out
from coctui.widgets.case_list import CaseList
from coctui.widgets.scroll_bar import StillBar, begins
from tests.ui.inbox_room import WIDE, cases, inbox, under
from tests.ui.inbox_rows import row
from tests.ui.room import rested, shown

MANY = tuple(row(f"amber-{number:03}", gloss=f"g{number:03}", holders=number % 3 + 1) for number in range(200))


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


async def test_no_key_that_comes_alone_waits_for_a_tick(no_ticks: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten keys within one moment, though no tick ever comes: the letters of a filter, then moves through what it left."""
    monkeypatch.setattr(painting, "monotonic", lambda: 1000.0)
    async with inbox(MANY) as pilot:
        await pilot.press("f")
        await rested(pilot)
        no_ticks.append(True)
        glass = Glass(pilot, monkeypatch)
        for key, count in [("1", 119), ("1", 11), ("1", 1), ("backspace", 11), ("backspace", 119)]:
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await glass.shows(partial(filtered, glass, count))
        await pilot.press("enter")
        await rested(pilot)
        for key in ("j", "j", "pagedown", "k", "j"):
            before = under(pilot)
            pilot.app.post_message(events.Key(key, key))
            await glass.shows(partial(moved, glass, pilot, before))


def filtered(glass: "Glass", count: int) -> bool:
    """Whether the rule says that so many are left."""
    return f" {count} of 200" in glass.screen.text()


def moved(glass: "Glass", pilot: Pilot[Any], before: str) -> bool:
    """Whether the cursor has left a case, and its bar is painted where it is."""
    lines, case = glass.screen.lines(), under(pilot)
    return case != before and any(line[22:23] == "▌" and f" {case} " in line for line in lines[4:30])


async def test_a_held_key_does_not_fall_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty presses that wait are sixty rows, painted a few times; a letter behind them comes after all of them."""
    async with inbox(MANY) as pilot:
        seen = pictures(pilot, monkeypatch)
        for key in ["j"] * 60 + ["k"] * 2:
            pilot.app.post_message(events.Key(key, key))
        await typed_out(pilot)
        assert under(pilot) == MANY[58].case
        assert len(seen) < 12
        for key in ["j"] * 3 + ["f", "1"]:
            pilot.app.post_message(events.Key(key, key))
        await typed_out(pilot)
        assert cases(pilot).outlook.wanted == "1"
        await pilot.press("escape")
        await rested(pilot)
        assert under(pilot) == MANY[61].case


async def test_a_scroll_bar_is_drawn_when_it_looks_different(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight rows further in two thousand are one eighth of a cell at most; the end of the list is another bar."""
    async with inbox(tuple(row(f"amber-{number:04}") for number in range(2000))) as pilot:
        await pilot.press("pagedown", "pagedown")
        drawn: list[bool] = []
        render = StillBar.render

        def counted(self: StillBar) -> Any:
            drawn.append(True)
            return render(self)

        monkeypatch.setattr(StillBar, "render", counted)
        await pilot.press(*"jjjjjjjj")
        await rested(pilot)
        assert cases(pilot).scroll_offset.y > 8
        assert len(drawn) <= 1
        drawn.clear()
        await pilot.press("G")
        await rested(pilot)
        assert drawn


@pytest.mark.parametrize(("height", "lines"), [(26, 10_000), (26, 27), (33, 90), (9, 400)])
def test_a_bar_that_begins_at_the_same_place_looks_the_same(height: int, lines: int) -> None:
    """What is not drawn again is what Textual would have drawn, wherever one scrolls to."""
    looks: dict[int, list[str]] = {}
    for position in range(lines - height + 1):
        bar = ScrollBarRender.render_bar(height, lines, height, position)
        look = [f"{segment.text} {segment.style}" for segment in bar.segments]
        assert looks.setdefault(begins(height, lines, height, position), look) == look


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


async def typed_out(pilot: Pilot[Any]) -> None:
    """Until the last key that was typed has done its work."""
    while cast("CoctuiApp", pilot.app)._type_ahead._on_its_way:
        await pilot.pause()
    await rested(pilot)


class Glass:
    """A terminal that sees only what is written to it, piece by piece."""

    def __init__(self, pilot: Pilot[Any], monkeypatch: pytest.MonkeyPatch) -> None:
        self.app, self.screen = pilot.app, Screen(*WIDE)
        self.rows: list[int] = []
        """How many rows each picture changed."""
        self.changed = asyncio.Event()
        self._take(self.app.screen._compositor.render_full_update())
        monkeypatch.setattr(self.app, "_display", lambda _, update: self._take(update))

    def _take(self, update: CompositorUpdate | None) -> None:
        if update is not None:
            self.changed.set()
            self.rows.append(len({y for y, _, _ in getattr(update, "spans", ())}))
            self.screen.feed(update.render_segments(self.app.console))

    async def shows(self, holds: Callable[[], bool]) -> None:
        """Wait until a picture does; a pause of the pilot would paint one by itself."""
        async with asyncio.timeout(20):
            while not holds():
                self.changed.clear()
                await self.changed.wait()

    def picture(self) -> tuple[Any, ...]:
        """Letters and colours of all cells."""
        cells = self.screen.cells.buffer
        return tuple(tuple(cells[y][x][:7] for x in range(WIDE[0])) for y in range(WIDE[1]))


async def test_rows_painted_piece_by_piece_are_the_whole_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moves, pages, a filter, another view, a card over it and away: each cell is as if all had been painted at once."""
    async with inbox(MANY) as pilot:
        glass = Glass(pilot, monkeypatch)
        for keys in (
            "jj",
            ["pagedown", "j", "j"],
            "Gk",
            ["f", "1", "7", "escape"],
            "l",
            "h",
            ["question_mark", "escape"],
        ):
            await pilot.press(*keys)
            await rested(pilot)
            seen = glass.picture()
            glass.screen.feed(pilot.app.screen._compositor.render_full_update().render_segments(pilot.app.console))
            assert seen == glass.picture(), keys


async def test_a_move_of_the_cursor_paints_its_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the list two rows are made anew; no picture of it holds more rows than those and what is known of the case."""
    async with inbox(MANY) as pilot:
        asked: list[tuple[Widget, int]] = []
        drawn: list[int] = []
        render, draw = CaseList.render_lines, CaseList._draw

        def counted(self: CaseList, crop: Region) -> Any:
            asked.append((self, crop.height))
            return render(self, crop)

        def made(self: CaseList, number: int, width: int, *, here: bool) -> Any:
            drawn.append(number)
            return draw(self, number, width, here=here)

        await pilot.press("j", "j")
        await rested(pilot)
        glass = Glass(pilot, monkeypatch)
        monkeypatch.setattr(CaseList, "render_lines", counted)
        monkeypatch.setattr(CaseList, "_draw", made)
        await pilot.press("j")
        await rested(pilot)
        assert [height for _, height in asked] == [2]
        assert len(drawn) <= 2
        assert max(glass.rows[1:]) <= 10


def test_a_strip_is_written_in_few_bytes_and_looks_the_same() -> None:
    """Colours and ways of writing that come, change and go; in many colours, in sixteen, and linked text as Textual writes it."""
    styles = [
        "",
        "red",
        "bold red",
        "#102030 on #ffeedd",
        "underline on #ffeedd",
        "bold",
        "reverse",
        "default on default",
        "dim",
    ]
    found = [Style.parse(style) for style in [*styles, *reversed(styles)]]
    for system in ColorSystem.TRUECOLOR, ColorSystem.STANDARD:
        for style in found:
            style._ansi = None  # what Textual has kept of it in other colours
        console = Console(color_system="truecolor")
        console._color_system = system
        mine, theirs = Screen(60, 1), Screen(60, 1)
        segments = [Segment(f"{number:<3}", style) for number, style in enumerate(found)]
        written = written_out(Strip([*segments, Segment("x")]), console)
        textual = Strip([*segments, Segment("x")]).render(console)
        mine.feed(written)
        theirs.feed(textual)
        assert mine.picture() == theirs.picture()
        assert len(written) < len(textual)
    linked = [Segment("there", Style.parse("red link https://example.org"))]
    assert "https" in written_out(Strip(linked), Console())


def test_bands_and_what_is_left_of_them() -> None:
    """Neighbours are one band, others their own; what a widget covers of one is drawn no second time."""
    assert bands([Region(0, 9, 5, 1), Region(2, 3, 4, 1), Region(0, 4, 1, 2), Region(0, 0, 0, 0)]) == [
        Region(0, 3, 6, 3),
        Region(0, 9, 5, 1),
    ]
    whole = Region(0, 0, 4, 4)
    assert without(whole, Region(-1, -1, 9, 9)) == []
    assert without(whole, Region(9, 9, 1, 1)) == [whole]
    left = without(whole, Region(1, 1, 2, 2))
    assert sum(part.area for part in left) == 12
    assert not any(part.overlaps(Region(1, 1, 2, 2)) for part in left)
