"""Who may see this: choose the few before the question goes out. Nobody is asked until then."""

import json
from collections.abc import Iterator
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from coctui import keymap, safetext
from coctui.casework import admission
from coctui.casework.admission import Answer, Close, Settled
from coctui.casework.conflict import texts_in, touched
from coctui.casework.result import Refused
from coctui.models.case import Case
from coctui.models.statement import Statement
from coctui.screens.header import Header
from coctui.screens.opened import Opened, name_of
from coctui.screens.sheet import Rule, Sheet
from coctui.screens.step_aside import ask_to_step_aside
from coctui.widgets import moments
from coctui.widgets.admission import AdmissionHeads, AdmissionTable, ConsequencePreview, MemberLine
from coctui.widgets.bars import NextBar, NextStep, PaneRule
from coctui.widgets.choices import Choices
from coctui.widgets.fields import Field, FieldLabel, FieldRow
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.line_list import LineList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import BOLD, MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice

QUESTION = "Could the reported person be on the team, or close to somebody on it?"
CLOSE: dict[str, Close] = {"no": "no", "yes, maybe": "yes", "we don't know": "unknown"}
ROLES = ("lead", "chair", "organizer", "responder")
WISH = "reporter's wish"
"""Said beside a member whom the reporter's wish names."""
I_CARRY_ON, NAMED = "I carry on", "I am named: hand it over"
HANDED = "Sent. It is sealed to them, and closed to you. What you have read stays with you."
READ_ALREADY = "You have read it, and that stays. F2 sends the question, seals it to them, and closes it to you."
ON_THEIR_WORD = "admit: on their word, they told you that they have no conflict."


