"""Items about people: tabs by code name, every fact of a person in a field, several people kept at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coctui.casework import decision, message, record
from coctui.casework.result import Acts, Refused
from coctui.models.case import Case
from coctui.models.content_events import ItemRecorded
from coctui.models.items import ITEMS, ItemName, Person, Where
from coctui.screens.case import CaseScreen
from coctui.screens.item import ItemSheet
from coctui.screens.item_form import PERSON
from coctui.screens.item_people import PeopleSheet
from coctui.vault.door import Vault
from coctui.widgets.choices import Choices
from coctui.widgets.fields import Field
from tests.ui.room import Desk, Told, form, on_top, press, rested, said, settled, shown, standing, telling, write

DIRTY = "Somebody\u202e in a [red] hoodie"


def story(desk: Desk) -> str:
    """Two holders, and one reported person who was described."""
    room = desk.open(form(reported=(DIRTY,)))
    desk.do("Noor", room, lambda case, me: message.sent(case, me, "acknowledgement", desk.source.now()))
    desk.do("Noor", room, lambda case, me: record.item(case, me, "where", "recorded", {"place": "the lobby"}))
    desk.later(days=2)
    desk.do("Noor", room, lambda case, me: record.item(case, me, "where", "recorded", {"place": "the stairs"}))
    return room


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


def people(pilot: Pilot[int], told: Told) -> tuple[Person, ...]:
    """Everybody in the case, as the vault at this seat has it."""
    vault: Vault | None = pilot.app.session.vault  # type: ignore[attr-defined]  # ours
    assert vault is not None
    return vault.case(told.room).persons


def test_every_fact_has_a_place() -> None:
    """No fact of a person is out of reach; the code name is drawn, the id is nobody's business."""
    assert {blank.field for blank in PERSON} == set(Person.model_fields) - {"id", "code"}


@pytest.mark.slow
async def test_one_more(told: Told) -> None:
    """Another reported person: name, two screen names, looks; what was known of the first stays in its bytes."""
    async with standing(told, lambda: CaseScreen(told.room), size=(80, 24)) as (app, pilot):
        await press(pilot, *keys_to("reported"))
        sheet = on_top(app, PeopleSheet)
        assert "\u202e" not in shown(pilot)
        sheet.query_one("#tabs", Choices).focus()
        await press(pilot, "l", "tab", "tab", "tab")
        await write(pilot, "Odalys Merriweather")
        assert "Was there a name under the picture" in said(pilot)
        for text in ("chat", "odalys", "forum", "o_m", "", "", "Short hair"):
            await press(pilot, "tab")
            if text:
                await write(pilot, text)
        await press(pilot, "f2")
        on_top(app, CaseScreen)
        first, second = people(pilot, told)
        assert (first.other, first.part) == (DIRTY, "reported person")
        assert (second.name, second.handles, second.appearance) == (
            "Odalys Merriweather", {"chat": "odalys", "forum": "o_m"}, "Short hair",
        )  # fmt: skip
        assert first.code != second.code
        assert f"person {first.code}, person {second.code}"[:30] in shown(pilot)
        assert "Odalys" not in shown(pilot)


@pytest.mark.slow
async def test_a_witness_and_an_affected_person(told: Told) -> None:
    """Two people added in one go, each with a part of their own; one of whom nothing is said is not kept."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, *keys_to("others"))
        tabs = on_top(app, PeopleSheet).query_one("#tabs", Choices)
        for part, name in (("witness", "Tove"), ("affected person", "Ines"), ("witness", "")):
            tabs.focus()
            await press(pilot, *["l"] * 6)
            app.screen.query_one("#p-part", Choices).focus()
            await press(pilot, *(["l"] if part != "witness" else []))
            app.screen.query_one("#p-name", Field).focus()
            if name:
                await write(pilot, name)
        await press(pilot, "f2")
        assert [(person.part, person.name) for person in people(pilot, told)[1:]] == [
            ("witness", "Tove"), ("affected person", "Ines"),
        ]  # fmt: skip
        assert app.session.vault is not None
        item = app.session.vault.case(told.room).item("others")
        assert item is not None
        assert item.state == "recorded"


async def test_a_person_that_was_begun_comes_back(told: Told) -> None:
    """Esc keeps a draft with the person in it, under the same code name; start anew forgets both."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, *keys_to("others"), "shift+tab", "shift+tab", "l")
        tab = on_top(app, PeopleSheet).query_one("#tabs", Choices).value
        app.screen.query_one("#p-clothing", Field).focus()
        await write(pilot, "A green scarf")
        await press(pilot, "escape", "escape")
        assert len(people(pilot, told)) == 1
        await press(pilot, "e")
        assert "your draft of before" in shown(pilot)
        assert tab in shown(pilot)
        app.screen.query_one("#tabs", Choices).focus()
        await press(pilot, "l")
        assert "A green scarf" in shown(pilot)
        await pilot.click("#anew")
        await rested(pilot)
        await press(pilot, "escape", "escape")
        assert app.session.vault is not None
        assert app.session.vault.drafts() == {}


