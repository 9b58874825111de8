"""Putting a copy in the place of a vault: looked through first, and what was there is kept (VAULT.md 6)."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from coctui.host.unfinished import in_the_making, sweep
from coctui.vault.anchor import Anchor
from coctui.vault.connection import as_ours, connect, connect_to_read, translate
from coctui.vault.copies import beside, copy_name, pages, remove, settle, synced
from coctui.vault.core import Core
from coctui.vault.errors import (
    Busy,
    CannotRead,
    Damaged,
    Exists,
    NoCopy,
    NoRoom,
    NotAVault,
    NoVault,
    TwoNames,
    VaultError,
)
from coctui.vault.formats import bring_up
from coctui.vault.older import missing
from coctui.vault.own import Own
from coctui.vault.schema import FORMAT
from coctui.vault.shelf import Progress, Shelf
from coctui.vault.source import Source
from coctui.vault.store import Store
from coctui.vault.unlock import Unlocked
from coctui.vault.verifying import verify_all

MENDED = ("older", "letters", "parcel", "own-row")
"""Findings with which a copy is still taken: known, or mended by itself; the member is told at the next `verify`."""
COPY_DAMAGED = "The copy is damaged too, and nothing was changed."
LOGS = ("-wal", "-shm", "-journal")


def put_back(
    path: Path,
    copy: Path,
    unlock: Callable[[Path], Unlocked],
    *,
    accept_older: bool,
    source: Source,
    progress: Progress | None = None,
) -> Path | None:
    """Put a copy in the place of the vault at `path`; where the file is kept that was there, `None` for none.

    The copy is unlocked by `unlock` and checked whole before anything moves; a stop at any time leaves the one or the
    other in place. Raises `Older` where entries are missing in it and `accept_older` does not say that this is known,
    `Exists` where another vault lies there, `Busy` where somebody has it open, `Damaged`, `NoRoom`, what `unlock` raises.
    """
    with suppress(OSError):  # where one of them is not there, or its path leads nowhere
        if path.samefile(copy):
            raise Exists("This copy lies where the vault is to be. Nothing was changed.", code="itself")
    fresh = in_the_making(path)
    sweep(path.parent, path.name)
    sweep(beside(path), path.stem)
    try:
        remove(fresh)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _as_the_copy():
            with closing(connect_to_read(copy, earlier=True)) as found:
                _copied(found, fresh)
            _bring_up(fresh)
            _refuse_another(path, fresh)
            look_through(unlock(fresh), path, accept_older=accept_older, source=source, progress=progress)
        settle(fresh)
        synced(fresh)
        with put_aside(path, source.now()) as kept:
            fresh.replace(path)
            synced(path.parent)
        return kept
    except OSError:
        raise NoRoom from None
    finally:
        with suppress(OSError):
            remove(fresh)


@contextmanager
def _as_the_copy() -> Iterator[None]:
    """What is wrong is wrong with the copy, and no advice for the vault is given."""
    try:
        yield
    except (TwoNames, CannotRead):
        raise  # said of any file
    except NoVault as error:
        raise NoCopy(code=error.code) from None
    except Damaged as error:
        if error.sentence != Damaged.sentence:
            raise
        raise Damaged(COPY_DAMAGED, code="copy-damaged") from None


def _copied(source: sqlite3.Connection, target: Path) -> None:
    try:
        pages(source, target)
    except sqlite3.Error as error:
        raise translate(error) from None


def _bring_up(path: Path) -> None:
    """A copy of an earlier format is put back as one of this."""
    with closing(connect_to_read(path, earlier=True)) as found:
        (number,) = found.execute("SELECT format FROM vault").fetchone()
    if number < FORMAT:
        with as_ours():
            bring_up(path)


def look_through(
    unlocked: Unlocked, path: Path, *, accept_older: bool, source: Source, progress: Progress | None
) -> None:
    """Check a copy whole, as the vault that is to lie at `path`; closes it."""
    store = Store(unlocked.connection)
    try:
        with as_ours():
            own = Own(store, unlocked.vault, unlocked.seat, source)
            own.load()
            core = Core(store, unlocked.vault, unlocked.seat, source, bytes(16), own)
            shelf = Shelf(core, unlocked.founding, None)
            shelf.sync()
            anchor = Anchor(unlocked.vault, path, file=unlocked.path)
            lacks = missing(core, shelf, anchor)
            # What one kept for oneself since is no reason to refuse a copy that somebody asks for by name.
            if lacks is not None and lacks.entries and not accept_older:
                raise lacks.refusal(copy=True)
            found = [
                each.sentence for each in verify_all(core, shelf, anchor, progress).findings if each.code not in MENDED
            ]
        if found:
            raise Damaged(f"{COPY_DAMAGED} {found[0]}", code="copy-damaged")
    finally:
        store.close()


def _refuse_another(path: Path, fresh: Path) -> None:
    there, found = _vault_in(path), _vault_in(fresh)
    if there is not None and there != found:
        raise Exists("Another vault lies at this place, and it stays as it is.", code="another-vault")


def _vault_in(path: Path) -> object:
    """The id of the vault that lies at a path; `None` where none does that can be read. `TwoNames`: it may be any."""
    try:
        with closing(connect_to_read(path, earlier=True)) as file:
            return file.execute("SELECT vault FROM vault").fetchone()
    except TwoNames:
        raise
    except (VaultError, sqlite3.Error):
        return None


@contextmanager
def put_aside(path: Path, at: datetime) -> Iterator[Path | None]:
    """Keep what lies at a path, and keep others out of it meanwhile; where it is kept."""
    if not path.exists():
        yield None
        return
    kept = beside(path) / copy_name(path, at, put_aside=True)
    kept.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        connection = connect(path, earlier=True)
    except (NotAVault, Damaged, NoVault):
        # What is no vault any more is kept as it is, with its log; left beside another file that would be read into it.
        with _whole(kept) as fresh:
            for suffix in ("", *LOGS):
                with suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{suffix}", f"{fresh}{suffix}")
                    synced(Path(f"{fresh}{suffix}"))
        for suffix in LOGS:
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        yield kept
        return
    with closing(connection):
        try:
            # Only who is alone may leave the log behind; from then on nobody else gets in.
            if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
                raise Busy
            for line in ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE", "COMMIT"):
                connection.execute(line)
        except sqlite3.Error as error:
            raise translate(error) from None
        with _whole(kept) as fresh:
            _copied(connection, fresh)
            synced(fresh)
        if os.name != "nt":
            yield kept
            return
    # There no file can be replaced that somebody has open, ourselves included.
    yield kept


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Where to make a file, with what belongs beside it, that lies at `target` once the block has ended well."""
    fresh = in_the_making(target)
    try:
        remove(fresh)
        yield fresh
        # The file itself last: nothing goes by that name before all of it is there.
        for suffix in (*LOGS, ""):
            with suppress(FileNotFoundError):
                Path(f"{fresh}{suffix}").replace(f"{target}{suffix}")
        synced(target.parent)
    finally:
        with suppress(OSError):
            remove(fresh)
