"""Right now and act now: words for the first minutes, also while locked; then half a line on what was done."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from coctui.app import CoctuiApp
from coctui.casework.right_now import default_text, sections
from coctui.models.promise_events import Acted
from coctui.models.shift import Shift
from coctui.models.team_events import ProfileChanged, WordsChanged
from coctui.screens.act_now import ActSheet
from coctui.screens.case import CaseScreen
from coctui.screens.inbox import InboxScreen
from coctui.screens.right_now import RightNowScreen
from coctui.screens.unlock import UnlockScreen
from coctui.widgets.words_list import WordsList
from tests.ui.inbox_rows import stands
from tests.ui.room import Told, press, said, standing, story, telling

NAMES = ("Noor", "Ilse", "Oksana", "Paz", "Tamsin")
HOUR = timedelta(hours=1)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path, story, names=NAMES) as told:
        yield told


async def test_two_keys_from_locked_to_the_first_word() -> None:
    """Esc and !: our own words, the hard moments; the team's page stays sealed, and nothing of a vault is needed."""
    app = CoctuiApp(Path("none.coctui"), first=False, encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "exclamation_mark")
        stands(pilot, RightNowScreen)
        assert "Are you safe right now?" in said(pilot)
        assert "Is somebody in danger? Call for help there first." in said(pilot)
        await press(pilot, "2")
        assert "sealed. Unlock to read it." in said(pilot)
        await press(pilot, "3")
        assert "harming themself" in said(pilot)
        await press(pilot, "f5", "z", "exclamation_mark")
        stands(pilot, RightNowScreen)  # neither acting nor veiling without an open vault
        await press(pilot, "escape")
        stands(pilot, UnlockScreen)


async def test_letters_are_text_in_the_name_field() -> None:
    """An exclamation mark in the name or the passphrase opens nothing."""
    app = CoctuiApp(Path("none.coctui"), first=False, encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "exclamation_mark", "tab", "exclamation_mark")
        stands(pilot, UnlockScreen)


async def test_every_word_of_a_page_can_be_reached(told: Told) -> None:
    """With the cursor at both sizes, none cut."""
    for size in ((80, 24), (120, 40)):
        async with standing(told, RightNowScreen, size=size) as (app, pilot):
            words = app.screen.query_one("#words", WordsList)
            shown = said(pilot)
            for _ in range(12):
                await press(pilot, "j")
                shown += " " + said(pilot)
            assert words.cursor == words.entry_count - 1
            for section in sections(default_text(1)):
                for sentence in section.words:
                    assert all(word in shown for word in sentence.split()), sentence


async def test_the_teams_own_words_and_who_is_with_one(told: Told) -> None:
    """Unlocked, the team's own text stands there; beside it who is on shift, next, and may be woken."""
    source = told.source("Noor")
    async with standing(told, RightNowScreen, size=(80, 24)) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        now = source.now()
        profile = vault.member.profile.model_copy(update={"shifts": (Shift(start=now - HOUR, end=now + HOUR),)})
        vault.manage(
            WordsChanged(key="right-now-2", text="# The lounge\nTamsin can remove people.\n"),
            ProfileChanged(profile=profile),
        )
        await press(pilot, "2")
        assert "The lounge" in said(pilot)
        assert "Tamsin can remove people." in said(pilot)
    async with standing(told, RightNowScreen, name="Ilse") as (_, pilot):
        assert "Noor on shift to" in said(pilot)


async def test_what_was_done_is_recorded_from_the_case(told: Told) -> None:
    """! and F5 from a case; one mark is enough; the review is promised by itself and said before."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "exclamation_mark", "f5")
        stands(pilot, ActSheet)
        assert "the team looks at it by" in said(pilot)
        await press(pilot, "space", "f2")
        stands(pilot, CaseScreen)
        vault = app.session.vault
        assert vault is not None
        case = vault.case(told.room)
        acted = [event.body for event in case.entries if isinstance(event.body, Acted)]
        assert [body.did for body in acted] == [("removed",)]
        assert acted[0].when == vault.source.now()


async def test_the_words_open_from_the_inbox(told: Told) -> None:
    """And lead back there; acting needs a case."""
    async with standing(told, InboxScreen) as (_, pilot):
        await press(pilot, "exclamation_mark", "f5")
        stands(pilot, RightNowScreen)
        await press(pilot, "escape")
        stands(pilot, InboxScreen)
