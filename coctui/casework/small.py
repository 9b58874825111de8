"""Small matters: captions, spam, a joke that was handled already. From mail to closed with one line, and it counts as done well."""

from datetime import datetime

from coctui.casework.decision import close, determine
from coctui.casework.message import sent
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.content_events import Outcome

REPLIES: dict[Outcome, str] = {
    "service matter": "Thank you for telling us. We have passed it on to those who can help; it is no matter of the Code of Conduct.",
    "out of scope": "Thank you for telling us. It is outside of what our Code of Conduct covers, so we do nothing more about it.",
    "no action": "Thank you for telling us. It is settled already, so we do nothing more about it. Write to us if anything comes up again.",
    "not a violation": "Thank you for telling us. By our Code of Conduct it was no violation. Write to us if anything comes up again.",
}
"""What ends a small matter, and a line to write to whoever told us of it. No action and out of scope are normal outcomes."""


def settle(case: Case, me: str, outcome: Outcome, now: datetime, *, reply: str = "", text: str = "") -> Acts | Refused:
    """Decide, record the line that was written back, and close, in one go; without a line nobody was written to (spam).

    The line is acknowledgement and outcome in one. What is not small, is decided and told in its own time.
    """
    if outcome not in REPLIES:
        return refuse("not-small")
    decided = determine(case, me, outcome, text)
    if isinstance(decided, Refused):
        return decided
    ended = close(case, me)
    if isinstance(ended, Refused):
        return ended
    told: Acts | Refused = ()
    if reply.strip():
        kind = "not a violation" if outcome == "not a violation" else "outcome"
        ticks = frozenset({"determination"})
        told = sent(case, me, kind, now, text=reply, ticks=ticks)  # type: ignore[arg-type]  # one of the two words above
    return told if isinstance(told, Refused) else (*decided, *told, *ended)
