"""Unlock, and lock: a name, a passphrase, and nothing about what is inside.

Only sqlite3 and cryptography are behind it. What the other screens need is loaded in a thread from the first key on.
"""

import gc
import importlib
import math
import time
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input

from coctui import keymap
from coctui.host.remembered import remembered
from coctui.screens.base import CoctuiScreen
from coctui.widgets.drawn import Drawn
from coctui.widgets.fields import Field, FieldLabel, FieldRow, PassphraseInput, PushButton
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.pieces import FAINT, MUTED, Line, cut, sign
from coctui.widgets.wordmark import Wordmark

if TYPE_CHECKING:
    from collections.abc import Callable

    from coctui.models.row import Row
    from coctui.vault.door import Vault
    from coctui.vault.unlock import Unlocked
    from coctui.widgets.meter import Meter

TAGLINE = "A locked room for the people who listen."
SEALED = "What you wrote is sealed. It is there with your drafts when you unlock."
OPENING = "Opening. This takes about a second, on purpose."
READING = "Reading what is new since last time."
MISSES = 3
HELPS = (
    "Is the name the one that you chose when you joined? Capital letters count in the passphrase only. "
    "A paper key goes into the same field. A colleague can give you a new seat: coctui member renew. "
    "Or write now and unlock later: esc n."
)
"""What helps, after three misses."""
HERE = "This computer opens"

LATER = (
    "coctui.vault.door",
    "coctui.screens.inbox",
    "coctui.screens.case",
    "coctui.screens.item",
    "coctui.screens.card",
)
"""What a person needs after unlocking: loaded while they type (0.4 s of imports that nobody waits for)."""

FRAME = 0.1
"""Seconds between two pictures of a meter: each one makes the thread that reads wait for the screen."""
DERIVED = 0.5
"""Share of the meter that the derivation takes; the rest is reading."""


