"""How one looks at the inbox: views, kept views, order, filter, a code name to go to; as it was left the last time."""

from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from coctui import safetext
from coctui.models.row import Row
from coctui.screens.inbox_rows import RowsScreen
from coctui.widgets import moments
from coctui.widgets.empty import EmptyState
from coctui.widgets.line_list import LineList
from coctui.widgets.outlook import (
    FIRST_VIEW,
    KEPT_SETTING,
    LEFT_SETTING,
    KeptView,
    Left,
    Outlook,
    free_number,
    kept_setting,
    left_setting,
    read_kept,
    read_left,
)  # fmt: skip
from coctui.widgets.pieces import BOLD, MUTED, Line
from coctui.widgets.shift_list import ShiftList
from coctui.widgets.sorts import after, sort_of
from coctui.widgets.typed_line import CODE_NAME, FILTER, Asking, TypedLine
from coctui.widgets.view_list import Tab, TabLine, ViewList, narrow_order, narrow_titles
from coctui.widgets.views import VIEWS

if TYPE_CHECKING:
    from coctui.vault.door import Vault

NO_CASE = "There is no case yet."
BRING = "Bring one in: coctui import PATH for mails, coctui new for what somebody tells you."
READING = "reading and checking"
AROUND = 100
"""Lines on each side of the cursor that are drawn first the next time: more than a window has, and some to move to."""
PAUSE = 3.0
"""Seconds after which a changed outlook is kept: a terminal that is closed without a word loses no more."""


