"""What was promised, over all cases: open, kept, waived, each with the key that goes on; and small matters, in few keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui.app import CoctuiApp
from coctui.casework import access, act, opening, promise
from coctui.casework.act import Deed
from coctui.intake.source import read
from coctui.models.content_events import Determined, MessageSent
from coctui.models.promise import promises
from coctui.models.row import Row
from coctui.screens.case import CaseScreen
from coctui.screens.due import DueScreen
from coctui.screens.export import ExportCard
from coctui.screens.inbox import InboxScreen
from coctui.screens.message import MessageSheet
from coctui.screens.sent import SentSheet
from coctui.screens.settle import SettleSheet
from coctui.screens.time_row import TimeRow
from coctui.screens.waive import WaiveSheet
from coctui.widgets.due_list import DueList
from coctui.widgets.fields import Field
from tests.ui.room import Desk, Told, form, on_top, press, said, shown, standing, telling, write

NARROW = (80, 24)
MAIL = """From: Somebody <somebody@example.org>
To: conduct@example.org
Subject: {subject}
Date: Sat, 05 Dec 2026 09:00:00 +0000
Message-ID: <{subject}@example.org>

{text}
"""
SMALL = {
    "captions": ("The captions of the second talk do not move.", 0),
    "joke": ("There was a joke about tabs; the moderator spoke with them already.", 1),
    "spam": ("Buy our lamps.", 4),
}
"""What came in by mail, and which of the sorts it is, from the top."""
KEYS = 6
"""From a mail in the list to closed, at most (issue: small matters), beside those that move to another sort."""


def story(desk: Desk) -> str:
    """Noor holds a case whose acknowledgement is late, and in which something ends; Ilse is excluded from it."""
    now = desk.source.now
    room = desk.open(form())
    desk.do("Noor", room, lambda case, me: access.exclude(case, me, desk.seat("Ilse"), now()))
    deed = Deed(("muted",), until=now().replace(hour=23))
    desk.do("Noor", room, lambda case, me: act.act(case, me, deed, now(), desk.source.id))
    ilse = desk.seat("Ilse")
    by = now().replace(day=now().day + 3)
    desk.do(
        "Noor",
        room,
        lambda case, me: promise.make(case, me, "team check-in", by, now(), id=desk.source.id(), seat=ilse),
    )
    desk.later(hours=4)
    return room


def mails(desk: Desk) -> str:
    """Three mails, each a case of Noor's; and one more that stays."""
    room, vault = desk.open(form()), desk.seats["Noor"]
    for number, (subject, (text, _)) in enumerate(SMALL.items()):
        path = desk.path.with_name(f"{subject}.eml")
        path.write_text(MAIL.format(subject=subject, text=text))
        [draft] = read(path, desk.source.now())
        made = opening.open_from_draft(
            draft, policy=vault.team.policy, code_name=(f"{subject}-heron", "fern"), ids=desk.source.id,
            now=desk.source.now(),
        )  # fmt: skip
        vault.open_case(made.acts, made.files)
        desk.later(minutes=number)
    return room


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once."""
    with telling(tmp_path_factory.mktemp("story"), story, names=("Noor", "Ilse")) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


def under(app: CoctuiApp) -> tuple[str, str]:
    """Kind and sign of the promise under the cursor."""
    chosen = on_top(app, DueScreen).query_one(DueList).chosen
    return (chosen.kind, chosen.sign) if chosen else ("", "")


async def test_kept_at_waived_and_seen_to(told: Told) -> None:
    """Late first; “I answered them at …” tells how late it was; a reason waives; each under its own tab, at 80×24 by keys alone."""
    async with standing(told, InboxScreen, size=NARROW) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        await press(pilot, "P")
        assert "5 open, 1 late" in said(pilot)
        assert under(app) == ("acknowledgement", "!")
        assert "Tell the reporter that it arrived. It was due 2 h ago" in said(pilot)
        await press(pilot, "space")
        on_top(app, MessageSheet)
        await press(pilot, "escape", "escape", "M")
        sheet = on_top(app, SentSheet)
        sheet.query_one("#when", TimeRow).show("11:50")
        await press(pilot, "f2")
        assert "4 open" in said(pilot)
        assert under(app) == ("expiry", "~")
        await press(pilot, "l")
        assert under(app) == ("acknowledgement", "+")
        assert "30 min after" in said(pilot)
        await press(pilot, "h", "M")
        waive = on_top(app, WaiveSheet)
        assert waive.chosen is not None
        assert waive.chosen.kind == "expiry"
        waive.query_one(TimeRow).show("12:40")
        while str(getattr(app.focused, "id", "")) != "kept":
            await press(pilot, "tab")
        await press(pilot, "enter")
        found = {one.kind: one for one in promises(vault.case(told.room))}
        assert found["expiry"].done is not None
        assert (found["expiry"].state, f"{found['expiry'].done:%H:%M}") == ("kept", "12:40")
        await press(pilot, "G")
        assert under(app) == ("outcome", "")
        await press(pilot, "W", "tab", "l", "f2")
        outcome = next(one for one in promises(vault.case(told.room)) if one.kind == "outcome")
        assert (outcome.state, outcome.reason) == ("waived", "asked not to be contacted")
        await press(pilot, "l", "l")
        assert "outcome to the reporter not needed" in said(pilot)
        await press(pilot, "enter")
        on_top(app, CaseScreen)
        await press(pilot, "p")
        assert on_top(app, DueScreen).query_one(DueList).chosen is not None


async def test_who_holds_nothing_sees_no_promise(told: Told, tmp_path: Path) -> None:
    """Ilse is excluded, and a calendar of hers is empty; Noor's says when, and “a promise”."""
    saved = []
    for name in ("Ilse", "Noor"):
        path = tmp_path / f"{name}.ics"
        async with standing(told, InboxScreen, name=name, size=NARROW) as (app, pilot):
            await press(pilot, "P")
            assert ("Rest if you can." in said(pilot)) == (name == "Ilse")
            await press(pilot, "x")
            on_top(app, ExportCard).query_one("#path", Field).value = str(path)
            await press(pilot, "f2")
        saved.append(path.read_text())
    assert "VEVENT" not in saved[0]
    assert saved[1].count("SUMMARY:a promise") == 5
    assert "slate" not in saved[1]
    assert "expiry" not in saved[1]


