"""The first lines of a long list: drawn before its vault was read and checked, to be moved among, and nothing more."""

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import TextArea

from coctui.app import CoctuiApp
from coctui.casework import access
from coctui.models.access_events import Recused
from coctui.models.content_events import Labelled
from coctui.screens.case import CaseScreen
from coctui.screens.inbox import InboxScreen
from coctui.screens.note import NoteSheet
from coctui.screens.unlock import UnlockScreen
from coctui.vault import beside
from coctui.vault.connection import connect
from coctui.vault.door import Vault
from coctui.vault.errors import Damaged
from coctui.widgets.fields import Field
from coctui.widgets.outlook import LEFT_SETTING, Left, Outlook, left_setting
from coctui.widgets.view_list import ViewList
from tests.ui.inbox_rows import stands
from tests.ui.room import PASSPHRASE, Desk, Told, form, on_top, rested, said, shown, telling

CODES = ("slate-wren", "copper-plover", "paper-elm", "ochre-finch")


def story(desk: Desk) -> str:
    """Four cases that Noor and Ilse hold, each received an hour after the one before."""
    rooms = []
    for code in CODES:
        room = desk.open(form(text="Somebody shouted.", gloss=f"the {code[:5]}"), (code, "birch"))
        desk.do("Noor", room, lambda case, me: access.ask(case, me, [desk.seat("Ilse")], desk.source.now()))
        desk.seats["Ilse"].refresh()
        desk.seats["Ilse"].answer(room, "no conflict")
        desk.seats["Noor"].work(1.0)
        desk.later(hours=1)
        rooms.append(room)
    return rooms[0]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Their vault."""
    with telling(tmp_path_factory.mktemp("story"), story, names=("Noor", "Ilse")) as told:
        yield told


class Gate:
    """Reading the vault waits here."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opens, self.reading, self.shut = threading.Event(), threading.Event(), False
        self.error: Exception | None = None
        self.loaded: list[Vault] = []
        load = Vault.load

        def later(*args: Any, **options: Any) -> Vault:
            if not self.shut:
                return load(*args, **options)
            self.reading.set()
            assert self.opens.wait(30)
            if self.error is not None:
                args[0].close()
                raise self.error
            self.loaded.append(load(*args, **options))
            return self.loaded[-1]

        monkeypatch.setattr(Vault, "load", later)


@asynccontextmanager
async def ahead(told: Told, gate: Gate) -> AsyncIterator[Pilot[int]]:
    """Noor has given her passphrase, and the vault is being read."""
    gate.shut = True
    app = CoctuiApp(told.path, now=told.now.timestamp, zone=UTC, encoding="utf-8", first=False)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press(*"Noor", "enter")
            app.post_message(events.Paste(PASSPHRASE))
            await pilot.press("enter")
            while not gate.reading.is_set():
                await pilot.pause()
            yield pilot
    finally:
        gate.opens.set()
        if app.session.vault is not None:
            app.session.vault.lock()


def app_of(pilot: Pilot[int]) -> CoctuiApp:
    """The app that is looked at."""
    assert isinstance(pilot.app, CoctuiApp)
    return pilot.app


def click(pilot: Pilot[int], inbox: InboxScreen) -> None:
    """Press the mouse on the row under the cursor, as a terminal tells it."""
    cases = inbox.cases
    x, y = cases.region.x + 9, cases.region.y + (cases.height_of_cursor or 0)
    for kind in (events.MouseDown, events.MouseUp):
        pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))


async def arrived(pilot: Pilot[int], gate: Gate) -> None:
    """The vault was read."""
    gate.shut = False
    gate.opens.set()
    while app_of(pilot).session.vault is None:
        await pilot.pause()
    await rested(pilot)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    """Lists are long from the first line on, and reading waits."""
    monkeypatch.setattr(beside, "LONG", 1)
    return Gate(monkeypatch)


def leave(told: Told, *codes: str, view: str = "all") -> None:
    """Noor has left her list among these lines, in this view."""
    vault = Vault.open(told.path, "Noor", PASSPHRASE, source=told.source("who leaves"))
    vault.write_settings({LEFT_SETTING: left_setting(Left(Outlook(view)))})
    rooms = {row.case: row.room for row in vault.rows()}
    vault.leave_at([rooms[code] for code in codes])
    vault.lock()


