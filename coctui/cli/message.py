"""`message draft`, `check`, `keep`, `show`, `read`, `save`: a text before somebody sends it."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from coctui.casework import draft as rules
from coctui.casework.drafting import drafted
from coctui.casework.eml import as_mail
from coctui.casework.leaks import Checked
from coctui.casework.leaks import check as look
from coctui.casework.result import refuse
from coctui.casework.team import name_of
from coctui.casework.when import zone_of_reporter
from coctui.cli.call import Call, settled
from coctui.cli.message_answers import DraftCheck, DraftText, KeptAnswer, LeakAnswer, ReadAnswer, SavedMail
from coctui.cli.outside import saved_outside
from coctui.cli.paper import Bold, wrap
from coctui.cli.reading import code_name
from coctui.host.folders import typed_path
from coctui.models.awake import zone_of
from coctui.models.case import Case
from coctui.models.content_events import MessageKind

if TYPE_CHECKING:
    from coctui.vault.door import Vault

Line = str | Sequence[str]


def draft(call: Call) -> None:
    """A text to go on with, from its template; days are given in the reporter's zone, where that is known."""
    kind = _kind(call)
    with call.unlocked() as vault:
        case, code = _case(call, vault)
        zone = zone_of_reporter(case) or zone_of(vault.team, vault.me)
        text = settled(drafted(case, kind, call.now(), zone, short=call.args.short))
    call.say(DraftText(case=code, kind=kind, text=text), text.splitlines())


def check(call: Call) -> None:
    """What in a text would tell of somebody: of standard input, else of the text that is kept."""
    kind = _kind(call)
    with call.unlocked() as vault:
        case, code = _case(call, vault)
        text = call.long_text(question="The text to look through.")
        found = rules.kept(case, kind)
        text = text if text.strip() or found is None else found.text
        if not text.strip():
            settled(refuse("nothing-written"))
        answer = _checked(case, code, kind, text)
    call.say(answer, _told(answer))


def keep(call: Call) -> None:
    """Keep a text in the case, and say what in it would tell of somebody."""
    kind = _kind(call)
    with call.unlocked() as vault:
        case, code = _case(call, vault)
        text = call.long_text(question="The text to keep.")
        acts = settled(rules.keep(case, vault.me, kind, text, call.source.id()))
        case = vault.record(case.room, acts)
        found = rules.kept(case, kind)
        answer = _checked(case, code, kind, found.text if found else text, kept=True)
    call.say(answer, [(Bold(code), f"   kept: {kind}"), *_told(answer)])


def show(call: Call) -> None:
    """The text that is kept, and what its readers said."""
    with call.unlocked() as vault:
        case, code = _case(call, vault)
        _say_kept(call, case, code)


def read(call: Call) -> None:
    """Say of a text that is kept that it may go, or what to change in it."""
    verdict: rules.Verdict = "please change" if call.args.change else "may go"
    with call.unlocked() as vault:
        case, code = _case(call, vault)
        acts = settled(rules.read(case, vault.me, _kind(call), verdict, call.long_text()))
        _say_kept(call, vault.record(case.room, acts), code)


def save(call: Call) -> None:
    """The kept text as a mail that is not sent yet; the case tells of it."""
    kind = _kind(call)
    with call.unlocked() as vault:
        case, code = _case(call, vault)
        acts = settled(rules.take_out(case, vault.me, kind, "saved", unread=call.args.unread))
        found = rules.kept(case, kind)
        text = found.text if found else ""
        path = typed_path(call.typed(call.args.output, "File: "))
        with saved_outside(path, replace=call.args.replace) as file:
            vault.record(case.room, acts)
            file.write(as_mail(case, kind, text))
        reader = name_of(vault.team, found.reader or "") if found else ""
        answer = SavedMail(case=code, kind=kind, file=os.fspath(path), read_by=reader)
        alone = [] if reader or not rules.needs_reader(case, kind) else ["  ~ Nobody else has read it."]
    told = f"saved as a mail that is not sent yet. When it is: coctui sent {code} {call.args.kind} --kept"
    call.say(answer, [(Bold(code), f"   {told}"), *alone])


# ---------------------------------------------------------------------- answers


def _case(call: Call, vault: "Vault") -> tuple[Case, str]:
    room = call.room(vault)
    return vault.case(room), code_name(vault, room)


def _kind(call: Call) -> MessageKind:
    word = call.args.kind
    return cast("MessageKind", word if word == "check-in" else word.replace("-", " "))


def _checked(case: Case, code: str, kind: MessageKind, text: str, *, kept: bool = False) -> DraftCheck:
    found: Checked = look(case, kind, text)
    leaks = tuple(
        LeakAnswer(
            start=leak.start,
            end=leak.end,
            line=text.count("\n", 0, leak.start) + 1,
            sign=leak.sign,
            said=text[leak.start : leak.end],
            what=leak.what,
            say=leak.say,
            times=leak.times,
        )
        for leak in found.leaks
    )
    return DraftCheck(
        case=code,
        kind=kind,
        leaks=leaks,
        nothing_of=found.nothing_of,
        guessable=found.guessable,
        needs_reader=rules.needs_reader(case, kind),
        kept=kept,
    )


def _told(answer: DraftCheck) -> Iterator[Line]:
    for leak in answer.leaks:
        often = f", {leak.times} times" if leak.times > 1 else ""
        say = f": say “{leak.say}”" if leak.say else ""
        yield f"  {leak.sign} line {leak.line}: ", Bold(leak.said), f"   {leak.what}{often}{say}"
    if answer.nothing_of:
        yield f"  + nothing found of: {', '.join(answer.nothing_of)}"
    if not answer.leaks:
        yield "  Nothing found. A second reader still sees more."
    if answer.guessable:
        yield from wrap(f"~ Easy to guess who reported: {answer.guessable}", 2)
    if answer.needs_reader:
        yield "  ~ A second reader is needed before it goes out."


def _say_kept(call: Call, case: Case, code: str) -> None:
    kind = _kind(call)
    found = rules.kept(case, kind)
    if found is None:
        settled(refuse("no-draft"))
        return
    team = case.access.team
    reads = tuple(ReadAnswer(by=name_of(team, seat), said=said, text=text) for seat, said, text in found.reads)
    answer = KeptAnswer(
        case=code, kind=kind, text=found.text, by=name_of(team, found.author), reads=reads, may_go=found.may_go
    )
    rows: list[Line] = [(Bold(code), f"   {kind}, by {answer.by}"), "", *wrap(found.text), ""]
    for one in reads:
        rows += [f"  {'+' if one.said == 'may go' else '~'} {one.by}: {one.said}", *wrap(one.text, 4)]
    call.say(answer, rows if reads else [*rows, "  · Nobody else has read it yet."])
