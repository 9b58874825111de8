"""Copies of the file: made by SQLite while others work, compared row by row with what they were made of, then in place.

A copy is one file in rollback mode, without caches: it can be carried on a stick, and tells no list to whoever opens it.
Nothing here needs a key. Which places there are, and when their copies go, is `copying.py`.
"""

import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_state_path

from coctui.host.unfinished import in_the_making, sweep
from coctui.vault.connection import PATIENCE, as_ours, connect, connect_to_read, private, translate
from coctui.vault.errors import Busy, CopyDiffers, NoRoom, VaultError
from coctui.vault.kept import Standing
from coctui.vault.schema import TABLES

NAMED = re.compile(r"(?P<stem>.*) (?P<day>\d{4}-\d\d-\d\d) (?P<time>\d{6})(?P<put_aside> put aside)?\.coctui")
DAYS, LAST = 7, 3
"""Of the copies that come by themselves, the last of each of so many days is kept, and the last few anyway."""
EVERY = timedelta(hours=1)
"""They come no more often than that."""
ATTEMPTS = 5
"""How often a copy is begun anew because somebody wrote meanwhile."""
Gives = Callable[[bytes, bytes, bytes], bool]
"""(room, generation, letter) -> whether the letter opens for who looks."""


class Copy(NamedTuple):
    """A copy as its name says it is."""

    path: Path
    at: datetime
    put_aside: bool
    """Whether it is the file that a restored one took the place of."""


def beside(vault: Path) -> Path:
    """The folder of copies next to a vault."""
    return whole(vault).with_name(f"{vault.stem} copies")


