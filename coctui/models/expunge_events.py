"""An expunged case: what its entries said is gone, the fact that they were there stays, with the figures (VAULT.md 3)."""

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

from coctui.models.event import CANONICAL, Body
from coctui.models.noun import Count, Hash, Id, Line, Moment, Noun
from coctui.models.statement import Statement

Why = Literal["retention", "request"]
"""The time for which cases are kept is over, or somebody whom it concerns asked for it."""


class Gone(Noun):
    """What is left of one expunged entry: its place, and what of it can be counted."""

    link: Hash
    after: tuple[Hash, ...]
    at: Moment
    struck: Line
    """Kind of the entry."""
    characters: Count = 0
    """How much was taken out, in characters."""
    files: tuple[Id, ...] = ()
    """Attachments that went with it."""
    left: dict[str, Any] | None = None
    """Its fields without words of anybody (`wordless.py`); `None` where nothing of it is counted."""


class Expunged(Body):
    """Two members took the words of a case out for good."""

    kind: Literal["expunged/1"] = "expunged/1"
    why: Why
    gone: tuple[Gone, ...] = ()
    motion: Statement | None = None
    """The other member's word; filled in by the vault, as the entries are."""


def gone_digest(gone: Iterable[Gone]) -> str:
    """What a motion to expunge is about: exactly these entries and figures.

    None that came later goes with them, and once the words are gone two members vouch for what is left.
    """
    listed = [one.model_dump(mode="json") for one in sorted(gone, key=lambda one: one.link)]
    return hashlib.sha256(b"coctui expunge 1" + CANONICAL.encode(listed).encode()).hexdigest()


EXPUNGE_BODIES: tuple[type[Body], ...] = (Expunged,)
