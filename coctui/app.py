"""The app: which screen is on, the lock, and what is printed when something breaks. Nothing else.

A crash prints the type of the error and a short code, never a value: Textual would print local variables, and with
them passphrases and names, to the scrollback.
"""

import contextlib
import locale
import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES
from textual.types import AnimationLevel

from coctui.screens.base import CoctuiScreen
from coctui.screens.session import Session
from coctui.screens.type_ahead import TypeAhead
from coctui.screens.unlock import UnlockScreen
from coctui.styles import theme
from coctui.widgets.glyphs import ASCII, for_encoding

# There before the app is made: choosing a theme afterwards would read every style sheet twice, 15 ms of the first picture.
BUILTIN_THEMES |= {each.name: each for each in theme.THEMES}

NOT_IN_A_BROWSER = (
    "coctui does not run in a browser: whoever reaches the page would reach the cases. Start it in a terminal."
)


class CoctuiApp(App[int], inherit_bindings=False):
    """coctui on a terminal. `path` is the vault, there or not; exit code 0 unless it crashed."""

    CSS_PATH = None
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    NOTIFICATION_TIMEOUT = 4.0
    TITLE = "coctui"
    theme = Reactive(theme.THEMES[0].name)

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], float] = time.time,
        zone: tzinfo | None = None,
        encoding: str | None = None,
        first: bool | None = None,
    ) -> None:
        """`now`, `zone`, `encoding` (of the locale) and `first` (whether there is no vault yet) are found out unless given."""
        self.session = Session(path)
        self._doors = not path.exists() if first is None else first
        sheet = Path(__file__).with_name("styles")
        super().__init__(css_path=[sheet / "base.tcss", sheet / "unlock.tcss"])
        self.animation_level: AnimationLevel = "none"
        self._clock = now
        self.zone: tzinfo = zone or datetime.now(UTC).astimezone().tzinfo or UTC
        self.clock_times = False
        self.glyphs = for_encoding(encoding or locale.getpreferredencoding(False))
        self._minute = -1
        self._type_ahead = TypeAhead(self, super().on_event)

    # what screens ask for

    def now(self) -> float:
        """Seconds since 1970 UTC."""
        return self._clock()

    def enter(self) -> None:
        """From the unlock screen, or from a team just started, to the inbox."""
        self.call_next(self._go_in)

    async def _go_in(self) -> None:
        from coctui.screens.inbox import InboxScreen

        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(InboxScreen())

    def lock(self, reason: str = "") -> None:
        """Drop keys, models and screens, clear what lies about, and stand at the door."""
        self._seal_drafts()
        vault = self.session.drop()
        self.workers.cancel_all()
        self.clear_notifications()
        self._clipboard = ""
        if vault is not None:
            self.run_worker(vault.lock, name="lock", group="lock", description="lock", thread=True, exit_on_error=False)
        self.call_next(self._to_the_door, reason)

    def _seal_drafts(self) -> None:
        """What was typed since the last pause, on any screen under the one on top; a full disk stops no lock."""
        from coctui.vault.errors import VaultError

        for screen in self.screen_stack:
            if isinstance(screen, CoctuiScreen):
                with contextlib.suppress(VaultError):
                    screen.flush()

    async def _to_the_door(self, reason: str) -> None:
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        door = self.screen
        if isinstance(door, UnlockScreen):
            door.locked(reason)
        else:
            await self.push_screen(UnlockScreen(reason))  # over the doors, through which nobody goes twice
        self.refresh(repaint=True, layout=True)

    # screens

    def get_default_screen(self) -> Screen[Any]:
        """The unlock screen, or on first run the three doors."""
        if self._doors:
            from coctui.screens.doors import DoorsScreen

            return DoorsScreen()
        return UnlockScreen()

    def on_mount(self) -> None:
        """Times change once a minute; the clock is looked at a little more often, so that it is never far behind."""
        if self.glyphs is ASCII:
            self.add_class("-ascii")
        self._minute = int(self.now() // 60)
        self.set_interval(5, self._look_at_clock)

    def _look_at_clock(self) -> None:
        minute = int(self.now() // 60)
        if minute != self._minute:
            self._minute = minute
            for screen in self.screen_stack:
                if isinstance(screen, CoctuiScreen):
                    screen.minute()

    # keys

    async def on_event(self, event: Event) -> None:
        """Keys from the terminal one after the other; everything else as Textual does."""
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            await self._type_ahead.take(event)
        else:
            await super().on_event(event)

    # looks

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own names, for a theme that does not have them."""
        return dict(theme.FALLBACK)

    def get_css_variables(self) -> dict[str, str]:
        """Theme variables; without colour every meaning looks like plain text."""
        variables = super().get_css_variables()
        return theme.without_colour(variables) if self.no_color else variables

    # nothing leaves by accident

    def get_driver_class(self) -> type[Driver]:
        """The terminal's driver; a browser's is refused."""
        driver = super().get_driver_class()
        if driver.__name__ == "WebDriver":
            raise SystemExit(NOT_IN_A_BROWSER)
        return driver

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

    def _handle_exception(self, error: Exception) -> None:
        # replaces Textual's, which prints local variables; private there, hence the exact pin and a test in a terminal
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        from coctui import safetext
        from coctui.host.crash import crash_code

        what = f"coctui stopped ({type(error).__name__}, code {crash_code(error)})."
        self.panic(safetext.line(f"{what} Your vault is closed and whole; drafts are kept."))
