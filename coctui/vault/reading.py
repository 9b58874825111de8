"""From a room's rows to its events: every row opened, every digest, statement and tally checked (VAULT.md 1, 3)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from typing import NamedTuple

from coctui.models import access_events as access_kinds
from coctui.models import team_events as team_kinds
from coctui.models.event import EPOCH, Body, Event, Keyed, Lane, Struck, Tally, Unknown
from coctui.models.expunge_events import Expunged
from coctui.models.kinds import Unsound, decode
from coctui.models.statement import Signed, Statement
from coctui.vault.blob import Unreadable, bind
from coctui.vault.chain import SALT, digest_of
from coctui.vault.errors import Damaged, PutBack
from coctui.vault.room import RoomKey, case_room
from coctui.vault.seat import PublicKeys, verify
from coctui.vault.store import EventRow

STATEMENT = "coctui statement 1"
CARD = "coctui card 1"
INVITED = "coctui invitation 1"
MOST_STATES = 100_000
"""How many states of a room are tried for a tally: two copies that met take some hundreds."""
LANE_OF: dict[int, Lane] = {0: "team", 1: "access", 2: "content"}


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


def tally_of(links: Iterable[bytes]) -> Tally:
    """How many events, and the hash of their sorted links."""
    ordered = sorted(links)
    return Tally(count=len(ordered), links=hashlib.sha256(b"coctui tally 1" + b"".join(ordered)).hexdigest())


class Reader(NamedTuple):
    """Opens the events of one vault: its id and the public keys of its seats."""

    vault: bytes
    keys: Mapping[bytes, PublicKeys]

    def read(self, key: RoomKey, rows: list[EventRow]) -> RoomEvents:
        """Open every row of a room. `PutBack` where one opens under no key at hand, `Damaged` where one does not fit."""
        found = RoomEvents(rows=[Seen(row.writer, row.seq, row.lane, row.seat, row.link, row.digest) for row in rows])
        for row in rows:
            link = row.link.hex()
            if row.lane not in LANE_OF or row.seq < 1:
                raise Damaged(code="chain-gap")
            if not row.sealed:
                if LANE_OF[row.lane] != "content":
                    # Only words of a case can be struck; without a team or access event another state would be folded.
                    raise Damaged(code="words-gone")
                found.empty.add(link)
                found.lanes[LANE_OF[row.lane]].append(_event(row, (), None, Struck()))
                continue
            if row.generation != key.generation:
                raise PutBack
            try:
                salted = key.open_event(row.link, row.sealed)
            except Unreadable:
                raise PutBack from None
            if digest_of(salted) != row.digest:
                raise Damaged(code="event-digest")
            self._take(found, row, salted[SALT:])
        _check_tally(found)
        return found

    def _take(self, found: RoomEvents, row: EventRow, raw: bytes) -> None:
        try:
            body, after, base, at = decode(raw, LANE_OF[row.lane])
        except Unsound:
            found.unsound.append(row.link.hex())
            return
        event = Event(
            row.link.hex(),
            row.room.hex(),
            LANE_OF[row.lane],
            row.seat.hex(),
            row.writer.hex(),
            row.seq,
            after,
            base,
            at,
            body,
        )
        if not self._evidence_holds(event, row):
            found.unsound.append(event.link)
            return
        found.lanes[event.lane].append(event)

    def _evidence_holds(self, event: Event, row: EventRow) -> bool:
        """Whether statements, proofs and room ids inside an event are what they say: the folds trust them."""
        match event.body:
            case access_kinds.Opened():
                return row.room == case_room(self.vault, row.seat, row.writer, row.seq)
            case access_kinds.Admitted(statement=Statement() as said) | access_kinds.Noted(statement=said):
                return self.signed(said, said.seat, STATEMENT)
            case (
                access_kinds.Excluded(motion=Statement() as said)
                | team_kinds.Removed(motion=Statement() as said)
                | Expunged(motion=Statement() as said)
            ):
                return self.signed(said, said.seat, STATEMENT) and said.room == event.room
            case team_kinds.Founded(keys=keys):
                return (
                    keys is not None
                    and PublicKeys(bytes.fromhex(keys.box), bytes.fromhex(keys.sign)).seat.hex() == keys.seat
                )
            case team_kinds.Joined(keys=keys):
                return PublicKeys(bytes.fromhex(keys.box), bytes.fromhex(keys.sign)).seat.hex() == keys.seat
            case _:
                return True

    def signed(self, said: Signed, seat: str, label: str) -> bool:
        """Whether this seat signed this statement or card, for this vault."""
        keys = self.keys.get(bytes.fromhex(seat))
        if keys is None or said.vault != self.vault.hex():
            return False
        return verify(keys, bytes.fromhex(said.signature), label, said.signed_bytes())


def _event(row: EventRow, after: tuple[str, ...], base: str | None, body: Body | Unknown | Struck) -> Event:
    return Event(
        row.link.hex(),
        row.room.hex(),
        LANE_OF[row.lane],
        row.seat.hex(),
        row.writer.hex(),
        row.seq,
        after,
        base,
        EPOCH,
        body,
    )


def _check_tally(found: RoomEvents) -> None:
    """Fewer events than the newest tally counted, or others in their place, is damage.

    The order of the file proves nothing: whoever can write to it can change it, to make a row look newer than the tally.
    """
    tallies = [
        (event.body.tally.count, event.link, event.body.tally)
        for event in (*found.lanes["team"], *found.lanes["access"])
        if isinstance(event.body, Keyed) and event.body.tally
    ]
    if not tallies:
        return
    _, newest, tally = max(tallies, key=lambda found: found[:2])
    links = found.links()
    place = links.index(bytes.fromhex(newest))
    if tally.count == place and tally_of(links[:place]) == tally:
        return
    if not _counted(found.rows, bytes.fromhex(newest), tally):
        raise Damaged(code="tally")


def _counted(rows: list[Seen], newest: bytes, tally: Tally) -> bool:
    """Whether some state of the room that its author can have seen fits the tally: of each chain all up to some event."""
    author = next(row for row in rows if row.link == newest)
    chains: dict[bytes, list[bytes]] = {}
    for row in sorted(rows):
        chains.setdefault(row.writer, []).append(row.link)
    own = chains.pop(author.writer)
    before = own[: own.index(newest)]
    tried = product(*(range(len(chain) + 1) for chain in chains.values()))
    fitting = (lengths for lengths in islice(tried, MOST_STATES) if len(before) + sum(lengths) == tally.count)
    return any(
        tally_of(
            [
                *before,
                *(link for chain, length in zip(chains.values(), lengths, strict=True) for link in chain[:length]),
            ]
        )
        == tally
        for lengths in fitting
    )
