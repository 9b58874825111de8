"""The app: which screen is on, and how it looks. What guards it: screens/guarded.py, locking.py, veiling.py and discreet.py."""

import gc
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.binding import BindingType
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES
from textual.types import AnimationLevel

from coctui.host.looks import keep_looks, read_looks
from coctui.host.terminal import written_as
from coctui.screens.ahead import AheadApp
from coctui.screens.alarms import dues_of
from coctui.screens.habits import THEMES
from coctui.screens.unlock import UnlockScreen
from coctui.styles import theme
from coctui.widgets.glyphs import ASCII, Glyphs, for_encoding
from coctui.widgets.scroll_bar import draw_scroll_bars_in

if TYPE_CHECKING:
    from coctui.models.row import Row
    from coctui.screens.inbox import InboxScreen

# There before the app is made: choosing a theme afterwards would read every style sheet twice, 15 ms of the first picture.
BUILTIN_THEMES |= {each.name: each for each in theme.THEMES}


def _last_theme() -> str:
    """The theme that was last chosen on this computer: who reads dark on light does so at the door as well."""
    name = read_looks().get("theme", "")
    return name if name in THEMES else theme.THEMES[0].name


def _collect_again() -> None:
    """What was loaded stays until the lock, which looks through all of it: no key waits for that meanwhile."""
    gc.freeze()
    gc.enable()


class Built(NamedTuple):
    """An inbox before there is a vault, and how things looked when it was built."""

    inbox: "InboxScreen"
    looks: tuple[object, ...]


class CoctuiApp(AheadApp, inherit_bindings=False):
    """coctui on a terminal. `path` is the vault, there or not; exit code 0 unless it crashed."""

    CSS_PATH = None
    BINDINGS: ClassVar[list[BindingType]] = []
    TITLE = "coctui"
    theme: Reactive[str] = Reactive(_last_theme)

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
        zone: tzinfo | None = None,
        encoding: str | None = None,
        first: bool | None = None,
        name: str = "",
    ) -> None:
        """At the door with a `name` typed already.

        Found out unless given: `now`, `steady` (seconds that nobody can set), `zone`, `encoding` of what is written, and
        `first`, whether there is no vault yet.
        """
        self._doors = not path.exists() if first is None else first
        self._name_at_door = name
        styles = Path(__file__).with_name("styles")
        super().__init__(path, sheets=[styles / "base.tcss", styles / "unlock.tcss"], now=now, steady=steady)
        self.animation_level: AnimationLevel = "none"
        self.zone: tzinfo = zone or datetime.now(UTC).astimezone().tzinfo or UTC
        self.clock_times = False
        self._encoding = encoding or written_as()
        self._built: Built | None = None
        self.glyphs = self._signs(read_looks().get("signs", ""))

    def enter(self) -> None:
        """From the unlock screen, or from a team just started, to the inbox."""
        self.watch_over.begin()
        ahead, glance, self.session.glance = self.ahead, self.session.glance, None
        if glance is None or glance.settings != self.session.settings:
            self.adopt(self.session.settings)
        if ahead is None:
            self.go_in()
        else:
            ahead.begin()
            self._arrived()

    def go_in(self, then: Callable[[], None] | None = None) -> None:
        """To the list of the rows at hand; `then` comes once it is drawn."""
        self.call_next(self._go_in, then or self._arrived)

    async def _go_in(self, then: Callable[[], None]) -> None:
        from coctui.screens.inbox import InboxScreen

        if self.session.vault is None and self.session.glance is None:
            return  # locked before there was an inbox
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        built, self._built = self._built, None
        if built is not None and built.looks == self._looks:
            inbox = built.inbox
            inbox.begin()
            await self.push_screen(inbox)
        else:
            if built is not None:
                await built.inbox.remove()
            await self.push_screen(InboxScreen())
        self.call_after_refresh(then)

    def _arrived(self) -> None:
        """The vault is open and its list drawn."""
        from coctui import safetext

        self._type_ahead.go_on()
        if said := self.alarms.absence(dues_of(self.session.rows), self.now()):
            self.notify(safetext.line(said))
        self.call_after_refresh(_collect_again)

    def build_ahead(self) -> None:
        """While somebody types at the door: build the inbox behind it, empty, so that it only has to be filled then."""
        if self.session.vault is None and self._built is None and isinstance(self.screen, UnlockScreen):
            from coctui.screens.inbox import InboxScreen

            inbox = InboxScreen()
            self._load_screen_css(inbox)
            _ = self._get_screen(inbox)  # private in Textual: made and mounted, on no stack of screens
            self._built = Built(inbox, self._looks)

    @property
    def _looks(self) -> tuple[object, ...]:
        """All that a screen which is on no stack would not notice when it changes."""
        return self.size, self.theme, self.glyphs

    def go_to(self, row: "Row") -> None:
        """Go to a case of the list, from whatever stands over it."""
        self.call_next(self._go_to, row)

    async def _go_to(self, row: "Row") -> None:
        from coctui.screens.inbox import InboxScreen
        from coctui.screens.palette import screen_of

        self._seal_drafts()
        with self.batch_update():
            while not isinstance(self.screen, InboxScreen) and len(self.screen_stack) > 1:
                await self.pop_screen()
            inbox = self.screen
            if isinstance(inbox, InboxScreen):
                inbox.put_over(screen_of(row), row)

    def get_default_screen(self) -> Screen[Any]:
        """The unlock screen, or on first run the three doors."""
        if self._doors:
            from coctui.screens.doors import DoorsScreen

            return DoorsScreen()
        return UnlockScreen(name=self._name_at_door)

    # looks

    def adopt(self, settings: Mapping[str, str]) -> None:
        """Take the settings of the member who unlocked, and keep how it looks for the next time at the door."""
        super().adopt(settings)
        self.glyphs = self._signs(self.habits.signs)
        self.set_class(self.glyphs is ASCII, "-ascii")
        draw_scroll_bars_in(self.glyphs)
        self.clock_times = self.habits.times == "clock"
        if self.theme != self.habits.theme:
            self.theme = self.habits.theme
        self.refresh(repaint=True, layout=True)
        keep_looks(self.habits.theme, self.habits.signs)

    def _signs(self, wanted: str) -> Glyphs:
        """The signs that a member wants, else those that the locale's encoding can show."""
        return for_encoding({"ascii": "ascii", "unicode": "utf-8"}.get(wanted, self._encoding))

    def on_mount(self) -> None:
        """In ASCII edges are letters too."""
        self.set_class(self.glyphs is ASCII, "-ascii")
        draw_scroll_bars_in(self.glyphs)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own names, for a theme that does not have them."""
        return dict(theme.FALLBACK)

    def get_css_variables(self) -> dict[str, str]:
        """Theme variables, as this terminal can show them; without colour every meaning looks like plain text."""
        now = self.current_theme
        few = self.console.color_system not in ("truecolor", "256")
        variables = theme.for_terminal(super().get_css_variables(), dark=now.dark, own=now.ansi, few=few)
        return theme.without_colour(variables) if self.no_color else variables
