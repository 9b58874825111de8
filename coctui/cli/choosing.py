"""Where two copies gave different answers: both of them, by whom, and the command that says which is right."""

from collections.abc import Iterator

from coctui.casework.words import describe
from coctui.cli import answers
from coctui.cli.paper import Clock, wrap
from coctui.models import company_events as company
from coctui.models import content_events as content
from coctui.models.case import Case
from coctui.models.event import Event
from coctui.models.items import TITLES, ItemName
from coctui.models.message_events import MessageDrafted

NAMING: frozenset[ItemName] = frozenset({"contact", "reported", "others"})
"""Items that name people: their values are printed with --names only."""
WAYS = {
    "determination": ("what was decided", "determine {} OUTCOME"),
    "closed": ("whether it is closed", "close {}, or reopen {}"),
    "gloss": ("the gloss", "label {} --gloss TEXT"),
    "what": ("what it is about", "label {} --what WORD"),
    "status": ("how it stands", "label {} --status STATUS"),
    "category": ("what it is counted as", "label {} --category CATEGORY"),
    "joined": ("which case it went into", "join {} OTHER"),
}
"""What has two answers in words, and the command that gives the one that holds; `{}` is the case."""


def choices(case: Case, code: str) -> tuple[answers.Choice, ...]:
    """All that somebody has to choose from, the answer that stands until then first."""
    found = []
    for key in case.two_answers:
        register = case.registers[key]
        what, command = _way(case, key, register.event)
        said = tuple(_answer(case, key, event) for event in (register.event, *register.rivals))
        found.append(
            answers.Choice(key=choice_key(case, key), what=what, command=command.format(code, code), said=said)
        )
    return tuple(found)


def choice_rows(case: Case, code: str, clock: Clock, *, names: bool) -> Iterator[str]:
    """The same for a person to read; what names people only where names were asked for."""
    for choice, key in zip(choices(case, code), case.two_answers, strict=True):
        yield f"  ~ two answers for {choice.what}: choose"
        hidden = not names and key.startswith(("person ", *(f"item {name}" for name in NAMING)))
        for each in choice.said:
            by = f"{each.by}, {clock.stamp(each.at.timestamp())}: "
            yield from (
                f"      {row.strip()}" for row in wrap(by + ("not shown without --names" if hidden else each.said), 6)
            )
        yield f"    coctui {choice.command}"


def choice_key(case: Case, key: str) -> str:
    """Which register has two answers; a person is told by code name, never by id."""
    word, _, id = key.partition(" ")
    if word not in ("person", "consent") or id == "reporter":
        return key.partition(" ")[0] if word in ("tied", "draft") else key
    return next((f"{word} {person.code}" for person in case.persons if person.id == id), word)


def _way(case: Case, key: str, event: Event) -> tuple[str, str]:
    word, _, which = choice_key(case, key).partition(" ")
    match word, event.body:
        case "item", content.ItemRecorded(value=value):
            return f"“{TITLES[value.item]}”", f"item {{}} {value.item}"
        case "assigned", _:
            return ("who leads" if which == "lead" else f"who has the {which}"), (
                "assign {} MEMBER" + ("" if which == "lead" else f" --duty {which}")
            )
        case "person", _:
            return f"person {which}", f"person {{}} {which} --set FACT=VALUE"
        case "consent", _:
            return f"leave of {which}", "consent {}" + ("" if which == "reporter" else f" --person {which}")
        case "tied", _:
            return "whether it belongs to another case", "tie {} OTHER"
        case "draft", MessageDrafted(message=message):
            return f"the text for {message}", f"message keep {{}} {message}"
        case _:
            return WAYS.get(word, (word, "show {}"))


def _answer(case: Case, key: str, event: Event) -> answers.GivenAnswer:
    member = case.access.team.members.get(event.seat)
    return answers.GivenAnswer(by=member.name if member else "", at=event.at, said=_said(case, key, event))


def _said(case: Case, key: str, event: Event) -> str:
    team = case.access.team
    match event.body:
        case content.ItemRecorded() as item:
            return told_item(item) if item.state == "recorded" else item.state
        case content.Determined(outcome=outcome, text=text):
            return f"{outcome}. {text}" if text else outcome
        case content.Assigned(seat=seat) if seat:
            return team.members[seat].name if seat in team.members else "somebody"
        case content.Assigned() | company.SteppedBack():
            return "nobody"
        case content.Labelled() as label:
            return str(getattr(label, key, "") or "none")
        case content.PersonChanged(person=person):
            facts = person.model_dump(exclude={"id", "code"}, exclude_defaults=True)
            return " · ".join(str(fact) for fact in facts.values())
        case _:
            told = describe(event, team)
            return f"{told.title}, {told.detail}" if isinstance(event.body, company.Consent) else told.title


def told_item(item: content.ItemRecorded) -> str:
    """What is recorded for an item, field by field."""
    values = item.value.model_dump(exclude={"item"})
    told = [
        str(value) for field, value in values.items() if value and not isinstance(value, bool) and value != "unknown"
    ]
    return "\n".join(told) if any("\n" in text or len(text) > 60 for text in told) else " · ".join(told) or "recorded"
