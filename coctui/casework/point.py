"""One point of time as it was typed: which day, what time of day, or how long ago. Nothing is resolved yet."""

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from coctui.casework.clock_words import DAYS, FILLERS, MONTH, MONTHS, NUMBERS, PARTS, WEEKDAY, Unclear

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Point:
    """What was said of a day and of a time; `None` of what was not."""

    calendar: date | None = None
    month: tuple[int, int] | None = None
    """Day and month, where no year was said."""
    weekday: int | None = None
    days: int | None = None
    """From today: -1 is yesterday."""
    weeks: int | None = None
    """A whole week: 0 this one, -1 the last."""
    weekend: bool = False
    before_today: bool = False
    """Of a weekday: not today's ("last friday")."""
    after_today: bool = False
    clock: time | None = None
    bare: time | None = None
    """A time of which nobody said which half of the day it is in."""
    part: str = ""
    """A part of the day: a key of PARTS."""
    shift: timedelta | None = None
    """From now."""
    now: bool = False

    @property
    def has_day(self) -> bool:
        """Whether anything was said of the day."""
        return (
            any(x is not None for x in (self.calendar, self.month, self.weekday, self.days, self.weeks)) or self.weekend
        )

    def on_the_day_of(self, other: "Point") -> "Point":
        """The same with the other's day, where it has none."""
        if self.has_day or self.shift is not None or self.now:
            return self
        return replace(
            self, calendar=other.calendar, month=other.month, weekday=other.weekday, days=other.days, weeks=other.weeks,
            weekend=other.weekend, before_today=other.before_today, after_today=other.after_today,
        )  # fmt: skip


_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d)|(?![\d-]))")
_DOTS = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})?(?![\d])")
_SLASHES = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?{MONTH}\b\.?(?:,?\s*(?P<year>\d{{4}})(?![:\d]))?"
)
_MONTH_DAY = re.compile(
    rf"\b{MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)(?:,?\s*(?P<year>\d{{4}})(?![:\d]))?"
)
_RELATIVE = re.compile(
    r"\b(?:(?P<dayb>the day before yesterday|day before yesterday)|(?P<daya>the day after tomorrow|day after tomorrow)"
    r"|(?P<yesterday>yesterday|yday)|(?P<today>today)|(?P<tomorrow>tomorrow))\b"
)
_WEEK = re.compile(r"\b(?P<which>last|this|next)\s+week\b(?!\w)")
_WEEKEND = re.compile(r"\b(?:at the |on the )?(?P<which>last |this |next )?weekend\b")
_WEEKDAY = re.compile(rf"\b(?P<which>last |this |next |past )?{WEEKDAY}\b\.?")
_AGO = re.compile(
    r"(?<![\w.])(?P<number>\d{1,4}(?:\.5)?|an?|half an|a couple of|a few|several)\s*(?P<half>and a half )?"
    r"(?P<unit>min(?:ute)?s?|m|h(?:ou)?rs?|h|days?|weeks?)(?P<more> and a half)?\s+(?:ago|back|earlier)\b"
)
_IN = re.compile(r"\bin\s+(?P<number>\d{1,4}|an?|half an)\s*(?P<unit>min(?:ute)?s?|m|h(?:ou)?rs?|h|days?|weeks?)\b")
_NOW = re.compile(r"\b(?:right now|just now|now|at the moment|a moment ago|moments ago)\b")
_TONIGHT = re.compile(r"\b(?:(?P<last>last night)|(?P<this>tonight)|this (?P<part>morning|afternoon|evening))\b")
_PART = re.compile(rf"\b(?P<part>{'|'.join(sorted(PARTS, key=len, reverse=True))})\b")
_HALF = re.compile(r"\b(?P<what>half past|quarter past|quarter to)\s+(?P<hour>\d{1,2})\s*(?P<half>am|pm)?\b")
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)\s*(?P<half>am|pm)?(?![\d:])"
    r"|(?<![\d:.])(?P<plain>\d{1,2})\s*(?:(?P<pm>am|pm)|(?P<h>h|hrs|o'?clock))\b"
)
_NOON = re.compile(r"\b(?:(?P<noon>noon|midday|12 noon)|(?P<midnight>midnight))\b")
_BARE = re.compile(r"(?<![\d:.])(?P<hour>\d{1,2})(?![\d:.])")
_FEW = {"a": 1.0, "an": 1.0, "half an": 0.5, "a couple of": 2.0, "a few": 3.0, "several": 4.0}


def read_point(text: str) -> tuple[Point, bool]:
    """What was said, and whether it was said only roughly; raises `Unclear`. Small letters, single blanks."""
    reader = _Reader(text)
    point = reader.read()
    return point, reader.rough


def spelled(text: str) -> str:
    """Number words as numbers: `half past three`; a lone *one* is a word like any other."""
    numbers = {word: str(number) for number, word in enumerate(NUMBERS) if number}
    return re.sub(rf"\b({'|'.join(numbers)})\b", lambda found: numbers[found[1]], text)


