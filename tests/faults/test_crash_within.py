"""Something fails in the middle of an act, at each step in turn: file and memory are wholly old or wholly new."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from coctui.models.access_events import Asked, Excluded, Recused
from coctui.models.content_events import Attached, NoteWritten, Strike
from coctui.models.expunge_events import Expunged
from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged, Removed, RoleChanged
from coctui.vault.door import Vault
from coctui.vault.errors import VaultError, WrongKey
from coctui.vault.source import ReplaySource
from coctui.vault.store import Store
from tests.faults.sample import PASSPHRASES, START, Desk, file_ref, found, open_as, opened, seen

FULL = sqlite3.OperationalError("database or disk is full")
FULL.sqlite_errorname = "SQLITE_FULL"
FAILURES: dict[str, BaseException] = {
    "disk": FULL,
    "ctrl+c": KeyboardInterrupt(),
    "memory": MemoryError(),
    "bug": RuntimeError("x"),
}


class Faulty:
    """A connection that fails at the n-th statement that writes."""

    def __init__(self, real: sqlite3.Connection, at: int, failure: BaseException) -> None:
        self._real, self._left, self._failure = real, at, failure
        self.failed = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def _step(self, sql: str) -> None:
        if sql.lstrip().upper().startswith(("SELECT", "PRAGMA DATA", "ROLLBACK")):
            return
        self._left -= 1
        if self._left == 0:
            self.failed = True
            raise self._failure

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        """As the connection does, or fail."""
        self._step(sql)
        return self._real.execute(sql, values)

    def executemany(self, sql: str, values: Any) -> sqlite3.Cursor:
        """As the connection does, or fail."""
        self._step(sql)
        return self._real.executemany(sql, values)


@contextmanager
def failing(vault: Vault, at: int, failure: BaseException) -> Iterator[Faulty]:
    """The n-th statement that this vault would write fails."""
    assert vault._core is not None
    store = vault._core.store
    faulty = Faulty(store.connection, at, failure)
    execute = store.db.execute
    store.connection = faulty  # type: ignore[assignment]
    store.db.execute = faulty.execute  # type: ignore[method-assign, assignment]
    try:
        yield faulty
    finally:
        store.connection, store.db.execute = faulty._real, execute  # type: ignore[method-assign]


Act = Callable[[Vault, Desk], object]


def attach(vault: Vault, desk: Desk) -> object:
    """A note and a file."""
    scan = vault.source.id()
    return vault.record(
        desk.rooms[1], (Attached(file=file_ref(scan, "scan", b"scan")), NoteWritten(text="new")), {scan: b"scan"}
    )


def strike(vault: Vault, desk: Desk) -> object:
    """A strike rotates the key."""
    note = next(e for e in vault.case(desk.rooms[2]).entries if isinstance(e.body, NoteWritten) and e.seat == vault.me)
    return vault.record(desk.rooms[2], (Strike(link=note.link, after=note.after, at=note.at, struck="note/1"),))


def expunge(vault: Vault, desk: Desk) -> object:
    """Ilse asked for it; Noor carries it out: a strike of everything, and another key."""
    ilse = open_as(desk.path, "Ilse")
    ilse.move(desk.rooms[0], "expunge")
    ilse.lock()
    return vault.record(desk.rooms[0], (Expunged(why="request"),))


def paper_key(vault: Vault, _: Desk) -> object:
    """A way in more."""
    vault.keep_paper_key(vault.prove("Noor", PASSPHRASES["Noor"]), vault.draw_paper_key())
    return vault.ways


ACTS: dict[str, tuple[str, Act]] = {
    "record": ("Noor", attach),
    "ask": ("Noor", lambda vault, desk: vault.record(desk.rooms[1], (Asked(seat=desk.seats["Ilse"]),))),
    "exclude": ("Noor", lambda vault, desk: vault.record(desk.rooms[2], (Excluded(seat=desk.seats["Oksana"]),))),
    "step aside": ("Ilse", lambda vault, desk: vault.record(desk.rooms[0], (Recused(),))),
    "strike": ("Ilse", strike),
    "expunge": ("Noor", expunge),
    "paper key": ("Noor", paper_key),
    "open": ("Noor", lambda vault, desk: opened(vault, "silver-larch", "new", files={vault.source.id(): b"new"})),
    "answer": ("Oksana", lambda vault, desk: vault.answer(desk.rooms[0], "step aside")),
    "invite": ("Noor", lambda vault, desk: vault.invite("Brisa", ("responder",))),
    "remove": ("Noor", lambda vault, desk: vault.manage(Removed(seat=desk.seats["Ilse"]))),
    "renew": ("Noor", lambda vault, desk: vault.renew(desk.seats["Oksana"])),
    "manage": (
        "Noor",
        lambda vault, desk: vault.manage(
            PolicyChanged(policy=Policy(leads_out=9)), RoleChanged(seat=desk.seats["Ilse"], roles=("responder",))
        ),
    ),
    "work": ("Noor", lambda vault, desk: vault.work(1.0)),
    "settings": ("Noor", lambda vault, desk: vault.write_settings({"new": "new"})),
    "draft": ("Noor", lambda vault, desk: vault.save_draft("new", "new")),
}
"""Who does it, and what."""


def without_versions(found: dict[str, Any]) -> dict[str, Any]:
    """What a member sees, but for what is only brought up to date at the next unlock."""
    return {**found, "sheet": {**found["sheet"], "version": 0, "answers": None, "roster": ""}}


def at_step(desk: Desk, act: str, step: int, failure: BaseException) -> bool:
    """Fail at this step; whether there was such a step. Old or new, the same in memory and in the file."""
    desk.restore()
    name, perform = ACTS[act]
    vault = open_as(desk.path, name)
    old = without_versions(seen(vault))
    # What SQLite raises leaves the vault as an error of ours.
    with failing(vault, step, failure) as faulty, suppress(VaultError if failure is FULL else type(failure)):
        perform(vault, desk)
    new = without_versions(seen(vault))
    assert vault._core is not None
    links = vault._core.store.rows("SELECT link FROM event ORDER BY n")
    vault._core.store.connection.close()
    again = open_as(desk.path, name)
    assert without_versions(seen(again)) == new, "the file says the same as the memory"
    assert again.verify().ok
    assert again._core is not None
    assert again._core.store.rows("SELECT link FROM event ORDER BY n") == links
    again.lock()
    if not faulty.failed:
        assert new != old or act == "work"
    return faulty.failed


@pytest.mark.parametrize("act", list(ACTS))
def test_a_failure_at_any_step_leaves_old_or_new(desk: Desk, act: str) -> None:
    """Sampled: some steps, and the failures by turns."""
    failures = list(FAILURES.values())
    steps = [1, 2, 3, 5, 8, 12, 17]
    tried = [at_step(desk, act, step, failures[place % 4]) for place, step in enumerate(steps)]
    assert tried[0]


@pytest.mark.slow
@pytest.mark.parametrize("failure", list(FAILURES))
@pytest.mark.parametrize("act", list(ACTS))
def test_a_failure_at_every_step_leaves_old_or_new(desk: Desk, act: str, failure: str) -> None:
    """Every statement in turn, until the act goes through."""
    step = 1
    while at_step(desk, act, step, FAILURES[failure]):
        step += 1
    assert step > 1


@pytest.mark.parametrize("act", ["record", "invite", "work"])
def test_a_failed_act_can_be_done_again(desk: Desk, act: str) -> None:
    """After a failure the same vault, still open, does it."""
    name, perform = ACTS[act]
    vault = open_as(desk.path, name)
    with failing(vault, 3, FULL), pytest.raises(VaultError):
        perform(vault, desk)
    perform(vault, desk)
    assert vault.verify().ok
    vault.lock()


def ways_open(desk: Desk, *passphrases: str) -> list[str]:
    """Which of these open Noor's seat."""
    found = []
    for words in passphrases:
        with suppress(WrongKey):
            Vault.open(desk.path, "Noor", words, source=ReplaySource(77, START)).lock()
            found.append(words)
    return found


