"""What lies in a room, opened: its events by lane, its rows, and under which keys they were found."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from coctui.models.event import Event, Lane
from coctui.vault.blob import bind
from coctui.vault.room import RoomKey


class Seen(NamedTuple):
    """Of one row, what the room's hash covers: all that its link covers, so that no author or lane is changed unseen."""

    writer: bytes
    seq: int
    lane: int
    seat: bytes
    link: bytes
    digest: bytes


@dataclass(slots=True)
class RoomEvents:
    """What lies in a room, opened and checked, not yet folded."""

    lanes: dict[Lane, list[Event]] = field(default_factory=lambda: {"team": [], "access": [], "content": []})
    unsound: list[str] = field(default_factory=list)
    """Links of events that are signed but no events: kept, listed, never folded."""
    rows: list[Seen] = field(default_factory=list)
    """What was read or written of each row, in the order of the file."""
    empty: set[str] = field(default_factory=set)
    """Links of rows whose bytes are gone; each needs a strike that says so."""
    under: dict[bytes, list[str]] = field(default_factory=dict)
    """By generation, the links of the events that were found under its key: one as a rule, more where copies met."""
    keys: dict[bytes, RoomKey] = field(default_factory=dict)
    """The keys at hand, by generation: those of one's letters, and those that rotations carry along."""
    own: tuple[bytes, ...] = ()
    """The generations of one's letters."""
    sets: tuple[int, ...] = (0,)
    """The sets of letters in the room whose key is at hand."""
    closed: frozenset[str] = frozenset()
    """Links of rows in a branch that does not open, and that nobody had seen who wrote what does."""

    def __repr__(self) -> str:
        return f"<RoomEvents {len(self.rows)}>"

    @property
    def unsettled(self) -> bool:
        """Whether copies met here and nobody has brought them together: several sets of letters, or several keys."""
        return len(self.sets) > 1 or len(self.under) > 1

    def hashed(self, upto: Mapping[bytes, int] | None = None) -> bytes:
        """The hash of the room's rows, 32 bytes: the cache keeps it for what was checked.

        `upto`: of the rows that were there when the tips were these, by writer.
        """
        whole = hashlib.sha256(b"coctui rows 1")
        for row in sorted(row for row in self.rows if upto is None or row.seq <= upto.get(row.writer, 0)):
            whole.update(
                bind("row", row.writer, row.seq.to_bytes(8, "big", signed=True), bytes([row.lane & 0xFF]), *row[3:])
            )
        return whole.digest()

    def links(self) -> list[bytes]:
        """The links of all rows, in the order of the file."""
        return [row.link for row in self.rows]