class _Reader:
    """Takes out of the text what it understands; what is left may only be fillers."""

    def __init__(self, text: str) -> None:
        self.rest, self.rough = text, False

    def read(self) -> Point:
        point = self._apart() or self._clock(self._day(Point()))
        words = re.findall(r"[^\s,.;!()]+", self.rest)
        if any(word.replace("'", "") not in FILLERS for word in words):
            raise Unclear("not-a-time")
        if point == Point():
            raise Unclear("not-a-time")
        return point

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.rest)
        if found is not None:
            self.rest = f"{self.rest[: found.start()]} {self.rest[found.end() :]}"
        return found

    def _apart(self) -> Point | None:
        """Now, and what is counted from now."""
        found = self._take(_AGO) or self._take(_IN)
        if found is not None:
            return self._counted(found, back=found.re is _AGO)
        return Point(now=True) if self._take(_NOW) else None

    def _counted(self, found: re.Match[str], *, back: bool) -> Point:
        number = _FEW.get(found["number"]) or float(found["number"])
        groups = found.groupdict()
        number += 0.5 if groups.get("half") or groups.get("more") else 0.0
        self.rough = True
        sign = -1 if back else 1
        match found["unit"][0]:
            case "m":
                return Point(shift=sign * timedelta(minutes=number))
            case "h":
                return Point(shift=sign * timedelta(hours=number))
            case "d" if number == int(number):
                self.rough = False
                return self._clock(Point(days=sign * int(number)))
            case "d":
                return Point(shift=sign * number * DAY)
            case _:
                return self._clock(Point(days=sign * round(7 * number)))

    def _day(self, point: Point) -> Point:
        if (found := self._take(_ISO)) is not None:
            return self._beside(replace(point, calendar=_date(int(found[1]), int(found[2]), int(found[3]))))
        if (found := self._take(_DAY_MONTH) or self._take(_MONTH_DAY)) is not None:
            return self._month(point, int(found["day"]), MONTHS.index(found["month"][:3]) + 1, found["year"])
        if (found := self._take(_DOTS)) is not None:
            return self._month(point, int(found[1]), int(found[2]), found[3])
        if (found := self._take(_SLASHES)) is not None:
            first, second = int(found[1]), int(found[2])
            if first <= 12 and second <= 12 and first != second:
                raise Unclear("day-or-month")
            day, month = (first, second) if first > 12 or first == second else (second, first)
            return self._month(point, day, month, found[3])
        return self._near(point)

    def _month(self, point: Point, day: int, month: int, year: str | None) -> Point:
        if year is not None:
            return self._beside(replace(point, calendar=_date(int(year), month, day)))
        _date(2028, month, day)  # a leap year: 29 February is a day
        return self._beside(replace(point, month=(day, month)))

    def _beside(self, point: Point) -> Point:
        """A weekday beside a date says the same once more; whether it does is looked at when the year is known."""
        found = self._take(_WEEKDAY)
        return point if found is None else replace(point, weekday=DAYS.index(found["weekday"][:3]))

    def _near(self, point: Point) -> Point:
        if (found := self._take(_TONIGHT)) is not None:
            if found["last"]:
                return replace(point, days=-1, part="last night")
            return replace(point, days=0, part="tonight" if found["this"] else f"this {found['part']}")
        if (found := self._take(_RELATIVE)) is not None:
            days = {"dayb": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "daya": 2}
            return replace(point, days=days[found.lastgroup or "today"])
        if (found := self._take(_WEEK)) is not None:
            return replace(point, weeks={"last": -1, "this": 0, "next": 1}[found["which"]])
        if (found := self._take(_WEEKEND)) is not None:
            which = (found["which"] or "").strip()
            return replace(point, weekend=True, before_today=which == "last", after_today=which == "next")
        if (found := self._take(_WEEKDAY)) is not None:
            which = (found["which"] or "").strip()
            number = DAYS.index(found["weekday"][:3])
            return replace(point, weekday=number, before_today=which in ("last", "past"), after_today=which == "next")
        return point

    def _clock(self, point: Point) -> Point:
        if (found := self._take(_HALF)) is not None:
            hour, minute = int(found["hour"]), {"half past": 30, "quarter past": 15, "quarter to": 45}[found["what"]]
            hour = hour - 1 if minute == 45 else hour
            point = self._part(point)
            return _at(point, hour, minute, found["half"]) if found["half"] or hour > 12 else _bare(point, hour, minute)
        if (found := self._take(_CLOCK)) is not None:
            if found["plain"]:
                return _at(point, int(found["plain"]), 0, found["pm"])
            if found["second"] and int(found["second"]) > 59:
                raise Unclear("not-a-time")
            return _at(point, int(found["hour"]), int(found["minute"]), found["half"])
        if (found := self._take(_NOON)) is not None:
            return replace(point, clock=time(12) if found["noon"] else time(0))
        point = self._part(point)
        if (found := self._take(_BARE)) is not None:
            return _bare(point, int(found["hour"]), 0)
        return point

    def _part(self, point: Point) -> Point:
        if point.part or (found := self._take(_PART)) is None:
            return point
        return replace(point, part=found["part"])


def _bare(point: Point, hour: int, minute: int) -> Point:
    """An hour without am or pm: clear from 13 on, or beside a part of the day."""
    if not 1 <= hour <= 12:
        return _at(point, hour, minute, None)
    name = point.part.rpartition(" ")[2]
    if name == "morning":
        return replace(point, part="", clock=time(hour % 12, minute))
    if name in ("afternoon", "evening", "lunchtime", "lunch") and hour != 12:
        return replace(point, part="", clock=time(hour % 12 + 12, minute))
    return replace(point, bare=time(hour % 12, minute))


def _at(point: Point, hour: int, minute: int, half: str | None) -> Point:
    if half:
        if not 0 < hour <= 12:
            raise Unclear("not-a-time")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if not 0 <= hour <= 23 or not 0 <= minute <= 59:
        raise Unclear("not-a-time")
    part = point.part if point.part in ("last night", "tonight", "night") else ""
    return replace(point, part=part, clock=time(hour, minute))


def _date(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise Unclear("no-such-day") from None
    if not 1900 < year < 9000:
        raise Unclear("no-such-day")
    return found