class Place(Drawn):
    """Which file, and that nothing leaves this computer; above it, that something is due."""

    def __init__(self, name: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.file = name
        self._due = ""

    def say_due(self, sentence: str) -> None:
        """Say that something is due, without saying what; `""` takes it back."""
        if sentence != self._due:
            self._due = sentence
            self.redraw()

    def lines(self, width: int) -> list[Line]:
        """One line of 44 in the middle, and one above it that is often empty."""
        due = [(" " * max(0, (width - len(self._due) - 2) // 2), ""), sign("~"), (f" {self._due}", "$foreground")]
        name = cut("".join(c if c.isprintable() else "?" for c in self.file), 24, self.glyphs.cut)
        text = f"vault  {name}   here only, no network"
        return [
            due if self._due else [],
            [],
            [
                (" " * max(0, (width - len(text)) // 2), ""),
                ("vault  ", FAINT),
                (name, MUTED),
                ("   here only, no network", FAINT),
            ],
        ]


class Offer(Horizontal):
    """A button, and beside it what it brings."""

    def __init__(self, label: str, words: str, *, id: str) -> None:
        super().__init__(id=id)
        self._label, self._words = label, words

    def compose(self) -> ComposeResult:
        """Both on one line."""
        yield PushButton(self._label, id="write-now")
        yield FieldLabel(self._words)


class UnlockScreen(CoctuiScreen[None]):
    """The door of a vault."""

    KEYS = "unlock"
    BINDINGS = keymap.bindings("unlock")
    AUTO_FOCUS = "#name"

    def __init__(self, reason: str = "", *, name: str = "") -> None:
        """Why it is locked, and the name that is typed already."""
        super().__init__()
        self.reason = reason
        self._known = name
        if name:
            self.AUTO_FOCUS = "#passphrase"  # type: ignore[misc] # Textual asks the screen
        self.misses = 0
        self._warm = False
        self._began = 0.0
        self._ticker: Timer | None = None

    def compose(self) -> ComposeResult:
        """Wordmark, form, file."""
        yield Wordmark(self.reason or TAGLINE, id="head")
        yield FieldRow("Name", Field(self._known, limit=200, id="name"))
        yield FieldRow("Passphrase", PassphraseInput(id="passphrase"), id="secret")
        with Horizontal(id="buttons"):
            yield PushButton("Unlock", id="unlock", default=True)
            if remembered(self.house.session.path):
                yield PushButton(HERE, id="here")
        yield Offer("Write now", "unlock later: an empty page", id="offer")
        yield Place(self.house.session.path.name, id="place")
        yield KeyBar()

    def say_due(self, sentence: str) -> None:
        """While locked: something is due."""
        for place in self.query(Place):  # gone while the program ends
            place.say_due(sentence)

    # write now

    @on(PushButton.Pressed, "#write-now")
    def _write_pressed(self) -> None:
        self.action_write_now()

    def action_write_now(self) -> None:
        """An empty page, if somebody has unlocked here before."""
        from coctui.screens.write_now import NOBODY, WriteNowScreen
        from coctui.vault.page import Page, reader_here
        from coctui.vault.source import SYSTEM

        reader = reader_here(self.house.session.path)
        if reader is None:
            self._trouble(NOBODY, "~")
            return
        page = Page(reader, SYSTEM.id(), self.house.now())
        _ = self.app.push_screen(WriteNowScreen(page), self._page_put_away)

    def _page_put_away(self, written: bool | None) -> None:
        self.query_one("#head", Wordmark).show(SEALED if written else self.reason or TAGLINE)
        self.query_one("#name").focus()

    def idle(self) -> None:
        """A passphrase half typed and left is nobody's any more."""
        for field in self.query(Field):
            field.value = ""

    # typing

    @on(Input.Changed)
    def _typed(self) -> None:
        """From the first key on, everything else is loaded beside it."""
        self.query_one("#secret", FieldRow).wrong("")
        self.remove_class("-crowded")
        if not self._warm:
            self._warm = True
            self.run_worker(
                self._warm_up, name="warm", group="warm", description="warm", thread=True, exit_on_error=False
            )

    def _warm_up(self) -> None:
        _load_the_rest()
        self.app.call_later(self.house.build_ahead)

    @on(PushButton.Pressed, "#unlock")
    def _given(self) -> None:
        self._try()

    def action_submit(self) -> None:
        """Enter: from the name on to the passphrase, else try both.

        Enter comes before the fields have taken what was typed just before it: so the passphrase is tried when its
        field has. And the cursor moves at once, so that a passphrase typed quickly never lands behind the name.
        """
        secret = self.query_one("#passphrase", PassphraseInput)
        if isinstance(self.focused, PushButton):
            self.focused.action_press()
        elif self.focused is self.query_one("#name"):
            secret.focus()
        else:
            secret.call_later(self._try)

    def _try(self) -> None:
        name = self.query_one("#name", Field)
        secret = self.query_one("#passphrase", PassphraseInput)
        if self.query("#opening"):
            return
        if not secret.value:
            (secret if name.value.strip() else name).focus()
        elif name.value.strip() or _is_paper_key(secret.value):
            self._open(name.value, secret.take())
        else:
            name.focus()

    def action_quit(self) -> None:
        """Leave; nothing is open."""
        self.app.exit(0)

    def action_back(self) -> None:
        """Out of the field; there is nothing behind this screen."""
        self.set_focus(None)

    # opening

    def _open(self, name: str, passphrase: str) -> None:
        path = self.house.session.path

        def derive() -> "Unlocked":
            from coctui.vault.unlock import unlock

            return unlock(path, name, passphrase)

        self._derive(derive)

    @on(PushButton.Pressed, "#here")
    def _open_here(self) -> None:
        path = self.house.session.path

        def ask() -> "Unlocked":
            from coctui.vault.computer import unlock_here

            return unlock_here(path)

        self._typed()
        self._derive(ask)

    def _derive(self, derive: "Callable[[], Unlocked]") -> None:
        self._trouble("")
        self.query_one("#buttons").display = False
        from coctui.widgets.meter import Meter

        _ = self.mount(Meter(id="opening"), after="#secret")
        gc.disable()  # nothing of a list is garbage yet: looking for it costs a sixth of the way to the inbox
        self._began = time.monotonic()
        self._show_progress()
        self._ticker = self.set_interval(0.1, self._show_progress)
        self.run_job("unlock", derive, self._derived, self._refused, lambda unlocked: unlocked.close())

    def _show_progress(self) -> None:
        """How far the derivation probably is: it takes about a second and cannot be asked."""
        gone = time.monotonic() - self._began
        self._progress(OPENING, DERIVED * (1 - math.exp(-2 * gone)))

    def _progress(self, sentence: str, share: float) -> None:
        for meter in self.query("#opening"):
            cast("Meter", meter).show(sentence, share)

    def _derived(self, unlocked: "Unlocked") -> None:
        self._stop_ticker()
        session = self.house.session
        session.unlocked = unlocked
        self._progress(READING, DERIVED)

        shown = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal shown
            if time.monotonic() - shown > FRAME:
                shown = time.monotonic()
                share = DERIVED + (1 - DERIVED) * done / max(1, total)
                self.app.call_from_thread(self._progress, f"Reading {done:,} of {total:,}", share)

        def load() -> "tuple[Vault, tuple[Row, ...]]":
            from coctui.vault.door import Vault

            vault = Vault.load(unlocked, progress)
            return vault, vault.rows()

        def loaded(opened: "tuple[Vault, tuple[Row, ...]]") -> None:
            if session.unlocked is unlocked:
                self._loaded(*opened)
            else:  # locked meanwhile
                too_late(opened)

        def too_late(opened: "tuple[Vault, tuple[Row, ...]]") -> None:
            self.run_job("late", opened[0].lock, lambda _: None)

        def refused(error: Exception) -> None:
            if session.unlocked is unlocked:
                self._refused(error)

        def go_on() -> None:
            self.run_job("unlock", load, loaded, refused, too_late)

        if unlocked.glance.rows:
            self.house.enter_ahead(unlocked.glance, go_on)
        else:
            go_on()

    def _loaded(self, vault: "Vault", rows: "tuple[Row, ...]") -> None:
        self._rest()
        self.misses = 0
        self.query_one("#name", Field).value = ""
        session = self.house.session
        session.vault, session.rows, session.unlocked = vault, rows, None
        self.house.enter()

    def _refused(self, error: Exception) -> None:
        from coctui.vault.errors import Busy, VaultError, WrongKey

        self._rest()
        gc.enable()
        self.house.back_out()
        self.house.session.drop()
        if isinstance(error, WrongKey):
            self.misses += 1
            row = self.query_one("#secret", FieldRow)
            said = f"{error.sentence} {HELPS}" if self.misses >= MISSES else error.sentence
            row.wrong(said)
            self.set_class(self.misses >= MISSES, "-crowded")
            row.field.focus()
            return
        if isinstance(error, VaultError):
            self._trouble(error.sentence, "~" if isinstance(error, Busy) else "!")

    def _trouble(self, sentence: str, mark: str = "!") -> None:
        """What stands in the way, in words; `""` for nothing."""
        from coctui.widgets.reason import Reason

        for reason in self.query("#trouble").results(Reason):
            reason.show(sentence, mark)
            return
        if sentence:
            _ = self.mount(Reason(sentence, mark, id="trouble"), after="#buttons")

    def _rest(self) -> None:
        self._stop_ticker()
        self.query_one("#buttons").display = True
        _ = self.query("#opening").remove()

    def _stop_ticker(self) -> None:
        if self._ticker is not None:
            self._ticker.stop()
            self._ticker = None

    # locking

    def locked(self, reason: str) -> None:
        """Coming back from an open vault, or from one that was just opening: empty fields, and why, in place of the tagline."""
        self._rest()
        gc.enable()
        self.query_one("#secret", FieldRow).wrong("")
        self._trouble("")
        for field in self.query(Field):
            field.value = ""
        self.reason, self._warm = reason, False
        self.query_one("#head", Wordmark).show(reason or TAGLINE)
        self.query_one("#name").focus()


def _is_paper_key(typed: str) -> bool:
    from coctui.vault.unlock import is_paper_key

    return is_paper_key(typed)


def _load_the_rest() -> None:
    """Import what comes after unlocking; what is missing will be missed when it is needed."""
    for name in LATER:
        importlib.import_module(name)
