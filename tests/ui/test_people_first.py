"""People first: who is named comes before any account, once for each holder, and again when somebody is added."""

import pytest

from coctui.casework import access, people
from coctui.models.items import Person
from coctui.screens.case import CaseScreen
from coctui.screens.item_people import PeopleSheet
from coctui.screens.people import PeopleScreen
from coctui.screens.unlock import UnlockScreen
from tests.ui.room import ACCOUNT, Told, on_top, press, rested, settled, shown, standing

NARROW = (80, 24)


def add(told: Told, name: str, by: str = "Noor") -> None:
    """A holder records a witness meanwhile."""
    witness = Person(
        id=name.encode().hex()[:32].ljust(32, "0"), code=name[::-1].capitalize(), part="witness", name=name
    )
    other = told.vault(by)
    acts = people.about_people(other.case(told.room), other.me, "others", "recorded", {}, [witness])
    other.record(told.room, settled(acts))
    other.lock()


@pytest.mark.parametrize("size", [pytest.param((120, 40), marks=pytest.mark.slow), NARROW])
async def test_before_any_account(told: Told, size: tuple[int, int]) -> None:
    """Who holds the key sees who is named, by name, and no word of the account until they said: none."""
    async with standing(told, lambda: CaseScreen(told.room), name="Ilse", size=size) as (app, pilot):
        on_top(app, PeopleScreen)
        for words in (
            "Before any account",
            "2 people",
            "Somebody in a green hoodie",
            "j_fernweh",
            "Still no conflict?",
        ):
            assert words in shown(pilot), words
        case = next(screen for screen in app.screen_stack if isinstance(screen, CaseScreen))
        behind = "\n".join(str(strip.text) for strip in case._compositor.render_strips())
        assert ACCOUNT[:20] not in behind
        assert "note" not in behind.casefold().split("slate-wren")[-1]
        await press(pilot, "u")
        assert "j_fernweh" not in shown(pilot)
        assert "u shows who it is" in shown(pilot)
        await press(pilot, "enter")
        on_top(app, CaseScreen)
        assert "Report data" in shown(pilot)
    async with standing(told, lambda: CaseScreen(told.room), name="Ilse") as (app, _):
        on_top(app, CaseScreen)


async def test_later_keeps_it_closed(told: Told) -> None:
    """Esc goes back to where one came from; nothing was answered, and the page comes again."""
    for _ in range(2):
        async with standing(told, lambda: CaseScreen(told.room), name="Ilse", size=NARROW) as (app, pilot):
            on_top(app, PeopleScreen)
            await press(pilot, "escape")
            assert isinstance(app.screen, UnlockScreen)


async def test_step_aside_from_it(told: Told) -> None:
    """R asks, and closes page and case; nothing but the masked row is left, no mark of who was seen either."""
    async with standing(told, lambda: CaseScreen(told.room), name="Ilse") as (app, pilot):
        assert "Noor carries on, and their coctui" in shown(pilot)
        await press(pilot, "R", "l", "enter")
        assert isinstance(app.screen, UnlockScreen)
        vault = app.session.vault
        assert vault is not None
        assert [(row.case, row.access) for row in vault.rows()] == [("slate-wren", "recused")]
        assert vault.sheet.seen == {}


async def test_again_when_somebody_is_added(told: Told) -> None:
    """Whoever wrote the people down is not asked about them; who is added by a colleague comes up over the open case."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        case = on_top(app, CaseScreen)
        add(told, "tove", by="Ilse")
        case.look()
        await rested(pilot)
        on_top(app, PeopleScreen)
        assert "~ person Evot" in shown(pilot)
        assert "~ person" not in shown(pilot).replace("~ person Evot", "")
        await press(pilot, "enter", "o")
        add(told, "ines", by="Ilse")
        case.look()
        await rested(pilot)
        assert not isinstance(app.screen, PeopleScreen)
        await press(pilot, "escape", "escape")
        on_top(app, PeopleScreen)
        await press(pilot, "enter")
        on_top(app, CaseScreen)
        assert app.session.vault is not None
        assert len(app.session.vault.sheet.seen[told.room]) == 2


async def test_a_name_on_ones_own_list(told: Told) -> None:
    """Who keeps a list of people they must not judge is told so on this page, and nobody else is."""
    add(told, "Odalys Merriweather")
    vault = told.vault("Ilse")
    vault.write_private(["Odalys Merriweather"])
    vault.lock()
    async with standing(told, lambda: CaseScreen(told.room), name="Ilse") as (app, pilot):
        assert "~ A name here is on your own list. Step aside? R" in shown(pilot)
        await press(pilot, "enter")
        on_top(app, CaseScreen)
        assert "~ A name here is on your own list. Step aside? R" in shown(pilot)
        assert "a name here is on" in shown(pilot)  # and in the panel
    async with standing(told, lambda: CaseScreen(told.room)) as (_, pilot):
        assert "own list" not in shown(pilot)


async def test_looked_up(told: Told) -> None:
    """From the case `b` shows everybody, with nothing to answer; enter opens the person's sheet."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "b")
        on_top(app, PeopleScreen)
        assert "Still no conflict?" not in shown(pilot)
        await press(pilot, "enter")
        on_top(app, PeopleSheet)
        await press(pilot, "escape", "escape", "escape")
        on_top(app, CaseScreen)


async def test_closed_meanwhile(told: Told) -> None:
    """Who is excluded or stepped aside in another window sees the page go, with one sentence."""
    async with standing(told, lambda: CaseScreen(told.room), name="Ilse") as (app, pilot):
        page = on_top(app, PeopleScreen)
        other = told.vault("Ilse")
        other.record(told.room, settled(access.recuse(other.case(told.room), other.me, told.now)))
        other.lock()
        next(screen for screen in app.screen_stack if isinstance(screen, CaseScreen)).look()
        await rested(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert page.opened is None
