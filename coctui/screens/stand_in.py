"""A stand-in: an organizer who acts as lead in this case only, and is asked about a conflict like anybody."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from coctui import safetext
from coctui.casework import access
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets.fields import PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import BOLD, MUTED
from coctui.widgets.reason import Reason

STATES = {
    "not yet": "not asked yet",
    "asked": "asked, has not answered",
    "cleared": "can open it already: acts as lead at once",
    "recused": "stepped aside: is asked anew",
    "excluded": "excluded: is asked anew",
}
NOBODY = "No organizer is on the team. A chair can give somebody that role."


class StandInSheet(Sheet, inherit_bindings=False):
    """One of the organizers."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#who"
    WRITES = False
    DOES = "ask as stand-in"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"stand-in {room}", opened)

    def heading(self) -> str:
        """What it is."""
        return "Name a stand-in"

    def parts(self) -> Iterator[Widget]:
        """Why one is needed, the organizers, what follows."""
        marks = self._marks()
        yield Paragraphs([(self._why(), BOLD), ("", "")], id="why")
        yield MarkList(marks, [mark.value for mark in marks[:1] if len(marks) == 1], id="who")
        parts = [("", ""), ("They see the card, and open the case after “no conflict”: this case only.", MUTED)]
        yield Paragraphs(parts if marks else [(NOBODY, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Ask as stand-in", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def _why(self) -> str:
        seen = self.case.access
        out = len(seen.leads_out)
        if not seen.leads_in:
            return "No lead can open this. An organizer can act as lead for this case."
        return f"{out} of {len(seen.team.having('lead'))} leads are recused or excluded."

    def _marks(self) -> tuple[Mark, ...]:
        seen = self.case.access
        me = self.opened.me if self.opened else ""
        seats = [seat for seat in seen.team.active if "organizer" in seen.roles(seat) and seat != me]
        return tuple(
            Mark(seat, safetext.line(seen.team.members[seat].name), STATES[seen.state(seat)])
            for seat in seats
            if seat not in seen.stand_ins
        )

    # values

    def begin(self) -> dict[str, str]:
        """The only organizer, or nobody."""
        marks = self._marks() if self.opened is not None else ()
        return {"seat": marks[0].value if len(marks) == 1 else ""}

    def written(self) -> dict[str, str]:
        """Who is marked."""
        return {"seat": self.query_one("#who", MarkList).value}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#who", MarkList).take(self._marks(), (fields.get("seat", ""),))

    def rule(self) -> Rule:
        """The stand-in, and that they are asked."""
        seat, source = self.written()["seat"], self.vault.source

        def name_them(case: Case, me: str) -> Acts | Refused:
            if not seat:
                return refuse("nobody-chosen")
            return access.stand_in(case, me, seat, source.now())

        return name_them

    @on(MarkList.Changed)
    def _marked(self) -> None:
        self.changed()
