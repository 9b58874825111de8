"""One item of report data: its state, and small fields, none of them required."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from coctui import safetext
from coctui.casework import record
from coctui.casework.record import ItemState
from coctui.casework.result import Acts, Refused
from coctui.casework.when import heard, zone_of_reporter
from coctui.models.asking import can_ask, last_asked
from coctui.models.case import Case
from coctui.models.items import ITEMS, QUESTIONS, TITLES, ItemName
from coctui.models.noun import Noun
from coctui.screens import item_form
from coctui.screens.blank import Blank, clean, put, read, widget_for
from coctui.screens.item_form import FORMS, HINTS, changed, filled, given, said_back, unfit
from coctui.screens.item_past import Given, answers_to, in_short, older, rivals_of
from coctui.screens.opened import Opened, name_of
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets import moments
from coctui.widgets.fields import FieldLabel, FieldRow, PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT, MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice

STATES: tuple[tuple[str, ItemState], ...] = (
    ("+", "recorded"), ("?", "not known"), ("-", "declined"), ("·", "not asked"),
)  # fmt: skip
FINE = "It is fine not to know. One detail is often enough."
CHOOSE = "Given without knowledge of each other. Choose one with space, change it if need be, and keep it."


class ItemSheet(Sheet, inherit_bindings=False):
    """State and fields of one item. Leaving fields empty is fine, and so is not knowing."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = ".answer"

    def __init__(self, room: str, name: ItemName, opened: Opened | None = None) -> None:
        super().__init__(room, f"item {room} {name}", opened)
        self.item = name
        self.state: ItemState = "not asked"
        self._value: Noun = item_form.empty(name)
        """What stands in the fields as it was told; of two answers the one that was chosen."""
        self._shown: dict[str, str] = {}
        """The same as text, cleaned for the terminal, which need not be what was told."""

    # what it is made of

    def heading(self) -> str:
        """Number and name of the item."""
        return f"{ITEMS.index(self.item) + 1} {TITLES[self.item]}"

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """The item's fields."""
        return FORMS[self.item]

    def parts(self) -> Iterator[Widget]:
        """State, fields, what to ask, buttons."""
        held = self.case.item(self.item)
        self.state = held.state if held else "not asked"
        self._value = held.value if held else item_form.empty(self.item)
        self._shown = self._texts(self._value)
        with VerticalScroll(id="fields", can_focus=False):
            yield from self.rows()
        yield Paragraphs(self._question(""), id="ask")
        yield Paragraphs([(HINTS.get(self.item, FINE), MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Keep", id="keep", default=True)
            yield PushButton("Not known", id="not-known")
            yield PushButton("Declined", id="declined")
            yield PushButton("Ask no more", id="no-more")
            yield PushButton("Start anew", id="anew")

    def rows(self) -> Iterator[Widget]:
        """The state, and a row for each field."""
        yield from self.state_rows()
        yield from self.form(self.blanks, self._shown, f"item {self.item}")

    def state_rows(self) -> Iterator[Widget]:
        """Two answers to choose from, and the state."""
        yield from self._rivals(f"item {self.item}", "rivals")
        yield self.row("State", StateChoice(STATES, self.state, id="state"))

    def row(self, label: str, widget: Widget) -> Widget:
        """A label and a row of answers beside it."""
        return Horizontal(FieldLabel(label), widget, classes="row")

    def form(self, blanks: tuple[Blank, ...], shown: Mapping[str, str], key: str, prefix: str = "") -> Iterator[Widget]:
        """A row for each blank, with what stood there before under it."""
        assert self.opened is not None, "composed with a case"  # noqa: S101
        before = older(self.opened, key, self._texts, self.moment.now)
        for blank in blanks:
            widget = widget_for(blank, shown[blank.field], prefix)
            if blank.choices:
                yield self.row(blank.label, widget)
            else:
                yield FieldRow(blank.label, widget, id=f"row-{prefix}{blank.field}", beside=True)
            was = [(before[blank.field], FAINT)] if blank.field in before else []
            yield Paragraphs(was, own=False, id=f"was-{prefix}{blank.field}")

    def _rivals(self, key: str, id: str) -> Iterator[Widget]:
        """Answers that were given without knowledge of each other."""
        assert self.opened is not None, "composed with a case"  # noqa: S101
        rivals = rivals_of(self.opened, key)
        if rivals:
            marks = [Mark(each.link, f"{each.by}:", in_short(each, self._texts)) for each in rivals]
            yield Paragraphs([(CHOOSE, "$warning")])
            yield MarkList(marks, (rivals[0].link,), id=id)

    def _texts(self, value: Noun) -> dict[str, str]:
        texts = filled(self.blanks, value, self.house.zone)
        return {blank.field: clean(blank, texts[blank.field]) for blank in self.blanks}

    def _question(self, asked: str) -> list[tuple[str, str]]:
        return [(self._asked(), FAINT), (asked or QUESTIONS[self.item], "$foreground")]

    def _asked(self) -> str:
        """Who asked last, and when: nobody is asked twice for the same."""
        assert self.opened is not None, "composed with a case"  # noqa: S101
        item, asked = self.case.item(self.item), last_asked(self.case, self.item)
        if item is not None and item.leave:
            return "Somebody said: ask no more"
        if not can_ask(self.case):
            return "There is nobody who could be asked"
        if asked is not None and asked.waiting:
            by = safetext.line(name_of(self.opened, asked.seat), 30)
            return f"Asked by {by}, {moments.ago(asked.at.timestamp(), self.moment.now)}; no answer yet"
        return "Ask, if it helps"

    # values

    def begin(self) -> dict[str, str]:
        """The item as it was when the sheet opened."""
        return {"state": self.state, **self._shown}

    def written(self) -> dict[str, str]:
        """What stands in the fields, and the state."""
        return {"state": self.query_one("#state", StateChoice).value, **self.fields(self.blanks)}

    def fields(self, blanks: tuple[Blank, ...], prefix: str = "") -> dict[str, str]:
        """What stands in some fields now."""
        return {blank.field: read(blank, self.query_one(f"#{prefix}{blank.field}")) for blank in blanks}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft, or what stood there before it."""
        states = {word for _, word in STATES}
        state = fields.get("state", "")
        self.query_one("#state", StateChoice).show(state if state in states else self.state)
        for blank in self.blanks:
            put(blank, self.query_one(f"#{blank.field}"), fields.get(blank.field, self._shown[blank.field]))

    # keeping

    def action_done(self) -> None:
        """Keep it; where nothing was changed, just close."""
        now = self.written()
        if self.said_wrong(self.blanks, changed(self._shown, now)) and now["state"] == "recorded":
            return
        if f"item {self.item}" not in self.case.two_answers and now == self.begin():
            self.start_anew()
            _ = self.dismiss(None)
            return
        self.keep(self.rule())

    def said_wrong(self, blanks: tuple[Blank, ...], fields: Mapping[str, str], prefix: str = "") -> bool:
        """Say beside each field what does not fit there; whether anything does not."""
        wrong = unfit(blanks, fields, self.vault.source.now(), self.house.zone)
        for blank in blanks:
            for row in self.query(f"#row-{prefix}{blank.field}").results(FieldRow):
                row.wrong(wrong.get(blank.field, ""))
        if wrong:
            self.query_one(f"#{prefix}{next(iter(wrong))}").focus()
        return bool(wrong)

    def rule(self) -> Rule:
        """The item with its state and the fields that were changed."""
        now = self.written()
        state = cast("ItemState", now["state"])
        return self._rule(state, self.told() if state == "recorded" else {})

    def told(self) -> dict[str, object]:
        """The fields that were changed, as the model takes them; of a chosen answer all of them."""
        at, zone = self.vault.source.now(), self.house.zone
        said = given(self.blanks, changed(self._shown, self.fields(self.blanks)), at, zone)
        if f"item {self.item}" in self.case.two_answers:
            said = {**{blank.field: getattr(self._value, blank.field) for blank in self.blanks}, **said}
        if self.item == "when" and "text" in said and not {"start", "end"} & set(said):
            at_theirs = heard(str(said["text"]), at, zone, zone_of_reporter(self.case)).fields
            said |= {field: value for field, value in at_theirs.items() if field not in said and value}
        return said

    def _rule(self, state: ItemState, fields: dict[str, object], *, leave: bool = False) -> Rule:
        name = self.item

        def record_it(case: Case, me: str) -> Acts | Refused:
            return record.item(case, me, name, state, fields, leave=leave)

        return record_it

    # what one presses

    def news(self, before: Opened) -> None:
        """Who wrote meanwhile is named; what nobody touched here is shown as it is now."""
        if self.opened is None or not self._changed_by_others(before):
            return
        if not self.dirty and self.written() == self.begin():
            self.call_next(self._compose_anew)
        else:
            by = self._writer()
            self._mark(f"~ changed by {by}, now" if by else "~ changed, now")

    def _changed_by_others(self, before: Opened) -> bool:
        key = f"item {self.item}"
        return before.case.registers.get(key) != self.case.registers.get(key)

    def _writer(self) -> str:
        answers = answers_to(self.opened, f"item {self.item}") if self.opened else ()
        return answers[-1].by if answers else ""

    def changed(self) -> None:
        """Words in a field make the item recorded, unless a person chose otherwise."""
        if not self.is_mounted or not self.query("#state"):
            return
        state = self.query_one("#state", StateChoice)
        if not self._restoring and state.value == "not asked" and self.touched():
            state.show("recorded")
        super().changed()

    def touched(self) -> bool:
        """Whether anything but the state was changed."""
        return bool(changed(self._shown, self.written()))

    @on(Input.Changed)
    def _say_back(self, event: Input.Changed) -> None:
        """What a time comes to is said back under its field, so that a wrong hour is seen before it matters."""
        field, text = event.input.id or "", event.value
        if self._restoring or self.opened is None or text == self._shown.get(field):
            return
        at, zone = self.vault.source.now(), self.house.zone
        for blank in self.blanks:
            if blank.field == field and (blank.moment or (self.item, field) == ("when", "text")):
                said = said_back(text, at, zone, zone_of_reporter(self.case)) if text.strip() else ""
                self.query_one(f"#was-{field}", Paragraphs).show([(said, FAINT)] if said else [])

    @on(StateChoice.Changed)
    def _chosen(self, event: StateChoice.Changed) -> None:
        if event.sender.id not in ("state", "tabs"):
            self.query_one("#state", StateChoice).show("recorded")
        self.changed()

    @on(MarkList.Changed, "#rivals")
    def _rival_chosen(self, event: MarkList.Changed) -> None:
        assert self.opened is not None, "there is a case"  # noqa: S101
        for each in rivals_of(self.opened, f"item {self.item}"):
            if each.link == event.sender.value:
                self._take(each)

    def _take(self, chosen: Given) -> None:
        """Show another of the answers in the fields."""
        self._value, self._shown = chosen.value, self._texts(chosen.value)
        self.state = cast("ItemState", chosen.state)
        self._restore(self.begin())

    @on(PushButton.Pressed, "#not-known")
    def _not_known(self) -> None:
        self.keep(self._rule("not known", {}))

    @on(PushButton.Pressed, "#declined")
    def _declined(self) -> None:
        self.keep(self._rule("declined", {}))

    @on(PushButton.Pressed, "#no-more")
    def _no_more(self) -> None:
        """What is written is kept, and nobody is asked about it any more."""
        state = cast("ItemState", self.query_one("#state", StateChoice).value)
        said = self.told() if state == "recorded" else {}
        if state == "recorded" and not said:
            said = {blank.field: getattr(self._value, blank.field) for blank in self.blanks}
        self.keep(self._rule(state, said, leave=True))
