"""Dated duties to the reporter, computed from the events and the hours stored in them: nothing here reads a clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from coctui.models import content_events as kinds
from coctui.models.case import Case
from coctui.models.items import Contact

TO_OTHERS: frozenset[kinds.MessageKind] = frozenset({"moderators", "reported person"})
"""Messages that do not go to the reporter and so acknowledge nothing."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: what, until when, and what became of it."""

    kind: Literal["acknowledgement", "outcome", "status"]
    due: datetime
    state: Literal["open", "kept", "waived"]
    done: datetime | None = None


def promises(case: Case) -> tuple[Promise, ...]:
    """What the team owes the reporter of this case: acknowledgement in 2 hours, outcome in 7 days (PLC-E).

    A status message keeps day 7 for the time being; its date, or seven days more, is the next one due. Nobody is owed
    an answer who left no way to be reached (SEED); a closed case owes nothing more.
    """
    first = min(
        (e.body for e in case.reports if isinstance(e.body, kinds.Received)), key=lambda b: b.received, default=None
    )
    if first is None:
        return ()
    reachable = _reachable(case)
    messages = [(e.at, e.body) for e in case.sent if isinstance(e.body, kinds.MessageSent)]
    acknowledged = min((at for at, body in messages if body.message not in TO_OTHERS), default=None)
    told = min((at for at, body in messages if body.message in ("outcome", "not a violation")), default=None)
    found = [
        _promise(
            "acknowledgement",
            first.received + timedelta(hours=first.acknowledge_hours),
            acknowledged,
            reachable,
            case.closed,
        )
    ]
    due = first.received + timedelta(days=first.outcome_days)
    kind: Literal["outcome", "status"] = "outcome"
    for at, body in messages:
        if body.message == "status":
            found.append(Promise("status", due, "kept", at))
            due, kind = body.next or at + timedelta(days=first.outcome_days), "status"
    found.append(_promise(kind, due, told, reachable, case.closed))
    return tuple(found)


def _promise(
    kind: Literal["acknowledgement", "outcome", "status"],
    due: datetime,
    done: datetime | None,
    reachable: bool,
    closed: bool,
) -> Promise:
    if done is not None:
        return Promise(kind, due, "kept", done)
    return Promise(kind, due, "open" if reachable and not closed else "waived")


def _reachable(case: Case) -> bool:
    """Whether the reporter left a way to be answered, or may still leave one."""
    item = case.item("contact")
    if item is None or item.state == "not asked":
        return True
    if item.state == "recorded" and isinstance(item.value, Contact):
        return bool(item.value.address or item.value.channel or not item.value.anonymous)
    return any(isinstance(event.body, kinds.Received) and event.body.sender for event in case.reports)
