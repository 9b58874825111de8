"""The end of a case, and its opening again: everything in it stays."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from coctui.casework import decision
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets import moments
from coctui.widgets.fields import FieldRow, PushButton
from coctui.widgets.next_step import promise_name
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import BOLD, MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.writing import WritingArea

STAYS = "Everything in it stays, and it can be opened again."
AGAIN = "It goes on as it was. What was promised and not kept is open again."


class CloseSheet(Sheet, inherit_bindings=False):
    """Closes an open case and opens a closed one; says before what closing lets go."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#leave"
    WRITES = False

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"close {room}", opened)

    @property
    def does(self) -> str:
        """Which of the two it is."""
        return "reopen it" if self.opened is not None and self.case.closed else "close it"

    def heading(self) -> str:
        """What it is."""
        return "Reopen" if self.opened is not None and self.case.closed else "Close"

    def parts(self) -> Iterator[Widget]:
        """What follows, why, and two buttons; the first one changes nothing."""
        closed = self.case.closed
        yield Paragraphs([(AGAIN if closed else STAYS, BOLD), ("", ""), *self._let_go()], id="what")
        yield FieldRow("Why", WritingArea(id="text", classes="answer"), beside=True)
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Leave it closed" if closed else "Leave it open", id="leave")
            yield PushButton("Reopen it" if closed else "Close it", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def _let_go(self) -> list[tuple[str, str]]:
        """The promises that closing lets go, and that nothing was decided."""
        if self.case.closed:
            return []
        now = self.moment.now
        open_ = decision.let_go(self.case)
        found = [
            (f"~ Still open: {promise_name(each.kind)}, due {moments.until(each.due.timestamp(), now)}.", "$warning")
            for each in open_
        ]
        if open_:
            found.append(("Closing lets it go." if len(open_) == 1 else "Closing lets them go.", MUTED))
        if self.case.determination is None:
            found.append(("~ Nothing was decided yet.", "$warning"))
        return found or [("Every promise is kept, and it was decided.", MUTED)]

    # values

    def begin(self) -> dict[str, str]:
        """Nothing."""
        return {"text": ""}

    def written(self) -> dict[str, str]:
        """Why."""
        return {"text": self.query_one("#text", WritingArea).text}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#text", WritingArea).load_text(fields.get("text", ""))

    def rule(self) -> Rule:
        """What was closed when the sheet opened is reopened, and the other way round."""
        text = self.written()["text"]
        act = decision.reopen if self.case.closed else decision.close
        return lambda case, me: act(case, me, text)

    @on(PushButton.Pressed, "#leave")
    def _left(self) -> None:
        self.action_back()
