"""Words for days, hours and zones, as people write them in English. What could mean two things is not among them."""

import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"  # noqa: E501 - one table
WEEKDAY = r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

PARTS: dict[str, tuple[int, int]] = {
    "early morning": (4, 8),
    "late morning": (10, 12),
    "morning": (6, 12),
    "lunchtime": (12, 14),
    "lunch": (12, 14),
    "early afternoon": (12, 15),
    "late afternoon": (15, 18),
    "afternoon": (12, 18),
    "early evening": (17, 20),
    "late evening": (20, 24),
    "evening": (18, 23),
    "night": (20, 30),
}
"""Hours of a part of the day, from midnight; a night ends the next morning."""
NIGHT_ENDS = 6
"""Until this hour "tonight" and "this evening" mean those that began the day before."""

ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|approx|circa|ca|maybe|perhaps|probably|possibly|sometime|somewhere|or so|ish"
    r"|i think|or thereabouts)\b\.?|~|(?<=\d)ish\b|(?<=[ap]m)ish\b"
)
FILLERS = frozenset(
    {
        "at",
        "on",
        "the",
        "in",
        "of",
        "it",
        "was",
        "time",
        "oclock",
        "hrs",
        "hours",
        "hour",
        "local",
        "date",
        "day",
        "all",
        "end",
    }
)
"""Words that may stand beside a time and change nothing."""

_FIXED: dict[str, float] = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
    "edt": -4, "est": -5, "cdt": -5, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8, "jst": 9, "kst": 9, "npt": 5.75,
    "sgt": 8, "hkt": 8, "wat": 1, "cat": 2, "eat": 3, "aest": 10, "aedt": 11, "acst": 9.5, "acdt": 10.5, "awst": 8,
    "nzst": 12, "nzdt": 13, "brt": -3, "art": -3, "pkt": 5,
}  # fmt: skip
"""Hours from UTC. People also write CET in summer: the echo shows UTC beside it."""
SEVERAL = frozenset(
    {"ist", "cst", "bst", "ast", "pht", "sst", "gst", "amt", "cot", "clt", "wst", "ect", "et", "ct", "mt", "pt"}
)
"""Names of more than one zone, or of one that depends on the day: they are asked about."""
_OFFSET = re.compile(r"(?:utc|gmt)?\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?")
ZONE = re.compile(
    r"(?<![\w/+-])(?P<area>[a-z]+/[a-z_]+(?:[/-][a-z_]+)*)(?![\w/])"
    r"|(?<![\w:])(?P<named>(?:utc|gmt)\s?[+-]\d{1,2}(?::?\d{2})?)(?!\d)"
    rf"|\b(?P<word>{'|'.join(sorted((*_FIXED, *SEVERAL), key=len, reverse=True))})\b"
)


def means(name: str, offset: timedelta) -> bool:
    """Whether a zone's own name means that offset here as well: Manila's PST and Havana's CDT do not."""
    return _FIXED.get(name.casefold()) == offset / timedelta(hours=1)


class Unclear(Exception):
    """What was typed means nothing, or two things. `code` says which, and never what was typed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def zone_of(found: re.Match[str]) -> tzinfo:
    """The zone that a match of ZONE names; raises `Unclear`."""
    if found["area"]:
        return _area(found["area"])
    if found["named"]:
        return offset(found["named"])
    if found["word"] in SEVERAL:
        raise Unclear("which-zone")
    hours = _FIXED[found["word"]]
    return timezone(timedelta(hours=hours), found["word"].upper()) if hours else UTC


def offset(text: str) -> tzinfo:
    """The zone of `+05:45`, `UTC+2` or `-0300`."""
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise Unclear("which-zone")
    minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    if minutes >= 24 * 60 or int(found["minutes"] or 0) >= 60:
        raise Unclear("which-zone")
    return timezone(timedelta(minutes=-minutes if found["sign"] == "-" else minutes)) if minutes else UTC


def _area(text: str) -> tzinfo:
    """`europe/berlin`, however it is written."""
    name = "/".join("_".join(word.capitalize() for word in part.split("_")) for part in text.split("/"))
    for spelled in (name, text.upper(), name.replace("_Of_", "_of_").replace("_Es_", "_es_")):
        try:
            return ZoneInfo(spelled)
        except (OSError, ValueError, KeyError):
            continue
    raise Unclear("which-zone")
