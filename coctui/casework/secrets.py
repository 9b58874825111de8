"""What a message must not tell, by who receives it: people of the case in every form of their names, places, code names, phrases."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from coctui.casework.folded import fold, spellings
from coctui.casework.ordinary import PARTICLES, TRADES
from coctui.models.case import Case
from coctui.models.content_events import MessageKind, Received
from coctui.models.handover import consent_of
from coctui.models.items import Contact, Description, Where
from coctui.models.promise import TO_OTHERS

Looked = Literal["names", "screen names, addresses", "code names", "places that tell", "the reporter's own phrases"]
LOOKED: tuple[Looked, ...] = (
    "names", "screen names, addresses", "code names", "places that tell", "the reporter's own phrases",
)  # fmt: skip
"""What is looked for, as it is said when nothing was found of it."""
_NOBODY = frozenset({"info", "mail", "contact", "hello", "office", "team", "post", "conduct"})
"""Local parts of addresses that are no person's."""
_SAY = {
    "reporter": "people there",
    "affected person": "people there",
    "witness": "others there",
    "bystander": "others there",
    "supporter": "somebody they trust",
    "reported person": "the person concerned",
}


class Secret(NamedTuple):
    """Something that a draft is looked through for."""

    looked: Looked
    pattern: str
    """A regular expression over the folded text."""
    what: str
    """What it is, in words: `the reporter's own name`."""
    say: str
    """How else to say it."""
    soft: bool = False
    """Whether it may well be there by chance."""
    word: str = ""
    """Of a single part of a name: that word, which may be an ordinary one."""


class Known(NamedTuple):
    """A person, and what is known of them."""

    part: str
    names: tuple[str, ...]
    handles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    company: str = ""
    code: str = ""
    leave: bool = False
    """Whether they gave leave to be told of to this receiver."""


def secrets(case: Case, kind: MessageKind) -> tuple[Secret, ...]:
    """Everything in a case that a message of this kind must not tell."""
    found: list[Secret] = []
    for person in people(case, kind):
        free = _free(person.part, kind, case)
        found += [] if free else _of_person(person)
    found += [_code(words) for words in (case.code,) if fold(words).strip("- ")]
    for known in case.persons:
        # A code name tells even of who reads it: there is a record of them.
        found += _person_code(known.code)
    if kind in TO_OTHERS:
        found += _of_team(case)
        found += _of_place(case)
    return tuple(dict.fromkeys(found))


def people(case: Case, kind: MessageKind) -> Iterator[Known]:
    """Everybody in the case, the reporter also where only a mail or the contact names them."""
    told = kind == "reported person"
    for person in case.persons:
        leave = told and consent_of(case, person.id).reported == "yes"
        addresses = tuple(word for word in person.contact.split() if "@" in word)
        yield Known(person.part, (person.name,), tuple(person.handles.values()), addresses, person.company, leave=leave)
    leave = told and consent_of(case, None).reported == "yes"
    contact = case.item("contact")
    if contact is not None and isinstance(contact.value, Contact):
        value = contact.value
        yield Known("reporter", (value.name,), (), (value.address,), leave=leave)
    for event in case.reports:
        if isinstance(event.body, Received) and event.body.sender:
            name, _, rest = event.body.sender.partition("<")
            address = rest.rstrip("> ") or name
            yield Known("reporter", ("" if "@" in name else name.strip(' "'),), (), (address.strip(),), leave=leave)


def phrases(case: Case) -> tuple[str, ...]:
    """The texts whose wording would be known again: reports and what was written down of them."""
    texts: list[str] = []
    for event in case.reports:
        if isinstance(event.body, Received):
            texts += (event.body.text, event.body.html_text)
    item = case.item("description")
    if item is not None and isinstance(item.value, Description):
        texts += (item.value.account, item.value.behaviour, item.value.impact)
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def _free(part: str, kind: MessageKind, case: Case) -> bool:
    """Whether this receiver knows of that person anyway: the reporter of themself, moderators of whom to act on."""
    if kind not in TO_OTHERS:
        return part == "reporter"
    if part != "reported person":
        return False
    # Of several reported persons none is told of another.
    several = sum(person.part == "reported person" for person in case.persons) > 1
    return kind == "moderators" or not several


