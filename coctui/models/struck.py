"""Where an event stands whose words were taken out: its strike says what it followed, the event itself no longer does."""

from collections.abc import Mapping
from dataclasses import replace

from coctui.models.content_events import Strike
from coctui.models.event import Event, Struck
from coctui.models.expunge_events import Gone

TakenOut = Strike | Gone
"""What says where an event without words stood."""


def place_struck(events: Mapping[str, Event], strikes: Mapping[str, TakenOut]) -> list[Event]:
    """The events of a content lane, each struck one with the place that its strike gives it.

    While the words are there the event speaks for itself. A place that does not exist, or that would make an event
    follow itself, is left out: a strike must not hold back what others wrote.
    """
    placed = dict(events)
    for link in sorted(strikes):
        event = placed.get(link)
        if event is None or not isinstance(event.body, Struck):
            continue
        strike = strikes[link]
        after = tuple(earlier for earlier in strike.after if earlier in placed and not _follows(placed, earlier, link))
        placed[link] = replace(event, after=after, at=strike.at)
    return list(placed.values())


def _follows(events: Mapping[str, Event], later: str, earlier: str) -> bool:
    """Whether `later` is `earlier` or was written after it."""
    waiting, seen = [later], {later}
    while waiting:
        link = waiting.pop()
        if link == earlier:
            return True
        more = [before for before in events[link].after if before in events and before not in seen]
        seen.update(more)
        waiting += more
    return False
