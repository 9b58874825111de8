"""Shifts: who is on, who is next, and the spans in which nobody is."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coctui.models.shift import Gap, Shift, coming, current, gaps
from tests.histories import START


def shift(start: int, end: int) -> Shift:
    """From so many hours after the start to so many."""
    return Shift(start=START + timedelta(hours=start), end=START + timedelta(hours=end))


HOURS = st.integers(-5, 60)
SHIFTS = st.lists(st.builds(shift, HOURS, HOURS), max_size=6)


@given(shifts=SHIFTS, length=st.integers(0, 50))
def test_each_hour_is_covered_or_in_a_gap(shifts: list[Shift], length: int) -> None:
    """Exactly one of the two; gaps stand apart, in order, within the span that was asked for."""
    end = START + timedelta(hours=length)
    found = gaps(shifts, START, end)
    for hour in range(length):
        at = START + timedelta(hours=hour)
        inside = [gap for gap in found if gap.start <= at < gap.end]
        assert (len(inside) == 1) != any(shift.covers(at) for shift in shifts)
    assert all(START <= gap.start < gap.end <= end for gap in found)
    assert all(one.end < other.start for one, other in pairwise(found))


def test_a_night_with_nobody() -> None:
    """Two shifts with a hole between them, and the end of the day."""
    night = gaps([shift(0, 3), shift(2, 6), shift(8, 10)], START, START + timedelta(hours=12))
    assert night == (
        Gap(START + timedelta(hours=6), START + timedelta(hours=8)),
        Gap(START + timedelta(hours=10), START + timedelta(hours=12)),
    )
    assert [gap.length for gap in night] == [timedelta(hours=2)] * 2


def test_on_now_and_next() -> None:
    """The shift that goes on is the one that lasts longest; one that ends before it begins is none."""
    mine = [shift(0, 3), shift(1, 6), shift(9, 8), shift(8, 10)]
    at = START + timedelta(hours=2)
    assert current(mine, at) == shift(1, 6)
    assert coming(mine, at) == shift(8, 10)
    assert current(mine, START + timedelta(hours=7)) is None
    assert coming(mine, START + timedelta(hours=20)) is None
