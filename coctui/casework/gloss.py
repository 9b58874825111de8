"""The gloss: a harmless hint beside a code name, checked to hold no name, room, talk or time (DESIGN.md 3)."""

import re
import unicodedata

from coctui.casework.result import Refused, refuse
from coctui.casework.text import cut_line
from coctui.models.case import Case
from coctui.models.content_events import Received
from coctui.models.items import Contact, Person, Where
from coctui.models.roster import Team

LONGEST = 24
"""Letters, so that the list keeps its columns."""

_SHORT = 3
"""A word of a name or a place counts from this many letters on; shorter ones would refuse half the dictionary."""

_ORDINARY_WORDS = """\
the and for with from near our your their this that room channel talk session hall chat table desk stage video
online person people mail form main side first last com org net www http https
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
"""Words in the description of a place that name no place."""

_TIMES_WORDS = """\
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december today yesterday tomorrow tonight morning noon afternoon evening midnight
clock
"""
_TIMES = frozenset(_TIMES_WORDS.split())

_NOT_PLAIN = re.compile(r"[@#/\\<>{}\[\]]|\w\.\w|://")
"""Signs of a handle, a channel, an address."""


def check(gloss: str, case: Case | None = None, team: Team | None = None) -> Refused | None:
    """Why this gloss may not stand, or `None`. It looks at what this case knows, and at the names of the team."""
    text = cut_line(gloss)
    if len(text) > LONGEST:
        return refuse("gloss-long")
    if any(character.isnumeric() for character in text) or _TIMES & _words(text):
        return refuse("gloss-time")
    if _NOT_PLAIN.search(text):
        return refuse("gloss-place")
    names, places = _known(case, team or (case.access.team if case else None))
    if names & _words(text):
        return refuse("gloss-name")
    if places & _words(text):
        return refuse("gloss-place")
    return refuse("gloss-capital") if any(character.isupper() for character in text[1:]) else None


def _known(case: Case | None, team: Team | None) -> tuple[set[str], set[str]]:
    """Words of the names and handles, and of the places, that this case knows; names of the team with them."""
    names: set[str] = set()
    places: set[str] = set()
    if team is not None:
        for member in team.members.values():
            names |= _telling(member.name, *member.profile.handles)
    if case is None:
        return names, places
    for person in case.persons:
        names |= _telling(*_of_person(person))
    for event in case.reports:
        if isinstance(event.body, Received):
            names |= _telling(event.body.sender)
    contact, where = case.item("contact"), case.item("where")
    if contact is not None and isinstance(contact.value, Contact):
        names |= _telling(contact.value.name, contact.value.address)
    if where is not None and isinstance(where.value, Where):
        places |= _telling(where.value.place, where.value.link) - _ORDINARY
    return names, places


def _of_person(person: Person) -> tuple[str, ...]:
    return (person.name, person.company, *person.handles.values())


def _telling(*texts: str) -> set[str]:
    return {word for text in texts for word in _words(text) if len(word) >= _SHORT} - {
        "com",
        "org",
        "net",
        "the",
        "and",
    }


def _words(text: str) -> set[str]:
    """The words of a text as one compares them: small letters, accents taken off, possessive s taken off."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"['’]s\b", "", plain)
    return set(re.findall(r"[^\W\d_]+", plain))
