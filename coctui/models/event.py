"""One signed event: what all kinds share, and the bytes it is made of once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Literal

from coctui.models.noun import Count, Hash, Id, Noun

Lane = Literal["team", "access", "content"]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the time of an event whose words were taken out; its strike says the time."""


class Tally(Noun):
    """How many events the room held before this one, and the hash of their sorted links: fewer is damage."""

    count: Count
    links: Hash
    content: tuple[Hash, ...] = ()
    """The newest events of the content lane among them, which `after` does not name: so all of them can be found."""


class Letters(Noun):
    """The set of letters that an event wrote anew, and the card beside them."""

    generation: Id
    number: Count
    """Card number, raised by one with every set."""
    seats: tuple[Id, ...]
    """Whom the letters are addressed to; a seat that joins later writes its own (VAULT.md 1)."""
    digest: Hash
    """Hash of all letters and of the sealed card."""
    facts: Hash | Literal[""] = ""
    """The digest of what the card says; the team room has none. No words: a strike must reach all of them."""


class Body(Noun):
    """What an event says. `kind` ends in the version of its fields; a default is part of that version."""

    lane: ClassVar[Lane] = "content"
    kind: str


class Keyed(Body):
    """An event that writes letters, and counts the room; the vault fills both in when it seals the event."""

    letters: Letters | None = None
    tally: Tally | None = None


class Unknown(Noun):
    """An event of a kind that a newer coctui wrote: kept as it came, never folded."""

    kind: str
    payload: dict[str, Any]


class Struck(Noun):
    """An event whose words were taken out by a strike: only its clear columns are left."""

    kind: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A body with its place: who wrote it, where, after what. `link` is its identity, 64 hex digits."""

    link: str
    room: str
    lane: Lane
    seat: str
    writer: str
    seq: int
    after: tuple[str, ...]
    """Links of all newest events of its lane that the author had."""
    base: str | None
    """Newest event of the lane above (content: access, access: team) that it was written under."""
    at: datetime
    body: Body | Unknown | Struck

    def __repr__(self) -> str:
        return f"<Event {self.link[:8]} {self.lane}>"

    @property
    def time(self) -> float:
        """When its author's clock says it was written, seconds since 1970 UTC."""
        return self.at.timestamp()


def stamp(at: datetime) -> str:
    """A time as the events write it: RFC 3339 in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
"""The one way in which an event is written down: keys sorted, no spaces, no numbers that JSON does not have."""


def encode(body: Body | Unknown, after: tuple[str, ...], base: str | None, at: datetime) -> bytes:
    """The canonical bytes of an event, made once and kept: keys sorted, no spaces, UTF-8, defaults left out."""
    if isinstance(body, Unknown):
        payload: Mapping[str, Any] = body.payload
    else:
        payload = body.model_dump(mode="json", exclude={"kind"}, exclude_defaults=True)
    envelope = {"after": sorted(set(after)), "at": stamp(at), "base": base, "kind": body.kind, "payload": payload}
    return CANONICAL.encode(envelope).encode()
