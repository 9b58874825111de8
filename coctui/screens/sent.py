"""A message that somebody sent, outside of coctui: which one, what it said, and what it promises."""

from collections.abc import Iterator
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from coctui import safetext
from coctui.casework import message
from coctui.casework.result import Acts, Refused
from coctui.models.case import Case
from coctui.models.content_events import MessageKind
from coctui.models.items import ASKS, ITEMS
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.screens.time_row import TimeRow
from coctui.widgets.choices import Choices
from coctui.widgets.fields import FieldLabel, FieldRow, PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice
from coctui.widgets.writing import WritingArea

KINDS: dict[MessageKind, str] = {
    "acknowledgement": "acknowledgement",
    "question": "question",
    "status": "how it stands",
    "outcome": "outcome",
    "not a violation": "why no violation",
    "check-in": "how they are",
    "moderators": "to moderators",
    "reported person": "to the reported person",
}
TICKS = tuple(Mark(tick, words) for tick, words in message.TICKS.items())
ASKED = tuple(Mark(name, words) for name, words in ASKS.items())
NOT_SENT = "Nothing is sent from here. Copy it, send it, mark it as sent."
WHEN_SENT = "Write when it was sent, like 14:30 or “yesterday 3pm”, or leave it empty: then it is now."
WHICH_DAY = "Write a day like 2026-12-12 or “friday”, or leave it empty: then it is as long again as the first time."


class SentSheet(Sheet, inherit_bindings=False):
    """Marks a message as sent. `kind` is what it opens with."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#kind"
    AT_ONCE = True
    DOES = "mark as sent"

    def __init__(
        self, room: str, kind: MessageKind = "status", opened: Opened | None = None, *, text: str = ""
    ) -> None:
        """`text` is what was written to be sent."""
        super().__init__(room, f"sent {room}", opened)
        self._kind: MessageKind = kind
        self._text = safetext.block(text)

    def heading(self) -> str:
        """What it is."""
        return "Message sent"

    def parts(self) -> Iterator[Widget]:
        """Which message, what it said, when the next one is due."""
        now = self.vault.source.now
        with VerticalScroll(id="fields", can_focus=False):
            choice = Choices([("", word) for word in KINDS.values()], KINDS[self._kind], id="kind")
            choice.add_class("answer")
            yield Horizontal(FieldLabel("Which"), choice, classes="row")
            with Horizontal(id="row-ticks", classes="row"):
                yield FieldLabel("It says")
                yield MarkList(TICKS, many=True, id="ticks")
            with Horizontal(id="row-asks", classes="row"):
                yield FieldLabel("It asks")
                yield MarkList(ASKED, many=True, id="asks")
            yield TimeRow("Next by", WHICH_DAY, now, self.house.zone, lean="future", id="next")
            yield FieldRow("What it said", WritingArea(self._text, id="text", classes="answer"), beside=True)
            yield TimeRow("Sent at", WHEN_SENT, now, self.house.zone, id="when")
        yield Reason(id="left-out")
        yield Paragraphs([(NOT_SENT, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Mark as sent", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def on_mount(self) -> None:
        """Only the fields of this kind."""
        self._show_fields()

    def _show_fields(self) -> None:
        kind = self.kind
        self.query_one("#row-ticks").display = kind == "outcome"
        self.query_one("#row-asks").display = kind == "question"
        self.query_one("#next").display = kind == "status"
        left = message.left_out(kind, self.query_one("#ticks", MarkList).chosen)
        said = f"It should also say {', '.join(left)}." if left else ""
        self.query_one("#left-out", Reason).show(said, "~")

    @property
    def kind(self) -> MessageKind:
        """Which message is chosen."""
        word = self.query_one("#kind", StateChoice).value
        return next(kind for kind, name in KINDS.items() if name == word)

    # values

    def begin(self) -> dict[str, str]:
        """An empty sheet of the kind it opened with."""
        return {"kind": self._kind, "ticks": "", "asks": "", "next": "", "when": "", "text": self._text}

    def written(self) -> dict[str, str]:
        """What is chosen and written."""
        return {
            "kind": self.kind,
            "ticks": " ".join(sorted(self.query_one("#ticks", MarkList).chosen)),
            "asks": " ".join(name for name in ITEMS if name in self.query_one("#asks", MarkList).chosen),
            "next": self.query_one("#next", TimeRow).value,
            "when": self.query_one("#when", TimeRow).value,
            "text": self.query_one("#text", WritingArea).text,
        }

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft. The kind that the sheet was opened for stays: the text is what took time."""
        kind = cast("MessageKind", fields.get("kind", self._kind))
        self.query_one("#kind", StateChoice).show(KINDS.get(kind, KINDS[self._kind]))
        self.query_one("#ticks", MarkList).take(TICKS, fields.get("ticks", "").split())
        self.query_one("#asks", MarkList).take(ASKED, fields.get("asks", "").split())
        self.query_one("#next", TimeRow).show(fields.get("next", ""))
        self.query_one("#when", TimeRow).show(fields.get("when", ""))
        self.query_one("#text", WritingArea).load_text(self._text or fields.get("text", ""))
        self._show_fields()

    def action_done(self) -> None:
        """Mark it as sent; a time that is none is said beside its field."""
        if not any(row.said_wrong() for row in self.query(TimeRow)):
            self.keep(self.rule())

    def rule(self) -> Rule:
        """The message."""
        now, source = self.written(), self.vault.source
        kind = cast("MessageKind", now["kind"])
        ticks = frozenset(now["ticks"].split()) if kind == "outcome" else frozenset[str]()
        asks = tuple(name for name in ITEMS if kind == "question" and name in now["asks"].split())
        next_due = self.query_one("#next", TimeRow).latest if kind == "status" else None
        when = self.query_one("#when", TimeRow).start

        def mark(case: Case, me: str) -> Acts | Refused:
            if asks:
                return message.question(case, me, asks, source.now(), text=now["text"], when=when)
            return message.sent(
                case, me, kind, source.now(), text=now["text"], ticks=ticks, next_due=next_due, when=when
            )

        return mark

    @on(StateChoice.Changed)
    @on(MarkList.Changed)
    def _chosen(self) -> None:
        self._show_fields()
        self.changed()