class LookingScreen(RowsScreen):
    """The list as one looks at it."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: tuple[KeptView, ...] = ()
        self._chosen = 0
        """Number of the kept view that is shown, 0 for none."""
        self._came_from = ""
        """The room under the cursor before a code name was typed."""
        self._pause: Timer | None = None
        self._came_back = False
        """Whether it is shown as it was left."""

    # as it was left

    def come_back(self, rows: tuple[Row, ...]) -> None:
        """Show the rows at hand as this member left them, with the cursor on the case that they were on.

        Where a part of them was drawn before, it stays as it is now: they may have moved.
        """
        settings, anew = self.house.session.settings, not self._came_back
        left, self.kept = read_left(settings), read_kept(settings)
        if anew:
            self._came_back = True
            self._chosen = next((kept.number for kept in self.kept if kept.outlook == left.outlook), 0)
            self.cases.look(left.outlook)
        self.take_rows(rows)
        if anew and self.cases.go_to(left.room):
            self.draw_preview()

    def flush(self) -> None:
        """Keep how one looks at the list, and where the cursor is. Raises `VaultError`."""
        vault = self.house.session.vault
        if vault is not None and self.is_mounted:
            at = self.cases.cursor
            vault.leave_at([row.room for row in self.cases.rows[max(0, at - AROUND) : at + AROUND]])
            keep_left(vault, self._left())

    def _left(self) -> Left:
        row = self.cases.row
        return Left(self.cases.outlook, row.room if row else "")

    def _keep_soon(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._keep_now)

    def _keep_now(self) -> None:
        vault = self.house.session.vault
        if vault is not None:  # a full disk forgets how one looked, no more
            left = self._left()
            self.run_job("left", lambda: keep_left(vault, left), lambda _: None, lambda _: None)

    # what the rows are drawn with

    def titles(self) -> tuple[str, str]:
        """View, order, filter; how many are left of how many."""
        cases, outlook = self.cases, self.cases.outlook
        chosen = next((kept for kept in self.kept if kept.number == self._chosen), None)
        view = next(view.title for view in VIEWS if view.id == outlook.view)
        parts = [safetext.line(chosen.name, 40) if chosen else view, sort_of(outlook.sort).says]
        if outlook.wanted and not chosen:
            parts.append(f"with “{safetext.line(outlook.wanted, 40)}”")
        if not self.open:
            return ", ".join(part for part in parts if part), READING
        shown, of = cases.count, cases.arrangement.in_view
        count = f"{shown:,} of {of:,}" if shown != of else f"{shown:,}"
        marked = f"{len(cases.marked):,} marked   " if cases.marked else ""
        return ", ".join(part for part in parts if part), f"{marked}{count}"

    def draw_views(self) -> None:
        """Views with their counts, at the left or as tabs."""
        arrangement, view = self.cases.arrangement, self.cases.outlook.view
        counts, late = (arrangement.counts, arrangement.late) if self.open else ({}, 0)
        kept = [(entry, arrangement.count(entry)) for entry in self.kept] if self.open else []
        views = self.query_one(ViewList)
        views.show(counts, late, kept)
        views.choose(view, self._chosen)
        self.query_one(TabLine).show(*narrow_titles(counts, view, kept, self._chosen))

    def draw_empty(self) -> None:
        """What comes next, and that one may rest; or why nothing is shown."""
        empty, outlook, rows = self.query_one(EmptyState), self.cases.outlook, self.house.session.rows
        if not self.open:
            empty.show(READING.capitalize() + ".")
        elif not rows:
            empty.show(NO_CASE, [], BRING)
        elif outlook.wanted:
            wanted = safetext.line(outlook.wanted, 40)
            empty.show(
                f"Nothing you may open matches “{wanted}”.", keys=[("esc", "all of them"), ("/", "search texts")]
            )
        else:
            sentence = next(view.empty for view in VIEWS if view.id == outlook.view)
            empty.show(
                sentence, self._next_due(rows), self._kept_all(rows), [("h l", "other views"), ("/", "search texts")]
            )

    def _next_due(self, rows: tuple[Row, ...]) -> Line:
        now = self.house.now()
        due = min((row for row in rows if row.promise and row.due >= now), key=lambda row: row.due, default=None)
        if due is None:
            return []
        return [
            ("Next: ", MUTED), (f"{safetext.line(due.promise)} for ", ""), (safetext.line(due.case), BOLD),
            (f", {moments.until(due.due, now)}.", ""),
        ]  # fmt: skip

    def _kept_all(self, rows: tuple[Row, ...]) -> str:
        if any(row.promise and row.due < self.house.now() for row in rows):
            return ""
        other = next((shift for shift in self.query_one(ShiftList).shifts if not shift.mine and not shift.next), None)
        rest = f"; {other.name} is on shift {other.when.replace('to', 'until')}." if other else "."
        return f"All promises are kept. Rest if you can{rest}"

    # views

    def look_at(self, outlook: Outlook, number: int = 0) -> None:
        """Look in another way; `number` of the kept view that it is."""
        changed = outlook != self.cases.outlook or number != self._chosen
        self._chosen = number
        if changed:
            self.cases.look(outlook)
            self.draw_around()
            self._keep_soon()

    def show_view(self, view: str) -> None:
        """One of the nine; filter and order stay, but not those of a kept view."""
        self.look_at(Outlook(view) if self._chosen else self.cases.outlook._replace(view=view))

    def show_kept(self, number: int) -> None:
        """The kept view with that number, if there is one."""
        for kept in self.kept:
            if kept.number == number:
                self.look_at(kept.outlook, number)

    @on(LineList.Moved, "#view-list")
    def _view_moved(self, message: LineList.Moved) -> None:
        self._show_place(message.index)

    @on(LineList.Opened, "#view-list")
    def _view_opened(self) -> None:
        self.cases.focus()

    @on(Tab)
    def _tab(self, message: Tab) -> None:
        if message.index != self.query_one(TabLine).chosen:
            self._show_place(self._order()[message.index])

    def _order(self) -> list[int]:
        """Places in the list of views, in the order in which left and right go through them."""
        return [*range(len(VIEWS) + len(self.kept))] if self.has_class("-wide") else narrow_order(len(self.kept))

    def _show_place(self, place: int) -> None:
        if place < len(VIEWS):
            if self._chosen or VIEWS[place].id != self.cases.outlook.view:
                self.show_view(VIEWS[place].id)
        else:
            self.show_kept(self.kept[place - len(VIEWS)].number)

    def _turn(self, step: int) -> None:
        order = self._order()
        place = order.index(self.query_one(ViewList).place(self.cases.outlook.view, self._chosen)) + step
        self._show_place(order[max(0, min(place, len(order) - 1))])

    def action_move_left(self) -> None:
        """The view before."""
        self._turn(-1)

    def action_move_right(self) -> None:
        """The view after."""
        self._turn(1)

    def action_sort(self) -> None:
        """The next order."""
        self.look_at(self.cases.outlook._replace(sort=after(self.cases.outlook.sort)))

    # kept views

    def action_keep_view(self) -> None:
        """Keep how one looks now under a name, or forget the kept view that is shown."""
        from coctui.screens.keep_view import KeepViewCard

        chosen = next((kept for kept in self.kept if kept.number == self._chosen), None)
        number = chosen.number if chosen else free_number(self.kept)
        card = KeepViewCard(self.titles()[0], number, chosen)
        _ = self.app.push_screen(card, lambda name: self._keep_view(number, name))

    def _keep_view(self, number: int | None, name: str | None) -> None:
        """`name` as typed; `""` forgets the view, `None` changes nothing."""
        if number is None or name is None:
            return
        view = KeptView(number, name, self.cases.outlook)
        key, value = kept_setting(view) if name else (f"{KEPT_SETTING}{number}", "")
        vault = self.vault

        def kept(_: None) -> None:
            self.kept = read_kept(vault.sheet.settings)
            self._chosen = number if name else 0
            self.draw_around()
            self.say("This view is kept." if name else "This view is forgotten; no case is touched.")

        self.run_job("view", lambda: vault.write_settings({key: value}), kept, self.refuse)

    # filter, code name

    @property
    def line(self) -> TypedLine:
        """Where one types over the list."""
        return self.query_one(TypedLine)

    def ask(self, asking: Asking, text: str = "") -> None:
        """Open the line over the list."""
        self.add_class("-typing")
        self.line.ask(asking, text)

    def action_filter(self) -> None:
        """Filter as you type."""
        self.ask(FILTER, self.cases.outlook.wanted)

    def action_go_to(self) -> None:
        """Go to a case by its code name, as you type it."""
        row = self.cases.row
        self._came_from = row.room if row else ""
        self.ask(CODE_NAME)

    @on(TypedLine.Typed)
    def _typed(self, message: TypedLine.Typed) -> None:
        if message.asking is FILTER:
            self.look_at(self.cases.outlook._replace(wanted=message.text))
        elif message.asking is CODE_NAME:
            room = named(self.cases.rows, message.text) or self._came_from
            _ = self.cases.go_to(room)

    @on(TypedLine.Kept)
    def _line_kept(self, message: TypedLine.Kept) -> None:
        self.close_line()
        if message.asking is CODE_NAME and not named(self.cases.rows, message.text):
            room = named(self.house.session.rows, message.text)
            if room:  # in another view
                self.look_at(Outlook(FIRST_VIEW))
                _ = self.cases.go_to(room)
            else:
                self.refuse_with("No case that you may open has a name that begins so.")

    def close_line(self) -> None:
        """Away with the line; the list has the cursor, before the line goes: else it would go to the views."""
        self.set_focus(self.cases)
        self.line.close()
        self.remove_class("-typing")

    def leave_looking(self) -> bool:
        """One step back: out of the line, then the marks, then the filter; whether there was one."""
        asking = self.line.asking
        if asking is not None:
            self.close_line()
            if asking is CODE_NAME:
                _ = self.cases.go_to(self._came_from)
            elif asking is not FILTER:
                return True
        if asking is None and self.cases.marked:
            self.cases.unmark()
            self.draw_title()
            return True
        if self.cases.outlook.wanted and asking in (FILTER, None):
            self.look_at(self.cases.outlook._replace(wanted=""))
            return True
        return asking is not None


def keep_left(vault: "Vault", left: Left) -> None:
    """Write how the inbox was left in the own sheet, where that is not what stands there. Raises `VaultError`."""
    if read_left(vault.sheet.settings) != left:
        vault.write_settings({LEFT_SETTING: left_setting(left)})


def named(rows: "list[Row] | tuple[Row, ...]", typed: str) -> str:
    """The room of the first of these cases whose code name begins so, or one word of it; `""` for none."""
    wanted = "-".join(typed.split()).casefold()
    if not wanted:
        return ""
    begins = (row.room for row in rows if row.case.replace(" ", "-").startswith(wanted))
    within = (row.room for row in rows if f"-{wanted}" in row.case)
    return next(begins, "") or next(within, "")
