"""How one looks at the inbox: orders, kept views, a code name to go to, what others change, and that it is as it was left."""

from pathlib import Path

import pytest

from coctui.screens.inbox import InboxScreen
from coctui.screens.keep_view import KeepViewCard
from coctui.screens.question import QuestionCard
from coctui.screens.reading import ReadingCard
from coctui.screens.unlock import UnlockScreen
from coctui.widgets.outlook import LEFT_SETTING, Outlook
from tests.ui import inbox_rows as samples
from tests.ui.inbox_room import NARROW, WIDE, cases, inbox, others_write, shelf_of, under
from tests.ui.inbox_rows import ROWS, Shelf, row, stands
from tests.ui.room import press, rested, said, shown


async def test_an_order_is_said_and_the_cursor_stays_on_its_case() -> None:
    """Each press of s is the next order; headings go with the groups, and come back with them."""
    async with inbox() as pilot:
        await press(pilot, "j", "s")
        assert under(pilot) == "amber-birch"
        assert "All cases, newest first" in shown(pilot)
        assert "Overdue" not in shown(pilot)
        await press(pilot, "s", "s")
        assert "by code name" in shown(pilot)
        assert [each.case for each in cases(pilot).rows] == sorted(each.case for each in ROWS)
        await press(pilot, "s", "s", "s")
        assert "Overdue" in shown(pilot)
        assert under(pilot) == "amber-birch"


@pytest.mark.parametrize("size", [pytest.param(WIDE, marks=pytest.mark.slow), NARROW])
async def test_a_view_is_kept_under_a_name_and_has_a_key(size: tuple[int, int]) -> None:
    """View, filter and order come back by its number, in a later unlock too; it can be forgotten."""
    shelf = Shelf()
    async with inbox(size=size, shelf=shelf) as pilot:
        await press(pilot, "f", *"chat", "enter", "s", "v")
        stands(pilot, KeepViewCard)
        assert "All cases, newest first, with “chat”" in said(pilot)
        await press(pilot, "f2")
        assert "A word is enough" in said(pilot)
        await press(pilot, *"Chats", "enter")
        stands(pilot, InboxScreen)
        assert "Chats" in shown(pilot)
        await press(pilot, "l", "h", "escape")
    async with inbox(size=size, shelf=shelf) as pilot:
        await press(pilot, "h", "1")
        assert cases(pilot).outlook == Outlook("all", "chat", "newest")
        assert "3 of 11" in shown(pilot) or size == NARROW
        assert "1 Chats" in shown(pilot)
        await press(pilot, "v", "tab", "tab", "enter")
        assert "Chats" not in shown(pilot)
        await press(pilot, "1", "2")
        assert len(cases(pilot).rows) == 3


async def test_going_to_a_case_by_its_code_name() -> None:
    """As one types; esc comes back to where one was; a case of another view is gone to on enter."""
    async with inbox() as pilot:
        await press(pilot, "full_stop", *"velvet")
        assert under(pilot) == "velvet-linden"
        await press(pilot, "escape")
        assert under(pilot) == "slate-wren"
        await press(pilot, "full_stop", *"bir", "enter")
        assert under(pilot) == "amber-birch"
        for _ in range(9):
            await press(pilot, "h")
        await press(pilot, "full_stop", *"canvas")
        assert under(pilot) == "slate-wren"
        await press(pilot, "enter")
        assert under(pilot) == "canvas-thrush"
        assert cases(pilot).outlook.view == "all"
        await press(pilot, "full_stop", *"zebra", "enter")
        assert "No case that you may open has a name that begins so." in said(pilot)
        await press(pilot, "k")
        assert "No case that you may open" not in said(pilot)


async def test_esc_goes_back_one_step_at_a_time() -> None:
    """Out of the field and the filter, then it asks."""
    async with inbox() as pilot:
        await press(pilot, "f", *"chat", "enter", "escape")
        assert len(cases(pilot).rows) == len(ROWS)
        await press(pilot, "f", "escape")
        stands(pilot, InboxScreen)
        await press(pilot, "escape")
        stands(pilot, QuestionCard)


async def test_a_filter_takes_the_cursor_and_gives_it_back() -> None:
    """To the first hit, and back to the case that one was on; a case chosen meanwhile is kept."""
    async with inbox() as pilot:
        await press(pilot, "j", "j", "f", *"jokes")
        assert under(pilot) == "velvet-linden"
        await press(pilot, "escape")
        assert under(pilot) == "copper-plover"
        await press(pilot, "f", *"chat", "enter", "j", "escape")
        assert under(pilot) == "velvet-linden"


