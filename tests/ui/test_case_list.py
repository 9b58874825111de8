"""The drawn list: ten thousand cases, a cursor that stays where it stood, columns that hold together."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from coctui.models.row import Row
from coctui.widgets.case_columns import CaseHeads, columns, fit_name
from coctui.widgets.case_list import CaseList
from coctui.widgets.line_list import LineList
from coctui.widgets.outlook import Outlook
from coctui.widgets.pieces import Line
from tests.ui.inbox_rows import AT, NOW, ROWS, row


class Alone(App[None]):
    """The list and its heads, and nothing else."""

    CSS = "CaseHeads { height: 1; } CaseList { height: 1fr; scrollbar-size: 1 1; }"

    def __init__(self, rows: tuple[Row, ...] = ROWS) -> None:
        super().__init__()
        self.rows = rows
        self.heard: list[LineList.Moved] = []

    def compose(self) -> ComposeResult:
        """Heads over the list."""
        yield CaseHeads()
        yield CaseList(id="cases")

    def on_mount(self) -> None:
        """All cases, focused."""
        cases = self.query_one(CaseList)
        cases.show(self.rows, AT)
        cases.focus()

    def on_line_list_opened(self, message: LineList.Opened) -> None:
        """Remember what was opened."""
        self.heard.append(message)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours."""
        from coctui.styles.theme import LAMPLIGHT

        return dict(LAMPLIGHT)


@asynccontextmanager
async def alone(
    rows: tuple[Row, ...] = ROWS, size: tuple[int, int] = (98, 30)
) -> AsyncIterator[tuple[CaseList, Pilot[None]]]:
    """The list on a screen of that size."""
    app = Alone(rows)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app.query_one(CaseList), pilot


def drawn(cases: CaseList) -> list[str]:
    """The rows of the list as they stand in the window."""
    return [cases.render_line(y).text for y in range(cases.size.height)]


async def test_the_cursor_starts_on_the_most_urgent_case() -> None:
    """And its heading is in view, though the cursor never stands on one."""
    async with alone() as (cases, pilot):
        assert cases.row is not None
        assert cases.row.case == "slate-wren"
        assert "Overdue" in drawn(cases)[1]
        await pilot.press("j")
        assert cases.row.case == "amber-birch"
        await pilot.press("G")
        assert cases.row.case == "canvas-thrush"
        await pilot.press("k", "g")
        assert cases.row.case == "slate-wren"


async def test_new_rows_never_move_the_row_under_the_cursor() -> None:
    """A case that comes in above leaves the cursor on its case."""
    async with alone() as (cases, pilot):
        await pilot.press("j", "j")
        assert cases.row is not None
        before = cases.row.case
        cases.show((*ROWS, row("zinc-maple", promise="outcome", due=NOW - 9_999)), AT)
        await pilot.pause()
        assert cases.row.case == before
        assert [found.case for found in cases.rows][:2] == ["zinc-maple", "slate-wren"]


async def test_each_state_is_a_word_and_not_only_a_colour() -> None:
    """Late, happening, asked, answered, on one's word, closed, stepped aside."""
    async with alone() as (cases, _):
        text = "\n".join(drawn(cases))
    for words in (
        "was due 2 h ago",
        "ONGOING",
        " asked",
        "you answered",
        "let in on your word",
        "closed",
        "you stepped aside",
    ):
        assert words in text


async def test_a_filter_leaves_what_matches_and_keeps_the_cursor() -> None:
    """As one types; an empty filter brings all back."""
    async with alone() as (cases, pilot):
        cases.look(Outlook(wanted="Linen"))
        assert [found.case for found in cases.rows] == ["linen-swift"]
        cases.look(Outlook(wanted="nothing like it"))
        assert cases.rows == []
        assert cases.row is None
        await pilot.press("j", "enter", "pagedown")
        cases.look(Outlook(wanted=""))
        assert len(cases.rows) == len(ROWS)


async def test_text_from_outside_is_shown_and_obeyed_by_nothing() -> None:
    """Escape bytes, brackets and wide letters in a gloss."""
    wild = row(
        "glass-teak", gloss="\x1b[31m[red]\u202e漢字漢字漢字", what="[/nope]", promise="outcome", due=NOW + 9_999_999
    )
    async with alone((wild,)) as (cases, _):
        line = next(text for text in drawn(cases) if "glass-teak" in text)
        assert "\x1b" not in line
        assert "\u202e" not in line
        assert "[red]" in line
        assert cell_len(line) == cases.size.width


async def test_a_click_moves_and_a_second_one_opens() -> None:
    """Whole rows are the target."""
    async with alone() as (cases, pilot):
        y = next(y for y, text in enumerate(drawn(cases)) if "copper-plover" in text)
        await pilot.click(CaseList, offset=(30, y))
        assert cases.row is not None
        assert cases.row.case == "copper-plover"
        await pilot.click(CaseList, offset=(30, y))
        await pilot.pause()
        app = pilot.app
        assert isinstance(app, Alone)
        assert len(app.heard) == 1


async def test_ten_thousand_cases_are_drawn_like_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every key draws at most the rows in view: going to the end, by pages, filtering."""
    many = tuple(
        row(f"slate-{number}", gloss=f"g {number % 7}", promise="outcome", due=NOW + number * 60.0)
        for number in range(10_000)
    )
    lines = []
    draw = CaseList.line

    def counted(self: CaseList, number: int, width: int) -> Line:
        lines.append(number)
        return draw(self, number, width)

    async with alone(many) as (cases, pilot):
        monkeypatch.setattr(CaseList, "line", counted)
        keys = ("G", "K", "pageup", "g", "J", *["j"] * 10)
        await pilot.press(*keys)
        cases.look(Outlook(wanted="g 3"))
        await pilot.pause()
        assert len(lines) < 3 * cases.size.height * (len(keys) + 1)
        assert len(cases.rows) == len(range(3, 10_000, 7))


@pytest.mark.parametrize("width", [80, 98, 120, 160, 200])
@pytest.mark.parametrize("name", [8, 16, 20, 40])
def test_columns_stand_apart_and_inside(width: int, name: int) -> None:
    """Whatever the width and the longest name, no column overlaps the next or leaves the list."""
    found = [column for column in columns(width, name) if column is not None]
    for left, right in itertools.pairwise(found):
        assert left.start + left.width <= right.start
    assert found[-1].start + found[-1].width <= width - 1
    assert all(column.width >= 5 for column in found)


def test_a_third_word_is_never_what_is_cut() -> None:
    """Two cases that drew the same pair can be told apart in every width."""
    assert fit_name("waterfall-spoonbill-amber", 20, "…").endswith("-amber")
    assert fit_name("slate-wren", 16, "…") == "slate-wren      "
