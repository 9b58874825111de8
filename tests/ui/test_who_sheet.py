"""Who may see this: chosen member by member, sent at once, and what would follow stands beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coctui.casework import access
from coctui.models.roster import Profile
from coctui.models.team_events import ProfileChanged
from coctui.screens.case import CaseScreen
from coctui.screens.question import QuestionCard
from coctui.screens.unlock import UnlockScreen
from coctui.screens.who import HANDED, WhoSheet
from coctui.widgets.admission import AdmissionTable
from coctui.widgets.fields import Field
from tests.ui.room import ACCOUNT, Desk, Told, form, on_top, press, rested, said, shown, standing, story, telling, write

NARROW = (80, 24)


def named(desk: Desk) -> str:
    """A report in which Paz's company is named, held by one member only."""
    desk.seats["Paz"].manage(ProfileChanged(profile=Profile(name="Paz", company="Larkspur Instruments")))
    desk.seats["Noor"].refresh()
    return desk.open(form(text=f"{ACCOUNT} They work at Larkspur Instruments."))


@pytest.fixture(scope="module")
def fresh_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story with a company, told once."""
    with telling(tmp_path_factory.mktemp("fresh"), named) as told:
        yield told


@pytest.fixture
def fresh(fresh_once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return fresh_once.copied(tmp_path)


@pytest.fixture(scope="module")
def later_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story of the pictures, told once."""
    with telling(tmp_path_factory.mktemp("later"), story) as told:
        yield told


