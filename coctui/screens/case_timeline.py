"""The timeline of a case, looked at: by kind, by words, in UTC; where an entry leads; and words that should not stand there."""

from datetime import UTC, datetime
from pathlib import Path

from textual import on

from coctui import safetext
from coctui.casework import strike as striking
from coctui.models.access_events import AccessBody
from coctui.models.company_events import Consent
from coctui.models.content_events import Assigned, Attached, Determined, ItemRecorded, PersonChanged, Strike
from coctui.models.event import Event
from coctui.models.promise_events import PromiseMade, StrikeAsked
from coctui.screens import case_time
from coctui.screens.case_ways import CaseWays
from coctui.screens.opened import Look
from coctui.screens.strike import ask_to_take_out
from coctui.widgets.bars import PaneRule
from coctui.widgets.timeline import Timeline
from coctui.widgets.typed_line import Asking, TypedLine

FIND = Asking("find", "find")
NONE_FOUND = "No entry holds these words."
NOTHING_CHANGED = "This entry changed nothing that stands elsewhere."
EXPORTED = "All that you see of it, with names. The timeline says that it was saved; no strike reaches that file."


class CaseTimeline(CaseWays, inherit_bindings=False):
    """What can be done with the timeline. The screen that draws it says which pane is in front."""

    _events: tuple[Event, ...] = ()
    _filter = 0
    """Which entries are shown, a place of `case_time.FILTERS`."""
    _wanted = ""
    """Words that an entry must hold."""
    _utc = False
    """Whether times are shown in UTC."""

    def to_timeline(self) -> None:
        """Bring the timeline to the front."""
        raise NotImplementedError

    @property
    def viewed(self) -> Look:
        """How the reader looks at it now."""
        zone = UTC if self._utc else self.house.zone
        return Look(self.moment, zone, self.house.clock_times, self.names_shown)

    def draw_timeline(self) -> None:
        """The entries that the filter and the words let through; the rule says which."""
        opened, look = self.opened, self.viewed
        if opened is None:
            return
        events, entries = case_time.entries(opened)
        self._events, shown = case_time.filtered(events, entries, self._filter, self._wanted)
        count = case_time.counted(self._filter, len(shown), len(entries), self._wanted)
        self.query_one("#time PaneRule", PaneRule).show(count=f"{count}, in UTC" if self._utc else count)
        timeline = self.query_one(Timeline)
        timeline.zone, timeline.empty = look.zone, NONE_FOUND if entries else ""
        timeline.show(shown, look.at.now)

    # looking

    def action_filter(self) -> None:
        """The next kind of entries; after the last one all of them."""
        self._filter = (self._filter + 1) % len(case_time.FILTERS)
        self.to_timeline()

    def action_search(self) -> None:
        """Entries that hold some words, as you type."""
        self.to_timeline()
        self.query_one(TypedLine).ask(FIND, self._wanted)

    @on(TypedLine.Typed)
    def _words_typed(self, message: TypedLine.Typed) -> None:
        self._wanted = message.text
        self.draw_timeline()

    @on(TypedLine.Kept)
    def _words_kept(self) -> None:
        self._close_line()

    def _close_line(self) -> None:
        self.set_focus(self.query_one(Timeline))
        self.query_one(TypedLine).close()

    def action_back(self) -> None:
        """Out of the words that are looked for, then back to the list."""
        line = self.query_one(TypedLine)
        if line.asking is None and not self._wanted:
            super().action_back()
            return
        if line.asking is not None:
            self._close_line()
        self._wanted = ""
        self.draw_timeline()

    def action_times(self) -> None:
        """How long ago, on the clock here, on the clock in UTC."""
        house = self.house
        local = datetime.fromtimestamp(house.now(), house.zone).utcoffset()
        if house.clock_times and not self._utc and local:
            self._utc = True
        else:
            house.clock_times, self._utc = not house.clock_times, False
        self.minute()

    # what is under the cursor

    @property
    def entry(self) -> Event | None:
        """The entry under the cursor."""
        place = self.query_one(Timeline).cursor
        return self._events[place] if place < len(self._events) else None

    def action_strike(self) -> None:
        """Take back what was just written, or what the cursor of the timeline is on."""
        opened = self.opened
        if opened is None:
            return
        entry = self.entry if self.focused is self.query_one(Timeline) else striking.newest_of(opened.case, opened.me)
        asked = entry.body if entry is not None else None
        if isinstance(asked, StrikeAsked):
            entry = next((event for event in opened.case.entries if event.link == asked.link), None)
        ask_to_take_out(self, entry)

    def action_next_do(self) -> None:
        """What the Next bar says; a strike is asked over the case itself."""
        if self.lead is not None and self.lead.act == "strike" and self.opened is not None:
            link = self.lead.detail
            ask_to_take_out(self, next((event for event in self.opened.case.entries if event.link == link), None))
        else:
            super().action_next_do()

    @property
    def takes_back(self) -> bool:
        """Whether one key takes back what was written last, without a question."""
        opened, vault = self.opened, self.vault
        if opened is None or vault is None:
            return False
        newest = striking.newest_of(opened.case, opened.me)
        return newest is not None and striking.at_once(newest, opened.me, vault.source.now())

    def action_go_to(self) -> None:
        """To what the entry under the cursor changed, as it stands now."""
        entry = self.entry
        body = entry.body if entry is not None else None
        match body:
            case ItemRecorded():
                self.to_item(body.value.item)
            case PersonChanged():
                self.to_item("reported" if body.person.part == "reported person" else "others")
            case Assigned() | Consent() | AccessBody():
                self.action_pane_2()
            case Attached():
                self.action_files()
            case Determined():
                self.action_determine()
            case PromiseMade():
                self.action_waive()
            case StrikeAsked() | Strike():
                self._to_entry(body.link)
            case _:
                self.refuse(NOTHING_CHANGED)

    def to_item(self, name: str) -> None:
        """Put the cursor on an item of the report data."""
        raise NotImplementedError

    def action_pane_2(self) -> None:
        """Access."""
        raise NotImplementedError

    def _to_entry(self, link: str) -> None:
        self._filter, self._wanted = 0, ""
        self.to_timeline()
        place = next((place for place, event in enumerate(self._events) if event.link == link), None)
        if place is not None:
            self.query_one(Timeline).cursor = place

    # outside

    def action_export(self) -> None:
        """Save this case as a page outside; the case tells of it first."""
        opened, vault, room = self.opened, self.vault, self.room
        if opened is None or vault is None:
            return
        from coctui.screens.export import PAGE, ExportCard

        zone = self.house.zone

        def save(path: Path, _: bool, replace: bool) -> int:
            from coctui.screens.case_export import save_case

            save_case(vault, room, path, zone, replace=replace)
            return 1

        name = safetext.filename(opened.row.case)
        card = ExportCard(f"Save {self.code}", name, EXPORTED, save, forms=(PAGE,))
        _ = self.app.push_screen(card, lambda _: self.look())
