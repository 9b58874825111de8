"""What may still be asked: nobody is pressed, nobody is asked twice, and nothing is asked that nobody could answer."""

from datetime import timedelta

import pytest

from coctui.casework import message, promise, record
from coctui.models.asking import ASKED_WHEN, ORDER, can_ask, last_asked, next_question, next_to_ask, to_ask
from coctui.models.items import ITEMS
from coctui.models.listing import row_of
from tests.unit.casework_room import NOOR, OKSANA, Lanes


@pytest.fixture
def lanes() -> Lanes:
    """A case with a report by mail."""
    lanes = Lanes()
    lanes.open(NOOR)
    return lanes


def test_everything_may_be_asked_at_first_in_the_order_of_need() -> None:
    """First what was said, whether it goes on and how to reach them; the rest can wait."""
    assert set(ORDER) == set(ITEMS)
    assert [name for name in ORDER if ASKED_WHEN[name] == "tonight"] == ["description", "ongoing", "contact"]


def test_what_was_answered_is_not_asked_again(lanes: Lanes) -> None:
    """Recorded, not known and declined are answers; *not asked* is none."""
    lanes.do(NOOR, record.item(lanes.case, NOOR, "description", "recorded", {"account": "Loud."}))
    lanes.do(NOOR, record.item(lanes.case, NOOR, "ongoing", "not known", {}))
    lanes.do(NOOR, record.item(lanes.case, NOOR, "contact", "declined", {}))
    lanes.do(NOOR, record.item(lanes.case, NOOR, "where", "not asked", {}))
    assert to_ask(lanes.case) == ("when", "where", "reported", "circumstances", "others")
    assert next_to_ask(lanes.case) == "where"
    assert row_of(lanes.case, NOOR).ask == "when, where, who, what else, who else"


def test_what_is_to_be_left_is_left(lanes: Lanes) -> None:
    """Somebody said that they do not want to speak about it: nobody asks again, until something is recorded."""
    lanes.do(NOOR, record.item(lanes.case, NOOR, "reported", "not asked", {}, leave=True))
    assert "reported" not in to_ask(lanes.case)
    lanes.do(NOOR, record.item(lanes.case, NOOR, "reported", "not asked", {}))
    assert "reported" in to_ask(lanes.case)


def test_who_asked_and_when(lanes: Lanes) -> None:
    """A question that was sent waits for its answer; an answer that was written down says who heard it."""
    assert last_asked(lanes.case, "where") is None
    lanes.wait(hours=2)
    asked = lanes.now - timedelta(hours=1)
    lanes.do(NOOR, message.question(lanes.case, NOOR, ("where", "when"), lanes.now, when=asked))
    assert last_asked(lanes.case, "where") == (NOOR, asked, True)
    assert not {"where", "when"} & set(to_ask(lanes.case))
    lanes.wait(hours=1)
    lanes.do(NOOR, record.item(lanes.case, NOOR, "where", "recorded", {"place": "the lobby"}))
    assert last_asked(lanes.case, "where") == (NOOR, lanes.now, False)
    assert last_asked(lanes.case, "when") == (NOOR, asked, True)
    assert last_asked(lanes.case, "others") is None


def test_nothing_is_asked_that_nobody_can_answer(lanes: Lanes) -> None:
    """An anonymous reporter without a way back: no question is offered, in no list."""
    lanes = Lanes()
    lanes.open(NOOR, None)
    lanes.content.clear()
    lanes.do(NOOR, record.item(lanes.case, NOOR, "contact", "recorded", {"anonymous": True}))
    assert not can_ask(lanes.case)
    assert (to_ask(lanes.case), next_question(lanes.case), row_of(lanes.case, OKSANA).ask) == ((), "", "")
    lanes.do(NOOR, record.item(lanes.case, NOOR, "contact", "recorded", {"channel": "the chat"}))
    assert can_ask(lanes.case)


def test_who_asked_not_to_be_contacted_is_not_asked(lanes: Lanes) -> None:
    """The waiver holds for questions, too; that something need not be told by mail does not."""
    lanes.do(NOOR, promise.waive(lanes.case, NOOR, "no contact", kind="acknowledgement"))
    assert can_ask(lanes.case)
    lanes.do(NOOR, promise.waive(lanes.case, NOOR, "asked not to be contacted"))
    assert not can_ask(lanes.case)
