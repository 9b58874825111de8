"""Opening the screen: `coctui` alone, and `demo`. The only place that imports the app."""

import gc
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coctui.cli.trouble import Usage
from coctui.host.crash import in_threads, no_log
from coctui.host.terminal import unfit

if TYPE_CHECKING:
    from coctui.app import CoctuiApp
    from coctui.vault.door import Vault

TURN = 0.0005
"""Seconds that a thread computes while another waits for its turn; Python's own are 0.005. A picture is written by a thread,
a key read by one, vaults are looked at in one: each would wait so long for what the loop is at, and the loop for each of them.
"""


TURN = 0.0005
"""Seconds that a thread at work goes on while a key waits; a key takes ten turns. With Python's 0.005 the first key while a vault
of 10,000 cases was read took 150 ms, so 40, and reading 5 of 100 parts longer.
"""


def open_screen(path: Path, vault: "Vault | None" = None, *, name: str = "") -> int:
    """The app on a vault, at its door with `name` typed already or with an open `vault` in the inbox; the exit code.

    `Usage` where none can be drawn.
    """
    if said := unfit():
        raise Usage(said)
    sys.setswitchinterval(TURN)
    # What is loaded until the first picture stays: looking through it for garbage costs 13 of 230 ms, and finds none.
    gc.disable()
    sys.setswitchinterval(TURN)
    from coctui.app import CoctuiApp

    app = CoctuiApp(path, name=name)
    in_threads(partial(app.call_later, app.broken))
    no_log()
    app.call_later(app.call_after_refresh, _collect_again)
    app.call_later(_heed_signals, app)
    if vault is not None:
        app.session.vault, app.session.rows = vault, vault.rows()
        app.call_later(app.enter)
    try:
        result = app.run()
    finally:
        left = app.session.drop()
        if left is not None:
            left.lock()
    return result or app.return_code or 0


def _collect_again() -> None:
    gc.freeze()
    gc.enable()


def _heed_signals(app: "CoctuiApp") -> None:
    """On the app's loop, after its driver has put its own answer to SIGTSTP in place, which would not lock."""
    from coctui.host.signals import heed, unheeded
    from coctui.host.terminal import terminal_there

    heed("SIGTERM", app.end, ends=lambda: True)
    heed("SIGHUP", app.hang_up, ends=lambda: not terminal_there())
    heed("SIGTSTP", lambda _: app.suspend_now())
    unheeded("SIGCONT")  # who stopped takes the terminal back
