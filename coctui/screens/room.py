"""What every screen about one case does: read it, look for what others write, close when it is closed to its reader."""

from typing import TYPE_CHECKING, Any, TypeVar

from coctui.screens.base import CoctuiScreen
from coctui.screens.opened import Opened, read_opened

if TYPE_CHECKING:
    from coctui.vault.door import Vault

T = TypeVar("T")

SLOW = 0.1
"""Seconds after which a screen that waits for its case says so (DESIGN-LANGUAGE.md 6)."""
READING = "Reading this case."
LOOK_EVERY = 1.0
"""Seconds between two looks at what other processes wrote; costs one look at a number while nobody did."""
CLOSED = {"stepped-aside": "You stepped aside here. Nothing more is shown."}
GONE = "This case is not open to you now. Nothing more is shown."


class RoomScreen(CoctuiScreen[T], inherit_bindings=False):
    """A screen about the case of a room. Of several over each other the lowest one reads, and tells the others."""

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        """`opened` is the case where it was read already."""
        super().__init__()
        self.room = room
        self.opened = opened
        self._looking = False
        self._again = False
        """Whether somebody asked to look while a look was under way that may have begun too early."""

    # what a subclass says

    def draw(self, before: Opened | None) -> None:
        """The case is another one than before, or there for the first time: show it."""

    def unreadable(self, sentence: str) -> None:
        """The case cannot be read now: damaged, or the file is not there."""

    def waits(self) -> None:
        """It takes long to read the case: say that it is being read."""

    def refuse(self, sentence: str) -> None:
        """Say why something does not go."""

    # reading

    @property
    def vault(self) -> "Vault | None":
        """The open vault; `None` once it is locked."""
        return self.house.session.vault

    def on_mount(self) -> None:
        """Read the case, and from then on look for what others write."""
        if self.opened is None:
            self.look()
        self.set_interval(LOOK_EVERY, self._tick)
        self.set_timer(SLOW, self._slow)

    def _slow(self) -> None:
        if self.opened is None and self._looking:
            self.waits()

    def _rooms(self) -> "list[RoomScreen[Any]]":
        """The screens about this case that stand over each other, lowest first."""
        return [each for each in self.app.screen_stack if isinstance(each, RoomScreen) and each.room == self.room]

    def _tick(self) -> None:
        if not self._looking and self._rooms()[:1] == [self]:
            self.look()

    def look(self) -> None:
        """See whether anything changed; the vault looks into the file only when somebody wrote."""
        vault, room, before = self.house.session.vault, self.room, self.opened
        if vault is None or self._looking:
            self._again = self._looking
            return
        self._looking, self._again = True, False
        self.run_job("case", lambda: read_opened(vault, room, before), self._have, self.refused)

    def _have(self, opened: Opened) -> None:
        self._looking = False
        if self._again:
            self.look()
        for screen in self._rooms() or [self]:
            screen.take(opened)

    def take(self, opened: Opened) -> None:
        """The case as it is now."""
        before = self.opened
        if before is None or before.case is not opened.case:
            self.opened = opened
            self.draw(before)

    def refused(self, error: Exception) -> None:
        """The case is not open to this member any more, or cannot be read: close with one sentence."""
        self._looking = False
        code = str(getattr(error, "code", ""))
        if code == "locked":
            return
        if getattr(error, "status", 1) == 1:
            self.close_with(CLOSED.get(code, GONE))
        else:
            self.unreadable(str(getattr(error, "sentence", "")))

    def close_with(self, sentence: str) -> None:
        """Leave every screen of this case, and whatever stands over them, with one sentence that names nothing."""
        rooms = self._rooms()
        if not rooms:
            return
        for screen in rooms:
            screen.forget()
        while self.app.screen is not rooms[0]:
            _ = self.app.pop_screen()
        _ = rooms[0].dismiss()
        self.say(sentence)

    def forget(self) -> None:
        """Nothing of the case stays on this side."""
        self.opened = None