async def test_one_moves_among_the_lines_and_all_else_waits(told: Told, gate: Gate, tmp_path: Path) -> None:
    """Three lines of four, no count; the cursor goes; an act, a view and the mouse wait for the check, and come in order."""
    told = told.copied(tmp_path)
    leave(told, *CODES[:3])
    async with ahead(told, gate) as pilot:
        inbox = on_top(app_of(pilot), InboxScreen)
        assert [code in shown(pilot) for code in CODES] == [True, True, True, False]
        assert "reading and checking" in shown(pilot)
        assert not any(character.isdigit() for character in str(inbox.query_one(ViewList).line(0, 20)))
        await pilot.press("j")
        assert inbox.cases.cursor == 1
        under = inbox.cases.row
        await pilot.press("o", "h")
        click(pilot, inbox)
        await pilot.pause()
        assert pilot.app.screen is inbox
        assert inbox.cases.cursor == 1
        await arrived(pilot, gate)
        sheet = on_top(app_of(pilot), NoteSheet)
        assert under is not None
        assert sheet.room == under.room
        assert inbox.cases.count == 4
        assert inbox.cases.row is not None
        assert inbox.cases.row.room == under.room
        while sheet.query_one(TextArea).text != "h":  # typed after it, so into it
            await pilot.pause()


async def test_what_others_wrote_and_what_one_left_meanwhile(told: Told, gate: Gate, tmp_path: Path) -> None:
    """No line of a case that one left on another computer, not for a moment; what a colleague wrote is there after the check."""
    told = told.copied(tmp_path)
    leave(told, *CODES[:3])
    with closing(connect(told.path)) as file:
        kept = file.execute("SELECT seat, kind, sealed FROM cache").fetchall()
    noor, ilse = told.vault("Noor"), told.vault("Ilse")
    rooms = {row.case: row.room for row in noor.rows()}
    noor.record(rooms[CODES[1]], [Recused()])
    ilse.record(rooms[CODES[0]], [Labelled(gloss="the lamps")])
    noor.lock()
    ilse.lock()
    with closing(connect(told.path)) as file:  # as on this computer, which knows nothing of it
        file.executemany("INSERT OR REPLACE INTO cache (seat, kind, sealed) VALUES (?, ?, ?)", kept)
    async with ahead(told, gate) as pilot:
        assert [code in shown(pilot) for code in CODES] == [True, False, True, False]
        assert "the lamps" not in shown(pilot)
        await arrived(pilot, gate)
        assert "the lamps" in shown(pilot)
        assert on_top(app_of(pilot), InboxScreen).cases.count == 4  # one of them masked


async def test_a_view_that_holds_none_of_the_lines_says_nothing_yet(told: Told, gate: Gate, tmp_path: Path) -> None:
    """Nobody knows before the check whether the view is empty."""
    told = told.copied(tmp_path)
    leave(told, *CODES[:3], view="asked")
    async with ahead(told, gate) as pilot:
        assert "Reading and checking." in said(pilot)
        assert "No conflict check waits for you." not in said(pilot)
        await arrived(pilot, gate)
        assert "No conflict check waits for you." in said(pilot)


async def test_a_press_of_the_mouse_opens_once_it_is_read(told: Told, gate: Gate, tmp_path: Path) -> None:
    """The press that does nothing before would open the case after."""
    told = told.copied(tmp_path)
    leave(told, *CODES[:3])
    async with ahead(told, gate) as pilot:
        inbox = on_top(app_of(pilot), InboxScreen)
        await arrived(pilot, gate)
        click(pilot, inbox)
        while not isinstance(pilot.app.screen, CaseScreen):
            await pilot.pause()


async def test_a_damaged_vault_is_told_at_the_door(told: Told, gate: Gate, tmp_path: Path) -> None:
    """The lines go, the sentence stands there, and no key that was meant for the list acts or is text."""
    told = told.copied(tmp_path)
    leave(told, *CODES[:3])
    gate.error = Damaged()
    async with ahead(told, gate) as pilot:
        stands(pilot, InboxScreen)
        await pilot.press("o", "x")
        gate.opens.set()
        while not isinstance(pilot.app.screen, UnlockScreen):
            await pilot.pause()
        await rested(pilot)
        assert Damaged().sentence[:30] in said(pilot)
        assert not any(code in shown(pilot) for code in CODES)
        assert [field.value for field in pilot.app.screen.query(Field)] == ["Noor", ""]
        assert app_of(pilot).session.rows == ()


async def test_who_locks_while_it_is_read_stands_at_the_door(told: Told, gate: Gate, tmp_path: Path) -> None:
    """At once; and what was being read is closed when it is done, and opens nothing behind their back."""
    told = told.copied(tmp_path)
    leave(told, *CODES[:3])
    async with ahead(told, gate) as pilot:
        stands(pilot, InboxScreen)
        await pilot.press("Z")
        while not isinstance(pilot.app.screen, UnlockScreen):
            await pilot.pause()
        gate.opens.set()
        while not gate.loaded or gate.loaded[-1]._core is not None:
            await pilot.pause()
        await rested(pilot)
        stands(pilot, UnlockScreen)
        assert app_of(pilot).session.vault is None
