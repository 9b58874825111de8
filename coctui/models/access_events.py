"""What can happen to who may open a case: the events of the access lane (VAULT.md 4)."""

from typing import Literal

from coctui.models.event import Keyed
from coctui.models.noun import Count, Hash, Id, Line
from coctui.models.statement import Statement


class AccessBody(Keyed):
    """An event of the access lane of a case."""

    lane = "access"


class Opened(AccessBody):
    """A case was opened; its opener is the first holder."""

    kind: Literal["opened/1"] = "opened/1"
    code: Line
    """Two words; a third, `third`, is shown to who sees two cases with the same pair."""
    third: Line


class Asked(AccessBody):
    """A member was asked about a conflict."""

    kind: Literal["asked/1"] = "asked/1"
    seat: Id


class Admitted(AccessBody):
    """A member was let in, on their own statement or on their word by voice."""

    kind: Literal["admitted/1"] = "admitted/1"
    seat: Id
    statement: Statement | None = None
    """`None`: told by voice, to be confirmed on the card."""


class Noted(AccessBody):
    """A member's statement "step aside" was taken up: a recusal."""

    kind: Literal["noted/1"] = "noted/1"
    statement: Statement
    cut: dict[Id, Count] = {}


class Recused(AccessBody):
    """The author stepped aside. No reason is asked and none has a place here."""

    kind: Literal["recused/1"] = "recused/1"
    cut: dict[Id, Count] = {}


class Excluded(AccessBody):
    """A member is kept from the case; one who was cleared only on the word of two others."""

    kind: Literal["excluded/1"] = "excluded/1"
    seat: Id
    cut: dict[Id, Count] = {}
    motion: Statement | None = None


class StandInNamed(AccessBody):
    """An organizer was named as temporary lead for this case, and asked like anybody."""

    kind: Literal["stand-in/1"] = "stand-in/1"
    seat: Id


class Rotated(AccessBody):
    """The case has a new key; the keys that it replaces are carried along."""

    kind: Literal["rotated/1"] = "rotated/1"
    previous: dict[Id, Hash]


class Lettered(AccessBody):
    """The letters and the card were written anew: one was damaged, or the card's facts changed."""

    kind: Literal["lettered/1"] = "lettered/1"


ACCESS_BODIES: tuple[type[AccessBody], ...] = (
    Opened, Asked, Admitted, Noted, Recused, Excluded, StandInNamed, Rotated, Lettered,
)  # fmt: skip
