"""Who looks after what in a case: five duties, each with one holder or nobody."""

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from coctui import safetext
from coctui.casework import record
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.content_events import Duty
from coctui.models.event import Body
from coctui.models.row import Row
from coctui.screens.opened import Opened, name_of
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets.choices import Choices
from coctui.widgets.fields import FieldLabel, PushButton
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice

DUTIES: dict[Duty, str] = {
    "lead": "Lead",
    "second": "Second",
    "reporter": "Reporter",
    "reported person": "Reported person",
    "records": "Records",
}
NOBODY = "nobody"
SPEAKS = "Reporter, reported person: who speaks with them. Only holders can be named; the others are asked first: w"


class AssignSheet(Sheet, inherit_bindings=False):
    """A row for each duty, with all holders to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#lead"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"assign {room}", opened)
        self._seats: dict[str, str] = {}
        """What stands for each holder on the sheet, to their seat."""

    def heading(self) -> str:
        """What it is."""
        return "Who looks after what"

    def parts(self) -> Iterator[Widget]:
        """Five rows, and what each of them has to do already."""
        assert self.opened is not None, "composed with a case"  # noqa: S101
        self._seats = shown_names(self.opened)
        with VerticalScroll(id="fields", can_focus=False):
            for duty, label in DUTIES.items():
                words = [("", word) for word in (NOBODY, *self._seats)]
                choice = Choices(words, self._word(self._given(self.case, duty)), id=duty.replace(" ", "-"))
                choice.add_class("answer")
                yield Horizontal(FieldLabel(label), choice, classes="row")
            yield Paragraphs(id="load", own=False)
        yield Paragraphs([(SPEAKS, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Keep", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def _given(self, case: Case, duty: Duty) -> str:
        return case.assigned(duty) or ""

    def _word(self, seat: str) -> str:
        return next((word for word, known in self._seats.items() if known == seat), NOBODY)

    def _open_up(self) -> None:
        super()._open_up()
        vault = self.vault
        self.run_job("load", vault.rows, self._show_load)

    def _show_load(self, rows: tuple[Row, ...]) -> None:
        """Open promises beside each name, of the cases that the reader may see; none is marked late here."""
        if self.opened is None:
            return
        count = Counter(row.assigned for row in rows if row.assigned and row.promise)
        team = self.case.access.team.members
        said = "  ".join(f"{word} {count.get(team[seat].name, 0)}" for word, seat in self._seats.items())
        label = "Open promises, in the cases that you may see:"
        self.query_one("#load", Paragraphs).show([(label, MUTED), (said, "$foreground")])

    # values

    def begin(self) -> dict[str, str]:
        """Who does what as the case stands; by seat, so that a draft outlives a change of names."""
        return {duty: self._given(self.case, duty) for duty in DUTIES} if self.opened else {}

    def written(self) -> dict[str, str]:
        """Who is chosen."""
        chosen = {duty: self.query_one(f"#{duty.replace(' ', '-')}", StateChoice).value for duty in DUTIES}
        return {duty: self._seats.get(word, "") for duty, word in chosen.items()}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        for duty in DUTIES:
            self.query_one(f"#{duty.replace(' ', '-')}", StateChoice).show(self._word(fields.get(duty, "")))

    def rule(self) -> Rule:
        """Every duty that changed hands, and those with two answers."""
        before, now = self.begin(), self.written()

        def give(case: Case, me: str) -> Acts | Refused:
            acts: list[Body] = []
            for duty in DUTIES:
                if now[duty] == before[duty] and f"assigned {duty}" not in case.two_answers:
                    continue
                given = record.assign(case, me, now[duty] or None, duty)
                if isinstance(given, Refused):
                    return given
                acts += given
            return tuple(acts) or refuse("nothing-chosen")

        return give

    @on(StateChoice.Changed)
    def _chosen(self) -> None:
        self.changed()


def shown_names(opened: Opened) -> dict[str, str]:
    """A word for each holder, `you` first, no two alike; to their seat."""
    seen = opened.case.access
    words: dict[str, str] = {}
    for seat in sorted(seen.cleared, key=lambda seat: (seat != opened.me, seen.team.members[seat].seniority)):
        word = name = safetext.line(name_of(opened, seat)) or "somebody"
        number = 2
        while word in words or word == NOBODY:
            word, number = f"{name} {number}", number + 1
        words[word] = seat
    return words
