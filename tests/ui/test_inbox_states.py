"""What the inbox says in each state, at both sizes: notices, shifts, damage, nothing to do; no row is wider than the screen.

Without colour and without Unicode the same words stand there.
"""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from rich.cells import cell_len

from coctui.models.row import Row
from coctui.models.shift import Shift
from coctui.widgets.case_columns import columns
from coctui.widgets.case_line import ACCESS_WORDS
from coctui.widgets.notices import Notices
from coctui.widgets.outlook import KeptView, Outlook, kept_setting
from coctui.widgets.views import VIEWS
from tests.ui import inbox_rows as samples
from tests.ui.inbox_room import NARROW, WIDE, cases, inbox, under
from tests.ui.inbox_rows import NOW, ROWS, Shelf, row
from tests.ui.room import press, said, shown, write

AT = datetime.fromtimestamp(NOW, UTC)
WILD = row(
    "waterfall-spoonbill-amber", gloss="漢字 \x1b[31m[red] the messages \u202eafter", what="unwanted attention", place="in person",
    status="waiting", assigned="Þórunn Hólmfríður", ask="how to reach them, when, where, still going on, what happened", safety=True,
    promise="team check-in", due=NOW + 99 * samples.DAY, holders=12, asked=11, alarm="alone",
    promises=tuple((kind, "open", NOW + n * samples.HOUR, 0.0) for n, kind in enumerate(("status", "outcome", "review", "expiry"), -1)),
)  # fmt: skip
DAMAGED = row("a case", access="damaged")
MANY = (
    *ROWS,
    WILD,
    DAMAGED,
    samples.KEEPER,
    *(row(f"slate-{number:04}", promise="outcome", due=NOW + number) for number in range(60)),
)
OUR_SIGNS = str.maketrans("·“”•–×→←↓↑●○◆", '.""*-*><v^***')
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW, (100, 24), (99, 30), (160, 50)], ids=str)


def words(text: str) -> list[str]:
    """What a person reads: words and numbers of two signs or more, without lines, bars and signs that differ by glyph set."""
    return re.findall(r"[A-Za-z0-9][A-Za-z0-9,-]+", text)


@SIZES
async def test_no_line_is_wider_than_the_screen_in_any_view(size: tuple[int, int]) -> None:
    """Every view, kept ones too, over rows of every kind and with the longest texts; each line is exactly as wide."""
    shelf = Shelf(MANY)
    shelf.sheet.settings = dict([kept_setting(KeptView(1, "a view with a name", Outlook("all", "slate")))])
    async with inbox(size=size, shelf=shelf) as pilot:
        seen = set()
        await press(pilot, *["h"] * 11)
        for _ in range(len(VIEWS) + 1):
            seen.add(cases(pilot).outlook)
            lines = shown(pilot).split("\n")
            assert len(lines) == size[1]
            assert {cell_len(line) for line in lines} == {size[0]}
            await press(pilot, "l")
        assert len(seen) == len(VIEWS) + 1


STATES: tuple[tuple[str, ...], ...] = (
    (),
    ("s", "j"),
    ("f", "c", "enter"),
    ("escape", *["h"] * 9),
    ("slash", "z", "q", "enter"),
    ("p",),
)
"""Keys from one state to the next: the list, another order, a filter, an empty view, a search without a hit, a row in full."""


async def told(size: tuple[int, int], encoding: str = "utf-8") -> list[str]:
    """What stands on the screen in each of these states; grey where there is to be no colour."""
    rows = (
        samples.OVERDUE._replace(gloss="the chat"),
        samples.TODAY,
        samples.ASKED,
        samples.CLOSED,
        samples.ASIDE,
        DAMAGED,
    )
    found = []
    async with inbox(rows, size, encoding=encoding) as pilot:
        for keys in STATES:
            await press(pilot, *keys)
            found.append(shown(pilot))
            if pilot.app.no_color:
                strips = pilot.app.screen._compositor.render_strips()
                styles = {segment.style for strip in strips for segment in strip if segment.style}
                colours = [
                    colour.get_truecolor() for style in styles for colour in (style.color, style.bgcolor) if colour
                ]
                assert all(colour.red == colour.green == colour.blue for colour in colours)
    return found


