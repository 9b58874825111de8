"""Times as people type them: `yesterday 3pm`, `22:10 CET`, `last night`, `from 3 to 5pm on friday`.

A grammar of our own: what could mean two things is asked about, a period stays a period, and what was said roughly stays
rough (decision 0010 says what the libraries guess instead). The words as typed are always kept beside what they come to.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from coctui.casework.clock_words import ABOUT, DAYS, MONTHS, NIGHT_ENDS, PARTS, ZONE, Unclear, means, zone_of
from coctui.casework.point import Point, read_point, spelled
from coctui.casework.result import Refused, refuse

Lean = Literal["past", "future"]
LONGEST = 200
"""Letters; a longer text is no time but a story."""
FUTURE_GRACE = timedelta(minutes=5)
"""A clock may run ahead by so much: 14:10 at 14:08 is now, not yesterday."""
LONG_AGO = timedelta(days=30)
REMARKS = {
    "to-come": "That is still to come.",
    "long-ago": "That is more than 30 days ago.",
    "twice": "That hour came twice that night; the first one is meant.",
    "skipped": "The clock skipped that hour; the time after it is meant.",
}
"""What is asked about, and kept all the same."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a typed time comes to, in UTC."""

    start: datetime
    end: datetime | None
    """Of a period; it does not belong to it any more."""
    rough: bool
    """Said roughly, or only the day or part of a day."""
    zone: tzinfo
    """The zone that it was read in."""
    remarks: tuple[str, ...] = ()
    """Keys of REMARKS."""

    @property
    def latest(self) -> datetime:
        """The last minute that it may mean: of a day, one before midnight."""
        return self.start if self.end is None else self.end - timedelta(minutes=1)


def resolve(
    text: str, now: datetime, zone: tzinfo, *, lean: Lean = "past", theirs: tzinfo | None = None
) -> Spoken | Refused:
    """What a typed time means, read at `now` in `zone`, or in a zone that it names ("their time" is `theirs`).

    Without a day it is the nearest such time before now, or after it with `lean` future. Refused with a sentence where it
    means nothing or two things.
    """
    try:
        return _resolved(text, now, zone, lean, theirs)
    except Unclear as unclear:
        return refuse(unclear.code)
    except (OverflowError, ValueError):
        return refuse("not-a-time")


def _resolved(text: str, now: datetime, zone: tzinfo, lean: Lean, theirs: tzinfo | None) -> Spoken:
    if len(text) > LONGEST:
        raise Unclear("not-a-time")
    if (exact := _iso(text)) is not None:
        return _marked(Spoken(exact, None, rough=False, zone=exact.tzinfo or zone), now, lean)
    plain, zone = _zoned(_plain(text), zone, theirs)
    told, rough = ABOUT.subn(" ", plain)
    told = spelled(" ".join(told.split()))
    at = _At(now.astimezone(zone), zone, lean)
    spoken = _range(told, at) or at.one(*read_point(told))
    return _marked(replace(spoken, rough=spoken.rough or bool(rough)), now, lean)


def _plain(text: str) -> str:
    text = re.sub(r"\([^()]*\)", " ", text)  # what an echo says beside
    small = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    small = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", re.sub("[‐-―−]", "-", small))
    return " ".join(re.sub(r"[,;]", " ", small).split())


def _iso(text: str) -> datetime | None:
    """RFC 3339 with a time of day and a zone; `None` for anything else."""
    if not re.fullmatch(r"\s*\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?\s?([Zz]|[+-]\d\d:?\d\d)\s*", text):
        return None
    try:
        found = datetime.fromisoformat(re.sub(r"\s(?=[Zz+-]\s*[\d:]*$)", "", text.strip().upper()))
    except ValueError:
        raise Unclear("no-such-day") from None
    return found


