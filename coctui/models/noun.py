"""What all models share: frozen, strict about fields, and silent about what they hold."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
"""16 bytes as hex digits: a vault, room, seat, writer, generation, invitation, attachment, person or statement."""
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 or a 32-byte public key, as hex digits. An event's link is one."""
Signature = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
Line = Annotated[str, Field(max_length=1_000)]
"""Short text typed by a person or taken from a report. Untrusted: shown through `safetext` only."""
Text = Annotated[str, Field(max_length=4_000_000)]
"""Long text, untrusted likewise. The bound is that of a mail whose body is read."""


class Noun(BaseModel):
    """A frozen value whose representation and errors never contain what it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__
