"""Making one system call of an act fail, as the system makes it fail, and looking at what is left.

`strace` is attached to a process that does one act of a member on a vault that is open; the n-th call of a kind is
stopped by a kill, or answered with an error. Which acts there are is one table, in `traced`.
"""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coctui.models.access_events import Asked
from coctui.models.content_events import NoteWritten
from coctui.vault.copies import take_copy
from coctui.vault.door import Vault
from coctui.vault.errors import Busy, CannotRead, CannotWrite, CopyDiffers, NoOther, NoRoom, NotAllowed, WrongKey
from coctui.vault.schema import FORMAT
from tests.faults.sample import PASSPHRASES, Desk, open_as, seen
from tests.faults.test_crash_within import without_versions
from tests.faults.traced import NEW
from tests.later import later_format
from tests.rules.house import ROOT

CALLS = (
    "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat", "renameat2", "unlink", "unlinkat",
)  # fmt: skip
SYNCS = {"fsync", "fdatasync", "ftruncate", "rename", "renameat", "renameat2"}
KILL, FULL, BROKEN = "signal=KILL", "error=ENOSPC", "error=EIO"
SAID = {
    f"error {kind.code} {kind.status} {kind.sentence}" for kind in (NoRoom, CannotWrite, Busy, CopyDiffers, CannotRead)
}
SAID.add(f"error cannot-read 3 {NoOther.sentence}")
"""What may be said of a disk that does not do as it is told: nothing is damaged, nobody is refused."""


def _aside(vault: Vault, desk: Desk) -> None:
    vault.record(desk.rooms[0], (NoteWritten(text="written in the copy"),))
    vault.record(desk.rooms[2], (Asked(seat=desk.seats["Oksana"]),))


AHEAD: dict[str, tuple[str, Callable[[Vault, Desk], object]]] = {
    "restore": ("Noor", lambda vault, _: vault.save_draft("new", "new")),
    "merge": ("Ilse", _aside),
}
"""Who has written what in the copy that lies beside the vault for these acts."""
MADE: dict[tuple[str, Path], bytes] = {}
"""Those copies, by act and vault: made once."""


class Failure(NamedTuple):
    """The n-th call of a kind fails in this way."""

    call: str
    at: int
    how: str


class Tracer:
    """The program of `traced`, and a tracer for each act that it does."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "calls"
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.traced"],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def close(self) -> None:
        """End it."""
        with self._program as program:
            assert program.stdin is not None
            program.stdin.close()

    def _told(self, line: str) -> dict[str, Any]:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(line + "\n")
        self._program.stdin.flush()
        answer: dict[str, Any] = json.loads(self._program.stdout.readline())
        return answer

    def run(self, desk: Desk, act: str, failure: Failure | None = None) -> tuple[str, list[str]]:
        """What came of an act (`done`, `killed`, `error CODE …`), and the names of its calls in their order."""
        inject = [f"-einject={failure.call}:{failure.how}:when={failure.at}"] if failure else []
        said, log = self.trace(desk, act, f"-etrace={','.join(CALLS)}", *inject)
        return said, re.findall(r"^\d+ +(\w+)\(", log, re.MULTILINE)

    def trace(self, desk: Desk, act: str, *options: str, ready: Callable[[], object] = lambda: None) -> tuple[str, str]:
        """What came of an act, and what the tracer wrote; `ready` is called when all is open and nothing is done yet."""
        with closing(sqlite3.connect(desk.path)) as file:
            vault = file.execute("SELECT vault FROM vault").fetchone()[0].hex()
        place = {"path": str(desk.path), "state": str(desk.state), "rooms": desk.rooms, "seats": desk.seats}
        began = self._told(json.dumps({"act": act, "vault": vault, **place}))
        ready()
        tracing = subprocess.Popen(
            ["strace", "-f", "-qq", "-o", str(self._log), *options, "-p", str(began["pid"])],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert tracing.stderr is not None
        _attached(int(began["pid"]), tracing)
        ended = self._told("go")
        tracing.wait(timeout=60)
        tracing.stderr.close()
        assert began["began"] == "ready"
        return str(ended["said"]), self._log.read_text(errors="replace")


def _attached(pid: int, tracing: subprocess.Popen[str]) -> None:
    """Wait until the process is traced; the system says by whom."""
    while tracing.poll() is None:
        if "TracerPid:\t0\n" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii"):
            return
    assert tracing.stderr is not None
    missing(f"strace may not trace here: {tracing.stderr.read().strip()}")


def missing(reason: str) -> None:
    """Skip, or fail where everything has to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def prepare(desk: Desk, act: str) -> None:
    """The sample as it was, and beside it the copy that some acts need."""
    desk.restore()
    if act in AHEAD:
        copy = desk.path.with_name("copy.bin")
        if (act, desk.path) not in MADE:
            take_copy(desk.path, copy)
            name, write = AHEAD[act]
            vault = open_as(copy, name)
            write(vault, desk)
            vault.lock()
            MADE[act, desk.path] = copy.read_bytes()
            desk.restore()
        copy.write_bytes(MADE[act, desk.path])


