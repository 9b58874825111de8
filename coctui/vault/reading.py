"""From a room's rows to its events: every row opened, every digest, statement and tally checked (VAULT.md 1, 3, 7)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from coctui.models import access_events as access_kinds
from coctui.models import team_events as team_kinds
from coctui.models.event import EPOCH, Body, Event, Keyed, Lane, Struck, Unknown
from coctui.models.expunge_events import Expunged
from coctui.models.kinds import Unsound, decode
from coctui.models.statement import Signed, Statement
from coctui.vault.blob import Unreadable
from coctui.vault.chain import SALT, digest_of
from coctui.vault.errors import Damaged, PutBack
from coctui.vault.room import RoomKey, case_room
from coctui.vault.roomevents import RoomEvents, Seen
from coctui.vault.seat import PublicKeys, verify
from coctui.vault.store import EventRow
from coctui.vault.tally import known_to, tally_fits

STATEMENT = "coctui statement 1"
CARD = "coctui card 1"
INVITED = "coctui invitation 1"
LANE_OF: dict[int, Lane] = {0: "team", 1: "access", 2: "content"}


Seals = Mapping[int, list[tuple[bytes, bytes]]]
"""Second seals of events, by the number of the row: (generation, sealed)."""


class Reader(NamedTuple):
    """Opens the events of one vault: its id and the public keys of its seats."""

    vault: bytes
    keys: Mapping[bytes, PublicKeys]

    def read(
        self, keys: Sequence[RoomKey], rows: list[EventRow], seals: Seals | None = None, others: Collection[bytes] = ()
    ) -> RoomEvents:
        """Open every row of a room, also with the keys that rotations in it carry along.

        `others` are generations of branches that need not open. `PutBack` where a row opens under no key at hand and there
        is no such branch, or somebody in ours had seen it; `Damaged` where one does not fit.
        """
        found = RoomEvents(keys={key.generation: key for key in keys}, own=tuple(key.generation for key in keys))
        closed, before = rows, -1
        while closed and len(found.keys) > before:
            before = len(found.keys)
            closed = [
                row for row in closed if not self._read(found, row, (seals or {}).get(row.n, []), alone=not others)
            ]
        if closed and not others:
            raise PutBack
        found.closed = frozenset(row.link.hex() for row in closed)
        found.rows = [
            Seen(row.writer, row.seq, row.lane, row.seat, row.link, row.digest)
            for row in rows
            if not closed or row.link.hex() not in found.closed
        ]
        if closed and found.closed & _named(found):
            raise PutBack
        if len(found.under) > 1:
            _check_replaced(found)
        if not tally_fits(found):
            raise Damaged(code="tally")
        return found

    def _read(self, found: RoomEvents, row: EventRow, seals: list[tuple[bytes, bytes]], *, alone: bool) -> bool:
        """Open one row with a key at hand; `False` where it needs another. `alone`: there is no branch that does not open."""
        if row.lane not in LANE_OF or row.seq < 1:
            raise Damaged(code="chain-gap")
        link = row.link.hex()
        every = ((row.generation, row.sealed), *seals)
        # A key of one's letters first: where copies met, a seal under a replaced one may lie beside it.
        for generation, sealed in sorted(every, key=lambda seal: seal[0] not in found.own) if seals else every:
            key = found.keys.get(generation)
            if key is None or not sealed:
                continue
            try:
                salted = key.open_event(row.link, sealed)
            except Unreadable:
                raise PutBack from None
            if digest_of(salted) != row.digest:
                raise Damaged(code="event-digest")
            found.under.setdefault(generation, []).append(link)
            self._take(found, row, salted[SALT:])
            return True
        blank = {generation for generation, sealed in every if not sealed}
        if not blank or not (alone or blank & found.keys.keys()):
            return False
        if LANE_OF[row.lane] != "content":
            # Only words of a case can be struck; without a team or access event another state would be folded.
            raise Damaged(code="words-gone")
        found.empty.add(link)
        found.lanes[LANE_OF[row.lane]].append(_event(row, (), None, Struck()))
        return True

    def _take(self, found: RoomEvents, row: EventRow, raw: bytes) -> None:
        try:
            body, after, base, at = decode(raw, LANE_OF[row.lane])
        except Unsound:
            found.unsound.append(row.link.hex())
            return
        event = _event(row, after, base, body, at)
        if not self._evidence_holds(event, row):
            found.unsound.append(event.link)
            return
        found.lanes[event.lane].append(event)
        if isinstance(body, access_kinds.Rotated | team_kinds.TeamRotated):
            for name, secret in body.previous.items():
                key = RoomKey(self.vault, row.room, bytes.fromhex(secret))
                if key.generation.hex() == name:
                    found.keys.setdefault(key.generation, key)

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


def _event(
    row: EventRow, after: tuple[str, ...], base: str | None, body: Body | Unknown | Struck, at: datetime = EPOCH
) -> Event:
    return Event(
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


def _named(found: RoomEvents) -> set[str]:
    """Links of all events that any event here says to have seen."""
    named = set[str]()
    for lane in found.lanes.values():
        for event in lane:
            named.update(event.after, () if event.base is None else (event.base,))
            if isinstance(event.body, Keyed) and event.body.tally:
                named.update(event.body.tally.content)
    return named


def _check_replaced(found: RoomEvents) -> None:
    """An event under a key that was replaced must be one that the rotation did not know of; else it was put back."""
    for event in (*found.lanes["team"], *found.lanes["access"]):
        if not isinstance(event.body, access_kinds.Rotated | team_kinds.TeamRotated):
            continue
        old = [bytes.fromhex(name) for name in event.body.previous if bytes.fromhex(name) not in found.own]
        under = {link for generation in old for link in found.under.get(generation, ())}
        if under and under & (known_to(found, event) or under):
            raise PutBack