@pytest.mark.parametrize("failure", list(FAILURES))
def test_a_failure_while_a_passphrase_changes_leaves_one_way_in(desk: Desk, failure: str) -> None:
    """Whatever fails at whichever step: exactly one of the two opens, and where the vault says something it is which."""
    old, new, step, went = PASSPHRASES["Noor"], "eight other words that nobody knows", 0, False
    while not went:
        step += 1
        desk.restore()
        vault = open_as(desk.path, "Noor")
        proof = vault.prove("Noor", old)
        with failing(vault, step, FAILURES[failure]) as faulty:
            told = [old, new]
            try:
                vault.change_passphrase(proof, "Noor", new)
                told = [new]
            except VaultError:
                told = [old]
            except (KeyboardInterrupt, MemoryError, RuntimeError):
                pass
        assert vault._core is not None
        vault._core.store.connection.close()
        opening = ways_open(desk, old, new)
        assert len(opening) == 1, step
        assert set(opening) <= set(told), step
        went = not faulty.failed
    assert step > 3


@pytest.mark.parametrize("step", range(1, 24, 3))
def test_a_failure_while_joining_leaves_no_seat(desk: Desk, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """The invitation is still good, and nobody has joined; or somebody has, wholly."""
    real, left = Store.run, [step]

    def run(store: Store, sql: str, *values: Any) -> int:
        left[0] -= 1
        if left[0] == 0:
            raise KeyboardInterrupt
        return real(store, sql, *values)

    monkeypatch.setattr(Store, "run", run)
    try:
        Vault.accept(
            desk.path, name="Paz", code=desk.code, passphrase="a passphrase of Paz", source=ReplaySource(55, START)
        ).lock()
    except KeyboardInterrupt:
        monkeypatch.setattr(Store, "run", real)
        noor = open_as(desk.path, "Noor")
        joined = "Paz" in {member.name for member in noor.team.members.values()}
        assert noor.verify().ok
        noor.lock()
        if not joined:
            Vault.accept(desk.path, name="Paz", code=desk.code, passphrase="a passphrase of Paz").lock()
    monkeypatch.setattr(Store, "run", real)
    Vault.open(desk.path, "Paz", "a passphrase of Paz").lock()


@pytest.mark.parametrize("step", range(1, 12))
def test_a_failed_creation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """No vault, no file beside it, and the same place is free for the next try."""
    real, left = Store.run, [step]

    def run(store: Store, sql: str, *values: Any) -> int:
        left[0] -= 1
        if left[0] == 0:
            raise MemoryError
        return real(store, sql, *values)

    monkeypatch.setattr(Store, "run", run)
    folder = tmp_path / "vaults"
    folder.mkdir()
    try:
        found(folder / "team.coctui", ReplaySource(5, START)).lock()
    except MemoryError:
        assert [path.name for path in folder.iterdir()] in ([], ["team.coctui"])
    else:
        assert left[0] > 0
    monkeypatch.setattr(Store, "run", real)
    if not (folder / "team.coctui").exists():
        found(folder / "team.coctui", ReplaySource(5, START)).lock()
    Vault.open(folder / "team.coctui", "Noor", PASSPHRASES["Noor"]).lock()
    assert [path.name for path in folder.iterdir()] == ["team.coctui"]
