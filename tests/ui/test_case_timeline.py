"""The timeline: by kind, each entry whole, names only on demand; and copying, which the case tells of before it happens."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from coctui.app import CoctuiApp
from coctui.casework import message, people, record
from coctui.host.clipboard import NOT_COPIED, ON_CLIPBOARD, Copied
from coctui.models.content_events import ShownOutside
from coctui.models.items import ITEMS, Person
from coctui.screens.case import CaseScreen
from coctui.screens.case_time import FILTERS
from coctui.screens.export import ExportCard
from coctui.screens.reading import ReadingCard
from coctui.vault.errors import NoRoom
from coctui.widgets.case_parts import Checklist
from coctui.widgets.fields import Field
from coctui.widgets.timeline import Timeline
from tests.ui.room import ACCOUNT, Desk, Told, on_top, press, rested, said, settled, shown, standing, telling
from tests.ui.room import story as pictured

NARROW = (80, 24)
WITNESS = Person(
    id="a" * 32, code="Quartz", part="witness", name="Tove Abernathy", handles={"chat": "tove"}, height="tall"
)


def story(desk: Desk) -> str:
    """The story of the pictures, and in it a witness, and an outcome that was told."""
    room = pictured(desk)
    now = desk.source.now
    desk.do("Noor", room, lambda case, me: people.about_people(case, me, "others", "recorded", {}, [WITNESS]))
    desk.do(
        "Noor",
        room,
        lambda case, me: message.sent(
            case, me, "outcome", now(), text="We talked.", ticks=frozenset({"discussed", "actions"})
        ),
    )
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


@pytest.mark.parametrize("size", [(120, 40), NARROW])
async def test_by_kind(told: Told, size: tuple[int, int]) -> None:
    """F goes through the kinds and comes back to all; what is shown and how many of all is said; enter opens the right one."""
    async with standing(told, lambda: CaseScreen(told.room), size=size) as (app, pilot):
        counts = []
        for name, _ in FILTERS[1:]:
            await press(pilot, "f")
            assert name in shown(pilot)
            counts.append(len(on_top(app, CaseScreen).query_one(Timeline).entries))
            if name == "what came in":
                await press(pilot, "enter")
                assert "Report received" in shown(pilot)
                assert ACCOUNT[:30] in said(pilot)
                await press(pilot, "escape")
        assert counts[0] == sum(counts[1:5])
        await press(pilot, "f")
        whole = len(on_top(app, CaseScreen).query_one(Timeline).entries)
        assert whole == counts[0] + counts[5]
        assert not any(name in shown(pilot) for name, _ in FILTERS[1:])


async def test_by_words(told: Told) -> None:
    """As one types, in any case and without accents; enter opens the right one, esc brings all back."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "3")
        whole = len(on_top(app, CaseScreen).query_one(Timeline).entries)
        await press(pilot, "slash", *"we TALK")
        assert "3 Timeline: “we TALK”" in said(pilot)
        assert len(on_top(app, CaseScreen).query_one(Timeline).entries) == 1
        await press(pilot, "enter", "enter")
        assert "Told the outcome" in said(pilot)
        await press(pilot, "escape", "slash", *" xyz")
        assert len(on_top(app, CaseScreen).query_one(Timeline).entries) == 0
        await press(pilot, "enter", "escape")
        assert len(on_top(app, CaseScreen).query_one(Timeline).entries) == whole
        on_top(app, CaseScreen)


async def test_times_here_and_in_utc(told: Told) -> None:
    """T goes from how long ago to the clock here, to UTC, and back; day lines follow, and the rule says which."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        app.zone = ZoneInfo("Pacific/Kiritimati")  # fourteen hours ahead: another day
        seen = []
        for _ in range(4):
            await press(pilot, "t")
            drawn = "\n".join(row[48:] for row in shown(pilot).splitlines()[6:])
            seen.append(("in UTC" in drawn, "02:21" in drawn, "12:21" in drawn))
        assert seen == [(False, True, False), (True, False, True), (False, True, False), (False, True, False)]


async def test_a_correction_shows_old_and_new(told: Told) -> None:
    """In the timeline that something stood there; read whole, what, by whom and when; names only on demand; and where it led."""
    vault = told.vault("Ilse")
    for place in ("Loom Hall", "the lobby"):
        acts = record.item(vault.case(told.room), vault.me, "where", "recorded", {"kind": "in person", "place": place})
        vault.record(told.room, settled(acts))
    vault.record(
        told.room, settled(record.item(vault.case(told.room), vault.me, "contact", "recorded", {"address": "tove_a"}))
    )
    vault.lock()
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "enter", "3", "k")
        assert "a correction" in said(pilot)
        await press(pilot, "enter")
        for words in ("In place of", "recorded by Ilse", "the lobby", "was: Loom Hall"):
            assert words in said(pilot), words
        await press(pilot, "escape", "full_stop")
        screen = on_top(app, CaseScreen)
        assert (screen.pane, ITEMS[screen.query_one(Checklist).cursor]) == (0, "where")
        await press(pilot, "3", "G", "enter")
        assert "tove_a" not in said(pilot)
        assert "fernweh" not in said(pilot)
        await press(pilot, "u")
        assert "was: j_fernweh" in said(pilot)


async def test_what_an_entry_changed(told: Told) -> None:
    """One key leads there, from each kind of entry; where nothing stands elsewhere, that is said."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        screen = on_top(app, CaseScreen)
        led: dict[str, int] = {}
        await press(pilot, "3", "g")
        for place in range(len(screen._events)):
            screen._to_pane(2)
            screen.query_one(Timeline).cursor = place
            await press(pilot, "full_stop")
            led[screen._events[place].body.kind] = screen.pane
            while app.screen is not screen:
                await press(pilot, "escape")
        assert {kind: led[kind] for kind in ("opened/1", "assigned/1", "item/1", "note/1")} == {
            "opened/1": 1, "assigned/1": 1, "item/1": 0, "note/1": 2,
        }  # fmt: skip


