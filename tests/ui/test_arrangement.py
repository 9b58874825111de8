"""Which cases a list shows and in which order: views, sorts, filters, and the one row that keeps its place. Nothing is drawn."""

import random

import pytest

from coctui.models.row import Row
from coctui.screens.inbox_looking import named
from coctui.screens.news import News
from coctui.widgets.arrangement import UNGROUPED, Arrangement
from coctui.widgets.outlook import (
    KEPT_SETTING,
    LEFT_SETTING,
    MOST_KEPT,
    KeptView,
    Left,
    Outlook,
    free_number,
    kept_setting,
    left_setting,
    read_kept,
    read_left,
)
from coctui.widgets.sorts import SORTS, URGENCY, after
from coctui.widgets.views import OVERDUE, VIEWS, Moment, group_of, haystack, ordered
from tests.ui import inbox_rows as samples
from tests.ui.inbox_rows import AT, DAY, NOW, ROWS, row

FRESH = Outlook()
STATES = ("cleared", "asked", "answered", "confirm", "recused", "keeper", "damaged")


def arranged(rows: tuple[Row, ...] = ROWS, outlook: Outlook = FRESH, stay: str = "") -> Arrangement:
    """Rows at the sample moment, looked at in a way."""
    found = Arrangement()
    found.take(rows, AT, stay)
    found.look(outlook)
    return found


def names(arrangement: Arrangement) -> list[str]:
    """The code names that are shown."""
    return [entry.row.case for entry in arrangement.shown]


def many(count: int) -> tuple[Row, ...]:
    """Rows of every kind, drawn from few values so that all combinations come."""
    draw = random.Random(7)  # rows of a test; nobody guesses them
    return tuple(
        row(
            f"slate-{number}", access=draw.choice(STATES), gloss=draw.choice(("", "the jokes")),
            status=draw.choice(("open", "waiting", "decided", "closed")), ongoing=draw.choice(("", "yes", "no")),
            mine=draw.random() < 0.3, alarm=draw.choice(("", "alone", "rotation")), received=NOW - number,
            promise=(kind := draw.choice(("", "outcome", "review"))), due=NOW + draw.choice((-DAY, 60, 9 * DAY)) if kind else 0.0,
        )
        for number in range(count)
    )  # fmt: skip


def test_every_view_holds_and_counts_what_it_says() -> None:
    """The quick way over thousands of rows gives the same as asking each row of each view."""
    rows = many(2_000)
    arrangement = arranged(rows)
    counts = arrangement.counts
    assert arrangement.late == sum(1 for each in rows if group_of(each, AT) == OVERDUE)
    for view in VIEWS:
        arrangement.look(Outlook(view.id))
        wanted = [each.case for _, each in ordered(rows, AT) if view.holds(each, AT)]
        assert names(arrangement) == wanted
        assert counts[view.id] == len(wanted)
        kept = KeptView(1, "jokes", Outlook(view.id, "JOKES"))
        arrangement.look(kept.outlook)
        assert names(arrangement) == [
            each.case for _, each in ordered(rows, AT) if view.holds(each, AT) and "jokes" in haystack(each)
        ]
        assert arrangement.count(kept) == len(arrangement.shown)


@pytest.mark.parametrize("sort", [sort.id for sort in SORTS if sort.key is not None])
def test_an_order_by_a_column_has_no_groups(sort: str) -> None:
    """All rows are there, once, in that order."""
    arrangement = arranged(outlook=Outlook(sort=sort))
    assert {entry.heading for entry in arrangement.shown} == {UNGROUPED}
    assert sorted(names(arrangement)) == sorted(each.case for each in ROWS)
    first = {
        "newest": "amber-birch",
        "oldest": "canvas-thrush",
        "code name": "amber-birch",
        "what": "linen-swift",
        "who": "velvet-linden",
    }
    assert names(arrangement)[0] == first[sort]


def test_the_orders_go_round() -> None:
    """Each once, then the first again."""
    seen = [URGENCY]
    while (following := after(seen[-1])) != URGENCY:
        seen.append(following)
    assert seen == [sort.id for sort in SORTS]


def test_the_row_under_the_cursor_keeps_its_place() -> None:
    """Late, decided by a colleague, or out of the view: it stays until it is let go, then it goes where it belongs."""
    arrangement = arranged()
    before = names(arrangement)
    late = samples.LATER._replace(due=NOW - 60)
    rows = tuple(late if each is samples.LATER else each for each in ROWS)
    arrangement.take(rows, AT, samples.LATER.room)
    assert names(arrangement) == before
    assert arrangement.shown[before.index("velvet-linden")].row == late
    assert arrangement.release()
    assert names(arrangement)[:2] == ["slate-wren", "velvet-linden"]
    assert not arrangement.release()
    arrangement.look(Outlook("mine"))
    other = late._replace(mine=False)
    arrangement.take(tuple(other if each is late else each for each in rows), AT, other.room)
    assert names(arrangement) == ["velvet-linden"]
    assert arrangement.release()
    assert names(arrangement) == []