def _of_person(person: Known) -> Iterator[Secret]:
    whose, say, leave = _whose(person.part), _SAY.get(person.part, "somebody"), person.leave
    soft = leave or person.part == "reported person"
    for name in person.names:
        yield from _of_name(name, f"{whose} name", say, soft=soft)
    for handle in person.handles:
        yield from _of_handle(handle, f"{whose} screen name", say, soft=soft)
    for address in person.addresses:
        yield from _of_address(address, f"{whose} address", say, soft=soft)
    if person.company:
        yield from _of_company(person.company, f"{whose} employer", soft=soft)


def _whose(part: str) -> str:
    return {
        "reporter": "the reporter's own", "affected person": "an affected person's", "witness": "a witness's",
        "bystander": "a bystander's", "supporter": "a supporter's",
        "reported person": "a reported person's",
    }.get(part, "somebody's")  # fmt: skip


def _of_name(name: str, what: str, say: str, *, soft: bool) -> Iterator[Secret]:
    words = [word for word in re.split(r"[\s,.\-_]+", name) if fold(word).strip()]
    if not words:
        return
    for order in (words, [words[-1], *words[:-1]]):
        yield Secret("names", _joined(order), what, say, soft)
    for word in words:
        plain = fold(word).replace("'", "")
        if plain in PARTICLES or not plain or (len(plain) < 2):
            continue
        yield Secret("names", _joined([word]), what, say, soft, word=plain)


def _joined(words: list[str]) -> str:
    """The words of a name in any plain spelling, with or without what stands between them."""
    return r"[\W_]{0,3}".join(f"(?:{'|'.join(map(_spelled, spellings(word)))})" for word in words)


def _spelled(word: str) -> str:
    """An apostrophe in a name may be left out."""
    return re.escape(word).replace("'", "'?")


def _of_handle(handle: str, what: str, say: str, *, soft: bool) -> Iterator[Secret]:
    pieces = re.findall(r"[a-z]+|[0-9]+", fold(handle))
    if sum(map(len, pieces)) >= 3:
        yield Secret("screen names, addresses", r"[\W_]{0,2}".join(pieces), what, say, soft)


def _of_address(address: str, what: str, say: str, *, soft: bool) -> Iterator[Secret]:
    plain = fold(address.strip())
    local = plain.partition("@")[0]
    if "@" in plain:
        yield Secret("screen names, addresses", re.escape(plain), what, say, soft)
    if len(local) >= 4 and local not in _NOBODY:
        yield Secret("screen names, addresses", r"[\W_]{0,2}".join(re.findall("[a-z0-9]+", local)), what, say, soft)


def _of_company(company: str, what: str, *, soft: bool) -> Iterator[Secret]:
    words = [word for word in re.findall(r"[^\s,.&]+", company) if fold(word).strip()]
    if not words:
        return
    say = "where they work"
    yield Secret("names", _joined(words), what, say, soft)
    telling = [word for word in words if len(word) > 3 and fold(word) not in TRADES | PARTICLES]
    for word in telling[:1]:
        yield Secret("names", _joined([word]), what, say, soft=True, word=fold(word))


def _code(words: str) -> Secret:
    return Secret("code names", _joined(words.split("-")), "the code name of a case", "this matter")


def _person_code(code: str) -> Iterator[Secret]:
    if fold(code).strip():
        words = code.split()
        yield Secret("code names", _joined(["person", *words]), "a person's code name", "somebody")
        yield Secret("code names", _joined(words), "a person's code name", "somebody")


def _of_team(case: Case) -> Iterator[Secret]:
    for member in case.access.team.active.values():
        yield from _of_name(member.name, "the name of a member of the team", "the team", soft=True)


def _of_place(case: Case) -> Iterator[Secret]:
    where = case.item("where")
    if where is None or not isinstance(where.value, Where):
        return
    for words in (where.value.place, where.value.link):
        if len(fold(words).strip()) > 3:
            yield Secret(
                "places that tell", re.escape(" ".join(fold(words).split())), "the place", "the event", soft=True
            )
