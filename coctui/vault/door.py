"""The vault as everybody else knows it: models out, acts in. The only door to data."""

from collections.abc import Sequence
from pathlib import Path

from coctui.models import team_events
from coctui.models.case import Case
from coctui.models.content_events import FileRef
from coctui.models.event import Body
from coctui.models.roster import Member, Role, Team
from coctui.models.row import Row
from coctui.models.statement import Card, Said, Statement
from coctui.vault.attachment import read_attachment
from coctui.vault.beside import case_as_seen, rows_in_order
from coctui.vault.casefile import answer_card, card_of, holding, motions_in, move_in_case, record_in_case
from coctui.vault.computer import unlock_here
from coctui.vault.connection import as_ours
from coctui.vault.doorways import Doorways
from coctui.vault.duty import work_in
from coctui.vault.errors import Unknown
from coctui.vault.invitation import invite, withdraw
from coctui.vault.kdf import STANDARD, Cost
from coctui.vault.keeping import hold, hold_case
from coctui.vault.making import join_vault, make_vault
from coctui.vault.managing import manage_team, move_removal, renew_seat
from coctui.vault.merge import Merging
from coctui.vault.own import Sheet
from coctui.vault.passphrase import as_words
from coctui.vault.recording import Files, open_case
from coctui.vault.seat import PublicKeys
from coctui.vault.shelf import Progress
from coctui.vault.source import SYSTEM, Source
from coctui.vault.teamroom import team_unsettled
from coctui.vault.unlock import Unlocked, unlock
from coctui.vault.verdict import Tip, Verdict
from coctui.vault.verifying import tips, verify_all


