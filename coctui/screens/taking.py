"""Taking a report: words first, structure later. Listen; nothing has to be filled in, and nothing typed is lost."""

import json
from collections.abc import Iterator
from typing import ClassVar, Literal, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import TextArea

from coctui import keymap
from coctui.casework import codename, opening, taking
from coctui.casework.result import sentence
from coctui.models.content_events import Channel
from coctui.models.dictation import KEY, Dictation
from coctui.models.draft import IntakeForm
from coctui.models.hours import policy_on
from coctui.models.items import ITEMS, TITLES
from coctui.screens.drafting import Drafting
from coctui.screens.header import Header
from coctui.screens.reading import ReadingCard
from coctui.screens.time_row import TimeRow
from coctui.widgets.bars import NextBar, NextStep, PaneRule
from coctui.widgets.choices import Choices
from coctui.widgets.drawn import Drawn
from coctui.widgets.fields import Field, FieldLabel, FieldRow, PushButton
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT, MUTED, Line, Piece, sign
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice
from coctui.widgets.writing import WritingArea

CHANNELS: dict[Channel, str] = {
    "call": "a call", "chat": "chat", "in person": "in person", "mail": "mail", "form": "a form", "other": "another way"
}  # fmt: skip
WORDS = {"own": "the reporter's own", "summary": "your summary"}
LEAVE = {"": "not asked", "yes": "yes", "no": "no"}
MARKS = (
    Mark("safety", "fears retaliation, or for their safety"),
    Mark("hold", "hold it unless it happens again", "as the reporter asked"),
    Mark("read_back", "I read it back, they agreed"),
)
WHEN_TOLD = "Write when you were told, like 14:02 or “yesterday 10pm”; empty is now."
OWN, PAGE = "report", "page "
"""The draft of this screen; what keys of drafts begin with that were written while locked."""
NO_WORDS = "Write a few words first. One sentence is enough."
ASKS = 5
"""Questions that are shown at once."""
GOING_ON = NextStep("!", "It sounds as if it is still going on.", "", "right now", "F5")


