"""An unlocked vault at work: its keys in memory, transactions that hold in the file and in memory, what locking keeps."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from coctui.models.team_events import Restored
from coctui.vault.anchor import Anchor
from coctui.vault.connection import as_ours
from coctui.vault.core import Core
from coctui.vault.errors import Busy, Locked, NoRoom, VaultError
from coctui.vault.keeping import hold, keep_anchor, note_copies, notices, write_caches
from coctui.vault.older import Missing, missing, sheet_is_older
from coctui.vault.own import Own
from coctui.vault.page import TAKEN, take_pages
from coctui.vault.seat import SEED, Seat
from coctui.vault.shelf import Progress, Shelf
from coctui.vault.store import Store
from coctui.vault.teamroom import record_team
from coctui.vault.unlock import Unlocked
from coctui.vault.ways import check_way


class Unsealed:
    """What every act of an open vault stands on; `door.Vault` says which acts there are."""

    def __init__(self, unlocked: Unlocked, progress: Progress | None = None, *, accept_older: bool = False) -> None:
        self.path, self.source = unlocked.path, unlocked.source
        self._lock = threading.RLock()
        self._anchor = Anchor(unlocked.vault, unlocked.path)
        store = Store(unlocked.connection)
        own = Own(store, unlocked.vault, unlocked.seat, self.source)
        writer = self._anchor.writer(self.source)
        self._core: Core | None = Core(store, unlocked.vault, unlocked.seat, self.source, writer, own)
        self._shelf = Shelf(self._core, unlocked.founding, unlocked.snapshot(), self._anchor.tips_of(self._core.me))
        self._pending_checkpoint = False
        self._news = False
        self._core.way = unlocked.way
        with store.reading():
            self._version = store.version()
            own.load()
            check_way(self._core)
            if sheet_is_older(self._core, self._anchor):
                # What was seen since tells nothing of what this sheet says was held: a colleague may have closed it between.
                self._shelf.forget_anchor()
            self._shelf.sync(progress)
        self.restored = missing(self._core, self._shelf, self._anchor)
        """What the file lacks and was taken back into use without."""
        if self.restored is not None:
            if not accept_older:
                raise self.restored.refusal()
            self._take_back(self.restored)
        self.notices: tuple[str, ...] = notices(self._core, self._anchor)
        # A full disk is no reason not to read; the anchor never runs ahead of the sheet.
        with suppress(NoRoom, Busy):
            hold(self._core, self._shelf)
            keep_anchor(self._core, self._shelf, self._anchor)
            if take_pages(self._core):
                self.notices += (TAKEN,)

    def __repr__(self) -> str:
        return "<Vault>"

    def _take_back(self, lacks: Missing) -> None:
        """Go on with an older file: the team reads that it was, and no (writer, seq) is used twice."""
        core = self._open
        core.writer = self.source.token(16)
        core.own.take_as(lacks.line, lacks.version)
        self._shelf.forget_anchor()
        with self._transaction():
            if core.team_key is not None and lacks.entries:
                # Without a number: it would tell everybody of entries in cases that they may not know of.
                record_team(core, [Restored()])
            core.own.write()
            self._shelf.sync()
        self._anchor.begin_anew(core.writer)

    def lock(self) -> None:
        """Keep the caches and the anchor, then forget keys and models and close the file."""
        with self._lock:
            if self._core is None:
                return
            core, self._core = self._core, None
            try:
                core.store.hurry()
                with suppress(VaultError):
                    self._save(core)
                with suppress(VaultError):
                    core.store.checkpoint()
            finally:
                # Whatever fails: nothing stays open, and no key in memory.
                core.store.close()
                nobody = Seat(bytes(SEED))
                own = Own(core.store, b"", nobody, core.source)
                self._shelf = Shelf(Core(core.store, b"", nobody, core.source, b"", own), b"", None)

    @property
    def _open(self) -> Core:
        if self._core is None:
            raise Locked
        return self._core

    @property
    def cleaning_up(self) -> bool:
        """Whether old pages wait for a reader elsewhere to finish."""
        return self._pending_checkpoint

    # All or nothing ------------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[Core]:
        """All or nothing, in the file and in memory; what others wrote meanwhile is read first."""
        with self._lock:
            core = self._open
            try:
                with core.store.writing():
                    # Nobody else can write from here on: what we check is what we write on, and our tip is our own.
                    self._catch_up(core)
                    yield core
                    if core.leaves:
                        note_copies(core)
                    tip = core.own_tip()
            except VaultError as error:
                core.leaves = False
                # A refusal comes before anything in memory changed, but for the own sheet.
                self._read_anew(core, whole=error.status != 1)
                raise
            except BaseException:
                core.leaves = False
                self._read_anew(core, whole=True)
                raise
            core.leaves = False
            self._shelf.tips = self._shelf.tips | tip

    def _catch_up(self, core: Core) -> None:
        version = core.store.version()
        if version == self._version:
            return
        with as_ours():
            core.own.load_again()
            # Kept until `refresh` tells it: an act of one's own looks as well.
            self._news = self._shelf.sync() or self._news
        # Set last and to what was read first: who writes in between is seen the next time.
        self._version = version

    def _looked(self) -> Core:
        """The file as it is now: a key or card number of a moment ago may be another one's by now."""
        core = self._open
        with core.store.reading():
            self._catch_up(core)
        return core

    @contextmanager
    def _at_one_moment(self) -> Iterator[Core]:
        """The file as it is now, and nothing else meanwhile: for what only reads."""
        with self._lock:
            core = self._open
            with core.store.reading():
                self._catch_up(core)
                yield core

    def _read_anew(self, core: Core, *, whole: bool) -> None:
        with suppress(VaultError), core.store.reading():
            core.own.load_again()
            if whole:
                core.forget_team()
                self._shelf.forget()
                self._shelf.sync()

    def _checkpoint(self, core: Core) -> None:
        """Empty the log, so that nothing sealed under an old key is left in it; tried again later while a reader is busy.

        A full disk is no reason to say that an act failed: it is in the file.
        """
        self._pending_checkpoint = True
        with suppress(NoRoom, Busy):
            self._pending_checkpoint = not core.store.checkpoint()
            if self._news:
                hold(core, self._shelf)
        keep_anchor(core, self._shelf, self._anchor)

    def _save(self, core: Core) -> None:
        with core.store.writing():
            # What was closed to this seat meanwhile must not come back as a cache; one who was removed keeps none at all.
            self._catch_up(core)
            hold(core, self._shelf)
            write_caches(core, self._shelf)
        keep_anchor(core, self._shelf, self._anchor)
