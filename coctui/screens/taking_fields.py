"""What is asked while a report is taken: tonight's questions first; this week's, and those for the closing, unfold when asked for."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Literal, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from coctui.models.content_events import Channel
from coctui.models.dictation import Dictation
from coctui.screens.time_row import TimeRow
from coctui.widgets.bars import PaneRule
from coctui.widgets.choices import Choices
from coctui.widgets.fields import Field, FieldLabel, FieldRow
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT
from coctui.widgets.state_choice import StateChoice

CHANNELS: dict[str, str] = {
    "call": "a call", "chat": "chat", "in person": "in person", "mail": "mail", "form": "a form", "other": "another way"
}  # fmt: skip
WORDS = {"own": "the reporter's own", "summary": "your summary"}
LEAVE = {"": "not asked", "yes": "yes", "no": "no"}
GOING = {"": "not asked", "yes": "yes", "no": "no", "unknown": "not known"}
CHOICES = {"ongoing": GOING, "consent": LEAVE, "channel": CHANNELS, "words": WORDS}
MARKS = (
    Mark("safety", "fears retaliation, or for their safety"),
    Mark("anonymous", "wants to stay without a name"),
    Mark("hold", "hold it unless it happens again", "as the reporter asked"),
    Mark("read_back", "I read it back, they agreed"),
)
LINES: dict[str, str] = {
    "contact": "Reach them by",
    "where": "Where",
    "reported": "Who did it",
    "circumstances": "What else",
    "others": "Who else",
    "wish": "Their own wish",
    "language": "Their language",
    "gloss": "A harmless hint",
}
"""Fields of one line; the wish is written down only if somebody said it unasked."""
WEEK, CLOSING = ("when", "where", "reported", "circumstances", "others"), ("wish", "language", "gloss")
TIMES = ("received", "when")
WHEN_TOLD = "Write when you were told, like 14:02 or “yesterday 10pm”; empty is now."
LATER = (
    "F6: when, where and who. This week is early enough.",
    "F6: a wish, a language, a hint. Time enough until closing.",
    "",
)
"""What F6 unfolds next, by how much is unfolded."""


class TakingFields(VerticalScroll, can_focus=False):
    """Three groups of fields; two of them unfold."""

    def __init__(self, now: Callable[[], datetime], zone: tzinfo, *, id: str) -> None:
        super().__init__(id=id)
        self._now, self._zone = now, zone
        self.unfolded = 0
        """How many of the later groups are shown."""

    def compose(self) -> ComposeResult:
        """Tonight, this week, when closing."""
        with Vertical(id="tonight"):
            yield from self._tonight()
        with Vertical(id="week"):
            yield PaneRule("This week")
            yield TimeRow("When it was", "", self._now, self._zone, id="when")
            yield from map(self._line, WEEK[1:])
        with Vertical(id="closing"):
            yield PaneRule("When closing")
            yield from map(self._line, CLOSING)
        yield Paragraphs(id="later")

    def _tonight(self) -> Iterator[Widget]:
        yield self._choice("ongoing", "Still going on")
        yield self._line("contact")
        yield self._choice("consent", "May the team know")
        with Horizontal(classes="row"):
            yield FieldLabel("Also")
            yield MarkList(MARKS, many=True, id="marks")
        yield TimeRow("Told", WHEN_TOLD, self._now, self._zone, id="received")
        yield self._choice("channel", "How")
        yield self._choice("words", "Whose words")

    def _choice(self, id: str, label: str) -> Horizontal:
        words = CHOICES[id]
        answers = Choices([("", word) for word in words.values()], next(iter(words.values())), id=id)
        answers.add_class("answer")
        return Horizontal(FieldLabel(label), answers, classes="row")

    def _line(self, id: str) -> FieldRow:
        field = Field(limit=24 if id == "gloss" else 400, id=id)
        field.add_class("answer")
        return FieldRow(LINES[id], field, beside=True)

    def on_mount(self) -> None:
        """Tonight's only."""
        self._fold()

    def unfold(self) -> None:
        """The next group; its first field takes the cursor."""
        if self.unfolded < 2:
            self.unfolded += 1
            self._fold()
            field = self.query_one(("#when Field", "#wish")[self.unfolded - 1], Field)
            field.focus()
            # its group has no place yet, and would be below the fold
            group = self.query_one(("#week", "#closing")[self.unfolded - 1])
            self.call_after_refresh(group.scroll_visible, animate=False, immediate=True, top=True)

    def _fold(self) -> None:
        self.query_one("#week").display = self.unfolded > 0
        self.query_one("#closing").display = self.unfolded > 1
        self.query_one("#later", Paragraphs).show([(LATER[self.unfolded], FAINT)] if LATER[self.unfolded] else [])

    # values

    @property
    def values(self) -> dict[str, str]:
        """All of it, as a draft keeps it."""
        lines = {id: self.query_one(f"#{id}", Field).value for id in LINES}
        chosen = {id: self._chosen(id, words) for id, words in CHOICES.items()}
        times = {id: self.query_one(f"#{id}", TimeRow).value for id in TIMES}
        return {**lines, **chosen, **times, "marks": " ".join(sorted(self.query_one("#marks", MarkList).chosen))}

    def _chosen(self, id: str, words: Mapping[str, str]) -> str:
        value = self.query_one(f"#{id}", StateChoice).value
        return next(key for key, word in words.items() if word == value)

    def take(self, fields: Mapping[str, str]) -> None:
        """A draft; a group in which something stands is unfolded."""
        for id in LINES:
            self.query_one(f"#{id}", Field).value = fields.get(id, "")
        for id in TIMES:
            self.query_one(f"#{id}", TimeRow).show(fields.get(id, ""))
        for id, words in CHOICES.items():
            self.query_one(f"#{id}", StateChoice).show(words.get(fields.get(id, ""), next(iter(words.values()))))
        self.query_one("#marks", MarkList).take(MARKS, fields.get("marks", "").split())
        said = [any(fields.get(id, "").strip() for id in group) for group in (WEEK, CLOSING)]
        self.unfolded = max(self.unfolded, 2 if said[1] else 1 if said[0] else 0)
        self._fold()

    def said_wrong(self) -> bool:
        """Whether the time at which one was told cannot be read; said beside it. When it was may stay in words."""
        return self.query_one("#received", TimeRow).said_wrong()

    def taken(self, text: str) -> Dictation:
        """What is written down so far."""
        told = self.values
        marks = told["marks"].split()
        return Dictation(
            channel=cast("Channel", told["channel"]), received=self.query_one("#received", TimeRow).start, text=text,
            own_words=told["words"] == "own", reporter_contact=told["contact"], gloss=told["gloss"], wish=told["wish"],
            when=told["when"], where=told["where"], reported=(told["reported"],) if told["reported"].strip() else (),
            circumstances=told["circumstances"], others=told["others"], language=told["language"],
            ongoing=cast("Literal['yes', 'no', 'unknown']", told["ongoing"]) if told["ongoing"] else None,
            safety="safety" in marks, hold="hold" in marks, read_back="read_back" in marks, anonymous="anonymous" in marks,
            consent=cast("Literal['yes', 'no']", told["consent"]) if told["consent"] else None,
        )  # fmt: skip
