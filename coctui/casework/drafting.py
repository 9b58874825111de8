"""Drawing a template: in a sandbox, with days, roles and decisions, and never with a name."""

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from coctui.casework.result import Refused, refuse
from coctui.casework.templates import template_of
from coctui.casework.words import DID
from coctui.models.almanac import MONTHS, WEEKDAYS
from coctui.models.asking import to_ask
from coctui.models.case import Case
from coctui.models.content_events import MessageKind, Outcome
from coctui.models.items import QUESTIONS
from coctui.models.promise import promises
from coctui.models.promise_events import Acted, Did
from coctui.models.roster import Team

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

TEAM = "The Code of Conduct team"
DECIDED: dict[Outcome, str] = {
    "violation": "We think that it was a violation of our Code of Conduct.",
    "not a violation": "By our Code of Conduct it was no violation.",
    "out of scope": "It happened outside of what our Code of Conduct covers.",
    "person not identifiable": "We could not find out who it was.",
    "undetermined": "We could not settle whether it was a violation.",
    "service matter": "It is no matter of our Code of Conduct; we have passed it on.",
    "no action": "We decided to do nothing more about it.",
}
TOLD: tuple[Did, ...] = ("removed", "muted", "moderator", "security")
"""Of what was done at once: what the reporter is told; a referral is theirs to tell."""
FILTERS = ("length", "join", "first", "last", "default", "lower", "upper", "capitalize", "trim")
"""What a template may do with what it is given; others could make a text of any size."""
LONGEST = 20_000
"""Characters of a message."""


def drafted(case: Case, kind: MessageKind, now: datetime, zone: tzinfo, *, short: bool = False) -> str | Refused:
    """A message of this kind as its template has it, for a person to go on with; days are given in `zone`."""
    return drawn(template_of(case.access.team, kind, short=short), _given(case, now, zone))


def tried(template: str) -> Refused | None:
    """Why a template cannot be drawn, or `None`; tried with nothing known, and with everything."""
    for known in (False, True):
        given = {
            "team": TEAM, "conference": "a conference", "outcome_by": "a day", "status_by": "a day",
            "decided": "so" if known else "", "actions": ["one"] if known else [], "questions": ["what"] if known else [],
        }  # fmt: skip
        answer = drawn(template, given)
        if isinstance(answer, Refused):
            return answer
    return None


def drawn(template: str, given: dict[str, Any]) -> str | Refused:
    """The template's text; refused where it names something that it is not given, or is no template."""
    from jinja2 import TemplateError

    try:
        made = _sandbox().from_string(template).render(given)
    except (TemplateError, ArithmeticError, ValueError, TypeError, RecursionError, LookupError, AttributeError):
        return refuse("template-wrong")
    return made.strip() + "\n" if len(made) <= LONGEST else refuse("template-wrong")


def _sandbox() -> "ImmutableSandboxedEnvironment":
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """No calls, no attributes of ours, no changes, and nothing that grows: `'a' * 10 ** 9` is no template."""

        def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002 - as jinja2 calls it
            return False

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 - as jinja2 calls it
            raise SecurityError(operator)

    # What is drawn goes into plain text, where HTML's escapes would be shown as they are.
    sandbox = Sandbox(autoescape=False, undefined=StrictUndefined, keep_trailing_newline=True)
    sandbox.globals.clear()
    sandbox.filters = {name: sandbox.filters[name] for name in FILTERS}
    return sandbox


def _given(case: Case, now: datetime, zone: tzinfo) -> dict[str, Any]:
    decided = case.determination
    did = [what for event in case.duties if isinstance(event.body, Acted) for what in event.body.did if what in TOLD]
    return {
        "team": TEAM,
        "conference": _team(case).conference,
        "outcome_by": _day(_answer_by(case), zone) or "[a day]",
        "status_by": _day(_later(_answer_by(case), now), zone) or "[a day]",
        "decided": DECIDED[decided.outcome] if decided else "",
        "actions": [DID[what] for what in dict.fromkeys(did)],
        "questions": [QUESTIONS[name] for name in to_ask(case)],
    }


def _team(case: Case) -> Team:
    return case.access.team


def _answer_by(case: Case) -> datetime | None:
    return next((p.due for p in promises(case) if p.kind in ("outcome", "status") and p.state == "open"), None)


def _later(due: datetime | None, now: datetime) -> datetime | None:
    """A day still to come: nobody is promised yesterday."""
    return due if due is not None and due > now else None


def _day(at: datetime | None, zone: tzinfo) -> str:
    if at is None:
        return ""
    local = at.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]}, {local.day} {MONTHS[local.month - 1]}"
