"""At three in the morning, by keyboard alone at 80×24: the first words, the report, acting at once, and every promise to its end."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from coctui.app import CoctuiApp
from coctui.models.content_events import MessageSent
from coctui.models.promise import promises
from coctui.screens.act_now import ActSheet
from coctui.screens.case import CaseScreen
from coctui.screens.due import DueScreen
from coctui.screens.inbox import InboxScreen
from coctui.screens.message import MessageSheet
from coctui.screens.review import ReviewSheet
from coctui.screens.sent import SentSheet
from coctui.screens.taking import TakingScreen
from coctui.screens.unlock import UnlockScreen
from coctui.screens.who import WhoSheet
from tests.ui.room import Desk, Told, on_top, press, said, standing, telling, write

SIZE = (80, 24)
FIRST_WORDS = "Somebody follows her from room to room in the venue's chat."


def story(desk: Desk) -> str:
    """A team, and no case yet."""
    desk.later(hours=18)
    return ""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Noor and Ilse, both leads."""
    with telling(tmp_path_factory.mktemp("story"), story, names=("Noor", "Ilse")) as told:
        yield told


def app_at_the_door(told: Told) -> CoctuiApp:
    """The app, locked."""
    return CoctuiApp(told.path, now=told.now.timestamp, steady=lambda: 0.0, encoding="utf-8", first=False)


async def first_words(told: Told) -> None:
    """Locked: two keys to the first word; what to say is one key away, too."""
    told.vault("Noor").lock()  # somebody has unlocked here before
    app = app_at_the_door(told)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "escape", "n")
        await write(pilot, FIRST_WORDS)
        await press(pilot, "f2")
        on_top(app, UnlockScreen)
        await press(pilot, "escape", "exclamation_mark")
        assert "Are you safe right now?" in said(pilot)


async def the_report(told: Told) -> None:
    """Unlocked: the words are there; tonight's answers, Ilse let in on her word, the act, the acknowledgement."""
    async with standing(told, InboxScreen, size=SIZE) as (app, pilot):
        await press(pilot, "n")
        assert on_top(app, TakingScreen).written()["text"] == FIRST_WORDS
        await press(pilot, "tab", "l", "tab")  # still going on: yes
        await write(pilot, "the venue's chat")
        await press(pilot, "tab", "l", "tab", "space", "f2")
        on_top(app, WhoSheet)
        await press(pilot, "tab", "j", "l", "l", "f2")
        on_top(app, CaseScreen)
        assert "It is going on now." in said(pilot)
        await press(pilot, "space")
        on_top(app, ActSheet)
        await press(pilot, "space", "f2")
        on_top(app, CaseScreen)
        await press(pilot, "m")
        on_top(app, MessageSheet)
        await press(pilot, "f6", "f2")
        on_top(app, SentSheet)
        await press(pilot, "f2", "escape")
        on_top(app, InboxScreen)
        vault = app.session.vault
        assert vault is not None
        [row] = vault.rows()
        owed = {one.kind: (one.state, one.due - told.now) for one in promises(vault.case(row.room))}
        assert owed == {
            "acknowledgement": ("kept", timedelta(hours=2)),
            "outcome": ("open", timedelta(days=7)),
            "review": ("open", timedelta(hours=24)),
        }


async def the_look(told: Told) -> None:
    """Ilse, next morning: the card, who is named, then what the Next bar says."""
    async with standing(told, InboxScreen, name="Ilse", size=SIZE) as (app, pilot):
        await press(pilot, "enter", "c")
        if not isinstance(app.screen, CaseScreen):
            await press(pilot, "escape", "enter")
        if app.screen.KEYS == "people":  # type: ignore[attr-defined]  # ours
            await press(pilot, "enter")
        on_top(app, CaseScreen)
        await press(pilot, "V")
        on_top(app, ReviewSheet)
        await press(pilot, "space", "f2")
        on_top(app, CaseScreen)
        vault = app.session.vault
        assert vault is not None
        [row] = vault.rows()
        assert {one.state for one in promises(vault.case(row.room)) if one.kind == "review"} == {"kept"}


async def day_seven(told: Told) -> None:
    """Nothing is decided yet: the list asks for a word by itself; then it is decided, told and closed, and nothing fires any more."""
    async with standing(told, InboxScreen, size=SIZE) as (app, pilot):
        assert "Tell the reporter how it stands." in said(pilot)
        await press(pilot, "space")
        assert on_top(app, MessageSheet).kind == "status"
        await press(pilot, "f6", "f2", "f2")
        on_top(app, InboxScreen)
        await press(pilot, "d", "space", "f2", "m")
        assert on_top(app, MessageSheet).kind == "outcome"
        await press(pilot, "f2")
        on_top(app, SentSheet)
        await press(pilot, "tab", "space", "j", "space", "j", "space", "f2")
        on_top(app, InboxScreen)
        vault = app.session.vault
        assert vault is not None
        case = vault.case(vault.rows()[0].room)
        told_them = case.sent[-1].body
        assert isinstance(told_them, MessageSent)
        assert (told_them.message, told_them.discussed, told_them.determination, told_them.actions) == (
            "outcome", True, True, True,
        )  # fmt: skip
        await press(pilot, "X", "f2", "P")
        on_top(app, DueScreen)
        states = {one.kind: one.state for one in promises(vault.case(vault.rows()[0].room))}
        assert states == {"acknowledgement": "kept", "status": "kept", "review": "kept"}
        assert "All promises are kept. Rest if you can." in said(pilot)


@pytest.mark.slow
async def test_the_story(told: Told, tmp_path: Path) -> None:
    """From a locked screen to a closed case, every promise kept on the way."""
    here = told.copied(tmp_path)
    await first_words(here)
    await the_report(here)
    await the_look(here._replace(now=here.now + timedelta(hours=9)))
    await day_seven(here._replace(now=here.now + timedelta(days=7, hours=1)))
