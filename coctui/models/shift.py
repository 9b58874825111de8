"""Who is on shift: the spans that members gave, who is on now and next, and when nobody is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from coctui.models.noun import Moment, Noun


class Shift(Noun):
    """A span in which a member answers; one that ends before it begins is none."""

    start: Moment
    end: Moment

    def covers(self, at: datetime) -> bool:
        """Whether it is going on at this moment."""
        return self.start <= at < self.end


class Gap(NamedTuple):
    """A span in which nobody is on shift."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long nobody is there."""
        return self.end - self.start


def gaps(shifts: Iterable[Shift], start: datetime, end: datetime) -> tuple[Gap, ...]:
    """The spans between `start` and `end` in which none of the shifts is going on, in order."""
    found: list[Gap] = []
    reached = start
    for shift in sorted(shifts, key=lambda shift: (shift.start, shift.end)):
        if shift.end <= shift.start:
            continue
        if shift.start > reached:
            found.append(Gap(reached, min(shift.start, end)))
        reached = max(reached, shift.end)
        if reached >= end:
            return tuple(found)
    if reached < end:
        found.append(Gap(reached, end))
    return tuple(found)


def current(shifts: Iterable[Shift], at: datetime) -> Shift | None:
    """The one of a member's shifts that is going on; of several the one that lasts longest."""
    return max((shift for shift in shifts if shift.covers(at)), key=lambda shift: shift.end, default=None)


def coming(shifts: Iterable[Shift], at: datetime) -> Shift | None:
    """The next of a member's shifts after this moment."""
    later = (shift for shift in shifts if shift.start > at and shift.end > shift.start)
    return min(later, key=lambda shift: shift.start, default=None)
