"""What can be done from a row of the inbox: open it, do its next thing, or one of the frequent acts without opening it first."""

from typing import TYPE_CHECKING, Any

from textual import on
from textual.screen import Screen

from coctui import safetext
from coctui.models.row import Row
from coctui.screens.inbox_search import SearchingScreen
from coctui.screens.next_act import Lead, message_due, of_row, sheet_for
from coctui.widgets.bars import NextStep
from coctui.widgets.line_list import LineList

if TYPE_CHECKING:
    from coctui.host.clipboard import Copied
    from coctui.screens.opened import Opened

OPENS = ("cleared", "asked", "answered", "confirm", "keeper")
"""What a row may be to its reader so that there is something to open."""
SHEETS: dict[str, Lead] = {
    "note": Lead("note"),
    "message": Lead("message"),
    "sent": Lead("sent"),
    "assign": Lead("assign"),
    "who": Lead("who"),
    "determine": Lead("determine"),
    "settle": Lead("settle"),
    "close": Lead("close"),
    "label": Lead("label"),
}
"""Key to the sheet that it lays over the list; the same keys as in the case."""
ON_CLOSED = ("who", "close")
"""What can be done with a closed case."""
CALL = "Something needs a look in coctui. Please unlock it when you can."
"""For a chat of the team. It names no case and no number: somebody may read it who is kept from one of them."""
DOES = {
    "message": "write it",
    "sent": "write it",
    "who": "ask one",
    "stand-in": "name one",
    "review": "look at it",
    "waive": "see to it",
}
"""What the Next bar's key does from the list, where it does not open the case."""


class ActingScreen(SearchingScreen):
    """The acts of the row under the cursor."""

    def works(self, binding: str) -> bool:
        """What the row under the cursor allows."""
        row = self.cases.row if self.is_mounted else None
        if binding in ("next.do", "open"):
            return row is not None and row.access in OPENS
        if binding == "recuse":
            return row is not None and row.access in ("cleared", "asked", "confirm")
        if binding == "label" and self.is_mounted and self.cases.marked:
            return True
        if binding in SHEETS:
            return row is not None and row.access == "cleared" and (row.status != "closed" or binding in ON_CLOSED)
        if binding == "row.read":
            return row is not None
        return True

    @on(LineList.Opened, "#cases")
    def _opened(self) -> None:
        self._open()

    def next_step(self, row: Row | None) -> NextStep:
        """What the Next bar says; its key does the act itself where a sheet for it can stand over the list."""
        step, lead = super().next_step(row), of_row(row, self.moment)
        return step._replace(does=DOES.get(lead.act, step.does)) if lead is not None and step.does else step

    def action_next_do(self) -> None:
        """What the Next bar says: the sheet that does it, the card, or the case, whose own Next bar goes on."""
        lead = of_row(self.cases.row, self.moment)
        if lead is None:
            self._open()
        else:
            self._lay(lead)

    def _open(self) -> None:
        row = self.cases.row
        if row is None:
            return
        if row.access == "cleared":
            from coctui.screens.case import CaseScreen

            self.put_over(CaseScreen(row.room), row)
        elif row.access in OPENS:
            from coctui.screens.card import CardScreen

            self.put_over(CardScreen(row.room), row)

    def put_over(self, screen: Screen[Any], row: Row) -> None:
        """Put a case, a card or a sheet over the list, and read the list anew when it has gone."""
        self.news.seen(row.room)
        self.refused_with = ""
        _ = self.app.push_screen(screen, lambda _: self.read_rows())

    def _lay(self, lead: Lead) -> None:
        """Lay a sheet about the case under the cursor over the list."""
        row = self.cases.row
        if row is not None and row.access == "cleared":
            self.put_over(sheet_for(row.room, lead), row)

    def action_note(self) -> None:
        """Write a note."""
        self._lay(SHEETS["note"])

    def action_message(self) -> None:
        """Write a message: the one that keeps the next promise, if there is one."""
        self._lay(Lead("message", self._due))

    def action_sent(self) -> None:
        """Mark a message as sent that was written elsewhere: the one that keeps the next promise, if there is one."""
        self._lay(Lead("sent", self._due))

    @property
    def _due(self) -> str:
        """Kind of the message that is due for the case under the cursor, `""` for none."""
        row = self.cases.row
        return message_due(row) if row is not None else ""

    def action_label(self) -> None:
        """What the list says of the case under the cursor; of the marked ones, if there are any."""
        marked = [row for row in self.cases.rows if row.room in self.cases.marked]
        rows = [row for row in marked if row.access == "cleared" and row.status != "closed"]
        if not marked:
            self._lay(SHEETS["label"])
        elif not rows:
            self.refuse_with("None of the marked cases can be written in.")
        else:
            from coctui.screens.label import LabelManySheet

            _ = self.app.push_screen(LabelManySheet(rows), self._labelled)

    def _labelled(self, kept: bool | None) -> None:
        if kept:
            self.cases.unmark()
        self.read_rows()

    def action_mark(self) -> None:
        """Mark the case under the cursor, or take its mark away."""
        self.cases.mark()
        self.draw_title()
        self.refresh_keys()

    def action_copy(self) -> None:
        """Copy a line that asks colleagues to look; always the same, so that it tells nothing of any case."""
        house = self.house

        def told(found: "Copied") -> None:
            self.say(f"{'+' if found.done else '~'} {found.sentence}")

        self.run_job("copy", lambda: house.copy(CALL), told, self.refuse)

    def action_assign(self) -> None:
        """Who looks after what."""
        self._lay(SHEETS["assign"])

    def action_who(self) -> None:
        """Who may see this: ask, admit, exclude."""
        self._lay(SHEETS["who"])

    def action_determine(self) -> None:
        """Record what was decided."""
        self._lay(SHEETS["determine"])

    def action_settle(self) -> None:
        """A small matter, to its end."""
        self._lay(SHEETS["settle"])

    def action_close(self) -> None:
        """Close or reopen."""
        self._lay(SHEETS["close"])

    # stepping aside

    def action_recuse(self) -> None:
        """Step aside from the case under the cursor; a card asks in its own way."""
        row = self.cases.row
        if row is None:
            return
        if row.access != "cleared":
            self._open()
            return
        vault, room = self.vault, row.room

        def read() -> "Opened":
            from coctui.screens.opened import read_opened

            return read_opened(vault, room)

        self.run_job("open", read, self._ask_aside, self.refuse)

    def _ask_aside(self, opened: "Opened") -> None:
        from coctui.screens.step_aside import DONE, question_of, step_aside

        vault, room = self.vault, opened.row.room

        def told(refusal: str) -> None:
            self.read_rows()
            if refusal:
                self.refuse_with(refusal)
            else:
                self.say(DONE)

        def answered(aside: bool | None) -> None:
            if aside:
                self.run_job("record", lambda: step_aside(vault, room), told, self.refuse)

        _ = self.app.push_screen(question_of(opened), answered)

    def action_row_read(self) -> None:
        """All that the list knows of the case, nothing cut."""
        row = self.cases.row
        if row is not None:
            from coctui.screens.reading import ReadingCard
            from coctui.widgets.row_parts import row_parts

            parts = row_parts(row, self.moment, self.house.zone)
            _ = self.app.push_screen(ReadingCard(safetext.line(row.case), "in the list", parts))
