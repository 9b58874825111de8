"""A message that may safely be read by its receiver: written from a template, looked through, read by a second person."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import TextArea

from coctui import keymap, safetext
from coctui.casework import draft, leaks
from coctui.casework.drafting import drafted
from coctui.casework.leaks import Checked
from coctui.casework.result import Refused
from coctui.casework.templates import FOUR_PARTS
from coctui.casework.when import zone_of_reporter
from coctui.models.content_events import MessageKind
from coctui.screens.header import Header
from coctui.screens.message_out import MessageOut
from coctui.screens.opened import Opened, name_of
from coctui.screens.sent import KINDS
from coctui.screens.sheet import Rule
from coctui.widgets.bars import NextBar, NextStep, PaneRule
from coctui.widgets.choices import Choices
from coctui.widgets.fields import PushButton
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.leaks import LeakLine, LeakList
from coctui.widgets.line_list import LineList
from coctui.widgets.marked_area import MarkedArea, Place
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT, MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice

LOOK_AFTER = 0.3
"""Seconds of a pause after which a draft is looked through."""
NOTHING = "Nothing found. A second reader still sees more."
NOT_SENT = "Nothing is sent from here. Copy it, send it, mark it as sent."


class MessageSheet(MessageOut, inherit_bindings=False):
    """The text of a message to one receiver, and beside it what in it would tell of somebody."""

    KEYS = "message"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("sheet", "message")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/sheet.tcss", "../styles/message.tcss"]
    AUTO_FOCUS = "#text"

    def __init__(self, room: str, kind: MessageKind = "status", opened: Opened | None = None) -> None:
        super().__init__(room, f"message {room} {kind}", opened)
        self.kind: MessageKind = kind
        self._start = ""
        """What stood there before anybody wrote: the text that is kept, else its template."""
        self._short = False
        self._checked: Checked | None = None
        self._look: Timer | None = None

    # what it is made of

    def compose(self) -> ComposeResult:
        """Text at the left, what it would tell at the right."""
        yield Header(self.house)
        with Horizontal(id="planes"):
            with Vertical(classes="sheet"):
                yield PaneRule(self._head())
                if self.opened is not None:
                    yield from self.parts()
            with Vertical(id="side"):
                with Vertical(id="found", classes="pane"):
                    yield PaneRule("Leak check", id="leak-rule")
                    yield LeakList(id="leaks")
                yield Paragraphs(id="nothing-of")
                yield NextBar(id="guess")
                yield Paragraphs(id="why-guess", own=False)
        yield KeyBar()

    def heading(self) -> str:
        """What it is."""
        return "Message"

    def parts(self) -> Iterator[Widget]:
        """Which message, its text, its reader, what can be done with it."""
        self._start = self._begun()
        yield Choices([("", word) for word in KINDS.values()], KINDS[self.kind], id="kind")
        with Vertical(id="writing", classes="pane"):
            yield PaneRule("Text", id="text-rule")
            yield MarkedArea(self._start, id="text", classes="answer")
        yield Paragraphs(id="four")
        yield NextBar(id="reader")
        yield Paragraphs([(NOT_SENT, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Keep it", id="keep")
            yield PushButton("Copy", id="copy")
            yield PushButton("Save as mail", id="mail")
            yield PushButton("Mark as sent", id="sent", default=True)
            yield PushButton("It may go", id="may-go")
            yield PushButton("Please change", id="change")
            yield PushButton("Start anew", id="anew")

    def _begun(self) -> str:
        """The text that is kept, else its template; days in the reporter's zone, where that is known."""
        found = draft.kept(self.case, self.kind)
        if found is not None:
            return safetext.block(found.text)
        zone = zone_of_reporter(self.case) or self.house.zone
        text = drafted(self.case, self.kind, self.vault.source.now(), zone, short=self._short)
        return "" if isinstance(text, Refused) else safetext.block(text)

    def _open_up(self) -> None:
        super()._open_up()
        self._draw_reader()
        self._check_now()

    def news(self, before: Opened) -> None:
        """A colleague kept another text, or said what they think of this one."""
        self._draw_reader()
        if not self.dirty and self.text == self._start:
            self._start = self._begun()
            self._restore(self.begin())

    # drawing

    @property
    def text(self) -> str:
        """The text as it stands."""
        return self.query_one("#text", MarkedArea).text

    def _draw_reader(self) -> None:
        """Who has to read it, who did, and what one can do about it."""
        assert self.opened is not None, "there is a case"  # noqa: S101
        found = draft.kept(self.case, self.kind)
        mine = found is not None and found.author == self.opened.me
        reads = found is not None and not mine and self.text.strip() == found.text
        for id, shown in (("#may-go", reads), ("#change", reads)):
            self.query_one(id).display = shown
        self.query_one("#reader", NextBar).show(self._reader_step(found, mine=mine))
        four = self.kind == "reported person"
        parts = self._checked.parts if self._checked else 0
        said = ", ".join(FOUR_PARTS[1:])
        self.query_one("#four", Paragraphs).show([(f"Holds: {said}. Paragraphs now: {parts}", FAINT)] if four else [])

    def _reader_step(self, found: draft.Kept | None, *, mine: bool) -> NextStep:
        assert self.opened is not None, "there is a case"  # noqa: S101
        if found is not None:
            for seat, said, words in found.reads:
                who = safetext.line(name_of(self.opened, seat), 30)
                mark = "+" if said == "may go" else "~"
                return NextStep(mark if mark == "~" else "", f"{who}: {said}.", safetext.line(words, 200))
            if not mine:
                return NextStep("~", f"{safetext.line(name_of(self.opened, found.author), 30)} wrote this. May it go?")
        if not draft.needs_reader(self.case, self.kind):
            return NextStep()
        if found is None:
            return NextStep("~", "A second reader is needed.", "Keep it first: a colleague reads it.", "keep it", "F2")
        others = sorted(seat for seat in self.case.access.cleared if seat != self.opened.me)
        names = ", ".join(safetext.line(name_of(self.opened, seat), 20) for seat in others)
        return NextStep(
            "~", "A second reader is needed.", f"{names} can read it here: m." if names else "Ask a colleague first: w."
        )

    # the check

    @on(TextArea.Changed, "#text")
    def _written(self) -> None:
        """Looked through at the next pause; until then the marks would stand on other words."""
        self.query_one(MarkedArea).mark([])
        self.query_one("#leak-rule", PaneRule).show(count="· looking")
        self.query_one("#text-rule", PaneRule).show(count=self._words())
        if self._look is not None:
            self._look.stop()
        self._look = self.set_timer(LOOK_AFTER, self._check_now)

    def _words(self) -> str:
        count = len(self.text.split())
        return "1 word" if count == 1 else f"{count} words"

    def _check_now(self) -> None:
        if self.opened is None or not self.query("#text"):
            return
        case, kind, text = self.case, self.kind, self.text
        self.run_job("leaks", lambda: leaks.check(case, kind, text), lambda found: self._have_checked(text, found))

    def _have_checked(self, text: str, found: Checked) -> None:
        if self.opened is None or text != self.text:
            return
        self._checked = found
        self.query_one(MarkedArea).mark([Place(leak.start, leak.end, leak.sign) for leak in found.leaks])
        lines = tuple(
            LeakLine(leak.sign, text[leak.start : leak.end], leak.what, leak.say, leak.times) for leak in found.leaks
        )
        self.query_one(LeakList).show(lines)
        telling = found.telling
        count = "  ".join(
            f"{mark} {number}" for mark, number in (("!", telling), ("~", len(found.leaks) - telling)) if number
        )
        self.query_one("#leak-rule", PaneRule).show(count=count or "+ nothing")
        nothing = [("Nothing found of", FAINT), *((f"+ {name}", MUTED) for name in found.nothing_of)]
        self.query_one("#nothing-of", Paragraphs).show(
            [("", ""), *nothing] if found.leaks else [(NOTHING, "$foreground"), ("", ""), *nothing]
        )
        self.query_one("#guess", NextBar).show(
            NextStep("~", "Reporter easy to guess") if found.guessable else NextStep()
        )
        self.query_one("#why-guess", Paragraphs).show([(f"  {found.guessable}", MUTED)] if found.guessable else [])
        self.query_one("#text-rule", PaneRule).show(count=self._words())
        self._draw_reader()
        self.refresh_keys()

    @on(LineList.Opened, "#leaks")
    def _say_otherwise(self, message: LineList.Opened) -> None:
        """Put the other words in the place of these."""
        found = self._checked
        if found is None or not 0 <= message.index < len(found.leaks):
            return
        leak = found.leaks[message.index]
        if leak.say:
            text = self.text
            self.query_one(MarkedArea).load_text(text[: leak.start] + leak.say + text[leak.end :])
            self.changed()
            self._check_now()

    # which message

    @on(StateChoice.Changed, "#kind")
    def _kind_chosen(self, message: StateChoice.Changed) -> None:
        """Another message has a draft of its own; this one's is sealed first."""
        if not self.flushed():
            return
        self.kind = next(kind for kind, word in KINDS.items() if word == message.value)
        self.draft_key = f"message {self.room} {self.kind}"
        self._start = self._begun()
        self._restore(self.begin())
        self._draw_reader()
        self.find_draft()

    def action_insert(self) -> None:
        """The template, whole or in two lines; what was written is kept in the undo of the field."""
        self._short = not self._short
        zone = zone_of_reporter(self.case) or self.house.zone
        text = drafted(self.case, self.kind, self.vault.source.now(), zone, short=self._short)
        if isinstance(text, Refused):
            self.refuse(text.sentence)
            return
        area = self.query_one(MarkedArea)
        area.select_all()
        _ = area.replace(safetext.block(text), *area.selection)
        self.changed()

    @property
    def does(self) -> str:
        """A text that wants a second reader is kept for one; any other is done with once it was sent."""
        return "keep for a reader" if self._wants_reader else "mark as sent"

    @property
    def _wants_reader(self) -> bool:
        if self.opened is None or not draft.needs_reader(self.case, self.kind):
            return False
        found = draft.kept(self.case, self.kind)
        return found is None or not found.may_go

    def action_done(self) -> None:
        """Keep it for a reader, or mark it as sent."""
        if self._wants_reader:
            self.keep(self.rule())
        else:
            self.action_sent()

    # values

    def begin(self) -> dict[str, str]:
        """The text that was there."""
        return {"text": self._start}

    def written(self) -> dict[str, str]:
        """The text that is there."""
        return {"text": self.text}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#text", MarkedArea).load_text(safetext.block(fields.get("text", "")))

    def rule(self) -> Rule:
        """Keep the text in the case, for a second reader."""
        kind, text, source = self.kind, self.text, self.vault.source
        return lambda case, me: draft.keep(case, me, kind, text, source.id())

    @on(PushButton.Pressed, "#keep")
    def _keep_it(self, message: PushButton.Pressed) -> None:
        """Kept in the case, whoever it goes to."""
        message.prevent_default()
        self.keep(self.rule())
