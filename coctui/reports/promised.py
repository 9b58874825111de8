"""What became of the promises: kept, kept late, missed, still open, not needed; and how long reporters waited."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Literal, get_args

from coctui.reports.debrief import FirstAnswer, Kept, Late
from coctui.reports.facts import CaseFacts, Owed

ALWAYS = ("acknowledgement", "outcome", "status", "review")
"""Kinds that a debrief always speaks of, also where there were none."""
SAME = ("acknowledgement", "outcome")
"""Kinds whose time is counted from receipt."""
Fate = Literal["kept", "late", "missed", "open", "waived"]


def kinds_in(cases: Sequence[CaseFacts]) -> tuple[str, ...]:
    """Kinds of promises to speak of, those that are always there first."""
    found: dict[str, None] = dict.fromkeys(ALWAYS)
    return tuple(found | dict.fromkeys(promise.kind for case in cases for promise in case.promises))


def fate(promise: Owed, now: datetime) -> Fate:
    """What became of one promise so far. One that was over its time when the case was closed is missed, not let go."""
    if promise.state == "waived":
        return "missed" if promise.ended is not None and promise.ended > promise.due else "waived"
    if promise.done is not None:
        return "kept" if promise.done <= promise.due else "late"
    return "open" if now <= promise.due else "missed"


def kept(cases: Sequence[CaseFacts], kind: str, now: datetime) -> Kept:
    """The promises of one kind, by what became of them."""
    owed = [(case, promise) for case in cases for promise in case.promises if promise.kind == kind]
    fates = [fate(promise, now) for _, promise in owed]
    counted = {name: fates.count(name) for name in get_args(Fate)}
    spans = {promise.due - case.received for case, promise in owed} if kind in SAME else set[timedelta]()
    within = _span(spans.pop()) if len(spans) == 1 else ""
    return Kept.model_validate({"kind": kind, "within": within, "total": len(owed), **counted})


def _span(span: timedelta) -> str:
    hours, rest = divmod(int(span.total_seconds()), 3600)
    if rest or not hours:
        return ""
    return f"{hours // 24} d" if hours % 24 == 0 else f"{hours} h"


def late_ones(cases: Sequence[CaseFacts], now: datetime) -> Iterable[Late]:
    """Each promise that was not kept in time, in the order of the cases."""
    for case in cases:
        for promise in case.promises:
            if fate(promise, now) in ("late", "missed"):
                minutes = int(((promise.done or promise.ended or now) - promise.due).total_seconds() // 60)
                yield Late(case=case.code, kind=promise.kind, due=promise.due, done=promise.done, minutes=minutes)


def first_answer(cases: Sequence[CaseFacts]) -> FirstAnswer:
    """How long it took to the first message to a reporter."""
    waited = [int(case.first_answer.total_seconds() // 60) for case in cases if case.first_answer is not None]
    middle = int(median(waited)) if waited else None
    return FirstAnswer(answered=len(waited), median=middle, longest=max(waited, default=None))
