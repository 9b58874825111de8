"""The plain sheets of a case: message, decision, end, duties, stand-in; by their keys, from the Next bar, and from a list."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coctui.casework import access, decision
from coctui.casework.result import Acts, Refused
from coctui.models.case import Case
from coctui.models.content_events import Determined, MessageSent
from coctui.screens.assign import AssignSheet
from coctui.screens.case import CaseScreen
from coctui.screens.close import CloseSheet
from coctui.screens.determine import DetermineSheet
from coctui.screens.message import MessageSheet
from coctui.screens.sent import SentSheet
from coctui.screens.stand_in import StandInSheet
from coctui.screens.unlock import UnlockScreen
from coctui.screens.who import WhoSheet
from coctui.vault.door import Vault
from tests.ui.room import Desk, Told, form, on_top, press, rested, said, settled, shown, standing, telling, write

NARROW = (80, 24)


def held(pilot: Pilot[int], told: Told) -> Case:
    """The case as the vault at this seat has it."""
    vault: Vault | None = pilot.app.session.vault  # type: ignore[attr-defined]  # ours
    assert vault is not None
    return vault.case(told.room)


def elsewhere(told: Told, rule: Callable[[Case, str], Acts | Refused], name: str = "Ilse") -> None:
    """What a colleague, or one's own other window, does meanwhile."""
    other = told.vault(name)
    other.record(told.room, settled(rule(other.case(told.room), other.me)))
    other.lock()


async def test_an_outcome_is_told(told: Told) -> None:
    """A message on the outcome has three ticks; what it leaves out is said, and kept all the same."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "M")
        on_top(app, SentSheet)
        await press(pilot, "l")
        assert "It should also say that the team discussed it, whether it was a violation" in said(pilot)
        await press(pilot, "tab", "space", "j", "space", "j", "space", "space")
        assert "~ It should also say which actions were taken." in said(pilot)
        await press(pilot, "tab")
        await write(pilot, "Thank you for telling us.")
        await press(pilot, "f2")
        on_top(app, CaseScreen)
        sent = held(pilot, told).sent[-1].body
        assert sent == MessageSent(
            message="outcome", text="Thank you for telling us.", discussed=True, determination=True, actions=False
        )


async def test_a_word_on_how_it_stands(told: Told) -> None:
    """It may promise a day; what is no day is said beside the field, one that has passed is refused in words."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "M", "tab")
        await write(pilot, "some day")
        await press(pilot, "f2")
        on_top(app, SentSheet)
        assert "! Write a day like 2026-12-12" in said(pilot)
        for day, words in (("2026-12-01", "That day has passed."), ("wednesday", "")):
            await press(pilot, "ctrl+u")
            await write(pilot, day)
            assert "read as" in said(pilot)
            await press(pilot, "f2")
            assert words in said(pilot)
        sent = held(pilot, told).sent[-1].body
        assert isinstance(sent, MessageSent)
        assert sent.next == datetime(2026, 12, 9, 23, 59, tzinfo=UTC)
        assert "status to the reporter" in shown(pilot)


async def test_a_question_sent_earlier(told: Told) -> None:
    """A question says which items it asked about; a message may have gone out before it is written down."""
    async with standing(told, lambda: SentSheet(told.room, "question"), size=NARROW) as (app, pilot):
        app.screen.query_one("#asks").focus()
        await press(pilot, "j", "space", "j", "space")
        app.screen.query_one("#when Field").focus()
        await write(pilot, "10:30")
        assert "read as Sat 5 Dec 2026 10:30 UTC" in said(pilot)
        await press(pilot, "f2")
        sent = held(pilot, told).sent[-1].body
        assert sent == MessageSent(
            message="question", asks=("when", "where"), when=datetime(2026, 12, 5, 10, 30, tzinfo=UTC)
        )