async def test_what_stood_there_before(told: Told) -> None:
    """Under a field stands what it held earlier, by whom and when."""
    async with standing(told, lambda: CaseScreen(told.room), size=(80, 24)) as (_, pilot):
        await press(pilot, *keys_to("where"))
        assert "was: the lobby by you, 2 d ago" in said(pilot)


def rival(case: Case) -> Case:
    """The same case with a second answer to *location* that did not know of the first: as two copies that met make it."""
    register = case.registers["item where"]
    other = replace(
        register.event,
        link="f" * 64,
        body=ItemRecorded(state="recorded", value=Where(item="where", place="the café", platform="none")),
    )
    return replace(case, registers={**case.registers, "item where": replace(register, rivals=(other,))})


async def test_two_answers(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Next bar asks to choose; both answers stand on the sheet with who gave them, and the chosen one is kept whole."""
    real = Vault.case
    monkeypatch.setattr(Vault, "case", lambda vault, room: rival(real(vault, room)))
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        assert "~ Two answers for “Location”: choose." in shown(pilot)
        await press(pilot, "space")
        on_top(app, ItemSheet)
        assert "(●) you:" in shown(pilot)
        assert "the café · none" in shown(pilot)
        app.screen.query_one("#rivals").focus()
        await press(pilot, "j", "space")
        assert app.screen.query_one("#place", Field).value == "the café"
        monkeypatch.setattr(Vault, "case", real)
        await press(pilot, "f2")
        assert app.session.vault is not None
        item = app.session.vault.case(told.room).item("where")
        assert item is not None
        assert item.value == Where(item="where", place="the café", platform="none")


def elsewhere(told: Told, rule: Callable[[Case, str], Acts | Refused]) -> None:
    """What one's own other window does meanwhile."""
    other = told.vault("Noor")
    other.record(told.room, settled(rule(other.case(told.room), other.me)))
    other.lock()


async def test_changed_elsewhere(told: Told) -> None:
    """An item that nobody touched here shows what a colleague wrote; one that was touched says so, and keeps what was typed."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, *keys_to("where"))
        sheet = on_top(app, ItemSheet)
        elsewhere(told, lambda case, me: record.item(case, me, "where", "recorded", {"platform": "the venue's chat"}))
        sheet.look()
        await rested(pilot)
        assert "the venue's chat" in shown(pilot)
        app.screen.query_one("#link", Field).focus()
        await write(pilot, "example.org")
        elsewhere(told, lambda case, me: record.item(case, me, "where", "recorded", {"platform": "the other chat"}))
        sheet.look()
        await rested(pilot)
        assert "~ changed by you, now" in shown(pilot)
        assert "example.org" in shown(pilot)


async def test_read_only_when_closed(told: Told) -> None:
    """In a closed case people can be read, tab by tab, and nothing can be changed."""
    elsewhere(told, decision.close)
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "g", "j", "j", "j", "j", "j", "enter")
        sheet = on_top(app, PeopleSheet)
        assert "This case is closed. Reopen it first" in said(pilot)
        assert "F2" not in shown(pilot)
        sheet.query_one("#tabs", Choices).focus()
        await press(pilot, "h", "f2")
        assert app.screen is sheet
        assert len(people(pilot, told)) == 1
