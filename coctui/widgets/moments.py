"""Times as people say them: `in 1 h 57`, `2 h ago`, or on the clock. Pure functions; `now` always comes from outside.

All moments are seconds since 1970 UTC. Two units at most; below a minute "now".
"""

from datetime import UTC, datetime, timedelta, tzinfo

from coctui.models.almanac import MONTHS, WEEKDAYS

MINUTE, HOUR, DAY = 60, 3600, 86400


def span(seconds: float, *, units: int = 2) -> str:
    """How long: `now`, `47 min`, `1 h 57`, `1 d 4 h`, `5 d`; with `units=1` only the first of them."""
    seconds = abs(seconds)
    if seconds < MINUTE:
        return "now"
    if seconds < HOUR:
        return f"{int(seconds // MINUTE)} min"
    if seconds < DAY:
        hours, minutes = divmod(int(seconds // MINUTE), 60)
        return f"{hours} h {minutes:02}" if units > 1 and minutes else f"{hours} h"
    days, hours = divmod(int(seconds // HOUR), 24)
    return (
        f"{days} d {hours} h" if units > 1 and days < 2 and hours else f"{days} d"
    )  # hours say little beyond two days


def ago(then: float, now: float, *, units: int = 1) -> str:
    """`2 h ago`; `now` under a minute or for a moment still to come."""
    words = span(max(0.0, now - then), units=units)
    return words if words == "now" else f"{words} ago"


def until(then: float, now: float) -> str:
    """`in 1 h 57`, `now`, or `2 h ago` once it has passed."""
    if then < now:
        return ago(then, now)
    words = span(then - now)
    return words if words == "now" else f"in {words}"


def clock(then: float, zone: tzinfo) -> str:
    """Time of day: `14:07`."""
    return f"{_at(then, zone):%H:%M}"


def day(then: float, zone: tzinfo) -> str:
    """Short date: `28 Nov`."""
    moment = _at(then, zone)
    return f"{moment.day} {MONTHS[moment.month - 1][:3]}"


def long_day(then: float, zone: tzinfo) -> str:
    """`Sat 28 November`, in English whatever the locale, like all words here."""
    moment = _at(then, zone)
    return f"{WEEKDAYS[moment.weekday()][:3]} {moment.day} {MONTHS[moment.month - 1]}"


def weekday(then: float, zone: tzinfo) -> str:
    """`Saturday 5 December`, alone on an otherwise empty screen."""
    moment = _at(then, zone)
    return f"{WEEKDAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}"


def day_name(then: float, now: float, zone: tzinfo) -> str:
    """`Today`, `Yesterday`, else the long day."""
    apart = (_at(now, zone).date() - _at(then, zone).date()).days
    return {0: "Today", 1: "Yesterday"}.get(apart) or long_day(then, zone)


def stamp(then: float, now: float, zone: tzinfo) -> str:
    """A moment on the clock: `14:07` on the same day, else `28 Nov 14:07`."""
    if _at(then, zone).date() == _at(now, zone).date():
        return clock(then, zone)
    return f"{day(then, zone)} {clock(then, zone)}"


def zone_name(now: float, zone: tzinfo) -> str:
    """The zone as the header shows it: `UTC`, `CET`."""
    return _at(now, zone).tzname() or "UTC"


def end_of_today(now: float, zone: tzinfo) -> float:
    """Until when something counts as due today: local midnight, but at least six hours on, for those awake at night."""
    tomorrow = (_at(now, zone) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(tomorrow.timestamp(), now + 6 * HOUR)


def _at(then: float, zone: tzinfo) -> datetime:
    """The moment in a zone; a time outside the calendar falls back to its edge rather than stop the screen."""
    try:
        return datetime.fromtimestamp(then, zone)
    except (OverflowError, ValueError, OSError):
        return datetime(1970, 1, 1, tzinfo=UTC).astimezone(zone)
