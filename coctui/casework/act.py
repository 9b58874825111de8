"""Acting at once: what one member did alone, and the look that the team takes at it afterwards.

Any one lead may act (SEED). Who is no lead is never refused at such a moment, but marked, and a lead looks at it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from coctui.casework.record import holding
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.text import LINE, written
from coctui.models.case import Case
from coctui.models.content_events import Reopened
from coctui.models.event import Body
from coctui.models.promise import Promise, promises
from coctui.models.promise_events import Acted, Did, PromiseMade, Referral, Reviewed

NOT_AN_EMERGENCY_SERVICE = (
    "We are volunteers, no emergency service. In danger, call the number of the place where the person is."
)
"""Stands wherever somebody acts at once: the team is not equipped for emergencies (SEED)."""


class Deed(NamedTuple):
    """What was done, as somebody says it: one word of the list or a few of their own is enough."""

    did: tuple[Did, ...] = ()
    text: str = ""
    place: str = ""
    when: datetime | None = None
    """If not now."""
    referred: Referral = ""
    until: datetime | None = None
    """When it ends by itself."""


def act(case: Case, me: str, deed: Deed, now: datetime, ids: Callable[[], str]) -> Acts | Refused:
    """Record what was done at once.

    A closed case opens again by itself. After a referral because a life was at risk, somebody is to ask how the member is
    who made it.
    """
    place, text = written(deed.place, limit=LINE), written(deed.text)
    if isinstance(place, Refused):
        return place
    if isinstance(text, Refused):
        return text
    at = deed.when or now
    if (no := holding(case, me) or _unsaid(deed, text, at, now)) is not None:
        return no
    did = (*deed.did, "referred") if deed.referred else deed.did
    policy = case.access.team.policy
    acted = Acted(
        id=ids(), did=tuple(dict.fromkeys(did)) or ("other",), when=at, place=place, text=text, referred=deed.referred,
        until=deed.until, lead=me in case.access.leads_in, review_hours=policy.review_hours,
    )  # fmt: skip
    acts: list[Body] = [Reopened(outcome_days=policy.outcome_days)] if case.closed else []
    acts.append(acted)
    if deed.referred == "life at risk":
        asked = now + timedelta(days=policy.team_check_in_days)
        acts.append(PromiseMade(id=ids(), promise="team check-in", due=asked, seat=me))
    return tuple(acts)


def _unsaid(deed: Deed, text: str, at: datetime, now: datetime) -> Refused | None:
    if not deed.did and not deed.referred and not text:
        return refuse("what-was-done")
    if "referred" in deed.did and not deed.referred:
        return refuse("referred-why")
    if at > now:
        return refuse("still-to-come")
    return refuse("ends-before") if deed.until is not None and deed.until <= at else None


def review(case: Case, me: str, verdict: Literal["confirmed", "reversed"], text: str = "") -> Acts | Refused:
    """Say what the team thinks of what one member did alone: of the first such act, or strike, that waits for a look."""
    words = written(text)
    if isinstance(words, Refused):
        return words
    if (no := holding(case, me)) is not None:
        return no
    waiting = to_look_at(case)
    if not waiting:
        return refuse("nothing-to-look-at")
    about = next((promise.about for promise in waiting if _author(case, promise.about) != me), None)
    if about is None:
        return refuse("look-by-another")
    lead = me in case.access.leads_in
    action = about if any(isinstance(e.body, Acted) and e.body.id == about for e in case.duties) else None
    strike = about if action is None else None
    return (Reviewed(action=action, strike=strike, verdict=verdict, lead=lead, text=words),)


def to_look_at(case: Case) -> tuple[Promise, ...]:
    """What one member did alone and nobody else has looked at, first due first."""
    return tuple(sorted((p for p in promises(case) if p.kind == "review" and p.state == "open"), key=lambda p: p.due))


def _author(case: Case, about: str) -> str:
    """Who acted, or took something out."""
    for event in case.duties:
        if about in (getattr(event.body, "id", None), getattr(event.body, "link", None)):
            return event.seat
    return ""
