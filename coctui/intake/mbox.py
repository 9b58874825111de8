"""An mbox file taken apart into its mails, line by line, however large it is.

Programs disagree on what separates mails: a line `From ` always, a blank line before it mostly, a date in it mostly. And
a text may have a line that begins with `From ` and was never quoted. So two of three signs must be there: a blank line
before, a date as `ctime` writes it (or the very line that the file begins with), a header line after.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

_DATED = re.compile(
    rb"From .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* +"
    rb"(?P<day>\d{1,2}) +(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    rb"(?: +(?P<zone>[+-]\d{4}|[A-Z]{1,5}))? +(?P<year>\d{4})"
)
_MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_FIELD = re.compile(rb"(?:[!-9;-~]+:|>From )")
_LONGEST_SEPARATOR = 500  # bytes of a line that are looked at


class Stored(NamedTuple):
    """One mail of an mbox file."""

    raw: bytes
    """Without the separator line and the blank line that ends it; quoted `>From ` lines as they stand."""
    filed: datetime | None
    """The time in the separator line, UTC."""


def begins_mbox(start: bytes) -> bool:
    """Whether the first bytes of a file are those of an mbox file."""
    return start.lstrip(b"\r\n").startswith(b"From ")


def mails(lines: Iterable[bytes]) -> Iterator[Stored]:
    """The mails of an mbox file, from its lines with their ends."""
    current: list[bytes] = []
    separator: bytes | None = None
    first = b""
    previous = b"\n"
    for line, following in _with_following(lines):
        if line.startswith(b"From ") and (
            separator is None or _separates(previous, line, following, same=line == first)
        ):
            first = first or line
            if separator is not None:
                yield _stored(separator, current)
            separator, current = line, []
        else:
            current.append(line)
        previous = line
    if separator is not None:
        yield _stored(separator, current)


def _separates(before: bytes, line: bytes, after: bytes, *, same: bool) -> bool:
    signs = (not before.strip(), same or _DATED.match(line[:_LONGEST_SEPARATOR]), _FIELD.match(after))
    return sum(map(bool, signs)) >= 2


def _stored(separator: bytes, lines: list[bytes]) -> Stored:
    if len(lines) > 1 and not lines[-1].strip():
        lines = lines[:-1]
    return Stored(b"".join(lines), _time(separator))


def _with_following(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    iterator = iter(lines)
    current = next(iterator, None)
    while current is not None:
        following = next(iterator, None)
        yield current, following or b""
        current = following


def _time(separator: bytes) -> datetime | None:
    found = _DATED.match(separator[:_LONGEST_SEPARATOR])
    if found is None:
        return None
    # without a zone it is UTC by the format's description (RFC 4155); names of zones are not trusted
    zone = found["zone"] or b""
    offset = zone.decode() if zone[:1] in {b"+", b"-"} else "+0000"
    digits = (int(found[name] or 0) for name in ("day", "hour", "minute", "second"))
    stamp = f"{found['year'].decode()} {_MONTHS.index(found['month']) + 1} {' '.join(map(str, digits))} {offset}"
    try:
        return datetime.strptime(stamp, "%Y %m %d %H %M %S %z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
