"""`assign`, `item`, `note`, `label`, `sent`, `determine`, `close`, `reopen`: work on a case."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from coctui.casework import decision, message, record
from coctui.casework.draft import kept
from coctui.casework.result import Acts, Refused, sentence
from coctui.casework.when import heard, zone_of_reporter
from coctui.cli import answers
from coctui.cli.call import Call, settled
from coctui.cli.moment import typed_moment
from coctui.cli.paper import Bold
from coctui.cli.reading import code_name
from coctui.cli.shapes import next_promise, status_of
from coctui.cli.trouble import Trouble, Usage
from coctui.models.awake import zone_of
from coctui.models.case import Case
from coctui.models.category import CATEGORIES
from coctui.models.content_events import MessageKind, MessageSent
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

    work(call, rule, "taken back" if call.args.nobody else "assigned")


def item(call: Call) -> None:
    """Record an item: from --set, from a text on standard input, or that it is not known, declined, not asked."""
    args = call.args
    fields = _fields(args.set)
    if args.state and (fields or args.field):
        raise Usage("Give fields, or one of --not-known, --declined, --not-asked.")

    remarks: list[str] = []

    def rule(case: Case, me: str) -> Acts | Refused:
        if not args.state and (args.field or not fields):
            text = call.long_text(question=f"{TITLES[args.item]}:").strip()
            if text:
                fields[args.field or record.MAIN_FIELD[args.item]] = text
        if args.item == "when" and "text" in fields and not {"start", "end", "precision"} & set(fields):
            told = heard(str(fields["text"]), call.now(), zone_of(case.access.team, me), zone_of_reporter(case))
            fields.update({**told.fields, "zone": fields.get("zone") or told.fields["zone"]})
            remarks.extend((told.said_back, *told.remarks))
        return record.item(case, me, args.item, args.state or "recorded", fields, leave=args.leave)

    work(call, rule, f"{TITLES[args.item]}: {args.state or 'recorded'}", remarks=remarks)


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
    work(call, lambda case, me: record.note(case, me, call.long_text(question="Your note.")), "note written")


def label(call: Call) -> None:
    """Say what the case is about: gloss and word for the list, and the category that it is counted as."""
    args = call.args
    category = next((name for name in CATEGORIES if _dashed(name) == args.category), None)

    def rule(case: Case, me: str) -> Acts | Refused:
        return record.label(case, me, gloss=args.gloss, what=args.what, status=args.status, category=category)

    work(call, rule, "noted")


def sent(call: Call) -> None:
    """Record a message that somebody sent; coctui sends nothing."""
    args = call.args
    kind = _spaced(args.kind)
    ticks = frozenset(tick for tick in message.TICKS if getattr(args, tick))
    if args.next_day and kind != "status":
        raise Usage("--next belongs to a status message.")
    if args.asks and kind != "question":
        raise Usage("--asks belongs to a question.")

    def rule(case: Case, me: str) -> Acts | Refused:
        zone = zone_of(case.access.team, me)
        due = typed_moment(call, args.next_day, zone, lean="future") if args.next_day else None
        when = typed_moment(call, args.at, zone) if args.at else None
        text = _kept_text(case, kind) if args.kept else call.long_text()
        if args.asks:
            return message.question(case, me, tuple(args.asks), call.now(), text=text, when=when)
        return message.sent(case, me, kind, call.now(), text=text, ticks=ticks, next_due=due, when=when)

    def after(case: Case, _: str) -> tuple[str, ...]:
        said = case.sent[-1].body
        alone = isinstance(said, MessageSent) and message.unread(case, said)
        return ("Nobody else had read it.",) if alone else ()

    left = tuple(f"It should also say {words}." for words in message.left_out(kind, ticks))
    work(call, rule, f"marked as sent: {kind}", remarks=left, after=after)


def _kept_text(case: Case, kind: MessageKind) -> str:
    found = kept(case, kind)
    if found is None:
        raise Trouble("no-draft", sentence("no-draft"))
    return found.text


def determine(call: Call) -> None:
    """Record what the team decided."""
    outcome = _spaced(call.args.outcome)
    work(call, lambda case, me: decision.determine(case, me, outcome, call.long_text()), f"decided: {outcome}")


def close(call: Call) -> None:
    """Close a case, and say what was still promised."""
    let_go: list[str] = []

    def rule(case: Case, me: str) -> Acts | Refused:
        let_go.extend(promise.kind for promise in decision.let_go(case))
        return decision.close(case, me, call.long_text())

    work(call, rule, "closed", remarks=let_go, remark="The promise “{}” was still open; closing lets it go.")


def reopen(call: Call) -> None:
    """Open a closed case again."""
    work(call, lambda case, me: decision.reopen(case, me, call.long_text()), "open again; everything in it stayed")


def work(
    call: Call,
    rule: Rule,
    did: str,
    *,
    remarks: Sequence[str] = (),
    remark: str = "{}",
    after: Callable[[Case, str], Sequence[str]] = lambda case, me: (),
) -> None:
    """Do what a rule says in the case that was named; `after` says what else there is to say
    of the case as it is then, (case, me) -> sentences.
    """
    with call.unlocked() as vault:
        room = call.room(vault)
        code = code_name(vault, room)
        case = vault.record(room, settled(rule(vault.case(room), vault.me)))
        said = (*(remark.format(words) for words in remarks), *after(case, vault.me))
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
