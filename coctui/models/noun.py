"""What all models share: frozen, strict about fields, and silent about what they hold."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""A time beyond these is nobody's. Within them every zone and every promise can still be computed."""


def _in_utc(moment: datetime) -> datetime:
    try:
        return min(max(moment.astimezone(UTC), EARLIEST), LATEST)
    except OverflowError:
        return EARLIEST if moment.year < EARLIEST.year else LATEST


Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
"""16 bytes as hex digits: a vault, room, seat, writer, generation, invitation, attachment, person or statement."""
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 or a 32-byte public key, as hex digits. An event's link is one."""
Signature = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
Line = Annotated[str, Field(max_length=1_000)]
"""Short text typed by a person or taken from a report. Untrusted: shown through `safetext` only."""
Text = Annotated[str, Field(max_length=4_000_000)]
"""Long text, untrusted likewise. The bound is that of a mail whose body is read."""
Count = Annotated[int, Field(ge=0, lt=2**62)]
"""How many, or a place in a sequence: never below nothing, and one more still fits the file's integers."""
Span = Annotated[int, Field(ge=0, le=100_000)]
"""Hours or days of a promise; more than eleven years of hours."""
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A time with its zone, kept in UTC. One that no calendar holds (a forged `Date`) is kept as the nearest that ours does."""


class Noun(BaseModel):
    """A frozen value whose representation and errors never contain what it holds."""

    # What checks a kind of value is made when the first one is: for all of them it took 3 MB and 35 ms of each start.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    @model_validator(mode="wrap")
    @classmethod
    def _quiet(cls, data: Any, handler: ModelWrapValidatorHandler["Noun"]) -> "Noun":
        """Pydantic hides inputs, but not keys of mappings, names of fields that do not exist, or an unknown tag."""
        try:
            return handler(data)
        except ValidationError as error:
            raise _without_values(cls.__name__, error) from None

    if not TYPE_CHECKING:  # a type checker would take it for leave to set anything

        def __setattr__(self, name: str, value: object) -> None:
            # Pydantic's own refusal quotes the value.
            raise AttributeError(f"{type(self).__name__} is frozen")

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        # Also what rich and devtools would print.
        return []

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__


def _fields() -> set[str]:
    found, models = set[str](), [Noun]
    while models:
        model = models.pop()
        found.update(model.model_fields)
        models += model.__subclasses__()
    return found


def _without_values(title: str, error: ValidationError) -> ValidationError:
    """The same faults, by code and field only."""
    named = _fields()
    faults = [
        InitErrorDetails(
            type=PydanticCustomError(fault["type"], "does not fit"),
            loc=tuple(part if isinstance(part, int) or part in named else "?" for part in fault["loc"]),
            input=None,
        )
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return ValidationError.from_exception_data(title, faults, hide_input=True)
