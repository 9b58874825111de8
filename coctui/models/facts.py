"""What the card of a case says, taken from the case."""

import json
from itertools import accumulate

from coctui.models.case import Case
from coctui.models.items import Ongoing, Person, Reported
from coctui.models.roster import Team
from coctui.models.statement import CardFacts

ROOM_FOR_REPORTED = 400
"""Bytes of JSON for who is reported: with all else the card stays under the 1 KiB to which every card is padded."""
ROOM_FOR_CODE, ROOM_FOR_THIRD = 48, 24
"""The same for the code name, whose words come from lists of ours and are half as long, unless somebody forged them."""


def facts_of(case: Case) -> CardFacts:
    """The card's facts as the case stands: code name, day received, ongoing, and who is reported.

    Who is reported is given by name where one is known, else as described: that is what a colleague must judge by.
    """
    received, ongoing, reported = case.received, case.item("ongoing"), case.item("reported")
    lines = [_known_as(person) for person in case.persons if person.part == "reported person"]
    if (
        reported is not None
        and reported.state == "recorded"
        and isinstance(reported.value, Reported)
        and reported.value.text
    ):
        lines.append(reported.value.text)
    answer = (
        ongoing.value.answer if ongoing and ongoing.state == "recorded" and isinstance(ongoing.value, Ongoing) else ""
    )
    return CardFacts(
        code=_cut(case.code, ROOM_FOR_CODE),
        third=_cut(case.access.third, ROOM_FOR_THIRD),
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
        if not text:
            continue
        part = _cut(text, left)
        if part:
            kept.append(part)
        left -= _size(part) + 1  # and a comma
        if part != text:
            break
    return tuple(kept)


def _size(text: str) -> int:
    """Bytes of a string as the card holds it: a quote takes two, a control character six."""
    return len(json.dumps(text, ensure_ascii=False).encode())


def _cut(text: str, room: int) -> str:
    """As much of the text as fits into so many bytes of JSON."""
    if _size(text) <= room:
        return text
    sizes = accumulate(_size(character) - 2 for character in text[:room])
    return text[: sum(1 for size in sizes if size <= room - 2)]


def names_a_member(case: Case) -> bool:
    """Whether who is reported in a case could be somebody on the team."""
    return names_a_member_among(facts_of(case).reported, case.access.team)


def names_a_member_among(reported: tuple[str, ...], team: Team) -> bool:
    """Whether a member's name, address or handle occurs in what is said of who is reported.

    Whoever steps aside from such a case keeps no masked row (DESIGN.md 3).
    """
    said = " ".join(reported).casefold()
    profiles = [member.profile for member in team.members.values()]
    known = (word for p in profiles for word in (p.name, p.mail, *p.handles) if len(word) > 1)
    return any(word.casefold() in said for word in known)
