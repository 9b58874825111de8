"""Killed, stopped, out of space, not writable: what was confirmed is there at the next open, and nothing half-done."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coctui.models.content_events import NoteWritten
from coctui.vault.door import Vault
from coctui.vault.errors import NoVault, VaultError
from tests.faults.sample import PASSPHRASES, Desk, look, open_as, seen
from tests.rules.house import ROOT

BUSY = """
import sys
from pathlib import Path
from coctui.models.content_events import Attached, NoteWritten
from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged
from coctui.vault.door import Vault
from tests.faults.sample import PASSPHRASES, file_ref, opened
path, room = Path(sys.argv[1]), sys.argv[2]
# Ids from the system: the next process must not draw those of the last one.
vault = Vault.open(path, "Noor", PASSPHRASES["Noor"])
for number in range(int(sys.argv[3]), 10_000):
    match number % 4:
        case 0:
            vault.record(room, (NoteWritten(text=f"confirmed {number} " + "x" * 300),))
        case 1:
            id = vault.source.id()
            scan = bytes(9_000) + str(number).encode()
            vault.record(room, (Attached(file=file_ref(id, f"confirmed {number}", scan)),), {id: scan})
        case 2:
            opened(vault, "silver-larch", f"confirmed {number}")
        case _:
            vault.manage(PolicyChanged(policy=Policy(leads_out=number)))
            vault.save_draft("note", f"confirmed {number}")
    print(number, flush=True)
"""


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    """A process of its own that works on a vault."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def stopped(desk: Desk, first: int, lines: int, how: signal.Signals) -> int:
    """Let it write until so many acts were confirmed, then stop it in the middle of the next one; the last confirmed."""
    process = start(BUSY, desk.path, desk.rooms[1], first)
    assert process.stdout is not None
    last = first - 1
    for _ in range(lines):
        last = int(process.stdout.readline())
    process.send_signal(how)
    rest, errors = process.communicate(timeout=60)
    assert process.returncode != 0, errors
    return int(rest.split()[-1]) if rest.split() else last


def confirmed(desk: Desk, last: int) -> None:
    """Whatever was printed is there, and everything fits."""
    noor = open_as(desk.path, "Noor")
    everything = repr(seen(noor))
    for number in range(last + 1):
        assert number % 4 == 3 or f"confirmed {number}" in everything, number
    assert noor.team.policy.leads_out >= (last - 3) // 4 * 4 + 3 if last >= 3 else True
    assert noor.verify().ok
    noor.lock()
    assert not [file.name for file in desk.path.parent.glob("team.coctui-*")]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_what_was_confirmed_survives(desk: Desk, how: signal.Signals) -> None:
    """Stopped in the middle of an act: all that was confirmed is in the vault, and the vault is whole."""
    last = stopped(desk, 0, 9, how)
    confirmed(desk, last)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_it_survives_again_and_again(desk: Desk, seed: int) -> None:
    """The same vault, stopped at random points, five times in a row."""
    draw, first = random.Random(seed), 0
    for _ in range(5):
        last = stopped(
            desk, first, draw.randrange(1, 25), draw.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM])
        )
        confirmed(desk, last)
        first = last + 1


FULL = """
import resource, sys
from pathlib import Path
from coctui.models.content_events import NoteWritten
from coctui.vault.errors import NoRoom
from tests.faults.sample import open_as
path, room = Path(sys.argv[1]), sys.argv[2]
vault = open_as(path, "Noor")
limit = path.stat().st_size + int(sys.argv[3])
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
count = 0
try:
    for count in range(10_000):
        vault.record(room, (NoteWritten(text=f"confirmed {count} " + "x" * 2_000),))
        print(count, flush=True)
except NoRoom as error:
    print("no room", error.code, flush=True)
assert vault.case(room).code == "amber-finch"
assert f"confirmed {count} " not in repr([event.body for event in vault.case(room).entries])
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
vault.record(room, (NoteWritten(text="after some space was freed"),))
vault.lock()
"""


