"""The item sheet: every item can be set, nothing must be, and what is not touched stays as it came."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui.casework import message, record
from coctui.models.items import ITEMS, VALUES, Contact, Description, ItemName, When, Where
from coctui.screens.case import CaseScreen
from coctui.screens.item import ItemSheet
from coctui.screens.item_form import FORMS
from coctui.widgets.choices import Choices
from tests.ui.room import Desk, Told, form, on_top, press, rested, said, settled, shown, standing, telling, write

DIRTY = "She wrote\u202e me\x1b]52;c;eA==\x07 twice."


def story(desk: Desk) -> str:
    """Two holders, and an account that a terminal would obey."""
    return desk.open(form(text=DIRTY, where="", place_kind="", when=""))


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once."""
    with telling(tmp_path_factory.mktemp("story"), story, ("Noor",)) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


def keys_to(name: ItemName) -> list[str]:
    """From anywhere in the checklist to an item's sheet."""
    return ["g", *["j"] * ITEMS.index(name), "e"]


def test_every_field_has_a_place() -> None:
    """No field of an item is out of a person's reach."""
    assert {name: {blank.field for blank in blanks} for name, blanks in FORMS.items()} == {
        name: set(model.model_fields) - {"item"} for name, model in VALUES.items()
    }


async def test_recorded(told: Told) -> None:
    """Typing makes an item recorded; F2 keeps it, and the case shows it at once."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, *keys_to("where"))
        assert "Where did it happen" in shown(pilot)
        await press(pilot, "right", "right", "right", "tab")
        await write(pilot, "Hall Z")
        await press(pilot, "f2")
        assert isinstance(app.screen, CaseScreen)
        assert "Hall Z" in shown(pilot)
        vault = app.session.vault
        assert vault is not None
        item = vault.case(told.room).item("where")
        assert item is not None
        assert (item.state, item.value) == ("recorded", Where(item="where", kind="video room", place="Hall Z"))
        assert vault.drafts() == {}


@pytest.mark.parametrize(("tabs", "state"), [(1, "not known"), (2, "declined")])
async def test_not_known_and_declined(told: Told, tabs: int, state: str) -> None:
    """Both are one button, as large as the first, and good answers."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, *keys_to("others"), "tab", *["tab"] * tabs, "enter")
        assert isinstance(app.screen, CaseScreen)
        assert app.session.vault is not None
        item = app.session.vault.case(told.room).item("others")
        assert item is not None
        assert item.state == state


async def test_what_was_not_touched_stays(told: Told) -> None:
    """Recording how it landed leaves the account in the bytes in which it came, though the screen shows it cleaned."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, *keys_to("description"), "tab", "tab")
        await write(pilot, "Cannot sleep")
        await press(pilot, "f2")
        assert app.session.vault is not None
        item = app.session.vault.case(told.room).item("description")
        assert item is not None
        assert item.value == Description(item="description", account=DIRTY, impact="Cannot sleep")


async def test_a_draft_comes_back(told: Told) -> None:
    """Esc closes, and what was typed is sealed; it stands there again, and can be begun anew."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, *keys_to("others"))
        await write(pilot, "Two of them")
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, CaseScreen)
        vault = app.session.vault
        assert vault is not None
        [(key, draft)] = vault.drafts().items()
        assert key == f"item {told.room} others"
        assert json.loads(draft) == {"state": "recorded", "text": "Two of them"}
        assert told.path.read_bytes().count(b"Two of them") == 0
        await press(pilot, "e")
        assert "Two of them" in shown(pilot)
        assert "your draft of before" in shown(pilot)
        await press(pilot, "tab", "tab", "tab", "tab", "enter")
        assert "Two of them" not in shown(pilot)
        assert vault.drafts() == {}


async def test_nothing_changed(told: Told) -> None:
    """F2 on a sheet that nobody wrote in closes it and records nothing."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        assert app.session.vault is not None
        before = len(app.session.vault.case(told.room).entries)
        case = on_top(app, CaseScreen)
        for name in ITEMS:
            case.edit_item(name)
            await press(pilot, "f2")
            assert app.screen is case, name
        assert len(app.session.vault.case(told.room).entries) == before


async def test_a_moment_that_is_none(told: Told) -> None:
    """What does not fit is said beside its field, in words, and nothing is recorded until it does."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, *keys_to("when"), "tab")
        await write(pilot, "noonish")
        await press(pilot, "f2")
        assert isinstance(app.screen, ItemSheet)
        assert "! Write it like 2026-12-05 14:30" in shown(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "2026-12-04 19:40")
        await press(pilot, "f2")
        assert app.session.vault is not None
        item = app.session.vault.case(told.room).item("when")
        assert item is not None
        assert item.value == When(item="when", start="2026-12-04T19:40Z")
        assert "4 Dec 19:40" in shown(pilot)


async def test_nothing_said(told: Told) -> None:
    """Recorded without a word is refused in a sentence that names the other good answers; the sheet stays."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, *keys_to("others"), "shift+tab", "left", "left", "left", "f2")
        assert isinstance(app.screen, ItemSheet)
        assert "Write a few words first, or choose" in said(pilot)


async def test_kept_on_the_case_as_it_is(told: Told) -> None:
    """What a colleague recorded in another field while the sheet was open is not undone by keeping it."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, *keys_to("contact"))
        other = told.vault("Noor")
        other.record(
            told.room, settled(record.item(other.case(told.room), other.me, "contact", "recorded", {"channel": "chat"}))
        )
        other.lock()
        await write(pilot, "Brisa")
        await press(pilot, "f2")
        assert app.session.vault is not None
        item = app.session.vault.case(told.room).item("contact")
        assert item is not None
        assert item.value == Contact(item="contact", name="Brisa", channel="chat", address="j_fernweh")


async def test_choices_by_mouse_and_key(told: Told) -> None:
    """An answer is chosen by arrows or by a click on it, in whichever row it stands; that makes the item recorded."""
    async with standing(told, lambda: CaseScreen(told.room), size=(80, 24)) as (app, pilot):
        await press(pilot, *keys_to("where"))
        kind = app.screen.query_one("#kind", Choices)
        assert kind.size.height == 2
        await pilot.click("#kind", offset=(2, 1))
        await rested(pilot)
        assert kind.value == "repository"
        assert "+ recorded" in shown(pilot)
        await press(pilot, "h")
        assert kind.value == "social"


async def test_nobody_is_asked_twice(told: Told) -> None:
    """Who asked and when stands on the sheet and in the checklist; *ask no more* keeps what is there, and the question goes."""
    asker = told.vault("Noor")
    case = asker.case(told.room)
    asker.record(told.room, settled(message.question(case, asker.me, ("others", "where"), told.now)))
    asker.lock()
    async with standing(told, lambda: CaseScreen(told.room), size=(80, 24)) as (app, pilot):
        assert "asked now, no answer yet" in shown(pilot)
        await press(pilot, *keys_to("others"))
        assert "Asked by you, now; no answer yet" in said(pilot)
        await pilot.click("#no-more")
        await rested(pilot)
        on_top(app, CaseScreen)
        assert "not asked, ask no more" in shown(pilot)
        assert app.session.vault is not None
        item = app.session.vault.case(told.room).item("others")
        assert item is not None
        assert (item.state, item.leave) == ("not asked", True)
