"""Keys that come faster than the screen can follow: each waits until the one before has done its work.

Textual hands a key to whatever has the focus when the key is read; screens open and fields take the focus a few
messages later. Over a slow line a whole burst is read at once, `f` for the filter with a code name after it, and the
letters of the code name would act as keys of the list. Here a key goes on only after a token has followed the one
before from the focused widget up to the app, and the focus has come to rest.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump

PATIENCE = 1.0
"""Seconds that a key waits if something on the way of the one before does not answer."""
CALM, LAPS = 3, 12
"""Rounds of the token without the focus moving until all is done, and the most rounds; one that opens a field takes six."""


class TypeAhead:
    """Keys and pastes of one app in the order they were typed; `deliver` is what the app does with each."""

    def __init__(self, app: App[int], deliver: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Event] = deque()
        self._turn = 0
        """Counts the keys handed on: the token of one that was given up on comes too late."""
        self._on_its_way = True
        """From the start on: what is typed before the first picture waits for it."""

    def begin(self) -> None:
        """The first screen stands: keys go on once its field has the focus."""
        way = self._way()
        self._follow(self._turn, 1, way, way)

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
        self._on_its_way = bool(self._waiting)
        if not self._waiting:
            return
        way, event = self._way(), self._waiting.popleft()
        if self._waiting:
            self._hurry()
        await self._deliver(event)
        self._follow(self._turn, 1, way, way)

    def _way(self) -> list[MessagePump]:
        """From what has the focus up to the app."""
        return [*(self._app.focused or self._app.screen).ancestors_with_self]

    def _follow(self, turn: int, laps: int, way: list[MessagePump], rest: list[MessagePump], calm: int = 0) -> None:
        """On to the next on the way; each calls back after all that it was given before. A closed one is passed over."""
        for place, node in enumerate(rest[:-1], start=1):
            if node.call_later(self._follow, turn, laps, way, rest[place:], calm):
                return
        rest[-1].call_later(self._round, turn, laps, way, calm)

    async def _round(self, turn: int, laps: int, way: list[MessagePump], calm: int) -> None:
        """Once around, at the app: the next key if the focus has rested, else once more."""
        now = self._way()
        calm = calm + 1 if now == way else 0
        if calm < CALM and laps < LAPS:
            self._follow(turn, laps + 1, now, now, calm)
        else:
            await self._next(turn)
