"""An app that watches over what is open: the veil, the lock, the clocks and signals that bring them, and what rings meanwhile."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete
from textual.events import Event, Key, MouseDown, MouseScrollDown, MouseScrollUp, Paste
from textual.screen import Screen
from textual.worker import Worker, WorkerError

from coctui.host.terminal import terminal_there
from coctui.screens.alarms import Alarms, dues_of
from coctui.screens.base import CoctuiScreen
from coctui.screens.discreet import DiscreetApp
from coctui.screens.forget import ForgetfulThreads, forget
from coctui.screens.habits import Habits, habits_of
from coctui.screens.own_keys import textual_keymap
from coctui.screens.session import Session
from coctui.screens.type_ahead import TypeAhead
from coctui.screens.unlock import UnlockScreen
from coctui.screens.watch import Watch

if TYPE_CHECKING:
    from coctui.host.clipboard import Clipboard, Copied
    from coctui.vault.door import Vault

VEIL = "veil"
"""The mode of Textual's in which the veil stands: a stack of screens of its own, so that nothing can come before it."""
KEPT = "What you were writing is kept, sealed."
LOCKED_AWAY = f"Locked while coctui was away. {KEPT}"
AGAIN = "It is safe on this screen. The same key once more goes all the same, and what is not sealed is lost then."
LOCKED_JUMP = f"Locked: this computer slept, or its clock was set. {KEPT}"
THREADS_END = 3.0
"""Seconds after which work that a thread was at when it was locked has ended; what it held is let go of then."""
PATIENCE = 2.0
"""Seconds to wait for the vault to close before the program stops or ends; what was confirmed is in it already."""


def locked_after(minutes: int) -> str:
    """Why it is locked after so long behind the veil."""
    long = "half an hour" if minutes == 30 else "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"Locked after {long} behind the veil. {KEPT}"


def _veil_screen() -> Screen[Any]:
    from coctui.screens.veil import VeilScreen

    return VeilScreen()


def _close(vaults: "list[Vault]", copies: "Clipboard | None") -> None:
    """In a thread: keys and models go first, then what was copied. The list is emptied: Textual remembers what it ran."""
    vaults.pop().lock()
    if copies is not None:
        copies.take_back()