def _zoned(text: str, zone: tzinfo, theirs: tzinfo | None) -> tuple[str, tzinfo]:
    """The text without the zone that it names, and that zone."""
    rest, count = re.subn(r"\b(?:their|the reporter's|her|his) (?:local )?time\b", " ", text)
    if count:
        if theirs is None:
            raise Unclear("whose-zone")
        return rest, theirs
    rest = re.sub(r"\b(?:my|our|local) time\b", " ", rest)
    found = list(ZONE.finditer(rest))
    if not found:
        return rest, zone
    if len({match[0] for match in found}) > 1:
        raise Unclear("which-zone")
    return ZONE.sub(" ", rest), zone_of(found[0])


# ---------------------------------------------------------------------- periods

_CLOCKS = re.compile(
    r"(?<![\d:.-])(\d{1,2}(?:[:.h]\d\d)?\s?(?:am|pm)?)\s?-\s?(\d{1,2}(?:[:.h]\d\d)?\s?(?:am|pm)?)(?![\d:.-])"
)
_SPAN = re.compile(r"(?P<before>.*?)\b(?:from|between)\s+(?P<a>.+?)\s+(?:to|until|till|til|and|-)\s+(?P<b>.+)")
_TO = re.compile(r"(?P<before>)(?P<a>.+?)\s+(?:to|until|till|til|-)\s+(?P<b>.+)")
_SINCE = re.compile(r"(?:ever )?since\s+(?P<a>.+?)(?:\s+(?:until|till)\s+now)?")


def _range(text: str, at: "_At") -> Spoken | None:
    """A period with two ends, or from then until now; `None` where it is none."""
    if (since := _SINCE.fullmatch(text)) is not None:
        began = at.one(*read_point(since["a"])).start
        if began >= at.now:
            raise Unclear("not-a-time")
        return Spoken(began, at.now.astimezone(UTC), rough=True, zone=at.zone)
    text = re.sub(r"\b(quarter) to\b", r"\1 before", text)
    told = _CLOCKS.sub(r" from \1 to \2 ", text)
    found = _SPAN.fullmatch(" ".join(told.split())) or _TO.fullmatch(told)
    if found is None:
        return None
    a, b, before = (found[name].replace("quarter before", "quarter to") for name in ("a", "b", "before"))
    first, rough = read_point(f"{before} {a}" if before.strip() else a)
    last, rougher = read_point(b)
    first, last = _halves(first, last)
    start = at.one(first.on_the_day_of(last), rough)
    end = at.one(last.on_the_day_of(first), rougher)
    until = end.end or end.start
    if until <= start.start and not (last.has_day and first.has_day):
        # from 11pm to 1am, or from yesterday 11pm to 1am
        until, start = at.crossing(first, last, start)
    if until <= start.start:
        raise Unclear("ends-before")
    remarks = tuple(dict.fromkeys((*start.remarks, *end.remarks)))
    return Spoken(start.start, until, rough=start.rough or end.rough, zone=at.zone, remarks=remarks)


def _halves(first: Point, last: Point) -> tuple[Point, Point]:
    """From 3 to 5pm: an hour without its half takes the other's, unless it would come after it."""
    for one, other in ((first, last), (last, first)):
        if one.bare is None or other.clock is None:
            continue
        half = 12 if other.clock.hour >= 12 else 0
        clock = one.bare.replace(hour=one.bare.hour + half)
        before = one is first
        if (before and clock > other.clock) or (not before and clock < other.clock):
            clock = clock.replace(hour=one.bare.hour + 12 - half)
        settled = replace(one, bare=None, clock=clock)
        return (settled, other) if before else (other, settled)
    return first, last


# ---------------------------------------------------------------------- points


