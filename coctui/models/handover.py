"""What was handed over in a case and not accepted yet, and which duties lie with nobody since somebody stepped back."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from coctui.models.case import Case
from coctui.models.company_events import Consent, HandedOver, HandOverLine, JoinedCases, SteppedBack, TakenOver, Tied
from coctui.models.content_events import Assigned, Duty


@dataclass(frozen=True, slots=True)
class Offer:
    """A hand-over as far as it is not accepted: its lines by their number, from 0."""

    link: str
    giver: str
    seat: str
    time: float
    lines: Mapping[int, HandOverLine]


def offers(case: Case) -> tuple[Offer, ...]:
    """Hand-overs with lines that nobody accepted, between members who both still hold the case; oldest first."""
    taken: dict[str, set[int]] = {}
    for event in case.entries:
        if isinstance(event.body, TakenOver):
            taken.setdefault(event.body.handed, set()).update(event.body.lines)
    found: list[Offer] = []
    for event in case.entries:
        body = event.body
        if isinstance(body, HandedOver) and body.seat in case.access.cleared:
            left = {place: line for place, line in enumerate(body.lines) if place not in taken.get(event.link, ())}
            if left:
                found.append(Offer(event.link, event.seat, body.seat, event.time, left))
    return tuple(found)


def to_take(case: Case, seat: str) -> tuple[Offer, ...]:
    """What is offered to a member."""
    return tuple(offer for offer in offers(case) if offer.seat == seat)


def given_back(case: Case, but: str = "") -> tuple[Duty, ...]:
    """Duties that somebody, other than `but`, stepped back from and nobody took since: they go to whoever says yes."""
    open_: dict[Duty, str] = {}
    for event in case.entries:
        if isinstance(event.body, SteppedBack):
            open_.update(dict.fromkeys(event.body.duties, event.seat))
        elif isinstance(event.body, Assigned):
            open_.pop(event.body.duty, None)
    return tuple(duty for duty, seat in open_.items() if seat != but)


def consent_of(case: Case, person: str | None) -> Consent:
    """What somebody gave leave for, as last recorded; the reporter is `None`."""
    register = case.registers.get(f"consent {person or 'reporter'}")
    return register.body if register and isinstance(register.body, Consent) else Consent(person=person)


def ties(case: Case) -> frozenset[str]:
    """Rooms of the cases that this one is tied to, as far as its own events say."""
    bodies = [register.body for key, register in case.registers.items() if key.startswith("tied ")]
    return frozenset(body.other for body in bodies if isinstance(body, Tied) and body.on)


def joined_into(case: Case) -> str | None:
    """The room of the case that this one went into."""
    register = case.registers.get("joined")
    body = register.body if register else None
    return body.other if isinstance(body, JoinedCases) and body.into else None


def took_in(case: Case) -> frozenset[str]:
    """Rooms of the cases that went into this one."""
    found = [event.body for event in case.entries if isinstance(event.body, JoinedCases)]
    return frozenset(body.other for body in found if not body.into)


def near(case: Case) -> frozenset[str]:
    """Rooms of all cases of which this one's own events speak."""
    found = (event.body for event in case.entries if isinstance(event.body, Tied | JoinedCases))
    return frozenset(body.other for body in found)


def as_seen(case: Case, held: Container[str]) -> Case:
    """The case as a reader sees it who holds these rooms: without a tie to another one, or a joining, as if it had never been.

    Who was let into one of the two later is not to know that there is another.
    """
    bodies = ((event.link, event.body) for event in case.entries)
    gone = {link for link, body in bodies if isinstance(body, Tied | JoinedCases) and body.other not in held}
    if not gone:
        return case
    registers = {key: register for key, register in case.registers.items() if register.event.link not in gone}
    return replace(case, entries=tuple(event for event in case.entries if event.link not in gone), registers=registers)
