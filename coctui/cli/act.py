"""`act`, `review`: what one member did at once, and what the team thinks of it."""

from collections.abc import Sequence

from coctui.casework import act as rules
from coctui.casework.result import Acts, Refused
from coctui.cli.call import Call
from coctui.cli.moment import typed_moment
from coctui.cli.paper import Clock
from coctui.cli.work import work
from coctui.models.awake import zone_of
from coctui.models.case import Case
from coctui.models.promise_events import Acted


def act(call: Call) -> None:
    """Record what was done at once; the promise that the team looks at it makes itself."""
    args = call.args
    did = tuple(word.replace("-", " ") for word in args.did)
    referred = args.referred.replace("-", " ")
    if not call.args.json:
        call.remark(rules.NOT_AN_EMERGENCY_SERVICE)

    def rule(case: Case, me: str) -> Acts | Refused:
        zone = zone_of(case.access.team, me)
        when = typed_moment(call, args.at, zone) if args.at else None
        until = typed_moment(call, args.until, zone, lean="future") if args.until else None
        place, text = call.typed(args.place, "Where: "), call.long_text()
        deed = rules.Deed(did, text, place, when, referred, until)
        return rules.act(case, me, deed, call.now(), call.source.id)

    work(call, rule, "recorded", after=lambda case, me: _afterwards(call, case, me))


def _afterwards(call: Call, case: Case, me: str) -> Sequence[str]:
    clock = Clock(call.now(), zone_of(case.access.team, me))
    acted = next(event.body for event in reversed(case.duties) if isinstance(event.body, Acted))
    due = next(promise.due for promise in rules.to_look_at(case) if promise.about == acted.id)
    by = f"{clock.stamp(due.timestamp())} {clock.name}"
    who = "The team looks" if acted.lead else "You are no lead, and that is fine: a lead looks"
    said = [f"{who} at it together by {by}."]
    return said if len(case.access.cleared) > 1 else [*said, "You are the only one who can open this: ask a colleague."]


def review(call: Call) -> None:
    """Say what the team thinks of what one member did alone."""
    verdict = {"confirm": "confirmed", "reverse": "reversed"}[call.args.verdict]

    def rule(case: Case, me: str) -> Acts | Refused:
        return rules.review(case, me, verdict, call.long_text())  # type: ignore[arg-type]  # one of the two words above

    def remarks(case: Case, _: str) -> tuple[str, ...]:
        return ("It was done by somebody who is no lead: a lead looks, too.",) if rules.to_look_at(case) else ()

    work(call, rule, verdict, after=remarks)
