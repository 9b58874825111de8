"""What every screen has: its keys, its footer, the names that show for half a minute, and its work in threads."""

from collections.abc import Callable, Mapping
from datetime import tzinfo
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar, cast

from textual import events
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from coctui import keymap
from coctui.keys import COMMANDS
from coctui.screens import own_keys
from coctui.screens.measured import BLIND, Measured
from coctui.screens.session import Session
from coctui.widgets.glyphs import glyphs_of, plain
from coctui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from coctui.host.clipboard import Copied
    from coctui.models.row import Glance, Row
    from coctui.widgets.views import Moment

# The unlock screen stands on this file. What only later screens need is imported where they need it: each of those
# imports would cost the first picture two to ten milliseconds.

NAMES_SHOWN = 30
"""Seconds that names stay on the screen."""

T = TypeVar("T")
R = TypeVar("R")


class House(Protocol):
    """What a screen may ask of the app."""

    session: Session
    zone: tzinfo
    clock_times: bool
    own_keys: Mapping[str, str]
    """Binding id to the letter or sign that the member who unlocked chose for it."""

    def now(self) -> float:
        """Seconds since 1970 UTC, from the one clock."""

    def held_back(self) -> bool:
        """Whether who wants to lock or leave is held back once, because something typed cannot be sealed."""

    def lock(self, reason: str = "") -> None:
        """Close everything and show the unlock screen."""

    def enter(self) -> None:
        """Go from unlocking to the inbox."""

    def enter_ahead(self, glance: "Glance", then: Callable[[], None]) -> None:
        """Show the lines among which the list was left; `then` reads on."""

    def back_out(self) -> None:
        """From there back to the unlock screen: the vault is not as it should be."""

    def build_ahead(self) -> None:
        """Build the inbox behind the door, empty, while somebody types."""

    def veil(self) -> None:
        """Put the veil before everything."""

    def lift(self) -> None:
        """Take the veil away."""

    def go_to(self, row: "Row") -> None:
        """Go to a case of the list, from whatever stands over it; what is being written there is sealed."""

    def adopt(self, settings: Mapping[str, str]) -> None:
        """Take the settings of the member who unlocked: theme, signs, minutes, keys."""

    def set_pin(self, typed: str) -> str:
        """Ask for this PIN behind the veil until the next lock, `""` for none; why it cannot be one, in words."""

    def copy(self, text: str) -> "Copied":
        """Copy a text on purpose, and what to say of it; in a thread. Recording it is the caller's."""

    def suspend_now(self) -> None:
        """Lock, and give the terminal back to the shell."""


class JobDone(Message):
    """Work in a thread ended: with a result, or with an error."""

    def __init__(
        self, tell: Callable[[], None], error: Exception | None, turn: int, late: Callable[[], None] | None = None
    ) -> None:
        """`turn` of the session in which it was begun; `late` puts a result away that comes after a lock."""
        super().__init__()
        self.tell = tell
        self.error = error
        self.turn = turn
        self.late = late


