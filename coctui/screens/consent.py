"""What people of a case gave leave for, person by person and use by use. It can be taken back at any time."""

import json
from collections.abc import Iterator
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from coctui import safetext
from coctui.casework.consent import USES, consent
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.company_events import Leave
from coctui.models.event import Body
from coctui.models.handover import consent_of
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets.choices import Choices
from coctui.widgets.fields import FieldLabel, PushButton
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice

REPORTER = "reporter"
"""Stands for the reporter where a person's id would stand."""
ANSWERS: dict[Leave, tuple[str, str]] = {"": ("", "not asked"), "yes": ("+", "yes"), "no": ("-", "no")}
ASKED_FOR: dict[str, str] = {
    "team": "Tell the team",
    "reported": "Reported person",
    "pattern": "In a pattern",
    "public": "In public",
}
HINT = "In a pattern: counted without names, with other reports. What is not asked is no leave. A “no” needs no reason."


class ConsentSheet(Sheet, inherit_bindings=False):
    """Whose leave, and four uses with an answer each."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#whose"
    WRITES = False

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"consent {room}", opened)
        self._said: dict[str, dict[str, Leave]] = {}
        """Whose leave to what stands on the sheet."""

    def heading(self) -> str:
        """What it is."""
        return "Consent"

    def parts(self) -> Iterator[Widget]:
        """People under their code names, then what is asked."""
        self._said = self._recorded()
        names = list(self._names())
        with VerticalScroll(id="fields", can_focus=False):
            whose = Choices([("", name) for name in names], names[0], id="whose")
            whose.add_class("answer")
            yield Horizontal(FieldLabel("Whose"), whose, classes="row")
            for use, label in ASKED_FOR.items():
                choice = Choices([*ANSWERS.values()], ANSWERS[self._said[REPORTER][use]][1], id=use)
                choice.add_class("answer")
                yield Horizontal(FieldLabel(label), choice, classes="row")
        yield Paragraphs([(HINT, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Keep", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def _names(self) -> dict[str, str]:
        """What each is called on the sheet, to their id; the reporter first."""
        names = {"the reporter": REPORTER}
        for person in self.case.persons:
            word = name = f"person {safetext.line(person.code)}"
            number = 2
            while word in names:
                word, number = f"{name} {number}", number + 1
            names[word] = person.id
        return names

    def _recorded(self) -> dict[str, dict[str, Leave]]:
        """What stands in the case."""
        found = {}
        for key in self._names().values():
            said = consent_of(self.case, None if key == REPORTER else key)
            found[key] = {use: cast("Leave", getattr(said, use)) for use in USES}
        return found

    @property
    def _whose(self) -> str:
        return self._names().get(self.query_one("#whose", StateChoice).value, REPORTER)

    def _show(self) -> None:
        for use in USES:
            self.query_one(f"#{use}", StateChoice).show(ANSWERS[self._said[self._whose][use]][1])

    def news(self, before: Opened) -> None:
        """Somebody was added: what is chosen for the others stays."""
        self._said = self._recorded() | self._said

    # values

    def begin(self) -> dict[str, str]:
        """What is recorded."""
        return {"said": json.dumps(self._recorded())} if self.opened else {}

    def written(self) -> dict[str, str]:
        """What stands on the sheet, for all of them."""
        return {"said": json.dumps(self._said)}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft: what of it is about people who are still in the case."""
        kept = json.loads(fields.get("said", "{}"))
        self._said = {key: {**said, **kept.get(key, {})} for key, said in self._recorded().items()}
        self._show()

    def rule(self) -> Rule:
        """Every answer that changed."""
        before, now = self._recorded(), {key: dict(said) for key, said in self._said.items()}

        def record(case: Case, me: str) -> Acts | Refused:
            acts: list[Body] = []
            for key, said in now.items():
                changed = {use: leave for use, leave in said.items() if leave != before.get(key, {}).get(use)}
                if not changed:
                    continue
                found = consent(case, me, None if key == REPORTER else key, **changed)
                if isinstance(found, Refused):
                    return found
                acts += found
            return tuple(acts) or refuse("nothing-chosen")

        return record

    @on(StateChoice.Changed)
    def _chosen(self, message: StateChoice.Changed) -> None:
        use = str(message.sender.id)
        if use == "whose":
            self._show()
        else:
            self._said[self._whose][use] = next(leave for leave, (_, word) in ANSWERS.items() if word == message.value)
        self.changed()