class GuardedApp(DiscreetApp, inherit_bindings=False):
    """An app with a session that veils and locks. Clocks: `now` since 1970 UTC, `steady` that nobody can set."""

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
        self._minute = int(now() // 60)
        self.watch_over = Watch(now, steady)
        self.alarms = Alarms()
        self.habits = Habits()
        self._copies: Clipboard | None = None
        self.away = False
        """Whether the program is stopped, and the terminal the shell's."""
        self._last_lock: Worker[None] | None = None
        self._leaving = False
        """Whether the vault is let go of and its screens are on their way out."""
        self._type_ahead = TypeAhead(self, self._deliver)

    def now(self) -> float:
        """Seconds since 1970 UTC."""
        return self._clock()

    @property
    def own_keys(self) -> Mapping[str, str]:
        """Binding id to the letter or sign that the member who unlocked chose for it."""
        return self.habits.keys

    def adopt(self, settings: Mapping[str, str]) -> None:
        """Take the settings of the member who unlocked: minutes and keys."""
        self.habits = habits_of(settings)
        self.watch_over.veil_after = self.habits.veil
        self.set_keymap(textual_keymap(self.habits.keys))
        for screen in self._stack:
            if isinstance(screen, CoctuiScreen) and screen.is_mounted:
                screen.refresh_keys()

    def on_mount(self) -> None:
        """Look at the clocks once a second."""
        asyncio.get_running_loop().set_default_executor(ForgetfulThreads())
        self._modes[self.DEFAULT_MODE] = self.get_default_screen  # to come back to from behind the veil; Textual asks
        self.set_interval(1, self.second)

    # veil and lock

    @property
    def veiled(self) -> bool:
        """Whether the veil stands before everything."""
        return self._current_mode == VEIL

    @property
    def _stack(self) -> list[Screen[Any]]:
        """The screens of coctui, whether the veil stands before them or not."""
        return self._screen_stacks[self.DEFAULT_MODE]

    def veil(self) -> None:
        """Put the veil before everything: names are hidden, what was typed is sealed, nothing is closed."""
        if self.veiled or self.session.vault is None:
            return
        self._seal_drafts()
        for screen in self._stack:
            if isinstance(screen, CoctuiScreen):
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

    def held_back(self) -> bool:
        """Whether somebody who wants to lock or leave is held back: what they typed last cannot be sealed, and is in sight now.

        Once; who presses again goes. Behind the veil, where nothing can be said, and by clock or signal it locks all the same.
        """
        if self.veiled or not (trouble := self._seal_drafts()):
            return False
        for screen in reversed(self._stack):
            if isinstance(screen, CoctuiScreen) and screen.refuse_to_go(f"{trouble} {AGAIN}"):
                while self.screen is not screen:
                    _ = self.pop_screen()
                return True
        return False

    def lock(self, reason: str = "") -> None:
        """Drop keys, models and screens, clear what lies about, and stand at the door."""
        trouble, vaults = self._drop()
        self.call_next(self._to_the_door, trouble or reason, vaults)

    def _drop(self) -> "tuple[str, list[Vault]]":
        """Seal drafts, then let go of all that is open: why a draft could not be sealed, and the vault that is to close."""
        self._leaving = True
        trouble = self._seal_drafts()
        if trouble:
            trouble = f"Locked. What you typed last could not be sealed: {trouble}"
        if self.session.vault is not None and not self.veiled:
            self.alarms.set(dues_of(self.session.rows), self.now())
        vault = self.session.drop()
        self.habits = self.habits._replace(keys={})  # whose they are is not known at the door
        self.set_keymap({})
        self.workers.cancel_all()
        self.clear_notifications()
        self._clipboard = ""
        return trouble, [] if vault is None else [vault]

    def _seal_drafts(self) -> str:
        """What was typed since the last pause, on any screen; why some of it could not be, which stops no lock."""
        from coctui.vault.errors import VaultError

        trouble = ""
        for screen in self._stack:
            if isinstance(screen, CoctuiScreen):
                try:
                    screen.flush()
                except VaultError as error:
                    trouble = error.sentence
        return trouble

    async def _to_the_door(self, reason: str, vaults: "list[Vault]") -> None:
        """Away with all screens; then the unlock screen, or the doors if no vault was ever open.

        The vault closes in a worker that is begun here: one begun by a screen would keep that screen.
        """
        opened = bool(vaults)
        if opened:
            close = partial(_close, vaults, self._copies)
            self._last_lock = self.run_worker(
                close, name="lock", group="lock", description="lock", thread=True, exit_on_error=False
            )
        with self.batch_update():  # no screen that goes shows the one below it
            while len(self._stack) > 1:
                await self.pop_screen()
            door = self._stack[-1]
            if isinstance(door, UnlockScreen):
                door.locked(reason)
            elif opened:
                await self.push_screen(UnlockScreen(reason))  # over the doors, through which nobody goes twice
            if self.veiled:
                _ = self.switch_mode(self.DEFAULT_MODE)
            self._wipe()
        self.watch_over.veiled(False)
        self._leaving = False
        self.refresh(repaint=True, layout=True)
        self.call_later(forget, self)
        self.set_timer(THREADS_END, partial(forget, self))

    async def _locked(self, reason: str) -> None:
        """Lock, and wait until the lock screen stands and the vault is closed; for the vault not for ever."""
        trouble, vaults = self._drop()
        await self._to_the_door(trouble or reason, vaults)
        if self._last_lock is not None:
            with contextlib.suppress(TimeoutError, WorkerError):
                await asyncio.wait_for(self._last_lock.wait(), PATIENCE)

    def copy(self, text: str) -> "Copied":
        """Copy a text on purpose, and what to say of it; in a thread, since a clipboard may take its time.

        Recording that it left is the caller's. At the lock it is taken back, if it is still there.
        """
        if self._copies is None:
            from coctui.host.clipboard import Clipboard

            self._copies = Clipboard()
        driver = self._driver
        return self._copies.copy(text, driver.write if driver is not None and not self.is_headless else None)

    def _wipe(self) -> None:
        """Clear the terminal itself: a screen that comes is drawn part by part, and the old one would stand between."""
        if self._driver is not None and not self.is_headless:
            self._driver.write("\x1b[2J")

    # signals

    def suspend_now(self) -> None:
        """Lock, then stop until the shell says go on: ctrl+z, and SIGTSTP from outside."""
        self.call_next(self._suspend)

    async def _suspend(self) -> None:
        await self._locked(LOCKED_AWAY)
        driver = self._driver
        if driver is not None and driver.can_suspend:
            driver.suspend_application_mode()
            self.away = True
            os.kill(os.getpid(), signal.SIGSTOP)  # the driver takes the terminal back when SIGCONT comes
            self.away = False
            self.watch_over.begin()
            self.refresh(repaint=True, layout=True)

    def end(self, status: int) -> None:
        """Seal drafts, close the vault and leave in order: SIGTERM."""
        self.call_next(self._end, status)

    async def _end(self, status: int) -> None:
        await self._locked("")
        self.exit(status)

    def hang_up(self, status: int) -> None:
        """Lock; and leave if the terminal is gone, as it is when its window was closed: SIGHUP."""
        self.call_next(self._hang_up, status)

    async def _hang_up(self, status: int) -> None:
        await self._locked(LOCKED_AWAY)
        if not terminal_there():
            self.exit(status)

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
            for screen in self._stack:
                if isinstance(screen, CoctuiScreen):
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

    async def _deliver(self, event: Event) -> None:
        """A key on its way to the screen; the first one after the computer slept locks, and does nothing else."""
        if self.session.vault is not None and self.watch_over.jumped():
            self.lock(LOCKED_JUMP)
            return
        self.watch_over.typed()
        await super().on_event(event)

    # what stands under the veil goes on under it

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

    def last_words(self) -> None:
        """While the app breaks: what was typed last is sealed."""
        self._seal_drafts()
