"""Whatever stands in a case: it is shown, it breaks nothing, and no byte of it reaches the terminal that one obeys."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import TextArea

from coctui.casework import access, record
from coctui.models.content_events import ItemRecorded, Labelled, PersonChanged
from coctui.models.items import ITEMS, VALUES, ItemValue, Person
from coctui.models.noun import Noun
from coctui.models.roster import Profile
from coctui.models.team_events import ProfileChanged
from coctui.screens.card import CardScreen
from coctui.screens.case import CaseScreen
from coctui.widgets.fields import Field
from tests.ui.room import Desk, Told, form, on_top, press, rested, shown, standing, telling

OBEYED = "\x1b]52;c;cGF5\x07\x1b[2J\x9b31m\u202egpj.exe\u2066\u200b\x00\x08\ufeff"
MARKUP = "[/nope] [red]x[/red] [@click=app.quit]y[/] $accent"
HOSTILE = f"{OBEYED}{MARKUP}"
LONG = HOSTILE + "\u0301" * 50 + "w" * 10_000
SEEN = re.compile(r"\[/nope\]")


def hostile_item(name: str, text: str) -> ItemRecorded:
    """An item with the text in every field that takes a text."""
    model = VALUES[name]  # type: ignore[index]  # one of the eight
    fields = {
        field: text[: _room(model, field)] for field, info in model.model_fields.items() if _free(info.annotation)
    }
    value: ItemValue = model.model_validate({"item": name, **fields})  # type: ignore[assignment]  # of the union
    return ItemRecorded(state="recorded", value=value)


def _free(annotation: object) -> bool:
    return annotation is str


def _room(model: type[Noun], field: str) -> int:
    limits = [getattr(part, "max_length", None) for part in model.model_fields[field].metadata]
    return min((limit for limit in limits if limit), default=1_000)


def story(desk: Desk) -> str:
    """Every text of a case and of the roster holds all of it."""
    line = LONG[:1_000]
    room = desk.open(form(text=LONG, where=line, when=line, reporter_contact=line, reported=(line,), gloss=""))
    noor = desk.seats["Noor"]
    person = Person(
        id=desk.source.id(), code=line, part="reported person", name=line, handles={line: line}, appearance=line,
        height=line, clothing=line, voice=line, company=line, other=line,
    )  # fmt: skip
    noor.record(room, [hostile_item(name, LONG) for name in ITEMS])
    noor.record(room, [PersonChanged(person=person), Labelled(gloss=line, what=line)])
    desk.do("Noor", room, lambda case, me: record.note(case, me, LONG))
    desk.do("Noor", room, lambda case, me: access.ask(case, me, [desk.seat("Ilse")], desk.source.now()))
    for name in ("Noor", "Ilse"):
        desk.seats[name].refresh()
        desk.seats[name].manage(ProfileChanged(profile=Profile(name=line)))
    desk.seats["Noor"].refresh()
    return room


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once; nothing here writes."""
    with telling(tmp_path_factory.mktemp("story"), story, ("Noor", "Ilse")) as told:
        yield told


def harmless(pilot: Pilot[Any]) -> str:
    """The screen's text, after a look at every character of it."""
    text = shown(pilot)
    for character in text.replace("\n", ""):
        category = unicodedata.category(character)
        assert category not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"), f"U+{ord(character):04X}"
    return text


@pytest.mark.parametrize("size", [pytest.param((120, 40), marks=pytest.mark.slow), (80, 24)])
async def test_every_pane(told: Told, size: tuple[int, int]) -> None:
    """All three panes, with names hidden and shown."""
    async with standing(told, lambda: CaseScreen(told.room), size=size) as (_, pilot):
        for keys in (("1",), ("u",), ("2",), ("3",), ("g",), ("G",), ("t",)):
            await press(pilot, *keys)
            harmless(pilot)
        assert SEEN.search(harmless(pilot))


