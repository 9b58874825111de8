"""Taking a report: words first, structure later. Listen; nothing has to be filled in, and nothing typed is lost."""

import json
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import TextArea

from coctui import keymap
from coctui.casework import codename, opening, taking
from coctui.casework.result import sentence
from coctui.models.dictation import KEY, Dictation
from coctui.models.hours import policy_on
from coctui.models.items import ITEMS, TITLES
from coctui.screens.drafting import Drafting
from coctui.screens.header import Header
from coctui.screens.reading import ReadingCard
from coctui.screens.taking_fields import LINES, TIMES, TakingFields
from coctui.widgets.bars import NextBar, NextStep, PaneRule
from coctui.widgets.drawn import Drawn
from coctui.widgets.fields import PushButton
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.mark_list import MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT, MUTED, Line, Piece, sign
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice
from coctui.widgets.writing import WritingArea

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
        """Two rows of four, each column as wide as its longest title; what is left lies between them."""
        longest = [max(len(TITLES[name]) for name in ITEMS[place::4]) for place in range(4)]
        gap = max(1, (width - sum(longest) - 8) // 3)
        rows: list[Line] = []
        for start in range(0, len(ITEMS), 4):
            line: list[Piece] = []
            for place, name in enumerate(ITEMS[start : start + 4]):
                here, size = name in self.said, longest[place] + (gap if place < 3 else 0)
                line += [sign("+" if here else "·"), (f" {TITLES[name]:<{size}}", "$foreground" if here else FAINT)]
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
                yield TakingFields(self.vault.source.now, self.house.zone, id="fields")
                yield Reason(id="trouble")
                with Horizontal(id="buttons"):
                    yield PushButton("Done", id="keep", default=True)
                    yield PushButton("Start anew", id="anew")
            with VerticalScroll(id="side", can_focus=False):
                yield Paragraphs(id="prompts")
        yield KeyBar()

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
                return json.dumps(_begun(begun)) if begun else None
            return drafts.get(self.draft_key)

        self.run_job("find draft", find, self._found)

    # listening

    @property
    def _fields(self) -> TakingFields:
        return self.query_one(TakingFields)

    @property
    def _text(self) -> str:
        return self.query_one("#text", WritingArea).text

    @on(TextArea.Changed, "#text")
    def _heard(self) -> None:
        self._listen()

    def _listen(self) -> None:
        text = self._text
        self.query_one("#heard", HeardSoFar).show(taking.heard(text))
        answered = self._fields.values["ongoing"]
        goes_on = answered == "yes" or (not answered and taking.sounds_ongoing(text))
        self.query_one("#going", NextBar).show(GOING_ON if goes_on else NextStep())
        self.query_one("#prompts", Paragraphs).show(self._prompts())

    def _prompts(self) -> list[tuple[str, str]]:
        vault = self.vault
        now = vault.source.now()
        asks = taking.ask_next(self._fields.taken(self._text))[:ASKS]
        told = [("Ask next", FAINT)]
        told += [(ask.words, "bold $foreground" if place == 0 else MUTED) for place, ask in enumerate(asks)]
        told += [("", ""), ("Say", FAINT)]
        told += [
            (f"+ {words}", "$foreground") for words in taking.say(policy_on(vault.team, now), now, self.house.zone)
        ]
        told += [("", ""), ("Better not", FAINT), *((f"× {words}", MUTED) for words in taking.BETTER_NOT)]
        told += [("", ""), ("If they hesitate", FAINT), *((f"+ {words}", MUTED) for words in taking.HESITANT)]
        return [*told, ("", ""), ("If it is too much", FAINT), (taking.TOO_MUCH, MUTED)]

    def on_resize(self, event: events.Resize) -> None:
        """Prompts beside the words where there is room; else F3 shows them."""
        super().on_resize(event)
        self.query_one("#side").display = event.size.width >= 100

    # values

    def begin(self) -> dict[str, str]:
        """An empty page."""
        empty = dict.fromkeys(("text", "marks", *LINES, *TIMES, "ongoing", "consent"), "")
        return {**empty, "channel": "call", "words": "own"}

    def written(self) -> dict[str, str]:
        """All of it."""
        return {"text": self._text, **self._fields.values}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        fields = {**self.begin(), **{name: text for name, text in fields.items() if name in self.begin()}}
        self.query_one("#text", WritingArea).load_text(fields["text"])
        self._fields.take(fields)
        self._listen()

    def not_kept(self, error: Exception) -> None:
        """The text stays; why it is not kept is said under it."""
        self.dirty = True
        self.query_one("#trouble", Reason).show(str(getattr(error, "sentence", "")))

    @on(StateChoice.Changed)
    @on(MarkList.Changed)
    def _chosen_anew(self) -> None:
        self._listen()
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

    def action_more(self) -> None:
        """What this week is early enough for; once more what can wait until closing."""
        self._fields.unfold()

    @on(PushButton.Pressed, "#keep")
    def _keep_pressed(self) -> None:
        self.action_done()

    def action_done(self) -> None:
        """Open a case from it. Nobody else sees it before somebody is asked."""
        form, vault, key = self._fields.taken(self._text).form(), self.vault, self.draft_key
        if form is None:
            self.query_one("#trouble", Reason).show(NO_WORDS, "~")
            return
        if self._fields.said_wrong():
            return

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


def _begun(taken: Dictation) -> dict[str, str]:
    """What was answered at the plain prompt, in the fields of this screen."""
    marks = [name for name in ("safety", "anonymous", "hold", "read_back") if getattr(taken, name)]
    return {
        "text": taken.text, "wish": taken.wish, "contact": taken.reporter_contact, "when": taken.when, "where": taken.where,
        "reported": ", ".join(taken.reported), "circumstances": taken.circumstances, "others": taken.others,
        "language": taken.language, "gloss": taken.gloss, "channel": taken.channel, "ongoing": taken.ongoing or "",
        "consent": taken.consent or "", "words": "own" if taken.own_words else "summary", "marks": " ".join(marks),
    }  # fmt: skip
