"""The inbox while somebody searches in texts: how far it is, what it found, and the way out."""

import time

from textual import on
from textual.message import Message

from coctui import safetext
from coctui.screens.inbox_looking import LookingScreen
from coctui.screens.search import Search
from coctui.widgets.empty import EmptyState
from coctui.widgets.outlook import FIRST_VIEW, Outlook
from coctui.widgets.typed_line import SEARCH, TypedLine

FRAME = 0.1
"""Seconds between two pictures of how far it is."""
METER = 8
"""Cells of the meter in the rule."""


class SearchingScreen(LookingScreen):
    """Opens no case by itself: only when somebody asked for words, and only those that they may open."""

    class Step(Message):
        """A search went on, or ended."""

        def __init__(self, search: Search) -> None:
            super().__init__()
            self.search = search

    def __init__(self) -> None:
        super().__init__()
        self.search: Search | None = None
        self._before = (Outlook(), 0)
        """How one looked before the search, and the kept view that it was."""

    def titles(self) -> tuple[str, str]:
        """While somebody searches: for what, and how far it is or how many were found."""
        title, count = super().titles()
        search = self.search
        if search is None:
            return title, count
        wanted = safetext.line(search.wanted, 40)
        shown = self.cases.count
        if search.over or search.stopped:
            rest = [f"{shown:,} found"]
            if search.stopped and not search.over:
                rest.append(f"stopped after {search.done:,} of {search.all:,}")
            if search.unreadable:
                rest.append(f"{search.unreadable:,} could not be read")
            return f"{title}, “{wanted}” in texts", ", ".join(rest)
        glyphs = self.cases.glyphs
        full = METER * search.done // max(1, search.all)
        meter = glyphs.heavy * full + glyphs.light * (METER - full)
        return f"{title}, “{wanted}” in texts", f"{shown:,} found   Reading {search.done:,} of {search.all:,} {meter}"

    def draw_empty(self) -> None:
        """Nothing found, or nothing yet."""
        search = self.search
        if search is None:
            super().draw_empty()
            return
        wanted = safetext.line(search.wanted, 40)
        empty = self.query_one(EmptyState)
        if search.over:
            empty.show(f"Nothing you may open matches “{wanted}”.", keys=[("esc", "all of them"), ("/", "other words")])
        else:
            empty.show(f"Looking for “{wanted}”.", keys=[("esc", "stop")])

    def action_search(self) -> None:
        """Ask for words."""
        self.ask(SEARCH)

    @on(TypedLine.Kept)
    def _words_given(self, message: TypedLine.Kept) -> None:
        if message.asking is SEARCH and message.text.strip():
            self.begin_search(message.text)

    def begin_search(self, wanted: str) -> None:
        """Open each case in the order of the list, whatever view is shown, and show what is found as it is found."""
        self.end_search()
        vault, cases = self.vault, self.cases
        self._before = cases.outlook, self._chosen
        self.look_at(Outlook(FIRST_VIEW, sort=cases.outlook.sort))
        search = self.search = Search(wanted, cases.rows)
        self.cases.find({})
        shown = 0.0

        def tell() -> None:
            nonlocal shown
            if time.monotonic() - shown > FRAME:
                shown = time.monotonic()
                self.post_message(self.Step(search))

        def run() -> None:
            search.run(vault, tell)

        self.run_job("search", run, lambda _: self._step(search), self.refuse)
        self.draw_around()

    @on(Step)
    def _stepped(self, message: Step) -> None:
        self._step(message.search)

    def _step(self, search: Search) -> None:
        if search is not self.search or self.house.session.vault is None:
            return
        found = dict(search.found)
        if found.keys() != (self.cases.arrangement.found or {}).keys():
            self.cases.find(found)
            self.draw_around()
        else:
            self.draw_title()
            if not found:
                self.draw_empty()

    def end_search(self) -> None:
        """Stop it, and look as before."""
        if self.search is not None:
            self.search.stop()
            self.search = None
            self.cases.find(None)
            self.look_at(*self._before)
            self.draw_around()

    def leave_looking(self) -> bool:
        """First stop a search, then leave it."""
        search = self.search
        if self.line.asking is None and search is not None:
            if search.over or search.stopped:
                self.end_search()
            else:
                search.stop()
                self.draw_title()
            return True
        return super().leave_looking()

    def on_unmount(self) -> None:
        """A search ends with its screen."""
        if self.search is not None:
            self.search.stop()