# What is left ----------------------------------------------------------------------------------------------------------


def settled(value: Any) -> Any:
    """A value without its hashes: letters are sealed to a new key each time, and links are of what is in them."""
    if isinstance(value, Mapping):
        return sorted(((settled(key), settled(each)) for key, each in value.items()), key=repr)
    if isinstance(value, tuple | list | set | frozenset):
        found = [settled(each) for each in value]
        return sorted(found, key=repr) if isinstance(value, set | frozenset) else found
    return "a hash" if isinstance(value, str) and re.fullmatch("[0-9a-f]{64}|[0-9a-f]{128}", value) else value


class States:
    """What everybody sees; worked out once for each content of the vault and of the state folder, row for row."""

    def __init__(self) -> None:
        self._known: dict[bytes, dict[str, Any]] = {}
        self._whole: set[bytes] = set()

    def of(self, desk: Desk) -> dict[str, Any]:
        """What each member sees now, all of which fits; whoever is a member opens and reads, nobody else does."""
        key = content(desk.path) + b"".join(
            file.read_bytes() for file in sorted(desk.state.rglob("*")) if file.suffix == ".json"
        )
        hashed = hashlib.sha256(key).digest()
        if hashed not in self._known:
            with as_of_its_format(desk.path):
                self._known[hashed] = _seen_by_all(desk)
        return self._known[hashed]

    def whole(self, desk: Desk, said: str) -> None:
        """What else lies in the folder: whole copies and vaults, and nothing half-done unless it was killed."""
        for path in desk.path.parent.rglob("*"):
            assert ".new-" not in path.name or said == "killed", path.name
            if path.is_file() and path.suffix in (".bin", ".coctui") and path != desk.path:
                hashed = hashlib.sha256(path.read_bytes()).digest()
                if hashed not in self._whole:
                    with as_of_its_format(path):
                        vault = opened(path, "Noor")
                        assert vault.verify().ok, path.name
                        vault.lock()
                    self._whole.add(hashed)


def as_of_its_format(path: Path) -> AbstractContextManager[None]:
    """Coctui as it is, or as it would be with the format that the file is of: an upgrade ends with the one or the other."""
    return later_format() if path.read_bytes()[63] > FORMAT else nullcontext()


def content(path: Path) -> bytes:
    """All rows of a file with its log, as SQLite reads them; from a copy, since looking may tidy up."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for suffix in ("", "-wal", "-journal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{path}{suffix}", folder / f"copy{suffix}")
        file = stack.enter_context(closing(sqlite3.connect(folder / "copy")))
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        rows = [file.execute(f"SELECT * FROM {table}").fetchall() for table in tables]  # our own names
    return repr((tables, rows)).encode()


def _seen_by_all(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in PASSPHRASES:
        try:
            vault = opened(desk.path, name)
        except NotAllowed as error:
            found[name] = error.code
            continue
        assert vault.verify().ok, name
        shown = without_versions(seen(vault))
        sheet = shown["sheet"] | {"ways": None, "copies": None, "lines": None}
        assert vault._core is not None
        events = vault._core.store.one("SELECT COUNT(*) FROM event")
        found[name] = settled({**shown, "sheet": sheet, "events": events})
        vault.lock()
    return found


def opened(path: Path, name: str) -> Vault:
    """Unlock with the passphrase that opens; of two only one does."""
    if name != "Noor":
        return open_as(path, name)
    found = list[Vault]()
    for words in (PASSPHRASES["Noor"], NEW):
        with suppress(WrongKey):
            found.append(Vault.open(path, name, words))
            found[0].lock() if len(found) > 1 else None
    assert len(found) == 1, "two passphrases open"
    return found[0]


def failed(
    tracer: Tracer, states: States, desk: Desk, act: str, failure: Failure, old: dict[str, Any], new: dict[str, Any]
) -> str:
    """Let one call fail; what was said. Old or new for everybody, new where it was done, and nothing else said."""
    prepare(desk, act)
    said, _ = tracer.run(desk, act, failure)
    assert said in SAID | {"done", "killed"}, f"{failure}: {said}"
    assert (said == "killed") <= (failure.how == KILL), f"{failure}: {said}"
    states.whole(desk, said)
    found = states.of(desk)
    assert found in ([new] if said == "done" else [old, new]), f"{failure}: {said}"
    return said


def both(
    tracer: Tracer, states: States, desk: Desk, act: str
) -> tuple[dict[str, Any], dict[str, Any], list[tuple[str, int]]]:
    """How it is before and after an act, and its calls as (name, its number among those of that name).

    Before is when its first call has not been made.
    """
    prepare(desk, act)
    said, calls = tracer.run(desk, act)
    assert said == "done"
    states.whole(desk, said)
    new = states.of(desk)
    prepare(desk, act)
    assert tracer.run(desk, act, Failure(calls[0], 1, KILL))[0] == "killed"
    return states.of(desk), new, [(call, calls[: place + 1].count(call)) for place, call in enumerate(calls)]
