"""An app that lets nothing out by accident: no browser, no pictures, no files, no copies, and a crash that says nothing.

A crash prints the type of the error and a short code, never a value: Textual would print local variables, and with
them passphrases and names, to the scrollback.
"""

import codecs
import contextlib
import sys
from functools import partial
from typing import Any

from textual.app import App
from textual.driver import Driver
from textual.worker import WorkerFailed

NOT_IN_A_BROWSER = (
    "coctui does not run in a browser: whoever reaches the page would reach the cases. Start it in a terminal."
)
WHOLE = "Your vault is closed and whole; drafts are kept."


def _read_any_byte(driver: type[Driver]) -> None:
    """Let the driver's thread of keys outlive a byte that is no UTF-8, as a terminal of another encoding sends it.

    Textual decodes strictly there: one such byte ended the program. Now it is a visible sign in the text. And keys whose
    bytes come one by one are keys.
    """
    module = sys.modules[driver.__module__]
    if hasattr(module, "XTermParser"):
        from coctui.screens.slow_line import PatientParser

        module.XTermParser = PatientParser  # type: ignore[attr-defined]
    if hasattr(module, "getincrementaldecoder"):  # not on Windows, which hands over text
        module.getincrementaldecoder = lambda encoding: partial(codecs.getincrementaldecoder(encoding), "replace")  # type: ignore[attr-defined]


class DiscreetApp(App[int], inherit_bindings=False):
    """Textual's app without its back doors."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def get_driver_class(self) -> type[Driver]:
        """The terminal's driver; a browser's is refused."""
        driver = super().get_driver_class()
        if driver.__name__ == "WebDriver":
            raise SystemExit(NOT_IN_A_BROWSER)
        _read_any_byte(driver)
        return driver

    def panic(self, *renderables: Any) -> None:
        """End with our own sentence only: Textual hands over whole tracebacks where its thread of keys breaks."""
        self._return_code = 1
        with contextlib.suppress(Exception):
            self.last_words()
        from coctui import safetext  # not on the way to the first picture

        said = "\n".join(one for one in renderables if isinstance(one, str))
        super().panic(safetext.block(said or f"coctui stopped (reading keys). {WHOLE}"))

    def copy_to_clipboard(self, text: str) -> None:
        """Nothing in this app copies by itself: copying is an explicit command that is recorded."""

    def deliver_screenshot(self, *args: Any, **kwargs: Any) -> None:
        """No pictures: they would lie in a folder, readable by all."""

    def save_screenshot(self, *args: Any, **kwargs: Any) -> str:
        """The same."""
        return ""

    def action_screenshot(self, *args: Any, **kwargs: Any) -> None:
        """The same."""

    def deliver_text(self, *args: Any, **kwargs: Any) -> None:
        """No files either."""

    def deliver_binary(self, *args: Any, **kwargs: Any) -> None:
        """The same."""

    def last_words(self) -> None:
        """What may still be saved while the app breaks or ends."""

    def exit(self, result: int | None = None, return_code: int = 0, message: Any = None) -> None:
        """Leave; what was typed last is sealed first, whichever way leads here."""
        with contextlib.suppress(Exception):
            self.last_words()
        super().exit(result, return_code, message)

    def broken(self, error: BaseException) -> None:
        """A thread that nobody waits for has ended with an error: the program does too, in order.

        Not where it read from a window that was closed: what follows that is on its way.
        """
        from coctui.host.terminal import terminal_there

        if terminal_there():
            raise error

    def _handle_exception(self, error: Exception) -> None:
        # replaces Textual's, which prints local variables; private there, hence the exact pin and a test in a terminal
        self._return_code = 1
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error  # where it happened, not that it was in a worker
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        with contextlib.suppress(Exception):  # whatever is broken, one thing after the other
            self.last_words()
        from coctui import safetext
        from coctui.host.crash import crash_code

        what = f"coctui stopped ({type(error).__name__}, code {crash_code(error)})."
        self.panic(safetext.line(f"{what} {WHOLE}"))
