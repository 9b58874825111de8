"""A program that does one act of a member in a process of its own, while a tracer makes one of its system calls fail.

It imports everything once and forks for each act. The fork opens the vault, says that it is ready, and waits: what is
traced and counted from then on is the act alone, and starting Python is paid for once.
"""

import ctypes
import json
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from coctui.models.access_events import Admitted, Recused
from coctui.models.content_events import NoteWritten
from coctui.models.expunge_events import Expunged
from coctui.vault.door import Vault
from coctui.vault.errors import VaultError
from coctui.vault.kdf import FLOOR
from coctui.vault.source import ReplaySource
from coctui.vault.unlock import Unlocked, passphrase_slot, unlock
from tests.faults import sample
from tests.faults.sample import PASSPHRASES, START, found, open_as, quick_derivation
from tests.faults.test_crash_within import ACTS as WITHIN
from tests.later import later_format

NEW = "eight other words that nobody knows"
PR_SET_PTRACER, ANYBODY = 0x59616D61, ctypes.c_ulong(-1)


@dataclass
class Place:
    """What an act is told of the sample: as much of `sample.Desk` as it needs."""

    path: Path
    rooms: list[str]
    seats: dict[str, str]


Ready = Callable[[Place], Callable[[], object]]
"""Makes all ready for an act, and gives the act."""


def by(name: str, perform: Callable[[Vault, Place], object]) -> Ready:
    """An act of a member whose vault is open."""

    def ready(place: Place) -> Callable[[], object]:
        vault = open_as(place.path, name)
        return lambda: perform(vault, place)

    return ready


def create(place: Place) -> Callable[[], object]:
    """A second vault, beside the one of the sample."""
    return lambda: found(place.path.with_name("second.coctui"), ReplaySource(4, START))


def passphrase(place: Place) -> Callable[[], object]:
    """Noor's passphrase, changed."""
    vault = open_as(place.path, "Noor")
    proof = vault.prove("Noor", PASSPHRASES["Noor"])
    return lambda: vault.change_passphrase(proof, "Noor", NEW)


def rotate(place: Place) -> Callable[[], object]:
    """Noor changes the key of a case that Ilse has just left."""
    noor, ilse = open_as(place.path, "Noor"), open_as(place.path, "Ilse")
    ilse.record(place.rooms[0], (Recused(),))
    noor.refresh()
    return lambda: noor.work(5.0)


def expunge(place: Place) -> Callable[[], object]:
    """Noor takes the words of a case out, for which Ilse has asked."""
    noor, ilse = open_as(place.path, "Noor"), open_as(place.path, "Ilse")
    ilse.move(place.rooms[0], "expunge")
    noor.refresh()
    return lambda: noor.record(place.rooms[0], (Expunged(why="request"),))


def restore(place: Place) -> Callable[[], object]:
    """A copy that lies beside the vault and says the same of the cases is put in its place."""
    copy = place.path.with_name("copy.bin")

    def opened(path: Path) -> Unlocked:
        return unlock(path, "Noor", PASSPHRASES["Noor"], ReplaySource(6, START))

    return lambda: Vault.restore(place.path, copy, opened, accept_older=False, source=ReplaySource(5, START))


def merge(place: Place) -> Callable[[], object]:
    """Noor wrote here, Ilse in a copy, in which she also asked somebody; Noor takes that in."""
    noor = open_as(place.path, "Noor")
    noor.record(place.rooms[1], (NoteWritten(text="written here"),))
    return lambda: noor.merge(place.path.with_name("copy.bin"))


def upgrade(place: Place) -> Callable[[], object]:
    """Noor unlocks with a coctui of a later format."""

    def act() -> None:
        with later_format():
            unlock(place.path, "Noor", PASSPHRASES["Noor"], ReplaySource(7, START)).close()

    return act


ACTS: dict[str, Ready] = {
    name: by(who, perform)  # type: ignore[arg-type]  # a desk is more than it needs
    for name, (who, perform) in WITHIN.items()
} | {
    "create": create,
    "admit": by("Noor", lambda vault, at: vault.record(at.rooms[1], (Admitted(seat=at.seats["Ilse"]),))),
    "rotate": rotate,
    "passphrase": passphrase,
    "backup": by("Noor", lambda vault, at: vault.backup(at.path.with_name("copy.bin"))),
    "restore": restore,
    "upgrade": upgrade,
    "merge": merge,
    "expunge": expunge,
    "lock": by("Noor", lambda vault, _: vault.lock()),
}


def child(told: dict[str, object], line: socket.socket) -> None:
    """One act, in the fork; what came of it goes over the line, which no traced call is."""
    os.environ["XDG_STATE_HOME"] = str(told["state"])
    # Some systems let only a parent trace, unless asked.
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY, 0, 0, 0)
    place = Place(Path(str(told["path"])), list(told["rooms"]), dict(told["seats"]))  # type: ignore[call-overload]  # as sent
    act = ACTS[str(told["act"])](place)
    line.send(b"ready")
    line.recv(2)
    try:
        act()
        line.send(b"done")
    except VaultError as error:
        line.send(f"error {error.code} {error.status} {error.sentence}".encode())
    except BaseException as error:  # noqa: BLE001  # whatever it is, the test is to see it
        line.send(f"broken {type(error).__name__} {error}".encode())


def _warm(vault: bytes) -> None:
    """Derive what everybody types before the fork, which then finds it done."""
    for name, words in (*PASSPHRASES.items(), ("Noor", NEW)):
        passphrase_slot(vault, name, words, FLOOR)


def tell(what: dict[str, object]) -> None:
    """One line for whoever started the program."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Fork for each line of standard input; say which process it is, and then how it ended."""
    sample.SEEDS = count(1_000_000)
    with quick_derivation():
        for asked in sys.stdin:
            _warm(bytes.fromhex(json.loads(asked)["vault"]))
            here, there = socket.socketpair()
            pid = os.fork()
            if pid == 0:
                here.close()
                child(json.loads(asked), there)
                os._exit(0)
            there.close()
            began = here.recv(100)
            tell({"pid": pid, "began": began.decode()})
            sys.stdin.readline()
            here.send(b"go")
            _, status = os.waitpid(pid, 0)
            said = here.recv(1000).decode()
            here.close()
            tell({"said": said or "killed", "status": status})


if __name__ == "__main__":
    main()
