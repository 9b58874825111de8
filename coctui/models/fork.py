"""Events of a lane that were written apart: which of them count, and in which order (VAULT.md 7; docs/decisions/0012).

Each is judged as its author saw the lane and applied in the order of (rank, restrictions first, seniority, link). A
restriction that stands makes void what it names and its author could not know of; void makes void.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic

from coctui.models.event import Event, Keyed, Struck, Unknown
from coctui.models.piece import Forked, Piece, Rules, State

Key = tuple[int, int, str]


def settle(start: State, part: list[Event], rules: Rules[State], *, begun: bool) -> Piece[State]:
    """What events that were written apart come to, after `start`; none in `part` stands before one that it saw.

    Raises `Forked` where two of them would begin the lane.
    """
    fork = _Fork(start, part, rules, begun)
    first = fork.walk(frozenset())
    if not begun and sum(first.masks[event.link] == fork.bits[event.link] for event in first.counted) > 1:
        raise Forked
    clashing = frozenset(fork.clashing(first))
    if clashing:
        fork.walk(clashing)
    out = clashing.union(event.link for event in part if rules.outdated(event))
    judged = fork.walk(out) if out else first
    known = [event for event in judged.counted if rules.restricts(event)]
    impossible = frozenset[str]()
    while True:
        direct = {event.link: fork.voided_by(event) for event in known}
        beats = {link: fork.beaten(judged, void, out) & direct.keys() for link, void in direct.items()}
        stands = _standing(beats, fork.key)
        walked, gone = fork.settled(direct, stands, out | impossible)
        more = [event for event in walked.counted if rules.restricts(event) and event.link not in direct]
        # One that has become impossible is out for good, one that counts only now is weighed with the others: so this ends.
        if not gone and not more:
            return fork.piece(walked)
        impossible |= gone
        known += more


@dataclass(slots=True)
class _Walked(Generic[State]):
    """The fork as it was judged with some events left out."""

    after: dict[str, State] = field(default_factory=dict)
    """The state as somebody knew it who had seen this event last."""
    masks: dict[str, int] = field(default_factory=dict)
    """For each event the counted ones that such a person had seen, it too."""
    ranks: dict[str, int] = field(default_factory=dict)
    seniority: dict[str, int] = field(default_factory=dict)
    counted: list[Event] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    views: dict[int, State] = field(default_factory=dict)
    state: State | None = None
    """All of it applied, in the end."""


class _Fork(Generic[State]):
    """The events, and who saw what."""

    def __init__(self, start: State, part: list[Event], rules: Rules[State], begun: bool) -> None:
        self.start, self.part, self.rules, self.begun = start, part, rules, begun
        self.bits = {event.link: 1 << place for place, event in enumerate(part)}
        self.seen: dict[str, int] = {}
        for event in part:
            self.seen[event.link] = 0
            for link in event.after:
                self.seen[event.link] |= self.bits.get(link, 0) | self.seen.get(link, 0)
        self.walks: list[_Walked[State]] = []

    def key(self, link: str) -> Key:
        """Who prevails where restrictions make each other void: the most senior author's first."""
        seniority = min(walked.seniority[link] for walked in self.walks if link in walked.seniority)
        return seniority, min(walked.ranks[link] for walked in self.walks), link

    def walk(self, void: frozenset[str]) -> _Walked[State]:
        """Judge each event by what its author had seen of those that count, `void` ones left out."""
        walked = _Walked[State]()
        for event in self.part:
            link, before = event.link, [parent for parent in event.after if parent in self.bits]
            view, mask = self._view(walked, before)
            rank = max((walked.ranks[parent] for parent in before), default=0)
            following = None if link in void else self._judge(walked, event, view, mask)
            counts = following is not None
            walked.after[link] = view if following is None else following
            walked.masks[link], walked.ranks[link] = mask | (self.bits[link] if counts else 0), rank + counts
            if counts:
                walked.seniority[link] = self.rules.seniority(view, event)
                walked.counted.append(event)
        self.walks.append(walked)
        return walked

    def settled(
        self, direct: Mapping[str, frozenset[str]], stands: set[str], out: frozenset[str]
    ) -> tuple[_Walked[State], frozenset[str]]:
        """The fork with what these restrictions leave, and what is impossible beside the rest of it.

        A restriction that stands on what another one makes void stands no longer.
        """
        while True:
            walked = self.walk(out.union(direct.keys() - stands, *(direct[link] for link in stands)))
            counted = {event.link for event in walked.counted}
            if stands <= counted:
                walked.state, gone = self.apply(walked, walked.counted)
                return walked, gone
            stands &= counted

    def _view(self, walked: _Walked[State], before: list[str]) -> tuple[State, int]:
        mask = 0
        for parent in before:
            mask |= walked.masks[parent]
        if not mask:
            return self.start, 0
        for parent in before:
            if walked.masks[parent] == mask:
                return walked.after[parent], mask
        if mask not in walked.views:
            seen = [event for event in walked.counted if self.bits[event.link] & mask]
            walked.views[mask] = self.apply(walked, seen)[0]
        return walked.views[mask], mask

    def _judge(self, walked: _Walked[State], event: Event, view: State, mask: int) -> State | None:
        if not mask and not self.begun and self.rules.root not in {None, event.link}:
            return None
        if isinstance(event.body, Unknown | Struck):
            if self.rules.newer(view, event):
                walked.unknown.append(event.link)
            return None
        return self.rules.step(view, event)

    def ordered(self, walked: _Walked[State], events: list[Event]) -> list[Event]:
        """By rank, restrictions first, then seniority of the author, then link."""
        ranks, seniority, restricts = walked.ranks, walked.seniority, self.rules.restricts
        return sorted(events, key=lambda e: (ranks[e.link], not restricts(e), seniority[e.link], e.link))

    def apply(self, walked: _Walked[State], events: list[Event]) -> tuple[State, frozenset[str]]:
        """The state after all of these, and the links of those that have become impossible beside the others."""
        state, gone = self.start, set[str]()
        for event in self.ordered(walked, events):
            following = self.rules.apply(state, event)
            if following is None:
                gone.add(event.link)
            else:
                state = following
        return state, frozenset(gone)

    def _strangers(self, one: Event, other: Event) -> bool:
        seen, bits = self.seen, self.bits
        met = seen[one.link] & bits[other.link] or seen[other.link] & bits[one.link]
        return one is not other and not met

    def clashing(self, walked: _Walked[State]) -> Iterator[str]:
        """Events of which each excludes another one: neither counts."""
        for event in walked.counted:
            if any(self._strangers(event, other) and self.rules.clash(event, other) for other in walked.counted):
                yield event.link

    def voided_by(self, restriction: Event) -> frozenset[str]:
        """What a restriction makes void by itself."""
        return frozenset(
            event.link
            for event in self.part
            if self._strangers(event, restriction) and self.rules.voids(restriction, event)
        )

    def beaten(self, judged: _Walked[State], void: frozenset[str], out: frozenset[str]) -> set[str]:
        """All that does not count any more if these are void, because it stood on them; `out` is void anyway."""
        if not void:
            return set()
        left = {event.link for event in self.walk(void | out).counted}
        return ({event.link for event in judged.counted} - left) | void

    def piece(self, walked: _Walked[State]) -> Piece[State]:
        """What the fork comes to."""
        counted = self.ordered(walked, walked.counted)
        places = {event.link: place for place, event in enumerate(counted)}
        follows: dict[str, str | None] = {}
        for event in self.part:
            mask = walked.masks[event.link] & ~self.bits[event.link]
            seen = [other.link for other in counted if self.bits[other.link] & mask]
            follows[event.link] = max(seen, key=places.__getitem__, default=None)
        ever = {event.link for each in self.walks for event in each.counted}
        void = [event for event in self.part if event.link in ever - places.keys()]
        # Also one that was made void is an end if it wrote letters: whom its author let in knows the key.
        lettered = (event.link for event in void if isinstance(event.body, Keyed) and event.body.letters)
        ends = {*lettered, *places}
        met = 0
        for link in ends:
            met |= self.seen[link]
        return Piece(
            state=self.start if walked.state is None else walked.state,
            counted=counted,
            unknown=walked.unknown,
            apart=walked.after,
            believed={event.link: [each.after[event.link] for each in self.walks] for event in self.part},
            void=tuple(event.link for event in void),
            follows=follows,
            ends=tuple(sorted(link for link in ends if not self.bits[link] & met)),
        )


def _standing(beats: Mapping[str, set[str]], key: Callable[[str], Key]) -> set[str]:
    """Which restrictions stand: those that none makes void, then those left when what these make void is gone, and so on.

    Where only circles are left, the one with the lowest key stands, and what would make it void falls.
    """
    by = {link: {other for other in beats if link in beats[other]} for link in beats}
    stands, falls = set[str](), set[str]()
    while left := beats.keys() - stands - falls:
        more = {link for link in left if not by[link] & left}
        if not more:
            first = min(_circles(left, by), key=key)
            more = {first}
            falls |= by[first] & left - more
        stands |= more
        falls |= {beaten for link in more for beaten in beats[link]} - stands
    return stands


def _circles(left: set[str], by: Mapping[str, set[str]]) -> set[str]:
    """Restrictions in a circle that none outside of it makes void."""
    reach: dict[str, set[str]] = {}
    for link in left:
        found, waiting = set[str](), [link]
        while waiting:
            more = by[waiting.pop()] & left - found
            found |= more
            waiting += more
        reach[link] = found
    return {link for link in left if all(link in reach[other] for other in reach[link])}