class Vault(Merging, Doorways):
    """An unlocked vault, seen from one seat. Safe to call from several threads; each call takes one lock."""

    # Ways in -------------------------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        name: str,
        passphrase: str,
        founding: team_events.Founded,
        cost: Cost = STANDARD,
        source: Source = SYSTEM,
    ) -> "Vault":
        """Start a team: a new vault with its first member, unlocked."""
        make_vault(path, name=name, passphrase=passphrase, founding=founding, cost=cost, source=source)
        return cls.open(path, name, passphrase, source=source)

    @classmethod
    def load(cls, unlocked: Unlocked, progress: Progress | None = None, *, accept_older: bool = False) -> "Vault":
        """The heavy half of unlocking: check what is new, open what changed. `progress` gets (done, all) in rooms.

        `accept_older`: take a file back into use that lacks what was here before, which the team is told.
        """
        try:
            with as_ours():
                return cls(unlocked, progress, accept_older=accept_older)
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
    def open_here(cls, path: Path, *, source: Source = SYSTEM, progress: Progress | None = None) -> "Vault":
        """The same with this computer's keyring, where that was allowed. Raises `NoKeyHere`, `NoKeyring`, `KeyringRefused`."""
        return cls.load(unlock_here(path, source), progress)

    @classmethod
    def accept(cls, path: Path, *, name: str, code: str, passphrase: str, source: Source = SYSTEM) -> "Vault":
        """Join a team with an invitation's code, under a name to unlock with; unlocked."""
        join_vault(path, name=name, code=code, passphrase=passphrase, source=source)
        return cls.open(path, name, passphrase, source=source)

    # What one sees -------------------------------------------------------------------------------------------------

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
            _ = self._open
            return rows_in_order(self._shelf)

    def leave_at(self, rooms: Sequence[str]) -> None:
        """Among which lines the list is left: the next unlock draws them first, before it has read the others."""
        with self._lock:
            self._shelf.left_at = tuple(rooms)

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
        """A case that one holds. Raises `Unknown`, `NotAllowed` (answer or confirm first, stepped aside), `Damaged`."""
        with self._at_one_moment() as core:
            return case_as_seen(self._shelf, holding(core, self._shelf, bytes.fromhex(room)).case)

    def card(self, room: str) -> Card:
        """The card of a case to which one was asked, or let in on a word by voice that is to be confirmed."""
        with self._at_one_moment() as core:
            return card_of(core, self._shelf, bytes.fromhex(room))

    def attachment(self, room: str, file: FileRef) -> bytes:
        """The bytes of an attachment. Raises `Unknown`, `Damaged`."""
        with self._at_one_moment() as core:
            opened = holding(core, self._shelf, bytes.fromhex(room))
            with as_ours():
                return read_attachment(core.store, opened.n, opened.events.keys, file)

    def known(self, sha256: str) -> str | None:
        """The visible case that these same original bytes came to before, if any."""
        with self._lock:
            return next((row.room for row in self._shelf.rows.values() if sha256 in row.originals), None)

    def words(self, seat: str) -> str:
        """Six words of a member's key, for two people to compare by voice."""
        keys = self.team.members[seat].keys
        return as_words(PublicKeys(bytes.fromhex(keys.box), bytes.fromhex(keys.sign)).seat)

    # What one does -------------------------------------------------------------------------------------------------

    def open_case(self, acts: Sequence[Body], files: Files | None = None) -> str:
        """Open a case: its first acts in one transaction; the room. Raises `NotAllowed`."""
        with self._transaction() as core:
            room = open_case(core, acts, files)
            self._shelf.place(room)
            hold_case(core, self._shelf, room.key.room)
        return room.key.room.hex()

    def record(self, room: str, acts: Sequence[Body], files: Files | None = None) -> Case:
        """Record acts in a case, and give it as it is then. Changes its key first where that is due. Raises `NotAllowed`."""
        with self._transaction() as core:
            following, leaves = record_in_case(core, self._shelf, bytes.fromhex(room), acts, files)
        if leaves:
            self._checkpoint(core)
        return case_as_seen(self._shelf, following.case)

    def answer(self, room: str, said: Said) -> None:
        """Answer the question on a card: "no conflict" or "step aside". No reason is asked, none is stored."""
        with self._transaction() as core:
            answer_card(core, self._shelf, bytes.fromhex(room), said)

    def move(self, room: str, said: Said, target: str = "") -> int:
        """Make a motion to all other cleared members; to how many it went. For an exclusion and an expunging, which need two."""
        with self._transaction() as core:
            return move_in_case(core, self._shelf, bytes.fromhex(room), said, target)

    def motions(self, room: str) -> tuple[Statement, ...]:
        """Motions of colleagues in a case that wait for this seat."""
        with self._at_one_moment() as core:
            return motions_in(core, holding(core, self._shelf, bytes.fromhex(room)))

    # The team ------------------------------------------------------------------------------------------------------

    def manage(self, *acts: Body) -> None:
        """Record acts about the team. A removal or renewal changes the team's key at once. Raises `NotAllowed`."""
        with self._transaction() as core:
            manage_team(core, acts)
            self._shelf.sync()
        self._checkpoint(core)

    def move_removal(self, target: str) -> int:
        """A lead's motion to the other leads, to remove a chair together; to how many it went."""
        with self._transaction() as core:
            return move_removal(core, target)

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
        self._checkpoint(core)

    def renew(self, seat: str) -> str:
        """A new seat for a member who lost every way in: the code for it. The old seat is closed. Raises `NotAllowed`."""
        with self._transaction() as core:
            code = renew_seat(core, seat)
            self._shelf.sync()
        self._checkpoint(core)
        return code

    # One's own -----------------------------------------------------------------------------------------------------

    def write_settings(self, settings: dict[str, str]) -> None:
        """Keep some of one's own settings, sealed; the others stay, and `""` takes one away."""
        with self._transaction() as core:
            changed = core.own.sheet.settings | settings
            core.own.write(settings={name: value for name, value in changed.items() if value})

    def write_private(self, entries: Sequence[str]) -> None:
        """Keep one's own list of people and employers whom one must not judge, sealed; nobody else sees that there is one."""
        with self._transaction() as core:
            if tuple(entries) != core.own.sheet.private:
                core.own.write(private=tuple(entries))

    def saw_people(self, room: str, marks: Sequence[str]) -> None:
        """Remember, on one's own side, about whom of a case one said: no conflict. Raises as `case` does."""
        with self._transaction() as core:
            holding(core, self._shelf, bytes.fromhex(room))
            seen = core.own.sheet.seen
            core.own.write(seen={**seen, room: tuple(sorted({*seen.get(room, ()), *marks}))})

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
            core = self._looked()
            news, self._news = self._news, False
            if news:
                hold(core, self._shelf)
            return news

    def work(self, seconds: float) -> int:
        """Do what is due for this seat: take up answers, change keys, mend letters; how many cases changed."""
        with self._lock:
            core = self._looked()
            due = bool(self._shelf.due) or team_unsettled(core)
            changed = work_in(core, self._shelf, seconds, self._transaction)
            if changed or due or self._news:
                hold(core, self._shelf)
            if changed or due or self._pending_checkpoint:
                self._checkpoint(core)
            self.keep_copies()
            return changed

    def tips(self, other: str | None = None, progress: Progress | None = None) -> tuple[Tip, ...]:
        """Words for the newest state of the team, and of each case that `other` holds too; first those for all of it."""
        with self._at_one_moment() as core:
            return tips(core, self._shelf, other, progress)

    def verify(self, progress: Progress | None = None) -> Verdict:
        """Check everything that this seat can check; what does not fit, in words."""
        with self._at_one_moment() as core:
            return verify_all(core, self._shelf, self._anchor, progress)
