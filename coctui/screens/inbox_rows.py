"""The rows of the inbox: read, drawn with what is around them, and read anew when somebody else wrote."""

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from textual import events, on
from textual.geometry import Size

from coctui import safetext
from coctui.models.row import Row
from coctui.screens.base import CoctuiScreen
from coctui.screens.news import News
from coctui.screens.on_shift import on_shift
from coctui.widgets.bars import NextBar, NextStep, PaneRule
from coctui.widgets.case_columns import CaseHeads
from coctui.widgets.case_list import CaseList
from coctui.widgets.line_list import LineList
from coctui.widgets.next_step import for_row
from coctui.widgets.preview import CaseFacts
from coctui.widgets.shift_list import ShiftList
from coctui.widgets.view_list import TabLine

if TYPE_CHECKING:
    from coctui.vault.door import Vault

WORK = 2.0
"""Seconds of due work (answers to take up, keys to renew) done in one look at what others wrote."""
WORK_EVERY = 15
"""Looks, a second apart, after which due work is looked for although nothing seems to have changed."""


class Looked(NamedTuple):
    """What a look found: the rows as others left them, `None` where nobody wrote, and as they are after due work."""

    theirs: tuple[Row, ...] | None
    rows: tuple[Row, ...]


class RowsScreen(CoctuiScreen[None]):
    """What is drawn of the rows. A screen above says how one looks at them, and what can be done."""

    def __init__(self) -> None:
        super().__init__()
        # From the start on: a class that comes with the rows has every part of the screen look for its rules again, 5 ms.
        self.add_class("-nobody-on-shift", update=False)
        self._looks = 0
        self._by: dict[str, str] = {}
        """Who changed a case last, by room, as far as somebody looked."""
        self._under = ""
        """The room that the cursor was on."""
        self.news = News()
        self.refused_with = ""
        """A sentence that stands in the Next bar until the cursor moves."""

    @property
    def vault(self) -> "Vault":
        """The open vault."""
        vault = self.house.session.vault
        assert vault is not None, "the inbox is on the screen only while the vault is open"  # noqa: S101
        return vault

    @property
    def open(self) -> bool:
        """Whether the vault is there: before that only a part of a long list is drawn, and nothing else is known."""
        return self.house.session.vault is not None

    @property
    def cases(self) -> CaseList:
        """The list."""
        return self.query_one(CaseList)

    # what a screen above says

    def titles(self) -> tuple[str, str]:
        """What stands in the rule over the list, at its start and at its end."""
        raise NotImplementedError

    def draw_views(self) -> None:
        """Views and their counts."""
        raise NotImplementedError

    def draw_empty(self) -> None:
        """What an empty list says."""
        raise NotImplementedError

    # drawing

    def take_rows(self, rows: tuple[Row, ...]) -> None:
        """The rows as they are now; the cursor stays on its case."""
        self.house.session.rows = rows
        cases = self.cases
        cases.clock_times = self.query_one(CaseFacts).clock_times = self.house.clock_times
        cases.show(rows, self.moment)
        heads = self.query_one(CaseHeads)
        if heads.name_width != cases.name_width:
            heads.name_width = cases.name_width
            heads.redraw()
        self._draw_shifts()
        self.draw_around()

    def draw_around(self) -> None:
        """Views, title, preview, or the empty state."""
        cases = self.cases
        self.draw_views()
        self.draw_title()
        if not cases.count and cases.has_focus:
            self.set_focus(None)  # else Textual gives it to the views, and it would not come back with the first row
        self.set_class(not cases.count, "-nothing")
        if not cases.count:
            self.draw_empty()
        elif self.focused is None:
            self.call_after_refresh(cases.focus)  # an empty list gives the focus up
        self.draw_preview()

    def _draw_shifts(self) -> None:
        shifts = on_shift(self.vault, self.house.now(), self.house.zone) if self.open else ()
        self.set_class(not shifts, "-nobody-on-shift")
        self.query_one(ShiftList).show(shifts)

    def draw_title(self) -> None:
        """The rule over the list."""
        title, count = self.titles()
        news = self.news.all((row.room for row in self.cases.rows), self.house.now()) if self.news else ""
        self.query_one("#title", PaneRule).show(title, f"{news}   {count}" if news else count)
        how = title.partition(", ")[2]
        counted = count if how or " " in count else ""
        self.query_one(TabLine).say("   ".join(part for part in (news, how, counted) if part))

    def _show_focus(self) -> None:
        super()._show_focus()
        if self.has_class("-nothing") and self.focused is None:
            self.query_one("#title", PaneRule).focused_within = True

    def draw_preview(self) -> None:
        """What may be known of the case under the cursor."""
        row, moment = self.cases.row, self.moment
        self.query_one("#case-rule", PaneRule).show(safetext.line(row.case) if row else "", self._beside(row))
        self.query_one("#next", NextBar).show(self.next_step(row))
        self.query_one(CaseFacts).show(row, moment)
        self.refresh_keys()

    def next_step(self, row: Row | None) -> NextStep:
        """What the Next bar says of a row, or why something was refused."""
        return NextStep("~", self.refused_with) if self.refused_with else for_row(row, self.moment)

    def _beside(self, row: Row | None) -> str:
        """At the end of the preview's rule: what others did, where a search found something, the gloss in full."""
        if row is None:
            return ""
        changed = self.news.of(row.room, self._by.get(row.room, ""), self.house.now())
        found = (self.cases.arrangement.found or {}).get(row.room, "")
        return "   ".join(part for part in (changed, found, safetext.line(row.gloss)) if part)

    def minute(self) -> None:
        """Times, groups and what is due go on."""
        self.take_rows(self.house.session.rows)

    def on_resize(self, event: events.Resize) -> None:
        """Headings where there is room for them; one line of facts where there is not."""
        super().on_resize(event)
        self.fit(event.size)

    def fit(self, size: Size) -> None:
        """Lay out for a window of that size."""
        wide, tall = size.width >= 100, size.height >= 30
        self.cases.set_headings(wide and tall)
        facts = self.query_one(CaseFacts)
        facts.brief = not (wide and tall)
        facts.redraw(layout=True)

    # what others wrote

    def look(self) -> None:
        """See whether somebody wrote, and do what is due; in a thread."""
        if self.open and self.app.screen is self:
            self.run_job("look", self._look_now, self._looked, self.refuse)

    def _look_now(self) -> Looked | None:
        vault = self.vault
        theirs = vault.rows() if vault.refresh() else None
        self._looks += 1
        worked = (theirs is not None or self._looks % WORK_EVERY == 1) and bool(vault.work(WORK))
        if worked:
            return Looked(theirs, vault.rows())
        return None if theirs is None else Looked(theirs, theirs)

    def _looked(self, looked: Looked | None) -> None:
        if looked is None:
            return
        if looked.theirs is not None:
            self.news.compare(self.house.session.rows, looked.theirs, self.house.now())
        self.take_rows(looked.rows)
        self._ask_who()

    def read_rows(self) -> None:
        """Read the list anew after something of one's own."""
        if self.open:
            self.run_job("rows", self.vault.rows, self.take_rows, self.refuse)

    def _ask_who(self) -> None:
        """Who changed the case under the cursor: its newest entry says so, to a holder."""
        row = self.cases.row
        if row is None or row.room not in self.news or row.access != "cleared":
            return
        vault, room = self.vault, row.room

        def who() -> str:
            from coctui.vault.errors import VaultError

            with suppress(VaultError):
                last = vault.case(room).entries[-1]
                member = vault.team.members.get(last.seat)
                return "you, elsewhere" if last.seat == vault.me else member.name if member else ""
            return ""

        def told(by: str) -> None:
            self._by[room] = safetext.line(by, 24)
            self.draw_preview()

        self.run_job("who", who, told)

    def refuse(self, error: Exception) -> None:
        """Say in the Next bar why something does not go, until the cursor moves."""
        self.refuse_with(str(getattr(error, "sentence", "")))

    def refuse_with(self, sentence: str) -> None:
        """The same with a sentence of a rule."""
        self.refused_with = sentence
        self.draw_preview()

    @on(LineList.Moved, "#cases")
    def _row_moved(self) -> None:
        row = self.cases.row
        room = row.room if row else ""
        if room != self._under:
            if self._under:
                self.cases.touched = self.house.now()
                if self._under in self.news:
                    self.news.seen(self._under)
                    self.draw_title()
            self._under, self.refused_with = room, ""
            self._ask_who()
        self.draw_preview()
