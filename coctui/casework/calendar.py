"""Promises as a calendar: when, and "a promise", nothing else (RFC 5545)."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

SUMMARY = "a promise"


def as_calendar(due: Iterable[datetime], now: datetime) -> str:
    """The calendar's text. An entry's id is made of its time alone, so that the same promise is not shown twice."""
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//coctui//promises//EN", "METHOD:PUBLISH"]
    seen: Counter[str] = Counter()
    for at in sorted(due):
        stamp = _stamp(at)
        seen[stamp] += 1
        rows += [
            "BEGIN:VEVENT",
            f"UID:{stamp}-{seen[stamp]}@coctui.invalid",
            f"DTSTAMP:{_stamp(now)}",
            f"DTSTART:{stamp}",
            f"SUMMARY:{SUMMARY}",
            "END:VEVENT",
        ]
    return "\r\n".join([*rows, "END:VCALENDAR", ""])


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
