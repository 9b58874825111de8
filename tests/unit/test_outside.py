"""Files that people save outside the vault: whole or not there, whatever kills the program or fills the disk."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from coctui.host.outside import ALREADY_THERE, CANNOT, NO_FILE, STOPPED, NotSaved, outside_file
from tests.rules.house import ROOT

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals, links and limits of POSIX")
WHOLE, OLD = b"a case, all of it" * 5_000, b"what lay there"
KILLED = """
import os, signal, sys
from pathlib import Path
from coctui.host.outside import outside_file
at, replace, path = int(sys.argv[1]), sys.argv[2] == "replace", Path(sys.argv[3])
seen = 0
def hook(event, _):
    global seen
    if event in {"open", "os.remove", "os.link", "os.rename"}:
        seen += 1
        if seen == at: os.kill(os.getpid(), signal.SIGKILL)
half = b"a case, all of it" * 2_500
sys.addaudithook(hook)
with outside_file(path, replace=replace) as file:
    file.write(half)
    file.flush()
    hook("open", ())
    file.write(half)
"""
"""The n-th time that it comes to the disk, it is killed."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty one."""
    (tmp_path / "outside").mkdir()
    return tmp_path / "outside"


def kills(path: Path, how: str) -> Iterator[bool]:
    """Save it, killed at the first call, at the second, and so on until it ends by itself: whether that left a half."""
    for at in range(1, 20):
        done = subprocess.run([sys.executable, "-c", KILLED, str(at), how, str(path)], cwd=ROOT, check=False)
        yield bool(halves(path.parent))
        if done.returncode == 0:
            return
    pytest.fail("it never came to its end")


def halves(folder: Path) -> list[Path]:
    """What is in the making in a folder."""
    return list(folder.glob("*.new-*"))


def save(path: Path, *, replace: bool = False, data: bytes = WHOLE) -> None:
    """Save something outside."""
    with outside_file(path, replace=replace) as file:
        file.write(data)


@ON_POSIX
@pytest.mark.parametrize("how", ["new", "replace"])
def test_whenever_it_is_killed(folder: Path, how: str) -> None:
    """There is nothing under that name, or what was there, or all of it; the next saving in that folder leaves nothing half-made."""
    path, left = folder / "heron.md", []
    for half in kills(path, how):
        left.append(half)
        assert not path.exists() or path.read_bytes() in ((OLD, WHOLE) if how == "replace" else (WHOLE,))
        save(folder / "another.ics", replace=True)
        assert halves(folder) == []
        path.unlink(missing_ok=True)
        save(path)  # no "already there"
        path.unlink()
        if how == "replace":
            path.write_bytes(OLD)
    assert sum(left) >= 3


@ON_POSIX
def test_what_others_are_making_stays(folder: Path) -> None:
    """A file that a running coctui makes, and one of another program's that is called alike."""
    ended = subprocess.Popen(["true"])
    ended.wait()
    others = [
        folder / f".a.md.coctui.new-{os.getppid()}",
        folder / f".a.md.new-{ended.pid}",
        folder / f"b.coctui.new-{ended.pid}",
    ]
    for other in others:
        other.write_bytes(OLD)
    gone = folder / f".a.md.coctui.new-{ended.pid}"
    gone.write_bytes(OLD)
    save(folder / "a.md")
    assert sorted(folder.iterdir()) == sorted([*others, folder / "a.md"])


@ON_POSIX
def test_where_a_disk_knows_no_links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a stick: saved all the same, for its owner alone, and never over what somebody put there meanwhile."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    save(folder / "a.md")
    assert (folder / "a.md").read_bytes() == WHOLE
    assert stat.S_IMODE((folder / "a.md").stat().st_mode) == 0o600
    saving = ExitStack()
    saving.enter_context(outside_file(folder / "b.md")).write(WHOLE)
    (folder / "b.md").write_bytes(OLD)
    with pytest.raises(NotSaved) as told:
        saving.close()
    assert told.value.sentence == ALREADY_THERE
    assert (folder / "b.md").read_bytes() == OLD
    assert len(list(folder.iterdir())) == 2


@ON_POSIX
@pytest.mark.parametrize("replace", [False, True])
def test_where_it_cannot_be_saved(folder: Path, replace: bool) -> None:
    """A folder, a device, a pipe, a name that is too long or none: one of our sentences, before anything is recorded."""
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder / "loop")
    said = {
        folder: NO_FILE, folder / "pipe": NO_FILE, Path("/dev/null"): NO_FILE, Path(): NO_FILE, Path("/"): NO_FILE,
        folder / ("n" * 256): CANNOT, folder / "no" / "a.md": CANNOT, folder / "a\0b": CANNOT,
        folder / "loop" / "a.md": CANNOT,
    }  # fmt: skip
    for path, sentence in said.items():
        with pytest.raises(NotSaved) as told, outside_file(path, replace=replace):
            pytest.fail("nothing is recorded")
        assert told.value.sentence == sentence
    assert sorted(each.name for each in folder.iterdir()) == ["loop", "pipe"]


@ON_POSIX
def test_long_and_odd_names(folder: Path) -> None:
    """As long as the disk allows, with a dash, with spaces, not ASCII; a link is replaced, not what it leads to."""
    for name in ("n" * 255, "é" * 127, "-rf", " a b ", "姫.md", "\udcff.md"):
        save(folder / name)
        assert (folder / name).read_bytes() == WHOLE
    (folder / "to").write_bytes(OLD)
    (folder / "link").symlink_to(folder / "to")
    with pytest.raises(NotSaved):
        save(folder / "link")
    save(folder / "link", replace=True)
    assert (folder / "to").read_bytes() == OLD
    assert halves(folder) == []


@ON_POSIX
def test_a_disk_that_fills_up(folder: Path) -> None:
    """One sentence, and nothing of it is left, however much is written at once."""
    code = (
        "import resource, signal\nfrom pathlib import Path\nfrom coctui.host.outside import NotSaved, outside_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "for size in (100, 6_000, 900_000):\n    try:\n"
        f"        with outside_file(Path({str(folder / 'a.md')!r}), replace=True) as file:\n            file.write(b'x' * size)\n"
        "    except NotSaved as error:\n        print(error.code, error.sentence)\n    else:\n        print(size)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["100", *[f"not-saved {STOPPED}"] * 2], done.stderr
    assert [(each.name, each.stat().st_size) for each in folder.iterdir()] == [("a.md", 100)]
