"""Taking a report: words first; nothing has to be filled in, nothing typed is lost, and few keys beyond the words."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui.models.company_events import Consent
from coctui.models.content_events import Received
from coctui.models.items import Contact
from coctui.models.promise_events import Held
from coctui.screens.inbox import InboxScreen
from coctui.screens.taking import TakingScreen
from coctui.screens.who import WhoSheet
from coctui.widgets.mark_list import MarkList
from coctui.widgets.writing import WritingArea
from tests.ui.inbox_rows import stands
from tests.ui.room import Told, on_top, press, rested, said, standing, story, telling, write

NAMES = ("Noor", "Ilse", "Oksana", "Paz", "Tamsin")
TOLD = (
    "She joined the lobby about ten minutes ago. One person kept asking where she is staying and would not stop. "
    "They are still there now. She can be reached by chat until five."
)
KEYS = 20
"""Key presses beyond the words of a dictated report, at most."""


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path, story, names=NAMES) as told:
        yield told


async def test_a_dictated_report_takes_few_keys(told: Told) -> None:
    """From the inbox to the sealed case, with leave asked for and the fear marked: counted."""
    async with standing(told, InboxScreen) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        before = {row.room for row in vault.rows()}
        keys = 1
        await press(pilot, "n")
        stands(pilot, TakingScreen)
        await write(pilot, TOLD)
        beyond = ("tab", "l", "tab", "tab", "l", "tab", "space", "f2")
        await press(pilot, *beyond)
        keys += len(beyond)
        assert keys <= KEYS
        stands(pilot, WhoSheet)
        room = ({row.room for row in vault.rows()} - before).pop()
        case = vault.case(room)
        report = case.reports[0].body
        assert isinstance(report, Received)
        assert (report.text, report.channel, report.own_words) == (TOLD, "call", True)
        assert [event.body.team for event in case.entries if isinstance(event.body, Consent)] == ["yes"]
        contact = case.item("contact")
        assert contact is not None
        assert isinstance(contact.value, Contact)
        assert contact.value.safety
        assert vault.draft("report") is None


async def test_what_is_left_is_there_again(told: Told) -> None:
    """A draft is sealed at a pause and when one leaves; it is brought back, and can be begun anew."""
    async with standing(told, InboxScreen, size=(80, 24)) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        await press(pilot, "n")
        await write(pilot, TOLD)
        await press(pilot, "escape", "escape")
        stands(pilot, InboxScreen)
        assert json.loads(vault.draft("report") or "{}")["text"] == TOLD
        await press(pilot, "n")
        assert on_top(app, TakingScreen).query_one("#text", WritingArea).text == TOLD
        assert "your draft of before" in said(pilot)


async def test_what_was_written_while_locked_is_begun(told: Told) -> None:
    """A page of the lock screen is the draft; once a case is made of it, it is no draft any more."""
    async with standing(told, InboxScreen) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        vault.save_draft("page " + "ab" * 16, json.dumps({"text": "Told at the door.", "at": 1.0}))
        await press(pilot, "n")
        assert on_top(app, TakingScreen).query_one("#text", WritingArea).text == "Told at the door."
        await press(pilot, "f2")
        stands(pilot, WhoSheet)
        assert not vault.drafts()


async def test_the_prompts_follow_the_words(told: Told) -> None:
    """What seems answered is not asked again; that it goes on is said with a key; what better not stays in sight."""
    async with standing(told, TakingScreen) as (_, pilot):
        assert "Is it still going on?" in said(pilot)
        assert "Why did you not leave?" in said(pilot)
        assert "You hear from us by 14:21" in said(pilot)
        assert "If they hesitate" in said(pilot)
        assert "You decide what you tell me" in said(pilot)
        await write(pilot, TOLD)
        shown = said(pilot)
        assert "It sounds as if it is still going on." in shown
        assert "Is it still going on?" not in shown
        assert "May we write to you, and where?" not in shown
    async with standing(told, TakingScreen, size=(80, 24)) as (_, pilot):
        assert "Why did you not leave?" not in said(pilot)
        await press(pilot, "f3")
        assert "Why did you not leave?" in said(pilot)


async def test_a_time_that_cannot_be_read_keeps_the_screen(told: Told) -> None:
    """And an empty page opens no case; each is said in words."""
    async with standing(told, TakingScreen) as (app, pilot):
        await press(pilot, "f2")
        stands(pilot, TakingScreen)
        assert "Write a few words first." in said(pilot)
        await write(pilot, "Somebody said something.")
        await press(pilot, "tab", "tab", "tab", "tab", "tab")
        await write(pilot, "half past never")
        await press(pilot, "f2")
        stands(pilot, TakingScreen)
        assert "Write when you were told" in said(pilot)
        assert on_top(app, TakingScreen).query_one("#text", WritingArea).text == "Somebody said something."


async def test_hold_and_read_back_are_marks(told: Told) -> None:
    """As the reporter asked; both stand in the case."""
    async with standing(told, InboxScreen) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        before = {row.room for row in vault.rows()}
        await press(pilot, "n")
        await write(pilot, "Only if it happens again.")
        screen = on_top(app, TakingScreen)
        screen.query_one("#marks", MarkList).focus()
        await rested(pilot)
        await press(pilot, "j", "j", "space", "j", "space", "f2")
        case = vault.case(({row.room for row in vault.rows()} - before).pop())
        assert any(isinstance(event.body, Held) for event in case.entries)
        report = case.reports[0].body
        assert isinstance(report, Received)
        assert report.read_back


CHAT = "\n".join(f"[{hour:02}:{minute:02}] moss_and_more: where are you staying? ({hour}/{minute})"
                 for hour in range(20, 24) for minute in range(60))  # fmt: skip
"""A whole evening, pasted."""


async def test_tonight_first_and_the_rest_unfolds(told: Told) -> None:
    """F6 shows what this week is early enough for, then what can wait; a time is said back in sight; a draft unfolds itself."""
    async with standing(told, InboxScreen, size=(80, 24)) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        await press(pilot, "n")
        screen = on_top(app, TakingScreen)
        assert "Where" not in said(pilot).split("Others, witnesse")[1]
        await write(pilot, CHAT)
        assert screen.query_one("#text", WritingArea).text == CHAT
        await press(pilot, "f6")
        await write(pilot, "yesterday 3pm")
        assert "read as Fri 4 Dec 2026 15:00 UTC" in said(pilot)
        await press(pilot, "tab")
        await write(pilot, "the lobby")
        await press(pilot, "f6")
        assert "When closing" in said(pilot)
        await write(pilot, "no talk together")
        await press(pilot, "escape", "escape", "n")
        again = on_top(app, TakingScreen)
        assert again is not screen
        assert (again.written()["where"], again.written()["wish"]) == ("the lobby", "no talk together")
        assert again.query_one("#closing").display
        before = {row.room for row in vault.rows()}
        await press(pilot, "f2")
        case = vault.case(({row.room for row in vault.rows()} - before).pop())
        report = case.reports[0].body
        assert isinstance(report, Received)
        assert (report.text, report.wish) == (CHAT, "no talk together")
        assert {name for name in ("when", "where", "ongoing") if case.item(name)} == {"when", "where"}


async def test_who_stays_without_a_name_is_asked_for_no_address(told: Told) -> None:
    """Nobody could ask it; what goes on is asked all the same."""
    async with standing(told, TakingScreen) as (app, pilot):
        assert "May we write to you, and where?" in said(pilot)
        on_top(app, TakingScreen).query_one("#marks", MarkList).focus()
        await press(pilot, "j", "space")
        assert "May we write to you, and where?" not in said(pilot)
        assert "Is it still going on?" in said(pilot)