@pytest.mark.slow
async def test_every_item(told: Told) -> None:
    """The sheet of each item holds it in fields, cleaned, and closes again."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        case = on_top(app, CaseScreen)
        for name in ITEMS:
            case.edit_item(name)
            await rested(pilot)
            if name != "ongoing":
                assert SEEN.search(harmless(pilot)), name
            while app.screen is not case:
                await press(pilot, "escape")


@pytest.mark.slow
async def test_in_full(told: Told) -> None:
    """The account and a note, read in full, from the first line to the last."""
    async with standing(told, lambda: CaseScreen(told.room)) as (_, pilot):
        await press(pilot, "g", "j", "j", "j", "j", "enter")
        assert SEEN.search(harmless(pilot))
        await press(pilot, "G")
        assert "wwww" in harmless(pilot)
        await press(pilot, "escape", "3", "g")
        for _ in range(5):
            await press(pilot, "enter")
            harmless(pilot)
            await press(pilot, "escape", "j")


async def test_the_card(told: Told) -> None:
    """The card with who is reported, and the name of who wrote it."""
    async with standing(told, lambda: CardScreen(told.room), name="Ilse") as (_, pilot):
        harmless(pilot)
        await press(pilot, "u")
        harmless(pilot)


async def test_the_question(told: Told) -> None:
    """Stepping aside names who carries on, and the gloss."""
    async with standing(told, lambda: CaseScreen(told.room)) as (_, pilot):
        await press(pilot, "R")
        harmless(pilot)
        await press(pilot, "escape")


async def test_pasted(told: Told) -> None:
    """What is pasted into a field or a note is cleaned on its way in, and lands there once."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "o")
        app.post_message(events.Paste(HOSTILE))
        await rested(pilot)
        harmless(pilot)
        area = app.screen.query_one(TextArea)
        assert area.text.count("[/nope]") == 1
        area.load_text("")
        await press(pilot, "escape", "escape", "g", "j", "j", "e", "tab")
        field = app.focused
        assert isinstance(field, Field)
        field.value = ""
        app.post_message(events.Paste(f"{HOSTILE}\nsecond"))
        await rested(pilot)
        harmless(pilot)
        assert field.value.count("[/nope]") == 1
        field.value = ""


@pytest.mark.parametrize("joined", ["می\u200cخواهم", "क्\u200dष", "👩\u200d💻"])
async def test_joiners_that_are_spelling(told: Told, joined: str) -> None:
    """A joiner between the letters that need it stays what it is, also when it comes alone."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "o")
        area = app.screen.query_one(TextArea)
        if "💻" in joined:
            app.post_message(events.Paste(joined))
            await rested(pilot)
        else:
            for letter in joined:
                area.insert(letter)
        assert area.text == joined
        area.load_text("")
        await press(pilot, "escape", "escape")


@pytest.mark.slow
async def test_every_sheet(told: Told) -> None:
    """Each sheet of the case with members and people who are called so, in every tab and under every cursor."""
    async with standing(told, lambda: CaseScreen(told.room), size=(80, 24)) as (app, pilot):
        case = on_top(app, CaseScreen)
        for key in ("m", "M", "d", "a", "w", "s", "X", "f5", "W", "A", "b"):
            await press(pilot, key)
            assert app.screen is not case, key
            harmless(pilot)
            await press(pilot, *(["j", "u"] if key in ("w", "b") else ["tab"]))
            harmless(pilot)
            while app.screen is not case:
                await press(pilot, "escape")
        assert SEEN.search(harmless(pilot))


@pytest.mark.slow
async def test_every_entry_with_names(told: Told) -> None:
    """Each kind of entry read whole, also with names shown; and people as tabs."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        case = on_top(app, CaseScreen)
        await press(pilot, "3", "g")
        for _ in range(len(case._events)):
            await press(pilot, "enter", "u")
            harmless(pilot)
            await press(pilot, "escape", "j")
        case.edit_item("reported")
        await rested(pilot)
        assert SEEN.search(harmless(pilot))


async def test_people_first(told: Told, tmp_path: Path) -> None:
    """The people of a case before a colleague reads it, names shown."""
    told = told.copied(tmp_path)
    holder = told.vault("Ilse")
    holder.answer(told.room, "no conflict")
    holder.lock()
    with_noor = told.vault("Noor")
    with_noor.work(1.0)
    with_noor.lock()
    async with standing(told, lambda: CaseScreen(told.room), name="Ilse", size=(80, 24)) as (_, pilot):
        assert "Before any account" in harmless(pilot)
        for _ in range(4):
            await press(pilot, "j")
            harmless(pilot)
