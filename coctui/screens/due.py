"""What was promised, over all cases that one holds: what is open, late first; what was kept, and how late; what was waived."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from coctui import keymap, safetext
from coctui.models.row import Row
from coctui.screens.base import CoctuiScreen
from coctui.screens.header import Header
from coctui.screens.next_act import Lead, promised, sheet_for
from coctui.widgets import moments, next_step
from coctui.widgets.bars import KeyBar, NextBar, NextStep, PaneRule
from coctui.widgets.due_list import DueLine, DueList
from coctui.widgets.line_list import LineList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.view_list import Tab, TabLine

if TYPE_CHECKING:
    from pathlib import Path

    from coctui.vault.door import Vault
    from coctui.widgets.views import Moment

LOOK_EVERY = 1.0
"""Seconds between two looks at what other processes wrote."""
VIEWS = ("open", "kept", "waived")
EMPTY = {"open": "All promises are kept. Rest if you can.", "kept": "Nothing was promised yet that could be kept.",
         "waived": "Nothing was waived."}  # fmt: skip
DOES = {"message": "write it", "review": "look at it", "waive": "see to it"}
CALENDAR = "It says when, and “a promise”; no case and no name. Whoever opens the file sees no more than that."


class DueScreen(CoctuiScreen[None]):
    """A list of promises under three tabs. The result is nothing: what it opened changed the cases themselves."""

    KEYS = "due"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("everywhere", "due", "safety")]
    CSS_PATH = "../styles/due.tcss"
    AUTO_FOCUS = "#promises"

    def __init__(self, room: str = "") -> None:
        """`room` is the case on whose first promise the cursor starts."""
        super().__init__()
        self._start, self.view = room, 0

    def compose(self) -> ComposeResult:
        """Tabs, list, what is under the cursor."""
        yield Header(self.house)
        yield TabLine("h l", id="tabs")
        with Vertical(id="main", classes="pane"):
            yield PaneRule("Promises", focused=True, id="title")
            yield DueList(id="promises")
            yield Paragraphs(id="empty")
            yield NextBar(id="next")
        yield KeyBar()

    def on_mount(self) -> None:
        """Draw the rows at hand, then look now and then whether somebody wrote."""
        super().on_mount()
        self.house.session.rows = self.house.session.rows or self.vault.rows()
        self._draw()
        self.set_interval(LOOK_EVERY, self._look)

    @property
    def vault(self) -> "Vault":
        """The open vault."""
        vault = self.house.session.vault
        assert vault is not None, "promises are on the screen only while the vault is open"  # noqa: S101
        return vault

    # reading

    def _look(self) -> None:
        if self.house.session.vault is not None and self.app.screen is self:
            vault = self.vault
            self.run_job("look", lambda: vault.rows() if vault.refresh() else None, self._have, self._refused)

    def read_rows(self) -> None:
        """Read anew after something of one's own."""
        if self.house.session.vault is not None:
            self.run_job("rows", self.vault.rows, self._have, self._refused)

    def _have(self, rows: tuple[Row, ...] | None) -> None:
        if rows is not None:
            self.house.session.rows = rows
            self._draw()

    def _refused(self, error: Exception) -> None:
        if getattr(error, "code", "") != "locked":
            self.query_one("#next", NextBar).show(NextStep("~", str(getattr(error, "sentence", ""))))

    # drawing

    def _draw(self) -> None:
        at, rows = self.moment, self.house.session.rows
        every = {view: [one for row in rows for one in self._lines(row, view, at)] for view in VIEWS}
        view = VIEWS[self.view]
        found = tuple(line for _, line in sorted(every[view], key=lambda one: one[0], reverse=view != "open"))
        listed = self.query_one(DueList)
        start = next((place for place, line in enumerate(found) if self._start and line.room == self._start), None)
        self._start = ""
        listed.show(found, start)
        listed.display = bool(found)
        self.query_one("#empty", Paragraphs).show([] if found else [("", ""), (EMPTY[view], MUTED)])
        late = sum(line.sign == "!" for _, line in every["open"])
        count = f"{len(found)} {view}" + (f", {late} late" if view == "open" and late else "")
        self.query_one("#title", PaneRule).show(count=count)
        self.query_one(TabLine).show([f"{name} {len(every[name])}" for name in VIEWS], self.view)
        self._draw_next()

    def _lines(self, row: Row, view: str, at: "Moment") -> list[tuple[float, DueLine]]:
        """Promises of a case in a state, with the time by which they are put in order."""
        if row.access != "cleared":
            return []
        zone, clock = self.house.zone, self.house.clock_times
        found: list[tuple[float, DueLine]] = []
        for kind, state, due, done in row.promises:
            if state != view:
                continue
            if state == "open":
                mark = "!" if due < at.now else "~" if due < at.today else ""
                left, when = moments.until(due, at.now), moments.stamp(due, at.now, zone)
            elif state == "kept":
                over = moments.span(done - due) if done > due else ""
                mark, left = "+", f"{over} after" if over and over != "now" else "in time"
                when = moments.stamp(done, at.now, zone)
            else:
                mark, left, when = "-", "not needed", moments.day(due, zone)
            if clock and state == "open":
                left = ""
            what = next_step.promise_name(kind)
            line = DueLine(
                row.room, safetext.line(row.case), kind, mark, what, left, when, safetext.line(row.assigned, 24)
            )
            found.append((done if state == "kept" else due, line))
        return found

    def _draw_next(self) -> None:
        chosen, lead, now = self.query_one(DueList).chosen, self._lead, self.moment.now
        step = NextStep()
        if chosen is not None and VIEWS[self.view] == "open" and (row := self._row) is not None:
            due = next(due for kind, state, due, _ in row.promises if (kind, state) == (chosen.kind, "open"))
            kind = next_step.kind_of(row._replace(promise=chosen.kind))
            step = next_step.promise_due(kind, due, now)._replace(does=DOES.get(lead.act, "") if lead else "")
        self.query_one("#next", NextBar).show(step)
        self.refresh_keys()

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._draw_next()

    def minute(self) -> None:
        """Countdowns go on."""
        self._draw()

    def action_times(self) -> None:
        """Clock times, or how long there is."""
        self.house.clock_times = not self.house.clock_times
        self._draw()

    # views

    def action_move_right(self) -> None:
        """The next view."""
        self._to(self.view + 1)

    def action_move_left(self) -> None:
        """The view before."""
        self._to(self.view - 1)

    def _to(self, view: int) -> None:
        self.view = max(0, min(view, len(VIEWS) - 1))
        self._draw()

    @on(Tab)
    def _tab_chosen(self, message: Tab) -> None:
        self._to(message.index)

    # what is under the cursor

    @property
    def _row(self) -> Row | None:
        chosen = self.query_one(DueList).chosen
        return next((row for row in self.house.session.rows if chosen and row.room == chosen.room), None)

    @property
    def _lead(self) -> Lead | None:
        """What keeps the promise under the cursor."""
        chosen, row = self.query_one(DueList).chosen, self._row
        if chosen is None or row is None or VIEWS[self.view] != "open":
            return None
        return promised(row._replace(promise=chosen.kind))

    def works(self, binding: str) -> bool:
        """What there is to do with the promise under the cursor."""
        if binding in ("next.do", "sent", "waive"):
            return self.is_mounted and self._lead is not None
        if binding == "open":
            return self.is_mounted and self._row is not None
        return True

    def _lay(self, lead: Lead) -> None:
        row = self._row
        if row is not None:
            _ = self.app.push_screen(sheet_for(row.room, lead), lambda _: self.read_rows())

    def action_next_do(self) -> None:
        """What the Next bar says."""
        if (lead := self._lead) is not None:
            self._lay(lead)

    def action_sent(self) -> None:
        """It was kept already: “I answered them at …”."""
        lead = self._lead
        if lead is not None:
            self._lay(Lead("sent", lead.detail) if lead.act == "message" else lead)

    def action_waive(self) -> None:
        """It is not needed, with a reason."""
        chosen = self.query_one(DueList).chosen
        if chosen is not None:
            self._lay(Lead("waive", chosen.kind))

    @on(LineList.Opened, "#promises")
    def _opened(self) -> None:
        row = self._row
        if row is not None:
            from coctui.screens.case import CaseScreen

            _ = self.app.push_screen(CaseScreen(row.room), lambda _: self.read_rows())

    # outside

    def action_export(self) -> None:
        """The open ones as a calendar, which says when and nothing else."""
        from coctui.screens.export import CALENDAR_FORM, ExportCard

        now = self.house.now()
        due = [due for row in self.house.session.rows if row.access == "cleared"
               for _, state, due, _ in row.promises if state == "open"]  # fmt: skip

        def save(path: "Path", _: bool, replace: bool) -> int:
            from datetime import UTC, datetime

            from coctui.casework.calendar import as_calendar
            from coctui.host.outside import outside_file

            times = [datetime.fromtimestamp(one, UTC) for one in due]
            with outside_file(path, replace=replace) as file:
                file.write(as_calendar(times, datetime.fromtimestamp(now, UTC)).encode())
            return 0

        _ = self.app.push_screen(ExportCard("Save a calendar", "promises", CALENDAR, save, forms=(CALENDAR_FORM,)))
