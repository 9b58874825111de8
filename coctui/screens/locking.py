"""An app that locks: keys, models and screens go, and what lies about is cleared; from a key, a clock or a signal."""

import asyncio
import contextlib
import os
import signal
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerError

from coctui.host.terminal import terminal_there
from coctui.screens.alarms import dues_of
from coctui.screens.forget import forget
from coctui.screens.unlock import UnlockScreen
from coctui.screens.veiling import VeilingApp

if TYPE_CHECKING:
    from coctui.host.clipboard import Clipboard, Copied
    from coctui.vault.door import Vault

KEPT = "What you were writing is kept, sealed."
LOCKED_AWAY = f"Locked while coctui was away. {KEPT}"
AGAIN = "It is safe on this screen. The same key once more goes all the same, and what is not sealed is lost then."
THREADS_END = 3.0
"""Seconds after which work that a thread was at when it was locked has ended; what it held is let go of then."""
PATIENCE = 2.0
"""Seconds to wait for the vault to close before the program stops or ends; what was confirmed is in it already."""


def _close(vaults: "list[Vault]", copies: "Clipboard | None") -> None:
    """In a thread: keys and models go first, then what was copied. The list is emptied: Textual remembers what it ran."""
    vaults.pop().lock()
    if copies is not None:
        copies.take_back()


class LockingApp(VeilingApp, inherit_bindings=False):
    """An app with a veil that can let go of all that is open."""

    _leaving = False
    """Whether the vault is let go of and its screens are on their way out."""
    _copies: "Clipboard | None" = None
    _last_lock: Worker[None] | None = None

    def held_back(self) -> bool:
        """Whether somebody who wants to lock or leave is held back: what they typed last cannot be sealed, and is in sight now.

        Once; who presses again goes. Behind the veil, where nothing can be said, and by clock or signal it locks all the same.
        """
        if self.veiled or not (trouble := self._seal_drafts()):
            return False
        for screen in reversed(self._standing):
            if screen.refuse_to_go(f"{trouble} {AGAIN}"):
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

    # signals

    def suspend_now(self) -> None:
        """Lock, then stop until the shell says go on: ctrl+z, and SIGTSTP from outside."""
        self.call_next(self._suspend)

    async def _suspend(self) -> None:
        await self._locked(LOCKED_AWAY)
        driver = self._driver
        if driver is not None and driver.can_suspend:
            driver.suspend_application_mode()
            os.kill(os.getpid(), signal.SIGSTOP)
            # Here, and not when SIGCONT comes: that may reach another thread first, and be answered too late or never.
            if terminal_there():
                driver.resume_application_mode()
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
