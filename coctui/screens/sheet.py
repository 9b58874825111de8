"""What every editor has: the code name in its title, a draft that is sealed as one writes, and F2 to keep."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from coctui import keymap, safetext
from coctui.casework import record
from coctui.casework.result import Acts, Refused
from coctui.models.case import Case
from coctui.screens.drafting import Drafting
from coctui.screens.opened import Opened
from coctui.screens.overlay import Overlay
from coctui.screens.room import READING, RoomScreen
from coctui.widgets.bars import PaneRule
from coctui.widgets.fields import PushButton
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.reason import Reason

WITHOUT_CASE = frozenset(
    {"pane.next", "pane.previous", "back", "lock", "veil", "suspend", "leave", "help", "commands", "right.now"}
)
"""Keys that need no case that was read."""

Rule = Callable[[Case, str], Acts | Refused]
"""Makes acts of a case and the seat that writes; run on the case as it is when it is kept, not as it was read."""


class Sheet(Overlay[Case], Drafting[Case], RoomScreen[Case], inherit_bindings=False):
    """An editor over a case, by its room. The result is the case as it is after keeping, `None` if nothing was kept.

    `Overlay` comes first: Textual looks for styles along the first bases only, and the room behind is to go dark.
    """

    KEYS = "sheet"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("sheet")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/sheet.tcss"]
    AT_ONCE: ClassVar[bool] = False
    """Whether its fields are there before the case is: what one types at once must land in them."""
    DOES: ClassVar[str] = "keep"
    """What F2 does, as the footer says it."""
    WRITES: ClassVar[bool] = True
    """Whether it needs a case that one may write in; else it says why not, and keeps nothing."""

    def __init__(self, room: str, draft: str, opened: Opened | None = None) -> None:
        """`draft` is the key of its draft, with the room in it; `opened` is the case where it was read already."""
        RoomScreen.__init__(self, room, opened)
        self.draft_key = draft
        self._resting = False
        self._no: Refused | None = None
        """Why nothing can be kept here now."""

    @property
    def case(self) -> Case:
        """The case as it was last read."""
        assert self.opened is not None, "fields that need the case stand there once it is read"  # noqa: S101
        return self.opened.case

    # what it is made of

    def compose(self) -> ComposeResult:
        """Title, then what the sheet is about."""
        with Vertical(classes="sheet"):
            yield PaneRule(self._head(), focused=True)
            if self.opened is not None or self.AT_ONCE:
                yield from self.parts()
        yield KeyBar()

    def _head(self) -> str:
        code = safetext.line(self.opened.row.case) if self.opened else ""
        return f"{code}  {self.heading()}".strip()

    def heading(self) -> str:
        """What the sheet is called, after the code name; cleaned."""
        raise NotImplementedError

    def parts(self) -> Iterator[Widget]:
        """Its fields, `#trouble` and `#buttons`; composed like any others."""
        raise NotImplementedError

    def draw(self, before: Opened | None) -> None:
        """The case came in."""
        if before is not None:
            self.news(before)
        elif self.AT_ONCE:
            self.query_one(PaneRule).show(self._head())
            self._open_up()
        else:
            self.call_next(self._compose_anew)

    async def _compose_anew(self) -> None:
        await self.recompose()
        if self.AUTO_FOCUS:
            for first in list(self.query(self.AUTO_FOCUS))[:1]:
                first.focus()
        self._open_up()

    def news(self, before: Opened) -> None:
        """Somebody changed the case while the sheet is open."""

    def unreadable(self, sentence: str) -> None:
        """Said where the fields would stand."""
        self._say_there(sentence)

    def waits(self) -> None:
        """Where the fields will stand, unless they are there already."""
        if not self.AT_ONCE:
            self._say_there(READING, "·")

    def _say_there(self, sentence: str, mark: str = "!") -> None:
        for reason in self.query(Reason):
            reason.show(sentence, mark)
            return
        _ = self.query_one(".sheet").mount(Reason(sentence, mark))

    def refuse(self, sentence: str) -> None:
        """A rule says no: under the fields."""
        self.query_one("#trouble", Reason).show(sentence, "~")

    def _open_up(self) -> None:
        """The fields are there: say why nothing can be kept, or bring back what was begun."""
        opened = self.opened
        assert opened is not None, "called once the case is read"  # noqa: S101
        self._no = record.writing(opened.case, opened.me) if self.WRITES else None
        self.set_class(self._no is not None, "-read-only")
        self.query("#anew").set(display=False)
        if self._no is not None:
            self.refuse(self._no.sentence)
            for widget in self.query(".answer, #buttons PushButton"):
                widget.disabled = True
        else:
            self.find_draft()
        self.refresh_keys()

    def works(self, binding: str) -> bool:
        """Nothing is kept where nothing may be, nor before there are fields."""
        if self.opened is None and binding not in WITHOUT_CASE:
            return binding == "done" and self.AT_ONCE
        return binding != "done" or self._no is None

    @property
    def does(self) -> str:
        """What F2 does now."""
        return self.DOES

    def footer(self) -> list[tuple[str, str]]:
        """F2 says what it does here."""
        return [(key, self.does if key == "F2" else label) for key, label in super().footer()]

    def rule(self) -> Rule:
        """What keeping it would record."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """A draft that was begun is there again."""
        if self.opened is not None:
            self._open_up()

    def on_screen_suspend(self) -> None:
        """Something is laid over it: remember whether letters were keys."""
        self._resting = self.focused is None

    def on_screen_resume(self) -> None:
        """And they are again: the first field does not take the focus a second time."""
        if self._resting:
            self.call_later(self.set_focus, None)
        self._resting = False

    # keeping

    def action_done(self) -> None:
        """Keep it."""
        self.keep(self.rule())

    def keep(self, rule: Rule) -> None:
        """Record what a rule makes of the case as it is now, drop the draft, close."""
        vault, room, key = self.vault, self.room, self.draft_key

        def write() -> Case | Refused:
            acts = rule(vault.case(room), vault.me)
            if isinstance(acts, Refused):
                return acts
            case = vault.record(room, acts)
            vault.drop_draft(key)
            return case

        self.stop_pause()
        self.run_job("record", write, self._kept, self.not_kept)

    def _kept(self, case: Case | Refused) -> None:
        if isinstance(case, Refused):
            self.refuse(case.sentence)
            return
        self.dirty = False
        self.say("+ Recorded and sealed.")
        _ = self.dismiss(case)

    def not_kept(self, error: Exception) -> None:
        """The vault could not do it."""
        self.dirty = True
        self.query_one("#trouble", Reason).show(str(getattr(error, "sentence", "")))
        self.look()  # perhaps the case is not open to this member any more

    def forget(self) -> None:
        """No draft of a case that was closed to its reader."""
        self.stop_pause()
        self.dirty = False
        super().forget()

    @on(PushButton.Pressed, "#keep")
    def _keep_pressed(self) -> None:
        self.action_done()

    def action_back(self) -> None:
        """Out of the field, then out of the sheet; the draft is kept."""
        if self.typing:
            self.set_focus(None)
        elif self.flushed():
            _ = self.dismiss(None)
