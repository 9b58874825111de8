"""An item about people: what was said of them in words, and each of them under a code name, with what is known."""

import json
from collections.abc import Iterator
from typing import ClassVar, cast

from textual import events, on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from coctui import safetext
from coctui.casework import people
from coctui.casework.codename import draw_person
from coctui.casework.record import ItemState
from coctui.casework.result import Acts, Refused
from coctui.models.case import Case
from coctui.models.items import ItemName, Person
from coctui.models.noun import Noun
from coctui.screens.blank import Blank, clean, put
from coctui.screens.item import CHOOSE, ItemSheet
from coctui.screens.item_form import blanks_of, changed, filled, given, nobody
from coctui.screens.item_past import in_short, older, rivals_of
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets.choices import Choices
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT
from coctui.widgets.state_choice import StateChoice

WORDS, MORE = "in words", "one more"
PREFIX = "p-"


class PeopleSheet(ItemSheet, inherit_bindings=False):
    """A tab for the words, one for each person, and one more."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = ""

    def __init__(self, room: str, name: ItemName, opened: Opened | None = None, person: str = "") -> None:
        """`person` is the id of the one to begin with."""
        super().__init__(room, name, opened)
        self._of_person = blanks_of(name)
        self._people: dict[str, Person] = {}
        """By id, as they were told; also those that are new here."""
        self._told: dict[str, dict[str, str]] = {}
        """By id, what stands in the fields of each now."""
        self._first = person
        self._at = ""
        """Whose tab is open; `""` is the words."""

    # what it is made of

    def rows(self) -> Iterator[Widget]:
        """Tabs, then the words or a person."""
        self._people = {person.id: person for person in people.people_of(self.case, self.item)}
        self._told = {id: self._person_texts(person) for id, person in self._people.items()}
        self._at = self._first if self._first in self._people else next(iter(self._people), "")
        yield Choices(self._tabs(), self._tab(self._at), id="tabs")
        yield from self.state_rows()
        with Vertical(id="words", classes="part") as words:
            words.display = not self._at
            yield from self.form(self.blanks, self._shown, f"item {self.item}")
        with Vertical(id="person", classes="part") as person:
            person.display = bool(self._at)
            yield Paragraphs([(CHOOSE, "$warning")], id="two")
            yield MarkList((), id="person-rivals")
            yield from self.form(self._of_person, self._fields_of(self._at), f"person {self._at}", PREFIX)

    def _open_up(self) -> None:
        super()._open_up()
        self._show_part()
        self.query_one(f"#{PREFIX}name" if self._at else "#text").focus()

    def _texts(self, value: Noun) -> dict[str, str]:
        return self._person_texts(value) if isinstance(value, Person) else super()._texts(value)

    def _person_texts(self, person: Person) -> dict[str, str]:
        texts = filled(self._of_person, person, self.house.zone)
        return {blank.field: clean(blank, texts[blank.field]) for blank in self._of_person}

    # tabs

    def _tabs(self) -> list[tuple[str, str]]:
        two = self.case.two_answers
        people = [("~" if f"person {id}" in two else "", self._tab(id)) for id in self._people]
        return [("", WORDS), *people, ("+", MORE)]

    def _tab(self, id: str) -> str:
        return f"person {safetext.line(self._people[id].code)}" if id else WORDS

    @on(StateChoice.Changed, "#tabs")
    def _tab_chosen(self, event: StateChoice.Changed) -> None:
        event.stop()
        self._leave()
        if event.value == MORE:
            self._at = self._one_more()
        else:
            self._at = next((id for id in self._people if self._tab(id) == event.value), "")
        self._show_tabs()
        self._restore_person()
        self._show_part()

    def _one_more(self) -> str:
        """Somebody of whom nothing is known yet; kept only once something is."""
        known = {person.id for person in self.case.persons}
        for id in self._people.keys() - known:
            if self._is_empty(id):
                return id
        source = self.vault.source
        taken = [*(person.code for person in self.case.persons), *(person.code for person in self._people.values())]
        person = nobody(source.id(), draw_person(source.choose, taken), self.item)
        self._people[person.id] = person
        self._told[person.id] = self._person_texts(person)
        return person.id

    def _is_empty(self, id: str) -> bool:
        return self._told[id] == self._person_texts(self._people[id])

    def _show_tabs(self) -> None:
        tabs = self.query_one("#tabs", Choices)
        tabs.answers = tuple(self._tabs())
        tabs.show(self._tab(self._at))
        tabs.refresh(layout=True)

    def _show_part(self) -> None:
        """The words, or the person whose tab is open."""
        for parts, shown in (("#words", not self._at), ("#person", bool(self._at))):
            self.query_one(parts).display = shown
        self._show_rivals()

    def _leave(self) -> None:
        """Remember what stands in the fields of the person whose tab is being left."""
        if self._at:
            self._told[self._at] = self.fields(self._of_person, PREFIX)

    def _fields_of(self, id: str) -> dict[str, str]:
        return self._told[id] if id else {blank.field: "" for blank in self._of_person}

    def _restore_person(self) -> None:
        """The fields of the person whose tab is open, with what stood there before."""
        if not self._at:
            return
        self._restoring = True
        before = older(self.opened, f"person {self._at}", self._texts, self.moment.now) if self.opened else {}
        for blank in self._of_person:
            put(blank, self.query_one(f"#{PREFIX}{blank.field}"), self._told[self._at][blank.field])
            was = [(before[blank.field], FAINT)] if blank.field in before else []
            self.query_one(f"#was-{PREFIX}{blank.field}", Paragraphs).show(was)
        self.call_after_refresh(self._restored)

    def _show_rivals(self) -> None:
        """Two answers about the person whose tab is open, to choose from."""
        rivals = rivals_of(self.opened, f"person {self._at}") if self.opened and self._at else ()
        marks = [Mark(each.link, f"{each.by}:", in_short(each, self._texts)) for each in rivals]
        chosen = [each.link for each in rivals if each.value == self._people.get(self._at)]
        self.query_one("#person-rivals", MarkList).take(marks, chosen[:1])
        for part in ("#two", "#person-rivals"):
            self.query_one(part).display = bool(rivals)

    @on(MarkList.Changed, "#person-rivals")
    def _person_rival_chosen(self, event: MarkList.Changed) -> None:
        assert self.opened is not None, "there is a case"  # noqa: S101
        for each in rivals_of(self.opened, f"person {self._at}"):
            if each.link == event.sender.value and isinstance(each.value, Person):
                self._people[self._at] = each.value
                self._told[self._at] = self._person_texts(each.value)
        self._restore_person()

    # values

    def begin(self) -> dict[str, str]:
        """Words and people as they were when the sheet opened."""
        known = {id: person for id, person in self._people.items() if any(h.id == id for h in self.case.persons)}
        texts = {f"person {id}": self._as_draft(id, self._person_texts(person)) for id, person in known.items()}
        return {**super().begin(), **texts}

    def written(self) -> dict[str, str]:
        """Words and people as they stand in the fields; a new person of whom nothing is said is none."""
        self._leave()
        known = {person.id for person in self.case.persons}
        told = {id: texts for id, texts in self._told.items() if id in known or not self._is_empty(id)}
        return {**super().written(), **{f"person {id}": self._as_draft(id, texts) for id, texts in told.items()}}

    def _as_draft(self, id: str, texts: dict[str, str]) -> str:
        return json.dumps({"code": self._people[id].code, **texts}, ensure_ascii=False)

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft, with the people that were begun in it; who was begun and is not in it goes."""
        super().put_back(fields)
        drafts = {key.removeprefix("person "): json.loads(text) for key, text in fields.items() if key[:7] == "person "}
        known = {person.id for person in self.case.persons}
        self._people = {id: person for id, person in self._people.items() if id in known}
        for id, kept in drafts.items():
            if id not in self._people:
                self._people[id] = nobody(id, str(kept.get("code", "")), self.item)
        self._told = {}
        for id, person in self._people.items():
            kept = drafts.get(id, {})
            self._told[id] = {field: str(kept.get(field, text)) for field, text in self._person_texts(person).items()}
        if self._at not in self._people:
            self._at = ""
        self._show_tabs()
        self._restore_person()
        self._show_part()

    def touched(self) -> bool:
        """Whether a word was changed, or a person."""
        return super().touched() or any(not self._is_empty(id) for id in self._told)

    # keeping

    def action_done(self) -> None:
        """Keep words and people; a time that is none is said beside its field."""
        self._leave()
        super().action_done()

    def rule(self) -> Rule:
        """The item and everybody who was changed or added."""
        now = self.written()
        state = cast("ItemState", now["state"])
        return self._rule(state, self.told() if state == "recorded" else {})

    def _rule(self, state: ItemState, fields: dict[str, object], *, leave: bool = False) -> Rule:
        name, said = self.item, self._said_of_people()

        def record_them(case: Case, me: str) -> Acts | Refused:
            held = {person.id: person for person in case.persons}
            changed_people = [held.get(id, self._people[id]).model_copy(update=facts) for id, facts in said.items()]
            return people.about_people(case, me, name, state, fields, changed_people, leave=leave)

        return record_them

    def _said_of_people(self) -> dict[str, dict[str, object]]:
        """Id to the facts that were changed; of two answers all facts of the chosen one."""
        found: dict[str, dict[str, object]] = {}
        for id, texts in self._told.items():
            person = self._people[id]
            facts = given(
                self._of_person, changed(self._person_texts(person), texts), self.vault.source.now(), self.house.zone
            )
            if f"person {id}" in self.case.two_answers:
                facts = {**person.model_dump(exclude={"id", "code"}), **facts}
            if facts:
                found[id] = facts
        return found

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """What one may ask for the field under the cursor."""
        super().on_descendant_focus(event)
        field = self._field_of(event.widget)
        for asked in self.query("#ask").results(Paragraphs):
            asked.show(self._question(field.ask if field else ""))

    def _field_of(self, widget: Widget) -> Blank | None:
        ids = {part.id for part in widget.ancestors_with_self}
        return next((blank for blank in self._of_person if f"{PREFIX}{blank.field}" in ids), None)

    def _changed_by_others(self, before: Opened) -> bool:
        return super()._changed_by_others(before) or before.case.persons != self.case.persons

    def news(self, before: Opened) -> None:
        """As for any item; the same tab stays open."""
        self._first = self._at
        super().news(before)
