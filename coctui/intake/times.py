"""When a mail was sent and when it was received, as its headers say it; no clock is read in here."""

import re
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_tz

from coctui.intake import headers
from coctui.intake.notice import Notice
from coctui.models.draft import ReceivedSource

LONG_AGO = timedelta(days=30)
"""A time of receipt further back than this is kept, and asked about."""

_LONGEST_DATE = 200  # characters; the standard parser is handed no more than this
_COLON_IN_ZONE = re.compile(r"(?:GMT|UTC)?([+-]\d\d):?(\d\d)(?=\s|\(|$)")
_HOURS_ONLY = re.compile(r"(?<=:\d\d )[+-]\d\d$")
_FRACTION = re.compile(r"(?<=:\d\d)\.\d{1,9}(?= )")
_A_DAY = timedelta(days=1)
_COMMENT = re.compile(r"\([^()]*\)")


def moment(value: str) -> datetime | None:
    """A date of a header in UTC; without a zone, or with the unknown zone -0000, it is taken as UTC."""
    line = _COMMENT.sub(" ", headers.text(value)[:_LONGEST_DATE]).strip()
    try:
        parsed = parsedate_tz(_HOURS_ONLY.sub(r"\g<0>00", _COLON_IN_ZONE.sub(r"\1\2", _FRACTION.sub("", line))))
        if parsed is None:
            iso = datetime.fromisoformat(line)
            return (iso if iso.tzinfo else iso.replace(tzinfo=UTC)).astimezone(UTC)
        year, month, day, hour, minute, second = parsed[:6]
        year += 1900 if 100 <= year < 1000 else 0  # three digits (RFC 5322, 4.3)
        # a leap second is the last one we can say
        local = datetime(year, month, day, hour, minute, 59 if second == 60 else second, tzinfo=UTC)
        offset = timedelta(seconds=parsed[9] or 0)
        return local - offset if abs(offset) < _A_DAY else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def topmost_received(message: Message) -> datetime | None:
    """The time in the uppermost `Received` that states one: the one our own side wrote last."""
    for value in headers.all_fields(message, "received"):
        if found := moment(value[-_LONGEST_DATE:].rpartition(";")[2]):
            return found
    return None


def receipt(
    received: datetime | None, date: datetime | None, filed: datetime | None, now: datetime
) -> tuple[datetime, ReceivedSource, list[Notice]]:
    """When it counts as received, by what, and what is odd about it (DESIGN.md 2)."""
    notices: list[Notice] = []
    source: ReceivedSource
    if received:
        at, source = received, "received"
    elif date:
        at, source = date, "date"
    elif filed:
        at, source = filed, "file"
        notices.append(Notice.TIME_OF_FILE)
    else:
        at, source = now, "entered"
        notices.append(Notice.TIME_ENTERED)
    if at > now:
        notices.append(Notice.FUTURE)
    elif now - at > LONG_AGO:
        notices.append(Notice.LONG_AGO)
    if date and date > now and source != "date":
        notices.append(Notice.DATE_FUTURE)
    return at, source, notices
