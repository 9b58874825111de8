"""Dated duties of a case, computed from its events and the hours stored in them: nothing here reads a clock.

A promise to the reporter is let go when the case is closed. What the team owes itself is not: to look at what one
member did alone, to lift what ends, to ask how somebody is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from coctui.models import content_events as kinds
from coctui.models import promise_events as duties
from coctui.models.case import Case
from coctui.models.event import Event
from coctui.models.items import Contact

TO_OTHERS: frozenset[kinds.MessageKind] = frozenset({"moderators", "reported person"})
"""Messages that do not go to the reporter and so acknowledge nothing."""
Kind = Literal["acknowledgement", "outcome", "status", "review", "check-in", "expiry", "team check-in"]
WAIVABLE: dict[Kind, duties.ToReporter] = {
    "acknowledgement": "acknowledgement",
    "outcome": "outcome",
    "status": "outcome",
    "check-in": "check-in",
}
"""Promises to the reporter, and the word that waives them. A team check-in is with a colleague, whatever the reporter says."""
ENDS_WITH_CASE: frozenset[Kind] = frozenset({"acknowledgement", "outcome", "status"})
"""What closing a case lets go of."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: what, until when, and what became of it."""

    kind: Kind
    due: datetime
    state: Literal["open", "kept", "waived"]
    done: datetime | None = None
    reason: str = ""
    """Why it is waived: a reason of `waived/1`, `closed` or `on hold`."""
    about: str = ""
    """The act, strike or made promise that it is about; never shown."""
    seat: str | None = None
    """With whom: of a team check-in."""

    @property
    def late(self) -> timedelta:
        """How long after its time it was kept; nothing where it was in time, or is not kept."""
        return max(timedelta(0), self.done - self.due) if self.done is not None else timedelta(0)


def promises(case: Case) -> tuple[Promise, ...]:
    """All promises of a case: to the reporter first, in the order in which they fall due, then the team's own.

    Acknowledgement in 2 hours and outcome in 7 days (PLC-E), a status message while it is undecided (PLC-E: on day 7;
    OTTER: by each date promised after), a look at what one member did alone (24 h), a check-in after the reported
    person was told (MOZ), and what somebody promised besides.
    """
    return (*_owed_to_reporter(case), *_reviews(case), *_made(case))


def sent_at(event: Event) -> datetime:
    """When a message went out: as its writer said, else when it was written down, like all other events."""
    body = event.body
    return (body.when if isinstance(body, kinds.MessageSent) else None) or event.at


def reachable(case: Case) -> bool:
    """Whether the reporter left a way to be answered, or may still leave one; nobody else is owed an answer (SEED)."""
    item = case.item("contact")
    if item is None or item.state == "not asked":
        return True
    if item.state == "recorded" and isinstance(item.value, Contact):
        return bool(item.value.address or item.value.channel or not item.value.anonymous)
    return any(isinstance(event.body, kinds.Received) and event.body.sender for event in case.reports)


# ---------------------------------------------------------------------- to the reporter


def _owed_to_reporter(case: Case) -> Iterator[Promise]:
    first = min(
        (e.body for e in case.reports if isinstance(e.body, kinds.Received)), key=lambda b: b.received, default=None
    )
    let_go = _LetGo(case)
    if first is not None:
        heard = (sent_at(e) for e in case.sent if isinstance(e.body, kinds.MessageSent) and _to_reporter(e.body))
        due = first.received + timedelta(hours=first.acknowledge_hours)
        yield let_go.of("acknowledgement", due, min(heard, default=None))
        yield from _answers(case, first, let_go)
    yield from _check_ins(case, let_go)


def _to_reporter(body: kinds.MessageSent) -> bool:
    return body.message not in TO_OTHERS


class _LetGo:
    """What became of a promise to the reporter that no message kept."""

    def __init__(self, case: Case) -> None:
        self.closed, self.reachable = case.closed, reachable(case)
        self.held = False
        self.waived: dict[duties.ToReporter, str] = {}
        in_bad_faith: dict[duties.ToReporter, set[str]] = {}
        for event in case.duties:
            body = event.body
            if isinstance(body, duties.Held):
                self.held = body.on
            elif isinstance(body, duties.PromiseWaived) and body.id is None:
                if body.reason == "bad faith":
                    in_bad_faith.setdefault(body.promise, set()).add(event.seat)
                else:
                    self.waived.setdefault(body.promise, body.reason)
        everything = in_bad_faith.get("all", set())
        for what, seats in in_bad_faith.items():
            if len(seats | everything) > 1:
                self.waived.setdefault(what, "bad faith")

    def of(self, kind: Kind, due: datetime, done: datetime | None = None) -> Promise:
        """The promise as it stands; what was kept stays kept."""
        if done is not None:
            return Promise(kind, due, "kept", done)
        why = self.why(kind)
        return Promise(kind, due, "waived" if why else "open", reason=why)

    def why(self, kind: Kind) -> str:
        """Why it need not be kept, `""` if it must."""
        waived = self.waived.get(WAIVABLE[kind]) or self.waived.get("all")
        if waived:
            return waived
        if not self.reachable:
            return "no contact"
        if kind not in ENDS_WITH_CASE:
            return ""
        if self.closed:
            return "closed"
        return "on hold" if self.held and kind != "acknowledgement" else ""


