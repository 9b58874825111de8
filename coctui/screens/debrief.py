"""The debrief: what happened, in figures that add up; over the cases that one holds, and no others."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message

from coctui import keymap
from coctui.models.row import Row
from coctui.reports.counting import debrief as counted
from coctui.reports.debrief import Debrief
from coctui.reports.gathering import HELD, Gathered, gather
from coctui.reports.public import for_public
from coctui.screens import debrief_view
from coctui.screens.base import CoctuiScreen
from coctui.screens.header import Header
from coctui.screens.room import SLOW
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.figures import FigureList, FigureRow
from coctui.widgets.glyphs import glyphs_of
from coctui.widgets.line_list import LineList
from coctui.widgets.meter import Meter
from coctui.widgets.reason import Reason

if TYPE_CHECKING:
    from coctui.models.case import Case
    from coctui.vault.door import Vault

LOOK_EVERY = 1.0
READ_AGAIN = 300
"""So many cases are read anew when somebody wrote; of more only those are dropped that were closed to this reader."""
TELL_EVERY = 10
"""Cases between two steps of the meter."""


class Progressed(Message):
    """So many cases are read."""

    def __init__(self, done: int, every: int) -> None:
        super().__init__()
        self.done, self.every = done, every


class DebriefScreen(CoctuiScreen[None]):
    """Six figures, then two columns of lines with bars; each line opens the cases behind it."""

    KEYS = "debrief"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("everywhere", "debrief", "safety")]
    CSS_PATH = "../styles/debrief.tcss"
    AUTO_FOCUS = "#left"

    def __init__(self) -> None:
        super().__init__()
        self.public = False
        self._gathered: Gathered | None = None
        self._made: Debrief | None = None
        """The debrief of what was gathered, as of then; reckoned in the thread that reads, since ten thousand cases take 0.2 s."""
        self._reading = 0
        """Which reading is the newest: what an earlier one brings is left aside."""

    def compose(self) -> ComposeResult:
        """Figures on top, two columns."""
        yield Header(self.house)
        with Vertical(id="top"):
            yield PaneRule("At a glance", focused=True, id="title")
            yield FigureRow(id="glance")
            yield Meter(id="reading")
            yield Reason(id="trouble")
        with Horizontal(id="body"):
            yield FigureList(id="left")
            yield FigureList(id="right")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the cases, then look now and then whether one was closed to this reader."""
        super().on_mount()
        self.query_one("#reading").display = False
        self._read()
        self.set_timer(SLOW, self._slow)
        self.set_interval(LOOK_EVERY, self._look)

    @property
    def vault(self) -> "Vault":
        """The open vault."""
        vault = self.house.session.vault
        assert vault is not None, "the debrief is on the screen only while the vault is open"  # noqa: S101
        return vault

    # reading

    def _slow(self) -> None:
        meter = self.query_one("#reading", Meter)
        if self._gathered is None and not meter.display:
            meter.display = True
            meter.show("Reading", 0.0)

    def _read(self) -> None:
        vault, self._reading = self.vault, self._reading + 1
        reading, now = self._reading, self._now

        def case_of(room: str) -> "Case | None":
            from coctui.vault.errors import Locked, VaultError

            try:
                return vault.case(room)
            except Locked:
                raise
            except VaultError:
                return None

        def tell(done: int, every: int) -> None:
            if done % TELL_EVERY == 0:
                self.post_message(Progressed(done, every))

        def read() -> tuple[int, Gathered, Debrief]:
            gathered = gather(vault.rows(), case_of, tell)
            return reading, gathered, counted(gathered.facts, vault.team, now)

        self.run_job("debrief", read, self._have, self._refused)

    def on_progressed(self, message: Progressed) -> None:
        """A first reading of many cases shows how far it is."""
        meter = self.query_one("#reading", Meter)
        if self._gathered is None and message.done:
            meter.display = True
            meter.show(f"Reading {message.done:,} of {message.every:,}", message.done / message.every)

    def _have(self, read: tuple[int, Gathered, Debrief]) -> None:
        reading, gathered, made = read
        if reading == self._reading:
            self.query_one("#reading").display = False
            self._gathered, self._made = gathered, made
            self._draw()

    def _refused(self, error: Exception) -> None:
        if getattr(error, "code", "") != "locked":
            self.query_one("#reading").display = False
            self.query_one("#trouble", Reason).show(str(getattr(error, "sentence", "")))

    def _look(self) -> None:
        if self.house.session.vault is not None and self._gathered is not None:
            vault = self.vault
            self.run_job("look", lambda: vault.rows() if vault.refresh() else None, self._looked, self._refused)

    def _looked(self, rows: tuple[Row, ...] | None) -> None:
        gathered = self._gathered
        if rows is None or gathered is None:
            return
        held = {row.room for row in rows if row.access in HELD}
        gone = {code for code, room in gathered.rooms.items() if room not in held}
        if gone:
            # The line of a case that was closed elsewhere goes at once, and with it whatever card named it.
            while self.app.screen is not self:
                _ = self.app.pop_screen()
            rooms = {code: room for code, room in gathered.rooms.items() if code not in gone}
            facts = tuple(case for case in gathered.facts if case.code not in gone)
            self._gathered = gathered._replace(facts=facts, rooms=rooms)
            self._made = counted(facts, self.vault.team, self._now)
            self._draw()
        if len(held) <= READ_AGAIN:
            self._read()

    # drawing

    @property
    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.house.now(), UTC)

    @property
    def debrief(self) -> Debrief | None:
        """What is on the screen: inside, or the draft for the public."""
        made = self._made
        return for_public(made, self.vault.team.policy.hold_back) if made is not None and self.public else made

    def _draw(self) -> None:
        made = self.debrief
        if made is None:
            return
        wide, tall = self.size.width >= 100, self.size.height >= 30
        title = "Draft for the public" if made.public else "At a glance"
        self.query_one("#title", PaneRule).show(f"{title}, so far" if made.so_far else title, debrief_view.SCOPE_SHORT)
        self.query_one("#glance", FigureRow).show(debrief_view.glance(made), tall=wide and tall)
        unread = self._gathered.unread if self._gathered else 0
        sentence = (
            f"Cases that cannot be read now, and are in no figure: {unread}. Run: coctui verify" if unread else ""
        )
        self.query_one("#trouble", Reason).show(sentence, "~")
        about = debrief_view.about(made, glyphs_of(self))
        done = debrief_view.done(made, self._now, self.house.zone, clock=self.house.clock_times)
        left, right = self.query_one("#left", FigureList), self.query_one("#right", FigureList)
        # Where there is one column, promises come second, as far up as on a wide screen.
        left.show(about if wide else (about[0], done[0], *about[1:], *done[1:]), tight=not tall)
        right.show(done if wide else (), tight=not tall)
        if not wide:
            left.focus()
        self.refresh_keys()

    def on_resize(self, event: events.Resize) -> None:
        """One column or two, large figures or small ones."""
        super().on_resize(event)
        self._draw()

    def minute(self) -> None:
        """Promises fall due."""
        if self._gathered is not None and len(self._gathered.facts) <= READ_AGAIN:
            self._made = counted(self._gathered.facts, self.vault.team, self._now)
            self._draw()

    def action_times(self) -> None:
        """Clock times, or how long there is."""
        self.house.clock_times = not self.house.clock_times
        self._draw()

    # keys

    def works(self, binding: str) -> bool:
        """Only lines with cases behind them can be opened."""
        if binding == "open":
            figure = self._list().figure if self.is_mounted else None
            return figure is not None and bool(figure.behind)
        if binding == "pane.next":
            return self.size.width >= 100
        return binding != "export" or self._gathered is not None

    def _list(self) -> FigureList:
        focused = self.focused
        return focused if isinstance(focused, FigureList) else self.query_one("#left", FigureList)

    @on(LineList.Moved)
    def _moved(self) -> None:
        self.refresh_keys()

    def action_move_left(self) -> None:
        """For the team."""
        self._show(public=False)

    def action_move_right(self) -> None:
        """As a draft for the public."""
        self._show(public=True)

    def _show(self, *, public: bool) -> None:
        if public != self.public:
            self.public = public
            self._draw()

    @on(LineList.Opened)
    def _opened(self) -> None:
        figure, gathered = self._list().figure, self._gathered
        if figure is None or not figure.behind or gathered is None:
            return
        from coctui.screens.behind import BehindCard

        stands = {case.code: case.outcome or "not decided yet" for case in gathered.facts}
        cases = tuple((code, stands.get(code, "")) for code in figure.behind)
        title = figure.label if figure.label not in stands else "Open ends"
        _ = self.app.push_screen(BehindCard(title, cases), self._open_case)

    def _open_case(self, code: str | None) -> None:
        room = self._gathered.rooms.get(code) if self._gathered and code else None
        if room is not None:
            from coctui.screens.case import CaseScreen

            _ = self.app.push_screen(CaseScreen(room), lambda _: self._read())

    def action_export(self) -> None:
        """Save what is shown."""
        made, gathered = self.debrief, self._gathered
        if made is None or gathered is None:
            return
        from coctui.screens.export import ExportCard

        vault, rooms = self.vault, gathered.rooms

        def save(path: Path, json: bool, replace: bool) -> int:
            from coctui.reports.saving import save

            return len(save(path, made, lambda code: _record(vault, rooms[code]), json=json, replace=replace))

        cases = f"{len(rooms)} cases" if len(rooms) != 1 else "its case"
        said = (
            "No code names and no small counts. Somebody who knows the cases reads it before it goes out."
            if made.public
            else f"Code names and figures, no names, not sealed. The timeline of {cases} will say that it was saved."
        )
        _ = self.app.push_screen(ExportCard("Save the debrief", "debrief", said, save), self._exported)

    def _exported(self, saved: bool | None) -> None:
        if saved and self.house.session.vault is not None:
            self._read()


def _record(vault: "Vault", room: str) -> None:
    """Let the case tell that its line was saved. Raises `VaultError`."""
    from coctui.casework.outside import shown_outside
    from coctui.casework.result import Refused
    from coctui.vault.errors import NotAllowed

    acts = shown_outside(vault.case(room), vault.me, "saved", "debrief")
    if isinstance(acts, Refused):
        raise NotAllowed(acts.sentence, code=acts.code)
    vault.record(room, acts)
