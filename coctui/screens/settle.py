"""A small matter, from open to closed: captions, spam, a joke that was handled already. One line back, and it is a case well done."""

from collections.abc import Iterator
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import TextArea

from coctui import keymap, safetext
from coctui.casework import small
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.content_events import Outcome
from coctui.screens.copying import copy_out
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets.fields import FieldRow, PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.writing import WritingArea

SORTS: tuple[Mark, ...] = (
    Mark("service matter", "service matter", "captions, signs, lost things: passed on"),
    Mark("no action", "no action", "settled already, a joke that was handled"),
    Mark("out of scope", "out of scope", "not ours"),
    Mark("not a violation", "not a violation", "it was fine"),
    Mark("spam", "spam", "nobody is written to"),
)
SPAM = "spam"
"""The word of this sheet for no action, and no line."""
LINE = "The line is acknowledgement and outcome in one: copy it (esc, y), send it, then F2. Nothing is sent from here."
NO_LINE = "Nobody is written to, and nothing is due any more."


class SettleSheet(Sheet, inherit_bindings=False):
    """What it was, and the line that was written back."""

    KEYS = "settle"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("sheet", "settle")]
    AUTO_FOCUS = "#sort"
    AT_ONCE = True
    DOES = "settle and close"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"settle {room}", opened)
        self._own = False
        """Whether somebody changed the line."""

    def heading(self) -> str:
        """What it is."""
        return "A small matter"

    def parts(self) -> Iterator[Widget]:
        """What it was, the line, what follows."""
        yield MarkList(SORTS, id="sort")
        yield FieldRow("Written back", WritingArea(id="text", classes="answer"), beside=True)
        yield Paragraphs([(LINE, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Settle and close", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    # values

    def begin(self) -> dict[str, str]:
        """Nothing said yet."""
        return {"sort": "", "text": ""}

    @property
    def text(self) -> str:
        """The line."""
        return self.query_one("#text", WritingArea).text

    def written(self) -> dict[str, str]:
        """What is marked and written."""
        return {"sort": self.query_one("#sort", MarkList).value, "text": self.text}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#sort", MarkList).take(SORTS, (fields.get("sort", ""),))
        self.query_one("#text", WritingArea).load_text(fields.get("text", ""))
        self._own = fields.get("text", "") not in ("", *small.REPLIES.values())
        self._say()

    @on(MarkList.Changed)
    def _sort_chosen(self) -> None:
        """The line that fits stands there, unless somebody wrote another one."""
        sort = self.query_one("#sort", MarkList).value
        if not self._own:
            self.query_one("#text", WritingArea).load_text("" if sort == SPAM else small.REPLIES[cast("Outcome", sort)])
        self._say()
        self.changed()

    @on(TextArea.Changed, "#text")
    def _line_typed(self) -> None:
        self._own = self.text.strip() not in ("", *small.REPLIES.values())

    def _say(self) -> None:
        spam = self.query_one("#sort", MarkList).value == SPAM
        self.query_one("#hint", Paragraphs).show([(NO_LINE if spam else LINE, MUTED)])
        self.query_one(FieldRow).display = not spam

    def rule(self) -> Rule:
        """Decided, told and closed in one go."""
        now, source = self.written(), self.vault.source

        def settle(case: Case, me: str) -> Acts | Refused:
            if not now["sort"]:
                return refuse("nothing-chosen")
            if now["sort"] == SPAM:
                return small.settle(case, me, "no action", source.now())
            if not now["text"].strip():
                return refuse("nothing-written")
            return small.settle(case, me, cast("Outcome", now["sort"]), source.now(), reply=now["text"])

        return settle

    def action_copy(self) -> None:
        """Copy the line to send it."""
        if self.text.strip():
            copy_out(self, "message", safetext.block(self.text))
