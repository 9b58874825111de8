"""Start a team: a conference, oneself, and a passphrase that nobody else knows."""

import math
import time
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input

from coctui import keymap
from coctui.screens.base import CoctuiScreen
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.drawn import Drawn
from coctui.widgets.fields import Field, FieldLabel, FieldRow, PassphraseInput, PushButton
from coctui.widgets.meter import Meter
from coctui.widgets.pieces import BOLD, FAINT, KEY, MUTED, Line
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice

if TYPE_CHECKING:
    from coctui.vault.door import Vault

MAKING = "Making the vault. This takes about a second, on purpose."
NOT_ALIKE = "The two are not alike. Type both anew; nothing was made yet."
ROLES = (("", "lead"), ("", "chair"), ("", "lead and chair"))


class SixWords(Drawn):
    """Six words that were drawn, to write down on paper; they are nowhere but here."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words = ""

    def show(self, words: str) -> None:
        """Take six words."""
        self.words = words
        self.redraw()

    def lines(self, width: int) -> list[Line]:
        """The words, and what to do with them."""
        return [
            [(self.words or "drawing six words", BOLD if self.words else FAINT)],
            [("Drawn just now. Write them on paper, then type them.", MUTED)],
            [("F3", KEY), (" others. Or your own words, 15 characters or more.", MUTED)],
        ]


class StartScreen(CoctuiScreen[None]):
    """The first member makes the vault."""

    KEYS = "start"
    BINDINGS = keymap.bindings("start")
    CSS_PATH = "../styles/start.tcss"
    AUTO_FOCUS = "#conference"

    def __init__(self) -> None:
        super().__init__()
        self._ticker: Timer | None = None
        self._began = 0.0

    def compose(self) -> ComposeResult:
        """One column of fields."""
        with VerticalScroll(id="page", can_focus=False):
            yield PaneRule("Start a team", focused=True)
            yield FieldRow("Conference", Field(limit=120, id="conference"), beside=True)
            yield FieldRow("Your name", Field(limit=120, id="me"), beside=True)
            with Horizontal(id="role-row"):
                yield FieldLabel("Your role")
                yield StateChoice(ROLES, "lead", id="role")
            yield SixWords(id="words")
            yield FieldRow("Passphrase", PassphraseInput(id="first"), id="first-row", beside=True)
            yield FieldRow("Once more", PassphraseInput(id="second"), id="second-row", beside=True)
            with Horizontal(id="buttons"):
                yield PushButton("Start the team", id="make", default=True)
            yield Meter(id="opening")
            yield Reason(id="trouble")
        yield KeyBar()

    def on_mount(self) -> None:
        """Draw the first six words."""
        super().on_mount()
        self.action_words_new()

    def action_words_new(self) -> None:
        """Six other words."""
        self.run_job("words", _six_words, self.query_one("#words", SixWords).show)

    # what was typed

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if not event.value:
            return  # emptied by us, or by somebody who reads what does not fit
        for row in self.query(FieldRow):
            row.wrong("")
        self.query_one("#trouble", Reason).show("")

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        if event.input.id == "second":
            self.action_done()
        else:
            self.focus_next()

    @on(PushButton.Pressed, "#make")
    def _pressed(self) -> None:
        self.action_done()

    def action_done(self) -> None:
        """Make the vault, if everything is there."""
        if self.has_class("-opening"):
            return
        for name, sentence in (
            ("conference", "Which conference is it for?"),
            ("me", "How do your colleagues call you?"),
        ):
            field = self.query_one(f"#{name}", Field)
            if not field.value.strip():
                cast("FieldRow", field.parent).wrong(sentence)
                field.focus()
                return
        first, second = self.query_one("#first", PassphraseInput), self.query_one("#second", PassphraseInput)
        if not first.value:
            first.focus()
        elif first.value != second.value:
            first.value = second.value = ""
            first.focus()
            self.call_after_refresh(self.query_one("#second-row", FieldRow).wrong, NOT_ALIKE)
        else:
            self._make(first.take())
            second.value = ""

    # making

    def _make(self, passphrase: str) -> None:
        self.add_class("-opening")
        self._began = time.monotonic()
        self._ticker = self.set_interval(0.1, self._show_progress)
        self._show_progress()
        path, zone = self.house.session.path, str(self.house.zone)
        conference = self.query_one("#conference", Field).value.strip()
        name = self.query_one("#me", Field).value.strip()
        role = self.query_one("#role", StateChoice).value.replace(" and ", ",")

        def make() -> "Vault":
            from coctui.casework.result import Refused
            from coctui.casework.team import founding_roles
            from coctui.models.roster import Profile
            from coctui.models.team_events import Founded
            from coctui.vault.door import Vault
            from coctui.vault.passphrase import check_passphrase

            check_passphrase(passphrase)
            roles = founding_roles(role)
            assert not isinstance(roles, Refused), "the choice offers founders' roles only"  # noqa: S101
            profile = Profile(name=name, zone=zone)
            founding = Founded(format=1, conference=conference, zone=zone, profile=profile, roles=roles)
            return Vault.create(path, name=name, passphrase=passphrase, founding=founding)

        self.run_job("unlock", make, self._made, self._refused)

    def _show_progress(self) -> None:
        gone = time.monotonic() - self._began
        self.query_one("#opening", Meter).show(MAKING, 1 - math.exp(-gone))

    def _made(self, vault: "Vault") -> None:
        self._rest()
        self.house.session.vault = vault
        self.house.enter()

    def _refused(self, error: Exception) -> None:
        self._rest()
        self.query_one("#trouble", Reason).show(str(getattr(error, "sentence", "")))
        self.query_one("#first", PassphraseInput).focus()

    def _rest(self) -> None:
        self.remove_class("-opening")
        if self._ticker is not None:
            self._ticker.stop()
            self._ticker = None


def _six_words() -> str:
    from coctui.vault.passphrase import six_words
    from coctui.vault.source import SYSTEM

    return six_words(SYSTEM)
