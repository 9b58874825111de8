"""Starts in turn: the smallest app, coctui to its door and on to the list, the mail program to its index."""

import shutil
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from benchmarks.lists import CaseInbox, MailIndex
from benchmarks.peers import HELLO, SIZE, Program
from benchmarks.start import cpu_of
from benchmarks.terminal import Terminal

Listed = TypeVar("Listed", CaseInbox, MailIndex)
PATIENCE = 90.0


@dataclass
class Way:
    """One way to be ready, every time it was gone: milliseconds on the wall, seconds of processor time."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Milliseconds; half of them were quicker."""
        return statistics.median(self.wall) if self.wall else 0.0

    @property
    def mean_cpu(self) -> float:
        """Milliseconds of processor time: the kernel's ticks are too coarse for a median."""
        return statistics.fmean(self.cpu) * 1000 if self.cpu else 0.0


class Starts:
    """So many starts of each, after one that warms the caches."""

    def __init__(self, program: Program, peer: Program | None, cases: int, runs: int) -> None:
        self._forget()
        self.hello_bytes: list[int] = []
        for turn in range(runs + 1):
            self._leaves = turn == 0
            steps: list[Callable[[], None]] = [lambda: self._hello(program), lambda: self._coctui(program, cases)]
            if peer is not None:
                steps.append(lambda: self._peer(peer, cases))
            for step in steps if turn % 2 else reversed(steps):
                step()
            if turn == 0:
                self._forget()

    def _forget(self) -> None:
        self.hello, self.door, self.inbox, self.index = Way(), Way(), Way(), Way()
        """To the first picture, to the unlock screen, from enter to the first rows, to the index."""
        self.moved, self.whole = Way(), Way()
        """From enter to a cursor that was moved, and to the list of all rows, read and checked."""

    def _hello(self, program: Program) -> None:
        with Terminal(HELLO, env=program.env, size=SIZE) as terminal:
            self.hello.wall.append(terminal.wait("Hello, world", timeout=PATIENCE))
            self.hello.cpu.append(cpu_of(terminal.process.pid))
            self.hello_bytes.append(terminal.peak_rss)

    def _coctui(self, program: Program, cases: int) -> None:
        with opened(CaseInbox(program, cases)) as listed:
            listed.unlock()
            self.door.wall.append(listed.door)
            self.door.cpu.append(listed.door_cpu)
            self.inbox.wall.append(listed.inbox)
            self.inbox.cpu.append(listed.inbox_cpu)
            listed.go_on()
            self.moved.wall.append(listed.moved)
            self.whole.wall.append(listed.whole)
            if self._leaves:
                listed.leave()

    def _peer(self, peer: Program, cases: int) -> None:
        with opened(MailIndex(peer, cases)) as listed:
            self.index.wall.append(listed.index)
            self.index.cpu.append(listed.index_cpu)


@contextmanager
def opened(listed: Listed) -> Iterator[Listed]:
    """A program that is ended afterwards."""
    try:
        yield listed
    finally:
        listed.terminal.kill()
        listed.terminal.hang_up()


def without_bytecode(program: Program, until: str, folder: Path) -> float:
    """Milliseconds of a start that compiles every module, as the first one after an install."""
    shutil.rmtree(folder, ignore_errors=True)
    env = {**program.env, "PYTHONPYCACHEPREFIX": str(folder), "PYTHONDONTWRITEBYTECODE": None}
    with Terminal(program.argv, env=env, size=SIZE) as terminal:
        return terminal.wait(until, timeout=PATIENCE)
