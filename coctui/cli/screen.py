"""Opening the screen: `coctui` alone, and `demo`. The only place that imports the app."""

import contextlib
import gc
import os
import signal
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from coctui.cli.trouble import STOPPED

if TYPE_CHECKING:
    from coctui.app import CoctuiApp
    from coctui.vault.door import Vault

PATIENCE = 2.0
"""Seconds that the app has to end in order; it cannot where its terminal is gone. What was confirmed is in the vault."""


def open_screen(path: Path, vault: "Vault | None" = None) -> int:
    """The app on a vault, at its door or with an open `vault` in the inbox; the exit code."""
    # What is loaded until the first picture stays: looking through it for garbage costs 13 of 230 ms, and finds none.
    gc.disable()
    from coctui.app import CoctuiApp

    app = CoctuiApp(path)
    app.call_later(app.call_after_refresh, _collect_again)
    if vault is not None:
        app.session.vault, app.session.rows = vault, vault.rows()
        app.call_later(app.enter)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            signal.signal(getattr(signal, name), lambda number, _: _leave(app, number, _))
    result = app.run()
    return result or app.return_code or 0


def _collect_again() -> None:
    gc.freeze()
    gc.enable()


def _leave(app: "CoctuiApp", number: int, _: FrameType | None) -> None:
    """Ask the app to end: an exception out of the handler would land in whatever task runs, and be printed."""
    threading.Thread(target=_ask, args=(app, STOPPED + number), daemon=True).start()
    watch = threading.Timer(PATIENCE, os._exit, (STOPPED + number,))
    watch.daemon = True
    watch.start()


def _ask(app: "CoctuiApp", status: int) -> None:
    with contextlib.suppress(RuntimeError):  # it does not run yet, or not any more
        app.call_from_thread(app.exit, status)
