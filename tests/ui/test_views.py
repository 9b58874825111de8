"""Views, groups and order of the inbox: what needs whom comes first, and the order explains itself."""

from coctui.widgets.next_step import for_row
from coctui.widgets.views import GROUPS, VIEWS, group_of, haystack, ordered, sign_of
from tests.ui import inbox_rows as samples
from tests.ui.inbox_rows import AT, NOW, ROWS, row


def names(view: str) -> list[str]:
    """The code names in a view, in the order of the list."""
    holds = next(entry.holds for entry in VIEWS if entry.id == view)
    return [found.case for _, found in ordered(ROWS, AT) if holds(found, AT)]


def test_each_row_stands_in_its_group() -> None:
    """Late, happening, due today, asked, later, at rest."""
    groups = [(GROUPS[group], found.case) for group, found in ordered(ROWS, AT)]
    assert groups == [
        ("Overdue", "slate-wren"),
        ("Happening now", "amber-birch"),
        ("Due today", "copper-plover"),
        ("Answer the conflict check first", "misty-larch"),
        ("Answer the conflict check first", "cotton-curlew"),
        ("Later", "ochre-finch"),
        ("Later", "velvet-linden"),
        ("Later", "linen-swift"),
        ("Later", "meadow-basalt"),
        ("At rest, or not yours", "cobalt-spruce"),
        ("At rest, or not yours", "canvas-thrush"),
    ]


def test_views_hold_what_they_say() -> None:
    """Each view answers its question, and counts what it holds."""
    assert names("needs you") == ["slate-wren", "amber-birch", "copper-plover", "misty-larch", "cotton-curlew"]
    assert names("asked") == ["misty-larch", "cotton-curlew", "meadow-basalt"]
    assert names("ongoing") == ["amber-birch"]
    assert names("mine") == ["velvet-linden"]
    assert names("waiting") == ["linen-swift"]
    assert names("decided") == ["ochre-finch"]
    assert names("closed") == ["cobalt-spruce"]
    assert names("stepped aside") == ["canvas-thrush"]
    assert len(names("all")) == len(ROWS)


def test_signs_say_how_urgent() -> None:
    """`!` late or happening, `~` soon, asked or an alarm, nothing at rest."""
    assert [sign_of(found, AT) for found in (samples.OVERDUE, samples.ONGOING, samples.TODAY, samples.ASKED)] == list(
        "!!~~"
    )
    assert sign_of(samples.LATER, AT) == " "
    assert sign_of(samples.LATER._replace(alarm="alone"), AT) == "~"
    assert sign_of(samples.CLOSED._replace(alarm="alone"), AT) == " "
    assert sign_of(samples.KEEPER, AT) == "~"
    assert sign_of(row("glass-teak", access="damaged"), AT) == "!"


def test_a_closed_case_is_never_late() -> None:
    """Whatever was due in it."""
    assert GROUPS[group_of(samples.OVERDUE._replace(status="closed"), AT)] == "At rest, or not yours"


def test_what_goes_on_after_closing_comes_back_on_its_day() -> None:
    """A look at what one did alone, a check-in, an end: at rest until then, then among what needs somebody."""
    closed = samples.CLOSED._replace(promise="check-in", ongoing="yes")
    assert GROUPS[group_of(closed._replace(due=NOW + 8 * 86_400), AT)] == "At rest, or not yours"
    assert GROUPS[group_of(closed._replace(due=NOW + 60), AT)] == "Due today"
    assert GROUPS[group_of(closed._replace(due=NOW - 60), AT)] == "Overdue"
    assert for_row(closed._replace(due=NOW - 7200), AT).act == "Ask the reporter how they are."
    assert for_row(closed._replace(due=NOW + 8 * 86_400), AT).because == "Nothing is due."


def test_the_next_bar_says_one_thing() -> None:
    """What to do, why, and whether there is something to press; late without blame."""
    late = for_row(samples.OVERDUE, AT)
    assert (late.sign, late.act, late.because) == (
        "!",
        "Tell the reporter how it stands.",
        "It was due 2 h ago: two lines keep it.",
    )
    assert for_row(samples.OVERDUE._replace(status="decided"), AT).act == "Tell the reporter the outcome."
    assert for_row(samples.ASKED, AT).does == "answer"
    assert for_row(samples.ASIDE, AT).does == ""
    assert for_row(samples.ONGOING, AT).because == "Tell the reporter that it arrived. Due in 1 h 57."
    assert for_row(row("glass-teak", alarm="alone", promise="outcome", due=NOW + 999_999), AT).act.startswith(
        "You are the only"
    )
    assert for_row(None, AT).act == ""


def test_a_filter_looks_in_what_a_row_shows() -> None:
    """Names, glosses, states; never in the opaque room."""
    assert "the chat messages" in haystack(samples.OVERDUE)
    assert samples.OVERDUE.room not in haystack(samples.OVERDUE)
