"""Times in words: two units at most, nothing below a minute, and a day that ends late for those who are awake."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from coctui.widgets import moments

NOW = datetime(2026, 12, 5, 14, 7, tzinfo=UTC).timestamp()
MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("seconds", "words", "short"),
    [
        (0, "now", "now"),
        (59, "now", "now"),
        (60, "1 min", "1 min"),
        (47 * MINUTE, "47 min", "47 min"),
        (HOUR, "1 h", "1 h"),
        (117 * MINUTE, "1 h 57", "1 h"),
        (3 * HOUR + 5 * MINUTE, "3 h 05", "3 h"),
        (22 * HOUR, "22 h", "22 h"),
        (DAY + 4 * HOUR, "1 d 4 h", "1 d"),
        (5 * DAY + 7 * HOUR, "5 d", "5 d"),
    ],
)
def test_spans(seconds: int, words: str, short: str) -> None:
    """How long something lasts, in two units and in one."""
    assert moments.span(seconds) == words
    assert moments.span(seconds, units=1) == short


def test_what_is_past_and_what_is_to_come() -> None:
    """`in 1 h 57` before, `now` around, `2 h ago` after."""
    assert moments.until(NOW + 117 * MINUTE, NOW) == "in 1 h 57"
    assert moments.until(NOW + 20, NOW) == "now"
    assert moments.until(NOW - 2 * HOUR - 7 * MINUTE, NOW) == "2 h ago"
    assert moments.ago(NOW + 20, NOW) == "now"


def test_clock_times_are_in_the_zone_of_the_reader() -> None:
    """The same moment is another hour, perhaps another day, elsewhere."""
    there = timezone(timedelta(hours=11))
    assert moments.stamp(NOW, NOW, UTC) == "14:07"
    assert moments.stamp(NOW - DAY, NOW, UTC) == "4 Dec 14:07"
    assert moments.clock(NOW, there) == "01:07"
    assert moments.long_day(NOW, there) == "Sun 6 December"
    assert moments.day_name(NOW - DAY, NOW, UTC) == "Yesterday"


def test_today_ends_at_midnight_but_not_within_six_hours() -> None:
    """Who looks at ten to midnight is told what is due at two."""
    assert moments.end_of_today(NOW, UTC) == datetime(2026, 12, 6, tzinfo=UTC).timestamp()
    late = datetime(2026, 12, 5, 23, 50, tzinfo=UTC).timestamp()
    assert moments.end_of_today(late, UTC) == late + 6 * HOUR


def test_a_moment_outside_the_calendar_stops_no_screen() -> None:
    """A mail may state any time at all."""
    assert moments.day(1e20, UTC) == "1 Jan"