@pytest.mark.parametrize("spare", [0, 8_000, 60_000])
def test_a_full_disk_loses_nothing(desk: Desk, spare: int) -> None:
    """No space: an error that says so, everything confirmed is there, reading goes on, and writing once there is space."""
    process = start(FULL, desk.path, desk.rooms[1], spare)
    said, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    *numbers, last = said.splitlines()
    assert last == "no room not-written"
    noor = open_as(desk.path, "Noor")
    texts = [event.body.text for event in noor.case(desk.rooms[1]).entries if isinstance(event.body, NoteWritten)]
    assert [text.split()[1] for text in texts if text.startswith("confirmed")] == numbers
    assert texts[-1] == "after some space was freed"
    assert noor.verify().ok
    noor.lock()


ALONE = """
import os, sys
from pathlib import Path
from coctui.vault.door import Vault
from coctui.vault.errors import VaultError
from tests.faults.sample import PASSPHRASES, open_as
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    vault = open_as(Path("team.coctui"), "Noor")
    vault.write_settings({"a": "b"})
except VaultError as error:
    print(error.status, error.code)
"""


@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o444), (0o755, 0o444), (0o555, 0o644), (0o755, 0o000)])
def test_where_nothing_can_be_written_it_is_said(desk: Desk, folder: int, file: int) -> None:
    """A read-only file or folder: one of our errors, never damage, and the file stays as it is."""
    desk.restore()
    desk.path.chmod(file)
    desk.path.parent.chmod(folder)
    try:
        said, errors = start(ALONE, desk.path.parent).communicate(timeout=60)
    finally:
        desk.path.parent.chmod(0o755)
        desk.path.chmod(0o600)
    assert said.split() in (["3", "cannot-read"], ["3", "read-only"], ["3", "not-written"]), errors
    assert desk.path.read_bytes() == desk.bytes


NEW = """
import sys
from pathlib import Path
from tests.faults.sample import START, found
from coctui.vault.source import ReplaySource
folder = Path(sys.argv[1])
print("ready", flush=True)
for number in range(1000):
    found(folder / f"{number}.coctui", ReplaySource(number, START)).lock()
    print(number, flush=True)
"""


@pytest.mark.parametrize("rounds", [2, pytest.param(12, marks=pytest.mark.slow)])
def test_a_killed_creation_leaves_none_or_all(tmp_path: Path, rounds: int) -> None:
    """A vault that is there after its creation was killed opens and is whole; what lies beside is never taken for one."""
    for turn in range(rounds):
        folder = tmp_path / str(turn)
        folder.mkdir()
        process = start(NEW, folder)
        assert process.stdout is not None
        for _ in range(2 + turn):
            process.stdout.readline()
        process.kill()
        process.communicate()
        made = list(folder.glob("*.coctui"))
        assert len(made) >= 1 + turn
        for path in made:
            noor = open_as(path, "Noor")
            assert noor.verify().ok
            noor.lock()


def test_two_names_of_one_file_are_refused(desk: Desk) -> None:
    """Under a hard link SQLite would keep a second log: refused with a sentence. A symbolic link is the same place."""
    link = desk.path.with_name("link.coctui")
    link.symlink_to(desk.path)
    assert look(link, "Noor", desk.before["Noor"]) == "same"
    both = [open_as(link, "Noor"), open_as(desk.path, "Noor")]
    both[0].record(desk.rooms[1], (NoteWritten(text="by the link"),))
    assert both[1].refresh()
    both[1].record(desk.rooms[1], (NoteWritten(text="by the name"),))
    assert both[0].case(desk.rooms[1]).entries[-1].link == both[1].case(desk.rooms[1]).entries[-1].link
    for vault in both:
        vault.lock()
    assert [file.name for file in desk.path.parent.glob("link.coctui-*")] == []
    other = desk.path.with_name("other.coctui")
    os.link(desk.path, other)
    for path in (desk.path, other):
        with pytest.raises(NoVault, match="two-names"):
            open_as(path, "Noor")
    other.unlink()
    open_as(desk.path, "Noor").lock()


def test_a_wrong_passphrase_leaves_no_trace(desk: Desk) -> None:
    """Nothing is written, nothing left open or lying about."""
    for name, passphrase in (
        ("Noor", "not the one of Noor"),
        ("Nobody", PASSPHRASES["Noor"]),
        ("", ""),
        ("Noor", "x" * 1_000_000),
    ):
        with pytest.raises(VaultError, match="wrong-key") as caught:
            Vault.open(desk.path, name, passphrase)
        assert caught.value.status == 4
    assert desk.path.read_bytes() == desk.bytes
    assert not [file.name for file in desk.path.parent.glob("team.coctui-*")]
