"""What of one case is counted: words of ours, times, and its code name. No text of anybody, and no name, gets past here."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple, get_args

from coctui import safetext
from coctui.models.case import Case
from coctui.models.category import Category
from coctui.models.content_events import Channel, MessageSent, Outcome, Received
from coctui.models.items import Where
from coctui.models.promise import TO_OTHERS, Kind, Promise, promises, sent_at
from coctui.models.promise_events import Acted, Did

Action = Literal[
    "a talk with the person",
    "moderators told",
    "removed from a space",
    "muted",
    "a safe place found",
    "a moderator fetched",
    "security called",
    "referred outside",
    "something else at once",
    "no action",
    "nothing yet",
]
ACTIONS: tuple[Action, ...] = get_args(Action)
"""What a team did, as far as coctui records it. A case stands with each of them; with the last two only alone."""
_AT_ONCE: dict[Did, Action] = {
    "removed": "removed from a space",
    "muted": "muted",
    "safe place": "a safe place found",
    "moderator": "a moderator fetched",
    "security": "security called",
    "referred": "referred outside",
    "other": "something else at once",
}

End = Literal[
    "not decided",
    "decided, not closed",
    "acknowledgement to come",
    "outcome to come",
    "status to come",
    "review to come",
    "check-in to come",
    "an end to look at",
    "check-in with a colleague to come",
    "on hold",
    "nobody assigned",
    "held by one member only",
    "two answers to choose from",
    "a new key to come",
    "not counted as anything yet",
]
"""What is still open in a case."""


class Told(NamedTuple):
    """One report: how it came, and when."""

    channel: Channel
    at: datetime


class Owed(NamedTuple):
    """One promise, as it is counted."""

    kind: Kind
    due: datetime
    state: Literal["open", "kept", "waived"]
    done: datetime | None = None
    ended: datetime | None = None
    """When closing the case let it go."""


class Opening(NamedTuple):
    """An open end, with its day where it has one."""

    what: End
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case as figures see it."""

    code: str
    """Code name as the maker of the debrief sees it, fit for a terminal and a file."""
    received: datetime
    reports: tuple[Told, ...]
    category: Category | None
    place: str | None
    outcome: Outcome | None
    closed: bool
    actions: tuple[Action, ...]
    promises: tuple[Owed, ...]
    first_answer: timedelta | None
    """From receipt to the first message to the reporter; `None` while there was none."""
    stepped_aside: int
    stand_ins: int
    at_once: int
    """How often somebody acted at once, alone."""
    ends: tuple[Opening, ...]

    def __repr__(self) -> str:
        return "<CaseFacts>"


def facts_of(case: Case, code: str) -> CaseFacts:
    """What is counted of a case that one holds; `code` is its code name as the reader sees it."""
    reports = tuple(Told(e.body.channel, e.body.received) for e in case.reports if isinstance(e.body, Received))
    where, decided = case.item("where"), case.determination
    place = where.value.kind if where and where.state == "recorded" and isinstance(where.value, Where) else ""
    received = case.received or datetime.fromtimestamp(case.access.opened_at, UTC)
    standings = case.access.standings.values()
    return CaseFacts(
        code=safetext.line(code),
        received=received,
        reports=reports,
        category=case.category,
        place=place or None,
        outcome=decided.outcome if decided else None,
        closed=case.closed,
        actions=_actions(case),
        promises=tuple(_owed(case, promise) for promise in promises(case)),
        first_answer=_first_answer(case, received),
        stepped_aside=sum(standing.state == "recused" for standing in standings),
        stand_ins=len(case.access.stand_ins),
        at_once=len(_at_once(case)),
        ends=_ends(case),
    )


def _messages(case: Case) -> list[tuple[datetime, MessageSent]]:
    return [(sent_at(event), event.body) for event in case.sent if isinstance(event.body, MessageSent)]


def _at_once(case: Case) -> list[Acted]:
    return [event.body for event in case.duties if isinstance(event.body, Acted)]


def _owed(case: Case, promise: Promise) -> Owed:
    closed = case.registers["closed"].event.at if promise.reason == "closed" else None
    return Owed(promise.kind, promise.due, promise.state, promise.done, closed)


def _actions(case: Case) -> tuple[Action, ...]:
    sent = {body.message for _, body in _messages(case)}
    found: list[Action] = []
    if "reported person" in sent:
        found.append("a talk with the person")
    if "moderators" in sent:
        found.append("moderators told")
    did = {_AT_ONCE[did] for act in _at_once(case) for did in act.did}
    found += [action for action in ACTIONS if action in did]
    if found:
        return tuple(found)
    return ("no action",) if case.determination else ("nothing yet",)


def _first_answer(case: Case, received: datetime) -> timedelta | None:
    first = min((at for at, body in _messages(case) if body.message not in TO_OTHERS), default=None)
    return None if first is None else max(first - received, timedelta(0))


def _ends(case: Case) -> tuple[Opening, ...]:
    access, owed = case.access, promises(case)
    found = [Opening(_TO_COME[promise.kind], promise.due) for promise in owed if promise.state == "open"]
    if not case.closed:
        found.insert(0, Opening("decided, not closed" if case.determination else "not decided"))
        if any(promise.reason == "on hold" for promise in owed):
            found.append(Opening("on hold"))
        if case.assigned() is None:
            found.append(Opening("nobody assigned"))
        if len(access.cleared) == 1:
            found.append(Opening("held by one member only"))
    if case.two_answers:
        found.append(Opening("two answers to choose from"))
    if access.rotation_due:
        found.append(Opening("a new key to come"))
    if case.category is None:
        found.append(Opening("not counted as anything yet"))
    return tuple(found)


_TO_COME: dict[Kind, End] = {
    "acknowledgement": "acknowledgement to come",
    "outcome": "outcome to come",
    "status": "status to come",
    "review": "review to come",
    "check-in": "check-in to come",
    "expiry": "an end to look at",
    "team check-in": "check-in with a colleague to come",
}
