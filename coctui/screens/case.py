"""The case: one place to know where it stands. Report data, access, timeline; side by side, or as tabs."""

from typing import ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from coctui import keymap, safetext
from coctui.casework.act import to_look_at
from coctui.models.items import ITEMS, ItemName
from coctui.models.promise import promises
from coctui.screens import case_access, case_data, case_head, case_next, case_time, own_keys
from coctui.screens.case_company import CaseCompany
from coctui.screens.case_entry import read_entry
from coctui.screens.case_timeline import CaseTimeline
from coctui.screens.header import Header
from coctui.screens.next_act import Lead
from coctui.screens.opened import Opened
from coctui.screens.room import READING
from coctui.widgets.bars import NextBar, NextStep, PaneRule
from coctui.widgets.case_parts import AccessPanel, AskNext, CaseHead, Checklist, PromiseList
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.line_list import LineList
from coctui.widgets.timeline import Timeline
from coctui.widgets.typed_line import TypedLine
from coctui.widgets.view_list import Tab, TabLine

PANES = ("data", "access", "time")
NAMES = ("Report data", "Access", "Timeline")
INSIDE = ("#items", "#who", "#entries")
"""What has the focus in each pane."""
WRITES = (
    "edit", "note", "assign", "message", "sent", "determine", "hand_over", "take_over", "step_back", "tie",
    "settle",
)  # fmt: skip
"""Keys that need an open case."""


