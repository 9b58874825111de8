"""What the team decided, and the end of a case. No action and out of scope are normal outcomes."""

from coctui.casework.record import writing
from coctui.casework.result import Acts, Refused, refuse
from coctui.casework.text import written
from coctui.models.case import Case
from coctui.models.content_events import Closed, Determined, Outcome, Reopened
from coctui.models.promise import ENDS_WITH_CASE, Promise, promises


def determine(case: Case, me: str, outcome: Outcome, text: str = "") -> Acts | Refused:
    """Record what the team decided. A holder who is no lead is not refused: a lead can look at it later."""
    words = written(text)
    if isinstance(words, Refused):
        return words
    return writing(case, me) or (Determined(outcome=outcome, text=words),)


def close(case: Case, me: str, text: str = "") -> Acts | Refused:
    """Close a case; what was still promised is let go, see `let_go`."""
    words = written(text)
    if isinstance(words, Refused):
        return words
    if (no := writing(case, me)) is not None:
        return refuse("already-closed") if no.code == "closed" else no
    return (Closed(text=words),)


def let_go(case: Case) -> tuple[Promise, ...]:
    """The promises that closing the case would let go: to say before it is closed."""
    return tuple(promise for promise in promises(case) if promise.state == "open" and promise.kind in ENDS_WITH_CASE)


def reopen(case: Case, me: str, text: str = "") -> Acts | Refused:
    """Open a closed case again; everything in it stayed. Who was told an outcome is promised to hear the next one."""
    words = written(text)
    if isinstance(words, Refused):
        return words
    no = writing(case, me)
    if no is None:
        return refuse("not-closed")
    if no.code != "closed":
        return no
    return (Reopened(text=words, outcome_days=case.access.team.policy.outcome_days),)
