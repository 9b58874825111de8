"""An app that watches over what is open: the clocks and keys that bring the veil and the lock, and what rings meanwhile."""

import asyncio
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from textual.events import Event, Key, MouseDown, MouseScrollDown, MouseScrollUp, Paste

from coctui.screens.base import CoctuiScreen
from coctui.screens.forget import ForgetfulThreads
from coctui.screens.habits import habits_of
from coctui.screens.locking import KEPT, LockingApp
from coctui.screens.own_keys import textual_keymap
from coctui.screens.type_ahead import TypeAhead

LOCKED_JUMP = f"Locked: this computer slept, or its clock was set. {KEPT}"


def locked_after(minutes: int) -> str:
    """Why it is locked after so long behind the veil."""
    long = "half an hour" if minutes == 30 else "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"Locked after {long} behind the veil. {KEPT}"


class GuardedApp(LockingApp, inherit_bindings=False):
    """An app with a session that veils and locks by itself. Clocks: `now` since 1970 UTC, `steady` that nobody can set."""

    def __init__(
        self,
        path: Path,
        *,
        sheets: list[Path],
        now: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(path, sheets=sheets, now=now, steady=steady)
        self._minute = int(now() // 60)
        self._type_ahead = TypeAhead(self, self._deliver)

    @property
    def own_keys(self) -> Mapping[str, str]:
        """Binding id to the letter or sign that the member who unlocked chose for it."""
        return self.habits.keys

    def adopt(self, settings: Mapping[str, str]) -> None:
        """Take the settings of the member who unlocked: minutes and keys."""
        self.habits = habits_of(settings)
        self.watch_over.veil_after = self.habits.veil
        self.set_keymap(textual_keymap(self.habits.keys))
        for screen in self._standing:
            screen.refresh_keys()

    def on_mount(self) -> None:
        """Look at the clocks once a second."""
        asyncio.get_running_loop().set_default_executor(ForgetfulThreads())
        self._modes[self.DEFAULT_MODE] = self.get_default_screen  # to come back to from behind the veil; Textual asks
        self.set_interval(1, self.second)

    # once a second

    def second(self) -> None:
        """Once a second: is anything due, does a minute begin, has nobody typed for long."""
        for step in (self._tell_due, self._look_for_idleness, self._look_at_clock):
            if self._leaving or not self.screen_stack:  # screens have lost their vault, or the program ends
                return
            step()

    def _look_for_idleness(self) -> None:
        if self.session.vault is not None:
            self._keep_watch()
        elif self.watch_over.look() in ("veil", "jump") and isinstance(self.screen, CoctuiScreen):
            self.screen.idle()

    def _keep_watch(self) -> None:
        match self.watch_over.look():
            case "jump":
                self.lock(LOCKED_JUMP)
            case "lock":
                self.lock(locked_after(self.watch_over.lock_after))
            case "veil":
                self.veil()
            case "warn":
                self._warn(f"veils in {self.watch_over.left} s, any key stays")
            case _:
                self._warn("")

    def _warn(self, sentence: str) -> None:
        screen = self.screen
        if isinstance(screen, CoctuiScreen):
            screen.warn(sentence)

    def _tell_due(self) -> None:
        """The bell, and one sentence without a case, while nothing of the vault can be seen."""
        screen = self.screen
        if not isinstance(screen, CoctuiScreen) or not (self.veiled or self.session.vault is None):
            return
        screen.say_due(self.alarms.sentence(self.now()))
        if self.alarms.rings(self.now()):
            self.bell()

    def _look_at_clock(self) -> None:
        minute = int(self.now() // 60)
        if minute != self._minute:
            self._minute = minute
            for screen in self._standing:
                screen.minute()

    # keys

    def on_ready(self) -> None:
        """What was typed before the first picture may go on."""
        self._type_ahead.begin()

    async def on_event(self, event: Event) -> None:
        """Keys from the terminal one after the other; everything else as Textual does."""
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            await self._type_ahead.take(event)
            return
        if isinstance(event, (MouseDown, MouseScrollDown, MouseScrollUp)):
            self.watch_over.typed()
        await super().on_event(event)

    async def _deliver(self, event: Event) -> bool:
        """A key on its way to the screen; the first one after the computer slept locks, and does nothing else."""
        if self.session.vault is not None and self.watch_over.jumped():
            self.lock(LOCKED_JUMP)
            return False
        self.watch_over.typed()
        await super().on_event(event)
        return True