@pytest.mark.parametrize("size", [pytest.param(WIDE, marks=pytest.mark.slow), NARROW], ids=str)
async def test_the_same_words_without_colour_and_without_unicode(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A state is never told by a colour, nor by a sign that is missing elsewhere."""
    usual = await told(size)
    plain = await told(size, "ascii")
    monkeypatch.setenv("NO_COLOR", "1")
    assert await told(size) == usual
    for signs, letters in zip(usual, plain, strict=True):
        assert letters.isascii()
        assert words(letters) == words(signs.translate(OUR_SIGNS))


async def test_every_word_for_a_state_has_its_place() -> None:
    """No word that says where one stands is cut, whatever the width and the longest code name of an inbox."""
    for width in (80, 98, 138):
        at = columns(width, 14)
        room = (at.got or at.who).start - at.gloss.start - 1
        assert all(len(text) <= room for text, _ in ACCESS_WORDS.values())


async def test_a_case_that_cannot_be_read_says_what_is_safe_and_what_to_do() -> None:
    """One row among the others; there is nothing to open, and nothing breaks."""
    async with inbox((*ROWS, DAMAGED)) as pilot:
        await press(pilot, "full_stop", *"a case", "enter")
        assert under(pilot) == "a case"
        assert "cannot be read" in said(pilot)
        assert "Nothing was changed. Run: coctui verify" in said(pilot)
        await press(pilot, "enter", "space", "o", "R", "p")
        assert "a case in the list" in said(pilot)


@pytest.mark.parametrize("size", [pytest.param(WIDE, marks=pytest.mark.slow), NARROW], ids=str)
async def test_what_the_vault_has_to_say_stays_until_it_was_read(size: tuple[int, int]) -> None:
    """Over the list, in full; esc puts it away, and only the next esc does anything else."""
    shelf = Shelf()
    shelf.notices = (
        "This is a copy of a vault that you had open elsewhere. What is written here and there does not meet by itself.",
    )
    async with inbox(size=size, shelf=shelf) as pilot:
        assert shelf.notices[0] in said(pilot)
        await press(pilot, "f", *"chat", "enter", "escape")
        assert "copy of a vault" not in said(pilot)
        assert cases(pilot).outlook.wanted == "chat"
        assert not pilot.app.screen.query_one(Notices).display
        await press(pilot, "escape")
        assert cases(pilot).outlook.wanted == ""


def member(name: str, *shifts: tuple[float, float]) -> Any:
    """A member with shifts, in hours from now."""
    given = tuple(Shift(start=AT + timedelta(hours=start), end=AT + timedelta(hours=end)) for start, end in shifts)
    return SimpleNamespace(
        seat=name.ljust(32, "0"), name=name, seniority=0, profile=SimpleNamespace(shifts=given, phone="", zone="")
    )


def shelf_with_shifts(rows: tuple[Row, ...] = ROWS) -> Shelf:
    """Noor until 18:07, Oksana until 16:07, Paz from then on."""
    shelf = Shelf(rows)
    team = [member("Oksana", (-2, 2)), member("Noor", (-1, 4)), member("Paz", (2, 6)), member("Ilse")]
    shelf.team.members = shelf.team.active = {each.seat: each for each in team}
    shelf.me = team[1].seat
    return shelf


async def test_who_is_on_shift_stands_under_the_views() -> None:
    """Oneself first, then colleagues, then who comes next; and who keeps watch while one rests."""
    async with inbox(shelf=shelf_with_shifts()) as pilot:
        lines = [line[:22].split() for line in shown(pilot).splitlines()]
        place = next(number for number, line in enumerate(lines) if line[:2] == ["On", "shift"])
        assert lines[place + 2 : place + 5] == [
            ["Noor", "to", "18:07"],
            ["Oksana", "to", "16:07"],
            ["then", "Paz", "at", "16:07"],
        ]
    async with inbox(shelf=shelf_with_shifts((samples.LATER,))) as pilot:
        await press(pilot, *["h"] * 9)
        assert "Rest if you can; Oksana is on shift until 16:07." in said(pilot)


async def test_what_waits_for_another_reader_is_said_in_the_top_row() -> None:
    """A key was changed, and the log with what the old one opened cannot be emptied yet (VAULT.md 1)."""
    shelf = Shelf()
    async with inbox(size=NARROW, shelf=shelf) as pilot:
        assert "cleaning up" not in shown(pilot)
    shelf.cleaning_up = True
    async with inbox(size=NARROW, shelf=shelf) as pilot:
        assert "~ cleaning up" in shown(pilot).splitlines()[0]


async def test_without_shifts_there_is_no_word_of_them() -> None:
    """Nobody gave one."""
    async with inbox() as pilot:
        assert "On shift" not in shown(pilot)


async def test_a_long_filter_is_seen_where_one_types() -> None:
    """The end of it stays in sight, though the line is shorter."""
    async with inbox(size=NARROW) as pilot:
        await press(pilot, "f")
        await write(pilot, f"{'abcdefghij' * 8} the end")
        line = next(line for line in shown(pilot).splitlines() if "filter " in line)
        assert "the end" in line
        assert cell_len(line) == NARROW[0]
