"""After an absence: what came due meanwhile, in three sentences and without a case."""

import pytest

from coctui.screens.alarms import Alarms

HOUR = 3600.0
DUES = (1 * HOUR, 5 * HOUR, 9 * HOUR, 14 * HOUR)


def away(since: float, now: float) -> str:
    """What is said to who left at `since` and is back."""
    alarms = Alarms()
    alarms.set(DUES, since)
    return alarms.absence(DUES, now)


def test_three_sentences_and_no_list() -> None:
    """How long, how many and the oldest of them; what to press; when the next one is due."""
    said = away(2 * HOUR, 12 * HOUR)
    assert said == (
        "While you were away for 10 h, 2 promises came due, the first 7 h ago. "
        "Space does the most pressing one, P lists all. The next one is due in 2 h."
    )
    assert "a promise came due 3 h ago." in away(6 * HOUR, 12 * HOUR)
    assert "The next" not in away(8 * HOUR, 15 * HOUR)


@pytest.mark.parametrize(
    ("since", "now"), [(8.5 * HOUR, 9.2 * HOUR), (10 * HOUR, 12 * HOUR)], ids=["short", "nothing came"]
)
def test_nothing_is_said_without_need(since: float, now: float) -> None:
    """Not after a few minutes, and not of what was due before one left."""
    assert away(since, now) == ""


def test_who_has_just_started_was_not_away() -> None:
    """Nobody knows since when."""
    assert Alarms().absence(DUES, 12 * HOUR) == ""