async def test_decided_then_closed_then_open_again(told: Told) -> None:
    """One outcome of seven and why; closing says what it lets go; what is closed can be read, not written, and opens again."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "d", "f2")
        on_top(app, DetermineSheet)
        assert "Nothing was chosen yet." in said(pilot)
        await press(pilot, "j", "space", "tab")
        await write(pilot, "Nobody meant it.")
        await press(pilot, "f2")
        assert held(pilot, told).determination == Determined(outcome="not a violation", text="Nobody meant it.")
        await press(pilot, "d")
        assert "was: not a violation, by you, now" in said(pilot)
        assert "(●) not a violation" in shown(pilot)
        await press(pilot, "escape", "X")
        on_top(app, CloseSheet)
        assert "Still open: outcome to the reporter, due in 6 d." in said(pilot)
        await press(pilot, "enter")
        assert not held(pilot, told).closed
        await press(pilot, "X", "f2")
        assert held(pilot, told).closed
        assert "Closed.  Everything in it stays." in shown(pilot)
        for key in ("e", "o", "m", "M", "d", "a"):
            await press(pilot, key)
            on_top(app, CaseScreen)
        await press(pilot, "enter")
        assert "This case is closed. Reopen it first" in said(pilot)
        await press(pilot, "f2", "escape", "space", "f2")
        assert not held(pilot, told).closed


async def test_duties(told: Told) -> None:
    """Each duty has a row with all holders; several change hands at once; beside the names stands what they have to do."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "a")
        on_top(app, AssignSheet)
        assert "you 0 Ilse 1" in said(pilot)
        await press(pilot, "f2")
        assert "Nothing was chosen yet." in said(pilot)
        await press(pilot, "left", "tab", "tab", "right", "right", "f2")
        on_top(app, CaseScreen)
        case = held(pilot, told)
        seats = {member.name: seat for seat, member in case.access.team.members.items()}
        assert {duty: case.assigned(duty) for duty in ("lead", "second", "reporter")} == {
            "lead": seats["Noor"],
            "second": None,
            "reporter": seats["Ilse"],
        }


async def test_stand_in(told: Told) -> None:
    """The organizers stand there; the one who is marked is asked."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "s")
        on_top(app, StandInSheet)
        assert "Wanjiru   not asked yet" in shown(pilot)
        await press(pilot, "f2")
        case = held(pilot, told)
        [seat] = case.access.stand_ins
        assert (case.access.team.members[seat].name, case.access.state(seat)) == ("Wanjiru", "asked")


def overdue(desk: Desk) -> str:
    """Nothing was acknowledged, and three hours are gone."""
    room = desk.open(form())
    desk.later(hours=3)
    return room


async def test_space_does_the_next_thing(tmp_path: Path) -> None:
    """What the Next bar says is what its key does: acknowledge, then ask a colleague, each with space and F2."""
    with telling(tmp_path, overdue, ("Noor", "Ilse")) as late:
        async with standing(late, lambda: CaseScreen(late.room), size=NARROW) as (app, pilot):
            assert "! Tell the reporter that it arrived." in shown(pilot)
            await press(pilot, "space")
            assert on_top(app, MessageSheet).kind == "acknowledgement"
            await press(pilot, "f2", "f2")
            assert "You are the only one who can open this." in shown(pilot)
            await press(pilot, "space")
            on_top(app, WhoSheet)
            await press(pilot, "l", "f2")
            assert sorted(s.state for s in held(pilot, late).access.standings.values()) == ["asked", "cleared"]


async def test_from_a_list(told: Told) -> None:
    """A sheet needs no case screen under it: it reads the case itself, keeps, and is gone."""
    async with standing(told, lambda: SentSheet(told.room, "question"), size=NARROW) as (app, pilot):
        assert "slate-wren  Message sent" in shown(pilot)
        await press(pilot, "f2")
        assert isinstance(app.screen, UnlockScreen)
        assert held(pilot, told).sent[-1].body == MessageSent(message="question")


@pytest.mark.parametrize("kind", [SentSheet, AssignSheet, DetermineSheet, CloseSheet, StandInSheet, WhoSheet])
async def test_closed_to_its_reader(told: Told, kind: type[SentSheet]) -> None:
    """Stepping aside in another window closes each sheet with one sentence, also without a case screen; no draft stays."""
    async with standing(told, lambda: kind(told.room)) as (app, pilot):
        sheet = on_top(app, kind)
        elsewhere(told, lambda case, me: access.recuse(case, me, told.now), "Noor")
        sheet.look()
        await rested(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert [note.message for note in app._notifications] == ["You stepped aside here. Nothing more is shown."]
        assert sheet.opened is None
        assert app.session.vault is not None
        assert app.session.vault.drafts() == {}


@pytest.mark.parametrize("kind", [SentSheet, WhoSheet])
async def test_a_case_that_is_not_there(told: Told, kind: type[SentSheet]) -> None:
    """A room that is hidden and one that never was end in the same sentence."""
    found = []
    for room, name in ((told.room, "Paz"), ("0" * 32, "Noor")):
        async with standing(told, lambda room=room: kind(room), name=name) as (app, _):  # type: ignore[misc]
            found.append([note.message for note in app._notifications])
    assert found == [["This case is not open to you now. Nothing more is shown."]] * 2


async def test_closed_by_a_colleague_meanwhile(told: Told) -> None:
    """What a colleague did while the sheet was open is seen when it is kept: refused in words, the text stays."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "M", "tab", "tab")
        await write(pilot, "Dear reporter")
        elsewhere(told, decision.close)
        await press(pilot, "f2")
        on_top(app, SentSheet)
        assert "~ This case is closed. Reopen it first" in shown(pilot)
        assert "Dear reporter" in shown(pilot)
