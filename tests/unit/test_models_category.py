"""What a case is counted as: a few words of ours, and nobody's text."""

from hypothesis import given
from hypothesis import strategies as st

from coctui.casework.record import label
from coctui.casework.result import Acts
from coctui.casework.words import describe
from coctui.models.category import CATEGORIES, category_for
from coctui.models.content_events import Determined
from tests.unit.casework_room import NOOR, Lanes


@given(words=st.text(max_size=30))
def test_what_somebody_wrote_is_never_passed_on(words: str) -> None:
    """Whatever stands in *what*, what comes of it is one of our own words, or nothing."""
    assert category_for(words) in {None, *CATEGORIES}


def test_words_that_teams_write() -> None:
    """Case and blanks do not matter; other words come to nothing."""
    assert category_for("  Jokes ") == "insults, stereotype jokes"
    assert category_for("unwanted attention") == "unwanted attention"
    assert category_for("Ravenna") is None
    assert all(category_for(name) == name for name in CATEGORIES)


def test_a_choice_stands_over_a_word() -> None:
    """First nobody knows, then *what* tells, then somebody chooses; the timeline says so in our words."""
    lanes = Lanes()
    assert lanes.open().category is None
    assert lanes.do(NOOR, (Determined(outcome="service matter"),)).category == "not a conduct matter"
    assert lanes.do(NOOR, (Determined(outcome="violation"), *done(lanes, what="jokes"))).category == CATEGORIES[8]
    case = lanes.do(NOOR, done(lanes, category="disruption"))
    assert case.category == "disruption"
    told = describe(case.entries[-1], lanes.team, NOOR)
    assert (told.title, told.detail) == ("Counted as", "disruption, by you")


def done(lanes: Lanes, **given: str) -> Acts:
    """A label as casework makes it."""
    acts = label(lanes.case, NOOR, **given)  # type: ignore[arg-type]  # words of ours
    assert isinstance(acts, tuple)
    return acts
