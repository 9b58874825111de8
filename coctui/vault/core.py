"""What every part of an unlocked vault works with: the file, the seat, the team, and the pen that appends events."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coctui.models.event import Body, Event, Lane, encode
from coctui.models.kinds import decode
from coctui.models.lanes import LANES
from coctui.models.roster import Team
from coctui.models.statement import Said, Statement
from coctui.vault.chain import NOTHING, SALT, SIGNED, Place, digest_of, link_of
from coctui.vault.own import Own
from coctui.vault.reading import STATEMENT, Reader
from coctui.vault.room import RoomKey, case_room
from coctui.vault.roomevents import RoomEvents, Seen
from coctui.vault.seat import PublicKeys, Seat
from coctui.vault.source import Source
from coctui.vault.store import Store
from coctui.vault.trail import Tip, seat_keys


class Written(NamedTuple):
    """An event as it was appended."""

    event: Event
    row: Seen


@dataclass(slots=True)
class Core:
    """One open file, seen from one seat."""

    store: Store
    vault: bytes
    seat: Seat
    source: Source
    writer: bytes
    own: Own
    team: Team = field(default_factory=Team)
    team_key: RoomKey | None = None
    leaves: bool = False
    """Whether keys or letters are being replaced that a copy still has."""
    team_events: RoomEvents | None = None
    """What lies in the team's room, as it was last read."""
    _read: tuple[int, Reader] | None = None
    """The newest reader, and the version of the file that it knows the seats of."""
    way: tuple[bytes, int] | None = None
    """Row id and kind of the slot that this seat was opened with."""

    def __repr__(self) -> str:
        return f"<Core {self.seat.id.hex()}>"

    @property
    def me(self) -> str:
        """This seat's id."""
        return self.seat.id.hex()

    def reader(self) -> Reader:
        """A reader with the keys of all seats that the file knows now."""
        version = self.store.version()
        if self._read is None or self._read[0] != version:
            self._read = version, Reader(self.vault, seat_keys(self.store))
        return self._read[1]

    def put_seat(self, keys: PublicKeys) -> None:
        """Add a seat's public keys, inside `Store.writing()`; the next reader knows them."""
        self.store.run("INSERT INTO seat (id, box, sign) VALUES (?, ?, ?)", keys.seat, keys.box, keys.sign)
        # The version of the file tells what others wrote, not what we do.
        self._read = None

    def drop_seat(self, id: bytes) -> None:
        """Take out the seat of an invitation, inside `Store.writing()`."""
        self.store.run("DELETE FROM seat WHERE id = ?", id)
        self._read = None

    def seats_changed(self) -> None:
        """The next reader reads all seats anew."""
        self._read = None

    def forget_team(self) -> None:
        """The team's room is to be opened and read anew."""
        self.team_key, self.team_events, self.team = None, None, Team()

    def next_room(self) -> bytes:
        """The id of the case room that the next event of this writer would open."""
        return case_room(self.vault, self.seat.id, self.writer, self.next_seq())

    def next_seq(self) -> int:
        """The sequence number of this writer's next event."""
        tip = self.store.tip(self.store.writer_number(self.writer))
        return tip[0] + 1 if tip else 1

    def append(self, key: RoomKey, room: int, body: Body, after: Sequence[str], base: str | None) -> "Written":
        """Seal, sign and append one event at the end of this writer's chain; only inside `Store.writing()`."""
        at = self.source.now()
        writer, seat = self.store.writer_number(self.writer), self.store.number("seat", self.seat.id)
        tip = self.store.tip(writer)
        seq, before = (tip[0] + 1, tip[1]) if tip else (1, NOTHING)
        lane = LANES.index(body.lane)
        raw = encode(body, tuple(after), base, at)
        # Made once and kept; read back at once, so that what we fold is what everybody will read.
        kept, kept_after, kept_base, kept_at = decode(raw, body.lane)
        salted = self.source.token(SALT) + raw
        digest = digest_of(salted)
        link = link_of(Place(self.vault, key.room, lane, self.seat.id, self.writer, seq), before, digest)
        generation = self.store.generation_number(room, key.generation)
        signature = self.seat.sign(SIGNED, link)
        self.store.put_event(
            (room, lane, seat or 0, writer, seq, digest, link, signature, generation, key.seal_event(link, salted))
        )
        named: Lane = body.lane
        event = Event(
            link.hex(), key.room.hex(), named, self.me, self.writer.hex(), seq, kept_after, kept_base, kept_at, kept
        )
        return Written(event, Seen(self.writer, seq, lane, self.seat.id, link, digest))

    def state(
        self, room: bytes, said: Said, *, number: int = 0, facts: str = "0" * 64, target: str | None = None
    ) -> Statement:
        """A signed statement of this seat."""
        statement = Statement(
            vault=self.vault.hex(), room=room.hex(), number=number, seat=self.me, facts=facts, said=said, target=target,
            at=self.source.now(), id=self.source.id(),
        )  # fmt: skip
        signature = self.seat.sign(STATEMENT, statement.signed_bytes())
        return statement.model_copy(update={"signature": signature.hex()})

    def own_tip(self) -> dict[bytes, Tip]:
        """The tip of this writer, which needs no checking by who just wrote it."""
        tip = self.store.tip(self.store.number("writer", self.writer) or 0)
        return {self.writer: Tip(*tip)} if tip else {}