def whole(path: Path) -> Path:
    """The same place whatever folder one stands in: where copies lie is noted, and read from another one."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # `Path.absolute` keeps `..`: one place would have two names


def usual_places(vault: Path, id: bytes) -> tuple[Path, ...]:
    """Folders in which copies come by themselves: one beside the vault, one elsewhere; none for a throw-away vault."""
    here = vault.resolve()
    if here.is_relative_to(Path(tempfile.gettempdir()).resolve()):
        return ()
    state = user_state_path("coctui", appauthor=False)
    elsewhere = state if not here.is_relative_to(state.resolve()) else Path.home() / ".coctui"
    return beside(vault), elsewhere / "copies" / id.hex()


def copy_name(vault: Path, at: datetime, *, put_aside: bool = False) -> str:
    """How a copy that is made now is called."""
    return f"{vault.stem} {at.astimezone(UTC):%Y-%m-%d %H%M%S}{' put aside' if put_aside else ''}.coctui"


def copies_in(folder: Path, vault: Path) -> list[Copy]:
    """The copies of a vault in a folder, by their names, oldest first. Raises `OSError` where it cannot be listed."""
    found: list[Copy] = []
    for path in folder.iterdir():
        named = NAMED.fullmatch(path.name)
        if named is None or named["stem"] != vault.stem:
            continue
        with suppress(ValueError):
            at = datetime.strptime(f"{named['day']} {named['time']}", "%Y-%m-%d %H%M%S").replace(tzinfo=UTC)
            found.append(Copy(path, at, named["put_aside"] is not None))
    return sorted(found, key=lambda copy: (copy.at, copy.path.name))


def rolled(copies: list[Copy]) -> list[Copy]:
    """Which of the copies, oldest first, are not needed any more."""
    days = {copy.at.date(): copy for copy in copies}
    kept = {*copies[-LAST:], *(days[day] for day in sorted(days)[-DAYS:])}
    return [copy for copy in copies if copy not in kept]


def take_copy(vault: Path, target: Path, check: Callable[[Path], None] | None = None) -> None:
    """Copy the vault to a path, replacing what lies there only once the copy has been compared and checked.

    Raises `NoRoom`, `Busy` where somebody writes without a pause, `CopyDiffers`, and what `check` raises.
    """
    fresh = in_the_making(target)
    sweep(target.parent, vault.stem, target.name)
    try:
        remove(fresh)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _copied(vault, fresh)
        if check is not None:
            check(fresh)
            settle(fresh)
        synced(fresh)
        fresh.replace(target)
        synced(target.parent)
    except OSError:
        raise NoRoom from None
    finally:
        with suppress(OSError):
            remove(fresh)


def _copied(vault: Path, fresh: Path) -> None:
    with closing(connect(vault)) as source:
        for _ in range(ATTEMPTS):
            before = _version(source)
            try:
                pages(source, fresh, "PRAGMA secure_delete = ON", "DELETE FROM cache")
                source.execute("ATTACH ? AS copy", (str(fresh),))
                same = _same(source, before)
                source.execute("DETACH copy")
            except sqlite3.Error as error:
                raise translate(error) from None
            if same is not None:
                break
            remove(fresh)
        else:
            raise Busy
    if not same:
        raise CopyDiffers


def pages(source: sqlite3.Connection, target: Path, *then: str) -> None:
    """Copy all that a connection sees into one file, readable by its owner only. Raises `Busy`, `sqlite3.Error`."""
    target.touch(mode=0o600)
    private(target)
    until = time.monotonic() + PATIENCE / 1000

    def patient(*_: int) -> None:
        # Python tries again for ever.
        if time.monotonic() > until:
            raise Busy

    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        # In one step: between two somebody could write, and it would begin anew.
        source.backup(copy, pages=-1, progress=patient)
        for line in ("PRAGMA journal_mode = DELETE", *then):
            copy.execute(line)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _same(connection: sqlite3.Connection, before: int) -> bool | None:
    """Whether the attached copy holds row for row what the file does; `None` where that has changed since `before`."""
    connection.execute("BEGIN")
    try:
        # The first read fixes what we see; only then the version says whether it is what was copied.
        connection.execute("SELECT 1 FROM main.vault").fetchone()
        if _version(connection) != before:
            return None
        whole = connection.execute("PRAGMA copy.integrity_check(1)").fetchall() == [("ok",)]
        return whole and all(_equal(connection, table) for table in TABLES if table != "cache")
    finally:
        connection.execute("COMMIT")


def _equal(connection: sqlite3.Connection, table: str) -> bool:
    columns = [(name, key) for _, name, _, _, _, key in connection.execute(f"PRAGMA main.table_info({table})")]
    joined = " AND ".join(f"b.{name} = a.{name}" for name, key in columns if key)
    differs = " OR ".join(f"b.{name} IS NOT a.{name}" for name, _ in columns)
    counts = f"(SELECT COUNT(*) FROM main.{table}) = (SELECT COUNT(*) FROM copy.{table})"  # noqa: S608  # our own names
    other = f"SELECT 1 FROM main.{table} a LEFT JOIN copy.{table} b ON {joined} WHERE {differs}"  # noqa: S608  # the same
    return bool(connection.execute(f"SELECT {counts} AND NOT EXISTS ({other})").fetchone()[0])


def settle(path: Path) -> None:
    """One file again, with nothing beside it; also says whether anybody else has it open: `Busy`."""
    with closing(connect(path, alone=True)) as connection:
        try:
            if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
                raise Busy
        except sqlite3.Error as error:
            raise translate(error) from None


def standing(vault: sqlite3.Connection, copy: Path, seat: bytes, gives: Gives) -> Standing:
    """How a copy stands to an open vault, as far as this seat may tell."""
    try:
        with as_ours(), closing(connect_to_read(copy)) as other:
            return _standing(vault, other, seat, gives)
    except VaultError:
        return "unreadable"


def _standing(vault: sqlite3.Connection, copy: sqlite3.Connection, seat: bytes, gives: Gives) -> Standing:
    sql = "SELECT vault FROM vault"
    if vault.execute(sql).fetchone() != copy.execute(sql).fetchone():
        return "another"
    sql = "SELECT w.id, MAX(e.seq), e.link FROM event e JOIN writer w ON w.n = e.writer GROUP BY w.id"
    there = {id: (seq, link) for id, seq, link in copy.execute(sql)}
    sql = "SELECT 1 FROM event e JOIN writer w ON w.n = e.writer WHERE w.id = ? AND e.seq = ? AND e.link = ?"
    if any(vault.execute(sql, (id, *tip)).fetchone() is None for id, tip in there.items()):
        return "newer"
    # The names of replaced keys stay in a file; what opens with one that is still in use there is what matters.
    now = {name for (name,) in vault.execute("SELECT name FROM generation WHERE former = 0")}
    sql = (
        "SELECT r.id, g.name, l.sealed FROM letter l JOIN room r ON r.n = l.room JOIN generation g ON g.n = l.generation "
        "JOIN seat s ON s.n = l.seat WHERE s.id = ?"
    )
    replaced = (letter for letter in copy.execute(sql, (seat,)) if letter[1] not in now)
    return "old letters" if any(gives(*letter) for letter in replaced) else "earlier"


def remove(path: Path) -> None:
    """Delete a file and what SQLite may have left beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def synced(path: Path) -> None:
    """On the disk, whatever happens to the power; of a folder its names, where the system can say so."""
    folder = path.is_dir()
    try:
        descriptor = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    except OSError:
        if folder:
            return
        raise
    try:
        with suppress(*([OSError] if folder else [])):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
