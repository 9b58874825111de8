"""One item of report data: its state, and small fields, none of them required."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from coctui import safetext
from coctui.casework import record
from coctui.casework.record import ItemState
from coctui.casework.result import Refused
from coctui.models.case import Case
from coctui.models.items import ITEMS, QUESTIONS, TITLES, ItemName
from coctui.screens.item_form import FORMS, HINTS, Blank, filled, given
from coctui.screens.sheet import Sheet
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.fields import Field, FieldLabel, FieldRow, PushButton, Reason, StateChoice
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT, MUTED
from coctui.widgets.writing import WritingArea

if TYPE_CHECKING:
    from coctui.models.event import Body

STATES: tuple[tuple[str, ItemState], ...] = (
    ("+", "recorded"), ("?", "not known"), ("-", "declined"), ("·", "not asked"),
)  # fmt: skip


class ItemSheet(Sheet, inherit_bindings=False):
    """State and fields of one item. Leaving fields empty is fine, and so is not knowing."""

    BINDINGS = Sheet.BINDINGS
    AUTO_FOCUS = ".answer"

    def __init__(self, code: str, case: Case, name: ItemName) -> None:
        super().__init__(code, case, f"item {name}")
        self.item = name
        held = case.item(name)
        self.state: ItemState = held.state if held else "not asked"
        self._before = filled(name, held.value if held else None)
        self._shown = {field: safetext.block(text) for field, text in self._before.items()}
        """What stands in the fields: cleaned for the terminal, which need not be what was told."""

    def compose(self) -> ComposeResult:
        """Title, state, fields, what to ask, buttons."""
        number = ITEMS.index(self.item) + 1
        with Vertical(classes="sheet"):
            yield PaneRule(f"{safetext.line(self.code)}  {number} {TITLES[self.item]}", focused=True)
            with VerticalScroll(id="fields", can_focus=False):
                yield from self._row("State", StateChoice(STATES, self.state, id="state"))
                for blank in FORMS[self.item]:
                    yield from self._blank(blank)
                yield from self._earlier()
            yield Paragraphs(self._asking(), id="ask")
            yield Reason(id="trouble")
            with Horizontal(id="buttons"):
                yield PushButton("Keep", id="keep", default=True)
                yield PushButton("Not known", id="not-known")
                yield PushButton("Declined", id="declined")
        yield KeyBar()

    def _row(self, label: str, widget: Widget) -> Iterator[Widget]:
        row = Horizontal(FieldLabel(label), widget, classes="row")
        yield row

    def _blank(self, blank: Blank) -> Iterator[Widget]:
        text = self._shown[blank.field]
        if blank.choices:
            words = dict(blank.choices)
            choice = StateChoice([("", word) for word in words.values()], words.get(text, ""), id=blank.field)
            choice.add_class("answer")
            yield from self._row(blank.label, choice)
        else:
            field = WritingArea(text, id=blank.field) if blank.long else Field(text, limit=1_000, id=blank.field)
            field.add_class("answer")
            yield FieldRow(blank.label, field, beside=True)

    def _asking(self) -> list[tuple[str, str]]:
        parts = [("Ask, if it helps", FAINT), (QUESTIONS[self.item], "")]
        if self.item in HINTS:
            parts.append((HINTS[self.item], MUTED))
        return [*parts, ("It is fine not to know. One detail is often enough.", MUTED)]

    def _earlier(self) -> Iterator[Widget]:
        """Answers that were given without knowledge of each other, to choose from."""
        register = self.case.registers.get(f"item {self.item}")
        for rival in register.rivals if register else ():
            value = getattr(rival.body, "value", None)
            said = " · ".join(text for text in filled(self.item, value).values() if text) if value else ""
            member = self.case.access.team.members.get(rival.seat)
            by = safetext.line(member.name, 40) if member else "somebody"
            yield Paragraphs([(f"~ {by} wrote: {safetext.line(said, 200)}", "$warning")], own=False)

    # values

    def _words(self, blank: Blank) -> dict[str, str]:
        return {word: value for value, word in blank.choices}

    def written(self) -> dict[str, str]:
        """What stands in the fields, and the state."""
        found = {"state": self.query_one("#state", StateChoice).value}
        for blank in FORMS[self.item]:
            widget = self.query_one(f"#{blank.field}")
            if isinstance(widget, StateChoice):
                found[blank.field] = self._words(blank).get(widget.value, "")
            elif isinstance(widget, WritingArea):
                found[blank.field] = widget.text
            elif isinstance(widget, Field):
                found[blank.field] = widget.value
        return found

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#state", StateChoice).show(fields.get("state", self.state))
        for blank in FORMS[self.item]:
            text = safetext.block(fields.get(blank.field, ""))
            widget = self.query_one(f"#{blank.field}")
            if isinstance(widget, StateChoice):
                widget.show(dict(blank.choices).get(text, ""))
            elif isinstance(widget, WritingArea):
                widget.load_text(text)
            elif isinstance(widget, Field):
                widget.value = text

    def _fields(self) -> dict[str, object]:
        now = self.written()
        now.pop("state")
        return given(self.item, self._shown, now)

    def acts(self) -> "tuple[Body, ...] | Refused":
        """The item with its state and the fields that were changed."""
        state = next(word for _, word in STATES if word == self.query_one("#state", StateChoice).value)
        return self._recorded(state)

    def _recorded(self, state: ItemState) -> "tuple[Body, ...] | Refused":
        fields = self._fields() if state == "recorded" else {}
        held = self.case.item(self.item)
        if state == "recorded" and not fields and held is not None:
            # nothing was changed: choosing it again still settles two answers
            fields = {field: getattr(held.value, field) for field in self._before}
        return record.item(self.case, self.vault.me, self.item, state, fields)

    # what one presses

    def changed(self) -> None:
        """Words in a field make the item recorded, unless a person chose otherwise."""
        state = self.query_one("#state", StateChoice)
        if not self._restoring and state.value == "not asked" and self._fields():
            state.show("recorded")
        super().changed()

    @on(StateChoice.Changed)
    def _chosen(self, event: StateChoice.Changed) -> None:
        if event.sender.id != "state":
            state = self.query_one("#state", StateChoice)
            state.show("recorded")
        super().changed()

    @on(PushButton.Pressed)
    def _pressed(self, event: PushButton.Pressed) -> None:
        if event.sender.id == "keep":
            self.action_done()
        else:
            self.keep(self._recorded("not known" if event.sender.id == "not-known" else "declined"))
