"""What a lane says of its events, and what a piece of it comes to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from coctui.models.event import Event

State = TypeVar("State")


class Forked(Exception):
    """A lane with two beginnings: no two copies of one vault make that."""


class Rules(NamedTuple, Generic[State]):
    """What a lane says of its events."""

    step: Callable[[State, Event], State | None]
    """The state after one more event, `None` for an event without authority."""
    apply: Callable[[State, Event], State | None]
    """The same for an event that had authority as its author saw the lane, where others wrote meanwhile: `None` for one
    that has become impossible. It never asks who the author is."""
    newer: Callable[[State, Event], bool]
    """Whether an event of an unknown kind can be by somebody who may write here: it makes the lane read-only."""
    restricts: Callable[[Event], bool]
    """Whether an event takes a right from somebody."""
    voids: Callable[[Event, Event], bool]
    """Whether a restriction makes another event void whose author had not seen it (VAULT.md 7 a, b)."""
    clash: Callable[[Event, Event], bool]
    """Whether two events that were written apart are both void."""
    seniority: Callable[[State, Event], int]
    """The place of an event's author in the order of joining, as that author saw it."""
    outdated: Callable[[Event], bool]
    """Whether an event is void for a reason outside of the lane, which its author had not seen."""
    root: str | None = None
    """Link of the only event that may begin the lane, where that is known."""


@dataclass(slots=True)
class Piece(Generic[State]):
    """What a piece of a lane comes to."""

    state: State
    counted: list[Event] = field(default_factory=list)
    """In the order in which they are applied."""
    unknown: list[str] = field(default_factory=list)
    apart: dict[str, State] = field(default_factory=dict)
    believed: dict[str, list[State]] = field(default_factory=dict)
    """The same with fewer restrictions: what their authors may have taken for true."""
    void: tuple[str, ...] = ()
    """Events by who might write them, as they may have seen the lane, and that do not count."""
    follows: dict[str, str | None] = field(default_factory=dict)
    """Of an event written apart: the last counted one that it saw in its piece; `None` for none there."""
    ends: tuple[str, ...] = ()