def _answers(case: Case, first: kinds.Received, let_go: _LetGo) -> Iterator[Promise]:
    """The outcome, and on the way to it a status message by each date: day 7, then as promised, else as long again."""
    days = timedelta(days=first.outcome_days)
    kind: Kind | None = "outcome"
    due = first.received + days
    told = [e for e in case.sent if isinstance(e.body, kinds.MessageSent) and _to_reporter(e.body)]
    for event in sorted([*told, *case.duties], key=sent_at):
        body, at = event.body, sent_at(event)
        match body:
            case kinds.MessageSent(message="status"):
                if kind is not None:
                    yield Promise("status", due, "kept", at)
                if kind is not None or body.next is not None:
                    kind, due = "status", body.next or at + days
            case kinds.MessageSent(message="outcome" | "not a violation"):
                if kind is not None:
                    yield Promise(kind, due, "kept", at)
                kind, due = ("status", body.next) if body.next is not None else (None, due)
            case kinds.Reopened(outcome_days=again) if kind is None and again:
                kind, due = "outcome", at + timedelta(days=again)
            case duties.Held(on=False, outcome_days=again) if kind is not None:
                due = max(due, at + timedelta(days=again))
            case _:
                pass
    if kind is not None:
        yield let_go.of(kind, due)


def _check_ins(case: Case, let_go: _LetGo) -> Iterator[Promise]:
    """How the reporter is, some days after the reported person was told; the first of several, until it is kept."""
    due: datetime | None = None
    for event in sorted(case.sent, key=sent_at):
        body, at = event.body, sent_at(event)
        match body:
            case kinds.MessageSent(message="reported person", check_in_days=days) if days and due is None:
                due = at + timedelta(days=days)
            case kinds.MessageSent(message="check-in") if due is not None:
                yield let_go.of("check-in", due, at)
                due = None
            case _:
                pass
    if due is not None:
        yield let_go.of("check-in", due)


# ---------------------------------------------------------------------- the team's own


def _reviews(case: Case) -> Iterator[Promise]:
    """A look by somebody else at what one member did alone; where they were no lead, by a lead."""
    looked = [(event, event.body) for event in case.duties if isinstance(event.body, duties.Reviewed)]
    for event in case.duties:
        body = event.body
        if isinstance(body, duties.Acted):
            others = [(e, r) for e, r in looked if r.action == body.id and e.seat != event.seat]
            counting = [(e, r) for e, r in others if body.lead or r.lead]
            yield _kept_or_open(
                "review", body.when + timedelta(hours=body.review_hours), [e.at for e, _ in counting], body.id
            )
            reversed_ = next((e.at for e, r in counting if r.verdict == "reversed"), None)
            yield from _expiry(case, body, reversed_)
        elif isinstance(body, kinds.Strike) and body.confirm_hours:
            confirmed = [e.at for e, r in looked if r.strike == body.link and e.seat != event.seat]
            yield _kept_or_open("review", event.at + timedelta(hours=body.confirm_hours), confirmed, body.link)


def _kept_or_open(kind: Kind, due: datetime, done: list[datetime], about: str) -> Promise:
    return Promise(kind, due, "kept" if done else "open", min(done, default=None), about=about)


def _expiry(case: Case, act: duties.Acted, reversed_: datetime | None) -> Iterator[Promise]:
    if act.until is None:
        return
    if reversed_ is not None and reversed_ < act.until:
        yield Promise("expiry", act.until, "waived", reason="not needed", about=act.id)
        return
    yield _settled(case, Promise("expiry", act.until, "open", about=act.id))


def _made(case: Case) -> Iterator[Promise]:
    """What somebody promised; one that was written twice under the same id is one promise."""
    seen: set[str] = set()
    let_go = _LetGo(case)
    for event in case.duties:
        body = event.body
        if isinstance(body, duties.PromiseMade) and body.id not in seen:
            seen.add(body.id)
            promise = _settled(case, Promise(body.promise, body.due, "open", about=body.id, seat=body.seat))
            if promise.state == "open" and body.promise == "check-in":
                asked = [at for e in case.sent if _asks_how(e) and (at := sent_at(e)) >= event.at]
                done = min(asked, default=None)
                why = "" if done else let_go.why("check-in")
                state: Literal["open", "kept", "waived"] = "kept" if done else "waived" if why else "open"
                promise = Promise("check-in", body.due, state, done, why, body.id)
            yield promise


def _asks_how(event: Event) -> bool:
    return isinstance(event.body, kinds.MessageSent) and event.body.message == "check-in"


def _settled(case: Case, promise: Promise) -> Promise:
    """A promise that somebody made, with what was written of it: the first word on it stands."""
    for event in case.duties:
        match event.body:
            case duties.PromiseKept(id=promise.about, when=when):
                done = when or event.at
                return Promise(promise.kind, promise.due, "kept", done, about=promise.about, seat=promise.seat)
            case duties.PromiseWaived(id=promise.about, reason=why):
                return Promise(promise.kind, promise.due, "waived", reason=why, about=promise.about, seat=promise.seat)
            case _:
                pass
    return promise