class CaseScreen(CaseCompany, CaseTimeline, inherit_bindings=False):
    """One case that this member holds, by its room."""

    KEYS = "case"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("everywhere", "case", "safety")]
    CSS_PATH = "../styles/case.tcss"
    AUTO_FOCUS = "#items"

    def __init__(self, room: str, *, first: Lead | None = None) -> None:
        """`first`: a sheet that is laid over the case once it is there."""
        super().__init__(room)
        self.pane = 0
        self._first = first

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
                    ask = AskNext(id="ask")
                    ask.display = False  # it asks about a case that was read
                    yield ask
                with Vertical(id="access", classes="pane"):
                    yield PaneRule(NAMES[1], number="2")
                    yield AccessPanel(id="who")
            with Vertical(id="time", classes="pane"):
                yield PaneRule(NAMES[2], number="3")
                yield PromiseList(id="promises")
                yield TypedLine(id="line")
                yield Timeline(id="entries")
        yield KeyBar()

    def on_mount(self) -> None:
        """Empty panes, until the case is read."""
        self._show_pane(0)

    def on_screen_resume(self) -> None:
        """What stood over the case has gone: somebody may have been named meanwhile."""
        _ = self.meet()

    # reading

    def draw(self, before: Opened | None) -> None:
        """The case is there, or somebody changed it; people come before accounts."""
        if self.meet() and before is None:
            return
        self._draw()
        if before is None and self.opened is not None:
            self.query_one(Checklist).cursor = case_data.first_to_ask(self.opened.case) or 0
            if self._first is not None:
                self.go(self._first)
                self._first = None

    def unreadable(self, sentence: str) -> None:
        """Damaged, or the file is not there."""
        self.query_one("#next", NextBar).show(NextStep("!", "This case cannot be read now.", sentence))

    def waits(self) -> None:
        """Nothing of it is there yet."""
        self.query_one("#next", NextBar).show(NextStep("", READING))

    def refuse(self, sentence: str) -> None:
        """Why something does not go, in place of the next thing to do."""
        self.query_one("#next", NextBar).show(NextStep("~", sentence))

    def forget(self) -> None:
        """Nothing of the case stays on this side."""
        super().forget()
        self._events = ()

    # drawing

    def _draw(self) -> None:
        opened = self.opened
        if opened is None:
            return
        look, case = self.viewed, opened.case
        step, self.lead = case_next.next_thing(opened, look)
        self.query_one("#next", NextBar).show(step)
        self._draw_named()
        self.query_one("#data PaneRule", PaneRule).show(count=case_data.to_ask(case))
        ask = self.query_one(AskNext)
        ask.display = True
        ask.show(case_data.question(case))
        self.query_one("#access PaneRule", PaneRule).show(count=case_access.holders(case))
        self.query_one(AccessPanel).show(case_access.access(opened, look))
        self.query_one(PromiseList).show(case_time.owed(opened, look))
        self.draw_timeline()
        self.refresh_keys()

    def _draw_named(self) -> None:
        """The parts that change while names are shown."""
        if self.opened is not None:
            look = self.viewed
            self.query_one(CaseHead).show(case_head.head(self.opened, look))
            self.query_one(Checklist).show(case_data.items(self.opened.case, look))

    def draw_names(self) -> None:
        self._draw_named()
        self._show_tabs()

    def minute(self) -> None:
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
        name = case_time.filter_name(self._filter, self._wanted)
        if name:
            titles[2] += f": {name}"
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

    def to_timeline(self) -> None:
        """Bring the timeline to the front, drawn anew."""
        self._to_pane(2)
        self.draw_timeline()

    def draw_timeline(self) -> None:
        super().draw_timeline()
        self._show_tabs()

    def to_item(self, name: str) -> None:
        """Put the cursor on an item."""
        self._to_pane(0)
        self.query_one(Checklist).cursor = ITEMS.index(cast("ItemName", name))

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

    # what is under the cursor

    def works(self, binding: str) -> bool:
        """What does nothing now is absent from the footer."""
        if binding in ("names", "times", "help", "lock", "leave", "back") or binding.startswith(("pane.", "move.")):
            return True
        if self.opened is None:
            return False
        if binding == "next.do":
            return self.lead is not None
        if binding in WRITES and self.opened.case.closed:
            return False
        if binding == "review":
            return bool(to_look_at(self.opened.case))
        if binding == "waive":
            return any(promise.state == "open" for promise in promises(self.opened.case))
        if binding in ("open", "copy"):
            return self.pane != 1
        if binding == "go.to":
            return self.pane == 2
        return (binding != "edit" or self.pane == 0) and super().works(binding)

    def footer(self) -> list[tuple[str, str]]:
        """For a minute, what was just written can be taken back; in 80 columns in the place of `open`, so that `R` stays."""
        found = super().footer()
        if self.takes_back:
            key = keymap.find("case", "strike")
            back = (own_keys.shown(key, self.house.own_keys, brief=True), "take back")
            found = [back, *(pair for pair in found if pair[1] != keymap.find("case", "open").label)]
        return found

    def action_edit(self) -> None:
        """Edit the item under the cursor."""
        self.edit_item(ITEMS[self.query_one(Checklist).cursor])

    def action_copy(self) -> None:
        """Copy what is under the cursor; the timeline tells of it."""
        if self.opened is None:
            return
        if self.pane == 2 and self._events:
            read = read_entry(self.opened, self._events[self.query_one(Timeline).cursor], self.house.zone)
            parts = read.named if read.named is not None and self.names_shown else read.parts
            self.copy_entry(safetext.block("\n".join(text for pair in parts for text in pair if text)))
        elif self.pane == 0:
            line = self.query_one(Checklist).items[self.query_one(Checklist).cursor]
            self.copy_entry(safetext.block(f"{line.title}: {line.value or line.state}"))

    def action_ask_first(self) -> None:
        """To the first item that nobody asked about."""
        place = case_data.first_to_ask(self.opened.case) if self.opened else None
        if place is not None:
            self.to_item(ITEMS[place])

    @on(LineList.Opened, "#items")
    def _item_opened(self, message: LineList.Opened) -> None:
        self.open_item(ITEMS[message.index])

    @on(LineList.Opened, "#entries")
    def _entry_opened(self, message: LineList.Opened) -> None:
        if message.index < len(self._events):
            self.open_entry(self._events[message.index])
