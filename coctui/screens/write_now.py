"""Write now, unlock later: an empty page on the lock screen. What is written is sealed; nothing can be read back here."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import TextArea

from coctui import keymap
from coctui.screens.base import CoctuiScreen
from coctui.widgets import moments
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.writing import WritingArea

if TYPE_CHECKING:
    from coctui.vault.page import Page

SHORTLY = 0.01
"""Seconds; a timer of none at all divides by it."""
NOBODY = "Nobody has unlocked this vault here yet, so there is nobody to seal a page to. Unlock it once first."
WORDS = (
    "Sealed as you write, to whoever unlocked here last; it is their draft at the next unlock. "
    "Once you leave this page, nobody can read it before then, you neither."
)


class WriteNowScreen(CoctuiScreen[bool]):
    """One page; the result says whether anything was written."""

    KEYS = "write now"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("write now")]
    CSS_PATH = ["../styles/sheet.tcss", "../styles/write_now.tcss"]
    AUTO_FOCUS = "#text"
    PAUSE: ClassVar[float] = 1.0
    """Seconds without a key after which the page is sealed."""
    AT_LEAST: ClassVar[float] = 5.0
    """Seconds of writing without a pause after which it is sealed all the same."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self._page = page
        self._pause: Timer | None = None
        self._dirty_since = 0.0
        self._written = False
        self._told_unsealed = False
        """Whether who wanted to lock or leave was told that it is not sealed."""

    def compose(self) -> ComposeResult:
        """Title, page, what becomes of it."""
        with Vertical(id="page"):
            yield PaneRule("Write now", count="nothing sealed yet", focused=True)
            yield WritingArea(id="text")
            yield Reason(id="trouble")
            yield Paragraphs([(WORDS, MUTED)])
        yield KeyBar()

    @property
    def typing(self) -> bool:
        """Whether letters are text now."""
        return isinstance(self.focused, TextArea)

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if not self._dirty_since:
            self._dirty_since = self.house.now()
        self._told_unsealed = False
        if self._pause is not None:
            self._pause.stop()
        wait = min(self.PAUSE, self._dirty_since + self.AT_LEAST - self.house.now())
        self._pause = self.set_timer(max(wait, SHORTLY), self._seal)

    def _seal(self) -> None:
        self._pause = None
        text = self.query_one("#text", WritingArea).text
        self._dirty_since = 0.0
        self.run_job("seal", partial(self._page.keep, text), lambda _: self._sealed(text), self._not_sealed)

    def _sealed(self, text: str) -> None:
        self._written = bool(text.strip())
        if not self._dirty_since:
            self.query_one(PaneRule).show(count="+ sealed" if self._written else "nothing sealed yet")
            self.query_one("#trouble", Reason).show("")

    def _not_sealed(self, error: Exception) -> None:
        if not self._told_unsealed:
            self.query_one("#trouble", Reason).show(str(getattr(error, "sentence", "")))
        self.query_one(PaneRule).show(count="! not sealed, trying again")
        self._dirty_since = self.house.now()
        self._pause = self.set_timer(self.PAUSE, self._seal)

    def flush(self) -> None:
        """Seal at once what was typed last. Raises `VaultError`."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        if self._dirty_since:
            text = self.query_one("#text", WritingArea).text
            self._page.keep(text)
            self._dirty_since, self._written = 0.0, bool(text.strip())

    def refuse_to_go(self, sentence: str) -> bool:
        """The page cannot be sealed: said once; it is tried again as before."""
        if self._told_unsealed or not self._dirty_since:
            return False
        self._told_unsealed = True
        self._not_sealed(Exception())
        self.query_one("#trouble", Reason).show(sentence)
        return True

    def idle(self) -> None:
        """Nobody is there any more: the page is put away, as with a key."""
        self.action_done()

    def action_done(self) -> None:
        """Seal and leave; a page that cannot be sealed stays."""
        try:
            self.flush()
        except Exception as error:
            if not hasattr(error, "sentence"):
                raise
            self._not_sealed(error)
            return
        _ = self.dismiss(self._written)

    def action_back(self) -> None:
        """Out of the field first; then as `done`."""
        if self.typing:
            self.set_focus(None)
        else:
            self.action_done()

    def action_stamp(self) -> None:
        """The time at the cursor."""
        now = self.house.now()
        _ = self.query_one("#text", WritingArea).insert(f"{moments.clock(now, self.house.zone)} ")
