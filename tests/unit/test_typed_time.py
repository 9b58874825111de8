"""Times as people type them: what each comes to, what is asked about, and that it is said back as it was understood."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from coctui.casework.clock_words import MONTHS
from coctui.casework.result import Refused
from coctui.casework.typed_time import Lean, Spoken, echo, resolve
from tests.bodies import TEXT

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 5, 14, 7, tzinfo=BERLIN)
"""A Saturday afternoon."""
NIGHT = datetime(2026, 12, 5, 3, 7, tzinfo=BERLIN)
ZONES = [
    ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
]
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))  # noqa: DTZ001 - zones beside


def said(text: str, now: datetime = NOW, lean: Lean = "past") -> str:
    """What was understood, or the code of why not."""
    found = resolve(text, now, BERLIN, lean=lean)
    return found.code if isinstance(found, Refused) else echo(found)


def moment(text: str, now: datetime, zone: ZoneInfo, lean: Lean = "past") -> Spoken:
    """What a text comes to that can be read."""
    found = resolve(text, now, zone, lean=lean)
    assert isinstance(found, Spoken), found.code
    return found


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("now", "Sat 5 Dec 2026 14:07 CET (13:07 UTC)"),
        ("yesterday 3pm", "Fri 4 Dec 2026 15:00 CET (14:00 UTC)"),
        ("Yesterday at 3 p.m.", "Fri 4 Dec 2026 15:00 CET (14:00 UTC)"),
        ("22:10 CET", "Fri 4 Dec 2026 22:10 CET (21:10 UTC)"),
        ("22:10 est", "Fri 4 Dec 2026 22:10 EST (Sat 03:10 UTC)"),
        ("3pm", "Fri 4 Dec 2026 15:00 CET (14:00 UTC)"),
        ("14:10", "Sat 5 Dec 2026 14:10 CET (13:10 UTC)"),
        ("15.40", "Fri 4 Dec 2026 15:40 CET (14:40 UTC)"),
        ("15h30", "Fri 4 Dec 2026 15:30 CET (14:30 UTC)"),
        ("at 21", "Fri 4 Dec 2026 21:00 CET (20:00 UTC)"),
        ("about 11:40", "about Sat 5 Dec 2026 11:40 CET (10:40 UTC)"),
        ("11ish in the morning", "about Sat 5 Dec 2026 11:00 CET (10:00 UTC)"),
        ("noon", "Sat 5 Dec 2026 12:00 CET (11:00 UTC)"),
        ("half an hour ago", "about Sat 5 Dec 2026 13:37 CET (12:37 UTC)"),
        ("an hour and a half ago", "about Sat 5 Dec 2026 12:37 CET (11:37 UTC)"),
        ("2 days ago at 9am", "Thu 3 Dec 2026 09:00 CET (08:00 UTC)"),
        ("half past three in the afternoon", "Fri 4 Dec 2026 15:30 CET (14:30 UTC)"),
        ("quarter to 3pm", "Fri 4 Dec 2026 14:45 CET (13:45 UTC)"),
        ("4 Dec 15:40", "Fri 4 Dec 2026 15:40 CET (14:40 UTC)"),
        ("Thursday, 3 December 2026, 15:40", "Thu 3 Dec 2026 15:40 CET (14:40 UTC)"),
        ("dec 3rd 3pm", "Thu 3 Dec 2026 15:00 CET (14:00 UTC)"),
        ("2026-12-04T15:00+05:45", "Fri 4 Dec 2026 15:00 UTC+0545 (09:15 UTC)"),
        ("12:30 america/new_york", "Fri 4 Dec 2026 12:30 EST (17:30 UTC)"),
        ("sunday 1am", "Sun 29 Nov 2026 01:00 CET (00:00 UTC)"),
        ("saturday 3pm", "Sat 28 Nov 2026 15:00 CET (14:00 UTC)"),
        ("4.12.2026", "Fri 4 Dec 2026 all day CET"),
        ("24/11", "Tue 24 Nov 2026 all day CET"),
    ],
)
def test_a_moment_is_the_nearest_before_now(text: str, understood: str) -> None:
    """In the zone of who types, or in the one that is named; said back with the zone and in UTC."""
    assert said(text) == understood


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("last night", "Fri 4 Dec 2026 20:00 to Sat 5 Dec 2026 06:00 CET (19:00 UTC)"),
        ("last night at 2am", "Sat 5 Dec 2026 02:00 CET (01:00 UTC)"),
        ("friday evening", "Fri 4 Dec 2026 18:00 to 23:00 CET (17:00 UTC)"),
        ("yesterday", "Fri 4 Dec 2026 all day CET"),
        ("the day before yesterday", "Thu 3 Dec 2026 all day CET"),
        ("today", "Sat 5 Dec 2026 00:00 to 14:07 CET (Fri 23:00 UTC)"),
        ("this afternoon", "Sat 5 Dec 2026 12:00 to 14:07 CET (11:00 UTC)"),
        ("from 3 to 5pm yesterday", "Fri 4 Dec 2026 15:00 to 17:00 CET (14:00 UTC)"),
        ("11 to 1pm", "Sat 5 Dec 2026 11:00 to 13:00 CET (10:00 UTC)"),
        ("15:00–16:30", "Fri 4 Dec 2026 15:00 to 16:30 CET (14:00 UTC)"),
        ("between 3pm and 4pm UTC", "Fri 4 Dec 2026 15:00 to 16:00 UTC"),
        ("from 11pm to 1am", "Fri 4 Dec 2026 23:00 to Sat 5 Dec 2026 01:00 CET (22:00 UTC)"),
        ("from thursday 11pm to friday 1am", "Thu 3 Dec 2026 23:00 to Fri 4 Dec 2026 01:00 CET (22:00 UTC)"),
        ("monday to wednesday", "Mon 30 Nov 2026 00:00 to Thu 3 Dec 2026 00:00 CET (Sun 23:00 UTC)"),
        ("since friday 3pm", "Fri 4 Dec 2026 15:00 to Sat 5 Dec 2026 14:07 CET (14:00 UTC)"),
        ("last week", "Mon 23 Nov 2026 00:00 to Mon 30 Nov 2026 00:00 CET (Sun 23:00 UTC)"),
        ("last weekend", "Sat 28 Nov 2026 00:00 to Mon 30 Nov 2026 00:00 CET (Fri 23:00 UTC)"),
    ],
)
def test_a_period_stays_one(text: str, understood: str) -> None:
    """Incidents are often a period, not a moment; what goes on ends now."""
    assert said(text) == understood


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("tonight", "Fri 4 Dec 2026 18:00 to Sat 5 Dec 2026 03:07 CET (17:00 UTC)"),
        ("last night", "Fri 4 Dec 2026 20:00 to Sat 5 Dec 2026 03:07 CET (19:00 UTC)"),
        ("this evening", "Fri 4 Dec 2026 18:00 to 23:00 CET (17:00 UTC)"),
        ("22:10", "Fri 4 Dec 2026 22:10 CET (21:10 UTC)"),
        ("last night at 11pm", "Fri 4 Dec 2026 23:00 CET (22:00 UTC)"),
        ("1am", "Sat 5 Dec 2026 01:00 CET (00:00 UTC)"),
    ],
)
def test_at_three_in_the_morning_it_is_still_that_night(text: str, understood: str) -> None:
    """Whoever is awake then means the night that began yesterday."""
    assert said(text, NIGHT) == understood


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("friday", "Fri 11 Dec 2026 all day CET"),
        ("next saturday", "Sat 12 Dec 2026 all day CET"),
        ("9am", "Sun 6 Dec 2026 09:00 CET (08:00 UTC)"),
        ("tomorrow 3pm", "Sun 6 Dec 2026 15:00 CET (14:00 UTC)"),
        ("in 3 days", "Tue 8 Dec 2026 all day CET"),
        ("12 Dec", "Sat 12 Dec 2026 all day CET"),
        ("1 Dec", "Wed 1 Dec 2027 all day CET"),
    ],
)
def test_a_promise_looks_ahead(text: str, understood: str) -> None:
    """The same words, read as something still to come."""
    assert said(text, lean="future") == understood


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4/12", "day-or-month"),
        ("at 9", "which-half"),
        ("half past three", "which-half"),
        ("22:10 IST", "which-zone"),
        ("3pm Berlin/Europe", "which-zone"),
        ("3pm CET EST", "which-zone"),
        ("3pm their time", "whose-zone"),
        ("31 Nov", "no-such-day"),
        ("friday 3 December", "which-day"),
        ("2026-02-29", "no-such-day"),
        ("2026-13-01T10:00Z", "no-such-day"),
        ("from friday to thursday 2026-12-03", "ends-before"),
        ("", "not-a-time"),
        ("in the break", "not-a-time"),
        ("may I", "not-a-time"),
        ("3", "which-half"),
        ("25:00", "not-a-time"),
        ("13pm", "not-a-time"),
        ("yesterday, after Ravenna's talk", "not-a-time"),
    ],
)
def test_what_means_nothing_or_two_things_is_asked_about(text: str, code: str) -> None:
    """Never guessed: a wrong hour in a report is worse than a question."""
    assert said(text) == code


def test_their_time_is_the_reporters_zone() -> None:
    """Where it is known."""
    found = resolve("yesterday 3pm their time", NOW, BERLIN, theirs=ZoneInfo("Asia/Kathmandu"))
    assert isinstance(found, Spoken)
    assert echo(found) == "Fri 4 Dec 2026 15:00 UTC+0545 (09:15 UTC)"


def test_what_is_still_to_come_or_long_ago_is_kept_and_marked() -> None:
    """A person is asked whether it is meant."""
    assert moment("tomorrow 3pm", NOW, BERLIN).remarks == ("to-come",)
    assert moment("24 Oct 10:00", NOW, BERLIN).remarks == ("long-ago",)
    assert moment("yesterday 3pm", NOW, BERLIN).remarks == ()


def test_hours_that_come_twice_or_never() -> None:
    """The first of two, and what follows a gap; both are said."""
    twice = moment("25 Oct 2026 2:30", NOW, BERLIN)
    assert (twice.start, twice.remarks) == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ("twice", "long-ago"))
    skipped = moment("29 Mar 2026 2:30", NOW, BERLIN)
    assert (skipped.start, skipped.remarks) == (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), ("skipped", "long-ago"))


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 59))
def test_a_time_alone_is_the_last_one(now: datetime, zone: ZoneInfo, hour: int, minute: int) -> None:
    """On the clock of who types it, within the last day, also where a day has 23 or 25 hours."""
    at = now.replace(tzinfo=zone)
    found = moment(f"{hour}:{minute:02}", at, zone)
    assume(not {"twice", "skipped"} & set(found.remarks))
    local = found.start.astimezone(zone)
    assert (local.hour, local.minute) == (hour, minute)
    assert -timedelta(hours=25) <= found.start - at <= timedelta(minutes=5)


@given(MOMENTS, MOMENTS, st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_a_full_date_means_one_moment(at: datetime, now: datetime, zone: ZoneInfo, here: ZoneInfo) -> None:
    """Whoever reads it, whenever and wherever; as ISO, with the month in letters, and with a zone's name."""
    meant = at.replace(tzinfo=zone)
    read_at = now.replace(tzinfo=here)
    date, clock = f"{at.day} {MONTHS[at.month - 1]} {at.year}", f"{at:%H:%M}"
    for text in (meant.isoformat(), f"{date} {clock} {zone.key}", f"{clock} {zone.key}, {at:%Y-%m-%d}"):
        found = moment(text, read_at, here)
        assume(not {"twice", "skipped"} & set(found.remarks))
        assert found.start == meant.astimezone(UTC)