@pytest.fixture
def later(later_once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return later_once.copied(tmp_path)


def states(pilot: Pilot[int], told: Told) -> dict[str, str]:
    """Member's name to where they stand."""
    vault = pilot.app.session.vault  # type: ignore[attr-defined]  # ours
    seen = vault.case(told.room).access
    return {member.name: seen.state(seat) for seat, member in seen.team.active.items()}


@pytest.mark.parametrize("size", [pytest.param((120, 40), marks=pytest.mark.slow), NARROW])
async def test_sent_to_the_few(fresh: Told, size: tuple[int, int]) -> None:
    """Whose company occurs is proposed as excluded; `no` proposes to ask the others; F2 sends it; nobody is asked before."""
    async with standing(fresh, lambda: CaseScreen(fresh.room), size=size) as (app, pilot):
        await press(pilot, "w")
        assert "Could the reported person be on the team" in shown(pilot)
        assert "1 exclude  4 not yet" in shown(pilot)
        await press(pilot, "l")
        assert "4 ask  1 exclude" in shown(pilot)
        await press(pilot, "j", "G", "h")
        assert "3 ask  1 exclude  1 not yet" in shown(pilot)
        assert "F2 send it to 3" in shown(pilot)
        assert states(pilot, fresh)["Ilse"] == "not yet"
        await press(pilot, "f2")
        on_top(app, CaseScreen)
        assert states(pilot, fresh) == {
            "Noor": "cleared", "Ilse": "asked", "Oksana": "asked", "Paz": "excluded", "Tamsin": "asked",
            "Wanjiru": "not yet",
        }  # fmt: skip


async def test_one_by_one(fresh: Told) -> None:
    """`We don't know` asks nobody by itself; the member under the cursor decides what is shown beside the table."""
    async with standing(fresh, lambda: CaseScreen(fresh.room)) as (_, pilot):
        await press(pilot, "w", "l", "l", "l", "tab", "j", "j", "j")
        assert "1 exclude  4 not yet" in shown(pilot)
        for words in ("Paz would see", "as if it did not exist", "If asked instead", "after “no conflict”"):
            assert words in shown(pilot), words
        assert "Paz: their company occurs in the report." in shown(pilot)
        await press(pilot, "h")
        assert "admitted" not in shown(pilot)
        assert "your word, to confirm it" in shown(pilot)


async def test_choices_are_kept_as_a_draft(fresh: Told) -> None:
    """Esc is later: nobody was asked, and what was chosen stands there again."""
    async with standing(fresh, lambda: CaseScreen(fresh.room)) as (app, pilot):
        await press(pilot, "w", "l", "tab", "j", "l", "l", "escape")
        on_top(app, CaseScreen)
        assert states(pilot, fresh)["Ilse"] == "not yet"
        await press(pilot, "w")
        assert "3 ask  2 exclude" in shown(pilot)
        assert "your draft of before" in shown(pilot)


async def test_changed_later(later: Told) -> None:
    """Who was asked can be let in on their word or kept out; who stepped aside is asked anew; a holder stays one."""
    async with standing(later, lambda: CaseScreen(later.room), size=NARROW) as (app, pilot):
        await press(pilot, "w")
        assert "Could the reported person" not in shown(pilot)
        assert "asked 2 h ago" in shown(pilot)
        assert "stepped aside" in shown(pilot)
        await press(pilot, "j", "j", "l", "j", "h", "j", "l", "f2")
        on_top(app, CaseScreen)
        assert states(pilot, later) == {
            "Noor": "cleared", "Ilse": "cleared", "Oksana": "cleared", "Paz": "asked", "Tamsin": "asked",
            "Wanjiru": "not yet",
        }  # fmt: skip


async def test_a_holder_is_excluded_by_two(later: Told) -> None:
    """Of two holders neither can exclude the other; with a third it takes a second word, which waits for them."""
    async with standing(later, lambda: CaseScreen(later.room)) as (app, pilot):
        await press(pilot, "w", "j", "l", "f2")
        on_top(app, WhoSheet)
        assert "neither can exclude the other" in said(pilot)
    with_oksana = later.vault("Oksana")
    with_oksana.answer(later.room, "no conflict")
    with_oksana.lock()
    with_noor = later.vault("Noor")
    with_noor.work(1.0)
    with_noor.lock()
    async with standing(later, lambda: CaseScreen(later.room)) as (app, pilot):
        await press(pilot, "w", "j", "l", "f2")
        on_top(app, CaseScreen)
        assert states(pilot, later)["Ilse"] == "cleared"
    async with standing(later, lambda: WhoSheet(later.room), name="Oksana") as (app, pilot):
        assert "Noor: exclude" in shown(pilot)
        app.screen.query_one(AdmissionTable).cursor = 2
        await press(pilot, "l", "f2")
        assert states(pilot, later)["Ilse"] == "excluded"


async def test_what_changes_meanwhile(later: Told) -> None:
    """A colleague who steps aside while one chooses is shown so; what one chose for others stays."""
    async with standing(later, lambda: CaseScreen(later.room)) as (app, pilot):
        await press(pilot, "w", "G", "l")
        other = later.vault("Ilse")
        other.record(later.room, access.recuse(other.case(later.room), other.me, later.now))  # type: ignore[arg-type]
        other.lock()
        on_top(app, WhoSheet).look()
        await rested(pilot)
        assert shown(pilot).count("stepped aside") >= 2
        assert "2 ask" in shown(pilot)


def of_noor(desk: Desk) -> str:
    """A report that names who took it."""
    return desk.open(form(text=f"{ACCOUNT} It was Noor."))


async def test_the_taker_is_named(tmp_path: Path) -> None:
    """If the report names who holds it the screen says so first; R asks, and closes the case and the table."""
    with telling(tmp_path, of_noor, ("Noor", "Ilse")) as told:
        async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
            await press(pilot, "w")
            assert "! What the roster says of you occurs in the report." in shown(pilot)
            await press(pilot, "R")
            on_top(app, QuestionCard)
            await press(pilot, "l", "enter")
            assert isinstance(app.screen, UnlockScreen)


async def test_the_taker_who_is_named_hands_it_over(tmp_path: Path) -> None:
    """It stands on “hand it over”; with nobody chosen that is refused in words; sent, it is sealed to them and closed to oneself."""
    with telling(tmp_path, of_noor, ("Noor", "Ilse")) as told:
        async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
            await press(pilot, "w", "f2")
            on_top(app, WhoSheet)
            assert "Choose first who carries on" in said(pilot)
            await press(pilot, "l", "f2")
            assert isinstance(app.screen, UnlockScreen)
            assert [note.message for note in app._notifications] == [HANDED]
            vault = app.session.vault
            assert vault is not None
            assert [row.access for row in vault.rows()] == ["keeper"]
            assert vault.drafts() == {}
        ilse, noor = told.vault("Ilse"), told.vault("Noor")
        ilse.answer(told.room, "no conflict")
        noor.work(5.0)
        ilse.refresh()
        ilse.work(5.0)
        seen = ilse.case(told.room).access
        assert seen.state(noor.me) == "recused"
        assert set(seen.cleared) == {ilse.me}
        noor.refresh()
        assert [row.access for row in noor.rows() if row.access != "recused"] == []
        ilse.lock()
        noor.lock()


async def test_whom_the_reporter_names_is_kept_from_it(fresh: Told) -> None:
    """Typed, a member's name is proposed as excluded; what a person chose stays; the words are recorded nowhere."""
    async with standing(fresh, lambda: CaseScreen(fresh.room), size=NARROW) as (app, pilot):
        await press(pilot, "w", "l", "j", "G", "h", "tab")
        assert "3 ask  1 exclude  1 not yet" in shown(pilot)
        await write(pilot, "please not Tamsin")
        assert "2 ask  2 exclude  1 not yet" in shown(pilot)
        assert "reporter's wish" in shown(pilot)
        await press(pilot, "f2")
        on_top(app, CaseScreen)
        assert states(pilot, fresh)["Tamsin"] == "excluded"
        case = on_top(app, CaseScreen).opened
        assert case is not None
        assert "please not" not in repr([event.body.model_dump() for event in case.case.entries])


async def test_a_wish_comes_before_anything_is_chosen(fresh: Told) -> None:
    """It was taken down with the report, and its field tells of it while the sheet opens: what is proposed holds."""
    async with standing(fresh, lambda: CaseScreen(fresh.room), size=NARROW) as (app, pilot):
        await press(pilot, "w", "l")
        sheet = on_top(app, WhoSheet)
        proposed, sheet.chosen = sheet.chosen, {}
        sheet.query_one("#wish", Field).value = "nobody in particular"
        await rested(pilot)
        assert sheet.chosen == proposed


async def test_by_mouse(fresh: Told) -> None:
    """A click on an answer chooses it."""
    async with standing(fresh, lambda: CaseScreen(fresh.room), size=NARROW) as (app, pilot):
        await press(pilot, "w")
        table = on_top(app, WhoSheet).query_one(AdmissionTable)
        await pilot.click(table, offset=(4 + 9 + 13 + 9, table._firsts[1]))
        await rested(pilot)
        assert table.members[1].chosen == "ask"
