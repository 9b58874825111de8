"""Deciding together: assess, plan, vote; three small sheets side by side, or as tabs."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from coctui import keymap, safetext
from coctui.casework import voting
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.words import plan_words
from coctui.models.case import Case
from coctui.models.event import Body
from coctui.models.vote_events import Assessed, Level, Planned, Vote
from coctui.models.votes import assessed, planned, tally, unconfirmed
from coctui.screens.header import Header
from coctui.screens.next_act import Lead, sheet_for
from coctui.screens.opened import Opened, name_of
from coctui.screens.sheet import Rule, Sheet
from coctui.screens.step_aside import ask_to_step_aside
from coctui.screens.time_row import TimeRow
from coctui.screens.vote_card import VoteCard
from coctui.widgets.bars import PaneRule
from coctui.widgets.fields import Field, FieldRow
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.reason import Reason
from coctui.widgets.view_list import Tab, TabLine
from coctui.widgets.voting import AnswerLine, AnswerList, ImpactRisk, VoteFacts, VotePanel

PANES = ("assess", "plan", "votes")
NAMES = ("Assess", "Plan", "Vote")
INSIDE = ("#questions", "#behaviours", "#panel")
SAID, LEVEL = ("", "no", "perhaps", "yes"), ("", "low", "high")
A_TIME = "Write a day like “in 14 days” or 2026-12-12."


class DecidingSheet(Sheet, inherit_bindings=False):
    """Seven questions, a plan, and the votes on it. F2 keeps what was assessed and planned; `v` votes."""

    KEYS = "deciding"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("deciding")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/sheet.tcss", "../styles/deciding.tcss"]
    AUTO_FOCUS = "#questions"
    DOES = "propose"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"deciding {room}", opened)
        self.pane = 0

    # what it is made of

    def compose(self) -> ComposeResult:
        """Title and tabs over three panes."""
        yield Header(self.house)
        with Vertical(classes="sheet"):
            yield PaneRule(self._head(), focused=True, id="head")
            yield TabLine(id="tabs")
            if self.opened is not None:
                with Horizontal(id="panes"):
                    yield from self.parts()
            yield Reason(id="trouble")
        yield KeyBar()

    def heading(self) -> str:
        """What it is."""
        return "Decide together"

    def parts(self) -> Iterator[Widget]:
        """Assess, plan, vote."""
        questions = [AnswerLine(name, label, SAID) for name, label in voting.QUESTIONS.items()]
        levels = [AnswerLine(name, label, LEVEL) for name, label in voting.LEVELS.items()]
        with VerticalScroll(id="assess", classes="pane", can_focus=False):
            yield PaneRule(NAMES[0], number="1")
            with Vertical(id="both"):
                yield AnswerList((*questions, *levels), gap_before="impact", id="questions")
                yield ImpactRisk(id="grid")
        with VerticalScroll(id="plan", classes="pane", can_focus=False):
            yield PaneRule(NAMES[1], number="2")
            yield MarkList([Mark(each, each) for each in voting.BEHAVIOURS], many=True, id="behaviours")
            yield MarkList([Mark(each, each) for each in voting.CONSEQUENCES], many=True, id="consequences")
            for name, label in (("ends", "Ends"), ("refused", "If refused")):
                field = Field(limit=300, id=name)
                field.add_class("answer")
                yield FieldRow(label, field, beside=True)
            zone = self.house.zone
            yield TimeRow(
                "Look again",
                A_TIME,
                lambda: datetime.fromtimestamp(self.house.now(), UTC),
                zone,
                lean="future",
                id="again",
            )
        with VerticalScroll(id="votes", classes="pane", can_focus=False):
            yield PaneRule(NAMES[2], number="3")
            yield VotePanel(id="panel")

    def _open_up(self) -> None:
        self.put_back(self.begin())
        self._show_pane(self.pane)
        self._draw()
        super()._open_up()

    def news(self, before: Opened) -> None:
        """Somebody voted, or proposed another plan: votes are drawn anew, what is being written stays."""
        if not self.dirty and self.written() == self._recorded(before.case):
            self._restore(self.begin())
        self._draw()

    # drawing

    def _draw(self) -> None:
        if self.opened is None or not self.query("#panel"):
            return
        values = self.query_one(AnswerList).values
        words = voting.HELP.get((cast("Level", values["impact"]), cast("Level", values["risk"])), "")
        self.query_one(ImpactRisk).show(values["impact"], values["risk"], words)
        chosen = sum(len(marks.chosen) for marks in self.query(MarkList))
        self.query_one("#plan PaneRule", PaneRule).show(count=f"{chosen} chosen" if chosen else "")
        self.query_one(VotePanel).show(self._votes())
        self._show_tabs()

    def _votes(self) -> VoteFacts:
        assert self.opened is not None, "there is a case"  # noqa: S101
        case, me = self.case, self.opened.me
        aside = ", ".join(safetext.line(name_of(self.opened, seat), 24) for seat in unconfirmed(case))
        again = (
            f"~ {aside} stepped aside since it was decided. Confirm it again with d, or decide anew." if aside else ""
        )
        votes = tally(case)
        if votes is None:
            return VoteFacts(again=again)
        seats = sorted(case.access.cleared, key=lambda seat: (seat != me, case.access.team.members[seat].seniority))
        stands = {
            "met": "Enough are for it.", "not met": "Not enough can be for it: propose another plan.",
            "tie": "Even: talk again, or propose another plan.", "open": "Still open.",
        }[votes.stand]  # fmt: skip
        return VoteFacts(
            voters=tuple((name_of(self.opened, seat), votes.votes.get(seat, "")) for seat in seats),
            needed=votes.needed,
            quorum=votes.quorum,
            stands="Your vote decides this." if votes.decides(me) else stands,
            does="change your vote" if me in votes.votes else "for, against or abstain",
            again=again,
        )

    # panes

    def _show_pane(self, pane: int) -> None:
        self.pane = pane
        for number, name in enumerate(PANES):
            self.set_class(number == pane, f"-on-{name}")
        self._show_tabs()

    def _show_tabs(self) -> None:
        votes = tally(self.case) if self.opened is not None else None
        counts = ["", "", f" {len(votes.votes)}/{votes.holders}" if votes is not None else ""]
        titles = [f"{number} {name}{count}" for number, (name, count) in enumerate(zip(NAMES, counts, strict=True), 1)]
        self.query_one(TabLine).show(titles, self.pane, "")

    def _to_pane(self, pane: int) -> None:
        if self.opened is not None and self.query(INSIDE[pane]):
            self._show_pane(pane)
            self.query_one(INSIDE[pane], Widget).focus()

    @on(Tab)
    def _tab_chosen(self, message: Tab) -> None:
        self._to_pane(message.index)

    def action_pane_1(self) -> None:
        """Assess."""
        self._to_pane(0)

    def action_pane_2(self) -> None:
        """Plan."""
        self._to_pane(1)

    def action_pane_3(self) -> None:
        """Vote."""
        self._to_pane(2)

    def action_move_left(self) -> None:
        """The answer before; elsewhere the pane to the left."""
        self._sideways(-1)

    def action_move_right(self) -> None:
        """The next answer; elsewhere the pane to the right."""
        self._sideways(1)

    def _sideways(self, step: int) -> None:
        if self.focused is not None and self.focused.id == "questions":
            self.query_one(AnswerList).choose(step)
        else:
            self._to_pane(max(0, min(self.pane + step, len(PANES) - 1)))

    # values

    def _recorded(self, case: Case) -> dict[str, str]:
        said, plan = assessed(case) or Assessed(), planned(case)
        now = plan[1] if plan else Planned()
        return {
            "said": json.dumps({name: getattr(said, name) for name in (*voting.QUESTIONS, *voting.LEVELS)}),
            "behaviours": json.dumps(sorted(now.behaviours)),
            "consequences": json.dumps(sorted(now.consequences)),
            "ends": safetext.line(now.ends),
            "refused": safetext.line(now.refused),
            "again": f"{now.again.astimezone(self.house.zone):%Y-%m-%d}" if now.again else "",
        }

    def begin(self) -> dict[str, str]:
        """What was assessed and planned."""
        return self._recorded(self.case) if self.opened is not None else {}

    def written(self) -> dict[str, str]:
        """What stands on the sheet."""
        return {
            "said": json.dumps(self.query_one(AnswerList).values),
            "behaviours": json.dumps(sorted(self.query_one("#behaviours", MarkList).chosen)),
            "consequences": json.dumps(sorted(self.query_one("#consequences", MarkList).chosen)),
            "ends": self.query_one("#ends", Field).value,
            "refused": self.query_one("#refused", Field).value,
            "again": self.query_one(TimeRow).value,
        }

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft, or what is recorded."""
        self.query_one(AnswerList).take(json.loads(fields.get("said", "{}")))
        for name, all_ in (("behaviours", voting.BEHAVIOURS), ("consequences", voting.CONSEQUENCES)):
            marks = [Mark(each, each) for each in all_]
            self.query_one(f"#{name}", MarkList).take(marks, json.loads(fields.get(name, "[]")))
        for name in ("ends", "refused"):
            self.query_one(f"#{name}", Field).value = fields.get(name, "")
        self.query_one(TimeRow).show(fields.get("again", ""))
        self._draw()

    def action_done(self) -> None:
        """Keep what was assessed and planned; a time that cannot be read is said beside its field."""
        if self.query_one(TimeRow).said_wrong():
            self.refuse(A_TIME)  # its field may be out of sight
        else:
            super().action_done()

    def rule(self) -> Rule:
        """An assessment, a plan, or both: whichever changed."""
        before, now, again = self.begin(), self.written(), self.query_one(TimeRow).latest

        def decide(case: Case, me: str) -> Acts | Refused:
            acts: list[Body] = []
            if now["said"] != before["said"]:
                found = voting.assess(case, me, json.loads(now["said"]))
                if isinstance(found, Refused):
                    return found
                acts += found
            if any(now[name] != before[name] for name in now if name != "said"):
                kept = planned(case)
                found = voting.plan(
                    case, me, behaviours=json.loads(now["behaviours"]), consequences=json.loads(now["consequences"]),
                    ends=now["ends"], refused=now["refused"], again=again, text=kept[1].text if kept else "",
                )  # fmt: skip
                if isinstance(found, Refused):
                    return found
                acts += found
            return tuple(acts) or refuse("nothing-chosen")

        return decide

    @on(AnswerList.Changed)
    @on(MarkList.Changed)
    def _chosen(self) -> None:
        self._draw()
        self.changed()

    # voting and deciding

    def works(self, binding: str) -> bool:
        """There is a vote where something is proposed."""
        if binding in ("vote", "determine"):
            open_ = self.opened is not None and self._no is None
            return open_ and (binding == "determine" or tally(self.case) is not None)
        return super().works(binding)

    def action_vote(self) -> None:
        """Vote on the plan that is recorded; one that is being written is kept first."""
        plan, votes = planned(self.case), tally(self.case)
        if plan is None or votes is None or self.opened is None:
            return
        if any(self.written()[name] != self.begin()[name] for name in self.written() if name != "said"):
            self.refuse("The plan here is not proposed yet. Propose it first: F2.")
            return
        lines = [safetext.line(line) for line in plan_words(plan[1])]
        card = VoteCard(safetext.line(self.opened.row.case), lines, votes.votes.get(self.opened.me, ""))
        _ = self.app.push_screen(card, self._voted)

    def _voted(self, said: str | None) -> None:
        vault, room = self.vault, self.room
        if not said:
            return

        def write() -> Refused | None:
            acts = voting.vote(vault.case(room), vault.me, cast("Vote", said))
            if isinstance(acts, Refused):
                return acts
            vault.record(room, acts)
            return None

        self.run_job("vote", write, self._vote_kept, self.not_kept)

    def _vote_kept(self, no: Refused | None) -> None:
        if no is not None:
            self.refuse(no.sentence)
        else:
            self._to_pane(2)
            self.say("+ Voted and sealed.")
            for screen in self._rooms()[:1]:
                screen.look()

    def action_determine(self) -> None:
        """Record what was decided: this sheet makes room for that one."""
        if self.flushed():
            app, room, opened = self.app, self.room, self.opened
            _ = self.dismiss(None)
            _ = app.push_screen(sheet_for(room, Lead("determine"), opened))

    def action_recuse(self) -> None:
        """Step aside (asks)."""
        ask_to_step_aside(self)
