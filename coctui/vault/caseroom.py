"""An opened case: its key, its events, and the fold of them. Recording in it is `recording.py`, rotating `rotation.py`."""

from dataclasses import dataclass

from coctui.models.access import Access
from coctui.models.case import Case, fold_case
from coctui.models.event import Event
from coctui.models.fold_access import fold_access
from coctui.models.piece import Forked as ForkedLane
from coctui.vault.blob import digest
from coctui.vault.core import Core, Written
from coctui.vault.errors import Damaged, Forked, PutBack
from coctui.vault.reading import RoomEvents
from coctui.vault.room import RoomKey


@dataclass(slots=True)
class CaseRoom:
    """One case as this seat has it open."""

    n: int
    key: RoomKey
    events: RoomEvents
    access: Access
    _case: Case | None = None
    content_heads: tuple[str, ...] = ()
    access_heads: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<CaseRoom {self.key.room.hex()}>"

    @property
    def case(self) -> Case:
        """The fold, made when it is first asked for."""
        if self._case is None:
            self._case = fold_case(self.access, self.events.lanes["access"], self.events.lanes["content"])
        return self._case

    @property
    def strikes_pending(self) -> tuple[str, ...]:
        """Links of struck events whose words are still in the file."""
        return tuple(link for link in self.case.struck if link not in self.events.empty)

    @property
    def rotation_due(self) -> bool:
        """Whether a leaver still knows the key, or a strike is not yet carried out."""
        return self.access.rotation_due or (bool(self.strikes_pending) and bool(self.access.cleared))

    def extended(self, written: list[Written]) -> "CaseRoom":
        """The room after these new events, appended in this order."""
        lanes = {lane: list(found) for lane, found in self.events.lanes.items()}
        content_heads, access_heads, access = self.content_heads, self.access_heads, self.access
        for event, _ in written:
            lanes[event.lane].append(event)
            if event.lane == "content":
                content_heads = (event.link,)
            else:
                access_heads = (event.link,)
        events = RoomEvents(
            lanes, self.events.unsound, [*self.events.rows, *(row for _, row in written)], self.events.empty
        )
        if access_heads != self.access_heads:
            access = folded_access(self.key.room, lanes["access"], self.access)
        return CaseRoom(self.n, self.key, events, access, None, content_heads, access_heads)


def word_by_voice(access: Access, seat: str) -> str:
    """What tells one word by voice from the next in a case: whom, to whom and when; 32 hex digits."""
    standing = access.standing(seat)
    said = (
        bytes.fromhex(access.room),
        bytes.fromhex(seat),
        bytes.fromhex(standing.told_to or ""),
        repr(standing.since).encode(),
    )
    return digest("coctui word by voice 1", *said)[:16].hex()


def folded_access(room: bytes, events: list[Event], before: Access) -> Access:
    """The access fold of a room; `Forked` as an error of the vault."""
    try:
        return fold_access(room.hex(), before.team, events)
    except ForkedLane:
        raise Forked from None


def read_case(core: Core, key: RoomKey) -> CaseRoom:
    """Open a case: every row opened and checked, the events folded.

    Raises `PutBack` where the file's newest generation is not the one that the events name, `Damaged`, `Forked`.
    """
    row = core.store.room(key.room)
    if row is None:
        raise Damaged(code="room-gone")
    events = core.reader().read(key, core.store.events(row.n))
    access = folded_access(key.room, events.lanes["access"], Access(key.room.hex(), core.team))
    if access.opened_by is None:
        raise Damaged(code="never-opened")
    if access.generation != key.generation.hex() or row.generation != key.generation or row.number != access.number:
        raise PutBack
    room = CaseRoom(row.n, key, events, access)
    if not events.empty <= set(room.case.struck):
        raise Damaged(code="words-gone")
    order = room.case.order
    room.content_heads = order.heads if order else ()
    room.access_heads = access.heads
    return room
