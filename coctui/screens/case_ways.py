"""Where the keys of a case lead: to its sheets, cards and readings."""

from collections.abc import Callable
from typing import TypeVar

from textual.screen import Screen

from coctui import safetext
from coctui.models.case import Case
from coctui.models.content_events import FileRef, Received
from coctui.models.event import Event
from coctui.models.items import TITLES, Description, ItemName
from coctui.screens import case_data
from coctui.screens.case_entry import Reading, read_entry
from coctui.screens.copying import copy_out
from coctui.screens.next_act import Lead, message_due, sheet_for
from coctui.screens.reading import ReadingCard
from coctui.screens.room import RoomScreen

R = TypeVar("R")


class CaseWays(RoomScreen[None], inherit_bindings=False):
    """What can be opened from a case. A screen that draws the case says what is under its cursors."""

    lead: Lead | None = None
    """Where the Next bar leads."""

    def lay_over(self, screen: Screen[R], then: Callable[[R | None], None] | None = None) -> None:
        """Put a card or a sheet over the case."""
        _ = self.app.push_screen(screen, then)

    def go(self, lead: Lead) -> None:
        """Open a sheet; what it recorded is read when it has gone."""
        if self.opened is not None:
            self.lay_over(sheet_for(self.room, lead, self.opened), self._after)

    def _after(self, changed: Case | None) -> None:
        if changed is not None:
            self.look()

    # people first

    def meet(self) -> bool:
        """Show who is named, where this reader was not asked about somebody yet; whether that comes first now."""
        opened = self.opened
        if opened is None or not opened.unmet:
            return False
        if self.app.screen is self:
            from coctui.screens.people import PeopleScreen

            self.lay_over(PeopleScreen(self.room, opened), self._met)
        return True

    def _met(self, none: bool | None) -> None:
        """No conflict: the case opens. Later: it stays closed."""
        if self.opened is None:
            return
        if not none:
            _ = self.dismiss()
            return
        self.opened = self.opened._replace(unmet=())
        self.draw(None)

    def action_people(self) -> None:
        """People of the case."""
        if self.opened is not None:
            from coctui.screens.people import PeopleScreen

            self.lay_over(PeopleScreen(self.room, self.opened), lambda _: self.look())

    # right now

    def action_right_now(self) -> None:
        """Words for the first minutes, and from there on to what was done."""
        from coctui.screens.right_now import RightNowScreen

        self.lay_over(RightNowScreen(self.action_act_now))

    # sheets

    def action_next_do(self) -> None:
        """What the Next bar says."""
        if self.lead is not None:
            self.go(self.lead)

    def edit_item(self, name: ItemName) -> None:
        """Open the sheet of an item."""
        self.go(Lead("item", name))

    def action_note(self) -> None:
        """Write a note."""
        self.go(Lead("note"))

    def action_who(self) -> None:
        """Who may see this."""
        self.go(Lead("who"))

    def action_stand_in(self) -> None:
        """Name a stand-in."""
        self.go(Lead("stand-in"))

    def action_assign(self) -> None:
        """Who looks after what."""
        self.go(Lead("assign"))

    def action_message(self) -> None:
        """Write a message: the one that is due, else on how it stands."""
        self.go(Lead("message", self._due))

    def action_sent(self) -> None:
        """Mark a message as sent that was written elsewhere."""
        self.go(Lead("sent", self._due))

    @property
    def _due(self) -> str:
        """Kind of the message that is due, `""` for none."""
        return message_due(self.opened.row) if self.opened is not None else ""

    def action_determine(self) -> None:
        """Record what was decided."""
        self.go(Lead("determine"))

    def action_act_now(self) -> None:
        """Write down what was done at once."""
        self.go(Lead("act"))

    def action_waive(self) -> None:
        """A promise that is not needed, or was kept."""
        self.go(Lead("waive"))

    def action_due(self) -> None:
        """What was promised, this case first."""
        from coctui.screens.due import DueScreen

        self.lay_over(DueScreen(self.room), lambda _: self.look())

    def action_settle(self) -> None:
        """A small matter, to its end."""
        self.go(Lead("settle"))

    def action_files(self) -> None:
        """Files of the case."""
        self.go(Lead("files"))

    def action_review(self) -> None:
        """Look at what one member did alone."""
        self.go(Lead("review"))

    def action_close(self) -> None:
        """Close or reopen."""
        self.go(Lead("close"))

    def action_recuse(self) -> None:
        """Step aside (asks)."""
        from coctui.screens.step_aside import ask_to_step_aside

        ask_to_step_aside(self)

    # reading

    @property
    def code(self) -> str:
        """The code name, cleaned."""
        return safetext.line(self.opened.row.case) if self.opened else ""

    def open_item(self, name: ItemName) -> None:
        """The account is read in full; any other item is opened to edit."""
        item = self.opened.case.item(name) if self.opened else None
        parts = case_data.account(item.value) if item and isinstance(item.value, Description) else []
        if parts:
            self.lay_over(ReadingCard(self.code, TITLES[name], parts, copy=self.copy_entry))
        else:
            self.edit_item(name)

    def open_entry(self, event: Event) -> None:
        """Read an entry whole."""
        if self.opened is None:
            return
        read = read_entry(self.opened, event, self.house.zone)
        body = event.body
        if isinstance(body, Received) and not body.readable and body.files:
            self._read_original(read, body.files[0])
        else:
            self.lay_over(ReadingCard(self.code, read.title, read.parts, named=read.named, copy=self.copy_entry))

    def _read_original(self, read: Reading, file: FileRef) -> None:
        """A mail that could not be read as one: its bytes, as far as they are text."""
        vault, room = self.vault, self.room
        if vault is None:
            return

        def whole() -> str:
            return vault.attachment(room, file).decode("utf-8", "replace")

        def show(text: str) -> None:
            parts = [*read.parts, ("As it came", text)]
            self.lay_over(ReadingCard(self.code, read.title, parts, copy=self.copy_entry))

        self.run_job("original", whole, show, self.refused)

    # copying

    def copy_entry(self, text: str) -> None:
        """Copy the text of an entry or item, once the case says that it was."""
        copy_out(self, "entry", text)
