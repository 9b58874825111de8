"""The veil: the time, and nothing of coctui. For somebody who looks over a shoulder."""

from typing import cast

from textual.app import ComposeResult

from coctui import keymap
from coctui.screens.base import CoctuiScreen
from coctui.screens.pin import MISSES
from coctui.widgets.clock_face import ClockFace
from coctui.widgets.fields import FieldRow, PassphraseInput

WRONG = "That is not it."
LOCKED = "Locked after three PINs that were not it."


class VeilScreen(CoctuiScreen[None]):
    """Stands before everything else, in a stack of screens of its own; two keys lift it, no other does anything."""

    KEYS = "veil"
    BINDINGS = keymap.bindings("veil")
    CSS_PATH = "../styles/veil.tcss"
    AUTO_FOCUS = ""
    SMALLEST = (0, 0)

    def compose(self) -> ComposeResult:
        """The clock; the field for the PIN stays away until it is asked for."""
        yield ClockFace(self.house.now(), self.house.zone)
        yield FieldRow("PIN", PassphraseInput(id="pin"), id="pin-row")

    def on_screen_resume(self) -> None:
        """It comes down as it did the first time: no field that waits for a PIN, no sentence of before."""
        self._ask(False)
        self.say_due("")

    def say_due(self, sentence: str) -> None:
        """The time as it is now, and what is to be said of something that is due."""
        for face in self.query(ClockFace):
            face.show(self.house.now(), sentence)

    def _ask(self, ask: bool) -> None:
        for row in self.query("#pin-row").results(FieldRow):
            row.wrong("")
            cast("PassphraseInput", row.field).value = ""
        self.set_class(ask, "-asking")
        self.set_focus(self.query_one("#pin") if ask else None)

    def action_veil(self) -> None:
        """Go on, after the PIN if one is set; a second time puts its field away again."""
        if self.house.session.pin is None:
            self.house.lift()
        else:
            self._ask(not self.has_class("-asking"))

    def action_submit(self) -> None:
        """Try the PIN once its field has all that was typed."""
        field = self.query_one("#pin", PassphraseInput)
        field.call_later(self._try)

    def _try(self) -> None:
        pin, row = self.house.session.pin, self.query_one("#pin-row", FieldRow)
        typed = self.query_one("#pin", PassphraseInput).take()
        if pin is None or not typed:
            return
        if pin.fits(typed):
            self.house.lift()
        elif pin.misses >= MISSES:
            self.house.lock(LOCKED)
        else:
            row.wrong(WRONG)

    def works(self, binding: str) -> bool:
        """Enter is for the PIN only."""
        return binding != "submit" or self.has_class("-asking")

    def action_back(self) -> None:
        """Put the field of the PIN away."""
        self._ask(False)

    def action_pane_next(self) -> None:
        """There is nothing to go on to."""
