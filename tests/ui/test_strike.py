"""A wrong paste goes: by one key within a minute, later on the word of two, alone at once; and what no strike reaches is said."""

from pathlib import Path

from coctui.casework import record
from coctui.models.content_events import NoteWritten, Strike
from coctui.models.event import Struck
from coctui.models.promise_events import StrikeAsked
from coctui.screens.case import CaseScreen
from coctui.screens.question import QuestionCard
from coctui.screens.reading import ReadingCard
from coctui.vault.door import Vault
from tests.ui.room import Desk, Told, form, on_top, press, said, settled, shown, standing, telling, write

NARROW = (80, 24)
PASTE = "The wrong clipboard, with somebody's address in it."


def lone(desk: Desk) -> str:
    """A case that nobody but Noor holds, with a note of an hour ago."""
    room = desk.open(form())
    desk.do("Noor", room, lambda case, me: record.note(case, me, PASTE))
    desk.later(hours=1)
    return room


def bodies(vault: Vault | None, room: str) -> list[type]:
    """What kinds of things stand in the case, in order."""
    assert vault is not None
    return [type(event.body) for event in vault.case(room).entries]


async def test_within_a_minute_one_key(told: Told) -> None:
    """The footer says so while it lasts; nothing is asked, and the words are in no entry any more."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        vault = app.session.vault
        assert "U take back" not in shown(pilot)
        await press(pilot, "o")
        await write(pilot, PASTE)
        await press(pilot, "f2")
        assert "U take back" in shown(pilot)
        await press(pilot, "U")
        on_top(app, CaseScreen)
        assert NoteWritten not in bodies(vault, told.room)[-2:]
        assert bodies(vault, told.room).count(Struck) == 1
        await press(pilot, "3", "slash", *"clipboard")
        assert "3 Timeline: “clipboard”" in said(pilot)
        assert "No entry holds these words." in said(pilot)
        await press(pilot, "escape")
        assert "Taken out" in shown(pilot)


async def test_later_two_members_say_so(told: Told) -> None:
    """Who wrote it asks; a colleague who opens the case is told, sees which entry, and carries it out; each is asked first."""
    vault = told.vault("Ilse")
    vault.record(told.room, settled(record.note(vault.case(told.room), vault.me, PASTE)))
    vault.lock()
    later = told._replace(now=told.now.replace(hour=told.now.hour + 2))
    async with standing(later, lambda: CaseScreen(told.room), name="Ilse", size=NARROW) as (app, pilot):
        await press(pilot, "enter", "3", "U")
        on_top(app, QuestionCard)
        for words in ("Another member who holds the case says the same", "Leave them", "Ask for it"):
            assert words in said(pilot), words
        await press(pilot, "enter")
        assert StrikeAsked not in bodies(app.session.vault, told.room), "the safe answer is the filled one"
        await press(pilot, "U", "l", "enter")
        assert bodies(app.session.vault, told.room)[-1] is StrikeAsked
        await press(pilot, "k", "U")
        assert "You said so already" in said(pilot)
    async with standing(later, lambda: CaseScreen(told.room), size=(120, 40)) as (app, pilot):
        assert "A colleague asks that words be taken out of the timeline." in said(pilot)
        assert "should it go? U" in said(pilot)
        await press(pilot, "space")
        on_top(app, QuestionCard)
        for words in ("Somebody else said so too", "What somebody read or took along, it cannot reach", "Note"):
            assert words in said(pilot), words
        await press(pilot, "l", "enter")
        kinds = bodies(app.session.vault, told.room)
        assert (kinds.count(Struck), kinds.count(Strike)) == (1, 1)
        assert PASTE not in shown(pilot)
        assert "taken out of the timeline" not in said(pilot)


async def test_alone_it_goes_at_once_and_somebody_confirms_it(tmp_path: Path) -> None:
    """The question says that a second member will look; the promise to do so is there at once."""
    with telling(tmp_path, lone, names=("Noor", "Ilse")) as here:
        async with standing(here, lambda: CaseScreen(here.room), size=NARROW) as (app, pilot):
            await press(pilot, "3", "enter")
            on_top(app, ReadingCard)
            await press(pilot, "escape", "U")
            on_top(app, QuestionCard)
            assert "You were the only one who could: a second member confirms it." in said(pilot)
            await press(pilot, "l", "enter")
            assert Struck in bodies(app.session.vault, here.room)
            await press(pilot, "3")
            assert "a look at what was done" in said(pilot)
            assert "in 24 h" in said(pilot) or "in 1 d" in said(pilot)
