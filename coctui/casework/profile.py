"""What a member says of themself: checked field by field, so that the reason stands beside the field."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.text import LINE, whole
from coctui.casework.typed_time import resolve
from coctui.models.almanac import MONTHS, WEEKDAYS
from coctui.models.roster import Profile, Team
from coctui.models.shift import Shift
from coctui.models.team_events import ProfileChanged

FIELDS: dict[str, str] = {
    "name": "Name",
    "mail": "Mail",
    "handles": "Handles",
    "company": "Company",
    "zone": "Time zone",
    "phone": "Phone",
    "shifts": "On shift",
}
"""Field to its label, in the order of the sheet."""
LONGEST_NAME, MOST_HANDLES, MOST_SHIFTS = 200, 30, 100
LONGEST_SHIFT = timedelta(hours=36)
"""A longer one is a slip of the pen: nobody is awake for so long."""
WRONG = {
    "name": "How do your colleagues call you? At most 200 letters.",
    "mail": "A mail address has one @ between two parts, or leave it empty.",
    "handles": "At most 30 handles, with commas between them.",
    "company": "At most 1,000 letters.",
    "zone": "Write it like Europe/Berlin, or leave it empty.",
    "phone": "Digits, with + ( ) - and blanks between them, or leave it empty.",
    "shifts": "One shift a line, like: Sat 5 Dec 22:00 to 06:00. At most 36 hours each.",
}
"""What to do about a field that does not fit."""
_PHONE = re.compile(r"[+\d][\d ()/.-]{2,60}")


class Unfit(NamedTuple):
    """Why what was written is no profile yet."""

    wrong: dict[str, str]
    """Field to the reason, in words."""


def written_profile(profile: Profile, zone: tzinfo) -> dict[str, str]:
    """A profile as it stands in the fields of its sheet; not cleaned. Times are those of `zone`."""
    return {
        "name": profile.name,
        "mail": profile.mail,
        "handles": ", ".join(profile.handles),
        "company": profile.company,
        "zone": profile.zone,
        "phone": profile.phone,
        "shifts": "\n".join(spoken_shift(shift, zone) for shift in profile.shifts),
    }


def spoken_shift(shift: Shift, zone: tzinfo) -> str:
    """`Sat 5 Dec 2026 22:00 to Sun 6 Dec 2026 06:00`: what is read back as the same."""
    start, end = shift.start.astimezone(zone), shift.end.astimezone(zone)
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{_day(end)} {end:%H:%M}"
    return f"{_day(start)} {start:%H:%M} to {until}"


def read_profile(before: Profile, fields: Mapping[str, str], now: datetime, zone: tzinfo) -> Profile | Unfit:
    """The profile with the fields that are given, each of `FIELDS`; the others stay."""
    given = {name: whole(text).strip() for name, text in fields.items()}
    changed: dict[str, object] = {}
    wrong: dict[str, str] = {}
    zone = _zone(given["zone"]) or zone if given.get("zone") else zone
    for name, text in given.items():
        read = _read(name, text, now, zone)
        if read is None or isinstance(read, Refused):
            wrong[name] = WRONG[name] if read is None else read.sentence
        else:
            changed[name] = read
    return Unfit(wrong) if wrong else before.model_copy(update=changed)


def change_profile(
    team: Team, me: str, fields: Mapping[str, str], now: datetime, zone: tzinfo
) -> Acts | Unfit | Refused:
    """Change what one says of oneself; nobody else can."""
    before = team.members[me].profile
    profile = read_profile(before, fields, now, zone)
    if isinstance(profile, Unfit):
        return profile
    return refuse("nothing-chosen") if profile == before else (ProfileChanged(profile=profile),)


def _read(name: str, text: str, now: datetime, zone: tzinfo) -> object | None:
    """The value of a field; `None`, or a refusal that says more, where it does not fit."""
    match name:
        case "name":
            name = " ".join(text.split())
            return name if 0 < len(name) <= LONGEST_NAME else None
        case "mail":
            local, at, host = text.partition("@")
            fits = bool(local and host) and "@" not in host and not re.search(r"\s", text)
            return text if not text or (fits and at and len(text) <= LINE) else None
        case "handles":
            handles = tuple(dict.fromkeys(part.strip() for part in text.replace("\n", ",").split(",") if part.strip()))
            return handles if len(handles) <= MOST_HANDLES and all(len(part) <= LINE for part in handles) else None
        case "zone":
            found = _zone(text) if text else None
            return text if not text else found.key if found else None
        case "phone":
            return text if not text or _PHONE.fullmatch(text) else None
        case "shifts":
            return read_shifts(text, now, zone)
        case _:
            return text if len(text) <= LINE else None


def read_shifts(text: str, now: datetime, zone: tzinfo) -> tuple[Shift, ...] | Refused:
    """Shifts from lines, or from parts with `;` between them, in order of time."""
    lines = [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    found: set[tuple[datetime, datetime]] = set()
    for line in lines[: MOST_SHIFTS + 1]:
        spoken = resolve(line, now, zone, lean="future")
        if isinstance(spoken, Refused):
            return spoken
        if spoken.end is None or spoken.rough or not timedelta(0) < spoken.end - spoken.start <= LONGEST_SHIFT:
            return Refused("unfit-shifts", WRONG["shifts"])
        found.add((spoken.start, spoken.end))
    if len(found) > MOST_SHIFTS:
        return Refused("unfit-shifts", WRONG["shifts"])
    return tuple(Shift(start=start, end=end) for start, end in sorted(found))


def _zone(text: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(text)
    except (OSError, ValueError, KeyError):
        return None


def _day(at: datetime) -> str:
    return f"{WEEKDAYS[at.weekday()][:3]} {at.day} {MONTHS[at.month - 1][:3]} {at.year}"
