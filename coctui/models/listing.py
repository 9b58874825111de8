"""From a case to its line in the inbox."""

from datetime import UTC, datetime

from coctui.models.access import Access
from coctui.models.asking import to_ask
from coctui.models.case import Case
from coctui.models.content_events import Duty
from coctui.models.handover import joined_into, ties
from coctui.models.items import ASKS, Contact, Ongoing, Where
from coctui.models.promise import promises
from coctui.models.row import Row
from coctui.models.statement import Card

DUTIES: tuple[Duty, ...] = ("lead", "second", "reporter", "reported person", "records")


def row_of(case: Case, reader: str) -> Row:
    """The line of a case for a cleared member; code name and third word apart, see `told_apart`."""
    access = case.access
    owed = promises(case)
    next_one = min((p for p in owed if p.state == "open"), key=lambda p: p.due, default=None)
    lead = access.team.members.get(case.assigned() or "")
    received = case.received
    contact, where, ongoing = (case.item(name) for name in ("contact", "where", "ongoing"))
    standing = access.standing(reader)
    return Row(
        room=case.room,
        case=access.code,
        access="cleared",
        gloss=case.label("gloss") or ("expunged" if case.expunged is not None else ""),
        what=case.label("what"),
        place=where.value.kind if where and isinstance(where.value, Where) else "",
        received=received.timestamp() if received else access.opened_at,
        ongoing=ongoing.value.answer
        if ongoing and isinstance(ongoing.value, Ongoing) and ongoing.state == "recorded"
        else "",
        status="closed"
        if case.closed or (next_one is None and joined_into(case) is not None)
        else "decided"
        if case.determination
        else case.label("status") or "open",
        promise=next_one.kind if next_one else "",
        due=next_one.due.timestamp() if next_one else 0.0,
        assigned=lead.name if lead else "",
        mine=any(case.assigned(duty) == reader for duty in DUTIES),
        ask=", ".join(ASKS[name] for name in to_ask(case)),
        safety=bool(contact and isinstance(contact.value, Contact) and contact.value.safety),
        holders=len(access.cleared),
        asked=sum(1 for seat in access.team.active if access.state(seat) == "asked"),
        promises=tuple((p.kind, p.state, p.due.timestamp(), p.done.timestamp() if p.done else 0.0) for p in owed),
        alarm=alarm(access, reader),
        third=access.third,
        told_to=standing.told_to or "",
        originals=tuple(file.sha256 for file in case.files if file.original),
        tied=tuple(sorted(ties(case))),
        expunged=case.expunged is not None and not case.entries_since_expunged,
    )


def alarm(access: Access, reader: str) -> str:
    """What about access needs somebody's attention: the two lead banners, then one holder, then a due rotation.

    More leads out than the policy's limit, or no cleared lead at all whatever the count (SEED; DESIGN.md 3).
    """
    if len(access.leads_out) > access.team.policy.leads_out and not access.stand_ins & access.cleared:
        return "stand-in"
    if access.cleared and not access.leads_in:
        return "no lead"
    if access.cleared == {reader}:
        return "alone"
    return "rotation" if access.rotation_due else ""


def row_of_card(card: Card) -> Row:
    """The line of a case to which the reader was asked: what the card says, no more."""
    facts = card.facts
    received = datetime.fromisoformat(facts.day).replace(tzinfo=UTC).timestamp() if facts.day else 0.0
    return Row(card.room, facts.code, "asked", received=received, ongoing=facts.ongoing, third=facts.third)


def told_apart(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The same lines with a third word where the reader sees two cases that drew the same pair."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.case] = counts.get(row.case, 0) + 1
    return tuple(
        Row(row.room, f"{row.case}-{row.third}", *row[2:]) if counts[row.case] > 1 and row.third else row
        for row in rows
    )
