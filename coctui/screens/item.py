"""One item of report data: its state, and small fields, none of them required."""

from collections.abc import Iterator
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from coctui import safetext
from coctui.casework import record
from coctui.casework.record import ItemState
from coctui.casework.result import Acts, Refused
from coctui.models.case import Case
from coctui.models.content_events import ItemRecorded
from coctui.models.items import ITEMS, QUESTIONS, TITLES, ItemName
from coctui.screens.item_form import FORMS, HINTS, Blank, changed, filled, given, unfit
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets.choices import Choices
from coctui.widgets.fields import Field, FieldLabel, FieldRow, PushButton
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT, MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice
from coctui.widgets.writing import WritingArea

STATES: tuple[tuple[str, ItemState], ...] = (
    ("+", "recorded"), ("?", "not known"), ("-", "declined"), ("·", "not asked"),
)  # fmt: skip
FINE = "It is fine not to know. One detail is often enough."


class ItemSheet(Sheet, inherit_bindings=False):
    """State and fields of one item. Leaving fields empty is fine, and so is not knowing."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = ".answer"

    def __init__(self, room: str, name: ItemName, opened: Opened | None = None) -> None:
        super().__init__(room, f"item {room} {name}", opened)
        self.item = name
        self.state: ItemState = "not asked"
        self._shown: dict[str, str] = {}
        """What stood in the fields: cleaned for the terminal, which need not be what was told."""

    def heading(self) -> str:
        """Number and name of the item."""
        return f"{ITEMS.index(self.item) + 1} {TITLES[self.item]}"

    def parts(self) -> Iterator[Widget]:
        """State, fields, what to ask, buttons."""
        held = self.case.item(self.item)
        self.state = held.state if held else "not asked"
        told = filled(self.item, held.value if held else None, self.house.zone)
        long = {blank.field for blank in FORMS[self.item] if blank.long}
        self._shown = {
            field: safetext.block(text) if field in long else safetext.line(text) for field, text in told.items()
        }
        with VerticalScroll(id="fields", can_focus=False):
            yield from self._row("State", StateChoice(STATES, self.state, id="state"))
            for blank in FORMS[self.item]:
                yield from self._blank(blank)
            yield Paragraphs(self._beside(), own=False, id="beside")
        yield Paragraphs([("Ask, if it helps", FAINT), (QUESTIONS[self.item], "$foreground")], id="ask")
        yield Paragraphs([(HINTS.get(self.item, FINE), MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Keep", id="keep", default=True)
            yield PushButton("Not known", id="not-known")
            yield PushButton("Declined", id="declined")
            yield PushButton("Start anew", id="anew")

    def _row(self, label: str, widget: Widget) -> Iterator[Widget]:
        yield Horizontal(FieldLabel(label), widget, classes="row")

    def _blank(self, blank: Blank) -> Iterator[Widget]:
        text = self._shown[blank.field]
        if blank.choices:
            choice = Choices([("", word) for _, word in blank.choices], _word(blank, text), id=blank.field)
            choice.add_class("answer")
            yield from self._row(blank.label, choice)
            return
        field = WritingArea(text, id=blank.field) if blank.long else Field(text, limit=1_000, id=blank.field)
        field.add_class("answer")
        yield FieldRow(blank.label, field, id=f"row-{blank.field}", beside=True)

    def _beside(self) -> list[tuple[str, str]]:
        """Who is known already; and answers that were given without knowledge of each other, to choose from."""
        found: list[tuple[str, str]] = []
        if self.item == "reported":
            people = [person for person in self.case.persons if person.part == "reported person"]
            for person in people:
                facts = (person.name, person.appearance, person.clothing, person.company, person.other)
                known = safetext.line(" · ".join(fact for fact in facts if fact), 200)
                found.append((f"person {safetext.line(person.code, 40)}   {known}", MUTED))
        register = self.case.registers.get(f"item {self.item}")
        for rival in register.rivals if register else ():
            body = rival.body
            value = body.value if isinstance(body, ItemRecorded) else None
            texts = filled(self.item, value, self.house.zone).values() if value else ()
            said = safetext.line(
                " · ".join(text for text in texts if text and text != "no") or getattr(body, "state", ""), 200
            )
            member = self.case.access.team.members.get(rival.seat)
            by = safetext.line(member.name, 40) if member else "somebody"
            found.append((f"~ {by} wrote: {said}", "$warning"))
        return found

    # values

    def begin(self) -> dict[str, str]:
        """The item as it was when the sheet opened."""
        return {"state": self.state, **self._shown}

    def written(self) -> dict[str, str]:
        """What stands in the fields, and the state."""
        found = {"state": self.query_one("#state", StateChoice).value}
        for blank in FORMS[self.item]:
            widget = self.query_one(f"#{blank.field}")
            if isinstance(widget, StateChoice):
                found[blank.field] = next(value for value, word in blank.choices if word == widget.value)
            elif isinstance(widget, WritingArea):
                found[blank.field] = widget.text
            elif isinstance(widget, Field):
                found[blank.field] = widget.value
        return found

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft, or what stood there before it."""
        states = {word for _, word in STATES}
        state = fields.get("state", "")
        self.query_one("#state", StateChoice).show(state if state in states else self.state)
        for blank in FORMS[self.item]:
            text = fields.get(blank.field, self._shown[blank.field])
            widget = self.query_one(f"#{blank.field}")
            if isinstance(widget, StateChoice):
                widget.show(_word(blank, text))
            elif isinstance(widget, WritingArea):
                widget.load_text(text)
            elif isinstance(widget, Field):
                widget.value = safetext.line(text)

    # keeping

    def action_done(self) -> None:
        """Keep it; where nothing was changed, just close."""
        now, zone = self.written(), self.house.zone
        fields = changed(self._shown, now)
        wrong = unfit(self.item, fields, zone) if now["state"] == "recorded" else {}
        for blank in FORMS[self.item]:
            if not blank.choices:
                self.query_one(f"#row-{blank.field}", FieldRow).wrong(wrong.get(blank.field, ""))
        if wrong:
            self.query_one(f"#{next(iter(wrong))}").focus()
            return
        settled = f"item {self.item}" not in self.case.two_answers
        if settled and not fields and now["state"] == self.state:
            self.start_anew()
            _ = self.dismiss(None)
            return
        self.keep(self.rule())

    def rule(self) -> Rule:
        """The item with its state and the fields that were changed."""
        now = self.written()
        return self._rule(cast("ItemState", now["state"]), given(self.item, changed(self._shown, now), self.house.zone))

    def _rule(self, state: ItemState, fields: dict[str, object]) -> Rule:
        name = self.item

        def record_it(case: Case, me: str) -> Acts | Refused:
            said = fields if state == "recorded" else {}
            held = case.item(name)
            if state == "recorded" and not said and held is not None:
                # nothing was changed: choosing it again still settles two answers
                said = {blank.field: getattr(held.value, blank.field) for blank in FORMS[name]}
            return record.item(case, me, name, state, said)

        return record_it

    # what one presses

    def changed(self) -> None:
        """Words in a field make the item recorded, unless a person chose otherwise."""
        if not self.is_mounted:
            return
        state = self.query_one("#state", StateChoice)
        if not self._restoring and state.value == "not asked" and changed(self._shown, self.written()):
            state.show("recorded")
        super().changed()

    @on(StateChoice.Changed)
    def _chosen(self, event: StateChoice.Changed) -> None:
        if event.sender.id != "state":
            self.query_one("#state", StateChoice).show("recorded")
        super().changed()

    @on(PushButton.Pressed, "#not-known")
    def _not_known(self) -> None:
        self.keep(self._rule("not known", {}))

    @on(PushButton.Pressed, "#declined")
    def _declined(self) -> None:
        self.keep(self._rule("declined", {}))


def _word(blank: Blank, value: str) -> str:
    """The word of an answer; of a value that is none of them, the first."""
    return dict(blank.choices).get(value, blank.choices[0][1])
