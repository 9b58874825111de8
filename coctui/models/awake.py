"""Who can be reached now: on shift, next on shift, awake by the clock of where they live, or to be woken by phone."""

from datetime import datetime, time, timedelta, tzinfo
from typing import NamedTuple

from coctui.models.hours import zone_named
from coctui.models.roster import Member, Team
from coctui.models.shift import coming, current

WAKES, SLEEPS = time(8), time(22)
"""Waking hours where somebody lives, unless they are on shift. No source sets them."""


class Reach(NamedTuple):
    """Whom to turn to, each by seat, soonest first."""

    on_now: tuple[str, ...]
    next: tuple[tuple[str, datetime], ...]
    """With the time at which their shift begins."""
    to_wake: tuple[str, ...]
    """Who left a number for that, and is not on shift."""


def reach(team: Team, seats: frozenset[str], now: datetime) -> Reach:
    """Whom of these members one can turn to now."""
    here = [member for seat, member in team.active.items() if seat in seats]
    on_now = tuple(m.seat for m in here if current(m.profile.shifts, now))
    next_ = sorted(
        (shift.start, m.seat) for m in here if (shift := coming(m.profile.shifts, now)) and m.seat not in on_now
    )
    to_wake = tuple(m.seat for m in here if m.profile.phone and m.seat not in on_now)
    return Reach(on_now, tuple((seat, start) for start, seat in next_), to_wake)


def zone_of(team: Team, seat: str) -> tzinfo:
    """Where a member lives, as they say; else the conference's zone, else UTC."""
    return zone_named(team.members[seat].profile.zone or team.zone)


def awake(member: Member, team: Team, at: datetime) -> bool:
    """Whether a member can be expected to answer: in waking hours where they live, or on shift."""
    local = at.astimezone(zone_of(team, member.seat)).time()
    return WAKES <= local < SLEEPS or current(member.profile.shifts, at) is not None


def waking_time(member: Member, team: Team, start: datetime, end: datetime) -> timedelta:
    """How much of the time between two moments a member was awake, to the quarter of an hour; counted up to a week."""
    step, count = timedelta(minutes=15), 0
    at = max(start, end - timedelta(days=7))
    while at + step <= end:
        count += awake(member, team, at)
        at += step
    return count * step
