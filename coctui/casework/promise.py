"""What may become of a promise: made, kept in another way than by a message, waived with a reason, put on hold."""

from datetime import datetime

from coctui.casework.record import holding
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.text import written
from coctui.models.case import Case
from coctui.models.promise import WAIVABLE, Kind, Promise, promises
from coctui.models.promise_events import Held, Made, PromiseKept, PromiseMade, PromiseWaived, Reason

KEPT_OTHERWISE: dict[Kind, str] = {
    "acknowledgement": "sent-keeps",
    "outcome": "sent-keeps",
    "status": "sent-keeps",
    "check-in": "sent-keeps",
    "review": "review-keeps",
}
"""Promises that a message or a look keeps, and the refusal that says so."""


def make(
    case: Case, me: str, kind: Made, due: datetime, now: datetime, *, id: str, seat: str | None = None, text: str = ""
) -> Acts | Refused:
    """Promise to look again by then: at how the reporter is, at a colleague (`seat`), or at a measure that ends."""
    words = written(text)
    if isinstance(words, Refused):
        return words
    if (no := holding(case, me)) is not None:
        return no
    if due <= now:
        return refuse("date-passed")
    if (kind == "team check-in") != (seat is not None):
        return refuse("with-whom")
    if seat is not None and seat not in case.access.team.active:
        return refuse("not-on-team")
    return (PromiseMade(id=id, promise=kind, due=due, seat=seat, text=words),)


def keep(
    case: Case,
    me: str,
    kind: Kind,
    now: datetime,
    *,
    when: datetime | None = None,
    seat: str | None = None,
    text: str = "",
) -> Acts | Refused:
    """Record that the first open promise of this kind was kept, now or `when`; `seat`: the one with this colleague."""
    words = written(text)
    if isinstance(words, Refused):
        return words
    if (no := holding(case, me)) is not None:
        return no
    if kind in KEPT_OTHERWISE:
        return refuse(KEPT_OTHERWISE[kind])
    if when is not None and when > now:
        return refuse("still-to-come")
    found = _first_open(case, kind, seat)
    return refuse("no-such-promise") if found is None else (PromiseKept(id=found.about, when=when, text=words),)


def waive(
    case: Case, me: str, reason: Reason, *, kind: Kind | None = None, seat: str | None = None, text: str = ""
) -> Acts | Refused:
    """Let a promise go, with a reason; without `kind` all promises to the reporter.

    Bad faith counts when a second member says the same, see `waits_for_second`. What one member did alone is always
    looked at by another.
    """
    words = written(text)
    if isinstance(words, Refused):
        return words
    if (no := holding(case, me)) is not None:
        return no
    if kind == "review":
        return refuse("review-stays")
    if kind is not None and kind not in WAIVABLE:
        found = _first_open(case, kind, seat)
        if found is None:
            return refuse("no-such-promise")
        return (PromiseWaived(reason="not needed", id=found.about, text=words),)
    if reason == "not needed":
        return refuse("waive-why")
    which = WAIVABLE[kind] if kind is not None else "all"
    if reason == "bad faith" and me in _said_bad_faith(case, which):
        return refuse("said-already")
    return (PromiseWaived(reason=reason, promise=which, text=words),)


def waits_for_second(case: Case) -> bool:
    """Whether somebody called a report one in bad faith, and nobody else said so yet."""
    return any(len(_said_bad_faith(case, which)) == 1 for which in {"all", *WAIVABLE.values()})


def hold(case: Case, me: str, *, on: bool = True, text: str = "") -> Acts | Refused:
    """Hold the report unless it happens again, as the reporter asked (OTTER: escrow), or hold it no more."""
    words = written(text)
    if isinstance(words, Refused):
        return words
    if (no := holding(case, me)) is not None:
        return no
    if on == on_hold(case):
        return refuse("held-already" if on else "not-held")
    return (Held(on=on, text=words, outcome_days=case.access.team.policy.outcome_days),)


def on_hold(case: Case) -> bool:
    """Whether the report is held unless it happens again."""
    return next((e.body.on for e in reversed(case.duties) if isinstance(e.body, Held)), False)


def _first_open(case: Case, kind: Kind, seat: str | None) -> Promise | None:
    found = [p for p in promises(case) if p.kind == kind and p.state == "open" and seat in (None, p.seat)]
    return min(found, key=lambda promise: promise.due, default=None)


def _said_bad_faith(case: Case, which: str) -> set[str]:
    return {
        event.seat
        for event in case.duties
        if isinstance(body := event.body, PromiseWaived)
        and body.reason == "bad faith"
        and body.promise in ("all", which)
    }
