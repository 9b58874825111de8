"""A look at what one member did alone: the team confirms it, or reverses it."""

from collections.abc import Iterator
from typing import ClassVar, Literal, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from coctui import safetext
from coctui.casework import act
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.words import describe
from coctui.models.case import Case
from coctui.models.event import Event
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets import moments
from coctui.widgets.fields import FieldRow, PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import BOLD, MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.writing import WritingArea

VERDICTS = (
    Mark("confirmed", "confirm it", "it stands, and nobody is blamed"),
    Mark("reversed", "reverse it", "undo it where it was done; write down how"),
)
NOTHING = "Nothing that one member did alone waits for a look."


class ReviewSheet(Sheet, inherit_bindings=False):
    """What was done, two verdicts, a few words."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#verdict"
    WRITES = False
    DOES = "record it"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"review {room}", opened)

    def heading(self) -> str:
        """What it is."""
        return "Look at what was done"

    def parts(self) -> Iterator[Widget]:
        """The act, and what the team thinks of it."""
        yield Paragraphs(self._told(), own=False, id="what")
        yield MarkList(VERDICTS, id="verdict")
        yield FieldRow("Why", WritingArea(id="text", classes="answer"), beside=True)
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Record it", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def _told(self) -> list[tuple[str, str]]:
        waiting = act.to_look_at(self.case)
        event = next((found for promise in waiting if (found := self._event(promise.about)) is not None), None)
        if event is None or self.opened is None:
            return [(NOTHING, MUTED)]
        told = describe(event, self.case.access.team, self.opened.me)
        when = moments.stamp(event.time, self.moment.now, self.house.zone)
        words = safetext.block(str(getattr(event.body, "text", "")))
        return [(f"{when}  {safetext.line(told.detail)}", BOLD), *([(words, "$foreground")] if words else [])]

    def _event(self, about: str) -> Event | None:
        for event in self.case.duties:
            if about in (getattr(event.body, "id", None), getattr(event.body, "link", None)):
                return event
        return None

    def begin(self) -> dict[str, str]:
        """Nothing said yet."""
        return {"verdict": "", "text": ""}

    def written(self) -> dict[str, str]:
        """What is marked and written."""
        return {
            "verdict": self.query_one("#verdict", MarkList).value,
            "text": self.query_one("#text", WritingArea).text,
        }

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#verdict", MarkList).take(VERDICTS, (fields.get("verdict", ""),))
        self.query_one("#text", WritingArea).load_text(fields.get("text", ""))

    def rule(self) -> Rule:
        """The verdict."""
        now = self.written()

        def look(case: Case, me: str) -> Acts | Refused:
            if not now["verdict"]:
                return refuse("nothing-chosen")
            return act.review(case, me, cast("Literal['confirmed', 'reversed']", now["verdict"]), now["text"])

        return look

    @on(MarkList.Changed)
    def _marked(self) -> None:
        self.changed()
