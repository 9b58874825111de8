"""The vault as everybody else knows it: models out, acts in. The only door to data."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from coctui.models import access_events, team_events
from coctui.models.case import Case
from coctui.models.content_events import FileRef
from coctui.models.event import Body
from coctui.models.facts import names_a_member
from coctui.models.listing import told_apart
from coctui.models.roster import Member, Role, Team
from coctui.models.row import Row
from coctui.models.statement import Card, Said, Statement
from coctui.vault.anchor import Anchor
from coctui.vault.attachment import read_attachment
from coctui.vault.caseroom import CaseRoom
from coctui.vault.core import Core
from coctui.vault.duty import settle, work_in
from coctui.vault.errors import Damaged, Locked, NotAllowed, Older, Unknown, VaultError
from coctui.vault.invitation import invite, withdraw
from coctui.vault.kdf import STANDARD, Cost
from coctui.vault.making import join_vault, make_vault
from coctui.vault.own import Answer, Own, Sheet
from coctui.vault.parcels import motions, post, post_answer
from coctui.vault.passphrase import as_words
from coctui.vault.recording import Files, open_case, record
from coctui.vault.seat import PublicKeys
from coctui.vault.shelf import KEY, Progress, Shelf
from coctui.vault.snapshot import read_snapshot, seal_snapshot
from coctui.vault.source import SYSTEM, Source
from coctui.vault.store import Store
from coctui.vault.teamroom import record_team
from coctui.vault.unlock import Unlocked, unlock
from coctui.vault.verdict import Verdict
from coctui.vault.verifying import verify_all


class Vault:
    """An unlocked vault, seen from one seat. Safe to call from several threads; each call takes one lock."""

    def __init__(self, unlocked: Unlocked, progress: Progress | None = None) -> None:
        self.path, self.source = unlocked.path, unlocked.source
        self._lock = threading.RLock()
        self._anchor = Anchor(unlocked.vault, unlocked.path)
        store = Store(unlocked.connection)
        own = Own(store, unlocked.vault, unlocked.seat, self.source)
        writer = self._anchor.writer(self.source)
        self._core: Core | None = Core(store, unlocked.vault, unlocked.seat, self.source, writer, own)
        snapshot = read_snapshot(unlocked.connection, unlocked.vault, unlocked.seat)
        self._shelf = Shelf(self._core, unlocked.founding, snapshot)
        self._pending_checkpoint = False
        own.load()
        self._shelf.sync(progress)
        self._compare_with_anchor()
        self.notices: tuple[str, ...] = self._notices()
        self._version = store.version()
        self._hold()
        self._keep()

    def __repr__(self) -> str:
        return "<Vault>"

    # Ways in -------------------------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls, path: Path, *, name: str, passphrase: str, founding: team_events.Founded, cost: Cost = STANDARD, source: Source = SYSTEM
    ) -> "Vault":
        """Start a team: a new vault with its first member, unlocked."""
        make_vault(path, name=name, passphrase=passphrase, founding=founding, cost=cost, source=source)
        return cls.open(path, name, passphrase, source=source)

    @classmethod
    def load(cls, unlocked: Unlocked, progress: Progress | None = None) -> "Vault":
        """The heavy half of unlocking: check what is new, open what changed. `progress` gets (done, all) in rooms."""
        try:
            return cls(unlocked, progress)
        except BaseException:
            unlocked.close()
            raise

    @classmethod
    def open(
        cls, path: Path, name: str, passphrase: str, *, source: Source = SYSTEM, progress: Progress | None = None
    ) -> "Vault":
        """Unlock and load in one."""
        return cls.load(unlock(path, name, passphrase, source), progress)

    @classmethod
    def accept(cls, path: Path, *, name: str, code: str, passphrase: str, source: Source = SYSTEM) -> "Vault":
        """Join a team with an invitation's code, under a name to unlock with; unlocked."""
        join_vault(path, name=name, code=code, passphrase=passphrase, source=source)
        return cls.open(path, name, passphrase, source=source)

    def lock(self) -> None:
        """Keep the caches and the anchor, then forget keys and models and close the file."""
        with self._lock:
            if self._core is None:
                return
            core, self._core = self._core, None
            with suppress(VaultError):
                self._save(core)
            core.store.close()
            self._shelf = Shelf(Core(core.store, b"", core.seat, core.source, b"", core.own), b"", None)

    # What one sees -------------------------------------------------------------------------------------------------

    @property
    def _open(self) -> Core:
        if self._core is None:
            raise Locked
        return self._core

    @property
    def me(self) -> str:
        """This seat's id."""
        return self._open.me

    @property
    def team(self) -> Team:
        """The roster and policy."""
        return self._open.team

    @property
    def member(self) -> Member:
        """Oneself on the roster."""
        return self.team.members[self.me]

    @property
    def sheet(self) -> Sheet:
        """The own sheet: settings, what one stepped aside from, the list that nobody else sees."""
        return self._open.own.sheet

    def rows(self) -> tuple[Row, ...]:
        """The inbox: a line for each case that this member may know of, in order of receipt."""
        with self._lock:
            rows, sheet = dict(self._shelf.rows), self.sheet
            if self.team.policy.masked_row:
                for room, code in sheet.aside.items():
                    if code and bytes.fromhex(room) not in rows:
                        rows[bytes.fromhex(room)] = Row(room, code, "recused")
            ordered = sorted(rows.values(), key=lambda row: (row.received, row.case, row.third, row.access))
            return told_apart(tuple(ordered))

    def find(self, text: str) -> str:
        """The room of a visible case by its code name or an unambiguous start of it; `Unknown` for all else."""
        wanted = "-".join(text.split()).casefold()
        rows = self.rows()
        exact = [row.room for row in rows if row.case == wanted]
        starting = [row.room for row in rows if row.case.startswith(wanted)] if wanted else []
        found = exact or starting
        if len(found) != 1:
            raise Unknown(
                "More than one case begins so. Write more of its code name." if len(found) > 1 else "",
                code="ambiguous" if len(found) > 1 else "",
            )
        return found[0]

    def case(self, room: str) -> Case:
        """A case that one holds. Raises `Unknown`, `NotAllowed` (confirm first, stepped aside), `Damaged`."""
        with self._lock:
            return self._holding(room).case

    def card(self, room: str) -> Card:
        """The card of a case to which one was asked, or let in on a word by voice that is to be confirmed."""
        with self._lock:
            id = bytes.fromhex(room)
            if self._row_access(id) == "confirm":
                opened = self._shelf.room(id)
                facts, standing = opened.access.facts, opened.access.standing(self.me)
                if facts is not None and standing.told_to is not None:
                    vault = self._open.vault.hex()
                    return Card(vault=vault, room=room, number=opened.access.number, facts=facts, by=standing.told_to, answer="0" * 64)
            return self._shelf.card(id)

    def _row_access(self, id: bytes) -> str:
        row = self._shelf.rows.get(id)
        return row.access if row is not None else "recused" if self.sheet.aside.get(id.hex()) else ""

    def _holding(self, room: str) -> CaseRoom:
        """An open case of which one is cleared and, if let in by voice, has said so."""
        id = bytes.fromhex(room)
        match self._row_access(id):
            case "cleared" | "damaged":
                return self._shelf.room(id)
            case "confirm":
                raise NotAllowed(code="confirm-first")
            case "asked" | "answered":
                raise NotAllowed(code="answer-first")
            case "recused":
                raise NotAllowed(code="stepped-aside")
            case _:
                raise Unknown

    def attachment(self, room: str, file: FileRef) -> bytes:
        """The bytes of an attachment. Raises `Unknown`, `Damaged`."""
        with self._lock:
            opened = self._holding(room)
            return read_attachment(self._open.store, opened.n, opened.key, file)

    def known(self, sha256: str) -> str | None:
        """The visible case that these same original bytes came to before, if any."""
        with self._lock:
            return next((row.room for row in self._shelf.rows.values() if sha256 in row.originals), None)

    def words(self, seat: str) -> str:
        """Six words of a member's key, for two people to compare by voice."""
        keys = self.team.members[seat].keys
        return as_words(PublicKeys(bytes.fromhex(keys.box), bytes.fromhex(keys.sign)).seat)

    # What one does -------------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[Core]:
        """All or nothing, in the file and in memory: after a failure everything is read anew."""
        with self._lock:
            core = self._open
            try:
                with core.store.writing():
                    # Nobody else can write from here on: what we check is what we write on.
                    if core.store.version() != self._version:
                        self._version = core.store.version()
                        self._shelf.sync()
                    yield core
            except BaseException:
                self._read_anew(core)
                raise
            self._version = core.store.version()
            self._shelf.tips = self._shelf.tips | core.own_tip()

    def _read_anew(self, core: Core) -> None:
        with suppress(VaultError):
            core.team_key, core.team = None, Team()
            core.own.load_again()
            self._shelf.forget()
            self._shelf.sync()

    def open_case(self, acts: Sequence[Body], files: Files | None = None) -> str:
        """Open a case: its first acts in one transaction; the room. Raises `NotAllowed`."""
        with self._transaction() as core:
            room = open_case(core, acts, files)
            self._shelf.place(room)
            self._hold()
        return room.key.room.hex()

    def record(self, room: str, acts: Sequence[Body], files: Files | None = None) -> Case:
        """Record acts in a case, and give it as it is then. Changes its key first where that is due. Raises `NotAllowed`."""
        with self._transaction() as core:
            start = self._recordable(room, acts)
            settled = settle(core, start)
            following = record(core, settled, [self._with_motion(settled, act) for act in acts], files)
            if following.rotation_due and core.me in following.access.cleared:
                following = settle(core, following)
            self._shelf.place(following)
            if any(isinstance(act, access_events.Recused) for act in acts):
                self._step_out(core, following)
        if following.access.generation != start.access.generation:
            self._checkpoint(core)
        return following.case

    def _recordable(self, room: str, acts: Sequence[Body]) -> CaseRoom:
        """Holders record; a keeper may ask and let in; who was let in by voice may step aside without confirming."""
        id = bytes.fromhex(room)
        stepping_aside = all(isinstance(act, access_events.Recused) for act in acts)
        if self._row_access(id) == "confirm" and stepping_aside:
            return self._shelf.room(id)
        mark = self._shelf.marks.get(id)
        if mark is not None and mark.kind not in (0, KEY, 2) and acts and all(act.lane == "access" for act in acts):
            return self._shelf.room(id)
        return self._holding(room)

    def _with_motion(self, room: CaseRoom, act: Body) -> Body:
        """An exclusion carries the colleague's motion that waits here for this seat, if there is one."""
        if not isinstance(act, access_events.Excluded) or act.motion is not None or act.seat not in room.access.cleared:
            return act
        for _, motion in motions(self._open, room.key.room, room.n):
            if motion.said == "exclude" and motion.target == act.seat and motion.id not in room.access.spent:
                return act.model_copy(update={"motion": motion})
        return act

    def _step_out(self, core: Core, room: CaseRoom) -> None:
        """What stepping aside leaves on one's own side: perhaps a masked name, and nothing of the case."""
        id = room.key.room.hex()
        name = "" if names_a_member(room.case) else room.case.code
        held = {other: code for other, code in core.own.sheet.held.items() if other != id}
        core.own.write(aside={**core.own.sheet.aside, id: name}, held=held)
        core.own.drop_drafts_of(id)
        self._write_caches(core)

    def answer(self, room: str, said: Said) -> None:
        """Answer the question on a card: "no conflict" or "step aside". No reason is asked, none is stored."""
        with self._transaction() as core:
            id = bytes.fromhex(room)
            if self._row_access(id) == "confirm" and said == "no conflict":
                core.own.write(confirmed=(*core.own.sheet.confirmed, room))
                self._shelf.place(self._shelf.room(id))
                return
            if self._row_access(id) not in ("asked", "answered"):
                self._holding(room)
                raise NotAllowed(code="no-question")
            card = self._shelf.card(id)
            number = core.store.number("room", id) or 0
            parcel = post_answer(core, number, card, said)
            assert said in ("no conflict", "step aside")
            kept = Answer(said=said, number=card.number, facts=card.facts.digest(), at=self.source.now(), parcel=parcel.hex())
            aside = dict(core.own.sheet.aside)
            if said == "step aside":
                aside[room] = card.facts.code if not self._names_a_member(card) else ""
            core.own.write(answers={**core.own.sheet.answers, room: kept}, aside=aside)
            self._shelf.show_card(id)
            if said == "step aside":
                self._write_caches(core)

    def _names_a_member(self, card: Card) -> bool:
        said = " ".join(card.facts.reported).casefold()
        return any(member.name.casefold() in said for member in self.team.members.values() if len(member.name) > 1)

    def move(self, room: str, said: Said, target: str) -> int:
        """Make a motion to all other cleared members; to how many it went. For an exclusion that needs two."""
        with self._transaction() as core:
            opened = self._holding(room)
            others = sorted(opened.access.cleared - {core.me, target})
            for seat in others:
                statement = core.state(opened.key.room, said, target=target)
                post(core, opened.n, opened.key.room, bytes.fromhex(core.team.members[seat].keys.box), statement)
            return len(others)

    def motions(self, room: str) -> tuple[Statement, ...]:
        """Motions of colleagues in a case that wait for this seat."""
        with self._lock:
            opened = self._holding(room)
            return tuple(statement for _, statement in motions(self._open, opened.key.room, opened.n))

    # The team ------------------------------------------------------------------------------------------------------

    def manage(self, *acts: Body) -> None:
        """Record acts about the team. A removal or renewal changes the team's key at once. Raises `NotAllowed`."""
        with self._transaction() as core:
            record_team(core, [self._with_removal_motion(core, act) for act in acts])
            self._shelf.sync()
        self._checkpoint(core)

    def _with_removal_motion(self, core: Core, act: Body) -> Body:
        if not isinstance(act, team_events.Removed) or act.motion is not None or core.team_key is None:
            return act
        number = core.store.number("room", core.team_key.room) or 0
        for _, motion in motions(core, core.team_key.room, number):
            if motion.said == "remove" and motion.target == act.seat:
                return act.model_copy(update={"motion": motion})
        return act

    def move_removal(self, target: str) -> int:
        """A lead's motion to the other leads, to remove a chair together; to how many it went."""
        with self._transaction() as core:
            key = core.team_key
            if key is None:
                raise Locked
            leads = sorted(core.team.having("lead") - {core.me, target})
            for seat in leads:
                statement = core.state(key.room, "remove", target=target)
                number = core.store.number("room", key.room) or 0
                post(core, number, key.room, bytes.fromhex(core.team.members[seat].keys.box), statement)
            return len(leads)

    def invite(self, name: str, roles: tuple[Role, ...]) -> str:
        """Invite somebody; the code that opens the invitation, once. Raises `NotAllowed`."""
        with self._transaction() as core:
            code = invite(core, name, roles)
            self._shelf.sync()
        return code

    def withdraw(self, invitation: str) -> None:
        """Take back an invitation. Raises `NotAllowed`."""
        with self._transaction() as core:
            withdraw(core, invitation)
            self._shelf.sync()

    def renew(self, seat: str) -> str:
        """A new seat for a member who lost every way in: the code for it. The old seat is closed. Raises `NotAllowed`."""
        with self._transaction() as core:
            member = core.team.members.get(seat)
            if member is None:
                raise NotAllowed(code="not-on-team")
            code = invite(core, member.name, tuple(member.roles), renews=seat)
            self._shelf.sync()
        self._checkpoint(core)
        return code

    # One's own -----------------------------------------------------------------------------------------------------

    def write_settings(self, settings: dict[str, str]) -> None:
        """Keep one's own settings, sealed."""
        with self._transaction() as core:
            core.own.write(settings=settings)

    def draft(self, key: str) -> str | None:
        """A draft kept under this key."""
        with self._lock:
            return self._open.own.draft(key)

    def drafts(self) -> dict[str, str]:
        """All drafts."""
        with self._lock:
            return self._open.own.drafts()

    def save_draft(self, key: str, text: str) -> None:
        """Keep a draft, sealed."""
        with self._transaction() as core:
            core.own.save_draft(key, text)

    def drop_draft(self, key: str) -> None:
        """Forget a draft."""
        with self._transaction() as core:
            core.own.drop_draft(key)

    # Care ----------------------------------------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Whether another process wrote and something changed for this reader; nothing is read when nobody wrote."""
        with self._lock:
            core = self._open
            version = core.store.version()
            if version == self._version:
                return False
            self._version = version
            core.own.load_again()
            changed = self._shelf.sync()
            self._hold()
            return changed

    def work(self, seconds: float) -> int:
        """Do what is due for this seat: take up answers, change keys, mend letters; how many cases changed."""
        with self._lock:
            core = self._open
            before = len(self._shelf.due)
            try:
                changed = work_in(core, self._shelf, seconds)
            except BaseException:
                self._read_anew(core)
                raise
            self._version = core.store.version()
            self._shelf.tips = self._shelf.tips | core.own_tip()
            self._hold()
            if changed or before:
                self._checkpoint(core)
            return changed

    def verify(self, progress: Progress | None = None) -> Verdict:
        """Check everything that this seat can check; what does not fit, in words."""
        with self._lock:
            return verify_all(self._open, self._shelf, self._anchor, progress)

    def _checkpoint(self, core: Core) -> None:
        """Empty the log, so that nothing sealed under an old key is left in it; tried again later while a reader is busy."""
        self._pending_checkpoint = not core.store.checkpoint()
        self._keep()

    @property
    def cleaning_up(self) -> bool:
        """Whether old pages wait for a reader elsewhere to finish."""
        return self._pending_checkpoint

    def _hold(self) -> None:
        """Note in the own sheet which rooms one holds: one that is gone from the file was deleted."""
        core = self._open
        held = {row.room: row.case for row in self._shelf.rows.values() if row.access in ("cleared", "confirm", "damaged")}
        if held != core.own.sheet.held:
            core.own.write(held=held)

    def _save(self, core: Core) -> None:
        with core.store.writing():
            self._write_caches(core)
        core.store.checkpoint()
        self._anchor_now(core)

    def _write_caches(self, core: Core) -> None:
        seat = core.store.number("seat", core.seat.id)
        for kind, sealed in seal_snapshot(core.vault, core.seat, self._shelf.snapshot()):
            core.store.run("INSERT OR REPLACE INTO cache (seat, kind, sealed) VALUES (?, ?, ?)", seat, kind, sealed)

    def _keep(self) -> None:
        if self._core is not None:
            self._anchor_now(self._core)

    def _anchor_now(self, core: Core) -> None:
        seats = {
            writer: seat.hex()
            for writer, seat in core.store.rows(
                "SELECT w.id, s.id FROM writer w JOIN event e ON e.writer = w.n AND e.seq = "
                "(SELECT MAX(seq) FROM event WHERE writer = w.n) JOIN seat s ON s.n = e.seat"
            )
        }
        own = core.own
        sheet = (own.sheet_row, own.sheet.version) if own.sheet_row else None
        self._anchor.keep(self._shelf.tips, seats, sheet, f"{self.source.now():%Y-%m-%d %H:%M} UTC")

    def _compare_with_anchor(self) -> None:
        """Refuse a file that lacks what was here before, and say whose entries are missing."""
        core, seats = self._open, self._anchor.seats()
        missing: list[str] = []
        for writer, tip in self._anchor.tips().items():
            here = self._shelf.tips.get(writer)
            if here is None or here.seq < tip.seq:
                member = core.team.members.get(seats.get(writer, ""))
                missing.append(member.name if member else "somebody")
            elif core.store.one(
                "SELECT link FROM event e JOIN writer w ON w.n = e.writer WHERE w.id = ? AND e.seq = ?", writer, tip.seq
            ) != (tip.link,):
                raise Damaged(code="chain-changed")
        version = self._anchor.sheets().get(core.own.sheet_row.hex(), 0) if core.own.sheet_row else 0
        if missing or core.own.sheet.version < version:
            who = f"Entries by {' and '.join(sorted(set(missing)))} that were here" if missing else "What you kept for yourself that was here"
            raise Older(
                f"This vault is older than the one on this computer. {who} on {self._anchor.seen()} are missing, and whoever "
                "stepped aside since then could read again. Put the newer file back."
            )

    def _notices(self) -> tuple[str, ...]:
        if self._anchor.known_here:
            return ()
        if self._anchor.known_vault:
            return ("This is a copy of a vault that you had open elsewhere. What is written here and there does not meet by itself.",)
        return ()
