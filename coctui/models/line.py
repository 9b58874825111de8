"""The one line of a team or access lane: what counts, what is passed over, and when a lane has forked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from coctui.models.event import Event, Struck, Unknown
from coctui.models.order import Order, Sight, order
from coctui.models.roster import Cut

State = TypeVar("State")


class Forked(Exception):
    """Two events that both count follow the same one: two copies were worked on apart (VAULT.md 7)."""


@dataclass(slots=True)
class Walk(Generic[State]):
    """The state after the last event that counts, and the links of those that do not."""

    state: State
    heads: tuple[str, ...] = ()
    refused: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    held: tuple[str, ...] = ()
    passed: dict[str, int] = field(default_factory=dict)
    """Of every event that does not count, the place in the line of the one that it follows, -1 for none."""

    def __repr__(self) -> str:
        return f"<Walk past {len(self.passed)}>"


class Rules(NamedTuple, Generic[State]):
    """What a lane says of its events."""

    step: Callable[[State, Event], State | None]
    """The state after one more event, `None` for an event without authority."""
    newer: Callable[[State, Event], bool]
    """Whether an event of an unknown kind can be by somebody who may write here: it makes the lane read-only."""
    leaves: Callable[[Event], tuple[str, Cut] | None]
    """Whom an event takes the right to write from, and the last events that count of them."""
    root: str | None = None
    """Link of the only event that may begin the lane, where that is known."""


def walk(start: State, events: list[Event], rules: Rules[State]) -> Walk[State]:
    """Fold the events of a lane that must be a line.

    An event without authority, and one of an unknown kind, is transparent: what follows it follows what it followed.
    So it changes nothing wherever somebody puts it. A branch by somebody who was restricted meanwhile, past the cut,
    is without authority too (VAULT.md 7 b). Raises `Forked` where two events that count have the same predecessor.
    """
    ordered = order(events)
    tree = _grow(start, ordered, rules, frozenset())
    if tree.forked or tree.unknown:
        void, because = _void(tree, ordered, rules)
        tree = _grow(start, ordered, rules, void)
        if tree.forked or not because <= tree.counted.keys():
            raise Forked
    # A lane that has begun has one beginning: nothing of a newer version stands beside it.
    unknown = [link for link in tree.unknown if tree.at[link] > 0 or not tree.counted]
    refused = [event.link for event in ordered.events if event.link not in tree.counted and event.link not in unknown]
    passed = {link: tree.at[link] - 1 for link in (*refused, *unknown)}
    return Walk(tree.states[-1], ordered.heads, refused, unknown, ordered.held, passed)


@dataclass(slots=True)
class _Tree(Generic[State]):
    """States by number, 0 the start; in a lane that is a line each follows from the one before."""

    states: list[State]
    at: dict[str, int] = field(default_factory=dict)
    """Every event's state: its own if it counts, else that of what it follows."""
    counted: dict[str, Event] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    forked: bool = False


def _grow(start: State, ordered: Order, rules: Rules[State], void: frozenset[str]) -> _Tree[State]:
    tree = _Tree([start])
    for event in ordered.events:
        # Right on a line. Where two branches meet it is a guess, good enough to find restrictions.
        place = max((tree.at[link] for link in event.after), default=0)
        tree.at[event.link] = place
        stray = event.link in void or (place == 0 and rules.root not in {None, event.link})
        if isinstance(event.body, Unknown | Struck):
            if not stray and rules.newer(tree.states[place], event):
                tree.unknown.append(event.link)
            continue
        following = None if stray else rules.step(tree.states[place], event)
        if following is None:
            continue
        tree.forked |= place + 1 < len(tree.states)
        tree.at[event.link] = len(tree.states)
        tree.counted[event.link] = event
        tree.states.append(following)
    return tree


def _void(tree: _Tree[State], ordered: Order, rules: Rules[State]) -> tuple[frozenset[str], set[str]]:
    """Events of restricted seats that neither saw the restriction nor are in its cut, and the restrictions that say so.

    A restriction that another one voids, or that stands on what that one voids, says nothing. Two that do so to each
    other are both left out, and the lane stays forked: who of them stays is for the merge to say (VAULT.md 7).
    """
    sight = Sight(ordered)
    voided: dict[str, frozenset[str]] = {}
    for link, restriction in tree.counted.items():
        left = rules.leaves(restriction)
        if left is not None:
            seat, cut = left
            voided[link] = frozenset(
                event.link
                for event in ordered.events
                if event.seat == seat and event.link != link and event.seq > cut.get(event.writer, -1)
                and not sight.saw(event.link, link) and not sight.saw(link, event.link)
            )  # fmt: skip
    beats = {
        link: {
            other
            for other in voided
            if other in gone or (not sight.saw(other, link) and any(sight.saw(other, event) for event in gone))
        }
        for link, gone in voided.items()
    }
    stands, falls = set[str](), set[str]()
    while more := {
        link for link in beats.keys() - stands - falls if all(link not in beats[by] for by in beats.keys() - falls)
    }:
        stands |= more
        falls |= {link for by in more for link in beats[by]}
    return frozenset(link for by in stands for link in voided[by]), {by for by in stands if voided[by]}