class WhoSheet(Sheet, inherit_bindings=False):
    """The members of the team, an answer for each, and what would follow from it."""

    KEYS = "who"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("who")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/sheet.tcss", "../styles/who.tcss"]
    AUTO_FOCUS = "#question, #table"
    WRITES = False
    DOES = "send"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"who {room}", opened)
        self.chosen: dict[str, Answer] = {}
        self._matched: dict[str, tuple[str, ...]] = {}
        self._motions: tuple[Statement, ...] = ()
        self._seats: tuple[str, ...] = ()
        self._close: Close = ""
        self._wished: frozenset[str] = frozenset()
        """Members whom the words in the field for the reporter's wish name."""

    # what it is made of

    def compose(self) -> ComposeResult:
        """Question and table at the left, what follows at the right."""
        yield Header(self.house)
        with Horizontal(id="planes"):
            with Vertical(classes="sheet"):
                with Vertical(id="first", classes="pane"):
                    yield PaneRule(self._head())
                    if self._first_question:
                        yield Paragraphs([(QUESTION, BOLD)], id="ask")
                        yield Choices([("", word) for word in CLOSE], "", id="question")
                if self.opened is not None:
                    yield from self.parts()
            yield ConsequencePreview(id="side")
        yield KeyBar()

    def heading(self) -> str:
        """What it is."""
        return "Who may see this?"

    @property
    def _first_question(self) -> bool:
        """Whether nobody was asked yet."""
        return self.opened is not None and admission.untouched(self.case, self.opened.me)

    def parts(self) -> Iterator[Widget]:
        """Member by member."""
        with Vertical(id="members", classes="pane"):
            yield PaneRule("Members", focused=True, id="members-rule")
            yield AdmissionHeads()
            yield AdmissionTable(id="table")
        if self._first_question:
            yield from self._of_the_report()
        yield Paragraphs(id="marks", own=False)
        yield ConsequencePreview(id="brief", brief=True)
        yield Reason(id="trouble")
        yield NextBar(id="send")

    def _of_the_report(self) -> Iterator[Widget]:
        """Whom the reporter does not want to know, and whether the one who took it down is named themself."""
        wish = Field(" ".join(admission.wishes_of(self.case)), limit=400, id="wish")
        wish.add_class("answer")
        yield FieldRow("Reporter's wish", wish, beside=True)
        me = Choices([("", I_CARRY_ON), ("~", NAMED)], I_CARRY_ON, id="named")
        me.add_class("answer")
        yield Horizontal(FieldLabel("You"), me, classes="row")

    def _open_up(self) -> None:
        opened = self.opened
        assert opened is not None, "called once the case is read"  # noqa: S101
        vault, room, case = self.vault, self.room, opened.case
        self._seats = tuple(sorted(case.access.team.active, key=lambda seat: seat != opened.me))

        def look() -> tuple[dict[str, tuple[str, ...]], tuple[Statement, ...]]:
            return touched(case.access.team, texts_in(case)), vault.motions(room)

        self.run_job("matched", look, self._looked, self.not_kept)

    def _looked(self, found: tuple[dict[str, tuple[str, ...]], tuple[Statement, ...]]) -> None:
        self._matched, self._motions = found
        self._take_wish()
        if self.opened is not None and self.opened.me in self._matched:
            for choice in self.query("#named").results(StateChoice):
                choice.show(NAMED)
        self.chosen = self._proposed("")
        self._draw()
        super()._open_up()

    def news(self, before: Opened) -> None:
        """Somebody answered, or was let in meanwhile: what one has chosen for the others stays."""
        assert self.opened is not None, "there is a case"  # noqa: S101
        me = self.opened.me
        for seat in self._seats:
            if self.chosen.get(seat) not in admission.answers(self.case, me, seat):
                self.chosen[seat] = admission.stands(self.case, seat)
        self._draw()

    # drawing

    def _proposed(self, close: Close) -> dict[str, Answer]:
        assert self.opened is not None, "there is a case"  # noqa: S101
        return admission.propose(self.case, self.opened.me, {*self._matched, *self._wished}, close)

    def _take_wish(self) -> None:
        """Whom the reporter's wish names is proposed as excluded; the words are kept nowhere, since they would be a reason."""
        words = [field.value for field in self.query("#wish").results(Field)]
        self._wished = frozenset(touched(self.case.access.team, words))

    @property
    def _away(self) -> bool:
        """Whether the one who took it down hands it over, since they are named in it."""
        return any(choice.value == NAMED for choice in self.query("#named").results(StateChoice))

    def _draw(self) -> None:
        if self.opened is None or not self.query("#table"):
            return
        self.query_one(AdmissionTable).show(tuple(self._line(seat) for seat in self._seats))
        count = {answer: list(self.chosen.values()).count(answer) for answer in ("ask", "admit", "exclude", "not yet")}
        said = "  ".join(f"{number} {answer}" for answer, number in count.items() if number)
        self.query_one("#members-rule", PaneRule).show(count=said)
        self.query_one("#first PaneRule", PaneRule).show(count="first, one question" if self._first_question else "")
        self.query_one("#send", NextBar).show(self._next_step())
        self._draw_cursor()
        self.refresh_keys()

    def _line(self, seat: str) -> MemberLine:
        assert self.opened is not None, "there is a case"  # noqa: S101
        seen, me = self.case.access, self.opened.me
        member, standing = seen.team.members[seat], seen.standing(seat)
        roles = [role for role in ROLES if role in member.roles]
        return MemberLine(
            name=member.name,
            roles=f"{roles[0]}, you" if seat == me and roles else ", ".join(roles),
            chosen=self.chosen.get(seat, ""),
            answers=admission.answers(self.case, me, seat),
            state="+ holder" if standing.state == "cleared" else "",
            what=self._what(seat),
            matched=standing.state == "not yet" and (seat in self._matched or seat in self._wished),
        )

    def _what(self, seat: str) -> str:
        """What matched, or what is waiting, and on whom."""
        assert self.opened is not None, "there is a case"  # noqa: S101
        standing = self.case.access.standing(seat)
        mover = next((motion.seat for motion in self._motions if motion.target == seat), "")
        if mover:
            return f"{safetext.line(name_of(self.opened, mover), 20)}: exclude"
        if standing.state == "asked":
            return f"asked {moments.ago(standing.since, self.moment.now)}"
        if standing.state == "cleared" and standing.told_to is not None:
            return "on their word"
        if standing.state == "recused":
            return "stepped aside"
        return ", ".join((*((WISH,) if seat in self._wished else ()), *self._matched.get(seat, ())))

    def _draw_cursor(self) -> None:
        """What the member under the cursor would see."""
        assert self.opened is not None, "there is a case"  # noqa: S101
        seat = self._seats[self.query_one(AdmissionTable).cursor]
        seen = self.case.access
        state = {"cleared": "holder", "recused": "aside"}.get(seen.state(seat), "")
        state = "me" if seat == self.opened.me else state
        chosen = self.chosen.get(seat, "") or state
        instead = [answer or state for answer in admission.answers(self.case, self.opened.me, seat)]
        others = tuple(answer for answer in ("ask", "not yet", "exclude") if answer in instead and answer != chosen)
        leads = (
            admission.leads_out(self.case, self.chosen),
            len(seen.team.having("lead")),
            seen.team.policy.leads_out,
        )
        name = "You" if seat == self.opened.me else seen.team.members[seat].name
        for preview in self.query(ConsequencePreview):
            preview.show(name, chosen, others[:2], leads, whole=seen.team.members[seat].name)
        self.query_one("#marks", Paragraphs).show(self._marks(seat))

    def _marks(self, seat: str) -> list[tuple[str, str]]:
        found = self._matched.get(seat, ())
        said = [(READ_ALREADY, "$foreground")] if self._away else [(ON_THEIR_WORD, MUTED)]
        if found and self.case.access.state(seat) == "not yet":
            name = safetext.line(self.case.access.team.members[seat].name)
            said.append((f"{name}: their {' and '.join(found)} occurs in the report.", "$warning"))
        return said

    def _next_step(self) -> NextStep:
        assert self.opened is not None, "there is a case"  # noqa: S101
        changed = [answer for seat, answer in self.chosen.items() if answer != admission.stands(self.case, seat)]
        asks = changed.count("ask")
        does = f"send it to {asks}" if asks else "record it"
        if self._away:
            mine = self.opened.me in self._matched
            act = "What the roster says of you occurs in the report." if mine else "You are named in the report."
            return NextStep("!", act, "What you have read stays with you.", "hand it over", "F2")
        if not changed:
            return NextStep("", "Nobody is asked until you send the question.", "", "", "F2")
        return NextStep("", "Nobody is asked until you send the question.", "", does, "F2")

    # choosing

    @on(LineList.Moved, "#table")
    def _moved(self) -> None:
        self._draw_cursor()

    @on(AdmissionTable.Chosen)
    def _answered(self, message: AdmissionTable.Chosen) -> None:
        self.chosen[self._seats[message.index]] = cast("Answer", message.answer)
        self._draw()
        self.changed()

    @on(StateChoice.Changed, "#question")
    def _question_answered(self, message: StateChoice.Changed) -> None:
        self._close = CLOSE[message.value]
        self.chosen = self._proposed(self._close)
        self._draw()
        self.changed()

    @on(StateChoice.Changed, "#named")
    def _named_answered(self) -> None:
        self._draw()
        self.changed()

    @on(Input.Changed, "#wish")
    def _wished_anew(self) -> None:
        if self.opened is None or self._restoring:
            return
        before, chosen = self._proposed(self._close), self.chosen
        self._take_wish()
        after = self._proposed(self._close)
        # what a person chose stays; what was only proposed follows
        self.chosen = after | {
            seat: said for seat, said in chosen.items() if seat in after and said != before.get(seat)
        }
        self._draw()

    def action_move_down(self) -> None:
        """From the question to the table."""
        self.query_one("#table").focus()

    def action_move_up(self) -> None:
        """And back."""
        self.query("#question").focus()

    def action_move_left(self) -> None:
        """The answer to the left."""
        self.query_one(AdmissionTable).choose(-1)

    def action_move_right(self) -> None:
        """The answer to the right."""
        self.query_one(AdmissionTable).choose(1)

    # drafts

    def begin(self) -> dict[str, str]:
        """What is proposed before anybody chose."""
        named = NAMED if self.opened is not None and self.opened.me in self._matched else I_CARRY_ON
        wish = " ".join(admission.wishes_of(self.case))
        return {"close": "", "chosen": json.dumps(self._proposed("")), "wish": wish, "named": named}

    def written(self) -> dict[str, str]:
        """What is chosen, by seat."""
        wish = next((field.value for field in self.query("#wish").results(Field)), "")
        named = NAMED if self._away else I_CARRY_ON
        return {"close": self._close, "chosen": json.dumps(self.chosen), "wish": wish, "named": named}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft: whatever of it may still be chosen."""
        assert self.opened is not None, "there is a case"  # noqa: S101
        self._close = cast("Close", fields.get("close", ""))
        for choice in self.query("#question").results(StateChoice):
            choice.show(next((word for word, close in CLOSE.items() if close == self._close), ""))
        for field in self.query("#wish").results(Field):
            field.value = safetext.line(fields.get("wish", ""))
        for choice in self.query("#named").results(StateChoice):
            choice.show(fields.get("named", I_CARRY_ON))
        self._take_wish()
        kept = json.loads(fields.get("chosen", "{}"))
        self.chosen = self._proposed("")
        for seat, answer in kept.items():
            if seat in self.chosen and answer in admission.answers(self.case, self.opened.me, seat):
                self.chosen[seat] = answer
        self._draw()

    # sending

    def rule(self) -> Rule:
        """Not used here: what is sent may also be a motion, see `action_done`."""
        raise NotImplementedError

    def action_done(self) -> None:
        """Send the question, and record whom else it lets in or keeps out."""
        vault, room, key, chosen = self.vault, self.room, self.draft_key, dict(self.chosen)
        away = self._away
        rule = admission.hand_away if away else admission.settle

        def send() -> Case | Refused:
            case = vault.case(room)
            found = rule(case, vault.me, chosen, vault.source.now(), vault.motions(room))
            if not isinstance(found, Settled):
                return found
            for seat in found.moves:
                vault.move(room, "exclude", seat)
            case = vault.record(room, found.acts) if found.acts else case
            vault.drop_draft(key)
            return case

        self.stop_pause()
        self.run_job("record", send, self._handed if away else self._kept, self.not_kept)

    def _handed(self, case: Case | Refused) -> None:
        """It is not open to this member any more: every screen of it closes."""
        if isinstance(case, Refused):
            self.refuse(case.sentence)
            return
        self.dirty = False
        self.close_with(HANDED)

    def action_recuse(self) -> None:
        """Step aside (asks)."""
        ask_to_step_aside(self)
