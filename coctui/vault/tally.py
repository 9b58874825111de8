"""The tally of a room: what its author had before them, named so that anybody can look whether all of it is still there."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice, product

from coctui.models.content_events import Strike
from coctui.models.event import Event, Keyed, Struck, Tally
from coctui.models.expunge_events import Expunged
from coctui.vault.roomevents import RoomEvents

MOST_STATES = 10_000
"""How many states are tried for rows that no event names: there are none where nobody wrote what is no event."""


def tally_of(links: Iterable[bytes], content: Iterable[str] = ()) -> Tally:
    """How many events, the hash of their sorted links, and the newest ones of the content lane."""
    ordered = sorted(links)
    hashed = hashlib.sha256(b"coctui tally 1" + b"".join(ordered)).hexdigest()
    return Tally(count=len(ordered), links=hashed, content=tuple(sorted(content)))


def tally_fits(found: RoomEvents) -> bool:
    """Whether all that the newest tallies counted is there, and nothing else in its place.

    The order of the file proves nothing: whoever can write to it can change it, to make a row look newer than the tally.
    """
    both = (*found.lanes["team"], *found.lanes["access"])
    events = [event for event in both if isinstance(event.body, Keyed) and event.body.tally]
    followed = {link for event in events for link in event.after}
    return all(_fits(found, event) for event in events if event.link not in followed)


def _fits(found: RoomEvents, event: Event) -> bool:
    tally = event.body.tally if isinstance(event.body, Keyed) else None
    if tally is None:
        return True
    links = found.links()
    place = links.index(bytes.fromhex(event.link))
    if tally.count == place and tally_of(links[:place], tally.content) == tally:
        return True
    known = known_to(found, event)
    return known is not None and any(
        len(known) + len(stray) == tally.count
        and tally_of([*map(bytes.fromhex, known), *stray], tally.content) == tally
        for stray in _strays(found, event, known)
    )


def known_to(found: RoomEvents, event: Event) -> set[str] | None:
    """Links of all events that the author of one with a tally had; `None` where one of them is missing."""
    by_link = {each.link: each for lane in found.lanes.values() for each in lane}
    struck = dict(_places(found))
    tally = event.body.tally if isinstance(event.body, Keyed) else None
    waiting = [*event.after, *(tally.content if tally else ())]
    known = set[str]()
    while waiting:
        link = waiting.pop()
        if link in known:
            continue
        if link not in by_link:
            return None
        known.add(link)
        earlier = by_link[link]
        waiting += struck.get(link, ()) if isinstance(earlier.body, Struck) else earlier.after
    return known


def _places(found: RoomEvents) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What events whose words were taken out had followed, as who took them out says."""
    for event in found.lanes["content"]:
        match event.body:
            case Strike(link=link, after=after):
                yield link, after
            case Expunged(gone=gone):
                yield from ((one.link, one.after) for one in gone)
            case _:
                pass


def _strays(found: RoomEvents, event: Event, known: set[str]) -> Iterator[list[bytes]]:
    """Rows that no event names, as the author may have had them: of each chain all up to some row. First, none at all."""
    yield []
    beside = found.lanes["content"] if event.lane == "access" else []
    named = {each.link for each in (*found.lanes[event.lane], *beside)} | known
    chains: dict[bytes, list[bytes]] = {}
    for row in sorted(found.rows):
        if row.link.hex() not in named:
            chains.setdefault(row.writer, []).append(row.link)
    for lengths in islice(product(*(range(len(chain) + 1) for chain in chains.values())), 1, MOST_STATES):
        pairs = zip(chains.values(), lengths, strict=True)
        yield [link for chain, length in pairs for link in chain[:length]]
