"""The conflict card: decide before knowing. Nothing else of the case is read from the vault."""

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from coctui import keymap, safetext
from coctui.casework.own_list import ON_IT, is_on_it
from coctui.models.access_events import Recused
from coctui.models.statement import CardFacts
from coctui.screens.overlay import Overlay
from coctui.widgets import moments
from coctui.widgets.bars import PaneRule
from coctui.widgets.choice_list import Choice, ChoiceList
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.line_list import LineList
from coctui.widgets.paragraphs import Facts, Paragraphs
from coctui.widgets.pieces import BOLD, KEY, MUTED, Line, wrapped
from coctui.widgets.reason import Reason

if TYPE_CHECKING:
    from coctui.models.statement import Said
    from coctui.vault.door import Vault

CLEAR, RECUSE, LATER = range(3)
ASKED = (
    Choice("c", "No conflict", "a colleague's coctui lets you in"),
    Choice("R", "Step aside (recuse)", "the case stays closed to you"),
    Choice("esc", "Answer later", "you stay outside, all is well"),
)
BY_VOICE = (Choice("c", "It is so: no conflict", "the case opens to you"), *ASKED[1:])
CONFLICT = [
    ("You are, if somebody in it is, to you:", MUTED),
    ("family, partner or close friend  ·  manager or client", ""),
    ("a close colleague  ·  the one who reviews your work", ""),
    ("Having met someone is not a conflict.", MUTED),
]
SILENT = "Nobody will ask for a reason, and none is stored."
SAID = {
    "answered": "You answered. A colleague's coctui lets you in when it next runs.",
    "recused": "You stepped aside here. Nothing more is shown.",
    "cleared": "You can open this case already.",
    "damaged": "Part of this case cannot be read. Nothing was changed. Run: coctui verify",
    "": "There is nothing to answer here.",
}
"""The one sentence of each standing in which nothing is asked."""
MARKS = {
    "asked": "~ asked",
    "confirm": "~ on your word",
    "answered": "answered",
    "recused": "stepped aside",
    "keeper": "~ nobody carries on",
}


class Held(NamedTuple):
    """What one may know before answering."""

    case: str = ""
    access: str = ""
    facts: CardFacts | None = None
    by: str = ""
    """Who let this member in on their word by voice."""
    listed: bool = False
    """Whether somebody here is on this member's own list of people they must not judge."""