def test_a_row_that_is_gone_keeps_no_place() -> None:
    """Closed to its reader by somebody else: nothing of it is left."""
    arrangement = arranged()
    arrangement.take(tuple(each for each in ROWS if each is not samples.LATER), AT, samples.LATER.room)
    assert "velvet-linden" not in names(arrangement)
    assert not arrangement.release()


def test_time_goes_on_for_all_other_rows() -> None:
    """A minute later what was due in a minute is overdue, and above."""
    rows = (samples.TODAY._replace(due=NOW + 30), samples.LATER)
    arrangement = arranged(rows)
    arrangement.take(rows, Moment(NOW + 60, AT.today), samples.LATER.room)
    assert arrangement.shown[0].heading == OVERDUE
    assert arrangement.late == 1


def test_a_search_leaves_what_it_found_and_gives_all_back() -> None:
    """Within the view and the filter."""
    arrangement = arranged()
    arrangement.find({samples.LATER.room: "in a note", samples.CLOSED.room: "in a report"})
    assert names(arrangement) == ["velvet-linden", "cobalt-spruce"]
    arrangement.look(Outlook("closed"))
    assert names(arrangement) == ["cobalt-spruce"]
    arrangement.find(None)
    arrangement.look(Outlook())
    assert len(arrangement.shown) == arrangement.in_view == len(ROWS)


def test_letter_by_letter_leaves_what_the_whole_word_leaves() -> None:
    """Typed, taken back, typed otherwise, in another view or order, with rows that changed meanwhile: never what is left of before."""
    rows, seen = many(60), Arrangement()
    seen.take(rows, AT)
    steps = [
        Outlook(wanted=text)
        for text in ("s", "sl", "slate-1", "slate-12", "slate-1", "late-2", "", "JOKES", "jok", "z", "1")
    ]
    for outlook in (*steps, Outlook("closed", wanted="1"), Outlook("closed", "code", "12"), Outlook(wanted="12")):
        seen.look(outlook)
        assert names(seen) == names(arranged(rows, outlook)), outlook
    seen.take(tuple(each._replace(gloss="12 jokes") for each in rows), AT)
    assert len(seen.shown) == 60


def test_a_letter_more_looks_only_at_what_is_left() -> None:
    """Of sixty rows eleven begin with `slate-1`: those alone are looked at for the next letter."""
    seen = Arrangement()
    seen.take(many(60), AT)
    seen.look(Outlook(wanted="slate-1"))
    looked: list[str] = []

    class Told(str):
        __slots__ = ()

        def __contains__(self, part: object) -> bool:
            looked.append(str(self))
            return str.__contains__(self, str(part))

    seen._hay = [Told(hay) for hay in seen._hays()]
    seen.look(Outlook(wanted="slate-12"))
    assert len(looked) == 11
    assert names(seen) == ["slate-12"]


def test_how_the_inbox_was_left_is_read_again() -> None:
    """Any text of a filter; what is damaged, or of a newer coctui, is as for somebody new."""
    left = Left(Outlook("mine", 'a "quoted" ünïcode, [word]', "what"), "ab" * 16)
    assert read_left({LEFT_SETTING: left_setting(left)}) == left
    for wrong in ("", "{", "[]", '["a"]', "[1, 2, 3, 4]", "null"):
        assert read_left({LEFT_SETTING: wrong}) == Left()
    assert read_left({LEFT_SETTING: '["no such view", "x", "no such order", ""]'}) == Left(Outlook(wanted="x"))


def test_kept_views_have_a_number_each() -> None:
    """One setting each; a gap is filled first, and nine is all."""
    views = tuple(KeptView(number, f"view {number}", Outlook("asked", str(number))) for number in (1, 3))
    settings = dict(kept_setting(view) for view in views)
    assert set(settings) == {f"{KEPT_SETTING}1", f"{KEPT_SETTING}3"}
    assert read_kept(settings) == views
    assert free_number(views) == 2
    assert free_number(tuple(KeptView(number, "", Outlook()) for number in range(1, MOST_KEPT + 1))) is None


def test_a_code_name_is_found_by_how_it_begins() -> None:
    """By its first word, with a space for the hyphen, or by its second word; never by its middle."""
    rows = list(ROWS)
    assert named(rows, "sla") == named(rows, "Slate W") == named(rows, "wren") == samples.OVERDUE.room
    assert named(rows, "late") == named(rows, "") == named(rows, " ") == ""


def test_what_others_changed_is_told_until_it_was_seen() -> None:
    """New and changed are two words; what is as before is neither."""
    news = News()
    changed = samples.LATER._replace(gloss="the puns")
    news.compare((samples.LATER, samples.CLOSED), (changed, samples.CLOSED, samples.TODAY), NOW)
    rooms = [each.room for each in ROWS]
    assert news.all(rooms, NOW + 60) == "~ 2 changed, 1 min ago"
    assert news.of(changed.room, "Ilse", NOW) == "~ changed by Ilse, now"
    assert news.of(samples.TODAY.room, "", NOW) == "~ new, now"
    assert news.of(samples.CLOSED.room, "", NOW) == ""
    news.seen(changed.room)
    assert news.all(rooms, NOW) == "~ 1 new, now"
    assert news.all([], NOW) == ""
