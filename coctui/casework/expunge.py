"""Expunging a case: the words go for good, figures stay; two holders, and only a closed case."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from coctui.casework.record import holding
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.authority import MOTION_LASTS
from coctui.models.case import Case
from coctui.models.expunge_events import Expunged, Why
from coctui.models.statement import Statement


def expunge(case: Case, me: str, now: datetime, why: Why, motions: Iterable[Statement] = ()) -> Acts | Refused:
    """Expunge a closed case, on another holder's motion; the vault says which entries that are.

    Refused with `needs-another` where a motion has to be made first, `alone` where nobody could second it,
    `close-first`, `kept-until` while the time for which cases are kept is not over, `nothing-left`.
    """
    no = may_move(case, me, now, why)
    if no is not None:
        return no
    waiting = [m for m in motions if m.said == "expunge" and m.seat != me and now - m.at <= MOTION_LASTS]
    if waiting:
        return (Expunged(why=why, motion=waiting[0]),)
    return refuse("needs-another" if case.access.cleared - {me} else "expunge-alone")


def may_move(case: Case, me: str, now: datetime, why: Why) -> Refused | None:
    """Why this member may not ask for it now, or `None`."""
    no = holding(case, me)
    if no is not None:
        return no
    if not case.closed:
        return refuse("close-first")
    if case.expunged is not None and not case.entries_since_expunged:
        return refuse("nothing-left")
    until = kept_until(case)
    if why == "retention" and (until is None or now < until):
        return refuse("no-retention" if until is None else "kept-until")
    return None


def closed_at(case: Case) -> datetime | None:
    """When the case was closed, `None` while it is open."""
    register = case.registers.get("closed")
    return register.event.at if case.closed and register is not None else None


def kept_until(case: Case) -> datetime | None:
    """When the time for which the team keeps cases is over for this one; `None` where none is set, or it is open."""
    closed, days = closed_at(case), case.access.team.policy.retention_days
    return closed + timedelta(days=days) if closed is not None and days is not None else None


def due(case: Case, now: datetime) -> bool:
    """Whether this case has been kept as long as the team keeps cases, and still has its words."""
    until = kept_until(case)
    return until is not None and until <= now and (case.expunged is None or case.entries_since_expunged)
