"""What needs whom, and by when: the list of cases, its views, and what may be known of the one under the cursor."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from coctui import keymap, safetext
from coctui.screens.elsewhere import Elsewhere
from coctui.screens.header import Header, header_facts
from coctui.screens.inbox_acts import ActingScreen
from coctui.screens.question import leave_question
from coctui.widgets.bars import KeyBar, NextBar, PaneRule
from coctui.widgets.case_columns import CaseHeads
from coctui.widgets.case_list import CaseList
from coctui.widgets.empty import EmptyState
from coctui.widgets.notices import Notices
from coctui.widgets.outlook import MOST_KEPT
from coctui.widgets.preview import CaseFacts
from coctui.widgets.shift_list import ShiftList
from coctui.widgets.typed_line import TypedLine
from coctui.widgets.view_list import TabLine, ViewList

LOOK_EVERY = 1.0
"""Seconds between two looks at what other processes wrote; costs one look at a number while nobody did."""


class InboxScreen(Elsewhere, ActingScreen):
    """The list of cases that this member may know of; the most urgent on top."""

    KEYS = "inbox"
    BINDINGS: ClassVar = keymap.bindings("everywhere", "inbox", "row", "safety")
    CSS_PATH = "../styles/inbox.tcss"
    AUTO_FOCUS = "#cases"

    _looking: Timer | None = None

    def compose(self) -> ComposeResult:
        """Views, list, preview."""
        yield Header(self.house)
        yield TabLine("h l views", id="tabs")
        with Horizontal(id="body"):
            with Vertical(id="views", classes="pane"):
                yield PaneRule("Views")
                yield ViewList(id="view-list")
                yield PaneRule("On shift", id="shift-rule")
                yield ShiftList(id="shifts")
            with Vertical(id="main", classes="pane"):
                yield Notices(id="notices")
                yield PaneRule("All cases", focused=True, id="title")
                yield TypedLine(id="line")
                yield CaseHeads(id="heads")
                yield CaseList(id="cases")
                yield EmptyState(id="empty")
                yield PaneRule("", id="case-rule")
                yield NextBar(id="next")
                yield CaseFacts(id="facts")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin, unless it is built while somebody is still at the door."""
        super().on_mount()
        if self.open or self.house.session.glance is not None:
            self.begin()

    def begin(self) -> None:
        """Draw the rows at hand as this member left them, then look now and then whether somebody else wrote.

        Of a long list a part may be drawn before the vault is there; then this is called once more.
        """
        self.query_one(Header).show(header_facts(self.house))
        self.cases.zone = self.query_one(CaseFacts).zone = self.house.zone
        self.fit(self.app.size)  # before the first picture, so that nothing jumps
        if not self.open:
            self.come_back(self.house.session.rows)
            return
        self.come_back(self.house.session.rows or self.vault.rows())
        if (
            self._looking is None
        ):  # the vault may open between the building of a screen and its first breath: both begin
            self._looking = self.set_interval(LOOK_EVERY, self.look)
        self.query_one(Notices).show(tuple(safetext.line(sentence, 400) for sentence in self.vault.notices))

    # keys

    def came_back(self) -> None:
        """Read the list anew."""
        self.read_rows()

    def action_times(self) -> None:
        """Clock times, or how long ago."""
        self.house.clock_times = not self.house.clock_times
        self.take_rows(self.house.session.rows)

    def action_quit(self) -> None:
        """One step back: out of a line, a notice, a search, a filter; then it asks whether to leave coctui."""
        notices = self.query_one(Notices)
        if notices.sentences and self.line.asking is None:
            notices.show(())
        elif not self.leave_looking():
            _ = self.app.push_screen(leave_question(), self._leave_answered)

    def action_back(self) -> None:
        """The same."""
        self.action_quit()


def _shows(number: int) -> None:
    """Give the inbox the action of a kept view's key."""

    def show(self: InboxScreen) -> None:
        self.show_kept(number)

    show.__doc__ = f"The kept view {number}."
    setattr(InboxScreen, f"action_kept_{number}", show)


for _number in range(1, MOST_KEPT + 1):
    _shows(_number)
