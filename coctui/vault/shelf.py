"""The rooms of a vault as one seat sees them: what changed since last time, which open, and their lines in the inbox."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from coctui.models.facts import facts_of
from coctui.models.handover import near
from coctui.models.listing import row_of, row_of_card
from coctui.models.row import Row
from coctui.models.statement import Card
from coctui.vault.before import untouched, vouch
from coctui.vault.branch import addressed, openings, own_team_key, sets_of
from coctui.vault.caseroom import CaseRoom, read_case, word_by_voice
from coctui.vault.connection import as_ours
from coctui.vault.core import Core
from coctui.vault.errors import Damaged, Forked, NotOpened, Older, PutBack, Unknown
from coctui.vault.former import already_former, former_team, not_on_team, roster_digest
from coctui.vault.lettering import card_with, letters_fit
from coctui.vault.own import Answer
from coctui.vault.recording import with_team
from coctui.vault.room import RoomKey, team_room
from coctui.vault.roomevents import RoomEvents
from coctui.vault.snapshot import NO_KEY, Mark, Snapshot, by_room
from coctui.vault.teamroom import read_team
from coctui.vault.trail import Tip, check_trail, tips_from_json, tips_to_json

KEPT_OPEN = 16
"""How many cases stay unfolded in memory."""
CLOSED, KEY, CARD, KEEPER, BROKEN = 0, 1, 2, 3, 4
"""What a mark says a letter came to."""
NEWEST = (
    "SELECT r.id, f.count, e.link FROM (SELECT room, COUNT(*) AS count, MAX(n) AS newest FROM event GROUP BY room) f "
    "JOIN event e ON e.n = f.newest JOIN room r ON r.n = f.room"
)
Progress = Callable[[int, int], None]
STEPS = 20
"""In how many steps reading is told."""


class Shelf:
    """What is known of each room, kept in step with the file by `sync`."""

    def __init__(
        self, core: Core, founding: bytes, snapshot: Snapshot | None, anchored: Mapping[bytes, Tip] | None = None
    ) -> None:
        self.core, self.founding, self._anchored = core, founding, dict(anchored or {})
        self.rows: dict[bytes, Row] = {}
        self.marks: dict[bytes, Mark] = {}
        self.tips: dict[bytes, Tip] = {}
        self._before: dict[bytes, Tip] = {}
        """The tips before the newest check: rows up to here it did not look at."""
        self._left: set[bytes] = set()
        """Rooms that were closed to this seat while the vault was open, before the own sheet says so."""
        self._team_rows = NO_KEY
        """The hash of the team room's rows as they were last read."""
        self._said: tuple[tuple[str, ...], dict[str, Answer]] | None = None
        """What the own sheet said of answers when the lines were made."""
        self.due: set[bytes] = set()
        """Rooms with work for this seat: a rotation, or letters that do not fit."""
        self._open: OrderedDict[bytes, CaseRoom] = OrderedDict()
        self._roster = ""
        self.left_at: tuple[str, ...] = ()
        """Rooms of the lines among which the list was left."""
        if snapshot is not None:
            self._take_snapshot(snapshot)

    def _take_snapshot(self, snapshot: Snapshot) -> None:
        try:
            self.tips = tips_from_json(snapshot.checked["tips"])
            self.due = {bytes.fromhex(room) for room in snapshot.checked["due"]}
            self._roster = str(snapshot.checked["roster"])
            self._team_rows = bytes.fromhex(snapshot.checked["team_rows"])
            self.core.team_key = RoomKey(
                self.core.vault, team_room(self.core.vault), bytes.fromhex(snapshot.checked["team"])
            )
        except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError):
            self.tips, self.due, self._roster = {}, set(), ""
            return
        self.rows, self.marks = by_room(snapshot.rows), snapshot.marks
        self.left_at = tuple(row.room for row in snapshot.glance.rows)

    def snapshot(self) -> Snapshot:
        """All that is worth keeping for the next unlock."""
        key = self.core.team_key
        checked: dict[str, Any] = {
            "tips": tips_to_json(self.tips),
            "due": sorted(room.hex() for room in self.due),
            "roster": self._roster,
            "team": key.key.hex() if key else "",
            "team_rows": self._team_rows.hex(),
        }
        return Snapshot(tuple(self.rows.values()), self.marks, checked)

    # Keeping in step -----------------------------------------------------------------------------------------------

    def sync(self, progress: Progress | None = None) -> bool:
        """Check and read what is new in the file; whether anything that this seat sees may have changed.

        `progress` gets (done, `STEPS`), always each step once: how many rooms there are is not to be told.
        """
        core, self._before = self.core, self.tips
        try:
            self.tips = check_trail(core.store, core.vault, self.tips, progress=None)
        except (Damaged, Older):
            if not self.tips:
                raise
            # A cache that disagrees is thrown away: what is wrong with the file shows without it.
            self.forget()
            self._before = {}
            self.tips = check_trail(core.store, core.vault, {}, progress=None)
        try:
            return self._sync_rooms(progress)
        except BaseException:
            # What was not read through is new the next time as well.
            self.tips = self._before
            raise

    def _sync_rooms(self, progress: Progress | None) -> bool:
        core = self.core
        self._sync_team()
        newest = {id: (count, link) for id, count, link in core.store.rows(NEWEST)}
        if set(self.marks) - set(newest) or {bytes.fromhex(room) for room in core.own.sheet.held} - set(newest):
            raise Damaged(code="room-gone")
        roster = roster_digest(core)
        same_roster, self._roster = roster == self._roster, roster
        team, said = team_room(core.vault), self._said_elsewhere()
        changed = [
            id
            for id, seen in newest.items()
            if id != team and not (same_roster and self._is(id, *seen) and id not in said)
        ]
        seen = not same_roster
        for done, id in enumerate(changed):
            _tell(progress, done, len(changed))
            closed_before = self._closed(id)
            self.examine(id, *newest[id])
            seen = seen or not (closed_before and self._closed(id))
        _tell(progress, len(changed), len(changed))
        if core.team_key is None and not any(mark.kind == KEEPER for mark in self.marks.values()):
            raise not_on_team()
        return seen

    def _said_elsewhere(self) -> set[bytes]:
        """Rooms whose lines may say something else since this seat's own sheet came to know of an answer given elsewhere."""
        sheet = self.core.own.sheet
        before, self._said = self._said, (sheet.confirmed, sheet.answers)
        if before is None or before == self._said:
            return set()
        return {id for id, row in self.rows.items() if row.access in ("asked", "answered", "confirm")}

    def _closed(self, room: bytes) -> bool:
        """Whether a room is nothing to this seat: what happens there is no change for it."""
        mark = self.marks.get(room)
        return mark is None or mark.kind == CLOSED

    def _is(self, room: bytes, count: int, link: bytes) -> bool:
        mark = self.marks.get(room)
        return mark is not None and mark.newest == link and mark.events == count

    def forget_anchor(self) -> None:
        """Take this file as all that was ever known of the vault."""
        self._anchored = {}

    def forget(self) -> None:
        """Drop all that was kept, as if there had been no cache."""
        self.rows, self.marks, self.tips, self.due, self._roster = {}, {}, {}, set(), ""
        self._team_rows, self.left_at = NO_KEY, ()
        self._open.clear()

    def _sync_team(self) -> None:
        core, id = self.core, team_room(self.core.vault)
        sets = sets_of(core.store, id)
        if not sets:
            raise Damaged(code="room-gone")
        if core.team_key is None or core.team_key.generation not in {row.generation for row in sets}:
            core.team_key = own_team_key(core, sets)
        if core.team_key is None:
            known = core.own.sheet.roster and not core.own.met
            if known and not already_former(core) and untouched(core, (self._before, self._anchored), id, "team"):
                raise Damaged(code="team-letter")
            core.team = former_team(core)
            self._open.clear()
            return
        tip = core.store.one("SELECT link FROM event WHERE room = ? ORDER BY n DESC LIMIT 1", sets[0].n)
        if core.team.heads == (tip[0].hex(),):
            return
        read_team(core, core.team_key, self.founding)
        events = core.team_events or RoomEvents()
        vouch(core, self._before, self.tips, events, sets[0].n, self._team_rows)
        self._team_rows = events.hashed()
        self._open.clear()
        if core.me not in core.team.active:
            raise not_on_team()

    # One room ------------------------------------------------------------------------------------------------------

    def examine(self, id: bytes, events: int, newest: bytes) -> None:
        """Open this seat's letter in a room and see what it comes to."""
        self._open.pop(id, None)
        self.due.discard(id)
        known = self.marks[id].hashed if id in self.marks else NO_KEY
        mark = Mark(id, newest, events, NO_KEY, CLOSED, bytes(16), NO_KEY)
        try:
            with as_ours():
                self.marks[id] = self._opened(id, mark, known)
        except (Damaged, Forked):
            self.marks[id] = mark._replace(kind=BROKEN)
            self.rows[id] = Row(id.hex(), self.core.own.sheet.held.get(id.hex(), "a case"), "damaged")

    def _opened(self, id: bytes, mark: Mark, known: bytes = NO_KEY) -> Mark:
        core = self.core
        found = openings(core, id)
        if not found:
            gone = id.hex() in core.own.sheet.held and not addressed(core, id)
            if not core.own.met and (gone or self._lost(id)):
                raise Damaged(code="letter")
            self._left.add(id)
            self._close(id)
            return mark
        row, kind, secret = found[0]
        if kind == "card":
            self._show_card(id, secret)
            return mark._replace(kind=CARD, generation=row.generation, key=secret)
        key = RoomKey(core.vault, id, secret)
        if key.generation != row.generation:
            raise PutBack
        try:
            room = read_case(core, key)
        except NotOpened:
            self._close(id)
            return mark
        vouch(core, self._before, self.tips, room.events, row.n, known)
        return self.place(room, mark)

    def _lost(self, id: bytes) -> bool:
        """Whether a case that one held or answered for is closed by damage: nobody wrote since who could have closed it.

        Who keeps a member from a case writes an event. Nothing is said where a colleague may have done so.
        """
        sheet, room = self.core.own.sheet, id.hex()
        waiting = room in sheet.answers and sheet.answers[room].said == "no conflict"
        mine = (room in sheet.held or waiting) and room not in sheet.aside
        return mine and id not in self._left and untouched(self.core, (self._before, self._anchored), id, "access")

    def _close(self, id: bytes) -> None:
        self.rows.pop(id, None)
        self._open.pop(id, None)

    def _show_card(self, id: bytes, card_key: bytes) -> None:
        card = card_with(self.core, id, card_key)
        row = row_of_card(card)
        answer = self.core.own.sheet.answers.get(id.hex())
        if answer is not None and self.stands(answer, card):
            if answer.said == "step aside":
                self.rows.pop(id, None)
                return
            row = row._replace(access="answered")
        self.rows[id] = row

    def stands(self, answer: Answer, card: Card) -> bool:
        """Whether an answer is the one to this card: who stepped aside, was taken up and is asked anew, may answer anew."""
        if answer.facts != card.about:
            return False
        on_its_way = self.core.store.one("SELECT 1 FROM parcel WHERE id = ?", bytes.fromhex(answer.parcel))
        return answer.said == "no conflict" or answer.number == card.number or on_its_way is not None

    def show_card(self, id: bytes) -> None:
        """Make the line of a case anew to which this seat was asked."""
        self._show_card(id, self.marks[id].key)

    def place(self, room: CaseRoom, mark: Mark | None = None) -> Mark:
        """Take over a room as it was read or written: its row, its mark, whether work is due."""
        id, me = room.key.room, self.core.me
        if mark is None:
            count, newest = len(room.events.rows), room.events.rows[-1].link
            mark = Mark(id, newest, count, NO_KEY, CLOSED, bytes(16), NO_KEY)
        if room.events.closed and id.hex() in self.core.own.sheet.aside:
            # Two copies met, and that this seat stepped aside lies in the branch that it cannot open.
            self._close(id)
            self.marks[id] = mark
            return mark
        if me in room.access.cleared:
            kind = KEY
            self.rows[id] = self._row(room)
        elif room.access.keeper == me:
            kind = KEEPER
            self.rows[id] = Row(id.hex(), room.access.code, "keeper", third=room.access.third)
        else:
            self._close(id)
            self.marks[id] = mark
            return mark
        if room.rotation_due or not self.letters_fit(room):
            self.due.add(id)
        else:
            self.due.discard(id)
        mark = mark._replace(hashed=room.events.hashed(), kind=kind, generation=room.key.generation, key=room.key.key)
        self.marks[id] = mark
        self._keep_open(room)
        return mark

    def _keep_open(self, room: CaseRoom) -> None:
        self._open[room.key.room] = room
        self._open.move_to_end(room.key.room)
        while len(self._open) > KEPT_OPEN:
            self._open.popitem(last=False)

    def letters_fit(self, room: CaseRoom) -> bool:
        """Whether a room's letters and card are those that its newest access event wrote, none for a former member."""
        access = room.access
        for seat in access.lettered:
            if access.state(seat) in ("asked", "cleared") and not access.on_team(seat) and seat != access.keeper:
                return False
        return letters_fit(self.core, room)

    def _row(self, room: CaseRoom) -> Row:
        row = row_of(room.case, self.core.me)._replace(near=tuple(sorted(near(room.case))))
        if room.events.closed:
            row = row._replace(alarm="apart")
        if row.told_to and word_by_voice(room.access, self.core.me) not in self.core.own.sheet.confirmed:
            facts = facts_of(room.case)
            return Row(
                row.room,
                facts.code,
                "confirm",
                received=row.received,
                ongoing=facts.ongoing,
                third=row.third,
                told_to=row.told_to,
            )
        return row

    # For the door --------------------------------------------------------------------------------------------------

    def room(self, id: bytes) -> CaseRoom:
        """A case that this seat holds the key of, open. Raises `Unknown`, or what is wrong with it."""
        mark = self.marks.get(id)
        if mark is None or mark.kind not in (KEY, KEEPER, BROKEN):
            raise Unknown
        if id in self._open:
            # A team act of one's own changes the roster under cases that are open.
            self._open[id] = with_team(self._open[id], self.core)
            self._open.move_to_end(id)
            return self._open[id]
        if mark.kind == BROKEN:
            self._opened(id, mark)
            raise PutBack
        with as_ours():
            room = read_case(self.core, RoomKey(self.core.vault, id, mark.key))
        if room.events.hashed() != mark.hashed:
            raise Damaged(code="rows-changed")
        self._keep_open(room)
        return room

    def card(self, id: bytes) -> Card:
        """The card of a case to which this seat was asked. Raises `Unknown`."""
        mark = self.marks.get(id)
        if mark is None or mark.kind != CARD:
            raise Unknown
        with as_ours():
            return card_with(self.core, id, mark.key)


def _tell(progress: Progress | None, done: int, rooms: int) -> None:
    """Tell the steps between this room and the one before; without rooms, all of them at once."""
    if progress is not None:
        first, last = ((done - 1) * STEPS // rooms + 1, done * STEPS // rooms) if rooms else (1, STEPS)
        for step in range(max(first, 1), last + 1):
            progress(step, STEPS)