class CardScreen(Overlay[str], inherit_bindings=False):
    """The card of a case, by its room. The result is what the case is to this member afterwards, as `Row.access` says it."""

    KEYS = "card"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("card")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/card.tcss"]
    AUTO_FOCUS = None

    def __init__(self, room: str) -> None:
        super().__init__()
        self.room = room
        self.held = Held()

    def compose(self) -> ComposeResult:
        """Question, facts, what a conflict is, three answers."""
        with Vertical(classes="card"):
            yield PaneRule("", focused=True)
            yield Paragraphs(id="question")
            yield Facts([], id="facts")
            yield Reason(id="own")
            yield Paragraphs(CONFLICT, id="what")
            yield ChoiceList(ASKED, LATER, id="answers")
            yield Reason(id="trouble")
            yield Paragraphs([(SILENT, MUTED)], id="silent")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the card."""
        super().on_mount()
        self.query_one("#answers").display = False
        self._read()

    # reading

    @property
    def vault(self) -> "Vault | None":
        """The open vault; `None` once it is locked."""
        return self.house.session.vault

    def _read(self) -> None:
        vault, room = self.vault, self.room
        if vault is None:
            return

        def read() -> Held:
            row = next((row for row in vault.rows() if row.room == room), None)
            if row is None:
                return Held()
            if row.access not in ("asked", "confirm"):
                return Held(row.case, row.access)
            card = vault.card(room)
            member = vault.team.members.get(card.by)
            listed = is_on_it(vault.sheet.private, card.facts.reported)
            return Held(row.case, row.access, card.facts, member.name if member else "A colleague", listed)

        self.run_job("card", read, self._have, self._refused)

    def _have(self, held: Held) -> None:
        self.held = held
        self.query_one(PaneRule).show(safetext.line(held.case), MARKS.get(held.access, ""))
        self.query_one("#question", Paragraphs).show([(self._question(), BOLD)])
        self.query_one("#own", Reason).show(ON_IT if held.listed else "", "~")
        asking = held.facts is not None
        for part in ("#facts", "#what", "#answers", "#silent"):
            self.query_one(part).display = asking
        answers = self.query_one("#answers", ChoiceList)
        answers.choices = BY_VOICE if held.access == "confirm" else ASKED
        answers.refresh()
        if asking:
            answers.focus()
        self.draw_names()
        self.refresh_keys()

    def _question(self) -> str:
        access = self.held.access
        if access == "asked":
            return "Are you in conflict with anybody in this case?"
        if access == "confirm":
            return f"{safetext.line(self.held.by)} wrote that you told them: no conflict. Is that so?"
        if access == "keeper":
            code = safetext.line(self.held.case)
            return f"You stepped aside as the last one. Name who carries on: coctui ask {code}"
        return SAID.get(access, SAID[""])

    def _refused(self, error: Exception) -> None:
        if getattr(error, "code", "") in ("unknown", "no-question"):
            self._have(Held())
        else:
            self.query_one("#trouble", Reason).show(str(getattr(error, "sentence", "")))

    # names

    def _facts(self) -> list[tuple[str, Line]]:
        facts = self.held.facts
        if facts is None:
            return []
        ongoing = {"yes": "yes", "no": "no", "unknown": "not known"}.get(facts.ongoing, "not asked")
        found: list[tuple[str, Line]] = [
            ("Received", [(day_of(facts.day), "$foreground")]),
            ("Ongoing", [(ongoing, "$foreground")]),
        ]
        count = len(facts.reported)
        if not count:
            return [*found, ("Reported", [("nobody is recorded yet", MUTED)])]
        if not self.names_shown:
            people, key = ("1 person", "show the name") if count == 1 else (f"{count} people", "show the names")
            return [*found, ("Reported", [(people, BOLD), ("   ", ""), ("u", KEY), (f" {key} for 30 s", MUTED)])]
        shown = [part for name in facts.reported for part in wrapped(safetext.line(name, 300), 46)][:6]
        return [*found, *((("Reported" if number == 0 else ""), [(part, BOLD)]) for number, part in enumerate(shown))]

    def draw_names(self) -> None:
        """Who is reported, or how many."""
        self.query_one("#facts", Facts).show(self._facts())

    # answering

    def works(self, binding: str) -> bool:
        if binding in ("answer.clear", "answer.recuse", "names", "open", "move.down", "move.up"):
            return self.held.facts is not None
        return True

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.refresh_keys()

    @on(LineList.Opened)
    def _chosen(self, message: LineList.Opened) -> None:
        (self.action_answer_clear, self.action_answer_recuse, self.action_back)[message.index]()

    def action_answer_clear(self) -> None:
        """No conflict."""
        self._answer("no conflict")

    def action_answer_recuse(self) -> None:
        """Step aside."""
        self._answer("step aside")

    def _answer(self, said: "Said") -> None:
        vault, room, access = self.vault, self.room, self.held.access
        if vault is None or self.held.facts is None:
            return

        def answer() -> None:
            if access == "confirm" and said == "step aside":
                vault.record(room, (Recused(),))
            else:
                vault.answer(room, said)

        self.run_job("answer", answer, lambda _: self._answered(said), self._refused)

    def _answered(self, said: "Said") -> None:
        """Show where that leaves one; a confirmed word opens the case."""
        self.hide_names()
        if said == "step aside":
            self._have(Held(self.held.case, "recused"))
        elif self.held.access == "confirm":
            from coctui.screens.case import CaseScreen

            app, room = self.app, self.room
            _ = self.dismiss("cleared")
            _ = app.push_screen(CaseScreen(room))
        else:
            self._have(Held(self.held.case, "answered"))

    def action_back(self) -> None:
        """Answer later, or leave."""
        _ = self.dismiss(self.held.access)


def day_of(day: str) -> str:
    """`Sat 5 December` of `2026-12-05`."""
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        return "not known"
    return moments.long_day(datetime.combine(parsed, time(12), UTC).timestamp(), UTC)
