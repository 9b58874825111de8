"""Taking a wrong paste out again: at once within a minute by who wrote it, later on the word of two.

Who is alone does it at once, and somebody confirms it within a day. What a strike cannot reach is said.
"""

from datetime import datetime, timedelta

from coctui.casework.record import holding
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.authority import may_strike
from coctui.models.case import Case
from coctui.models.company_events import JoinedCases, Tied
from coctui.models.content_events import Attached, FileRef, Received, ShownOutside, Strike
from coctui.models.event import Body, Event, Struck
from coctui.models.promise_events import StrikeAsked
from coctui.models.wordless import characters

AT_ONCE = timedelta(seconds=60)
"""For so long who wrote something takes it out alone, with one key."""
CANNOT_REACH = (
    "It is out of the vault and of the copies that coctui made. What somebody read or took along, it cannot reach."
)
SECOND = "Another member who holds the case says the same; then the author or a lead takes it out."
CONFIRMED = "You were the only one who could: a second member confirms it."


def strike(case: Case, me: str, entry: Event, now: datetime) -> Acts | Refused:
    """Take an entry's words out, or say that they should go: it then takes a second member's word.

    Whoever may not take them out says so too, and the author or a lead carries it out. A tie has no words, and what is left of
    a struck one would tell of it: it is taken away instead.
    """
    if (no := holding(case, me)) is not None:
        return no
    body = entry.body
    if isinstance(body, Struck | Tied | JoinedCases) or not isinstance(body, Body) or entry.lane != "content":
        return refuse("cannot-be-struck")
    ruling = may_strike(case.access, me, entry)
    if not ruling and ruling.code != "author-or-lead-only":
        return refuse(ruling.code)
    if ruling:
        if at_once(entry, me, now):
            return (_taken_out(entry, body),)
        if case.access.cleared == {me}:
            return (_taken_out(entry, body, case.access.team.policy.review_hours),)
        if _others_said(case, me, entry):
            return (_taken_out(entry, body),)
    return refuse("strike-waits") if me in _said(case, entry) else (StrikeAsked(link=entry.link),)


def asked_out(case: Case) -> frozenset[str]:
    """Links of the entries of which somebody said that their words should go, and whose words stand there still."""
    asked = (event.body.link for event in case.duties if isinstance(event.body, StrikeAsked))
    return frozenset(link for link in asked if link not in case.struck)


def waits(case: Case, entry: Event) -> bool:
    """Whether somebody said that these words should go, and they stand there still."""
    return entry.link in asked_out(case)


def waiting_for(case: Case, me: str) -> Event | None:
    """The first entry that somebody else said should go, and that waits for this member's word."""
    waits = asked_out(case)
    found = (entry for entry in case.entries if entry.link in waits and isinstance(entry.body, Body))
    return next((entry for entry in found if me not in _said(case, entry)), None)


def newest_of(case: Case, me: str) -> Event | None:
    """What this member wrote last and what has words still."""
    mine = [e for e in case.entries if e.seat == me and e.lane == "content" and isinstance(e.body, Body)]
    return mine[-1] if mine else None


def at_once(entry: Event, me: str, now: datetime) -> bool:
    """Whether this member takes it out alone now: it is theirs, and a minute has not gone."""
    return entry.seat == me and entry.lane == "content" and isinstance(entry.body, Body) and now - entry.at <= AT_ONCE


def follows(act: Body, outside: int) -> tuple[str, ...]:
    """What a strike, or the wish for one, brings with it, and what it cannot reach; `outside` as in `outside_since`."""
    if not isinstance(act, Strike):
        return (SECOND,)
    times = "once" if outside == 1 else f"{outside} times"
    found = (CANNOT_REACH, *((f"Something of this case was copied or saved {times} since.",) if outside else ()))
    return (*found, CONFIRMED) if act.confirm_hours else found


def outside_since(case: Case, entry: Event) -> int:
    """How often something of the case was copied or saved since: no strike reaches that."""
    after = False
    count = 0
    for each in case.entries:
        after = after or each.link == entry.link
        count += after and isinstance(each.body, ShownOutside) and each.body.what != "debrief"
    return count


def entry_at(case: Case, number: int) -> Event | Refused:
    """The entry that stands at a place of the timeline, the first one 1."""
    return case.entries[number - 1] if 0 < number <= len(case.entries) else refuse("no-such-entry")


def _said(case: Case, entry: Event) -> set[str]:
    """Members who said that these words should go."""
    asked = (event for event in case.duties if isinstance(event.body, StrikeAsked))
    return {event.seat for event in asked if getattr(event.body, "link", "") == entry.link}


def _others_said(case: Case, me: str, entry: Event) -> bool:
    return bool(_said(case, entry) - {me})


def _taken_out(entry: Event, body: Body, confirm_hours: int = 0) -> Strike:
    return Strike(
        link=entry.link, after=entry.after, at=entry.at, struck=body.kind, characters=characters(body),
        files=tuple(file.id for file in _files(body)), confirm_hours=confirm_hours,
    )  # fmt: skip


def _files(body: Body) -> tuple[FileRef, ...]:
    match body:
        case Received(files=files):
            return files
        case Attached(file=file):
            return (file,)
        case _:
            return ()
