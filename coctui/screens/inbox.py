"""What needs whom, and by when: the list of cases, its views, and what may be known of the one under the cursor."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widgets import Input

from coctui import keymap, safetext
from coctui.models.row import Row
from coctui.screens.base import CoctuiScreen
from coctui.screens.elsewhere import Elsewhere
from coctui.screens.header import Header
from coctui.screens.question import leave_question
from coctui.widgets import moments
from coctui.widgets.bars import KeyBar, NextBar, NextStep, PaneRule
from coctui.widgets.case_list import CaseHeads, CaseList
from coctui.widgets.empty import EmptyState
from coctui.widgets.fields import Field
from coctui.widgets.line_list import LineList
from coctui.widgets.next_step import for_row
from coctui.widgets.pieces import BOLD, MUTED, Line
from coctui.widgets.preview import CaseFacts
from coctui.widgets.view_list import Tab, TabLine, ViewList, narrow_titles
from coctui.widgets.views import NARROW, OVERDUE, VIEWS, counts, group_of

if TYPE_CHECKING:
    from textual.screen import Screen

    from coctui.screens.opened import Opened
    from coctui.vault.door import Vault

WORK = 2.0
"""Seconds of due work (answers to take up, keys to renew) done in one look at what others wrote."""
WORK_EVERY = 15
"""Looks, a second apart, after which due work is looked for although nothing seems to have changed."""
NO_CASE = "There is no case yet."
BRING = "Bring one in: coctui import PATH for mails, coctui new for what somebody tells you."
OPENS = ("cleared", "asked", "answered", "confirm", "keeper")
"""What a row may be to its reader so that there is something to open."""


class InboxScreen(Elsewhere, CoctuiScreen[None]):
    """The list of cases that this member may know of; the most urgent on top."""

    KEYS = "inbox"
    BINDINGS: ClassVar = keymap.bindings("everywhere", "inbox", "safety")
    CSS_PATH = "../styles/inbox.tcss"
    AUTO_FOCUS = "#cases"

    def __init__(self, view: str = "all") -> None:
        super().__init__()
        self._view = view
        self._looks = 0
        self._counts: dict[str, int] = dict.fromkeys((view.id for view in VIEWS), 0)

    def compose(self) -> ComposeResult:
        """Views, list, preview."""
        yield Header(self.house)
        yield TabLine("h l views", id="tabs")
        with Horizontal(id="body"):
            with Vertical(id="views", classes="pane"):
                yield PaneRule("Views")
                yield ViewList(id="view-list")
            with Vertical(id="main", classes="pane"):
                yield PaneRule("All cases", focused=True, id="title")
                yield Field(id="filter", limit=100)
                yield CaseHeads(id="heads")
                yield CaseList(id="cases")
                yield EmptyState(id="empty")
                yield PaneRule("", id="case-rule")
                yield NextBar(id="next")
                yield CaseFacts(id="facts")
        yield KeyBar()

    def on_mount(self) -> None:
        """Draw the rows at hand, then do what is due, then look now and then whether somebody else wrote."""
        super().on_mount()
        cases, facts = self.query_one(CaseList), self.query_one(CaseFacts)
        cases.zone = facts.zone = self.house.zone
        cases.view = self._view
        self._fit(self.app.size)  # before the first picture, so that nothing jumps
        self.query_one(ViewList).cursor = [view.id for view in VIEWS].index(self._view)
        self.take_rows(self.house.session.rows)
        self._read_rows()
        self.set_interval(1, self._look)
        for sentence in self.vault.notices:
            self.say(safetext.line(sentence))

    @property
    def vault(self) -> "Vault":
        """The open vault."""
        vault = self.house.session.vault
        assert vault is not None, "the inbox is on the screen only while the vault is open"  # noqa: S101
        return vault

    def _first_rows(self) -> tuple[Row, ...]:
        return self.vault.rows()

    # drawing

    def take_rows(self, rows: tuple[Row, ...]) -> None:
        """The rows as they are now; the cursor stays on its case."""
        self.house.session.rows = rows
        moment = self.moment
        cases = self.query_one(CaseList)
        cases.clock_times = self.query_one(CaseFacts).clock_times = self.house.clock_times
        self._counts = counts(rows, moment)
        late = sum(1 for row in rows if group_of(row, moment) == OVERDUE)
        self.query_one(ViewList).show(self._counts, late)
        cases.show(rows, moment)
        heads = self.query_one(CaseHeads)
        heads.name_width = cases.name_width
        heads.redraw()
        self._draw_around()

    def _draw_around(self) -> None:
        """Tabs, title, preview, or the empty state."""
        cases, found = self.query_one(CaseList), self._counts
        self.query_one(TabLine).show(*narrow_titles(found, cases.view))
        title = next(view.title for view in VIEWS if view.id == cases.view)
        shown = len(cases.rows)
        self.query_one("#title", PaneRule).show(
            title, f"{shown:,} of {found[cases.view]:,}" if cases.wanted else f"{shown:,}"
        )
        self.set_class(not shown, "-nothing")
        if not shown:
            self._draw_empty()
        elif self.focused is None:
            self.call_after_refresh(cases.focus)  # an empty list gives the focus up
        self._draw_preview()

    def _show_focus(self) -> None:
        super()._show_focus()
        if self.has_class("-nothing") and self.focused is None:
            self.query_one("#title", PaneRule).focused_within = True

    def _draw_preview(self) -> None:
        row, moment = self.query_one(CaseList).row, self.moment
        self.query_one("#case-rule", PaneRule).show(
            safetext.line(row.case) if row else "", safetext.line(row.gloss) if row else ""
        )
        self.query_one("#next", NextBar).show(for_row(row, moment))
        self.query_one(CaseFacts).show(row, moment)
        self.refresh_keys()

    def _draw_empty(self) -> None:
        cases, empty = self.query_one(CaseList), self.query_one(EmptyState)
        rows, now = self.house.session.rows, self.house.now()
        if not rows:
            empty.show(NO_CASE, [], BRING)
            return
        if cases.wanted:
            empty.show(
                f"Nothing you may open matches “{safetext.line(cases.wanted, 40)}”.", keys=[("esc", "all of them")]
            )
            return
        sentence = next(view.empty for view in VIEWS if view.id == cases.view)
        due = min((row for row in rows if row.promise and row.due >= now), key=lambda row: row.due, default=None)
        line: Line = []
        if due is not None:
            line = [
                ("Next: ", MUTED), (f"{safetext.line(due.promise)} for ", ""), (safetext.line(due.case), BOLD),
                (f", {moments.until(due.due, now)}.", ""),
            ]  # fmt: skip
        kept = "" if any(row.promise and row.due < now for row in rows) else "All promises are kept. Rest if you can."
        empty.show(sentence, line, kept, [("h l", "other views")])

    def minute(self) -> None:
        """Times, groups and what is due go on."""
        self.take_rows(self.house.session.rows)

    def on_resize(self, event: events.Resize) -> None:
        """Headings where there is room for them; one line of facts where there is not."""
        super().on_resize(event)
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        wide, tall = size.width >= 100, size.height >= 30
        self.query_one(CaseList).set_headings(wide and tall)
        facts = self.query_one(CaseFacts)
        facts.brief = not (wide and tall)
        facts.redraw(layout=True)

    # what others wrote

    def _look(self) -> None:
        if self.house.session.vault is not None and self.app.screen is self:
            self.run_job("look", self._look_now, self._looked, self._refused)

    def _look_now(self) -> tuple[Row, ...] | None:
        vault = self.vault
        changed = vault.refresh()
        self._looks += 1
        if changed or self._looks % WORK_EVERY == 1:
            changed = bool(vault.work(WORK)) or changed
        return vault.rows() if changed else None

    def _looked(self, rows: tuple[Row, ...] | None) -> None:
        if rows is not None:
            self.take_rows(rows)

    def _refused(self, error: Exception) -> None:
        self.query_one("#next", NextBar).show(NextStep("~", str(getattr(error, "sentence", ""))))

    # views and filter

    @on(LineList.Moved, "#cases")
    def _row_moved(self) -> None:
        self._draw_preview()

    @on(LineList.Moved, "#view-list")
    def _view_moved(self, message: LineList.Moved) -> None:
        self._show_view(VIEWS[message.index].id)

    @on(LineList.Opened, "#view-list")
    def _view_opened(self) -> None:
        self.query_one(CaseList).focus()

    @on(Tab)
    def _tab(self, message: Tab) -> None:
        self._show_view(self._order()[message.index])

    def _order(self) -> list[str]:
        """Views in the order in which left and right go through them."""
        ids = [view.id for view in VIEWS]
        return ids if self.has_class("-wide") else [*NARROW, *(name for name in ids if name not in NARROW)]

    def _show_view(self, view: str) -> None:
        cases = self.query_one(CaseList)
        if cases.view != view:
            cases.show_view(view)
            self.query_one(ViewList).cursor = [entry.id for entry in VIEWS].index(view)
            self._draw_around()

    def _turn(self, step: int) -> None:
        order = self._order()
        place = order.index(self.query_one(CaseList).view) + step
        self._show_view(order[max(0, min(place, len(order) - 1))])

    def action_move_left(self) -> None:
        """The view before."""
        self._turn(-1)

    def action_move_right(self) -> None:
        """The view after."""
        self._turn(1)

    def action_filter(self) -> None:
        """Filter as you type."""
        self.add_class("-filtering")
        self.query_one("#filter").focus()

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        self.query_one(CaseList).filter(event.value)
        self._draw_around()

    @on(Input.Submitted, "#filter")
    def _filter_kept(self) -> None:
        self.query_one(CaseList).focus()

    def _end_filter(self) -> None:
        self.query_one("#filter", Field).value = ""
        self.remove_class("-filtering")
        self.query_one(CaseList).focus()

    # opening

    def works(self, binding: str) -> bool:
        """What the row under the cursor allows."""
        row = self.query_one(CaseList).row if self.is_mounted else None
        if binding in ("next.do", "open"):
            return row is not None and row.access in OPENS
        if binding == "recuse":
            return row is not None and row.access in ("cleared", "asked", "confirm")
        return True

    @on(LineList.Opened, "#cases")
    def _opened(self) -> None:
        self._open()

    def action_next_do(self) -> None:
        """What the Next bar says: answer, or open the case, whose own Next bar goes on."""
        self._open()

    def _open(self) -> None:
        row = self.query_one(CaseList).row
        if row is None:
            return
        if row.access == "cleared":
            from coctui.screens.case import CaseScreen

            self._over(CaseScreen(row.room))
        elif row.access in OPENS:
            from coctui.screens.card import CardScreen

            self._over(CardScreen(row.room))

    def _over(self, screen: "Screen[Any]") -> None:
        """Put a case or a card over the list, and read the list anew when it has gone."""
        _ = self.app.push_screen(screen, lambda _: self._read_rows())

    def came_back(self) -> None:
        """Read the list anew."""
        self._read_rows()

    def _read_rows(self) -> None:
        if self.house.session.vault is not None:
            self.run_job("rows", self._first_rows, self._looked, self._refused)

    def action_recuse(self) -> None:
        """Step aside from the case under the cursor; a card asks in its own way."""
        row = self.query_one(CaseList).row
        if row is None:
            return
        if row.access != "cleared":
            self._open()
            return
        vault, room = self.vault, row.room

        def read() -> "Opened":
            from coctui.screens.opened import Opened

            return Opened(vault.case(room), row, vault.me)

        self.run_job("open", read, self._ask_aside, self._refused)

    def _ask_aside(self, opened: "Opened") -> None:
        from coctui.screens.step_aside import DONE, question_of, step_aside

        vault, room = self.vault, opened.row.room

        def told(refusal: str) -> None:
            self._read_rows()
            if refusal:
                self.query_one("#next", NextBar).show(NextStep("~", refusal))
            else:
                self.say(DONE)

        def answered(aside: bool | None) -> None:
            if aside:
                self.run_job("record", lambda: step_aside(vault, room), told, self._refused)

        _ = self.app.push_screen(question_of(opened), answered)

    # leaving

    def action_times(self) -> None:
        """Clock times, or how long ago."""
        self.house.clock_times = not self.house.clock_times
        self.take_rows(self.house.session.rows)

    def action_quit(self) -> None:
        """Leave the filter first, then coctui."""
        if self.has_class("-filtering"):
            self._end_filter()
        else:
            _ = self.app.push_screen(leave_question(), self._leave_answered)

    def action_back(self) -> None:
        """The same."""
        self.action_quit()
