"""What a colleague hands over, and duties that lie with nobody: accepted line by line."""

import json
from collections.abc import Iterator
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from coctui import safetext
from coctui.casework import handover
from coctui.models.content_events import Duty
from coctui.models.handover import given_back, offers
from coctui.screens.hand_over import line_said
from coctui.screens.opened import Opened, name_of
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets.fields import PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason

FREE = "free"
"""Begins the value of a duty that lies with nobody."""
YES_TO = "What you do not mark stays with who offered it, and waits. A duty is yours once you accept its line."
NOTHING = "Nothing is handed over to you here, and no duty lies with nobody."


class TakeOverSheet(Sheet, inherit_bindings=False):
    """The lines, none of them marked to begin with: each is a yes of its own."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#lines"
    DOES = "accept"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"take over {room}", opened)

    def heading(self) -> str:
        """What it is."""
        return "Handed over to you"

    def parts(self) -> Iterator[Widget]:
        """The lines."""
        marks = self._marks()
        with VerticalScroll(id="fields", can_focus=False):
            yield MarkList(marks, many=True, id="lines")
        yield Paragraphs([(YES_TO if marks else NOTHING, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Accept", id="keep", default=True)
            yield PushButton("Mark all", id="all")
            yield PushButton("Start anew", id="anew")

    def _marks(self) -> tuple[Mark, ...]:
        return tuple(Mark(value, name, said) for value, name, said in self._lines())

    def _lines(self) -> Iterator[tuple[str, str, str]]:
        """(value, what it is, what it says)."""
        assert self.opened is not None, "composed with a case"  # noqa: S101
        giver = {offer.link: offer.giver for offer in offers(self.case)}
        for link, place, line in handover.numbered(self.case, self.opened.me):
            by = safetext.line(name_of(self.opened, giver[link]))
            yield f"{link} {place}", line.sort, f"{line_said(line, self.moment.now)}, from {by}"
        for duty in given_back(self.case):
            yield f"{FREE} {duty}", "nobody has", f"duty: {duty}"

    def news(self, before: Opened) -> None:
        """Somebody took a line, or offered one more: what is marked stays marked."""
        lines = self.query_one("#lines", MarkList)
        lines.take(self._marks(), lines.chosen)

    # values

    def begin(self) -> dict[str, str]:
        """Nothing is marked."""
        return {"lines": "[]"}

    def written(self) -> dict[str, str]:
        """What is marked."""
        return {"lines": json.dumps(sorted(self.query_one("#lines", MarkList).chosen))}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#lines", MarkList).take(self._marks(), json.loads(fields.get("lines", "[]")))

    def rule(self) -> Rule:
        """What one says yes to."""
        chosen = [value.split(" ", 1) for value in json.loads(self.written()["lines"])]
        duties = [cast("Duty", rest) for word, rest in chosen if word == FREE]
        lines = [(word, int(rest)) for word, rest in chosen if word != FREE]
        return lambda case, me: handover.accept(case, me, lines, duties)

    @on(MarkList.Changed)
    def _marked(self) -> None:
        self.changed()

    @on(PushButton.Pressed, "#all")
    def _all_pressed(self) -> None:
        marks = self._marks()
        self.query_one("#lines", MarkList).take(marks, [mark.value for mark in marks])
        self.changed()