class HeardSoFar(Drawn):
    """The eight items, and which of them the words seem to be about; a guess that records nothing."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.said: frozenset[str] = frozenset()

    def show(self, said: frozenset[str]) -> None:
        """Take another guess."""
        if said != self.said:
            self.said = said
            self.redraw()

    def lines(self, width: int) -> list[Line]:
        """Two rows of four."""
        rows: list[Line] = []
        for start in range(0, len(ITEMS), 4):
            line: list[Piece] = []
            for name in ITEMS[start : start + 4]:
                here = name in self.said
                line += [
                    sign("+" if here else "·"),
                    (f" {TITLES[name]:<{width // 4 - 2}.{width // 4 - 3}}", "$foreground" if here else FAINT),
                ]
            rows.append(line)
        return rows


class TakingScreen(Drafting[str], inherit_bindings=False):
    """An empty place to write in. The result is the room of the case that was opened, `None` if none was."""

    KEYS = "taking"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("taking")]
    CSS_PATH = ["../styles/sheet.tcss", "../styles/taking.tcss"]
    AUTO_FOCUS = "#text"
    draft_key = OWN

    def compose(self) -> ComposeResult:
        """Words at the left; beside them what to ask, say, better not."""
        yield Header(self.house)
        with Horizontal(id="planes"):
            with Vertical(id="main"):
                yield PaneRule("In their words", focused=True)
                yield WritingArea(id="text", classes="answer")
                yield HeardSoFar(id="heard")
                yield NextBar(id="going")
                with VerticalScroll(id="fields", can_focus=False):
                    yield from self._fields()
                yield Reason(id="trouble")
                with Horizontal(id="buttons"):
                    yield PushButton("Done", id="keep", default=True)
                    yield PushButton("Start anew", id="anew")
            with VerticalScroll(id="side", can_focus=False):
                yield Paragraphs(id="prompts")
        yield KeyBar()

    def _fields(self) -> Iterator[Widget]:
        yield TimeRow("Told", WHEN_TOLD, self.vault.source.now, self.house.zone, id="received")
        for id, label, words in (
            ("channel", "How", CHANNELS), ("words", "Whose words", WORDS), ("consent", "May the team know", LEAVE)
        ):  # fmt: skip
            answers = Choices([("", word) for word in words.values()], next(iter(words.values())), id=id)
            answers.add_class("answer")
            yield Horizontal(FieldLabel(label), answers, classes="row")
        with Horizontal(classes="row"):
            yield FieldLabel("Also")
            yield MarkList(MARKS, many=True, id="marks")
        for id, label in (("contact", "Reach them by"), ("wish", "Their own wish"), ("gloss", "A harmless hint")):
            field = Field(limit=24 if id == "gloss" else 400, id=id)
            field.add_class("answer")
            yield FieldRow(label, field, beside=True)

    def on_mount(self) -> None:
        """What was begun is there again; the prompts are for the words so far."""
        super().on_mount()
        self.find_draft()
        self._listen()

    def find_draft(self) -> None:
        """Bring back what was begun here, else what was written while coctui was locked, oldest first."""
        self.query("#anew").set(display=False)
        vault = self.vault

        def find() -> str | None:
            drafts = vault.drafts()
            pages = sorted(key for key in drafts if key.startswith(PAGE))
            self.draft_key = next((key for key in (OWN, KEY, *pages) if key in drafts), OWN)
            if self.draft_key == KEY:
                begun = Dictation.of_draft(drafts[KEY])
                return json.dumps({"text": begun.text, "wish": begun.wish}) if begun else None
            return drafts.get(self.draft_key)

        self.run_job("find draft", find, self._found)

    # listening

    @property
    def _text(self) -> str:
        return self.query_one("#text", WritingArea).text

    @on(TextArea.Changed, "#text")
    def _heard(self) -> None:
        self._listen()

    def _listen(self) -> None:
        text = self._text
        self.query_one("#heard", HeardSoFar).show(taking.heard(text))
        self.query_one("#going", NextBar).show(GOING_ON if taking.sounds_ongoing(text) else NextStep())
        self.query_one("#prompts", Paragraphs).show(self._prompts())

    def _prompts(self) -> list[tuple[str, str]]:
        vault = self.vault
        now = vault.source.now()
        asks = taking.ask_next(Dictation(text=self._text))[:ASKS]
        told = [("Ask next", FAINT)]
        told += [(ask.words, "bold $foreground" if place == 0 else MUTED) for place, ask in enumerate(asks)]
        told += [("", ""), ("Say", FAINT)]
        told += [
            (f"+ {words}", "$foreground") for words in taking.say(policy_on(vault.team, now), now, self.house.zone)
        ]
        told += [("", ""), ("Better not", FAINT), *((f"× {words}", MUTED) for words in taking.BETTER_NOT)]
        return [*told, ("", ""), ("If it is too much", FAINT), (taking.TOO_MUCH, MUTED)]

    def on_resize(self, event: events.Resize) -> None:
        """Prompts beside the words where there is room; else F3 shows them."""
        super().on_resize(event)
        self.query_one("#side").display = event.size.width >= 100

    # values

    def begin(self) -> dict[str, str]:
        """An empty page."""
        empty = dict.fromkeys(("text", "received", "consent", "marks", "contact", "wish", "gloss"), "")
        return {**empty, "channel": "call", "words": "own"}

    def written(self) -> dict[str, str]:
        """All of it."""
        fields = {id: self.query_one(f"#{id}", Field).value for id in ("contact", "wish", "gloss")}
        chosen = {
            id: self._chosen(id, words) for id, words in (("channel", CHANNELS), ("words", WORDS), ("consent", LEAVE))
        }
        marks = " ".join(sorted(self.query_one("#marks", MarkList).chosen))
        return {"text": self._text, "received": self.query_one(TimeRow).value, "marks": marks, **fields, **chosen}

    def _chosen(self, id: str, words: dict[str, str] | dict[Channel, str]) -> str:
        value = self.query_one(f"#{id}", StateChoice).value
        return next(key for key, word in words.items() if word == value)

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        fields = {**self.begin(), **{name: text for name, text in fields.items() if name in self.begin()}}
        self.query_one("#text", WritingArea).load_text(fields["text"])
        self.query_one(TimeRow).show(fields["received"])
        for id in ("contact", "wish", "gloss"):
            self.query_one(f"#{id}", Field).value = fields[id]
        self.query_one("#channel", StateChoice).show(CHANNELS[cast("Channel", fields["channel"])])
        self.query_one("#words", StateChoice).show(WORDS[fields["words"]])
        self.query_one("#consent", StateChoice).show(LEAVE[fields["consent"]])
        self.query_one("#marks", MarkList).take(MARKS, fields["marks"].split())
        self._listen()

    def not_kept(self, error: Exception) -> None:
        """The text stays; why it is not kept is said under it."""
        self.dirty = True
        self.query_one("#trouble", Reason).show(str(getattr(error, "sentence", "")))

    @on(StateChoice.Changed)
    @on(MarkList.Changed)
    def _chosen_anew(self) -> None:
        self.changed()

    # keys

    def action_stamp(self) -> None:
        """The time at the cursor, in the words."""
        area = self.query_one("#text", WritingArea)
        _ = area.insert(taking.stamped("", self.vault.source.now(), self.house.zone))
        area.focus()

    def action_prompts(self) -> None:
        """What to ask, say and better not, as a card."""
        told = "\n".join(text for text, _ in self._prompts())
        _ = self.app.push_screen(ReadingCard("", "Ask, say, better not", [("", told)]))

    @on(PushButton.Pressed, "#keep")
    def _keep_pressed(self) -> None:
        self.action_done()

    def action_done(self) -> None:
        """Open a case from it. Nobody else sees it before somebody is asked."""
        if not self._text.strip():
            self.query_one("#trouble", Reason).show(NO_WORDS, "~")
            return
        if self.query_one(TimeRow).said_wrong():
            return
        form, vault, key = self._form(), self.vault, self.draft_key

        def write() -> tuple[str, tuple[str, ...]]:
            source = vault.source
            now = source.now()
            made = opening.open_from_form(
                form, policy=policy_on(vault.team, form.received or now), code_name=codename.draw(source.choose),
                ids=source.id, choose=source.choose, now=now, zone=self.house.zone,
            )  # fmt: skip
            room = vault.open_case(made.acts, made.files)
            vault.drop_draft(key)
            return room, made.notices

        self.stop_pause()
        self.run_job("record", write, self._opened, self.not_kept)

    def _form(self) -> IntakeForm:
        fields = self.written()
        marks = fields["marks"].split()
        return IntakeForm(
            channel=cast("Channel", fields["channel"]), received=self.query_one(TimeRow).start, text=fields["text"],
            own_words=fields["words"] == "own", reporter_contact=fields["contact"], gloss=fields["gloss"], wish=fields["wish"],
            safety="safety" in marks, hold="hold" in marks, read_back="read_back" in marks,
            consent=cast("Literal['yes', 'no']", fields["consent"]) if fields["consent"] else None,
        )  # fmt: skip

    def _opened(self, made: tuple[str, tuple[str, ...]]) -> None:
        self.dirty = False
        room, notices = made
        self.say(f"+ Recorded and sealed. {' '.join(sentence(notice) for notice in notices)}".strip())
        _ = self.dismiss(room)

    def action_back(self) -> None:
        """Out of the field, then out; the draft is kept."""
        if self.typing:
            self.set_focus(None)
        elif self.flushed():
            _ = self.dismiss(None)
