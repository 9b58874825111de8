"""What was sent to somebody, outside of coctui: coctui itself never sends anything."""

from datetime import datetime

from coctui.casework.draft import needs_reader, reader_of
from coctui.casework.record import holding, writing
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.text import written
from coctui.models.case import Case
from coctui.models.content_events import MessageKind, MessageSent
from coctui.models.items import ItemName

TICKS = {
    "discussed": "that the team discussed it",
    "determination": "whether it was a violation",
    "actions": "which actions were taken",
}
"""What the message on the outcome says, by the published procedure; asked, never demanded."""


def sent(
    case: Case,
    me: str,
    message: MessageKind,
    now: datetime,
    *,
    text: str = "",
    ticks: frozenset[str] = frozenset(),
    next_due: datetime | None = None,
    when: datetime | None = None,
) -> Acts | Refused:
    """Record a message as sent, now or `when` ("I answered them at …").

    `ticks` of TICKS; `next_due` the day that a status message promises. What tells a reported person of a violation makes
    the promise to ask the reporter, some days later, how they are.
    """
    words = written(text)
    if isinstance(words, Refused):
        return words
    # A check-in comes when all else is done.
    no = holding(case, me) if message == "check-in" else writing(case, me)
    if no is not None:
        return no
    if next_due is not None and next_due <= now:
        return refuse("date-passed")
    if when is not None and when > now:
        return refuse("still-to-come")
    decided = case.determination
    enforces = message == "reported person" and decided is not None and decided.outcome == "violation"
    reader = reader_of(case, message, words)
    said = MessageSent(
        message=message,
        text=words,
        discussed="discussed" in ticks,
        determination="determination" in ticks,
        actions="actions" in ticks,
        next=next_due if message == "status" else None,
        when=when,
        read_by=reader,
        check_in_days=case.access.team.policy.check_in_days if enforces else 0,
    )
    return (said,)


def question(
    case: Case, me: str, items: tuple[ItemName, ...], now: datetime, *, text: str = "", when: datetime | None = None
) -> Acts | Refused:
    """Record that the reporter was asked, and about which items: who asked and when stays beside each."""
    said = sent(case, me, "question", now, text=text, when=when)
    if isinstance(said, Refused):
        return said
    return tuple(act.model_copy(update={"asks": items}) for act in said)


def unread(case: Case, said: MessageSent) -> bool:
    """Whether a text went out that nobody else had read, and somebody should have: to be said, what was sent is never refused."""
    return needs_reader(case, said.message) and said.read_by is None


def left_out(message: MessageKind, ticks: frozenset[str]) -> tuple[str, ...]:
    """In words, what a message on the outcome should say and does not: a reminder, no refusal."""
    return tuple(words for tick, words in TICKS.items() if tick not in ticks) if message == "outcome" else ()