async def test_one_case_as_a_page(told: Told, tmp_path: Path) -> None:
    """All that its holder sees, for them alone to read; the case tells of it, and never over another file by chance."""
    path = tmp_path / "page.md"
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "x")
        assert "no strike reaches that file" in said(pilot)
        on_top(app, ExportCard).query_one("#path", Field).value = str(path)
        await press(pilot, "f2")
        assert "Saved outside" in said(pilot) or "3 Timeline" in said(pilot)
        vault = app.session.vault
        assert vault is not None
        last = vault.case(told.room).entries[-1].body
        assert isinstance(last, ShownOutside)
        assert (last.how, last.what) == ("saved", "case")
    page = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    for words in (
        "# slate-wren",
        ACCOUNT,
        "Tove Abernathy",
        "## Promises",
        "outcome, due",
        "We talked.",
        "Saved outside",
    ):
        assert words in page, words


async def test_a_message_whole(told: Told) -> None:
    """What a message said, which ticks it has, when: all of it, with the day and the zone."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "3", "enter")
        on_top(app, ReadingCard)
        for words in ("Told the outcome", "Sat 5 December, 12:21 UTC", "that the team discussed it", "We talked."):
            assert words in said(pilot), words
        assert "whether it was a violation" not in shown(pilot)


async def test_names_in_an_entry(told: Told) -> None:
    """An entry about a person says who it is only after u, and no longer than names are shown."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "3", "k", "enter")
        card = on_top(app, ReadingCard)
        assert "Person Quartz" in shown(pilot)
        assert "u shows it" in shown(pilot)
        assert "Tove" not in shown(pilot)
        await press(pilot, "u")
        for words in ("Tove Abernathy", "tove on chat", "tall", "names shown, 30 s"):
            assert words in shown(pilot), words
        card.names_until = app.now()
        card._name_second()
        await rested(pilot)
        assert "Tove" not in shown(pilot)


def copies(app: CoctuiApp, monkeypatch: pytest.MonkeyPatch, answer: Copied = ON_CLIPBOARD) -> list[str]:
    """What would have come to the clipboard."""
    found: list[str] = []

    def copy(text: str) -> Copied:
        vault = app.session.vault
        assert vault is not None
        [room] = [row.room for row in vault.rows()]
        assert isinstance(vault.case(room).entries[-1].body, ShownOutside), "recorded before it leaves"
        found.append(text)
        return answer

    monkeypatch.setattr(app, "copy", copy)
    return found


async def test_copied_and_recorded(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Y copies what is read; the timeline tells of it first, and a word says where it went; no case text in the word."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        found = copies(app, monkeypatch)
        await press(pilot, "3", "enter", "y", "escape")
        assert "We talked." in found[0]
        assert "Copied" in shown(pilot)
        assert [note.message for note in app._notifications] == [f"+ {ON_CLIPBOARD.sentence}"]
        await press(pilot, "k", "k", "y")
        assert "Tove" not in found[1]
        assert "u shows it" in found[1]
        await press(pilot, "1", "g", "y")
        assert found[2] == "Reporter contact: recorded"
        await press(pilot, "2", "y")
        assert len(found) == 3


async def test_no_clipboard(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none that is said plainly; the entry stands all the same, since nobody can tell what a terminal took."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        copies(app, monkeypatch, NOT_COPIED)
        await press(pilot, "3", "y")
        assert [note.message for note in app._notifications] == [f"~ {NOT_COPIED.sentence}"]


async def test_what_is_not_recorded_is_not_copied(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk nothing leaves; the Next bar says why."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        found = copies(app, monkeypatch)

        def full(*_: object) -> None:
            raise NoRoom

        monkeypatch.setattr(app.session.vault, "record", full)
        await press(pilot, "3", "y")
        assert found == []
        assert "The disk is full" in said(pilot)
