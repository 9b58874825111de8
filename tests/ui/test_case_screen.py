"""The case screen: what it shows, what its keys do, and that it closes when the case is closed to its reader."""

import pytest

from coctui.casework import access, record
from coctui.screens.case import CaseScreen
from coctui.screens.item import ItemSheet
from coctui.screens.note import NoteSheet
from coctui.screens.reading import ReadingCard
from coctui.screens.unlock import UnlockScreen
from coctui.widgets.case_parts import Checklist
from tests.ui.room import ACCOUNT, Told, on_top, press, rested, settled, shown, standing

NARROW = (80, 24)


async def test_where_a_case_stands(told: Told) -> None:
    """Head, promises, the eight items with their states, who may open it, and what happened: all in one look."""
    async with standing(told, lambda: CaseScreen(told.room)) as (_, pilot):
        text = shown(pilot)
        for words in (
            "slate-wren  the chat messages", "received 3 h ago", "Still to ask, if it helps:", "PyLadiesCon 2026", "day 2 of 3",
            "? Ongoing            not known", "- Circumstances      declined", "· Others, witnesses  not asked",
            "Did anyone else see it", "2 holders", "you  Ilse", "~ asked          1  Oksana", "- stepped aside  1  Tamsin",
            "× excluded       1  Paz", "· not yet        1  Wanjiru", "kept 5 Dec", "in 41 min", "Report received",
            "Acknowledged", "Three pictures kept", "20 entries",
        ):  # fmt: skip
            assert words in text, words


async def test_names_only_on_demand(told: Told) -> None:
    """Who reported and who is reported stands there after u, with a pill that counts down, and goes after half a minute."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        assert "j_fernweh" not in shown(pilot)
        await press(pilot, "u")
        assert "j_fernweh" in shown(pilot)
        assert "names shown, 30 s" in shown(pilot)
        on_top(app, CaseScreen).names_until = app.now()
        on_top(app, CaseScreen)._name_second()
        await rested(pilot)
        assert "j_fernweh" not in shown(pilot)
        await press(pilot, "u", "u")
        assert "j_fernweh" not in shown(pilot)


async def test_narrow_tabs(told: Told) -> None:
    """In a narrow window the three panes are tabs, by number, tab, h and l; the one that is open has the focus."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        assert "Reporter contact" in shown(pilot)
        assert "stepped aside" not in shown(pilot)
        await press(pilot, "2")
        assert "stepped aside" in shown(pilot)
        assert "Reporter contact" not in shown(pilot)
        await press(pilot, "3")
        assert "outcome to the reporter" in shown(pilot)
        assert app.focused is not None
        assert app.focused.id == "entries"
        await press(pilot, "tab")
        assert "Reporter contact" in shown(pilot)
        await press(pilot, "l", "l", "l", "h")
        assert "stepped aside" in shown(pilot)


async def test_resized(told: Told) -> None:
    """From wide to narrow and back the pane with the focus stays; below the smallest size one sentence stands there."""
    async with standing(told, lambda: CaseScreen(told.room)) as (_, pilot):
        await press(pilot, "3")
        await pilot.resize_terminal(*NARROW)
        await rested(pilot)
        assert "3 Timeline" in shown(pilot)
        assert "Reporter contact  " not in shown(pilot).split("Assigned")[1]
        await pilot.resize_terminal(60, 20)
        await rested(pilot)
        assert "This window is 60" in shown(pilot)
        await pilot.resize_terminal(120, 40)
        await rested(pilot)
        assert "1 Report data" in shown(pilot)


async def test_cursor_starts_where_a_question_is_open(told: Told) -> None:
    """The cursor stands on the first item that nobody asked about; space writes it down; r comes back to it."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        items = on_top(app, CaseScreen).query_one(Checklist)
        assert items.cursor == 7
        await press(pilot, "g", "r")
        assert items.cursor == 7
        await press(pilot, "g", "space")
        assert isinstance(app.screen, ItemSheet)
        assert app.screen.item == "others"


async def test_the_account_in_full(told: Told) -> None:
    """Enter on the description opens all of it, wrapped to be read; esc closes."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "g", "j", "j", "j", "j", "enter")
        assert isinstance(app.screen, ReadingCard)
        assert " ".join(shown(pilot).split()).count(ACCOUNT[:40]) == 1
        assert "longer than the last." in shown(pilot)
        await press(pilot, "escape")
        on_top(app, CaseScreen)


async def test_an_entry_in_full(told: Told) -> None:
    """Enter on the timeline opens the entry under the cursor, also one that says no more than its line."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "3", "enter")
        assert isinstance(app.screen, ReadingCard)
        assert "Sat 5 December, 11:21 UTC" in shown(pilot)
        assert "Ilse, by you" in shown(pilot)
        await press(pilot, "escape", "k", "k", "k", "enter")
        assert "wishes not to be named." in shown(pilot)


async def test_edit_and_note(told: Told) -> None:
    """Key e edits the item under the cursor, o writes a note, enter opens an item that holds no long text."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "g", "e")
        assert isinstance(app.screen, ItemSheet)
        await press(pilot, "escape", "escape", "j", "enter")
        assert isinstance(app.screen, ItemSheet)
        assert app.screen.item == "when"
        await press(pilot, "escape", "escape", "o")
        assert isinstance(app.screen, NoteSheet)


async def test_times_on_the_clock(told: Told) -> None:
    """Key t turns times into clock times and back."""
    async with standing(told, lambda: CaseScreen(told.room)) as (_, pilot):
        await press(pilot, "t")
        assert "received 09:20" in shown(pilot)
        await press(pilot, "t")
        assert "received 3 h ago" in shown(pilot)


async def test_what_a_colleague_writes_comes_in(told: Told) -> None:
    """A note that another process wrote stands there at the next look, without a key."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        ilse = told.vault("Ilse")
        ilse.record(told.room, settled(record.note(ilse.case(told.room), ilse.me, "Spoke to her just now.")))
        ilse.lock()
        on_top(app, CaseScreen).look()
        await rested(pilot)
        assert "Spoke to her just now." in shown(pilot)
        assert "21 entries" in shown(pilot)


async def test_step_aside(told: Told) -> None:
    """Key R asks; enter stays, for the safe answer is filled; the other one closes the case for good."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "R")
        assert "Ilse carries on" in shown(pilot)
        await press(pilot, "enter")
        on_top(app, CaseScreen)
        await press(pilot, "R", "l", "enter")
        assert isinstance(app.screen, UnlockScreen)
        vault = app.session.vault
        assert vault is not None
        assert [(row.case, row.access) for row in vault.rows()] == [("slate-wren", "recused")]


@pytest.mark.parametrize("over", ["", "o", "e", "R"])
async def test_recused_elsewhere(told: Told, over: str) -> None:
    """Whoever stepped aside in another window sees the case close, and whatever stands over it, with one sentence."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        case = on_top(app, CaseScreen)
        if over:
            await press(pilot, over)
        other = told.vault("Noor")
        other.record(told.room, settled(access.recuse(other.case(told.room), other.me, told.now)))
        other.lock()
        case.look()
        await rested(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert len(app.screen_stack) == 1
        assert [note.message for note in app._notifications] == ["You stepped aside here. Nothing more is shown."]
        assert case.opened is None


async def test_locked_while_open(told: Told) -> None:
    """Locking drops the case and everything over it."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "o", "escape", "Z")
        assert isinstance(app.screen, UnlockScreen)
        assert app.session.vault is None
