"""The inbox: views, filter, preview, and what enter leads to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui.screens.card import CardScreen
from coctui.screens.case import CaseScreen
from coctui.screens.inbox import InboxScreen
from coctui.screens.question import QuestionCard
from coctui.widgets.bars import NextBar
from tests.ui import inbox_rows as samples
from tests.ui.inbox_room import cases, inbox, others_write, under
from tests.ui.inbox_rows import ROWS, stands
from tests.ui.room import Told, press, said, shown, standing, story, telling

NAMES = ("Noor", "Ilse", "Oksana", "Paz", "Tamsin")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case, which Oksana is asked about and Paz is excluded from."""
    with telling(tmp_path_factory.mktemp("story"), story, names=NAMES) as told:
        yield told


async def test_the_most_urgent_case_is_first_and_the_next_bar_is_about_it() -> None:
    """Two presses lead from here to the most urgent act."""
    async with inbox() as pilot:
        assert under(pilot) == "slate-wren"
        text = said(pilot)
        assert "Tell the reporter how it stands. It was due 2 h ago: two lines keep it." in text
        assert "acknowledged kept in" in text
        assert "3 holders ~ 1 asked" in text
        assert "fears retaliation" in text
        assert "day 2 of 3" in text
        await press(pilot, "j")
        assert "It is going on now." in said(pilot)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_left_and_right_go_through_the_views(size: tuple[int, int]) -> None:
    """All nine can be reached, wide and narrow, each with its count; the last stays."""
    async with inbox(size=size) as pilot:
        seen = set()
        await press(pilot, *["h"] * 9)
        for _ in range(9):
            seen.add(cases(pilot).outlook.view)
            await press(pilot, "l")
        assert len(seen) == 9
        assert "1" in shown(pilot)


async def test_the_views_are_a_pane_of_their_own() -> None:
    """Tab goes there; moving changes the list; enter comes back."""
    async with inbox() as pilot:
        await press(pilot, "shift+tab", "g")
        assert cases(pilot).outlook.view == "needs you"
        await press(pilot, "j", "enter")
        assert cases(pilot).outlook.view == "asked"
        assert cases(pilot).has_focus


async def test_a_filter_is_typed_and_left() -> None:
    """The rule shows how many are left; enter keeps it, esc brings all back, q asks only then."""
    async with inbox() as pilot:
        await press(pilot, "f", *"chat")
        assert {row.case for row in cases(pilot).rows} == {
            "slate-wren",
            "velvet-linden",
            "linen-swift",
        }
        assert "3 of 11" in shown(pilot)
        await press(pilot, "enter", "j")
        assert under(pilot) != "slate-wren"
        await press(pilot, "escape")
        assert len(cases(pilot).rows) == len(ROWS)
        await press(pilot, "f", *"zebra")
        assert "Nothing you may open matches “zebra”." in shown(pilot)
        await press(pilot, "escape")
        stands(pilot, InboxScreen)


async def test_empty_places_say_something_useful() -> None:
    """What comes next, and that one may rest."""
    async with inbox((samples.LATER,)) as pilot:
        await press(pilot, *["h"] * 9)
        text = said(pilot)
        assert "Nothing needs you." in text
        assert "Next: outcome for velvet-linden, in 5 d." in text
        assert "All promises are kept." in text


async def test_the_footer_shows_only_what_works() -> None:
    """On a row that one stepped aside from there is nothing to open and nothing to step aside from."""
    async with inbox((samples.ASIDE,)) as pilot:
        footer = shown(pilot).splitlines()[-1]
        assert "enter open" not in footer
        assert "step aside" not in footer
        await press(pilot, "enter", "space", "R")
        stands(pilot, InboxScreen)
        assert "You stepped aside here." in said(pilot)


async def test_clock_times_and_back() -> None:
    """`t` turns relative times into clock times, everywhere on the screen."""
    async with inbox() as pilot:
        await press(pilot, "t")
        assert "was due 12:07" in shown(pilot)
        await press(pilot, "t")
        assert "was due 2 h ago" in shown(pilot)


async def test_what_others_wrote_comes_in_by_itself() -> None:
    """The row under the cursor stays where it stood."""
    async with inbox() as pilot:
        await press(pilot, "j", "j")
        before = under(pilot)
        await others_write(pilot, *ROWS, samples.KEEPER)
        assert len(cases(pilot).rows) == len(ROWS) + 1
        assert under(pilot) == before


async def test_leaving_is_asked_and_stay_is_filled() -> None:
    """q, then enter, stays; q, l, enter leaves."""
    async with inbox() as pilot:
        await press(pilot, "q")
        stands(pilot, QuestionCard)
        await press(pilot, "enter")
        stands(pilot, InboxScreen)
        await press(pilot, "q", "l", "enter")
    assert pilot.app.return_value == 0


async def test_enter_opens_a_case_and_esc_comes_back(told: Told, tmp_path: Path) -> None:
    """A case that one holds; the list stands as it stood."""
    async with standing(told.copied(tmp_path), InboxScreen) as (_, pilot):
        await press(pilot, "enter")
        stands(pilot, CaseScreen)
        await press(pilot, "escape")
        stands(pilot, InboxScreen)
        assert under(pilot) == "slate-wren"


async def test_a_card_is_answered_and_the_row_says_so(told: Told, tmp_path: Path) -> None:
    """An asked member sees the card, nothing of the case; one key answers."""
    async with standing(told.copied(tmp_path), InboxScreen, name="Oksana") as (_, pilot):
        assert "Answer the conflict check." in said(pilot)
        assert "chat messages" not in shown(pilot)
        await press(pilot, "space")
        stands(pilot, CardScreen)
        await press(pilot, "c", "escape")
        stands(pilot, InboxScreen)
        assert "you answered" in shown(pilot)


async def test_an_excluded_member_sees_nothing_at_all(told: Told, tmp_path: Path) -> None:
    """No row, no count, no other words than in a vault without a case."""
    async with standing(told.copied(tmp_path), InboxScreen, name="Paz") as (_, pilot):
        text = shown(pilot)
        assert "slate-wren" not in text
        assert "There is no case yet." in text
        assert "All cases 0" in " ".join(text.split())


async def test_stepping_aside_from_the_list(told: Told, tmp_path: Path) -> None:
    """R asks, the safe answer is filled; then the row is masked, and the preview says one sentence."""
    async with standing(told.copied(tmp_path), InboxScreen, name="Ilse") as (app, pilot):
        await press(pilot, "R")
        stands(pilot, QuestionCard)
        assert "Noor carries on" in said(pilot)
        await press(pilot, "enter")
        assert "you stepped aside" not in shown(pilot)
        await press(pilot, "R", "l", "enter")
        assert "you stepped aside" in shown(pilot)
        assert "the chat messages" not in shown(pilot)
        assert app.screen.query_one(NextBar).step.act == "You stepped aside here."
