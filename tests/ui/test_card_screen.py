"""The conflict card: one question, three answers, and one sentence where nothing is asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui.casework import access
from coctui.screens.card import CardScreen
from coctui.screens.case import CaseScreen
from coctui.screens.people import PeopleScreen
from coctui.screens.unlock import UnlockScreen
from coctui.vault.door import Vault
from tests.ui.room import Desk, Told, form, on_top, press, said, settled, shown, standing, telling


def story(desk: Desk) -> str:
    """Oksana is asked, Ilse let in on her word by voice."""
    room = desk.open(form(ongoing="yes", reported=("Wes Alder", "his brother")))
    now = desk.source.now
    desk.do("Noor", room, lambda case, me: access.ask(case, me, [desk.seat("Oksana")], now()))
    desk.do("Noor", room, lambda case, me: access.admit(case, me, desk.seat("Ilse"), now()))
    return room


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once."""
    with telling(tmp_path_factory.mktemp("story"), story, ("Noor", "Ilse", "Oksana")) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


def standing_of(vault: Vault | None, room: str) -> str:
    """How the case stands to the reader."""
    assert vault is not None
    return next((row.access for row in vault.rows() if row.room == room), "")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_question(told: Told, size: tuple[int, int]) -> None:
    """Code name, day, ongoing, how many are reported, what a conflict is; the cursor stands on *answer later*."""
    async with standing(told, lambda: CardScreen(told.room), name="Oksana", size=size) as (app, pilot):
        text = shown(pilot)
        for words in (
            "slate-wren", "~ asked", "Are you in conflict with anybody in this case?", "Sat 5 December", "Ongoing    yes",
            "2 people   u show the names for 30 s", "Having met someone is not a conflict.",
            "Nobody will ask for a reason, and none is stored.", "▌  esc  Answer later",
        ):  # fmt: skip
            assert words in text, words
        assert "Wes" not in text
        await press(pilot, "enter")
        assert isinstance(app.screen, UnlockScreen)
        assert standing_of(app.session.vault, told.room) == "asked"


async def test_who_is_reported(told: Told) -> None:
    """Key u shows who is reported, and hides it again."""
    async with standing(told, lambda: CardScreen(told.room), name="Oksana") as (_, pilot):
        await press(pilot, "u")
        assert "Wes Alder" in shown(pilot)
        assert "his brother" in shown(pilot)
        await press(pilot, "u")
        assert "Wes Alder" not in shown(pilot)


async def test_no_conflict(told: Told) -> None:
    """Key c answers; the card then says what happens next, and shows nothing of the case."""
    async with standing(told, lambda: CardScreen(told.room), name="Oksana") as (app, pilot):
        await press(pilot, "u", "c")
        assert "You answered. A colleague's coctui lets you in when it next runs." in said(pilot)
        assert "Wes" not in shown(pilot)
        assert standing_of(app.session.vault, told.room) == "answered"
        await press(pilot, "c", "R", "escape")
        assert standing_of(app.session.vault, told.room) == "answered"
        await app.push_screen(CardScreen(told.room))
        await press(pilot, "u")
        assert "You answered." in shown(pilot)


async def test_step_aside(told: Told) -> None:
    """Key R answers, too, without a further question; one sentence remains."""
    async with standing(told, lambda: CardScreen(told.room), name="Oksana") as (app, pilot):
        await press(pilot, "R")
        assert "You stepped aside here. Nothing more is shown." in shown(pilot)
        assert standing_of(app.session.vault, told.room) == "recused"


async def test_a_word_by_voice(told: Told) -> None:
    """Who was let in on their word confirms it first; then the case opens, people first."""
    async with standing(told, lambda: CardScreen(told.room), name="Ilse") as (app, pilot):
        assert "Noor wrote that you told them: no conflict. Is that so?" in shown(pilot)
        await press(pilot, "c")
        on_top(app, PeopleScreen)
        await press(pilot, "enter")
        on_top(app, CaseScreen)
        assert "Reporter contact" in shown(pilot)


async def test_a_word_that_was_not_so(told: Told) -> None:
    """Who steps aside instead of confirming never sees the case."""
    async with standing(told, lambda: CardScreen(told.room), name="Ilse") as (app, pilot):
        await press(pilot, "R")
        assert "You stepped aside here. Nothing more is shown." in shown(pilot)
        assert standing_of(app.session.vault, told.room) == "recused"


async def test_the_last_one(told: Told) -> None:
    """Who left as the last holder is told how somebody else can carry on."""
    ilse = told.vault("Ilse")
    ilse.answer(told.room, "no conflict")
    ilse.record(told.room, settled(access.recuse(ilse.case(told.room), ilse.me, told.now)))
    ilse.lock()
    noor = told.vault("Noor")
    noor.record(told.room, settled(access.recuse(noor.case(told.room), noor.me, told.now)))
    noor.lock()
    async with standing(told, lambda: CardScreen(told.room)) as (_, pilot):
        assert "Name who carries on: coctui ask slate-wren" in said(pilot)


async def test_nothing_there(told: Told) -> None:
    """A room that is not this reader's to know of says nothing at all."""
    async with standing(told, lambda: CardScreen("0" * 32)) as (_, pilot):
        assert "There is nothing to answer here." in shown(pilot)
        assert "slate-wren" not in shown(pilot)


async def test_a_name_on_ones_own_list(told: Told) -> None:
    """Who keeps a list of people they must not judge is told so on the card, before any name is shown."""
    vault = told.vault("Oksana")
    vault.write_private(["Wes Alder"])
    vault.lock()
    async with standing(told, lambda: CardScreen(told.room), name="Oksana", size=(80, 24)) as (_, pilot):
        assert "~ A name here is on your own list. Step aside? R" in shown(pilot)
        assert "Wes Alder" not in shown(pilot)