async def test_it_is_as_it_was_left_after_a_lock_and_after_a_restart() -> None:
    """View, filter, order and the case under the cursor, out of the own sheet; a case that is gone is no trouble."""
    shelf = Shelf()
    async with inbox(shelf=shelf) as pilot:
        await press(pilot, "s", "f", *"chat", "enter", "j")
        left, outlook = under(pilot), cases(pilot).outlook
        await press(pilot, "Z")
        stands(pilot, UnlockScreen)
    assert shelf.locked
    assert set(shelf.sheet.settings) == {LEFT_SETTING}
    async with inbox(shelf=shelf) as pilot:
        assert (under(pilot), cases(pilot).outlook) == (left, outlook)
        assert "with “chat”" in shown(pilot)
        await press(pilot, "escape")
        await others_write(pilot, samples.CLOSED, samples.TODAY)
        assert under(pilot) == "cobalt-spruce"


async def test_nothing_moves_the_row_under_the_cursor_while_somebody_reads() -> None:
    """More urgent cases come in above, colleagues change what is above and below: the row stays at its height.

    The rule says what is new; the next move of the cursor brings everything to its place.
    """
    for rows in (ROWS, tuple(row(f"slate-{n:03}", promise="outcome", due=samples.NOW + n * 60) for n in range(100))):
        async with inbox(rows) as pilot:
            await press(pilot, "j", "j", "j")
            before, height = under(pilot), cases(pilot).height_of_cursor
            new = (row("zinc-maple", promise="outcome", due=samples.NOW - 9_999), row("zinc-pearl", ongoing="yes"))
            await others_write(pilot, *rows[:1], *rows[2:], *new)
            assert (under(pilot), cases(pilot).height_of_cursor) == (before, height)
            line = next(line for line in shown(pilot).splitlines() if before in line)
            assert "▌" in line
            assert "~ 2 new, now" in shown(pilot)
            await press(pilot, "g")
            assert under(pilot) in ("slate-wren", "zinc-maple")
            assert "zinc-maple" in shown(pilot)


async def test_a_changed_case_says_so_until_the_cursor_leaves_it() -> None:
    """In the rule of its preview; it keeps its place meanwhile, even out of its view."""
    async with inbox() as pilot:
        await press(pilot, *["h"] * 9, "j")
        assert under(pilot) == "amber-birch"
        calm = samples.ONGOING._replace(ongoing="no", due=samples.NOW + 9 * samples.DAY)
        await others_write(pilot, *(calm if each is samples.ONGOING else each for each in ROWS))
        assert under(pilot) == "amber-birch"
        assert "~ changed, now" in said(pilot)
        await press(pilot, "j")
        assert "changed" not in said(pilot)
        assert "amber-birch" not in shown(pilot)


async def test_a_row_is_read_in_full() -> None:
    """What a column cuts stands whole behind one key, for every kind of row."""
    gloss = "the messages after all the talks of the second day"
    long = samples.OVERDUE._replace(
        gloss=gloss, assigned="Oksana with a long name", ask="where, who, when, who else, what else"
    )
    async with inbox((long, samples.ASKED, samples.CLOSED, samples.ASIDE), NARROW) as pilot:
        await press(pilot, "p")
        stands(pilot, ReadingCard)
        text = said(pilot)
        await press(pilot, "pagedown")
        text += said(pilot)
        for words in (gloss, long.assigned, long.ask, "fears retaliation", "was due 2 h ago, 12:07"):
            assert words in text
        for word in ("asked", "Closed", "stepped aside"):
            await press(pilot, "escape", "j", "p")
            assert word in said(pilot)


async def test_a_terminal_that_is_closed_without_a_word_loses_little() -> None:
    """How one looks is kept after a pause, without a key."""
    async with inbox() as pilot:
        await press(pilot, "s")
        screen = pilot.app.screen
        assert isinstance(screen, InboxScreen)
        screen._keep_now()
        await rested(pilot)
        assert "newest" in shelf_of(pilot).sheet.settings[LEFT_SETTING]


async def test_an_inbox_over_a_vault_that_cannot_be_written_still_locks(tmp_path: Path) -> None:
    """A full disk forgets how one looked, no more."""
    from coctui.vault.errors import NoRoom

    shelf = Shelf()

    def full(settings: dict[str, str]) -> None:
        raise NoRoom

    shelf.write_settings = full  # type: ignore[method-assign]  # the disk of this test
    async with inbox(shelf=shelf) as pilot:
        await press(pilot, "s", "Z")
        stands(pilot, UnlockScreen)
