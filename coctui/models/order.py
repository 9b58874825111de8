"""From a heap of events to their order: ranks, what is held back, what is newest (VAULT.md 3)."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coctui.models.event import Event


@dataclass(frozen=True, slots=True)
class Order:
    """Events of one lane in the order in which they are folded."""

    events: tuple[Event, ...]
    ranks: Mapping[str, int]
    heads: tuple[str, ...]
    """Newest events: those that no other has in its `after`. One on a line, more where copies worked apart."""
    held: tuple[str, ...]
    """Links of events that wait for one that is missing."""

    @property
    def straight(self) -> bool:
        """Whether each rank has one event: nobody wrote without knowing of the one before."""
        return len(self.events) == len(set(self.ranks.values()))

    def ancestors(self) -> dict[str, frozenset[str]]:
        """For each event the links of all that its author had seen, directly or through others."""
        seen: dict[str, frozenset[str]] = {}
        for event in self.events:
            seen[event.link] = frozenset(event.after).union(*(seen.get(link, frozenset()) for link in event.after))
        return seen


def order(events: Iterable[Event]) -> Order:
    """Order the events of one lane by (rank, time, seat, seq), whatever order they were delivered in.

    Rank is one more than the highest rank in `after`: a value written after seeing another always comes later,
    whatever the clocks say; a clock decides only between events written without knowledge of each other.
    """
    by_link = {event.link: event for event in events}
    waiting = {link: len(set(event.after)) for link, event in by_link.items()}
    followers: dict[str, list[str]] = {}
    for link, event in by_link.items():
        for earlier in set(event.after):
            followers.setdefault(earlier, []).append(link)
    ready = deque(link for link, count in waiting.items() if count == 0)
    ranks: dict[str, int] = {}
    while ready:
        link = ready.popleft()
        ranks[link] = 1 + max((ranks[earlier] for earlier in by_link[link].after), default=0)
        for follower in followers.get(link, ()):
            waiting[follower] -= 1
            if waiting[follower] == 0:
                ready.append(follower)
    ordered = sorted((by_link[link] for link in ranks), key=lambda e: (ranks[e.link], e.time, e.seat, e.seq, e.link))
    heads = tuple(event.link for event in ordered if not any(follower in ranks for follower in followers.get(event.link, ())))
    held = tuple(sorted(link for link in by_link if link not in ranks))
    return Order(tuple(ordered), ranks, heads, held)
