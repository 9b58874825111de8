"""What may still be asked, what was, and by whom: a reporter is never pressed, and never asked twice for the same."""

from datetime import datetime
from typing import Literal, NamedTuple

from coctui.models import promise_events as duties
from coctui.models.case import Case
from coctui.models.content_events import MessageSent
from coctui.models.items import ITEMS, QUESTIONS, ItemName
from coctui.models.promise import reachable, sent_at

When = Literal["tonight", "this week", "when closing"]
ASKED_WHEN: dict[ItemName, When] = {
    "description": "tonight",
    "ongoing": "tonight",
    "contact": "tonight",
    "where": "this week",
    "when": "this week",
    "reported": "this week",
    "others": "this week",
    "circumstances": "when closing",
}
"""What can wait, waits: first what was said, whether it goes on, how to reach them."""
ORDER: tuple[ItemName, ...] = tuple(ASKED_WHEN)


class Asked(NamedTuple):
    """The last time that somebody asked about an item, or wrote down what was said of it."""

    seat: str
    at: datetime
    waiting: bool
    """Asked, and nothing is recorded since."""


def can_ask(case: Case) -> bool:
    """Whether there is anybody to ask: not where the reporter left no way, or asked not to be contacted."""
    waived = (event.body for event in case.duties if isinstance(event.body, duties.PromiseWaived))
    silent = any(body.promise == "all" and body.id is None and body.reason != "bad faith" for body in waived)
    return reachable(case) and not silent


def last_asked(case: Case, name: ItemName) -> Asked | None:
    """Who asked about an item last, and when; `None` if nobody did."""
    register = case.registers.get(f"item {name}")
    recorded = register.event if register is not None and case.item(name) is not None else None
    found = None if recorded is None else Asked(recorded.seat, recorded.at, waiting=False)
    questions = [e for e in case.sent if isinstance(e.body, MessageSent) and name in e.body.asks]
    last = max(questions, key=sent_at, default=None)
    if last is not None and (found is None or sent_at(last) > found.at):
        return Asked(last.seat, sent_at(last), waiting=True)
    return found


def to_ask(case: Case) -> tuple[ItemName, ...]:
    """What may still be asked, in the order of the procedure: not what was answered, declined, left or is waited for."""
    return tuple(name for name in ITEMS if _open(case, name)) if can_ask(case) else ()


def next_to_ask(case: Case) -> ItemName | None:
    """The next good question: what matters tonight first."""
    left = set(to_ask(case))
    return next((name for name in ORDER if name in left), None)


def next_question(case: Case) -> str:
    """The same in words that one can say aloud, `""` where there is nothing to ask, or nobody."""
    name = next_to_ask(case)
    return QUESTIONS[name] if name is not None else ""


def _open(case: Case, name: ItemName) -> bool:
    item = case.item(name)
    if item is not None and (item.state != "not asked" or item.leave):
        return False
    asked = last_asked(case, name)
    return asked is None or not asked.waiting