WORDS = st.sampled_from(
    ("yesterday", "3pm", "last", "night", "from", "to", "22:10", "CET", "friday", "4", "dec", "2026-12-04", "ago", "2",
     "hours", "about", "since", "tonight", "noon", "half", "past", "am", "-", "between", "and", "12/5", "1.", "IST", "week",
     "europe/berlin", "utc+25", "29", "feb", "9999-12-31", "0:00", "in", "the morning", "an hour", "until", "9999"),
)  # fmt: skip


@given(
    st.lists(WORDS, max_size=7).map(" ".join) | TEXT,
    MOMENTS,
    st.sampled_from(ZONES),
    st.sampled_from(["past", "future"]),
)
@example("yesterday " * 18, datetime(2026, 3, 29, 2, 30), BERLIN, "past")  # noqa: DTZ001 - its zone is beside
def test_any_text_is_read_or_asked_about(text: str, now: datetime, zone: ZoneInfo, lean: Lean) -> None:
    """Nothing stops it; a period never ends before it begins, and what is said back is understood the same way."""
    at = now.replace(tzinfo=zone)
    found = resolve(text, at, zone, lean=lean)
    if isinstance(found, Refused):
        assert found.code in {
            "not-a-time", "no-such-day", "which-day", "day-or-month", "which-half", "which-zone", "whose-zone", "ends-before",
        }  # fmt: skip
        return
    assert found.end is None or found.start < found.end
    again = moment(echo(found), at, zone, lean)
    if not {"twice", "skipped"} & {*again.remarks, *found.remarks}:
        assert (again.start, again.end) == (found.start, found.end)
