"""Taking a wrong paste out again: at once within a minute by who wrote it, later on the word of two.

Who is alone does it at once, and somebody confirms it within a day. What a strike cannot reach is said.
"""

from datetime import datetime, timedelta

from coctui.casework.record import holding
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.authority import may_strike
from coctui.models.case import Case
from coctui.models.content_events import Attached, FileRef, Received, ShownOutside, Strike
from coctui.models.event import Body, Event, Struck
from coctui.models.promise_events import StrikeAsked
from coctui.models.wordless import characters

AT_ONCE = timedelta(seconds=60)
"""For so long who wrote something takes it out alone, with one key."""


def strike(case: Case, me: str, entry: Event, now: datetime) -> Acts | Refused:
    """Take an entry's words out, or say that they should go: it then takes a second member's word.

    Whoever may not take them out says so too, and the author or a lead carries it out.
    """
    if (no := holding(case, me)) is not None:
        return no
    body = entry.body
    if isinstance(body, Struck) or not isinstance(body, Body) or entry.lane != "content":
        return refuse("cannot-be-struck")
    ruling = may_strike(case.access, me, entry)
    if not ruling and ruling.code != "author-or-lead-only":
        return refuse(ruling.code)
    if ruling:
        if entry.seat == me and now - entry.at <= AT_ONCE:
            return (_taken_out(entry, body),)
        if case.access.cleared == {me}:
            return (_taken_out(entry, body, case.access.team.policy.review_hours),)
        if _others_said(case, me, entry):
            return (_taken_out(entry, body),)
    return refuse("strike-waits") if me in _said(case, entry) else (StrikeAsked(link=entry.link),)


def waits(case: Case, entry: Event) -> bool:
    """Whether somebody said that these words should go, and they stand there still."""
    return bool(_said(case, entry)) and entry.link not in case.struck


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
