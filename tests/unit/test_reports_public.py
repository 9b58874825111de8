"""The draft for the public: nothing of a single case, and no small count, not even one that follows from the others."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.reports.counting import debrief
from coctui.reports.debrief import SCOPE
from coctui.reports.facts import CaseFacts
from coctui.reports.markdown import as_markdown
from coctui.reports.public import for_public, held, held_back
from tests.histories import START
from tests.unit.test_reports_debrief import TEAM, cases

COUNTS = st.lists(st.integers(0, 9), min_size=2, max_size=5)


def shares(total: int, places: int, least: int) -> Iterator[tuple[int, ...]]:
    """Every way to share a total out among so many, each of them at least `least`."""
    if places == 1:
        if total >= least:
            yield (total,)
        return
    for first in range(least, total + 1):
        yield from ((first, *rest) for rest in shares(total - first, places - 1, least))


@given(counts=COUNTS, hold_back=st.integers(0, 4))
def test_nobody_can_work_out_what_is_held_back(counts: list[int], hold_back: int) -> None:
    """Small counts are hidden; given the total and all that is shown, each hidden one could be small or not."""
    hidden = sorted(held(counts, hold_back))
    assert all(place in hidden for place, count in enumerate(counts) if 0 < count < hold_back)
    if not hidden:
        return
    total = sum(counts[place] for place in hidden)
    everything = len(hidden) == len(counts)
    possible = list(shares(total, len(hidden), 0 if everything else 1))
    for place in range(len(hidden)):
        could_be = {share[place] for share in possible}
        assert len(could_be) > 1
        # Only where the total itself is small is every line known to be so.
        assert max(could_be) >= hold_back or total < hold_back


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([5, 4, 0], set[int]()),
        ([5, 4, 1], {1, 2}),
        ([5, 1, 1], {0, 1, 2}),
        ([9, 5, 2, 2], {2, 3}),
        ([2, 0, 0], {0, 1, 2}),
        ([0, 0], set[int]()),
    ],
)
def test_as_few_as_needed(counts: list[int], hidden: set[int]) -> None:
    """One small line takes the next smallest with it; none stays none, unless it would tell."""
    assert held(counts, 3) == hidden


@given(facts=cases(), hold_back=st.integers(1, 4))
def test_a_draft_tells_of_no_case(facts: list[CaseFacts], hold_back: int) -> None:
    """No code name, no hour, no small count of cases; the figures that are shown are those of the debrief."""
    inside = debrief(facts, TEAM, START)
    draft = for_public(inside, hold_back)
    text = draft.model_dump_json() + as_markdown(draft)
    assert not any(case.code in text for case in facts)
    assert {table.id for table in draft.tables} == {"channel", "category", "place", "outcome", "action"}
    for table in draft.tables:
        for line, before in zip(table.lines, inside.table(table.id).lines, strict=True):
            assert (line.count is None) is line.held_back
            assert line.held_back or (line.count == before.count and not 0 < (line.count or 0) < hold_back)
    for kept, before_it in zip(draft.promises, inside.promises, strict=True):
        settled = (before_it.kept or 0) + (before_it.late or 0) + (before_it.missed or 0)
        few = 0 < settled < hold_back
        assert (kept.kept, kept.total) == ((None, None) if few else (before_it.kept, settled))
        assert {kept.late, kept.missed, kept.open, kept.waived} == {None}
    for figure in draft.glance[2:]:
        assert figure.count is None or not 0 < figure.count < hold_back
    assert (draft.late, draft.open_ends, draft.lines) == ((), (), ())
    outcome, action = (draft.table(name).lines[-1] for name in ("outcome", "action"))
    assert action.held_back or not outcome.held_back
    assert SCOPE in text


def test_nothing_happened_is_published_too() -> None:
    """All zeros, nothing held back, a full page."""
    draft = for_public(debrief((), TEAM, START), 3)
    assert held_back(draft) == 0
    page = as_markdown(draft)
    assert "Nothing is held back. Somebody who knows the cases reads this before it goes out." in page
    assert "| harassment | none |" in page
