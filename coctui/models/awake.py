"""Who can be expected to answer: on shift, or awake by the clock of where they live."""

from datetime import datetime, time, timedelta, tzinfo

from coctui.models.hours import zone_named
from coctui.models.roster import Member, Team
from coctui.models.shift import current

WAKES, SLEEPS = time(8), time(22)
"""Waking hours where somebody lives, unless they are on shift. No source sets them."""


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
