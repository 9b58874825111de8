"""Recording acts in a case: checked once more inside the transaction, letters anew where access changes, then appended."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from coctui.models import access_events as kinds
from coctui.models.access import Access
from coctui.models.authority import may, may_expunge, may_strike
from coctui.models.case import Case, fold_case
from coctui.models.content_events import Attached, FileRef, Received, Strike
from coctui.models.event import Body, Event, Keyed, Letters
from coctui.models.expunge_events import Expunged
from coctui.models.facts import facts_of
from coctui.models.fold_access import step_access
from coctui.models.statement import CardFacts
from coctui.vault.attachment import put_attachment
from coctui.vault.branch import UNNAMED, name_sets
from coctui.vault.caseroom import CaseRoom, folded_access, read_case
from coctui.vault.core import Core, Written
from coctui.vault.errors import Damaged, NotAllowed
from coctui.vault.lettering import card_now, case_recipients, saying, write_letters
from coctui.vault.room import RoomKey
from coctui.vault.roomevents import RoomEvents
from coctui.vault.tally import tally_of

Files = Mapping[str, bytes]
RESTRICTIONS = (kinds.Recused, kinds.Noted, kinds.Excluded)


def record(core: Core, room: CaseRoom, acts: Sequence[Body], files: Files | None = None) -> CaseRoom:
    """Append acts to a case, inside `Store.writing()`; the room as it is then. Raises `NotAllowed` with a code."""
    if room.access.unknown:
        raise NotAllowed(code="newer-version")
    rehearsed = Rehearsal(core, room.key.room, room)
    for act in acts:
        rehearsed.play(act)
    return _append(core, room, rehearsed, files or {})


def open_case(core: Core, acts: Sequence[Body], files: Files | None = None) -> CaseRoom:
    """Make a room for a new case and append its first acts, `Opened` first, inside `Store.writing()`."""
    if not acts or not isinstance(acts[0], kinds.Opened):
        raise NotAllowed(code="not-open")
    id = core.next_room()
    key = RoomKey(core.vault, id, core.source.token(32))
    # The generation's row needs the room's, and the reverse: the room is made first and points at it at once.
    sql = "INSERT INTO room (id, generation, number, card, link) VALUES (?, 0, 0, ?, ?)"
    n = core.store.run(sql, id, b"", UNNAMED)
    events = RoomEvents(keys={key.generation: key}, own=(key.generation,))
    room = CaseRoom(n, key, events, Access(id.hex(), core.team))
    rehearsed = Rehearsal(core, id, room)
    for act in acts:
        rehearsed.play(act)
    return _append(core, room, rehearsed, files or {})


class Rehearsal:
    """Plays acts on a case without writing: may they be done, and what will the case be then?"""

    def __init__(self, core: Core, room: bytes, start: CaseRoom) -> None:
        self.core, self.room, self.start = core, room, start
        self.access: Access = start.access
        self.acts: list[Body] = []
        self._lanes = {lane: list(events) for lane, events in start.events.lanes.items()}
        self._heads = {"access": start.access_heads, "content": start.content_heads}
        self._now: datetime = core.source.now()

    def play(self, act: Body) -> None:
        """One more act; `NotAllowed` with the code of the rule that refuses it."""
        act = self._with_cut(act)
        if act.lane == "access":
            ruling = may(self.access, self.core.me, act, self._now)
        elif self.core.me not in self.access.cleared:
            raise NotAllowed(code="not-cleared")
        elif isinstance(act, Strike):
            ruling = may_strike(self.access, self.core.me, self._find(act.link))
        elif isinstance(act, Expunged):
            ruling = may_expunge(self.access, self.core.me, act, self._now)
        else:
            ruling = None
        if ruling is not None and not ruling:
            raise NotAllowed(code=ruling.code)
        event = self._event(act)
        if act.lane == "access":
            stepped = step_access(self.access, event)
            if stepped is None:
                raise NotAllowed(code="not-allowed")
            self.access = stepped
        self._lanes[event.lane].append(event)
        self._heads[event.lane] = (event.link,)
        self.acts.append(act)

    def _event(self, act: Body) -> Event:
        base = self.core.team.head if act.lane == "access" else self.access.head
        link = f"{len(self.acts):064x}"
        return Event(
            link, self.room.hex(), act.lane, self.core.me, self.core.writer.hex(), 2**62 + len(self.acts),
            self._heads[act.lane], base, self._now, act,
        )  # fmt: skip

    def _find(self, link: str) -> Event:
        for event in self._lanes["content"]:
            if event.link == link:
                return event
        raise NotAllowed(code="cannot-be-struck")

    def _with_cut(self, act: Body) -> Body:
        """The last events that count of a seat that is leaving, as they are in this room now."""
        if not isinstance(act, RESTRICTIONS):
            return act
        seat = (
            act.statement.seat
            if isinstance(act, kinds.Noted)
            else act.seat
            if isinstance(act, kinds.Excluded)
            else self.core.me
        )
        sql = (
            "SELECT w.id, MAX(e.seq) FROM event e JOIN writer w ON w.n = e.writer JOIN seat s ON s.n = e.seat "
            "WHERE e.room = ? AND s.id = ? GROUP BY w.id"
        )
        rows = self.core.store.rows(sql, self.start.n, bytes.fromhex(seat))
        cut = {writer.hex(): seq for writer, seq in rows}
        if seat == self.core.me and self.acts:
            # What was written in the same breath counts too.
            cut[self.core.writer.hex()] = self.core.next_seq() + len(self.acts) - 1
        return act.model_copy(update={"cut": cut})

    def facts(self) -> CardFacts:
        """What the card will say."""
        case: Case = fold_case(self.access, self._lanes["access"], self._lanes["content"])
        return facts_of(case)

    def changes_access(self) -> bool:
        """Whether any of the acts is about who may open the case."""
        return any(act.lane == "access" for act in self.acts)

    def asks(self) -> bool:
        """Whether somebody is asked by the card, which must be true then."""
        return any(standing.state == "asked" for standing in self.access.standings.values())


def _append(core: Core, room: CaseRoom, rehearsed: Rehearsal, files: Files) -> CaseRoom:
    acts = list(rehearsed.acts)
    letters: Letters | None = None
    if rehearsed.changes_access() or rehearsed.asks():
        facts, before = rehearsed.facts(), card_now(core, room.key)
        stale = before is None or before.facts != facts
        if stale and not rehearsed.changes_access():
            acts.append(kinds.Lettered())
        if stale or rehearsed.changes_access():
            number, says = room.access.number + 1, saying(core, before, facts)
            letters = write_letters(core, room.target, case_recipients(rehearsed.access), number, says)
    following = append_acts(core, room, acts, letters)
    _put_files(core, following, acts, files)
    core.leaves = core.leaves or any(isinstance(act, RESTRICTIONS) for act in acts)
    return following


def append_acts(core: Core, room: CaseRoom, acts: Sequence[Body], letters: Letters | None) -> CaseRoom:
    """Seal, sign and append; events about access carry the letters and the tally of the room."""
    heads = {"access": room.access_heads, "content": room.content_heads}
    access_head = room.access.head
    links = room.events.links()
    written: list[Written] = []
    for planned in acts:
        act = planned
        if isinstance(act, Keyed):
            act = act.model_copy(update={"letters": letters, "tally": tally_of(links, heads["content"])})
        base = core.team.head if act.lane == "access" else access_head
        new = core.append(room.key, room.n, act, heads[act.lane], base)
        heads[act.lane] = (new.event.link,)
        access_head = new.event.link if act.lane == "access" else access_head
        links.append(new.row.link)
        written.append(new)
    if letters is None:
        return room.extended(written)
    name_sets(core.store, room.n, bytes.fromhex(access_head or ""))
    return read_case(core, room.key) if room.events.unsettled else room.extended(written)


def _put_files(core: Core, room: CaseRoom, acts: Sequence[Body], files: Files) -> None:
    refs: list[FileRef] = []
    for act in acts:
        if isinstance(act, Received):
            refs.extend(act.files)
        elif isinstance(act, Attached):
            refs.append(act.file)
    if {ref.id for ref in refs} != set(files):
        raise Damaged("An attachment and its bytes do not belong together. Nothing was written.", code="files")
    for ref in refs:
        put_attachment(core.store, room.n, room.key, bytes.fromhex(ref.id), files[ref.id])


def with_team(room: CaseRoom, core: Core) -> CaseRoom:
    """The room folded over the roster as it is now."""
    if room.access.team is core.team:
        return room
    access = folded_access(room.key.room, room.events.lanes["access"], Access(room.key.room.hex(), core.team))
    return replace(room, access=access, _case=None)
