"""How long from spawn to the unlock screen, against the floor, both in the same minutes of the same computer.

python -m benchmarks.start [--runs 15]
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.sealed import NAME, PASSPHRASE, home
from benchmarks.table import Figure, Table
from benchmarks.terminal import Terminal
from coctui.models.roster import Profile
from coctui.models.team_events import Founded
from coctui.vault.kdf import FLOOR
from coctui.vault.making import make_vault
from coctui.vault.source import SYSTEM

HELLO = [sys.executable, str(Path(__file__).with_name("hello.py"))]
SIZE = (120, 40)
RUNS = 15
"""Fewer and the median of a loaded machine wanders by more than the goals leave room for."""
LIGHT = 1.25
"""DESIGN.md 8: the unlock screen may take this many times as long as the smallest app."""
READY = r"Passphrase[\s\S]*enter unlock"
"""The form and the last row, so that the whole screen is drawn."""


@dataclass(frozen=True)
class Program:
    """What to start, and what on its screen says that it is ready."""

    name: str
    argv: Sequence[str]
    until: str
    env: Mapping[str, str | None] = field(default_factory=dict)


@dataclass
class Starts:
    """Every start of one program until it was ready."""

    milliseconds: list[float] = field(default_factory=list)
    bytes_resident: list[int] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    """Of all threads, in the kernel's ticks of 10 ms; 0 where the system does not tell (not Linux)."""

    @property
    def median(self) -> float:
        """Half of the starts were quicker; milliseconds."""
        return statistics.median(self.milliseconds)

    @property
    def cpu(self) -> float:
        """Mean processor time in milliseconds: the ticks are too coarse for a median."""
        return statistics.fmean(self.cpu_seconds) * 1000

    @property
    def megabytes(self) -> float:
        """Median of the most memory resident."""
        return statistics.median(self.bytes_resident) / 1e6

    def __str__(self) -> str:
        spread = f"{min(self.milliseconds):.0f} to {max(self.milliseconds):.0f}"
        return f"{self.median:.0f} ms ({spread}), {self.cpu:.0f} ms of CPU, {self.megabytes:.0f} MB"


def measure(programs: Sequence[Program], runs: int = RUNS) -> dict[str, Starts]:
    """Start each in turn, `runs` times round after one round that warms the caches; by name."""
    found = {program.name: Starts() for program in programs}
    for turn in range(runs + 1):
        for program in programs if turn % 2 else reversed(programs):
            with Terminal(program.argv, env=program.env, size=SIZE) as terminal:
                milliseconds = terminal.wait(program.until, timeout=60)
                if turn:
                    found[program.name].milliseconds.append(milliseconds)
                    found[program.name].bytes_resident.append(terminal.peak_rss)
                    found[program.name].cpu_seconds.append(cpu_of(terminal.process.pid))
    return found


def cpu_of(process: int) -> float:
    """Processor seconds that a running process took so far; 0 where the system does not tell."""
    try:
        after_name = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2]
    except OSError:
        return 0.0
    fields = after_name.split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def compare(floor: Program, other: Program, runs: int = RUNS) -> Table:
    """Both, and how many times the floor the other takes."""
    found = measure([floor, other], runs)
    base, mine = found[floor.name], found[other.name]
    table = Table(f"Spawn to {other.name}, {runs} starts each in turn, {SIZE[0]}x{SIZE[1]}; ratios to {floor.name}")
    seen = f"{floor.name} {base}; {other.name} {mine}"
    table.figures.append(Figure("time on the wall, median", mine.median / base.median, "x", LIGHT, seen))
    if base.cpu and mine.cpu:
        table.figures.append(Figure("processor time, mean", mine.cpu / base.cpu, "x", LIGHT))
    if base.megabytes:
        table.figures.append(Figure("most memory", mine.megabytes / base.megabytes, "x"))
    return table


def unlock_screen(folder: Path) -> Program:
    """A vault of its own opened by coctui, up to the question for a name and a passphrase."""
    path = folder / "team.coctui"
    founding = Founded(format=1, conference="PyLadiesCon", profile=Profile(name=NAME), roles=("lead",))
    make_vault(path, name=NAME, passphrase=PASSPHRASE, founding=founding, cost=FLOOR, source=SYSTEM)
    return Program("the unlock screen", [sys.executable, "-m", "coctui", "--vault", str(path)], READY, home(folder))


def main(argv: Sequence[str] = ()) -> int:
    """Measure and print; a missed goal is said, not an error."""
    parser = argparse.ArgumentParser(prog="benchmarks.start")
    parser.add_argument("--runs", type=int, default=RUNS, help="starts of each program")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        hello = Program("hello", HELLO, "Hello, world", home(Path(folder)))
        print(compare(hello, unlock_screen(Path(folder)), chosen.runs))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
