"""A member with valid keys who writes what coctui would not: the same sealing and signing, none of the rules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coctui.models.event import Body, Unknown, encode
from coctui.models.lanes import LANES
from coctui.vault.chain import NOTHING, SALT, SIGNED, Place, digest_of, link_of
from coctui.vault.door import Vault
from coctui.vault.room import RoomKey
from coctui.vault.seat import Seat
from tests.faults.sample import START


@dataclass
class Intruder:
    """Somebody on the team, with the file open and hands free."""

    vault: Vault

    def __post_init__(self) -> None:
        core = self.vault._core
        assert core is not None
        self.core, self.store, self.seat = core, core.store, core.seat

    def key(self, room: str) -> RoomKey:
        """The key of a case that they hold, or of the team."""
        id = bytes.fromhex(room)
        if self.core.team_key is not None and id == self.core.team_key.room:
            return self.core.team_key
        return self.vault._shelf.room(id).key

    def heads(self, room: str, lane: str) -> tuple[str, ...]:
        """The newest events of a lane."""
        case = self.vault._shelf.room(bytes.fromhex(room))
        return case.access_heads if lane == "access" else case.content_heads

    def change(self, key: RoomKey, link: bytes, body: Body, *, relink: bool = False) -> None:
        """Put other words into an event that lies there, whoever wrote it; `relink`: with a link that fits them."""
        row = next(r for r in self.store.events(self._n(key)) if r.link == link)
        event = next(e for e in self._events(key) if e.link == link.hex())
        raw = encode(body, event.after, event.base, event.at)
        salted = self.core.source.token(SALT) + raw
        digest = digest_of(salted)
        before = self.store.one("SELECT link FROM event WHERE writer = ? AND seq = ?", row.writer_n, row.seq - 1)
        place = Place(self.core.vault, key.room, row.lane, row.seat, row.writer, row.seq)
        new = link_of(place, before[0] if before else NOTHING, digest) if relink else link
        sealed = key.seal_event(new, salted)
        self.store.run("UPDATE event SET digest = ?, link = ?, sealed = ? WHERE n = ?", digest, new, sealed, row.n)

    def write(
        self,
        key: RoomKey,
        body: Body | Unknown | bytes,
        after: tuple[str, ...],
        base: str | None,
        *,
        seat: bytes | None = None,
        writer: bytes | None = None,
        seq: int | None = None,
        at: datetime = START,
        signer: Seat | None = None,
        lane: int | None = None,
    ) -> bytes:
        """Append an event, in anybody's name; its link."""
        row = self.row(key, body, after, base, seat=seat, writer=writer, seq=seq, at=at, signer=signer, lane=lane)
        self.store.put_event(row)
        return bytes(row[6])

    def row(
        self,
        key: RoomKey,
        body: Body | Unknown | bytes,
        after: tuple[str, ...],
        base: str | None,
        *,
        seat: bytes | None = None,
        writer: bytes | None = None,
        seq: int | None = None,
        at: datetime = START,
        signer: Seat | None = None,
        lane: int | None = None,
    ) -> Any:
        """The columns of an event as `Store.put_event` takes them."""
        seat, writer = seat or self.seat.id, writer or self.core.writer
        number = self.store.writer_number(writer)
        tip = self.store.tip(number) or (0, NOTHING)
        seq = tip[0] + 1 if seq is None else seq
        raw = body if isinstance(body, bytes) else encode(body, after, base, at)
        salted = self.core.source.token(SALT) + raw
        digest = digest_of(salted)
        if lane is None:
            lane = LANES.index(body.lane) if isinstance(body, Body) else 1
        # No seq below 0 has a form in a link.
        link = link_of(Place(self.core.vault, key.room, lane, seat, writer, max(seq, 0)), tip[1], digest)
        generation = self.store.generation_number(self._n(key), key.generation)
        signature = (signer or self.seat).sign(SIGNED, link)
        places = (self._n(key), lane, self.store.number("seat", seat), number, seq)
        return (*places, digest, link, signature, generation, key.seal_event(link, salted))

    def _n(self, key: RoomKey) -> int:
        return self.store.number("room", key.room) or 0

    def _events(self, key: RoomKey) -> list[Any]:
        read = self.core.reader().read([key], self.store.events(self._n(key)))
        return [event for lane in read.lanes.values() for event in lane]

    def leave(self) -> None:
        """Close the file without a trace of the visit in caches or anchor."""
        self.store.connection.close()
