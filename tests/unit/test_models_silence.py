"""No model says what it holds: not in its representation, not in an error, whatever the field."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from rich.pretty import pretty_repr

import coctui.models
from coctui.models.access_events import Opened
from coctui.models.content_events import CONTENT_BODIES
from coctui.models.event import Unknown
from coctui.models.items import ItemValue, Person
from coctui.models.line import walk
from coctui.models.listing import row_of
from coctui.models.noun import Noun
from coctui.models.order import Sight, order
from coctui.models.piece import Rules
from coctui.models.promise import promises
from coctui.models.roster import Profile
from coctui.models.team_events import Founded, Invited
from tests.bodies import every_model, fields, filled
from tests.histories import History, id_of, invitation_of, keys_of

# All modules first: a model that is not imported is not tested.
for module in pkgutil.iter_modules(coctui.models.__path__):
    importlib.import_module(f"coctui.models.{module.name}")
NOUNS = sorted(every_model(), key=lambda model: model.__name__)
CANARY = "canary"


def spoken(value: object) -> str:
    """All that a traceback, a log line or a pretty printer would show of a value."""
    return " ".join((repr(value), str(value), f"{value}", f"{value!r:>4}", pretty_repr(value, expand_all=True)))


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_a_noun_shows_nothing(model: type[Noun]) -> None:
    """A canary in every free text of every model, however deep, is not in what the model says of itself."""
    whole = filled(model, lambda path: f"{CANARY} {path}")
    assert not fields(model) or isinstance(whole, model)
    assert CANARY not in spoken(whole)
    assert CANARY not in spoken([whole, {"key": whole}])


def free_texts(model: type[Noun]) -> int:
    """How many canaries an instance of a model holds."""
    text: str = filled(model, lambda _: CANARY).model_dump_json()
    return text.count(CANARY)


def test_the_canaries_reach_the_fields() -> None:
    """The test above would notice: texts, keys of mappings and nested values are filled."""
    assert free_texts(Person) == 11
    assert sum(map(free_texts, NOUNS)) > 80


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_no_error_quotes_a_value(model: type[Noun]) -> None:
    """Wrong values, keys of mappings, tags of unions and fields that do not exist are named by code and field only."""
    whole = filled(model, lambda _: "")
    sound = {name: getattr(whole, name) for name in fields(model)}
    strange: list[Any] = [
        CANARY * 700_000,
        [CANARY],
        {CANARY: CANARY},
        {CANARY: {CANARY: 1}},
        {"item": CANARY},
        {"kind": CANARY},
    ]
    wrong = [{CANARY: CANARY}, {**sound, CANARY: 1}, *({**sound, name: value} for name in sound for value in strange)]
    ways = [lambda given: model(**given), model.model_validate, TypeAdapter(model).validate_python]
    for error in (fault for values in wrong for way in ways if (fault := refusal(way, values)) is not None):
        assert CANARY not in spoken(error)
        assert CANARY not in repr(error.errors())
        assert CANARY not in error.json()
        assert error.error_count() > 0


def refusal(way: Callable[[dict[str, Any]], object], values: dict[str, Any]) -> ValidationError | None:
    """How a model refuses values, `None` where it takes them."""
    try:
        way(values)
    except ValidationError as error:
        return error
    return None


def test_an_error_still_says_which_field_and_why() -> None:
    """Rules tell a text that is too long from a value that is none of those allowed."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(ItemValue).validate_python({"item": "when", "text": "a" * 1001, "precision": "perhaps"})
    assert [(fault["type"], fault["loc"][-1]) for fault in caught.value.errors()] == [
        ("string_too_long", "text"),
        ("literal_error", "precision"),
    ]


def test_a_frozen_noun_says_nothing_when_it_is_written_to() -> None:
    """Also the refusal to change a value does not quote it."""
    person = filled(Person, lambda _: "")
    with pytest.raises(AttributeError) as caught:
        person.name = CANARY
    assert CANARY not in spoken(caught.value)
    assert person.name == ""


def history_of_canaries() -> History:
    """A team and a case in which every free text is a canary."""

    def text(path: str) -> str:
        return f"{CANARY} {path}"

    profile = filled(Profile, text)
    founded = Founded(
        format=1,
        conference=CANARY,
        first_day=CANARY,
        last_day=CANARY,
        zone=CANARY,
        keys=keys_of("Noor"),
        profile=profile,
        roles=("chair",),
    )
    history = History()
    history.write("Noor", founded)
    history.write("Noor", Invited(invitation=invitation_of(CANARY, "lead")))
    history.write("Noor", Opened(code=CANARY, third=CANARY))
    for kind in CONTENT_BODIES:
        history.write("Noor", filled(kind, text))
    history.write("Noor", Unknown(kind=f"{CANARY}/9", payload={CANARY: CANARY}))
    return history


def within(value: object) -> Iterator[object]:
    """A value and all that it holds, of dataclasses, tuples and mappings."""
    yield value
    if dataclasses.is_dataclass(value):
        for part in dataclasses.fields(value):
            yield from within(getattr(value, part.name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from within(inner)
    elif isinstance(value, tuple | list | frozenset):
        for inner in value:
            yield from within(inner)


def test_a_fold_shows_ids_and_numbers_only() -> None:
    """Team, access, case and events, and every object in them: no word of a report, no name of a member."""
    history = history_of_canaries()
    case = history.case
    assert len(case.entries) == len(CONTENT_BODIES) + 2
    found = [value for value in within((case, promises(case))) if dataclasses.is_dataclass(value)]
    assert {type(value).__name__ for value in found} >= {
        "Case", "Access", "Team", "Member", "Invite", "Event", "Register", "Order", "Standing", "Promise",
    }  # fmt: skip
    for value in (*found, row_of(case, id_of("Noor")), fold_of(history), Sight(order(history.content_lane))):
        assert CANARY not in spoken(value)
    assert id_of("Noor") in spoken(history.team.members[id_of("Noor")])


def fold_of(history: History) -> object:
    """The walk of a lane, with the state in it."""
    return walk(
        history.team,
        [],
        Rules(lambda *_: None, lambda *_: None, *(lambda *_: False,) * 4, lambda *_: 0, lambda _: False),
    )
