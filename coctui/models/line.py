"""A team or access lane: what counts of it and in which order, what is passed over (VAULT.md 3, 7).

A lane is a line as long as one copy is worked on. Where copies met, the events that were written apart are settled
together (`fork.py`); what everybody had seen before and after them is a line again.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic

from coctui.models.event import Event, Struck, Unknown
from coctui.models.fork import settle
from coctui.models.order import Order, Sight, order
from coctui.models.piece import Piece, Rules, State


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
    ends: tuple[str, ...] = ()
    """Newest events by somebody who might write: one on a line, more where copies met and nobody has named all of them."""
    apart: dict[str, State] = field(default_factory=dict)
    """For each event that was written apart from others: the state as somebody knew it who had seen that event last."""
    believed: dict[str, list[State]] = field(default_factory=dict)
    """The same with fewer restrictions: what their authors may have taken for true."""
    void: tuple[str, ...] = ()
    """Of those that do not count, the ones by who might write them as they saw the lane."""

    def __repr__(self) -> str:
        return f"<Walk past {len(self.passed)}>"


def walk(start: State, events: list[Event], rules: Rules[State]) -> Walk[State]:
    """Fold the events of a lane.

    An event without authority, and one of an unknown kind, is transparent: what follows it follows what it followed.
    So it changes nothing wherever somebody puts it. Raises `Forked` where two would begin the lane.
    """
    ordered = order(events)
    walked = Walk(start, ordered.heads, held=ordered.held)
    line: dict[str, int] = {}
    unknown: list[tuple[str, bool]] = []
    for part in _parts(ordered, rules):
        begun = bool(line)
        alone = len(part) == 1 and not rules.outdated(part[0])
        piece = (_single if alone else settle)(walked.state, part, rules, begun=begun)
        before = len(line) - 1
        line |= {event.link: len(line) + place for place, event in enumerate(piece.counted)}
        walked.state = piece.state
        walked.apart |= piece.apart
        walked.believed |= piece.believed
        walked.void += piece.void
        walked.ends = piece.ends or walked.ends
        for event in part:
            if event.link not in line:
                follows = piece.follows.get(event.link)
                walked.passed[event.link] = before if follows is None else line[follows]
        unknown += [(link, walked.passed[link] >= 0) for link in piece.unknown]
    # A lane that has begun has one beginning: nothing of a newer version stands beside it.
    walked.unknown = [link for link, follows in unknown if follows or not line]
    walked.refused = [
        event.link for event in ordered.events if event.link not in line and event.link not in walked.unknown
    ]
    return walked


def _parts(ordered: Order, rules: Rules[State]) -> list[list[Event]]:
    """The pieces of a lane; a lane that is a line needs no looking at who saw what.

    From the first event on that is outdated all is one piece: what somebody did on the word of another is judged anew.
    """
    events = ordered.events
    if all(event.after == (before.link,) for before, event in pairwise(events)):
        parts = [[event] for event in events]
    else:
        parts = Sight(ordered).parts(events)
    first = next((place for place, part in enumerate(parts) if any(map(rules.outdated, part))), len(parts))
    rest = [event for part in parts[first:] for event in part]
    return [*parts[:first], rest] if rest else parts


def _single(state: State, part: list[Event], rules: Rules[State], *, begun: bool) -> Piece[State]:
    """An event that everybody saw, or that nobody else's stands beside."""
    (event,), piece = part, Piece(state)
    stray = not begun and rules.root not in {None, event.link}
    if isinstance(event.body, Unknown | Struck):
        piece.unknown = [event.link] if not stray and rules.newer(state, event) else []
        return piece
    following = None if stray else rules.step(state, event)
    if following is not None:
        piece.state, piece.counted, piece.ends = following, [event], (event.link,)
    return piece
