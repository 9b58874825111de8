"""`due`, `promise`, `keep`, `waive`, `hold`: what was promised, and what became of it."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

from coctui.casework import promise as rules
from coctui.casework.calendar import as_calendar
from coctui.casework.result import Acts, Refused
from coctui.cli.call import Call
from coctui.cli.duty_answers import DueAnswer, DueList
from coctui.cli.moment import typed_moment
from coctui.cli.outside import saved_outside
from coctui.cli.paper import Bold, pad
from coctui.cli.trouble import Usage
from coctui.cli.work import work
from coctui.host.folders import typed_path
from coctui.models.awake import zone_of
from coctui.models.case import Case
from coctui.models.due import due_of
from coctui.widgets.moments import DAY


def due(call: Call) -> None:
    """What is open in the cases that one holds, late first; with --ics as a calendar for one's own eyes."""
    args = call.args
    if args.replace and not args.output:
        raise Usage("--replace belongs to --ics FILE.")
    with call.unlocked() as vault:
        clock = call.clock(vault)
        until = float("inf") if args.days is None else clock.now + args.days * DAY
        found = due_of(vault.rows(), until)
    lines = tuple(
        DueAnswer(case=one.case, kind=one.kind, due=datetime.fromtimestamp(one.due, UTC), late=one.due < clock.now)
        for one in found
    )
    path = ""
    if args.output:
        path = call.typed(args.output, "File: ")
        calendar = as_calendar([line.due for line in lines], call.now())
        with saved_outside(typed_path(path), replace=args.replace) as file:
            file.write(calendar.encode())
    rows: list[str | Sequence[str]] = [
        (
            "! " if line.late else "  ",
            Bold(pad(line.case, 19)),
            f"  {pad(line.kind, 16)} {clock.until(line.due.timestamp())}, {clock.stamp(line.due.timestamp())}",
        )
        for line in lines
    ]
    saved = ["", "Saved: it says when, and “a promise”, nothing else."] if path else []
    answer = DueList(promises=lines, file=os.fspath(path))
    call.say(answer, [*(rows or ["All promises are kept. Rest if you can."]), *saved])


def promise(call: Call) -> None:
    """Promise to look again by a day: at the reporter, at a colleague, at what ends."""
    args = call.args

    def rule(case: Case, me: str) -> Acts | Refused:
        by = typed_moment(call, args.by, zone_of(case.access.team, me), lean="future")
        seat, text = _colleague(call, case), call.long_text()
        return rules.make(case, me, _kind(args.kind), by, call.now(), id=call.source.id(), seat=seat, text=text)

    work(call, rule, f"promised: {_kind(args.kind)}")


def keep(call: Call) -> None:
    """Record that a promise was kept, in a way that is no message."""
    args = call.args

    def rule(case: Case, me: str) -> Acts | Refused:
        when = typed_moment(call, args.at, zone_of(case.access.team, me)) if args.at else None
        seat = _colleague(call, case)
        return rules.keep(case, me, _kind(args.kind), call.now(), when=when, seat=seat, text=call.long_text())

    work(call, rule, f"kept: {_kind(args.kind)}")


def waive(call: Call) -> None:
    """Let a promise go with a reason; bad faith waits for a second member."""
    args = call.args
    reason = args.reason.replace("-", " ")
    kind = None if args.kind is None else _kind(args.kind)

    def rule(case: Case, me: str) -> Acts | Refused:
        return rules.waive(case, me, reason, kind=kind, seat=_colleague(call, case), text=call.long_text())

    def remarks(case: Case, _: str) -> tuple[str, ...]:
        return (
            ("It counts when another member who holds this case says the same.",)
            if rules.waits_for_second(case)
            else ()
        )

    work(call, rule, f"waived: {reason}", after=remarks)


def hold(call: Call) -> None:
    """Hold a report unless it happens again, or hold it no more."""
    on = not call.args.off
    did = "on hold unless it happens again" if on else "on hold no more; there is an outcome to tell"
    work(call, lambda case, me: rules.hold(case, me, on=on, text=call.long_text()), did)


def _colleague(call: Call, case: Case) -> str | None:
    """The seat that --with names."""
    return call.member(case.access.team, call.args.colleague) if call.args.colleague else None


def _kind(word: str) -> Any:
    """A kind of promise as the models spell it: `team-check-in` is `team check-in`."""
    return cast("Any", word.replace("team-", "team "))
