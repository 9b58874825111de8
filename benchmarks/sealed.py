"""The vault that is measured: made of the invented cases, with six seats, and its twin rows beside it."""

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cases import note, ten_entries
from benchmarks.plain import PlainRows
from coctui.models.access_events import Admitted
from coctui.models.content_events import Attached, FileRef
from coctui.models.event import Body, Event
from coctui.models.roster import Profile
from coctui.models.row import Row
from coctui.models.team_events import Founded
from coctui.vault.door import Vault
from coctui.vault.kdf import FLOOR
from coctui.vault.recording import open_case

NAME, SECOND = "Noor", "Ilse"
OTHERS = (SECOND, "Oksana", "Paz", "Tamsin", "Wanjiru")
PASSPHRASE = "amber heron under seven quiet bridges"  # noqa: S105  # opens invented vaults only
BATCH = 500
"""Cases in one transaction while the vault is made; nothing of that is timed."""


def at_home(folder: Path) -> None:
    """Keep what coctui remembers of a vault outside of it in this folder too, not among the files of whoever measures."""
    os.environ["HOME"] = os.environ["LOCALAPPDATA"] = str(folder)
    os.environ["XDG_STATE_HOME"] = str(folder / "state")


def home(folder: Path) -> dict[str, str | None]:
    """The same for a program that is started there; its byte code is kept as after an install, also where a shell says not to."""
    return {
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PYTHONPYCACHEPREFIX": str(folder / "bytes"),
        "PYTHONDONTWRITEBYTECODE": None,
    }


def found(path: Path) -> Vault:
    """A vault with six seats at the lowest cost of a passphrase that coctui reads."""
    founding = Founded(format=1, conference="PyLadiesCon", profile=Profile(name=NAME), roles=("lead", "chair"))
    vault = Vault.create(path, name=NAME, passphrase=PASSPHRASE, founding=founding, cost=FLOOR)
    for name in OTHERS:
        code = vault.invite(name, ("lead",))
        Vault.accept(path, name=name, code=code, passphrase=PASSPHRASE).lock()
    vault.refresh()
    return vault


def fill(vault: Vault, cases: int, twins: Sequence[PlainRows]) -> list[str]:
    """The same cases into the vault and into every twin; their rooms."""
    rooms: list[str] = []
    for start in range(0, cases, BATCH):
        made: list[tuple[Row, list[Event]]] = []
        with vault._transaction() as core:  # noqa: SLF001  # one transaction for many cases; the program has no use for it
            for number in range(start, min(start + BATCH, cases)):
                room = open_case(core, ten_entries(number, core.me))
                vault._shelf.place(room)  # noqa: SLF001
                row = vault._shelf.rows[room.key.room]  # noqa: SLF001
                made.append((row, [*room.events.lanes["access"], *room.events.lanes["content"]]))
        for twin in twins:
            twin.fill(made)
        rooms += [row.room for row, _ in made]
    return rooms


def long_case(vault: Vault, entries: int, second: str) -> str:
    """A case of so many entries in which a second member was let in on a word by voice."""
    first = ten_entries(0, vault.me)
    more: list[Body] = [note(number) for number in range(entries - len(first))]
    return vault.open_case([*first, Admitted(seat=second), *more])


def reference(vault: Vault, content: bytes) -> FileRef:
    """An attachment as its event knows it."""
    id, digest = vault.source.id(), hashlib.sha256(content).hexdigest()
    return FileRef(id=id, name="picture.png", type="image/png", size=len(content), sha256=digest)


def attach(vault: Vault, room: str, ref: FileRef, content: bytes) -> None:
    """An attachment and the entry that names it."""
    vault.record(room, [Attached(file=ref)], {ref.id: content})


def make_new_here(path: Path, state: Path) -> None:
    """Take away what makes a later unlock quick: the sealed caches, and what this computer remembers."""
    for kept in state.rglob("*.json"):
        kept.unlink()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DELETE FROM cache")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