class _At:
    """Reads points at one moment in one zone."""

    def __init__(self, now: datetime, zone: tzinfo, lean: Lean) -> None:
        self.now, self.zone, self.lean = now, zone, lean

    def one(self, point: Point, rough: bool) -> Spoken:
        """A point as a moment or a period."""
        if point.bare is not None:
            raise Unclear("which-half")
        if point.now:
            return Spoken(_minute(self.now), None, rough=rough, zone=self.zone)
        if point.shift is not None:
            return Spoken(_minute(self.now + point.shift), None, rough=True, zone=self.zone)
        if point.weeks is not None or point.weekend:
            return self._days(point)
        day = self._day(point)
        if point.part:
            return self._part(point, day)
        if point.clock is not None:
            return self._moment(day, point.clock, rough)
        return self._between(day, day + timedelta(days=1))

    def crossing(self, first: Point, last: Point, start: Spoken) -> tuple[datetime, Spoken]:
        """The end of a period over midnight; where no day was said, it lies before now as a whole."""
        if last.clock is None:
            raise Unclear("ends-before")
        day = start.start.astimezone(self.zone).date()
        until = self._moment(day + timedelta(days=1), last.clock, False).start
        if not first.has_day and self.lean == "past" and until > self.now + FUTURE_GRACE and first.clock is not None:
            start = self._moment(day - timedelta(days=1), first.clock, start.rough)
            until = self._moment(day, last.clock, False).start
        return until, start

    def _moment(self, day: date, clock: time, rough: bool) -> Spoken:
        at, remarks = self._local(day, clock)
        return Spoken(at, None, rough=rough, zone=self.zone, remarks=remarks)

    def _local(self, day: date, clock: time) -> tuple[datetime, tuple[str, ...]]:
        """A time on the clock of the zone: of an hour that comes twice the first, of one that is skipped what follows."""
        local = datetime.combine(day, clock, self.zone)
        moment = local.astimezone(UTC)
        if moment.astimezone(self.zone).replace(tzinfo=None) != local.replace(tzinfo=None):
            return moment, ("skipped",)
        again = local.replace(fold=1).astimezone(UTC)
        return moment, ("twice",) if again != moment else ()

    def _between(self, start: date, end: date) -> Spoken:
        """Whole days, up to now where they go on."""
        return self._period(self._local(start, time(0))[0], self._local(end, time(0))[0])

    def _period(self, start: datetime, end: datetime) -> Spoken:
        now = self.now.astimezone(UTC)
        if self.lean == "past" and start < now:
            end = min(end, now)
        return Spoken(start, max(end, start + timedelta(minutes=1)), rough=True, zone=self.zone)

    def _part(self, point: Point, day: date) -> Spoken:
        name = point.part
        if name == "last night" or (name in ("tonight", "this evening") and self.now.hour < NIGHT_ENDS):
            # At three in the morning all of these mean the night that is still going on.
            day = self.now.date() - timedelta(days=1)
        if point.clock is not None:
            return self._at_night(day, point.clock)
        hours = {"last night": PARTS["night"], "tonight": (18, 30)}.get(name) or PARTS[name.removeprefix("this ")]
        start, end = (self._hour(day, hour) for hour in hours)
        return self._period(start, end)

    def _at_night(self, day: date, clock: time) -> Spoken:
        """`last night at 2am` is the morning after that evening."""
        after = clock.hour < 12
        return self._moment(day + timedelta(days=1) if after else day, clock, False)

    def _hour(self, day: date, hour: int) -> datetime:
        days, hour = divmod(hour, 24)
        return self._local(day + timedelta(days=days), time(hour))[0]

    def _days(self, point: Point) -> Spoken:
        monday = self.now.date() - timedelta(days=self.now.weekday())
        if point.weeks is not None:
            monday += timedelta(weeks=point.weeks)
            return self._between(monday, monday + timedelta(weeks=1))
        saturday = monday + timedelta(days=5)
        if self.lean == "past" and (saturday > self.now.date() or point.before_today):
            saturday -= timedelta(weeks=1)
        elif point.after_today:
            saturday += timedelta(weeks=1)
        return self._between(saturday, saturday + timedelta(days=2))

    def _day(self, point: Point) -> date:
        today = self.now.date()
        if point.calendar is not None or point.month is not None:
            found = point.calendar or self._year(point, today)
            if point.weekday not in (None, found.weekday()):
                raise Unclear("which-day")
            return found
        if point.days is not None:
            return today + timedelta(days=point.days)
        if point.weekday is not None:
            return self._weekday(point, today)
        if point.clock is not None:
            at = self._local(today, point.clock)[0]
            if self.lean == "past" and at > self.now + FUTURE_GRACE:
                return today - timedelta(days=1)
            return today + timedelta(days=1) if self.lean == "future" and at < self.now - FUTURE_GRACE else today
        if self.lean == "past" and point.part and self._hour(today, PARTS[point.part][0]) > self.now:
            return today - timedelta(days=1)
        return today

    def _year(self, point: Point, today: date) -> date:
        """The nearest such day; 29 February where there was one."""
        day, month = point.month or (1, 1)
        step = -1 if self.lean == "past" else 1
        for year in range(today.year, today.year + 9 * step, step):
            try:
                found = date(year, month, day)
            except ValueError:
                continue
            if (found <= today) if self.lean == "past" else (found >= today):
                return found
        raise Unclear("no-such-day")

    def _weekday(self, point: Point, today: date) -> date:
        apart = (today.weekday() - (point.weekday or 0)) % 7
        if self.lean == "future" or point.after_today:
            ahead = (-apart) % 7
            return today + timedelta(days=ahead or (7 if point.after_today else 0))
        found = today - timedelta(days=apart)
        if point.before_today and found == today:
            return found - timedelta(days=7)
        ahead_of_now = point.clock is not None and self._local(found, point.clock)[0] > self.now + FUTURE_GRACE
        return found - timedelta(days=7) if ahead_of_now else found


