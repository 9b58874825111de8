"""A screen that needs a window of some size: below it one sentence stands there, and afterwards all is as it was."""

from typing import ClassVar, TypeVar

from textual import events
from textual.widget import Widget

from coctui.screens.painting import PaintsAtOnce

SMALLEST = (80, 24)
"""Columns and rows below which a screen cannot be read."""
BLIND = frozenset({"veil", "lock", "suspend", "leave"})
"""Keys that work all the same: what else a key would do could not be seen."""

T = TypeVar("T")


class Measured(PaintsAtOnce[T], inherit_bindings=False):
    """Knows when its window is too small; remembers where the cursor stood meanwhile."""

    SMALLEST: ClassVar = SMALLEST
    """Columns and rows that this screen needs."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._held: Widget | None = None
        """What had the focus when the window became too small: Textual takes it from what is not shown."""
        self._writes = False
        """Whether that takes letters."""

    @property
    def typing(self) -> bool:
        """Whether letters are text now."""
        return False

    @property
    def too_small(self) -> bool:
        """Whether the window is."""
        return self.has_class("-too-small")

    def on_resize(self, event: events.Resize) -> None:
        """Below 80 × 24 one sentence stands in place of everything."""
        small = event.size.width < self.SMALLEST[0] or event.size.height < self.SMALLEST[1]
        was = self.too_small
        if small and not was:
            self._held, self._writes = self.focused, self.typing
        self.set_class(small, "-too-small")
        if was and not small:
            self.call_after_refresh(self._as_it_was)
        if small:
            from coctui.widgets.too_small import TooSmall

            for notice in self.query(TooSmall):
                notice.redraw(layout=True)
                return
            _ = self.mount(TooSmall())

    def _as_it_was(self) -> None:
        held, self._held = self._held, None
        if self.too_small or self.focused is not None or held is None or not held.is_attached:
            return
        self.set_focus(held, scroll_visible=False)

    def on_key(self, event: events.Key) -> None:
        """Letters that were on their way when the window shrank still reach their text."""
        if self.too_small and self._writes and self._held is not None and event.is_printable:
            event.stop()
            self._held.post_message(events.Key(event.key, event.character))
