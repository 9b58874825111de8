"""Paint what a key changed at once, not at the next tick of a clock.

Textual paints sixty times a second: what changes waits for the next tick, 8 ms in the middle and 17 ms at worst, which is
most of what one waits for when the cursor moves. Here a change is painted as soon as nothing else is waiting; only after
three of them within three frames (the letter, the list, what is known of the row) the next waits for the tick, so that a
burst costs no more pictures than before.
"""

from collections import deque
from time import monotonic
from typing import TypeVar

from textual import events
from textual.screen import UPDATE_PERIOD, Screen

T = TypeVar("T")
AT_ONCE = 3
"""Pictures that one key may ask for before the tick is waited for."""


class PaintsAtOnce(Screen[T], inherit_bindings=False):
    """A screen whose first changes after a pause are painted without a delay. A change of layout keeps Textual's pace."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._painted = deque([0.0] * AT_ONCE, AT_ONCE)

    async def _on_idle(self, event: events.Idle) -> None:
        # Private in Textual, hence the exact pin and the test; Screen._on_idle runs after this and finds nothing to do.
        if not self._dirty_widgets or self._layout_required or self._scroll_required or self._recompose_required:
            return
        now = monotonic()
        if now - self._painted[0] >= AT_ONCE * UPDATE_PERIOD:
            self._painted.append(now)
            self._on_timer_update()
