"""From a heap of events to their order: ranks, what is held back, what is newest (VAULT.md 3)."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coctui.models.event import Event, Struck


@dataclass(frozen=True, slots=True)
class Order:
    """Events of one lane in the order in which they are folded."""

    events: tuple[Event, ...]
    ranks: Mapping[str, int]
    heads: tuple[str, ...]
    """Newest events: those that no other has in its `after`. One on a line, more where copies worked apart."""
    held: tuple[str, ...]
    """Links of events that wait for one that is missing."""
    passed: frozenset[str] = frozenset()
    """Links of events that were passed over: they take no rank of their own."""

    @property
    def straight(self) -> bool:
        """Whether each rank has one event: nobody wrote without knowing of the one before."""
        ranks = [rank for link, rank in self.ranks.items() if link not in self.passed]
        return len(ranks) == len(set(ranks))


class Sight:
    """Who had seen what when writing, directly or through others.

    One bit an event: 10,000 events of a lane that forked take 12 MB, sets of links would take some hundred times that.
    """

    __slots__ = ("_bits", "_seen")

    def __init__(self, order: Order) -> None:
        self._bits = {event.link: 1 << place for place, event in enumerate(order.events)}
        self._seen: dict[str, int] = {}
        for event in order.events:
            seen = 0
            for link in event.after:
                seen |= self._bits.get(link, 0) | self._seen.get(link, 0)
            self._seen[event.link] = seen

    def __repr__(self) -> str:
        return f"<Sight of {len(self._bits)}>"

    def saw(self, later: str, earlier: str) -> bool:
        """Whether the author of `later` had seen `earlier`."""
        return bool(self._seen.get(later, 0) & self._bits.get(earlier, 0))

    def parts(self, events: Sequence[Event]) -> list[list[Event]]:
        """The lane cut into pieces: single events that all others saw or were seen by, and those written apart between.

        `events` are all that the sight is of, in their order.
        """
        alone = self._seen_by_all_later(events)
        parts: list[list[Event]] = []
        before, apart = 0, list[Event]()
        for event in events:
            if event.link in alone and self._seen[event.link] == before:
                parts += [apart, [event]] if apart else [[event]]
                apart = []
            else:
                apart.append(event)
            before |= self._bits[event.link]
        return [*parts, apart] if apart else parts

    def _seen_by_all_later(self, events: Sequence[Event]) -> set[str]:
        seen, found = -1, set[str]()
        for event in reversed(events):
            if seen & self._bits[event.link]:
                found.add(event.link)
            seen &= self._seen[event.link]
        return found


def order(events: Iterable[Event], passed: Collection[str] = ()) -> Order:
    """Order the events of one lane by (rank, time, seat, seq), whatever order they were delivered in.

    Rank is one more than the highest rank in `after`: a value written after seeing another always comes later,
    whatever the clocks say; a clock decides only between events written without knowledge of each other. An event
    that is `passed` over lends its place and takes no rank: what does not count moves nothing.
    """
    by_link: dict[str, Event] = {}
    for event in events:
        # The same event twice is one event; a copy whose words were taken out goes before one that has them yet.
        if event.link not in by_link or isinstance(event.body, Struck):
            by_link[event.link] = event
    waiting = {link: len(set(event.after)) for link, event in by_link.items()}
    followers: dict[str, list[str]] = {}
    for link, event in by_link.items():
        for earlier in set(event.after):
            followers.setdefault(earlier, []).append(link)
    ready = deque(link for link, count in waiting.items() if count == 0)
    # Beside the rank, how many events were passed over since: no event may stand before one that it follows.
    ranks: dict[str, tuple[int, int]] = {}
    while ready:
        link = ready.popleft()
        rank, since = max((ranks[earlier] for earlier in by_link[link].after), default=(0, 0))
        ranks[link] = (rank, since + 1) if link in passed else (rank + 1, 0)
        for follower in followers.get(link, ()):
            waiting[follower] -= 1
            if waiting[follower] == 0:
                ready.append(follower)
    ordered = sorted((by_link[link] for link in ranks), key=lambda e: (ranks[e.link], e.time, e.seat, e.seq, e.link))
    heads = tuple(
        event.link for event in ordered if not any(follower in ranks for follower in followers.get(event.link, ()))
    )
    held = tuple(sorted(link for link in by_link if link not in ranks))
    return Order(tuple(ordered), {link: rank for link, (rank, _) in ranks.items()}, heads, held, frozenset(passed))
