"""`list`, `show`, `timeline`: what a member may read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from coctui.casework.conflict import texts_in
from coctui.casework.folded import fold
from coctui.casework.own_list import is_on_it
from coctui.casework.people_first import unmet
from coctui.casework.result import sentence
from coctui.casework.search import found_in
from coctui.casework.words import CAME, DECIDED, STEP, TOLD, WROTE, describe, words_of
from coctui.cli import answers
from coctui.cli.call import Call
from coctui.cli.company_sheet import company_lines
from coctui.cli.paper import Bold, Clock, pad, wrap
from coctui.cli.shapes import card_answer, case_answer, entry_answers, row_answer
from coctui.cli.sheet import case_sheet, promise_lines
from coctui.cli.trouble import Trouble
from coctui.models.case import Case, replaced
from coctui.models.row import Row
from coctui.models.statement import Card
from coctui.widgets.moments import end_of_today
from coctui.widgets.views import GROUPS, VIEWS, Moment, haystack, ordered, sign_of

if TYPE_CHECKING:
    from coctui.vault.door import Vault

Row_ = str | Sequence[str]
ACCESS = {
    "asked": "asked: show it, then answer",
    "answered": "you answered: no conflict",
    "confirm": "let in on your word: answer to confirm",
    "recused": "you stepped aside",
    "keeper": "you stepped aside, the last one: ask who carries on",
    "damaged": "cannot be read: run verify",
}
"""What a line says that has nothing else to say."""
SORTS = {"in": CAME, "written": WROTE, "decided": DECIDED, "told": TOLD, "small": STEP}
"""What `timeline --kind` takes: what came in, was written down, decided, told; small steps of the machine."""
DUE = {"acknowledgement": "acknowledge"}
"""Promises in a narrow column."""
CARD = {
    "asked": "you are asked",
    "answered": "you answered: no conflict",
    "confirm": "a colleague let you in on your word: is that so?",
}


def list_cases(call: Call) -> None:
    """The cases that this member may know of, in the order of the inbox."""
    args = call.args
    search = call.typed(args.search, "Search: ").casefold()
    wanted = call.typed(args.texts, "Words: ")
    view = next(view for view in VIEWS if view.id == args.view.replace("-", " "))
    with call.unlocked() as vault:
        clock = call.clock(vault)
        at = Moment(clock.now, end_of_today(clock.now, clock.zone))
        rows = [row for row in vault.rows() if view.holds(row, at) and search in haystack(row)]
        found = {row.room: _places(vault, row, wanted) for row in rows} if wanted else {}
        kept = ordered([row for row in rows if not wanted or found[row.room]], at)
        cases = tuple(row_answer(row).model_copy(update={"found": found.get(row.room, ())}) for _, row in kept)
        empty = "Nothing you may open matches that." if search or wanted else view.empty
        call.say(answers.Listed(view=view.id, cases=cases), _list(kept, at, clock, found) if kept else [empty])


def _places(vault: "Vault", row: Row, wanted: str) -> tuple[str, ...]:
    """Where the texts of a case hold these words; nothing for one that its reader does not hold, or that cannot be read."""
    from coctui.vault.errors import VaultError

    try:
        return found_in(vault.case(row.room), wanted) if row.access == "cleared" else ()
    except VaultError:
        return ()


def _list(rows: list[tuple[int, Row]], at: Moment, clock: Clock, found: Mapping[str, Sequence[str]]) -> Iterator[Row_]:
    heading, width = -1, max(len(row.case) for _, row in rows)
    for group, row in rows:
        if group != heading:
            if heading >= 0:
                yield ""
            yield f"  {GROUPS[group]}"
            heading = group
        yield _one(row, at, clock, max(width, 19))
        if found.get(row.room):
            yield from wrap(f"in {', '.join(found[row.room])}", 4)


def _one(row: Row, at: Moment, clock: Clock, width: int) -> Row_:
    """Sign, code name, gloss, what, next promise, who: 80 cells, unless a third word is needed."""
    name = Bold(pad(row.case, width))
    if row.access != "cleared":
        return f"{sign_of(row, at)} ", name, "  ", ACCESS.get(row.access, "")
    what = "ONGOING" if row.ongoing == "yes" and row.status != "closed" else row.what or row.place
    due = f"{DUE.get(row.promise, row.promise)} {clock.until(row.due)}" if row.promise else row.status
    rest = f"{pad(row.gloss, 18)} {pad(what, 8)} {pad(due, 21)}"
    return f"{sign_of(row, at)} ", name, "  ", rest if width > 19 else f"{rest} {pad(row.assigned, 7)}"


def after_people(vault: "Vault", room: str) -> Case:
    """A case for its accounts to be read; who is named comes first, and again whenever somebody is added (DESIGN.md 3)."""
    case = vault.case(room)
    if unmet(case, vault.me, vault.sheet.seen.get(room, ())):
        code = code_name(vault, room)
        raise Trouble("people-first", sentence("people-first").replace("CASE", code))
    return case


def show(call: Call) -> None:
    """One case: all of it for a holder, its card for who is asked."""
    with call.unlocked() as vault:
        room = call.room(vault)
        row = next(row for row in vault.rows() if row.room == room)
        clock = call.clock(vault)
        if row.access in ("asked", "answered", "confirm"):
            card = vault.card(room)
            by = vault.team.members.get(card.by)
            listed = is_on_it(vault.sheet.private, card.facts.reported)
            answer = card_answer(card, row, by.name if by else "").model_copy(update={"on_own_list": listed})
            call.say(answer, _card(card, answer))
            return
        case = after_people(vault, room)
        shown = case_answer(case, row.case, vault.me, vault.rows())
        sheet = case_sheet(case, row, vault.me, clock, names=call.args.names)
        call.say(shown, [*sheet, *company_lines(shown.company, clock)])
        if is_on_it(vault.sheet.private, texts_in(case)):
            call.remark(
                f"A name here is on your own list. Nobody else is told. Step aside: coctui answer {row.case} recuse"
            )


def _card(card: Card, answer: answers.CardShown) -> Iterator[Row_]:
    facts = card.facts
    yield Bold(answer.case), f"   {CARD[answer.access]}"
    yield ""
    yield f"  Received   {facts.day or 'not known'}"
    yield f"  Ongoing    {facts.ongoing or 'not asked'}"
    yield f"  Asked by   {answer.asked_by or 'a colleague'}"
    for place, reported in enumerate(facts.reported or ("nobody is recorded",)):
        head = "  Reported   " if place == 0 else " " * 13
        for row in wrap(reported, 13):
            yield head + row.strip()
            head = " " * 13
    if answer.on_own_list:
        yield "  ~ A name here is on your own list. Nobody else is told."
    yield ""
    yield "  Nobody will ask for a reason, and none is stored."
    yield f"  coctui answer {answer.case} clear      no conflict"
    yield f"  coctui answer {answer.case} recuse     step aside"


def timeline(call: Call) -> None:
    """What happened, entry by entry, under what is promised; `--full` with the texts, and what a correction replaced."""
    args = call.args
    words = fold(call.typed(args.search, "Words: ")).split()
    with call.unlocked() as vault:
        room = call.room(vault)
        code = code_name(vault, room)
        case = after_people(vault, room)
        clock = Clock(call.now()) if args.utc else call.clock(vault)
        found = tuple(one for one in entry_answers(case) if _wanted(one, args.kind, words))
        shown = frozenset(one.number for one in found) if args.kind or words else None
        rows = timeline_rows(case, code, vault.me, clock, full=args.full, numbers=args.numbers, only=shown)
        call.say(answers.Told(case=code, entries=found), rows)


def _wanted(entry: answers.EntryAnswer, kind: str, words: list[str]) -> bool:
    text = fold(f"{entry.title} {entry.detail} {entry.text}")
    return (not kind or (entry.sign == SORTS[kind] and not (entry.quiet and kind != "small"))) and all(
        word in text for word in words
    )


def timeline_rows(
    case: Case,
    code: str,
    me: str,
    clock: Clock,
    *,
    full: bool,
    numbers: bool = False,
    pinned: bool = True,
    only: Collection[int] | None = None,
) -> Iterator[Row_]:
    """The timeline for a person, days between; with the texts, and with the numbers by which an entry is named.

    `pinned`: what is promised above it. `only`: the numbers of those that are wanted; then nothing is pinned.
    """
    yield Bold(code), f"   {clock.name}"
    if pinned and only is None:
        yield from promise_lines(case, clock)
    day, earlier = "", replaced(case)
    for number, entry in enumerate(case.entries, 1):
        if only is not None and number not in only:
            continue
        told = describe(entry, case.access.team, me)
        if (today := clock.day(entry.time)) != day:
            day = today
            yield ""
            yield f"  {day}"
        mark = f"{number:>4}" if numbers else ""
        yield f"{mark}  {clock.time(entry.time)}  {told.sign} {pad(told.title, 27)} {told.detail}"
        if full:
            if (before := earlier.get(entry.link)) is not None:
                was = describe(before, case.access.team, me)
                yield from wrap(f"in place of: {was.detail}, {clock.stamp(before.time)}", 11)
            if text := words_of(entry):
                yield from wrap(text, 11)
    if only is not None and not only:
        yield from ("", "  No entry holds that.")


def code_name(vault: "Vault", room: str) -> str:
    """The code name of a case as this member sees it."""
    return next((row.case for row in vault.rows() if row.room == room), "")
