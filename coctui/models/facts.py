"""What the card of a case says, taken from the case."""

from coctui.models.case import Case
from coctui.models.items import Ongoing, Person, Reported
from coctui.models.statement import CardFacts

ROOM_FOR_REPORTED = 400
"""Bytes of UTF-8 for who is reported: with all else the card stays under the 1 KiB to which every card is padded."""


def facts_of(case: Case) -> CardFacts:
    """The card's facts as the case stands: code name, day received, ongoing, and who is reported.

    Who is reported is given by name where one is known, else as described: that is what a colleague must judge by.
    """
    received, ongoing, reported = case.received, case.item("ongoing"), case.item("reported")
    lines = [_known_as(person) for person in case.persons if person.part == "reported person"]
    if reported is not None and reported.state == "recorded" and isinstance(reported.value, Reported) and reported.value.text:
        lines.append(reported.value.text)
    answer = ongoing.value.answer if ongoing and ongoing.state == "recorded" and isinstance(ongoing.value, Ongoing) else ""
    return CardFacts(
        code=case.code,
        third=case.access.third,
        day=received.date().isoformat() if received else "",
        ongoing=answer,
        reported=_fitting(lines),
    )


def _known_as(person: Person) -> str:
    handles = ", ".join(f"{name} on {platform}" for platform, name in person.handles.items())
    described = (person.name, handles, person.company, person.appearance, person.other)
    return " · ".join(part for part in described if part) or f"person {person.code}"


def _fitting(lines: list[str]) -> tuple[str, ...]:
    """As many lines as fit, the last one cut, so that the card never tells by its size how much there is to say."""
    left, kept = ROOM_FOR_REPORTED, list[str]()
    for line in lines:
        text = " ".join(line.split())
        raw = text.encode()[:left].decode(errors="ignore")
        if raw:
            kept.append(raw)
        left -= len(raw.encode()) + 8
        if left <= 0 or raw != text:
            break
    return tuple(kept)


def names_a_member(case: Case) -> bool:
    """Whether who is reported could be somebody on the team: then whoever steps aside keeps no masked row (DESIGN.md 3)."""
    said = " ".join(facts_of(case).reported).casefold()
    profiles = [member.profile for member in case.access.team.members.values()]
    known = (word for p in profiles for word in (p.name, p.mail, *p.handles) if len(word) > 1)
    return any(word.casefold() in said for word in known)
