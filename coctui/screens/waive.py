"""A promise that need not be kept, and why; or one that was kept in another way than by a message."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from coctui import safetext
from coctui.casework import promise as rules
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.promise import WAIVABLE, Kind, Promise, promises
from coctui.models.promise_events import Reason as Why
from coctui.screens.opened import Opened, name_of
from coctui.screens.sheet import Rule, Sheet
from coctui.screens.time_row import TimeRow
from coctui.widgets import moments
from coctui.widgets.choices import Choices
from coctui.widgets.fields import FieldLabel, FieldRow, PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.next_step import promise_name
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice
from coctui.widgets.writing import WritingArea

WHY: dict[str, Why] = {
    "no way to reach them": "no contact",
    "they asked us not to": "asked not to be contacted",
    "told in bad faith": "bad faith",
    "not needed": "not needed",
}
FEW_WORDS = "Say in a few words why this promise is not needed. “Bad faith” counts when a second holder says so, too."
WHEN_KEPT = "If it was kept: when, like 14:30 or “yesterday 3pm”; empty is now."
NONE_OPEN = "Every promise is kept."


class WaiveSheet(Sheet, inherit_bindings=False):
    """The open promises of a case, and why one of them is let go."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#promise"
    WRITES = False
    DOES = "waive it"

    def __init__(self, room: str, kind: str = "", opened: Opened | None = None) -> None:
        """`kind` is the promise that it opens with, `""` for the first one."""
        super().__init__(room, f"waive {room}", opened)
        self._kind = kind

    # what it is made of

    def heading(self) -> str:
        """What it is."""
        return "A promise that is not needed"

    def parts(self) -> Iterator[Widget]:
        """The promises, the reasons, a few words."""
        marks = self._marks()
        with VerticalScroll(id="fields", can_focus=False):
            yield MarkList(marks, [self._first()] if marks else [], id="promise")
            choice = Choices([("", word) for word in WHY], next(iter(WHY)), id="why")
            choice.add_class("answer")
            yield Horizontal(FieldLabel("Why"), choice, classes="row")
            yield FieldRow("In a few words", WritingArea(id="text", classes="answer"), beside=True)
            yield TimeRow("Kept at", WHEN_KEPT, self.vault.source.now, self.house.zone, id="when")
        yield Paragraphs([(FEW_WORDS if marks else NONE_OPEN, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Waive it", id="keep", default=True)
            yield PushButton("It was kept", id="kept")
            yield PushButton("Start anew", id="anew")

    def _first(self) -> str:
        """The place of the promise that it opens with."""
        kinds = [promise.kind for promise in self._open()]
        return str(next((place for place, kind in enumerate(kinds) if kind == self._kind), 0))

    def _open(self) -> tuple[Promise, ...]:
        found = [promise for promise in promises(self.case) if promise.state == "open"]
        return tuple(sorted(found, key=lambda promise: promise.due))

    def _marks(self) -> tuple[Mark, ...]:
        now = self.moment.now
        return tuple(
            Mark(str(number), self._called(promise), f"due {moments.until(promise.due.timestamp(), now)}")
            for number, promise in enumerate(self._open())
        )

    def _called(self, promise: Promise) -> str:
        who = safetext.line(name_of(self.opened, promise.seat), 24) if self.opened and promise.seat else ""
        return f"{promise_name(promise.kind)} with {who}" if who else promise_name(promise.kind)

    @property
    def chosen(self) -> Promise | None:
        """The promise that is marked."""
        value = self.query_one("#promise", MarkList).value
        return self._open()[int(value)] if value and int(value) < len(self._open()) else None

    # values

    def begin(self) -> dict[str, str]:
        """The first promise, and the first reason."""
        first = self._first() if self.opened is not None and self._open() else ""
        return {"promise": first, "why": next(iter(WHY)), "text": "", "when": ""}

    def written(self) -> dict[str, str]:
        """What is marked and written."""
        return {
            "promise": self.query_one("#promise", MarkList).value,
            "why": self.query_one("#why", StateChoice).value,
            "text": self.query_one("#text", WritingArea).text,
            "when": self.query_one(TimeRow).value,
        }

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#promise", MarkList).take(self._marks(), (fields.get("promise", ""),))
        why = fields.get("why", "")
        self.query_one("#why", StateChoice).show(why if why in WHY else next(iter(WHY)))
        self.query_one("#text", WritingArea).load_text(fields.get("text", ""))
        self.query_one(TimeRow).show(fields.get("when", ""))

    def rule(self) -> Rule:
        """The promise is let go."""
        now, chosen = self.written(), self.chosen
        reason: Why = WHY[now["why"]]

        def waive(case: Case, me: str) -> Acts | Refused:
            if chosen is None:
                return refuse("nothing-chosen")
            why: Why = "not needed" if chosen.kind not in WAIVABLE else reason
            return rules.waive(case, me, why, kind=chosen.kind, seat=chosen.seat, text=now["text"])

        return waive

    def _kept_rule(self) -> Rule:
        text, chosen, source = self.written()["text"], self.chosen, self.vault.source
        when = self.query_one(TimeRow).start

        def keep(case: Case, me: str) -> Acts | Refused:
            if chosen is None:
                return refuse("nothing-chosen")
            kind: Kind = chosen.kind
            return rules.keep(case, me, kind, source.now(), when=when, seat=chosen.seat, text=text)

        return keep

    @on(PushButton.Pressed, "#kept")
    def _kept_pressed(self) -> None:
        if not self.query_one(TimeRow).said_wrong():
            self.keep(self._kept_rule())

    @on(StateChoice.Changed)
    @on(MarkList.Changed)
    def _chosen(self) -> None:
        self.changed()