class CoctuiScreen(Measured[T], inherit_bindings=False):
    """A screen whose keys, footer and help come from the key map. `KEYS` is its name there."""

    KEYS: ClassVar[str]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    ALLOW_SELECT = False

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        # set here, since Textual sets them only after a first picture
        width, height = self.app.size
        for size, points in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            self.add_class(max(point for point in points or [] if point[0] <= size)[1], update=False)
        self.names_until = 0.0
        self._names_timer: Timer | None = None
        self._actions = {name.replace(".", "_"): name for key in keymap.keys_of(self.KEYS) for name, _ in key.binds}

    @property
    def house(self) -> House:
        """The app, as far as screens know it."""
        return cast("House", self.app)

    @property
    def moment(self) -> "Moment":
        """The time to draw for."""
        from coctui.widgets import moments
        from coctui.widgets.views import Moment

        now = self.house.now()
        return Moment(now, moments.end_of_today(now, self.house.zone))

    # keys

    def works(self, binding: str) -> bool:
        """Whether a key does something now; one that does not is absent from the footer."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Textual asks before it runs an action."""
        binding = self._actions.get(action)
        if self.too_small and binding not in BLIND:
            return False
        return self.works(binding) if binding else super().check_action(action, parameters)

    @property
    def typing(self) -> bool:
        """Whether letters are text now."""
        return isinstance(self.focused, Input)

    def footer(self) -> list[tuple[str, str]]:
        """(keys, label) of what works now, most wanted first."""
        found = []
        for name in keymap.FOOTERS[self.KEYS]:
            key = keymap.find(self.KEYS, name)
            keys, shown = dict(key.binds)[name].split(","), own_keys.shown(key, self.house.own_keys, brief=True)
            letters = all(own_keys.character(part) or part == "space" for part in keys)
            if self.works(name) and not (self.typing and letters and not shown.startswith("esc")):
                found.append((plain(shown, glyphs_of(self)), key.label))
        return found

    def refresh_keys(self) -> None:
        """Draw the footer anew after what works has changed."""
        names = {name for key in keymap.keys_of(self.KEYS) for name, _ in key.binds}
        right = []
        if "commands" in names and not self.typing:
            right.append((own_keys.shown(COMMANDS, self.house.own_keys, brief=True), "commands"))
        if "help" in names:
            shown = own_keys.shown(keymap.find(self.KEYS, "help"), self.house.own_keys, brief=True)
            right.append(("F1" if self.typing else shown, "keys"))
        bar = self.query_one_optional(KeyBar)  # Textual remembers where it is; a query would look at every widget
        if bar is not None:
            bar.show(self.footer(), right)

    def on_mount(self) -> None:
        """First footer."""
        self.refresh_keys()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A field changes which keys work; a pane shows that it has the focus."""
        self._show_focus()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """The same when focus goes."""
        self._show_focus()

    def _show_focus(self) -> None:
        self.refresh_keys()
        panes = self.query(".pane")
        if not panes:
            return
        from coctui.widgets.bars import PaneRule

        focused = self.focused
        within = set(focused.ancestors_with_self) if focused is not None else set()
        for pane in panes:
            pane.query(PaneRule).first().focused_within = pane in within

    # work

    def run_job(
        self,
        group: str,
        job: Callable[[], R],
        done: Callable[[R], None],
        refused: Callable[[Exception], None] | None = None,
        late: Callable[[R], None] | None = None,
    ) -> None:
        """Do something slow in a thread, then `done` with its result here; a newer job of the group takes its place.

        An error of the vault goes to `refused`; any other stops the app, by way of the crash guard. If the screen is
        gone by then, or it was locked since, nothing happens but `late` with a result that must not lie about.
        """
        turn = self.house.session.turn

        def run() -> None:
            try:
                result = job()
            except Exception as error:  # noqa: BLE001  # told here, raised again by the handler
                failed = error
                self.post_message(JobDone(lambda: refused(failed) if refused else None, failed, turn))
            else:
                put_away = partial(late, result) if late else None
                if not self.post_message(JobDone(lambda: done(result), None, turn, put_away)) and put_away:
                    put_away()

        # without a description Textual would make one of the arguments' values
        self.run_worker(
            run, name=group, group=group, description=group, exit_on_error=False, exclusive=True, thread=True
        )

    def on_job_done(self, message: JobDone) -> None:
        """Back on the event loop; after a lock its screens have no vault any more, and nothing is told."""
        if message.turn != self.house.session.turn:
            if message.late is not None:
                message.late()
            return
        if message.error is not None and not hasattr(message.error, "sentence"):
            raise message.error
        message.tell()

    # the veil

    def veiled(self) -> None:
        """The veil comes down before this screen: what is shown for a moment only is not there when it is lifted."""
        self.warn("")
        if self.names_until:
            self.hide_names()

    def warn(self, sentence: str) -> None:
        """The last minute before the veil: said in the header, where there is one, else at the end of the footer."""
        heads = self.query("HeaderBar")
        for bar in heads or self.query(KeyBar):
            bar.warn(sentence)  # type: ignore[attr-defined]  # HeaderBar is not loaded on the way to the first picture

    def idle(self) -> None:
        """Nobody typed for long, and no vault is open: what was typed here must not lie about."""

    def say_due(self, sentence: str) -> None:
        """Something is due: for a screen on which nothing of the vault can be seen."""

    # what each minute and the names bring

    def minute(self) -> None:
        """A minute has gone: draw relative times anew."""

    @property
    def names_shown(self) -> int:
        """Seconds for which names are still shown, 0 if they are not."""
        return max(0, round(self.names_until - self.house.now()))

    def draw_names(self) -> None:
        """Names came, went, or have a second less; a screen that shows people redraws them here."""

    def hide_names(self) -> None:
        """Names go at once."""
        self.names_until = 0.0
        if self._names_timer is not None:
            self._names_timer.stop()
            self._names_timer = None
        self.draw_names()

    def _name_second(self) -> None:
        if self.names_shown:
            self.draw_names()
        else:
            self.hide_names()

    def action_names(self) -> None:
        """Show names for half a minute, or hide them."""
        if self.names_shown:
            self.hide_names()
            return
        self.names_until = self.house.now() + NAMES_SHOWN
        self._names_timer = self.set_interval(1, self._name_second)
        self.draw_names()

    # keys that every screen has

    def action_right_now(self) -> None:
        """Words for the first minutes."""
        from coctui.screens.right_now import RightNowScreen

        _ = self.app.push_screen(RightNowScreen())

    def action_help(self) -> None:
        """The keys of this screen."""
        from coctui.screens.keys import KeysCard

        _ = self.app.push_screen(KeysCard(self.KEYS))

    def action_commands(self) -> None:
        """Commands by name."""
        from coctui.screens.palette import CommandsCard

        _ = self.app.push_screen(CommandsCard(self), _do)

    def flush(self) -> None:
        """Seal what was typed here and is not sealed yet; nothing on a screen that is only read."""

    def action_veil(self) -> None:
        """Veil the screen."""
        self.house.veil()

    def refuse_to_go(self, sentence: str) -> bool:
        """Say why nobody should lock or leave now, once; whether that was said now."""
        return False

    def action_lock(self) -> None:
        """Lock now; once more if something typed cannot be sealed."""
        if not self.house.held_back():
            self.house.lock("Locked. What you kept is sealed.")

    def action_suspend(self) -> None:
        """Lock, and back to the shell."""
        if not self.house.held_back():
            self.house.suspend_now()

    def action_leave(self) -> None:
        """Leave coctui; asks where something is open, unless nobody could see the question."""
        if self.house.held_back():
            return
        if self.house.session.vault is None or self.too_small:
            self.app.exit(0)
            return
        from coctui.screens.question import leave_question

        _ = self.app.push_screen(leave_question(), self._leave_answered)

    def _leave_answered(self, leave: bool | None) -> None:
        if leave:
            self.app.exit(0)

    def action_back(self) -> None:
        """Out of the field first, then out of the screen."""
        if self.typing:
            self.set_focus(None)
        else:
            _ = self.dismiss()

    def action_pane_next(self) -> None:
        """Next pane or field."""
        self.focus_next()

    def action_pane_previous(self) -> None:
        """The one before."""
        self.focus_previous()

    def say(self, sentence: str) -> None:
        """A short word at the bottom right: never a name, never a code name, never an error that needs an act."""
        from coctui import safetext  # not on the way to the first picture

        self.app.notify(safetext.line(sentence), markup=False, timeout=4)


def _do(chosen: Callable[[], object] | None) -> None:
    if chosen is not None:
        chosen()
