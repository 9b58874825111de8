"""An app with a vault that may be open, and a veil before it: what stands under the veil goes on under it, unseen."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from coctui.screens.alarms import Alarms, dues_of
from coctui.screens.base import CoctuiScreen
from coctui.screens.discreet import DiscreetApp
from coctui.screens.habits import Habits
from coctui.screens.session import Session
from coctui.screens.watch import Watch

VEIL = "veil"
"""The mode of Textual's in which the veil stands: a stack of screens of its own, so that nothing can come before it."""


def _veil_screen() -> Screen[Any]:
    from coctui.screens.veil import VeilScreen

    return VeilScreen()


class VeilingApp(DiscreetApp, inherit_bindings=False):
    """An app with a session and a veil. Clocks: `now` since 1970 UTC, `steady` that nobody can set."""

    MODES = {VEIL: _veil_screen}

    def __init__(
        self,
        path: Path,
        *,
        sheets: list[Path],
        now: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """`path` is the vault's, `sheets` are the style sheets that every screen shares."""
        self.session = Session(path)
        super().__init__(css_path=[*sheets])
        self._clock = now
        self.watch_over = Watch(now, steady)
        self.alarms = Alarms()
        self.habits = Habits()

    def now(self) -> float:
        """Seconds since 1970 UTC."""
        return self._clock()

    @property
    def veiled(self) -> bool:
        """Whether the veil stands before everything."""
        return self._current_mode == VEIL

    @property
    def _stack(self) -> list[Screen[Any]]:
        """The screens of coctui, whether the veil stands before them or not."""
        return self._screen_stacks[self.DEFAULT_MODE]

    @property
    def _standing(self) -> list[CoctuiScreen[Any]]:
        """Those of them that have their parts: one that was just put on is made in its own time, and a clock may come between."""
        return [screen for screen in self._stack if isinstance(screen, CoctuiScreen) and screen.is_mounted]

    def veil(self) -> None:
        """Put the veil before everything: names are hidden, what was typed is sealed, nothing is closed."""
        if self.veiled or self.session.vault is None:
            return
        self._seal_drafts()
        for screen in self._standing:
            screen.veiled()
        self.clear_notifications()
        self.watch_over.lock_after = self.habits.lock_after(on_shift=self._on_shift())
        self.watch_over.veiled(True)
        _ = self.switch_mode(VEIL)
        self._wipe()
        self.alarms.set(dues_of(self.session.rows), self.now())

    def _on_shift(self) -> bool:
        from coctui.models.shift import current

        vault = self.session.vault
        at = datetime.fromtimestamp(self.now(), UTC)
        return vault is not None and current(vault.member.profile.shifts, at) is not None

    def set_pin(self, typed: str) -> str:
        """Ask for this PIN behind the veil until the next lock, `""` for none; why it cannot be one, in words."""
        from coctui.screens.pin import SHORTEST, TOO_SHORT, Pin

        if 0 < len(typed) < SHORTEST:
            return TOO_SHORT
        self.session.pin = Pin(typed) if typed else None
        return ""

    def lift(self) -> None:
        """Take the veil away: everything is as it was."""
        if self.veiled:
            self.watch_over.veiled(False)
            _ = self.switch_mode(self.DEFAULT_MODE)

    def _seal_drafts(self) -> str:
        """What was typed since the last pause, on any screen; why some of it could not be, which stops no lock."""
        from coctui.vault.errors import VaultError

        trouble = ""
        for screen in self._standing:
            try:
                screen.flush()
            except VaultError as error:
                trouble = error.sentence
        return trouble

    def last_words(self) -> None:
        """While the app breaks: what was typed last is sealed."""
        self._seal_drafts()

    def _wipe(self) -> None:
        """Clear the terminal itself: a screen that comes is drawn part by part, and the old one would stand between."""
        if self._driver is not None and not self.is_headless:
            self._driver.write("\x1b[2J")

    def push_screen(self, screen: Any, *args: Any, mode: str | None = None, **kwargs: Any) -> Any:
        """As Textual does; under the veil, where a screen opened by something that took its time belongs."""
        return super().push_screen(screen, *args, mode=mode or self.DEFAULT_MODE, **kwargs)

    def pop_screen(self) -> AwaitComplete:
        """As Textual does, of the screens of coctui and never the veil."""
        mode, self._current_mode = self._current_mode, self.DEFAULT_MODE
        try:
            return super().pop_screen()
        finally:
            self._current_mode = mode

    def notify(self, message: str, **_: Any) -> None:
        """A sentence for four seconds, more at 12 letters a second. Nothing of coctui is on the veil, nor on the lock screen."""
        if not self.veiled and self.session.vault is not None:
            from coctui import safetext

            super().notify(safetext.line(message), markup=False, timeout=max(4, len(message) / 12))
