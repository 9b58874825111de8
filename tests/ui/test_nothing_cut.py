"""No text is cut without a key to see it: on every screen, at both sizes, with names and lines that fit nowhere.

Texts of tests/ui/long_texts.py have a letter at each end. Whose first letter is seen on a screen, of that text the last
letter must come into sight as well: by moving and scrolling there, or by a key of that screen which opens the whole of it.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from coctui import keymap
from coctui.app import CoctuiApp
from coctui.screens.base import CoctuiScreen
from coctui.screens.case import CaseScreen
from coctui.screens.inbox import InboxScreen
from coctui.screens.overlay import Overlay
from coctui.vault.door import Vault
from coctui.widgets.bars import HeaderBar
from coctui.widgets.drawn import Drawn
from coctui.widgets.line_list import LineList
from coctui.widgets.outlook import FIRST_VIEW, Outlook
from coctui.widgets.pieces import line_cells
from coctui.widgets.reader import Reader
from coctui.widgets.scroll_area import ScrollArea
from coctui.widgets.state_choice import StateChoice
from tests.every_screen import WALK, Look
from tests.snapshots.test_company import offered
from tests.ui.long_texts import Planted, story
from tests.ui.room import PASSPHRASE, Desk, Told, rested, telling

SIZES = [(80, 24), (120, 40)]
OF_A_ROW = {"InboxScreen": "row.read", "CaseScreen": "open"}
"""Screen to the binding that opens the row under the cursor in full."""
OF_A_SCREEN = {"CaseScreen": ("who", "take_over", "consent", "assign"), "InboxScreen": ("team",)}
"""Screen to bindings behind each of which something of it stands whole: the panel about access is a summary of these."""

OTHERWISE = {"CaseScreen": (("1",), ("u",)), "InboxScreen": ((),), "TeamScreen": (("T",),)}
"""Where the walk shows the same texts many times over: less of it. From each pane of a case tab goes on to the next one."""

CUT = {
    "CaseList": "p reads a row in full",
    "CaseFacts": "p reads it in full",
    "Checklist": "enter reads an item in full",
    "Timeline": "enter reads an entry in full",
    "AccessPanel": "w, T, c, a and L show each of its lines",
    "OfferList": "what the line under the cursor does stands whole under the list",
    "Report data": "the items under this rule say themselves what is not asked yet",
    "SettingsList": "the line under the cursor stands whole beside the list",
}
"""Widgets whose lines may be cut, and what shows the whole; with texts that fit nowhere the walk looks whether it does."""
SAMPLE = ("RolesSheet", "AssignSheet", "WhoSheet", "TakeOverSheet")
ROWS = 200
"""Steps through one list at most."""
SHORT = {"DueScreen": "name"}
"""Screen to the end of fields that may be cut there: names of the team stand whole under T of the list that it lies over."""


class Found(NamedTuple):
    """What was seen of texts on a screen and behind its keys, and what of its own parts does not fit."""

    first: set[str]
    last: set[str]
    cropped: list[str]


class Eye:
    """Looks at screens as somebody does who presses every key that moves or opens."""

    def __init__(self, planted: Planted, app: CoctuiApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot = app, pilot
        self.firsts = {text.first: text for text in planted.texts}
        self.lasts = {text.last: text for text in planted.texts}
        self.found = Found(set(), set(), [])

    async def all_of(self) -> Found:
        """Everything of the screen on top."""
        self.found = Found(set(), set(), [])
        screen = self.app.screen
        self.look()
        await self._go_round(screen, rows=OF_A_ROW.get(type(screen).__name__, ""))
        for binding in OF_A_SCREEN.get(type(screen).__name__, ()):
            await self._open(binding, screen)
        return self.found

    def look(self) -> None:
        """Take in what stands on the screen; under a card nothing of what is behind it."""
        screen = self.app.screen
        text = "".join(strip.text for strip in strips_of(screen))
        self.found.first.update(self.firsts[sign].field for sign in text if sign in self.firsts)
        self.found.last.update(self.lasts[sign].field for sign in text if sign in self.lasts)
        self.found.cropped.extend(cropped(screen))

    async def _press(self, key: str) -> None:
        await self.pilot.press(key)
        await rested(self.pilot)
        self.look()

    async def _move(self, key: str) -> None:
        await self.pilot.press(key)
        await self.pilot.pause()
        self.look()

    async def _go_round(self, screen: Screen[Any], *, rows: str, inner: bool = False) -> None:
        """Each thing that can have the focus, with tab as anybody would, and all that it shows."""
        been: list[Widget | None] = []
        while self.app.focused not in been and len(been) < 40:
            been.append(self.app.focused)
            await self._walk(screen, rows)
            assert self.app.screen is screen
            await self._move("tab")
        for number in range(0 if inner else len(self._tabs(screen)) - 1):  # the last one would add somebody
            screen.query_one("#tabs").focus()
            for key in ["h"] * 9 if number == 0 else ["l"]:
                await self._move(key)
            await self._go_round(screen, rows="", inner=True)

    @staticmethod
    def _tabs(screen: Screen[Any]) -> tuple[tuple[str, str], ...]:
        return next((tabs.answers for tabs in screen.query("#tabs").results(StateChoice)), ())

    async def _walk(self, screen: Screen[Any], rows: str) -> None:
        """All that the focused thing shows."""
        here = self.app.focused
        if isinstance(here, Input):
            await self._move("end")
        elif isinstance(here, TextArea):
            await self._move("ctrl+end")
        elif isinstance(here, LineList | Reader | ScrollArea):
            await self._move("g")
            step = "j" if isinstance(here, LineList) else "pagedown"
            before: object = None
            for _ in range(ROWS):
                now = (getattr(here, "cursor", 0), here.scroll_offset)
                if now == before:
                    break
                before = now
                if rows and isinstance(here, LineList):
                    await self._open(rows, screen)
                await self._move(step)

    async def _open(self, binding: str, screen: Screen[Any]) -> None:
        """What a key of the screen opens, to its end; then back."""
        assert isinstance(screen, CoctuiScreen)
        if not screen.works(binding):
            return
        key = keymap.find(screen.KEYS, binding)
        await self._press(dict(key.binds)[binding].split(",")[0])
        if self.app.screen is not screen:
            await self._go_round(self.app.screen, rows="")
            while self.app.screen is not screen:
                await self.app.pop_screen()
            await rested(self.pilot)


def strips_of(screen: Screen[Any]) -> Iterator[Strip]:
    """What somebody reads of a screen: of a card or sheet only that itself, and never the line that says who one is."""
    strips = screen._compositor.render_strips()
    parts = [part for part in screen.children if part.display and not isinstance(part, HeaderBar)]
    for part in parts if isinstance(screen, Overlay) or screen.query(HeaderBar) else []:
        area = part.region.intersection(screen.region)
        for y in area.line_range:
            yield strips[y].crop(area.x, area.right)
    if not isinstance(screen, Overlay) and not screen.query(HeaderBar):
        yield from strips


def cropped(screen: Screen[Any]) -> Iterator[str]:
    """Parts of a screen that do not fit into their place where nothing scrolls."""
    for widget in screen.walk_children(Widget):
        around = [part for part in widget.ancestors_with_self if isinstance(part, Widget)]
        if not all(part.display for part in around) or any(part.display for part in widget.children):
            continue
        name = f"{type(screen).__name__}: {widget!r}"
        if isinstance(widget, Drawn) and widget.size.width:
            lines = widget.lines(widget.content_size.width)
            if len(lines) > widget.content_size.height:
                yield f"{name}: {len(lines)} lines in {widget.content_size.height} rows"
            if any(line_cells(line) > widget.content_size.width for line in lines):
                yield f"{name}: a line is wider than {widget.content_size.width} cells"
        region = widget.region
        for part in around[1:]:
            place = part.region.shrink(part.styles.gutter) if part is not screen else screen.region
            inside = place.y <= region.y and region.bottom <= place.bottom
            if not (inside or part.allow_vertical_scroll) or region.x < place.x or region.right > place.right:
                yield f"{name}: {region} in {place} of {part!r}"
                break
            region = part.region if part.allow_vertical_scroll else region


@pytest.fixture(scope="module")
def planted() -> Planted:
    """The texts of the story."""
    return Planted()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, planted: Planted) -> Iterator[Told]:
    """The story, told once."""

    def tell(desk: Desk) -> str:
        return story(desk, planted)

    with telling(tmp_path_factory.mktemp("long"), tell, ("Noor", "Ilse", "Oksana", "Tamsin")) as told:
        yield told


@asynccontextmanager
async def walking(told: Told, planted: Planted, size: tuple[int, int]) -> AsyncIterator[Eye]:
    """Noor at the list, and an eye."""
    source = told.source("Noor")
    app = CoctuiApp(
        told.path, now=lambda: source.now().timestamp(), steady=lambda: 0.0, zone=UTC, encoding="utf-8", first=False
    )
    vault = app.session.vault = Vault.open(told.path, "Noor", PASSPHRASE, source=source)
    vault.work(1.0)
    app.session.rows = vault.rows()
    try:
        async with app.run_test(size=size) as pilot:
            app.enter()
            await rested(pilot)
            yield Eye(planted, app, pilot)
    finally:
        if app.session.vault is not None:
            app.session.vault.lock()


async def stand(eye: Eye, room: str, start: str) -> None:
    """Go to where a part of the walk begins: the list on the case, the case, or the door."""
    app, pilot = eye.app, eye.pilot
    if start == "lock":
        return
    if app.veiled:
        app.lift()
    here = CaseScreen if start == "case" else InboxScreen
    while not isinstance(app.screen, here | InboxScreen):
        await app.pop_screen()
    if isinstance(app.screen, InboxScreen):
        app.screen.end_search()
        app.screen.close_line()
        app.screen.look_at(Outlook(FIRST_VIEW))
        assert app.screen.cases.go_to(room)
        if start == "case":
            await pilot.press("enter")
            while getattr(app.screen, "opened", None) is None:
                await rested(pilot)
    await rested(pilot)


async def walk(eye: Eye, room: str, looks: tuple[Look, ...]) -> list[str]:
    """What is cut for good, screen by screen."""
    troubles: list[str] = []
    for look in looks:
        await stand(eye, room, look.start)
        for keys in OTHERWISE.get(look.screen, look.groups):
            await eye.pilot.press(*keys)
            await rested(eye.pilot)
            screen, focused = type(eye.app.screen).__name__, eye.app.focused
            found = await eye.all_of()
            way = f"{screen}, {look.screen} {' '.join(keys)}"
            troubles += [
                f"{way}: the end of: {field}"
                for field in sorted(found.first - found.last)
                if not field.endswith(SHORT.get(screen, "-"))
            ]
            troubles += sorted(set(found.cropped))
            eye.app.screen.set_focus(focused)
    return troubles


async def test_names_are_whole_where_one_chooses_by_them(told: Told, planted: Planted, tmp_path: Path) -> None:
    """A sample of the walk for every run."""
    told = told.copied(tmp_path)
    async with walking(told, planted, (80, 24)) as eye:
        assert await walk(eye, told.room, tuple(look for look in WALK if look.screen in SAMPLE)) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_every_text_can_be_seen_to_its_end(
    told: Told, planted: Planted, tmp_path: Path, size: tuple[int, int]
) -> None:
    """On every screen of the walk."""
    told = told.copied(tmp_path)
    async with walking(told, planted, size) as eye:
        assert await walk(eye, told.room, WALK) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_our_own_words_are_never_cut(tmp_path: Path, size: tuple[int, int]) -> None:
    """With names as people have them no line ends in the sign for more, but in parts that a key of theirs shows whole."""
    found: list[str] = []
    with telling(tmp_path, offered, ("Noor", "Ilse", "Oksana", "Tamsin")) as told:
        async with walking(told, Planted(), size) as eye:
            for look in WALK:
                await stand(eye, told.room, look.start)
                for keys in look.groups:
                    await eye.pilot.press(*keys)
                    await rested(eye.pilot)
                    found += [f"{look.screen} {' '.join(keys)}: {said}" for said in cut_parts(eye.app.screen)]
    assert found == []


def cut_parts(screen: Screen[Any]) -> Iterator[str]:
    """Parts in sight with a cut line, other than those of `CUT`."""
    strips = screen._compositor.render_strips()
    for widget in screen.walk_children(Widget):
        area = widget.region.intersection(screen.region)
        if widget.children or not area or isinstance(widget, HeaderBar):
            continue
        if CUT.keys() & {type(widget).__name__, getattr(widget, "pane_title", "")}:
            continue
        rows = [strips[y].crop(area.x, area.right).text for y in area.line_range]
        yield from (f"{widget!r}: {row.strip()}" for row in rows if "…" in row)
