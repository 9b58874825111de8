"""The case: one place to know where it stands. Report data, access, timeline; side by side, or as tabs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widget import Widget

from coctui import keymap, safetext
from coctui.casework.words import describe
from coctui.models.case import Case
from coctui.models.content_events import FileRef, Received
from coctui.models.event import Event
from coctui.models.items import ITEMS, TITLES, Description, ItemName
from coctui.screens import case_view
from coctui.screens.base import CoctuiScreen
from coctui.screens.case_view import Look, Opened
from coctui.screens.header import Header
from coctui.screens.reading import ReadingCard
from coctui.widgets.bars import NextBar, NextStep, PaneRule
from coctui.widgets.case_parts import AccessPanel, AskNext, CaseHead, Checklist, PromiseList
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.line_list import LineList
from coctui.widgets.timeline import Timeline
from coctui.widgets.view_list import Tab, TabLine

if TYPE_CHECKING:
    from coctui.vault.door import Vault

R = TypeVar("R")

PANES = ("data", "access", "time")
NAMES = ("Report data", "Access", "Timeline")
INSIDE = ("#items", "#who", "#entries")
"""What has the focus in each pane."""
LOOK_EVERY = 1.0
"""Seconds between two looks at what other processes wrote; costs one look at a number while nobody did."""
CLOSED = {"stepped-aside": "You stepped aside here. Nothing more is shown."}
GONE = "This case is not open to you now. Nothing more is shown."


class CaseScreen(CoctuiScreen[None]):
    """One case that this member holds, by its room."""

    KEYS = "case"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("everywhere", "case", "safety")]
    CSS_PATH = "../styles/case.tcss"
    AUTO_FOCUS = "#items"

    def __init__(self, room: str) -> None:
        super().__init__()
        self.room = room
        self.opened: Opened | None = None
        self.pane = 0
        self._events: tuple[Event, ...] = ()
        self._leads_to: ItemName | None = None
        self._looking = False
        self._again = False
        """Whether somebody asked to look while a look was under way that may have begun too early."""

    def compose(self) -> ComposeResult:
        """Head, Next bar, tabs, three panes."""
        yield Header(self.house)
        yield CaseHead(id="head")
        yield NextBar(id="next")
        yield TabLine(id="tabs")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                with Vertical(id="data", classes="pane"):
                    yield PaneRule(NAMES[0], number="1", focused=True)
                    yield Checklist(id="items")
                    yield AskNext(id="ask")
                with Vertical(id="access", classes="pane"):
                    yield PaneRule(NAMES[1], number="2")
                    yield AccessPanel(id="who")
            with Vertical(id="time", classes="pane"):
                yield PaneRule(NAMES[2], number="3")
                yield PromiseList(id="promises")
                yield Timeline(id="entries")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the case, and from then on look for what others write."""
        super().on_mount()
        self.query_one(Timeline).zone = self.house.zone
        self._show_pane(0)
        self._read()
        self.set_interval(LOOK_EVERY, self._tick)

    # reading

    @property
    def vault(self) -> "Vault | None":
        """The open vault; `None` once it is locked."""
        return self.house.session.vault

    def _read(self) -> None:
        vault, room, before = self.vault, self.room, self.opened
        if vault is None or self._looking:
            self._again = self._looking
            return
        self._looking, self._again = True, False

        def read() -> Opened:
            case = vault.case(room)
            if before is not None and before.case is case:
                return before  # all rows are put in order for one of them: not every second
            row = next(row for row in vault.rows() if row.room == room)
            return Opened(case, row, vault.me)

        self.run_job("case", read, self._have, self._refused)

    def look(self) -> None:
        """See whether anything changed; the vault looks into the file only when somebody wrote."""
        self._read()

    def _tick(self) -> None:
        if not self._looking:
            self._read()

    def _have(self, opened: Opened) -> None:
        self._looking = False
        before, self.opened = self.opened, opened
        if self._again:
            self._read()
        if opened is before:
            return
        self._draw()
        if before is None:
            place = case_view.first_to_ask(opened.case)
            self.query_one(Checklist).cursor = place or 0

    def _refused(self, error: Exception) -> None:
        """The case is not open to this member any more, or cannot be read: close with one sentence."""
        self._looking = False
        code = str(getattr(error, "code", ""))
        if code == "locked":
            return
        if getattr(error, "status", 1) == 1:
            self.close_with(CLOSED.get(code, GONE))
        else:
            self.query_one("#next", NextBar).show(
                NextStep("!", "This case cannot be read now.", str(getattr(error, "sentence", "")))
            )

    def close_with(self, sentence: str) -> None:
        """Leave the case, and whatever stands over it, with one sentence that names nothing."""
        self.opened = None
        self._events = ()
        stack = self.app.screen_stack
        if self not in stack:
            return
        while self.app.screen is not self:
            _ = self.app.pop_screen()
        _ = self.dismiss()
        self.say(sentence)

    # drawing

    @property
    def viewed(self) -> Look:
        """How the reader looks at it now."""
        return Look(self.moment, self.house.zone, self.house.clock_times, self.names_shown)

    def _draw(self) -> None:
        opened = self.opened
        if opened is None:
            return
        look, case = self.viewed, opened.case
        step, self._leads_to = case_view.next_thing(opened, look)
        self.query_one("#next", NextBar).show(step)
        self._draw_named()
        self.query_one("#data PaneRule", PaneRule).show(count=case_view.to_ask(case))
        self.query_one(AskNext).show(case_view.question(case))
        self.query_one("#access PaneRule", PaneRule).show(count=case_view.holders(case))
        self.query_one(AccessPanel).show(case_view.access(opened))
        self._events, entries = case_view.entries(opened)
        count = len(entries)
        self.query_one("#time PaneRule", PaneRule).show(count=f"{count} entry" if count == 1 else f"{count} entries")
        self.query_one(PromiseList).show(case_view.owed(opened, look))
        self.query_one(Timeline).show(entries, look.at.now)
        self._show_tabs()
        self.refresh_keys()

    def _draw_named(self) -> None:
        """The parts that change while names are shown."""
        if self.opened is not None:
            look = self.viewed
            self.query_one(CaseHead).show(case_view.head(self.opened, look))
            self.query_one(Checklist).show(case_view.items(self.opened.case, look))

    def draw_names(self) -> None:
        self._draw_named()
        self._show_tabs()

    def minute(self) -> None:
        self._draw()

    def action_times(self) -> None:
        """Clock times, or "2 h ago"."""
        self.house.clock_times = not self.house.clock_times
        self._draw()

    # panes

    @property
    def narrow(self) -> bool:
        """Whether one pane is shown at a time."""
        return self.size.width < 100

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.query_one(Timeline).set_brief(self.narrow)
        if self.narrow:
            self._focus_pane()

    def _show_pane(self, pane: int) -> None:
        self.pane = pane
        for number, name in enumerate(PANES):
            self.set_class(number == pane, f"-on-{name}")
        self._show_tabs()

    def _show_tabs(self) -> None:
        alarm = self.opened is not None and self.opened.row.alarm in ("stand-in", "no lead")
        titles = [f"{number} {name}" for number, name in enumerate(NAMES, 1)]
        if alarm:
            titles[1] += " !"
        self.query_one(TabLine).show(titles, self.pane, "u hide names" if self.names_shown else "u show names")

    @on(Tab)
    def _tab_chosen(self, message: Tab) -> None:
        self._to_pane(message.index)

    def _focus_pane(self) -> None:
        self.query_one(INSIDE[self.pane], Widget).focus()

    def _to_pane(self, pane: int) -> None:
        self._show_pane(max(0, min(pane, len(PANES) - 1)))
        self._focus_pane()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        super().on_descendant_focus(event)
        for number, inside in enumerate(INSIDE):
            if event.widget is self.query_one(inside) and number != self.pane:
                self._show_pane(number)

    def action_pane_1(self) -> None:
        """Report data."""
        self._to_pane(0)

    def action_pane_2(self) -> None:
        """Access."""
        self._to_pane(1)

    def action_pane_3(self) -> None:
        """Timeline."""
        self._to_pane(2)

    def action_pane_next(self) -> None:
        self._to_pane((self.pane + 1) % len(PANES))

    def action_pane_previous(self) -> None:
        self._to_pane((self.pane - 1) % len(PANES))

    def action_move_right(self) -> None:
        """The pane or tab to the right."""
        self._to_pane(self.pane + 1)

    def action_move_left(self) -> None:
        """The pane or tab to the left."""
        self._to_pane(self.pane - 1)

    # what can be done

    def works(self, binding: str) -> bool:
        """What does nothing now is absent from the footer."""
        if binding == "next.do":
            return self._leads_to is not None
        if binding in ("edit", "open", "note", "recuse", "ask.first"):
            return (
                self.opened is not None
                and (binding != "edit" or self.pane == 0)
                and (binding != "open" or self.pane != 1)
            )
        return True

    def action_next_do(self) -> None:
        """What the Next bar says."""
        if self._leads_to is not None:
            self.edit_item(self._leads_to)

    def action_edit(self) -> None:
        """Edit the item under the cursor."""
        self.edit_item(ITEMS[self.query_one(Checklist).cursor])

    def action_ask_first(self) -> None:
        """To the first item that nobody asked about."""
        place = case_view.first_to_ask(self.opened.case) if self.opened else None
        if place is not None:
            self._to_pane(0)
            self.query_one(Checklist).cursor = place

    def edit_item(self, name: ItemName) -> None:
        """Open the sheet of an item."""
        if self.opened is not None:
            from coctui.screens.item import ItemSheet

            self.lay_over(ItemSheet(self.opened.row.case, self.opened.case, name), self._after)

    def action_note(self) -> None:
        """Write a note."""
        if self.opened is not None:
            from coctui.screens.note import NoteSheet

            self.lay_over(NoteSheet(self.opened.row.case, self.opened.case), self._after)

    def action_recuse(self) -> None:
        """Step aside (asks)."""
        if self.opened is not None:
            from coctui.screens.step_aside import question_of

            self.lay_over(question_of(self.opened), self._aside_answered)

    def lay_over(self, screen: Screen[R], then: Callable[[R | None], None] | None = None) -> None:
        """Put a card or a sheet over the case."""
        _ = self.app.push_screen(screen, then)

    def _after(self, changed: Case | None) -> None:
        if changed is not None:
            self._read()

    def _aside_answered(self, aside: bool | None) -> None:
        vault, room = self.vault, self.room
        if not aside or vault is None:
            return
        from coctui.screens.step_aside import DONE, step_aside

        def told(refusal: str) -> None:
            if refusal:
                self.query_one("#next", NextBar).show(NextStep("~", refusal))
            else:
                self.close_with(DONE)

        self.run_job("aside", lambda: step_aside(vault, room), told, self._refused)

    @on(LineList.Opened, "#items")
    def _item_opened(self, message: LineList.Opened) -> None:
        """The account is read in full; any other item is opened to edit."""
        name = ITEMS[message.index]
        item = self.opened.case.item(name) if self.opened else None
        parts = case_view.account(item.value) if item and isinstance(item.value, Description) else []
        if parts:
            self.lay_over(ReadingCard(self._code, TITLES[name], parts))
        else:
            self.edit_item(name)

    @on(LineList.Opened, "#entries")
    def _entry_opened(self, message: LineList.Opened) -> None:
        if self.opened is None or message.index >= len(self._events):
            return
        event = self._events[message.index]
        told = describe(event, self.opened.case.access.team, self.opened.me)
        title = case_view.heading(told.title, told.detail)
        body = event.body
        if isinstance(body, Received) and not body.readable and body.files:
            self._read_original(title, event, body.files[0])
            return
        parts = case_view.entry_parts(event) or [("", "There is nothing more to this entry.")]
        self.lay_over(ReadingCard(self._code, title, parts))

    def _read_original(self, title: str, event: Event, file: FileRef) -> None:
        """A mail that could not be read as one: its bytes, as far as they are text."""
        vault, room = self.vault, self.room
        if vault is None:
            return

        def read() -> str:
            return vault.attachment(room, file).decode("utf-8", "replace")

        def show(text: str) -> None:
            self.lay_over(ReadingCard(self._code, title, [*case_view.entry_parts(event), ("As it came", text)]))

        self.run_job("original", read, show, self._refused)

    @property
    def _code(self) -> str:
        return safetext.line(self.opened.row.case) if self.opened else ""
