"""Bodies of every kind and values of every model, derived from the models: a new field is tested from its first day."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel

from coctui.models import noun
from coctui.models.event import Body, Unknown
from coctui.models.kinds import KINDS

Strategies = Mapping[str, SearchStrategy[Any]]
"""What to draw in place of any `id`, any `hash` or any `text`."""

# pydantic refuses lone surrogates; all else a mail may hold is here: control characters, quotes, other scripts.
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(8999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # zones beside
HEX = "0123456789abcdef"


def hexes(length: int) -> SearchStrategy[str]:
    """So many hex digits."""
    return st.text(HEX, min_size=length, max_size=length)


def values(kind: Any, given: Strategies | None = None) -> SearchStrategy[Any]:
    """Values of an annotation as pydantic would accept them."""
    given = given or {}
    if (named := _named(kind)) is not None:
        drawn = {
            "id": hexes(32), "hash": hexes(64), "signature": hexes(128), "text": TEXT, "moment": MOMENTS,
            "count": st.integers(0, 2**62 - 1) | st.integers(0, 9), "span": st.integers(0, 100_000),
        }  # fmt: skip
        return given.get(named, drawn[named])
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return models(kind, given)
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return values(parts[0], given)
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in {Union, UnionType}:
        return st.one_of(*(values(part, given) for part in parts))
    if origin is tuple:
        return st.lists(values(parts[0], given), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(values(parts[0], given), values(parts[1], given), max_size=3)
    return {NoneType: st.none(), bool: st.booleans(), Any: st.integers(), str: TEXT}[kind]


def _named(kind: Any) -> str | None:
    """Which of the shared nouns an annotation is."""
    table = {
        noun.Id: "id", noun.Hash: "hash", noun.Signature: "signature", noun.Line: "text", noun.Text: "text",
        noun.Moment: "moment", noun.Count: "count", noun.Span: "span",
    }  # fmt: skip
    return next((name for known, name in table.items() if kind is known or kind == known), None)


def fields(model: type[BaseModel]) -> dict[str, Any]:
    """A model's fields with all that their annotations say."""
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def models(model: type[BaseModel], given: Strategies | None = None) -> SearchStrategy[Any]:
    """Instances of a model."""
    if model is Unknown:
        return st.builds(Unknown, kind=TEXT.filter(lambda kind: kind not in KINDS), payload=payloads())
    return st.builds(model, **{name: values(kind, given) for name, kind in fields(model).items()})


def payloads() -> SearchStrategy[dict[str, Any]]:
    """What an event of a newer version may hold: any JSON object."""
    leaves = st.none() | st.booleans() | st.integers() | TEXT | st.floats(allow_nan=False, allow_infinity=False)
    json = st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6
    )
    return st.dictionaries(TEXT, json, max_size=3)


def bodies(
    given: Strategies | None = None, *, wanted: Callable[[type[Body]], bool] = lambda _: True
) -> SearchStrategy[Any]:
    """Bodies of every kind that is wanted."""
    return st.one_of(*(models(kind, given) for kind in KINDS.values() if wanted(kind)))


def every_model() -> Iterator[type[noun.Noun]]:
    """Every model below `Noun` that has been imported."""
    waiting = [noun.Noun]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if model is not noun.Noun and model.__module__.startswith("coctui.models."):
            yield model


def filled(kind: Any, text: Callable[[str], str], path: str = "") -> Any:
    """One value of an annotation, every free text in it made by `text` from the path of its field."""
    named = _named(kind)
    if named is not None:
        fixed = {"id": "0" * 32, "hash": "0" * 64, "signature": "0" * 128, "moment": datetime(2026, 12, 5, tzinfo=UTC)}
        return text(path) if named == "text" else fixed.get(named, 1)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind(**{name: filled(inner, text, f"{kind.__name__}.{name}") for name, inner in fields(kind).items()})
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated or origin in {Union, UnionType}:
        return filled(parts[0], text, path)
    if origin is Literal:
        return parts[-1]
    if origin is tuple:
        return (filled(parts[0], text, path),)
    if origin is dict:
        return {filled(parts[0], text, f"{path} key"): filled(parts[1], text, path)}
    return {bool: True, Any: text(path), str: text(path)}[kind]
