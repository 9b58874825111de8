"""How long from spawn to readable, against the floor, both in the same minutes of the same computer."""

import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.terminal import Terminal

HELLO = [sys.executable, str(Path(__file__).with_name("hello.py"))]
SIZE = (120, 40)
RUNS = 15
"""Fewer and the median of a loaded machine wanders by more than the goals leave room for."""


@dataclass(frozen=True)
class Program:
    """What to start, and what on its screen says that it is ready."""

    name: str
    argv: Sequence[str]
    until: str
    env: Mapping[str, str | None] = field(default_factory=dict)


@dataclass
class Starts:
    """Every start of one program: milliseconds to readable, and most bytes resident until then."""

    milliseconds: list[float] = field(default_factory=list)
    bytes_resident: list[int] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Half of the starts were quicker; milliseconds."""
        return statistics.median(self.milliseconds)

    @property
    def megabytes(self) -> float:
        """Median of the most memory resident."""
        return statistics.median(self.bytes_resident) / 1e6


def measure(programs: Sequence[Program], runs: int = RUNS) -> dict[str, Starts]:
    """Start each in turn, `runs` times round after one round that warms the caches; by name."""
    found = {program.name: Starts() for program in programs}
    for turn in range(runs + 1):
        for program in programs:
            with Terminal(program.argv, env=program.env, size=SIZE) as terminal:
                milliseconds = terminal.wait(program.until, timeout=60)
                if turn:
                    found[program.name].milliseconds.append(milliseconds)
                    found[program.name].bytes_resident.append(terminal.peak_rss)
    return found


def compare(floor: Program, other: Program, runs: int = RUNS) -> float:
    """Print both, and how many times the floor the other takes; that ratio."""
    found = measure([floor, other], runs)
    base = found[floor.name]
    for name, starts in found.items():
        spread = f"{min(starts.milliseconds):.0f}-{max(starts.milliseconds):.0f}"
        print(
            f"{name:<24} {starts.median:6.0f} ms ({spread}), {starts.megabytes:4.0f} MB"
            f"  {starts.median / base.median:5.2f} x time  {starts.megabytes / max(base.megabytes, 0.1):5.2f} x memory"
        )
    return found[other.name].median / base.median


def main() -> int:
    """Until the unlock screen is measured here: the floor against itself, which shows how far a ratio wanders."""
    compare(Program("hello", HELLO, "Hello, world"), Program("hello again", HELLO, "Hello, world"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
