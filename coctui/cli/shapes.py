"""From models to answers: what --json says of a row, a case, its access, its promises."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from coctui.casework.words import describe, words_of
from coctui.cli import answers
from coctui.cli.choosing import choice_key, choices
from coctui.cli.company_sheet import company_answer
from coctui.cli.voting_sheet import deciding_answer
from coctui.models.access import Access
from coctui.models.asking import last_asked, to_ask
from coctui.models.case import Case
from coctui.models.content_events import Received
from coctui.models.items import ITEMS, QUESTIONS, Contact
from coctui.models.listing import DUTIES, alarm
from coctui.models.promise import Promise, promises
from coctui.models.row import Row
from coctui.models.statement import Card


def moment(at: float) -> datetime | None:
    """Seconds since 1970 as a time; 0 is none."""
    return datetime.fromtimestamp(at, UTC) if at else None


def row_answer(row: Row) -> answers.RowAnswer:
    """A line of the inbox."""
    owed = tuple(
        answers.PromiseAnswer(kind=kind, state=state, due=datetime.fromtimestamp(due, UTC), done=moment(done))
        for kind, state, due, done in row.promises
    )
    return answers.RowAnswer(
        case=row.case,
        access=row.access,
        gloss=row.gloss,
        what=row.what,
        place=row.place,
        received=moment(row.received),
        ongoing=row.ongoing,
        status=row.status,
        assigned=row.assigned,
        mine=row.mine,
        safety=row.safety,
        ask=tuple(row.ask.split(", ")) if row.ask else (),
        next=_next(owed),
        promises=owed,
        holders=row.holders,
        asked=row.asked,
        alarm=row.alarm,
    )


def promise_answers(case: Case, owed: Iterable[Promise]) -> tuple[answers.PromiseAnswer, ...]:
    """The promises of a case."""
    return tuple(
        answers.PromiseAnswer(
            kind=p.kind, state=p.state, due=p.due, done=p.done, reason=p.reason, colleague=_name(case.access, p.seat)
        )
        for p in owed
    )


def next_promise(case: Case) -> answers.PromiseAnswer | None:
    """The open promise that is due first."""
    return _next(promise_answers(case, promises(case)))


def _next(owed: tuple[answers.PromiseAnswer, ...]) -> answers.PromiseAnswer | None:
    return min((promise for promise in owed if promise.state == "open"), key=lambda p: p.due, default=None)


def status_of(case: Case) -> str:
    """`open`, `waiting`, `decided` or `closed`."""
    return "closed" if case.closed else "decided" if case.determination else case.label("status") or "open"


def access_answer(access: Access, reader: str) -> answers.AccessAnswer:
    """Who may open a case, member by member in order of joining."""
    team = access.team
    members = tuple(
        answers.MemberAccess(
            member=member.name,
            state=access.state(seat),
            since=moment(access.standing(seat).since),
            told=_name(access, access.standing(seat).told_to),
            stand_in=seat in access.stand_ins,
        )
        for seat, member in team.active.items()
    )
    return answers.AccessAnswer(
        members=members,
        holders=tuple(member.member for member in members if member.state == "cleared"),
        leads_out=len(access.leads_out),
        leads_limit=team.policy.leads_out,
        alarm=alarm(access, reader),
        rotation_due=access.rotation_due,
    )


def case_answer(case: Case, code: str, reader: str, rows: Sequence[Row]) -> answers.Shown:
    """All of a case that a holder sees."""
    contact = case.item("contact")
    assigned = {duty: _name(case.access, case.assigned(duty)) for duty in DUTIES}
    decided = case.determination
    return answers.Shown(
        case=code,
        gloss=case.label("gloss"),
        what=case.label("what"),
        status=status_of(case),
        received=case.received,
        safety=bool(contact and isinstance(contact.value, Contact) and contact.value.safety),
        reports=tuple(_report(event.body) for event in case.reports if isinstance(event.body, Received)),
        items=_items(case),
        ask=tuple(QUESTIONS[name] for name in to_ask(case)),
        persons=tuple(answers.PersonAnswer(**person.model_dump(exclude={"id"})) for person in case.persons),
        promises=promise_answers(case, promises(case)),
        assigned={duty: name for duty, name in assigned.items() if name},
        who=access_answer(case.access, reader),
        deciding=deciding_answer(case),
        determination=answers.Decision(outcome=decided.outcome, text=decided.text) if decided else None,
        closed=case.closed,
        files=tuple(answers.FileAnswer(**file.model_dump(exclude={"id"})) for file in case.files),
        two_answers=tuple(choice_key(case, key) for key in case.two_answers),
        choices=choices(case, code),
        company=company_answer(case, reader, rows),
    )


def card_answer(card: Card, row: Row, asked_by: str) -> answers.CardShown:
    """What a card says."""
    facts = card.facts
    return answers.CardShown(
        case=row.case,
        access=row.access,
        received_day=facts.day,
        ongoing=facts.ongoing,
        reported=facts.reported,
        asked_by=asked_by,
    )


def entry_answers(case: Case) -> tuple[answers.EntryAnswer, ...]:
    """The timeline, in the order of the case."""
    found = []
    for number, entry in enumerate(case.entries, 1):
        told = describe(entry, case.access.team)
        kind = entry.body.kind.partition("/")[0]
        by = _name(case.access, entry.seat)
        text = words_of(entry)
        found.append(answers.EntryAnswer(number=number, at=entry.at, kind=kind, by=by, text=text, **told._asdict()))
    return tuple(found)


def _items(case: Case) -> dict[str, answers.ItemAnswer]:
    items: dict[str, answers.ItemAnswer] = {}
    for name in ITEMS:
        item = case.item(name)
        value = item.value.model_dump(mode="json", exclude={"item"}) if item else {}
        asked = last_asked(case, name)
        items[name] = answers.ItemAnswer(
            state=item.state if item else "not asked",
            value=value,
            by=_name(case.access, asked.seat) if asked else "",
            at=asked.at if asked else None,
            waiting=bool(asked and asked.waiting),
            leave=bool(item and item.leave),
        )
    return items


def _report(body: Received) -> answers.ReportAnswer:
    fields = set(answers.ReportAnswer.model_fields)
    return answers.ReportAnswer(**body.model_dump(include=fields))


def _name(access: Access, seat: str | None) -> str:
    member = access.team.members.get(seat or "")
    return member.name if member else ""
