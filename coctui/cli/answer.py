"""What every answer of --json is: frozen, silent about what it holds, times absolute in UTC."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


Time = Annotated[datetime, PlainSerializer(_stamp, return_type=str)]
"""`2026-12-05T14:07:00Z`"""


class Answer(BaseModel):
    """Base of all answers: frozen, and silent about what it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def __repr_args__(self) -> list[tuple[str | None, object]]:
        return []
