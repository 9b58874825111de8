"""Cases that belong together: tied, or joined where nobody would gain or lose sight by it."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from coctui import safetext
from coctui.casework import ties as rules
from coctui.casework.result import Refused, refuse
from coctui.models.case import Case
from coctui.models.row import Row
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets.choices import Choices
from coctui.widgets.fields import Field, FieldLabel, FieldRow, PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice

TIE, JOIN, OFF = "tie", "join", "untie"
FOLLOWS = {
    TIE: "Who holds both sees that they belong together. Nobody else learns of either.",
    JOIN: "This case goes into the other one. Only where the same people see both; what is owed to each reporter stays owed.",
    OFF: "They are not said to belong together any more.",
}
MOST = 8
"""Cases that are listed at once; a letter more finds the others."""
NONE = "No other case that you hold is called that."


class TieSheet(Sheet, inherit_bindings=False):
    """Another case by its code name, and what to do with the two."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#name"
    DOES = "do it"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"tie {room}", opened)
        self._rows: tuple[Row, ...] = ()

    def heading(self) -> str:
        """What it is."""
        return "Tie or join"

    def parts(self) -> Iterator[Widget]:
        """Code name, cases that fit it, what to do."""
        name = Field(limit=100, id="name")
        name.add_class("answer")
        act = Choices([("", word) for word in FOLLOWS], TIE, id="act")
        act.add_class("answer")
        with VerticalScroll(id="fields", can_focus=False):
            yield FieldRow("Other case", name, beside=True)
            yield Horizontal(FieldLabel(""), MarkList((), id="cases"), classes="row")
            yield Paragraphs(id="beside")
            yield Horizontal(FieldLabel("Both"), act, classes="row")
        yield Paragraphs([(FOLLOWS[TIE], MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Do it", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def _open_up(self) -> None:
        super()._open_up()
        self.run_job("rows", self.vault.rows, self._listed, self.not_kept)

    def _listed(self, rows: tuple[Row, ...]) -> None:
        """The other cases that this reader holds; those that are tied already come first."""
        tied = self.opened.beside.rooms if self.opened is not None else frozenset()
        found = [row for row in rows if row.access == "cleared" and row.room != self.room]
        self._rows = tuple(sorted(found, key=lambda row: (row.room not in tied, row.status == "closed", row.case)))
        self._show(self.query_one("#cases", MarkList).value)

    def _fitting(self) -> list[Row]:
        typed = self.query_one("#name", Field).value.casefold().strip()
        return [row for row in self._rows if typed in row.case.casefold()]

    def _show(self, chosen: str) -> None:
        """What fits, and what is chosen already."""
        fits = self._fitting()
        fits = [*(row for row in self._rows if row.room == chosen and row not in fits), *fits][:MOST]
        self.query_one("#cases", MarkList).take([self._choice(row) for row in fits], (chosen,))
        self.query_one("#beside", Paragraphs).show([] if fits else [(NONE, MUTED)])

    def _choice(self, row: Row) -> Mark:
        tied = self.opened is not None and row.room in self.opened.beside.rooms
        said = ", ".join(part for part in ("tied" if tied else "", row.gloss, row.status) if part)
        return Mark(row.room, safetext.line(row.case), safetext.line(said))

    # values

    def begin(self) -> dict[str, str]:
        """Nothing chosen."""
        return {"other": "", "act": TIE}

    def written(self) -> dict[str, str]:
        """The other case, and what to do."""
        return {
            "other": self.query_one("#cases", MarkList).value,
            "act": self.query_one("#act", StateChoice).value,
        }

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        act = fields.get("act", TIE)
        self.query_one("#act", StateChoice).show(act if act in FOLLOWS else TIE)
        self._say_what_follows()
        self._show(fields.get("other", ""))

    def rule(self) -> Rule:
        """Not used here: it may be recorded in the other case, or in both; see `action_done`."""
        raise NotImplementedError

    def action_done(self) -> None:
        """Tie them, join them, or take the tie away."""
        vault, room, key, now = self.vault, self.room, self.draft_key, self.written()

        def write() -> Case | Refused:
            if not now["other"]:
                return refuse("which-case")
            case, other = vault.case(room), vault.case(now["other"])
            if now["act"] == JOIN:
                both = rules.join(case, other, vault.me)
                if isinstance(both, Refused):
                    return both
                vault.record(other.room, both[1])
                vault.record(room, both[0])
            else:
                found = (rules.untie if now["act"] == OFF else rules.tie)(case, other, vault.me)
                if isinstance(found, Refused):
                    return found
                vault.record(found[0].room, found[1])
            vault.drop_draft(key)
            return vault.case(room)

        self.stop_pause()
        self.run_job("record", write, self._kept, self.not_kept)

    # choosing

    @on(Input.Changed, "#name")
    def _named(self) -> None:
        """What is typed finds; it is no answer before a case is marked."""
        self._show(self.query_one("#cases", MarkList).value)

    @on(Input.Submitted, "#name")
    def _named_enough(self) -> None:
        """Where one case alone fits, it is the one."""
        fits = self._fitting()
        if len(fits) == 1:
            self._show(fits[0].room)
            self.changed()
        self.query_one("#cases", MarkList).focus()

    def _say_what_follows(self) -> None:
        self.query_one("#hint", Paragraphs).show([(FOLLOWS[self.query_one("#act", StateChoice).value], MUTED)])

    @on(StateChoice.Changed)
    @on(MarkList.Changed)
    def _chosen(self) -> None:
        self._say_what_follows()
        self.changed()
