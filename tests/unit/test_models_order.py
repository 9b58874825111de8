"""The order of a lane: computed from what each author had seen, whatever was delivered when and whatever clocks say."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from coctui.models.content_events import NoteWritten
from coctui.models.event import Event, Struck
from coctui.models.order import Sight, order
from tests.histories import START, History, link_of

NOTE = NoteWritten(text="it was loud")


@st.composite
def lanes(draw: st.DrawFn, *, missing: bool = True) -> list[Event]:
    """Up to eight events, each after any of those before it, or after one that never came; clocks as they like."""
    history = History()
    events: list[Event] = []
    for number in range(draw(st.integers(1, 8))):
        seen = draw(st.lists(st.sampled_from(events), max_size=3, unique=True)) if events else []
        lost = [link_of("lost")] if missing and draw(st.integers(0, 9)) == 0 else []
        at = START + timedelta(hours=draw(st.integers(-100, 100)))
        who = draw(st.sampled_from(("Ilse", "Oksana", "Paz")))
        events.append(
            history.event(who, NOTE, after=[*(e.link for e in seen), *lost], base=None, at=at, seq=number + 1)
        )
    return events


@given(lane=lanes(), data=st.data())
def test_any_delivery_gives_the_same_order(lane: list[Event], data: st.DataObject) -> None:
    """Also with events delivered twice."""
    again = data.draw(st.permutations([*lane, *data.draw(st.lists(st.sampled_from(lane), max_size=3))]))
    assert order(again) == order(lane)


@given(lane=lanes())
def test_who_saw_an_event_stands_after_it(lane: list[Event]) -> None:
    """The rank is one more than the highest seen, and nobody stands before what they had seen."""
    ordered = order(lane)
    places = {event.link: place for place, event in enumerate(ordered.events)}
    for event in ordered.events:
        assert all(places[earlier] < places[event.link] for earlier in event.after)
        assert ordered.ranks[event.link] == 1 + max((ordered.ranks[earlier] for earlier in event.after), default=0)


@given(lane=lanes(), data=st.data())
def test_a_missing_event_holds_back_what_follows_and_its_arrival_mends_it(
    lane: list[Event], data: st.DataObject
) -> None:
    """Nothing is folded before what its author had seen; in the end it is as if nothing had been missing."""
    gone = data.draw(st.sampled_from(lane))
    partial = order(event for event in lane if event is not gone)
    whole, sight = order(lane), Sight(order(lane))
    late = {event.link for event in lane if sight.saw(event.link, gone.link)}
    assert set(partial.held) == (set(whole.held) - {gone.link}) | late
    assert not set(partial.heads) & late
    assert [event.link for event in partial.events] == [
        e.link for e in whole.events if e.link not in late | {gone.link}
    ]


@given(lane=lanes(missing=False))
def test_sight_is_all_that_was_seen_through_others(lane: list[Event]) -> None:
    """Directly or not, never oneself."""
    sight = Sight(order(lane))
    seen: dict[str, set[str]] = {}
    for event in lane:
        seen[event.link] = set(event.after).union(*(seen[earlier] for earlier in event.after))
    assert all(sight.saw(a.link, b.link) == (b.link in seen[a.link]) for a in lane for b in lane)


@given(lane=lanes(missing=False), data=st.data())
def test_what_is_passed_over_moves_nothing(lane: list[Event], data: st.DataObject) -> None:
    """Ranks and order of the others are as if what follows a passed event had followed what that one followed."""
    passed = {event.link for event in data.draw(st.lists(st.sampled_from(lane), max_size=4, unique=True))}
    through: dict[str, tuple[str, ...]] = {}
    kept: list[tuple[Event, tuple[str, ...]]] = []
    for event in lane:
        after = tuple(dict.fromkeys(link for earlier in event.after for link in through.get(earlier, (earlier,))))
        if event.link in passed:
            through[event.link] = after
        else:
            kept.append((event, after))
    plain = order(replace(event, after=after) for event, after in kept)
    ordered = order(lane, passed)
    assert [e.link for e in ordered.events if e.link not in passed] == [e.link for e in plain.events]
    assert {link: rank for link, rank in ordered.ranks.items() if link not in passed} == plain.ranks
    assert ordered.straight == plain.straight
    places = {event.link: place for place, event in enumerate(ordered.events)}
    assert all(places[earlier] < places[event.link] for event in lane for earlier in event.after)


def test_a_lane_that_bites_its_tail_is_held_back() -> None:
    """Events that follow themselves or each other wait for ever, and nothing else does."""
    history = History()
    first = history.event("Ilse", NOTE, base=None)
    itself = history.event("Paz", NOTE, after=[link_of(2)], base=None)
    assert itself.link == link_of(2)
    ring = [
        history.event("Paz", NOTE, after=[link_of(4)], base=None),
        history.event("Paz", NOTE, after=[link_of(3)], base=None),
    ]
    after_ring = history.event("Ilse", NOTE, after=[first.link, ring[0].link], base=None)
    ordered = order([after_ring, *ring, itself, first])
    assert [event.link for event in ordered.events] == [first.link]
    assert ordered.heads == (first.link,)
    assert set(ordered.held) == {itself.link, ring[0].link, ring[1].link, after_ring.link}


def test_a_copy_without_words_goes_before_one_that_has_them() -> None:
    """Of the same event in two copies, one of which carried out a strike, the struck one counts, whichever came first."""
    history = History()
    event = history.event("Ilse", NOTE, base=None)
    struck = replace(event, after=(), body=Struck())
    for delivered in ([event, struck], [struck, event]):
        assert order(delivered).events == (struck,)


def test_a_long_fork_stays_small() -> None:
    """Two copies of 1,500 events each: sight takes bits, not sets of links."""
    history = History()
    lane: list[Event] = []
    for side in range(2):
        before: list[str] = []
        for number in range(1500):
            event = history.event("Ilse", NOTE, after=before, base=None, seq=number, writer=str(side))
            before = [event.link]
            lane.append(event)
    sight = Sight(order(lane))
    assert sight.saw(lane[1499].link, lane[0].link)
    assert not sight.saw(lane[1500].link, lane[0].link)
