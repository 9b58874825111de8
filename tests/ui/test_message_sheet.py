"""A message: begun from its template, looked through while one writes, read by a second person, copied, marked as sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.casework import draft, people
from coctui.host.clipboard import ON_CLIPBOARD, Copied
from coctui.models.content_events import MessageSent, ShownOutside
from coctui.models.items import Person
from coctui.models.message_events import DraftRead, MessageDrafted
from coctui.screens.case import CaseScreen
from coctui.screens.message import MessageSheet
from coctui.screens.question import QuestionCard
from coctui.screens.sent import SentSheet
from coctui.widgets.leaks import LeakList
from coctui.widgets.marked_area import MarkedArea
from tests.ui.room import Desk, Told, on_top, press, rested, said, settled, shown, standing, telling, write
from tests.ui.room import story as pictured

NARROW = (80, 24)
WITNESS = Person(id="a" * 32, code="Quartz", part="witness", name="Tove Abernathy")
TELLING = "Hello,\n\nTove saw it at 15:40, and which attendee wrote to us does not matter.\n\nThe team"


def story(desk: Desk) -> str:
    """The story of the pictures, with a witness who has a name."""
    room = pictured(desk)
    desk.do("Noor", room, lambda case, me: people.about_people(case, me, "others", "recorded", {}, [WITNESS]))
    return room


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


def clipboard(app: CoctuiApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have come to the clipboard."""
    found: list[str] = []

    def copy(text: str) -> Copied:
        found.append(text)
        return ON_CLIPBOARD

    monkeypatch.setattr(app, "copy", copy)
    return found


def mails(home: Path) -> list[Path]:
    """Mails that lie in the home folder."""
    return sorted(home.glob("message*.eml"))


async def looked_through(pilot: Pilot[int], text: str = "") -> MessageSheet:
    """Put a text there, if one is given, and wait for what is said of it."""
    sheet = on_top(pilot.app, MessageSheet)  # type: ignore[arg-type]  # ours
    if text:
        sheet.query_one(MarkedArea).load_text(text)
        await rested(pilot)
    sheet._check_now()
    await rested(pilot)
    return sheet


async def test_two_lines_keep_it(told: Told) -> None:
    """The template stands there at once; F6 makes it two lines; F2 and F2 again mark it as sent, with its text."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "m")
        sheet = on_top(app, MessageSheet)
        assert "we have not finished with your report yet" in said(pilot)
        whole = sheet.text
        await press(pilot, "f6")
        assert len(sheet.text) < len(whole)
        two = sheet.text.strip()
        await press(pilot, "f2")
        on_top(app, SentSheet)
        await press(pilot, "f2")
        on_top(app, CaseScreen)
        assert app.session.vault is not None
        sent = app.session.vault.case(told.room).sent[-1].body
        assert isinstance(sent, MessageSent)
        assert (sent.message, sent.text) == ("status", two)
        assert app.session.vault.drafts() == {}


@pytest.mark.parametrize("size", [(120, 40), NARROW])
async def test_what_would_tell(told: Told, size: tuple[int, int]) -> None:
    """Names, exact times and how a report came are marked; each says what it is; enter says it otherwise."""
    async with standing(told, lambda: MessageSheet(told.room, "reported person"), size=size) as (_, pilot):
        sheet = await looked_through(pilot, TELLING)
        found = sheet.query_one(LeakList)
        assert [leak.said for leak in found.leaks] == ["Tove", "at 15:40", "which attendee wrote to us"]
        assert "! 2  ~ 1" in shown(pilot)
        found.focus()
        await press(pilot, "enter")
        await looked_through(pilot)
        assert "Tove" not in sheet.text
        assert "others there saw it" in sheet.text
        assert sheet.query_one(LeakList).leaks[0].said == "at 15:40"
        if size != NARROW:
            assert "Nothing found of" in shown(pilot)


async def test_a_second_reader(told: Told) -> None:
    """A text to the reported person is kept first; a colleague reads it on their own screen and lets it go."""
    async with standing(told, lambda: MessageSheet(told.room, "reported person"), size=NARROW) as (app, pilot):
        await looked_through(pilot, "Hello,\n\nPlease stop.\n\nThe team")
        assert "~ A second reader is needed." in shown(pilot)
        assert "F2 keep for a reader" in shown(pilot)
        await press(pilot, "f2")
        assert app.session.vault is not None
        assert isinstance(app.session.vault.case(told.room).entries[-1].body, MessageDrafted)
    async with standing(told, lambda: MessageSheet(told.room, "reported person"), name="Ilse", size=NARROW) as (
        app,
        pilot,
    ):
        assert "Noor wrote this. May it go?" in said(pilot)
        assert "Please stop." in shown(pilot)
        app.screen.query_one("#may-go").focus()
        await press(pilot, "enter")
        assert app.session.vault is not None
        last = app.session.vault.case(told.room).entries[-1].body
        assert isinstance(last, DraftRead)
        assert last.verdict == "may go"
    async with standing(told, lambda: MessageSheet(told.room, "reported person"), size=NARROW) as (_, pilot):
        assert "Ilse: may go." in said(pilot)
        assert "F2 mark as sent" in shown(pilot)


async def test_taken_out_unread(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a second reader copying asks; the safe answer waits, the other one copies, and the timeline tells of it."""
    async with standing(told, lambda: MessageSheet(told.room, "reported person"), size=NARROW) as (app, pilot):
        found = clipboard(app, monkeypatch)
        await looked_through(pilot, "Please stop.")
        await press(pilot, "escape", "y")
        on_top(app, QuestionCard)
        await press(pilot, "enter")
        assert found == []
        await press(pilot, "y", "l", "enter")
        assert found == ["Please stop."]
        assert app.session.vault is not None
        assert app.session.vault.case(told.room).entries[-1].body == ShownOutside(how="copied", what="message")


async def test_saved_as_a_mail(told: Told, home: Path) -> None:
    """A text to the reporter needs no second reader; as a mail that is not sent it lies at home, for its writer alone."""
    async with standing(told, lambda: MessageSheet(told.room, "status")) as (_, pilot):
        await looked_through(pilot, "We are not done yet.")
        await press(pilot, "escape", "e")
        [mail] = mails(home)
        assert b"We are not done yet." in mail.read_bytes()
        assert b"X-Unsent: 1" in mail.read_bytes()
        assert mail.stat().st_mode & 0o077 == 0
        await press(pilot, "e")
        assert len(mails(home)) == 2


async def test_each_message_has_a_draft(told: Told) -> None:
    """Another kind has a text of its own; what was written in the first is there again."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "m")
        sheet = on_top(app, MessageSheet)
        await write(pilot, "ZEBRA")
        sheet.query_one("#kind").focus()
        await press(pilot, "h")
        assert sheet.kind == "question"
        assert "ZEBRA" not in sheet.text
        await press(pilot, "l")
        assert "ZEBRA" in sheet.text
        await press(pilot, "escape")
        on_top(app, CaseScreen)


async def test_a_colleague_keeps_another_text(told: Told) -> None:
    """What nobody touched here is shown as it is now."""
    async with standing(told, lambda: MessageSheet(told.room, "moderators"), size=NARROW) as (app, pilot):
        sheet = on_top(app, MessageSheet)
        ilse = told.vault("Ilse")
        acts = draft.keep(ilse.case(told.room), ilse.me, "moderators", "Please help us.", ilse.source.id())
        ilse.record(told.room, settled(acts))
        ilse.lock()
        sheet.look()
        await rested(pilot)
        assert "Please help us." in shown(pilot)
