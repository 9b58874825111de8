"""Keys that come faster than the screen can follow: each waits until the one before has done its work.

Textual hands a key to whatever has the focus when the key is read; screens open and fields take the focus a few
messages later. Over a slow line a whole burst is read at once, `f` for the filter with a code name after it, and the
letters of the code name would act as keys of the list. Here a key goes on only once everything from the focused widget
up to the app waits for messages and has none, and the focus has come to rest. Presses of one key that moves a cursor, and
so can bring about nothing else, act together once they wait: a held key does not fall behind what is painted.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from textual._queue import Queue
from textual.app import App, ScreenStackError
from textual.events import Event, Key
from textual.message_pump import MessagePump

from coctui.screens.painting import PaintsAtOnce

PATIENCE = 1.0
"""Seconds that a key waits if something on the way of the one before does not come to rest."""
CALM = 8
"""Turns of the event loop without work on the way, and without the focus moving, until all is done. Looking is cheap: a token
sent through the queues instead, three times around, made thirty messages of a key (1.5 ms)."""
OFTEN, SELDOM = 100, 0.005
"""After so many turns one looks only every so many seconds: something waits for a disk or a thread."""


class TypeAhead:
    """Keys and pastes of one app in the order they were typed; `deliver` is what the app does with each, and says whether it
    went on to the screen.
    """

    def __init__(self, app: App[int], deliver: Callable[[Event], Awaitable[bool]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Event] = deque()
        self._turn = 0
        """Counts the keys handed on: who looks after one that was given up on comes too late."""
        self._on_its_way = True
        """From the start on: what is typed before the first picture waits for it."""
        self.answers: Callable[[Event], bool] = lambda _: True
        """Whether the app can do now what is next; else that waits, and all after it, until `go_on`."""

    def begin(self) -> None:
        """The first screen stands: keys go on once its field has the focus."""
        self._look(self._turn, self._way())

    def go_on(self) -> None:
        """What waited because the app could not do it yet is looked at anew."""
        if not self._on_its_way:
            self._app.call_later(self._next, self._turn)

    def forget(self) -> None:
        """What waits was meant for something that has gone."""
        self._waiting.clear()

    async def take(self, event: Event) -> None:
        """Hand on what was typed, now or when all before it is done."""
        self._waiting.append(event)
        if self._on_its_way:
            self._hurry()
        else:
            await self._next(self._turn)

    def _hurry(self) -> None:
        self._app.set_timer(PATIENCE, partial(self._next, self._turn))

    async def _next(self, turn: int) -> None:
        if turn != self._turn:
            return
        self._turn += 1
        self._on_its_way = bool(self._waiting) and self.answers(self._waiting[0])
        if not self._on_its_way:
            return
        way, event = self._way(), self._waiting.popleft()
        if self._waiting:
            self._hurry()
        if way and isinstance(self._app.screen, PaintsAtOnce):
            self._app.screen.keyed(more=bool(self._waiting))
        while await self._deliver(event) and self._again(event):
            event = self._waiting.popleft()
        asyncio.get_running_loop().call_soon(self._look, self._turn, way)

    def _again(self, event: Event) -> bool:
        """Whether the next one is the same key once more, and all it does is to move the cursor of what has the focus."""
        after = self._waiting[0] if self._waiting else None
        if (
            not isinstance(event, Key)
            or not isinstance(after, Key)
            or after.key != event.key
            or not self.answers(after)
        ):
            return False
        repeats: Callable[[str], bool] | None = getattr(self._app.focused, "repeats", None)
        return repeats is not None and repeats(event.key)

    def _way(self) -> list[MessagePump]:
        """From what has the focus up to the app; nothing while there is no screen."""
        try:
            return [*(self._app.focused or self._app.screen).ancestors_with_self]
        except ScreenStackError:  # the program ends
            return []

    def _look(self, turn: int, way: list[MessagePump], calm: int = 0, looks: int = 0) -> None:
        """Whether all is done; look again at the next turn of the event loop while it is not."""
        now = self._way()
        if turn != self._turn or not now:
            return
        calm = calm + 1 if now == way and all(rests(node) for node in now) else 0
        if calm < CALM:
            loop, again = asyncio.get_running_loop(), partial(self._look, turn, now, calm, looks + 1)
            _ = loop.call_soon(again) if looks < OFTEN or calm else loop.call_later(SELDOM, again)
        elif self._waiting:
            self._app.call_later(self._next, turn)
        else:
            self._turn, self._on_its_way = turn + 1, False


def rests(node: MessagePump) -> bool:
    """Whether a node waits for messages and has none; one that is closed does nothing any more.

    Private in Textual and asyncio, hence the exact pin and the tests: a pump in the midst of a message waits for something else.
    """
    queue: Queue[Any] = node._message_queue  # noqa: SLF001
    waits = bool(getattr(queue.ready_event, "_waiters", ()))
    return node._closed or (waits and queue.empty())  # noqa: SLF001
