"""An opened case: its key, its events, and the fold of them. Recording in it is `recording.py`, rotating `rotation.py`."""

from dataclasses import dataclass, replace

from coctui.models.access import Access
from coctui.models.access_events import Opened
from coctui.models.case import Case, fold_case
from coctui.models.event import Event
from coctui.models.fold_access import fold_access
from coctui.models.piece import Forked as ForkedLane
from coctui.vault.blob import digest
from coctui.vault.branch import Target, check_sets, newest_key, read_events, sets_of, target_of
from coctui.vault.core import Core, Written
from coctui.vault.errors import Damaged, Forked, NotOpened
from coctui.vault.room import RoomKey
from coctui.vault.roomevents import RoomEvents


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
    def target(self) -> Target:
        """Where letters of this case go: in the place of every set that this seat opens, one for each key among them."""
        return target_of(self.n, self.key, self.events)

    @property
    def strikes_pending(self) -> tuple[str, ...]:
        """Links of struck events whose words are still in the file."""
        return tuple(link for link in self.case.struck if link not in self.events.empty)

    @property
    def rotation_due(self) -> bool:
        """Whether a leaver still knows the key, a strike is not yet carried out, or copies met here."""
        pending = (
            self.events.unsettled or bool(self.strikes_pending) or self.key.generation.hex() != self.access.generation
        )
        return self.access.rotation_due or (pending and bool(self.access.cleared))

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
        under = dict(self.events.under)
        under[self.key.generation] = [*under.get(self.key.generation, ()), *(event.link for event, _ in written)]
        rows = [*self.events.rows, *(row for _, row in written)]
        events = replace(self.events, lanes=lanes, rows=rows, under=under)
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
    """Open a case: every row opened and checked, the events folded; with all keys that this seat's letters in it hold.

    Raises `PutBack` where the file's newest generation is not the one that the events name, `Damaged`, `Forked`.
    """
    sets = sets_of(core.store, key.room)
    if not sets:
        raise Damaged(code="room-gone")
    events = read_events(core, sets, key)
    access = folded_access(key.room, events.lanes["access"], Access(key.room.hex(), core.team))
    if access.opened_by is None:
        begun = any(isinstance(event.body, Opened) for event in events.lanes["access"])
        raise NotOpened if begun else Damaged(code="never-opened")
    check_sets(sets, events, events.lanes["access"], access)
    room = CaseRoom(sets[0].n, newest_key(sets, events, access), events, access)
    if not events.empty <= set(room.case.struck):
        raise Damaged(code="words-gone")
    order = room.case.order
    room.content_heads = order.heads if order else ()
    room.access_heads = access.heads
    return room
