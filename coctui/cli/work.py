"""`assign`, `item`, `note`, `label`, `sent`, `determine`, `close`, `reopen`: work on a case."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import Any, cast

from coctui.casework import decision, message, record
from coctui.casework.result import Acts, Refused
from coctui.cli import answers
from coctui.cli.call import Call, settled, zone_of
from coctui.cli.paper import Bold
from coctui.cli.reading import code_name
from coctui.cli.shapes import next_promise, status_of
from coctui.cli.trouble import Usage
from coctui.models.case import Case
from coctui.models.category import CATEGORIES
from coctui.models.items import TITLES

Rule = Callable[[Case, str], Acts | Refused]
"""What a command wants of a case: (case, me) -> acts."""


def assign(call: Call) -> None:
    """Give a duty to a holder, or to nobody."""
    if (call.args.member is None) != call.args.nobody:
        raise Usage("Name one member, or --nobody.")

    def rule(case: Case, me: str) -> Acts | Refused:
        seat = None if call.args.nobody else call.member(case.access.team, call.args.member)
        return record.assign(case, me, seat, _spaced(call.args.duty))

    _work(call, rule, "taken back" if call.args.nobody else "assigned")


def item(call: Call) -> None:
    """Record an item: from --set, from a text on standard input, or that it is not known, declined, not asked."""
    args = call.args
    fields = _fields(args.set)
    if args.state and (fields or args.field):
        raise Usage("Give fields, or one of --not-known, --declined, --not-asked.")

    def rule(case: Case, me: str) -> Acts | Refused:
        if not args.state and (args.field or not fields):
            text = call.long_text(question=f"{TITLES[args.item]}:").strip()
            if text:
                fields[args.field or record.MAIN_FIELD[args.item]] = text
        return record.item(case, me, args.item, args.state or "recorded", fields)

    _work(call, rule, f"{TITLES[args.item]}: {args.state or 'recorded'}")


def _fields(pairs: Sequence[str]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals:
            raise Usage("--set takes FIELD=VALUE.")
        fields[field] = value
    return fields


def note(call: Call) -> None:
    """Write a note, from standard input."""
    _work(call, lambda case, me: record.note(case, me, call.long_text(question="Your note.")), "note written")


def label(call: Call) -> None:
    """Say what the case is about: gloss and word for the list, and the category that it is counted as."""
    args = call.args
    category = next((name for name in CATEGORIES if _dashed(name) == args.category), None)

    def rule(case: Case, me: str) -> Acts | Refused:
        return record.label(case, me, gloss=args.gloss, what=args.what, status=args.status, category=category)

    _work(call, rule, "noted")


def sent(call: Call) -> None:
    """Record a message that somebody sent; coctui sends nothing."""
    args = call.args
    kind = _spaced(args.kind)
    ticks = frozenset(tick for tick in message.TICKS if getattr(args, tick))
    if args.next_day and kind != "status":
        raise Usage("--next belongs to a status message.")

    def rule(case: Case, me: str) -> Acts | Refused:
        due = _end_of(args.next_day, zone_of(case.access.team, me)) if args.next_day else None
        return message.sent(case, me, kind, call.now(), text=call.long_text(), ticks=ticks, next_due=due)

    left = message.left_out(kind, ticks)
    _work(call, rule, f"marked as sent: {kind}", remarks=tuple(f"It should also say {words}." for words in left))


def _end_of(day: str, zone: tzinfo) -> datetime:
    due = message.end_of_day(day, zone)
    if due is None:
        raise Usage("--next takes a day like 2026-12-12.")
    return due


def determine(call: Call) -> None:
    """Record what the team decided."""
    outcome = _spaced(call.args.outcome)
    _work(call, lambda case, me: decision.determine(case, me, outcome, call.long_text()), f"decided: {outcome}")


def close(call: Call) -> None:
    """Close a case, and say what was still promised."""
    let_go: list[str] = []

    def rule(case: Case, me: str) -> Acts | Refused:
        let_go.extend(promise.kind for promise in decision.let_go(case))
        return decision.close(case, me, call.long_text())

    _work(call, rule, "closed", remarks=let_go, remark="The promise “{}” was still open; closing lets it go.")


def reopen(call: Call) -> None:
    """Open a closed case again."""
    _work(call, lambda case, me: decision.reopen(case, me, call.long_text()), "open again; everything in it stayed")


def _work(call: Call, rule: Rule, did: str, *, remarks: Sequence[str] = (), remark: str = "{}") -> None:
    with call.unlocked() as vault:
        room = call.room(vault)
        code = code_name(vault, room)
        case = vault.record(room, settled(rule(vault.case(room), vault.me)))
        said = tuple(remark.format(words) for words in remarks)
        answer = answers.Recorded(
            case=code, act=call.args.command, status=status_of(case), next=next_promise(case), remarks=said
        )
        call.say(answer, [(Bold(code), f"   {did}"), *(f"  ~ {words}" for words in said)])


def _dashed(words: str) -> str:
    """And back: `insults, stereotype jokes` is `insults-stereotype-jokes`."""
    return words.replace(",", "").replace(" ", "-")


def _spaced(word: str) -> Any:
    """A word of the command line as the models spell it: `not-a-violation` is `not a violation`, a check-in one word."""
    return cast("Any", word if word == "check-in" else word.replace("-", " "))
