"""What lies on a disk after the power failed: the writes of an act, recorded by a tracer, replayed up to a point.

What was synced is there. Of what was written since, any part may be there and any may not, sector by sector and in any order;
names that changed since their folder was synced are changed up to one of them. No system is worse than that.
"""

import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.sample import Desk
from tests.faults.tracing import Tracer

SECTOR = 512
CALLS = (
    "openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,sendfile,mkdir,mkdirat"
)
LINE = re.compile(r"^\d+ +(?P<call>\w+)\((?P<told>.*)\) += (?P<result>-?\d+)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
OPEN = re.compile(r"^\d+<([^>]*)>")


@dataclass
class Lying:
    """A file: what is on the disk for certain, and what was written since, as (offset, bytes) or (length,)."""

    certain: bytes = b""
    since: list[tuple[Any, ...]] = field(default_factory=list)

    def now(self) -> bytes:
        """As every program sees it while the power is on."""
        return after(self.certain, self.since)


def after(content: bytes, changes: list[tuple[Any, ...]]) -> bytes:
    """Content once these changes are made to it."""
    made = bytearray(content)
    for change in changes:
        if len(change) == 1:
            made = made[: change[0]].ljust(change[0], b"\0")
        else:
            at, data = change
            made = made.ljust(at, b"\0")
            made[at : at + len(data)] = data
    return bytes(made)


class Disk:
    """The files below a folder, and what an act does to them call by call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = {path: Lying(path.read_bytes()) for path in folder.rglob("*") if path.is_file() and kept(path)}
        self.certain = dict(self.names)
        self.since: list[tuple[Path, Lying | None]] = []
        """Names that were given or taken away since the last sync of a folder."""

    def all(self) -> dict[Path, bytes]:
        """As every program sees it while the power is on."""
        return {path: file.now() for path, file in self.names.items()}

    def _name(self, path: Path, file: Lying | None) -> None:
        if file is None:
            self.names.pop(path, None)
        else:
            self.names[path] = file
        self.since.append((path, file))

    def do(self, call: str, told: str, result: int) -> None:
        """One call that succeeded."""
        texts = [bytes.fromhex(found.replace("\\x", "")) for found in TEXT.findall(told)]
        opened = OPEN.match(told)
        path = Path(plain(opened[1])) if opened else self.folder / (texts[0].decode() if texts else "")
        if call in ("fsync", "fdatasync") and path.is_relative_to(self.folder) and path not in self.names:
            self.certain, self.since = dict(self.names), []
        elif call.startswith("unlink") and path in self.names:
            self._name(path, None)
        elif call.startswith("rename") and path in self.names:
            file = self.names[path]
            self._name(path, None)
            self._name(self.folder / texts[-1].decode(), file)
        elif call == "openat":
            path = self.folder / texts[0].decode()
            if path.is_relative_to(self.folder) and kept(path) and "O_CREAT" in told and path not in self.names:
                self._name(path, Lying())
            elif path in self.names and "O_TRUNC" in told:
                self.names[path].since.append((0,))
        elif path in self.names:
            self._write(self.names[path], call, told, result, texts)

    def _write(self, file: Lying, call: str, told: str, result: int, texts: list[bytes]) -> None:
        match call:
            case "fsync" | "fdatasync":
                file.certain, file.since = file.now(), []
            case "ftruncate":
                file.since.append((int(told.rsplit(",", 1)[1]),))
            case "pwrite64":
                file.since.append((int(told.rsplit(",", 1)[1]), texts[0][:result]))
            case "write":  # Python writes a new file from its start to its end
                file.since.append((len(file.now()), texts[0][:result]))
            case "sendfile":
                other = re.findall(r"\d+<([^>]*)>", told)[1]
                file.since.append((len(file.now()), self.names[Path(plain(other))].now()[:result]))

    def fails(self, draw: random.Random, survives: float) -> dict[Path, bytes]:
        """The power fails: what is on the disk when it is back, if so much of what was not synced got there."""
        names = dict(self.certain)
        for path, file in self.since[: round(len(self.since) * draw.random() * survives * 2)]:
            if file is None:
                names.pop(path, None)
            else:
                names[path] = file
        return {path: after(file.certain, torn(file.since, draw, survives)) for path, file in names.items()}


def torn(changes: list[tuple[Any, ...]], draw: random.Random, survives: float) -> list[tuple[Any, ...]]:
    """Some sectors of some of these changes."""
    found: list[tuple[Any, ...]] = []
    for change in changes:
        if len(change) == 1:
            found += [change] * (draw.random() < survives)
            continue
        at, data = change
        for start in range(0, len(data), SECTOR):
            if draw.random() < survives:
                found.append((at + start, data[start : start + SECTOR]))
    return found


def plain(path: str) -> str:
    """A path as the tracer writes it beside a descriptor."""
    return re.sub(r"\\x([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), path).removesuffix(" (deleted)")


def kept(path: Path) -> bool:
    """Whether a file outlives the power: the index of the log does not, it lies in memory."""
    return not path.name.endswith("-shm")


def record(tracer: Tracer, desk: Desk, act: str) -> tuple[Disk, list[tuple[str, str, int]]]:
    """The disk when all is ready for an act, and the calls of the act as (name, what it was given, what came of it)."""
    disks: list[Disk] = []
    said, log = tracer.trace(
        desk, act, "-y", "-xx", "-s", "8000000", f"-etrace={CALLS}", ready=lambda: disks.append(Disk(desk.path.parent))
    )
    assert said == "done", said
    found = [LINE.match(line) for line in log.splitlines()]
    calls = [(each["call"], each["told"], int(each["result"])) for each in found if each]
    return disks[0], [call for call in calls if call[2] >= 0]
