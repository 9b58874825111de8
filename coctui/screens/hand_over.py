"""Work that is handed over as a list: now, promised to whom by when, do not. Nothing changes hands before it is accepted."""

import json
from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from coctui import safetext
from coctui.casework import handover
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.company_events import HandOverLine, Sort
from coctui.screens.assign import shown_names
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
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

SORTS: dict[str, tuple[str, Sort]] = {
    "now": ("Now", "now"),
    "promised": ("Promised", "promised"),
    "not": ("Do not", "do not"),
}
"""Field on the sheet to its label and what its lines are."""
ROWS = "A line each. Promised: what, to whom, by when. They accept line by line; until then all of it is yours."
NOBODY = "Nobody else can open this case yet. Ask a colleague first: w"


class HandOverSheet(Sheet, inherit_bindings=False):
    """To whom, what is proposed (one's duties, open promises), and lines of one's own."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#to, #keep"
    DOES = "hand over"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"hand over {room}", opened)

    def heading(self) -> str:
        """What it is."""
        return "Hand over"

    def parts(self) -> Iterator[Widget]:
        """Holders, proposed lines, three places to write in."""
        marks, names = self._marks(), self._names()
        with VerticalScroll(id="fields", can_focus=False):
            if names:
                choice = Choices([("", word) for word in names], self._first(), id="to")
                choice.add_class("answer")
                yield Horizontal(FieldLabel("To"), choice, classes="row")
            if marks:
                lines = MarkList(marks, [mark.value for mark in marks], many=True, id="lines")
                yield Horizontal(FieldLabel("Proposed"), lines, classes="row")
            for name, (label, _) in SORTS.items():
                yield FieldRow(label, WritingArea(id=name, classes="answer"), beside=True)
        yield Paragraphs([(ROWS if names else NOBODY, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Hand over", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def _names(self) -> dict[str, str]:
        """A word for each other holder, to their seat."""
        assert self.opened is not None, "composed with a case"  # noqa: S101
        return {word: seat for word, seat in shown_names(self.opened).items() if seat != self.opened.me}

    def _first(self) -> str:
        """The only colleague there is, else nobody yet."""
        names = list(self._names())
        return names[0] if len(names) == 1 else ""

    def _proposed(self) -> dict[str, HandOverLine]:
        assert self.opened is not None, "composed with a case"  # noqa: S101
        return {_value(line): line for line in handover.proposed(self.case, self.opened.me)}

    def _marks(self) -> tuple[Mark, ...]:
        return tuple(Mark(value, line.sort, self._said(line)) for value, line in self._proposed().items())

    def _said(self, line: HandOverLine) -> str:
        return line_said(line, self.moment.now)

    # values

    def begin(self) -> dict[str, str]:
        """Everything that is proposed, to the only colleague there is."""
        if self.opened is None:
            return {}
        lines = sorted(self._proposed())
        return {"to": self._names().get(self._first(), ""), "lines": json.dumps(lines), **dict.fromkeys(SORTS, "")}

    def written(self) -> dict[str, str]:
        """Who is chosen, which lines are marked, what is written."""
        chosen = [sorted(marks.chosen) for marks in self.query("#lines").results(MarkList)]
        word = next((choice.value for choice in self.query("#to").results(StateChoice)), "")
        texts = {name: self.query_one(f"#{name}", WritingArea).text for name in SORTS}
        return {"to": self._names().get(word, ""), "lines": json.dumps(chosen[0] if chosen else []), **texts}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        for choice in self.query("#to").results(StateChoice):
            choice.show(next((word for word, seat in self._names().items() if seat == fields.get("to")), ""))
        for marks in self.query("#lines").results(MarkList):
            marks.take(self._marks(), json.loads(fields.get("lines", "[]")))
        for name in SORTS:
            self.query_one(f"#{name}", WritingArea).load_text(fields.get(name, ""))

    def rule(self) -> Rule:
        """The offer."""
        now, proposed = self.written(), self._proposed()
        lines = [line for value, line in proposed.items() if value in json.loads(now["lines"])]
        for name, (_, sort) in SORTS.items():
            rows = filter(None, map(str.strip, now[name].splitlines()))
            lines += [HandOverLine(sort=sort, text=row) for row in rows]

        def offer(case: Case, me: str) -> Acts | Refused:
            return handover.hand_over(case, me, now["to"], lines) if now["to"] else refuse("hand-over-whom")

        return offer

    @on(StateChoice.Changed)
    @on(MarkList.Changed)
    def _chosen(self) -> None:
        self.changed()


def _value(line: HandOverLine) -> str:
    return line.model_dump_json()


def line_said(line: HandOverLine, now: float) -> str:
    """A line in words: the duty that goes with it, what is said, by when. Cleaned."""
    text = promise_name(line.text) if line.due is not None else line.text
    duty = f"duty: {line.duty}" if line.duty else ""
    due = f"due {moments.until(line.due.timestamp(), now)}" if line.due is not None else ""
    return safetext.line(", ".join(part for part in (duty, text, due) if part))
