"""Who is on shift now, who is next, who can be woken, and when nobody is there."""

from datetime import datetime, timedelta
from itertools import chain
from typing import Literal, NamedTuple

from coctui.models.hours import conference_span
from coctui.models.roster import Member, Team
from coctui.models.shift import Gap, Shift, coming, current, gaps

Standing = Literal["on now", "next", "can be woken", "not on shift"]
STANDINGS: tuple[Standing, ...] = ("on now", "next", "can be woken", "not on shift")
"""In the order in which one would call them."""
AHEAD = timedelta(days=2)
"""How far ahead is looked for hours with nobody, where the days of the conference are not known or over."""


class OnShift(NamedTuple):
    """Where a member stands."""

    seat: str
    standing: Standing
    shift: Shift | None
    """The one that goes on, or the next."""


def cover(team: Team, now: datetime) -> tuple[OnShift, ...]:
    """Everybody on the team: on now by who stays longest, then by who comes next, then who gave a phone to wake them."""
    found = [_stands(member, now) for member in team.active.values()]
    return tuple(sorted(found, key=lambda each: _rank(each, team)))


def _stands(member: Member, now: datetime) -> OnShift:
    shifts = member.profile.shifts
    if (shift := current(shifts, now)) is not None:
        return OnShift(member.seat, "on now", shift)
    if (shift := coming(shifts, now)) is not None:
        return OnShift(member.seat, "next", shift)
    return OnShift(member.seat, "can be woken" if member.profile.phone else "not on shift", None)


def _rank(each: OnShift, team: Team) -> tuple[int, float, int]:
    when = 0.0
    if each.shift is not None:
        when = -each.shift.end.timestamp() if each.standing == "on now" else each.shift.start.timestamp()
    return STANDINGS.index(each.standing), when, team.members[each.seat].seniority


def alone(team: Team, now: datetime) -> tuple[Gap, ...] | None:
    """The hours from now on in which nobody is on shift: to the end of the conference, else for two days.

    `None` where nobody gave a shift: then nothing is known, which is not the same as nobody.
    """
    shifts = list(chain.from_iterable(member.profile.shifts for member in team.active.values()))
    if not shifts:
        return None
    first, last = conference_span(team) or (now, now)
    begin = max(first, now)
    return gaps(shifts, begin, last if begin < last else begin + AHEAD)
