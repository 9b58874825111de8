"""What the team decided. No action and out of scope are normal outcomes."""

from collections.abc import Iterator
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from coctui import safetext
from coctui.casework import decision
from coctui.casework.named import Named
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.content_events import Determined, Outcome
from coctui.models.event import Event
from coctui.models.votes import tally, unconfirmed
from coctui.screens.opened import Opened, name_of
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets import moments
from coctui.widgets.fields import FieldRow, PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.writing import WritingArea

OUTCOMES: tuple[Mark, ...] = (
    Mark("violation", "violation", "the reporter is told what follows"),
    Mark("not a violation", "not a violation", "the reporter is told why"),
    Mark("out of scope", "out of scope", "not ours; say who else may help"),
    Mark("person not identifiable", "person not identifiable", "ask for more, if that is wished"),
    Mark("undetermined", "undetermined", "it could not be found out"),
    Mark("service matter", "service matter", "captions, spam: passed on"),
    Mark("no action", "no action", "a normal outcome"),
)
NOTHING_SENT = "Nobody is told by this. It stays on the timeline; a later decision takes its place."


class DetermineSheet(Sheet, inherit_bindings=False):
    """One of seven outcomes, and why, if one writes it down."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#outcome"
    DOES = "record it"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"determine {room}", opened)

    def heading(self) -> str:
        """What it is."""
        return "What was decided"

    def parts(self) -> Iterator[Widget]:
        """Outcomes, why, what was decided before."""
        yield MarkList(OUTCOMES, self._chosen(), id="outcome")
        yield FieldRow("Why", WritingArea(id="text", classes="answer"), beside=True)
        yield Paragraphs(self._before(), own=False, id="beside")
        yield Paragraphs([(NOTHING_SENT, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Record it", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def _chosen(self) -> tuple[str, ...]:
        decided = self.case.determination
        return (decided.outcome,) if decided is not None and "determination" not in self.case.two_answers else ()

    def _before(self) -> list[tuple[str, str]]:
        """What was decided before, by whom and when; two that did not know of each other stand there both."""
        register = self.case.registers.get("determination")
        if register is None:
            return self._votes()
        events = (register.event, *register.rivals)
        return [
            (f"{'~ ' if register.rivals else ''}{self._told(event)}", "$warning" if register.rivals else MUTED)
            for event in events
        ] + [*self._asks_again(), *self._votes()]

    def _asks_again(self) -> list[tuple[str, str]]:
        """Who had a part in it and left since: deciding again, by those who stay, confirms it."""
        assert self.opened is not None, "composed with a case"  # noqa: S101
        names = ", ".join(safetext.line(name_of(self.opened, seat), 24) for seat in unconfirmed(self.case))
        return (
            [(f"~ {names} had a part in it and stepped aside since. Record it again to confirm it.", "$warning")]
            if names
            else []
        )

    def _votes(self) -> list[tuple[str, str]]:
        """Where the votes stand, if there are any."""
        votes = tally(self.case)
        if votes is None:
            return []
        count = f"{votes.count('for')} for, {votes.count('against')} against, {votes.count('abstain')} abstain"
        return [(f"Votes on the plan: {count}; needs {votes.needed} for.", MUTED)]

    def _told(self, event: Event) -> str:
        assert self.opened is not None, "composed with a case"  # noqa: S101
        by = safetext.line(Named(self.case.access.team, self.opened.me)(event.seat), 40)
        outcome = event.body.outcome if isinstance(event.body, Determined) else ""
        return f"was: {outcome}, by {by}, {moments.ago(event.time, self.moment.now)}"

    # values

    def begin(self) -> dict[str, str]:
        """What was decided before."""
        return {"outcome": next(iter(self._chosen()), ""), "text": ""}

    def written(self) -> dict[str, str]:
        """What is marked and written."""
        return {
            "outcome": self.query_one("#outcome", MarkList).value,
            "text": self.query_one("#text", WritingArea).text,
        }

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#outcome", MarkList).take(OUTCOMES, (fields.get("outcome", ""),))
        self.query_one("#text", WritingArea).load_text(fields.get("text", ""))

    def rule(self) -> Rule:
        """The decision."""
        now = self.written()

        def decide(case: Case, me: str) -> Acts | Refused:
            if not now["outcome"]:
                return refuse("nothing-chosen")
            return decision.determine(case, me, cast("Outcome", now["outcome"]), now["text"])

        return decide

    @on(MarkList.Changed)
    def _marked(self) -> None:
        self.changed()