async def test_small_matters_take_six_keys(tmp_path: Path) -> None:
    """From the mail in the list to closed, with one line back: counted. Nothing is due any more, and it is a case well done."""
    with telling(tmp_path, mails, names=("Noor", "Ilse")) as here:
        async with standing(here, InboxScreen, size=NARROW) as (app, pilot):
            vault = app.session.vault
            assert vault is not None
            for subject, (_, down) in SMALL.items():
                row = go_to(app, f"{subject}-heron")
                keys = ["S", "space", *(["y"] if subject != "spam" else []), "f2"]
                assert len(keys) <= KEYS
                await press(pilot, keys[0])
                on_top(app, SettleSheet)
                await press(pilot, *["j"] * down, *keys[1:])
                on_top(app, InboxScreen)
                case = vault.case(row.room)
                told_back = [event.body for event in case.sent if isinstance(event.body, MessageSent)]
                assert (case.closed, len(told_back)) == (True, 0 if subject == "spam" else 1)
                assert [one for one in promises(case) if one.state == "open"] == []
            outcomes = [case_outcome(vault.case(row.room).determination) for row in vault.rows() if "heron" in row.case]
            assert sorted(outcomes) == ["no action", "no action", "service matter"]


async def test_a_line_of_ones_own_stays(tmp_path: Path) -> None:
    """Whoever wrote their own line keeps it whatever sort they choose after; without any sort nothing is closed."""
    with telling(tmp_path, mails, names=("Noor", "Ilse")) as here:
        async with standing(here, InboxScreen, size=NARROW) as (app, pilot):
            go_to(app, "captions-heron")
            await press(pilot, "S", "f2")
            assert "Choose first; nothing was changed." in said(pilot)
            await press(pilot, "tab")
            await write(pilot, "They move again.")
            await press(pilot, "shift+tab", "j", "space")
            assert "They move again." in shown(pilot)
            assert on_top(app, SettleSheet).written()["sort"] == "no action"


def go_to(app: CoctuiApp, code: str) -> Row:
    """Put the cursor on a case."""
    inbox = on_top(app, InboxScreen)
    row = next(row for row in inbox.cases.rows if row.case == code)
    assert inbox.cases.go_to(row.room)
    return row


def case_outcome(decided: Determined | None) -> str:
    """What was decided."""
    assert decided is not None
    return decided.outcome
