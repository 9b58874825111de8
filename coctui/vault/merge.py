"""Merging: what another copy of this vault has comes in, in one transaction (VAULT.md 7; docs/decisions/0012).

Anybody may do it whom it does not lock out. What they cannot open is carried as it is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from coctui.models.event import Keyed
from coctui.vault import copies
from coctui.vault.anchor import Anchor
from coctui.vault.arrival import COPYING, JOINING, LOOKING, TAKING, Merged, merged, seen_of
from coctui.vault.branch import letters_of, sets_of
from coctui.vault.caseroom import read_case
from coctui.vault.connection import as_ours
from coctui.vault.copying import GONE_WITH, Copying
from coctui.vault.core import Core
from coctui.vault.duty import work_in
from coctui.vault.errors import (
    Damaged,
    LockedOut,
    NotAllowed,
    Older,
    OtherDamaged,
    SameFile,
    VaultError,
    Waiting,
)
from coctui.vault.keeping import hold
from coctui.vault.lettering import wrote
from coctui.vault.room import RoomKey
from coctui.vault.shelf import BROKEN, CLOSED, KEY, Progress
from coctui.vault.snapshot import Mark
from coctui.vault.store import Store
from coctui.vault.trail import Tips, check_trail
from coctui.vault.union import in_both, other_copy, prune, rooms_with_news, unite

Doing = Callable[[str], None]
AT_ONCE = 5.0
"""Seconds for bringing together what was written apart; the rest stays due (VAULT.md 1)."""


class Merging(Copying):
    """An unlocked vault that takes in what another copy of it has."""

    def merge(self, other: Path, progress: Progress | None = None, doing: Doing | None = None) -> Merged:
        """Take in another copy of this vault; what came, as far as this member sees it. The other file stays as it is.

        A copy is made first. `doing` gets each of `MERGING` as it begins, `progress` the steps of the third.
        Raises `SameFile`, `OtherVault`, `OtherFormat`, `OtherDamaged`, `Twice`, `LockedOut`, `NoVault`,
        `NoRoom`, `Busy`; then nothing was merged.
        """
        tell = doing or (lambda _: None)
        if _same_file(self.path, other):
            raise SameFile
        tell(LOOKING)
        with self._lock:
            core = self._looked()
            with other_copy(other, core.vault) as there, as_ours():
                with self._at_one_moment():
                    _check(there, core.vault, in_both(core.store, there))
                    news = rooms_with_news(core.store, there)
                    before = seen_of(core, self._shelf, news)
                older = _older_than_known(there, Anchor(core.vault, other))
                tell(COPYING)
                self._keep_before()
                tell(TAKING)
                self._take_in(there, progress)
            tell(JOINING)
            core = self._open
            work_in(core, self._shelf, AT_ONCE, self._transaction)
            if core.team_key is not None:
                with self._transaction():
                    prune(core)
            hold(core, self._shelf)
            self._checkpoint(core)
            self.keep_copies()
            return merged(core, self._shelf, before, news)._replace(older=older)

    def _keep_before(self) -> None:
        """A copy of the file as it was, where its copies lie."""
        folder = (self._usual() or [copies.beside(self.path)])[0]
        at = self.source.now()
        while (target := folder / copies.copy_name(self.path, at)).exists():
            if self._standing(target) in GONE_WITH:
                break
            at += timedelta(seconds=1)  # what was put aside this very second stays
        seen = self._olds()
        copies.take_copy(self.path, target)
        self._note(folder, seen, folder=True, asked=False)

    def _take_in(self, there: Store, progress: Progress | None) -> None:
        try:
            with _as_theirs(), self._transaction() as core:
                before = dict(self._shelf.marks)
                unite(core, there)
                core.forget_team()
                core.own.load_again()
                self._shelf.sync(progress)
                for room, mark in self._shelf.marks.items():
                    _refuse_damage(core, mark, before.get(room))
        except BaseException:
            # What was read in between was never in the file.
            self._read_anew(self._open, whole=True)
            raise


def _refuse_damage(core: Core, now: Mark, before: Mark | None) -> None:
    """Refuse a room that opened before and not now, unless somebody in the other copy closed it by letters that fit."""
    if now.kind == BROKEN and (before is None or before.kind != BROKEN):
        raise Damaged
    if now.kind != CLOSED or before is None or before.kind != KEY:
        return
    found = sets_of(core.store, now.room)
    if [row.generation for row in found] == [before.generation]:
        # Under the key that one had, the event is there to be read that says which letters it wrote.
        room = read_case(core, RoomKey(core.vault, now.room, before.key))
        there, letters = found[0], letters_of(core.store, found[0])
        bodies = (event.body for event in room.events.lanes["access"] if event.link == there.link.hex())
        if not any(isinstance(body, Keyed) and body.letters and wrote(body.letters, letters, there) for body in bodies):
            raise Damaged


@contextmanager
def _as_theirs() -> Iterator[None]:
    """Whatever does not fit once both are together came with the other file; ours was read whole before."""
    try:
        yield
    except NotAllowed as error:
        raise LockedOut from error
    except Waiting as error:
        raise LockedOut(code="copies-met") from error
    except (Damaged, Older):
        raise OtherDamaged from None


def _older_than_known(there: Store, anchor: Anchor) -> bool:
    """Whether somebody put an older file where this computer knew a newer one."""
    sql = "SELECT link FROM event e JOIN writer w ON w.n = e.writer WHERE w.id = ? AND e.seq = ?"
    return any(there.one(sql, writer, tip.seq) != (tip.link,) for writer, tip in anchor.tips().items() if tip.seq)


def _check(there: Store, vault: bytes, known: Tips) -> None:
    """Every link and signature that is new: what lies here already was checked here, and is not taken from there."""
    try:
        check_trail(there, vault, known, every=True)
    except VaultError:
        raise OtherDamaged from None


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
