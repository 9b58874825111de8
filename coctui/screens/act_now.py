"""Acting at once, written down afterwards: half a line is enough, and the review it needs makes itself."""

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from coctui import keymap, safetext
from coctui.casework import act
from coctui.casework.act import NOT_AN_EMERGENCY_SERVICE, Deed
from coctui.casework.result import Acts, Refused
from coctui.casework.right_now import key_of, sections
from coctui.casework.team_words import words_of
from coctui.casework.words import DID
from coctui.models.case import Case
from coctui.models.items import Where
from coctui.models.promise_events import Did, Referral
from coctui.screens.opened import Opened
from coctui.screens.reading import ReadingCard
from coctui.screens.sheet import Rule, Sheet
from coctui.screens.time_row import TimeRow
from coctui.widgets import moments
from coctui.widgets.bars import NextBar, NextStep
from coctui.widgets.fields import Field, FieldLabel, FieldRow, PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT, MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice

DANGER = NextStep("!", "Is somebody in danger? Call for help there first.", "", "numbers", "F6")
DEEDS = tuple(Mark(did, words) for did, words in DID.items() if did != "referred")
WHY: dict[str, Referral] = {"nobody": "", "the reporter asked": "asked", "a life was at risk": "life at risk"}
LEAD = "You are a lead: you may act alone, now, without a vote."
NO_LEAD = "You are no lead, and that is fine: it is marked, and a lead looks at it."
AFTER = "Do it first, record it here after. Half a line is enough."
WHEN = "Write when it was, like 14:07 or “20 min ago”; empty is now."
UNTIL = "Write until when it holds, like “sunday 18:00”; empty if it does not end by itself."


class ActSheet(Sheet, inherit_bindings=False):
    """What one member did at once, alone."""

    KEYS = "act"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("sheet", "act")]
    AUTO_FOCUS = "#did"
    WRITES = False
    DOES = "record it"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"act {room}", opened)

    # what it is made of

    def heading(self) -> str:
        """What it is."""
        return "Act now"

    def parts(self) -> Iterator[Widget]:
        """Danger first; then what was done, when, where; then what follows by itself."""
        now, zone = self.vault.source.now, self.house.zone
        bar = NextBar(id="danger")
        bar.step = DANGER
        yield bar
        yield Paragraphs([(LEAD if self._lead else NO_LEAD, "$foreground"), (AFTER, MUTED)], id="what")
        with VerticalScroll(id="fields", can_focus=False):
            yield Paragraphs([("What did you do?", FAINT)])
            yield MarkList(DEEDS, many=True, id="did")
            yield Horizontal(FieldLabel("Referred by"), self._referred(), classes="row")
            yield TimeRow("When", WHEN, now, zone, id="when")
            place = Field(self._place(), limit=1_000, id="place")
            place.add_class("answer")
            yield FieldRow("Where", place, beside=True)
            words = Field(limit=4_000, id="text")
            words.add_class("answer")
            yield FieldRow("In a few words", words, beside=True)
            yield TimeRow("Holds until", UNTIL, now, zone, lean="future", id="until")
        yield Paragraphs([(self._afterwards(), "$warning")], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Record it", id="keep", default=True)
            yield PushButton("Not yet", id="not-yet")
            yield PushButton("Start anew", id="anew")

    def _referred(self) -> StateChoice:
        choice = StateChoice([("", word) for word in WHY], next(iter(WHY)), id="referred")
        choice.add_class("answer")
        return choice

    @property
    def _lead(self) -> bool:
        return self.opened is not None and self.opened.me in self.case.access.leads_in

    def _place(self) -> str:
        item = self.case.item("where")
        return safetext.line(item.value.place) if item is not None and isinstance(item.value, Where) else ""

    def _afterwards(self) -> str:
        """The review that recording it promises."""
        hours = self.case.access.team.policy.review_hours
        due = (self.vault.source.now() + timedelta(hours=hours)).timestamp()
        who = "the team" if self._lead else "a lead"
        return f"~ {who} looks at it by {moments.stamp(due, self.moment.now, self.house.zone)}"

    # values

    def begin(self) -> dict[str, str]:
        """Nothing done yet; where it was as the case says."""
        place = self._place() if self.opened is not None else ""
        return {"did": "", "referred": next(iter(WHY)), "when": "", "place": place, "text": "", "until": ""}

    def written(self) -> dict[str, str]:
        """What is chosen and written."""
        chosen = self.query_one("#did", MarkList).chosen
        return {
            "did": ",".join(mark.value for mark in DEEDS if mark.value in chosen),
            "referred": self.query_one("#referred", StateChoice).value,
            "when": self.query_one("#when", TimeRow).value,
            "place": self.query_one("#place", Field).value,
            "text": self.query_one("#text", Field).value,
            "until": self.query_one("#until", TimeRow).value,
        }

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#did", MarkList).take(DEEDS, fields.get("did", "").split(","))
        why = fields.get("referred", "")
        self.query_one("#referred", StateChoice).show(why if why in WHY else next(iter(WHY)))
        for id in ("when", "until"):
            self.query_one(f"#{id}", TimeRow).show(fields.get(id, ""))
        for id in ("place", "text"):
            self.query_one(f"#{id}", Field).value = safetext.line(fields.get(id, ""))

    def action_done(self) -> None:
        """Record it; a time that is none is said beside its field."""
        if not any(row.said_wrong() for row in self.query(TimeRow)):
            self.keep(self.rule())

    def rule(self) -> Rule:
        """What was done."""
        now, source = self.written(), self.vault.source
        deed = Deed(
            did=cast("tuple[Did, ...]", tuple(did for did in now["did"].split(",") if did)),
            text=now["text"],
            place=now["place"],
            when=self.query_one("#when", TimeRow).start,
            referred=WHY[now["referred"]],
            until=self.query_one("#until", TimeRow).latest,
        )

        def record_it(case: Case, me: str) -> Acts | Refused:
            return act.act(case, me, deed, source.now(), source.id)

        return record_it

    @on(StateChoice.Changed)
    @on(MarkList.Changed)
    def _chosen(self) -> None:
        self.changed()

    @on(PushButton.Pressed, "#not-yet")
    def _not_yet(self) -> None:
        self.action_back()

    def action_insert(self) -> None:
        """Whom to call, as the team wrote it down."""
        text = words_of(self.case.access.team, key_of(2))
        parts = [("", NOT_AN_EMERGENCY_SERVICE)]
        parts += [(section.title, "\n".join(section.words)) for section in sections(text)]
        _ = self.app.push_screen(ReadingCard("", "Outside help, and who can remove somebody", parts))
