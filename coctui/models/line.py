"""The one line of a team or access lane: what counts, what is passed over, and when a lane has forked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from coctui.models.event import Event, Struck, Unknown
from coctui.models.order import order

State = TypeVar("State")


class Forked(Exception):
    """Two events that both count follow the same one: two copies were worked on apart (VAULT.md 7)."""


@dataclass(slots=True)
class Walk(Generic[State]):
    """A state after each event that counts, and the links of those that do not."""

    state: State
    heads: tuple[str, ...] = ()
    refused: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    held: tuple[str, ...] = ()


def walk(start: State, events: list[Event], step: Callable[[State, Event], State | None]) -> Walk[State]:
    """Fold the events of a lane that must be a line; `step` answers `None` for an event without authority.

    Such an event, and one of an unknown kind, is transparent: what follows it follows what it followed. So it changes
    nothing wherever somebody puts it. Raises `Forked` where two events that count have the same predecessor.
    """
    ordered = order(events)
    result = Walk(start, heads=ordered.heads, held=ordered.held)
    states: list[State] = [start]
    places: dict[str, int] = {}
    for event in ordered.events:
        place = max((places[link] for link in event.after), default=0)
        if isinstance(event.body, Unknown | Struck):
            result.unknown.append(event.link)
            places[event.link] = place
            continue
        following = step(states[place], event)
        if following is None:
            result.refused.append(event.link)
            places[event.link] = place
            continue
        if place + 1 < len(states):
            raise Forked
        states.append(following)
        places[event.link] = place + 1
    result.state = states[-1]
    return result
