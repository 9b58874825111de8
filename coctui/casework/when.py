"""The item *date and time* from words: kept as they were said, and beside them what they come to."""

from datetime import UTC, datetime, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coctui.casework.result import Refused
from coctui.casework.typed_time import REMARKS, Spoken, echo, resolve
from coctui.models.case import Case
from coctui.models.items import Contact


class Heard(NamedTuple):
    """What a typed time comes to: the fields of the item, and what to say back before it is saved."""

    fields: dict[str, object]
    said_back: str
    """`Fri 4 Dec 2026 15:00 CET (14:00 UTC)`, or why it could not be read; it is kept either way."""
    remarks: tuple[str, ...] = ()


def heard(text: str, now: datetime, zone: tzinfo, theirs: tzinfo | None = None) -> Heard:
    """The fields of the item for a time as somebody typed it."""
    found = resolve(text, now, zone, theirs=theirs)
    if isinstance(found, Refused):
        return Heard({"text": text.strip(), "start": "", "end": "", "precision": "unknown", "zone": ""}, found.sentence)
    fields: dict[str, object] = {
        "text": text.strip(),
        "start": stamp(found.start),
        "end": stamp(found.end) if found.end else "",
        "precision": "approximate" if found.rough else "exact",
        "zone": zone_name(found),
    }
    return Heard(fields, echo(found), tuple(REMARKS[remark] for remark in found.remarks))


def stamp(at: datetime) -> str:
    """RFC 3339 in UTC, as the item keeps it."""
    return at.astimezone(UTC).isoformat(timespec="minutes").replace("+00:00", "Z")


def zone_name(found: Spoken) -> str:
    """The zone in which it was read: a place where one was known, else its distance from UTC."""
    key = str(getattr(found.zone, "key", ""))
    return key or f"UTC{found.start.astimezone(found.zone):%z}".removesuffix("+0000")


def zone_of_reporter(case: Case) -> tzinfo | None:
    """The zone that is recorded for the reporter, where it is one."""
    item = case.item("contact")
    return zone_in(item.value.zone) if item is not None and isinstance(item.value, Contact) else None


def zone_in(name: str) -> tzinfo | None:
    """The zone of that name, `None` where it names none."""
    try:
        return ZoneInfo(name.strip()) if name.strip() else None
    except (OSError, ValueError, KeyError):
        return None