def _minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _marked(spoken: Spoken, now: datetime, lean: Lean) -> Spoken:
    remarks = list(spoken.remarks)
    if lean == "past" and spoken.start > now + FUTURE_GRACE:
        remarks.append("to-come")
    if lean == "past" and spoken.start < now - LONG_AGO:
        remarks.append("long-ago")
    return replace(spoken, start=spoken.start.astimezone(UTC), remarks=tuple(remarks))


# ---------------------------------------------------------------------- said back


def echo(spoken: Spoken) -> str:
    """What was understood, with its zone and in UTC: `about Fri 4 Dec 2026 15:00 CET (14:00 UTC)`."""
    about = "about " if spoken.rough and spoken.end is None else ""
    first = _stamp(spoken.start, spoken.zone)
    whole = _whole_day(spoken)
    if whole:
        return f"{whole} {_zone_of_both(spoken)}"
    if spoken.end is None:
        return f"{about}{first} {_zone_name(spoken.start, spoken.zone)}{_in_utc(spoken.start, spoken.zone)}"
    end = spoken.end.astimezone(spoken.zone)
    same = end.date() == spoken.start.astimezone(spoken.zone).date()
    last = f"{end:%H:%M}" if same else _stamp(spoken.end, spoken.zone)
    return f"{first} to {last} {_zone_of_both(spoken)}{_in_utc(spoken.start, spoken.zone)}"


def _whole_day(spoken: Spoken) -> str:
    start = spoken.start.astimezone(spoken.zone)
    end = spoken.end.astimezone(spoken.zone) if spoken.end else start
    if start.time() != time(0) or end.replace(tzinfo=None) != start.replace(tzinfo=None) + timedelta(days=1):
        return ""
    return _stamp(spoken.start, spoken.zone).removesuffix("00:00") + "all day"


def _stamp(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    day = f"{DAYS[local.weekday()].capitalize()} {local.day} {MONTHS[local.month - 1].capitalize()} {local.year}"
    return f"{day} {local:%H:%M}"


def _zone_of_both(spoken: Spoken) -> str:
    """The zone's name at both ends of a period: where the clock changes in between, that of the place."""
    first, last = (at.astimezone(spoken.zone).utcoffset() for at in (spoken.start, spoken.end or spoken.start))
    place = getattr(spoken.zone, "key", "")
    return place if first != last and place else _zone_name(spoken.start, spoken.zone)


def _zone_name(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    if not local.utcoffset():
        return "UTC"
    name = local.tzname() or ""
    return name if means(name, local.utcoffset() or timedelta(0)) else f"UTC{local:%z}"


def _in_utc(at: datetime, zone: tzinfo) -> str:
    local, there = at.astimezone(zone), at.astimezone(UTC)
    if not local.utcoffset():
        return ""
    day = "" if local.date() == there.date() else f"{DAYS[there.weekday()].capitalize()} "
    return f" ({day}{there:%H:%M} UTC)"
