"""Who is named in a case: before any account and whenever somebody is added (people first), or to look them up."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from coctui import keymap, safetext
from coctui.casework.access import who_carries_on
from coctui.casework.own_list import ON_IT, is_on_it
from coctui.casework.people_first import Named, everybody, texts_of
from coctui.screens.header import Header
from coctui.screens.opened import Opened
from coctui.screens.overlay import Overlay
from coctui.screens.room import RoomScreen
from coctui.screens.step_aside import ask_to_step_aside
from coctui.widgets.bars import NextBar, NextStep, PaneRule
from coctui.widgets.case_parts import CaseHead, HeadFacts, Pill
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.line_list import LineList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.people_table import PeopleHeads, PeopleTable, PersonLine
from coctui.widgets.pieces import BOLD, MUTED
from coctui.widgets.reason import Reason

QUESTION = "Before any account: is one of them close to you?"
AGAIN = "This page comes back whenever a person is added to the case."
CONFLICT = (
    "family, partner, close friend",
    "manager or client",
    "a close colleague",
    "the one who reviews your work",
)
BRIEF = "Conflict: family, close friend, manager, client, close colleague. Having met someone is none. Nobody asks for a reason."


class PeopleScreen(RoomScreen[bool], Overlay[bool], inherit_bindings=False):
    """The people of a case. The result is whether this member said that there is no conflict."""

    KEYS = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("people")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/people.tcss"]
    AUTO_FOCUS = "#people"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, opened)
        self._people: tuple[Named, ...] = ()

    def compose(self) -> ComposeResult:
        """The people at the left, what a conflict is at the right."""
        yield Header(self.house)
        with Horizontal(id="planes"):
            with Vertical(id="left"):
                yield CaseHead(id="head")
                with Vertical(id="who", classes="pane"):
                    yield PaneRule("People first", focused=True)
                    yield Paragraphs([(QUESTION, BOLD)], id="question")
                    yield PeopleHeads()
                    yield PeopleTable(id="people")
                yield Reason(id="own")
                yield Paragraphs([(BRIEF, MUTED)], id="brief")
                yield NextBar(id="answer")
                yield Paragraphs([(AGAIN, MUTED)], id="again")
                yield Reason(id="trouble")
            with Vertical(id="side"):
                yield PaneRule("What is a conflict")
                yield Paragraphs([(f"· {what}", "$foreground") for what in CONFLICT])
                yield Paragraphs([("", ""), ("Having met someone is none.", MUTED)])
                yield PaneRule("If you step aside")
                yield Paragraphs(id="aside")
                yield PaneRule("If you are not sure")
                yield Paragraphs([("esc goes back. The accounts stay closed until you answer.", MUTED)])
        yield KeyBar()

    def on_mount(self) -> None:
        """Names are shown at once, for half a minute: that is what the page is for."""
        self.action_names()
        if self.opened is not None:
            self.draw(None)

    # drawing

    @property
    def asks(self) -> bool:
        """Whether somebody is named about whom this member was not asked yet."""
        return self.opened is not None and bool(self.opened.unmet)

    def draw(self, before: Opened | None) -> None:
        """Who is named now."""
        opened = self.opened
        if opened is None:
            return
        self._people = everybody(opened.case)
        count = len(self._people)
        title = "People first" if self.asks else "People"
        self.query_one("#who PaneRule", PaneRule).show(title, "1 person" if count == 1 else f"{count} people")
        self.set_class(self.asks, "-asks")
        step = NextStep("", "Still no conflict?", "", "none   R step aside (recuse)", "enter")
        self.query_one("#answer", NextBar).show(step if self.asks else NextStep())
        self.query_one("#aside", Paragraphs).show(self._aside())
        self.draw_names()
        self._compare()
        self.refresh_keys()

    def _aside(self) -> list[tuple[str, str]]:
        assert self.opened is not None, "there is a case"  # noqa: S101
        stay = [safetext.line(name) for name in who_carries_on(self.opened.case, self.opened.me)]
        others = (
            " and ".join([", ".join(stay[:-1]), stay[-1]] if len(stay) > 1 else stay)
            or "Nobody else holds it yet. They"
        )
        verb = "carry on" if len(stay) != 1 else "carries on"
        going_on = f"{others} {verb}, and their coctui makes a new key." if stay else "You name who carries on."
        closing = "Nobody will ask for a reason, and none is stored. What you have seen here stays with you."
        return [("The case closes to you now.", "$foreground"), (going_on, MUTED), ("", ""), (closing, MUTED)]

    def _compare(self) -> None:
        """A name on one's own list is said, on one's own side only."""
        vault, people = self.house.session.vault, self._people
        if vault is not None and vault.sheet.private:
            private = vault.sheet.private
            self.run_job("own list", lambda: is_on_it(private, texts_of(people)), self._compared)

    def _compared(self, found: bool) -> None:
        self.query_one("#own", Reason).show(ON_IT if found else "", "~")

    def draw_names(self) -> None:
        """Who they are, or how to see it."""
        opened = self.opened
        if opened is None:
            return
        seconds = self.names_shown
        pills = (Pill("~", f"names shown, {seconds} s", f"names {seconds} s"),) if seconds else ()
        self.query_one(CaseHead).show(HeadFacts(opened.row.case, opened.row.gloss, pills))
        marks = {each.mark for each in opened.unmet}
        some = any(each.mark not in marks for each in self._people)
        lines = tuple(
            PersonLine(each.code, each.part, each.name, each.facts, new=some and each.mark in marks)
            for each in self._people
        )
        self.query_one(PeopleTable).show(lines, named=bool(seconds))

    # answering

    def works(self, binding: str) -> bool:
        """Nothing is answered where nothing is asked."""
        return binding != "answer.none" or self.asks

    @on(LineList.Opened, "#people")
    def _opened_person(self, message: LineList.Opened) -> None:
        """No conflict; or the sheet of the person under the cursor, where nothing is asked."""
        if self.asks:
            self.action_answer_none()
        elif self.opened is not None and not self.opened.case.closed:
            self._edit(self._people[message.index])

    def _edit(self, each: Named) -> None:
        from coctui.screens.item_people import PeopleSheet

        name = "reported" if each.part == "reported person" else "others"
        if each.part != "reporter":
            _ = self.app.push_screen(
                PeopleSheet(self.room, "reported" if name == "reported" else "others", self.opened, each.id)
            )

    def action_answer_none(self) -> None:
        """No conflict with anybody named here."""
        vault, room, opened = self.house.session.vault, self.room, self.opened
        if vault is None or opened is None:
            return
        marks = [each.mark for each in opened.unmet]
        self.run_job("met", lambda: vault.saw_people(room, marks), lambda _: self._answered(), self._not_kept)

    def _answered(self) -> None:
        self.hide_names()
        _ = self.dismiss(True)

    def _not_kept(self, error: Exception) -> None:
        self.query_one("#trouble", Reason).show(str(getattr(error, "sentence", "")))
        self.look()

    def action_recuse(self) -> None:
        """Step aside (asks)."""
        ask_to_step_aside(self)

    def refuse(self, sentence: str) -> None:
        """A rule says no."""
        self.query_one("#trouble", Reason).show(sentence, "~")

    def unreadable(self, sentence: str) -> None:
        """The case cannot be read now."""
        self.query_one("#trouble", Reason).show(sentence)

    def action_back(self) -> None:
        """Answer later; the accounts stay closed until then."""
        self.hide_names()
        _ = self.dismiss(False)
