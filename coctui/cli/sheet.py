"""One case on paper: what `show` prints for a person. Names of people only where they were asked for."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from coctui.casework.alarms import alarms
from coctui.cli.choosing import NAMING, choice_rows, told_item
from coctui.cli.paper import Bold, Clock, pad, wrap
from coctui.cli.shapes import status_of
from coctui.cli.voting_sheet import deciding_lines
from coctui.models.access import Access, State
from coctui.models.asking import last_asked, next_question
from coctui.models.case import Case
from coctui.models.content_events import ItemRecorded, Received
from coctui.models.items import ITEMS, TITLES, Contact, ItemName, Person
from coctui.models.listing import DUTIES
from coctui.models.promise import promises
from coctui.models.row import Row
from coctui.widgets import moments

Line = str | Sequence[str]
SIGNS = {"recorded": "+", "not known": "?", "declined": "-", "not asked": "·"}
STATES: tuple[tuple[State, str, str], ...] = (
    ("cleared", "+", "cleared"),
    ("asked", "~", "asked"),
    ("recused", "-", "stepped aside"),
    ("excluded", "×", "excluded"),
    ("not yet", "·", "not yet"),
)
WAIVED = {"closed": "let go when the case was closed", "on hold": "on hold unless it happens again"}
"""Why a promise need not be kept, where one word says too little."""


def case_sheet(case: Case, row: Row, me: str, clock: Clock, *, names: bool) -> Iterator[Line]:
    """Head, promises, report data, people, access, files, decision: in the order in which one needs them."""
    yield from _head(case, row, clock)
    yield from choice_rows(case, row.case, clock, names=names)
    yield from promise_lines(case, clock)
    yield from _data(case, clock, names=names)
    yield from _people(case.persons, names=names)
    yield from _access(case, me, clock)
    yield from _files(case)
    yield from deciding_lines(case)
    if (decided := case.determination) is not None:
        yield from ("", f"Decision   {decided.outcome}", *wrap(decided.text or "no more was written", 11))


def _head(case: Case, row: Row, clock: Clock) -> Iterator[Line]:
    marks = [status_of(case)]
    if row.ongoing == "yes" and not case.closed:
        marks.insert(0, "! ONGOING")
    if row.safety:
        marks.append("~ fears retaliation or for their safety")
    yield Bold(row.case), "".join(f"   {part}" for part in (row.gloss, *marks) if part)
    if case.received:
        yield f"  received {clock.stamp(case.received.timestamp())} {clock.name}, {clock.ago(case.received.timestamp())}"
    for event in case.reports:
        if isinstance(event.body, Received):
            yield from (f"  ~ {warning}" for warning in event.body.warnings)


def promise_lines(case: Case, clock: Clock) -> Iterator[Line]:
    """What is promised, under a heading: kept, not needed, or how long there is."""
    yield from ("", "Promises")
    owed = promises(case)
    for promise in owed:
        due = promise.due.timestamp()
        if promise.state == "kept" and promise.done:
            over = moments.span(promise.late.total_seconds())
            after = "" if over == "now" else f", {over} after it was due"
            yield f"  + {pad(promise.kind, 16)} kept {clock.stamp(promise.done.timestamp())}{after}"
        elif promise.state == "waived":
            yield f"  · {pad(promise.kind, 16)} {WAIVED.get(promise.reason, promise.reason)}"
        else:
            late = due < clock.now
            words = f"was due {clock.until(due)}" if late else f"due {clock.until(due)}"
            yield f"  {'!' if late else '~'} {pad(promise.kind, 16)} {words}, {clock.stamp(due)}"
    if not owed:
        yield "  Every promise is kept."


def _data(case: Case, clock: Clock, *, names: bool) -> Iterator[Line]:
    yield from ("", "Report data")
    for name in ITEMS:
        item = case.item(name)
        state: str = item.state if item else "not asked"
        asked = last_asked(case, name)
        if asked is not None and asked.waiting:
            state = f"{state}, asked {clock.stamp(asked.at.timestamp())}: no answer yet"
        yield from _item(name, item, state, names=names)
    if ask := next_question(case):
        yield from ("", f"Ask next   {ask}")


def _item(name: ItemName, item: ItemRecorded | None, state: str, *, names: bool) -> Iterator[Line]:
    head = f"  {SIGNS[item.state if item else 'not asked']} {pad(TITLES[name], 18)} "
    if item is None or state != "recorded":
        yield head + state + (", not to be asked again" if item is not None and item.leave else "")
    elif name in NAMING and not names:
        channel = item.value.channel if isinstance(item.value, Contact) else ""
        yield f"{head}recorded{f', by {channel}' if channel else ''}"
    else:
        for row in wrap(told_item(item), len(head)):
            yield head + row.strip()
            head = " " * len(head)


def _people(persons: Sequence[Person], *, names: bool) -> Iterator[Line]:
    if not persons:
        return
    yield from ("", "People")
    for person in persons:
        yield f"  {pad(f'person {person.code}', 20)} {person.part}"
        if names:
            handles = " · ".join(f"{name} on {platform}" for platform, name in person.handles.items())
            rest = (person.appearance, person.height, person.clothing, person.voice, person.company, person.other)
            known = " · ".join(fact for fact in (person.name, handles, *rest) if fact)
            yield from wrap(known or "nothing more is known", 23)


def _access(case: Case, me: str, clock: Clock) -> Iterator[Line]:
    access = case.access
    yield from ("", "Who may open it")
    for warning in alarms(case, me, datetime.fromtimestamp(clock.now, UTC)):
        yield from (
            f"  {'!' if place == 0 else ' '} {row.strip()}" for place, row in enumerate(wrap(warning.sentence, 4))
        )
    for state, sign, word in STATES:
        found = [_named(access, seat, me) for seat in access.team.active if access.state(seat) == state]
        if found:
            yield f"  {sign} {pad(word, 14)} {', '.join(found)}"
    for duty in DUTIES:
        if seat := case.assigned(duty):
            yield f"    {pad('assigned' if duty == 'lead' else duty, 14)} {_named(access, seat, me)}"
    if out := len(access.leads_out):
        leads = len(access.team.having("lead"))
        yield f"    {pad('leads out', 14)} {out} of {leads}, limit {access.team.policy.leads_out}"


def _named(access: Access, seat: str, me: str) -> str:
    name = "you" if seat == me else access.team.members[seat].name
    return f"{name} (stand-in)" if seat in access.stand_ins else name


def _files(case: Case) -> Iterator[Line]:
    if not case.files:
        return
    yield from ("", "Files")
    for file in case.files:
        kind = f"{file.type}, really {file.real_type}" if file.real_type else file.type
        what = "as it came" if file.original else kind
        yield f"  {pad(file.name or 'unnamed', 40)} {file.size:>12,} bytes   {pad(what, 18)}"
