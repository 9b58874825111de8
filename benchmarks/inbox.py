"""The inbox against the smallest app and a mail program on as many mails, all taking turns in the same minutes.

    python -m benchmarks.inbox [--cases 16 1000 10000] [--runs 7] [--keys 120]

Every figure is of a screen that showed what the keys should lead to. docs/benchmarks.md says how to read them.
"""

import argparse
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.lists import RATE, CaseInbox, Held, MailIndex, move, page
from benchmarks.peers import HELLO, SIZE, Program, coctui, neomutt, vault_of
from benchmarks.sealed import NAME, PASSPHRASE, at_home
from benchmarks.start import READY
from benchmarks.starts import Starts, opened, without_bytecode
from benchmarks.table import Figure, Table
from coctui.vault.connection import connect, read_head
from coctui.vault.kdf import derive_slot

LARGE = 10_000
"""The goals are for so many cases (DESIGN.md 8); what is measured with fewer has none."""
CASES, RUNS, KEYS, PAGES, FILTERS = (16, 1_000, 10_000), 7, 120, 40, 10
HELD = 60
"""Presses of a held key: two seconds."""
COLD = 3
FRAME = 1000 / 60
NO_PEER = "neomutt is not installed here, so there is no ratio to it (Debian: apt install neomutt)"


class Comparison:
    """One size, from an empty folder to the table."""

    def __init__(self, folder: Path, cases: int, runs: int, keys: int) -> None:
        at_home(folder)
        path = vault_of(folder, cases)
        self.cases, self.runs, self.keys = cases, runs, min(keys, cases - 1)
        self.program, self.peer = coctui(folder, path), neomutt(folder, cases)
        self.derivation = derivation(path)
        self.table = Table(f"The inbox with {cases:,} cases, {SIZE[0]}x{SIZE[1]}, one run; p95 of single presses")
        if self.peer is None:
            self.table.remarks.append(NO_PEER)

    def measure(self) -> Table:
        """Starts, then both lists open side by side."""
        starts = Starts(self.program, self.peer, self.cases, self.runs)
        self._starts(starts)
        with opened(CaseInbox(self.program, self.cases)) as mine:
            mine.unlock()
            mine.rest()
            if self.peer is None:
                self._keys(mine, None)
            else:
                with opened(MailIndex(self.peer, self.cases)) as theirs:
                    self._keys(mine, theirs)
            self._memory(mine, statistics.median(starts.hello_bytes))
        return self.table

    def _say(self, what: str, value: float, unit: str, goal: float | None = None, seen: str = "") -> None:
        self.table.figures.append(Figure(what, value, unit, goal if self.cases >= LARGE else None, seen))

    def _starts(self, starts: Starts) -> None:
        hello, ready = starts.hello.median, starts.door.median + starts.inbox.median - self.derivation
        seen = (
            f"hello {hello:.0f} ms; door {starts.door.median:.0f}, then list {starts.inbox.median:.0f} "
            f"of which derivation {self.derivation:.0f}; neomutt {starts.index.median:.0f}"
        )
        self._say("spawn to the first rows, less derivation and typing, wall", ready / hello, "x hello", 1.5, seen)
        for what, way in (("to a cursor that moved", starts.moved), ("to all rows, checked", starts.whole)):
            taken = starts.door.median + way.median - self.derivation
            self._say(f"  the same {what}", taken / hello, "x hello", None, f"{way.median:.0f} ms after enter")
        if starts.hello.mean_cpu:
            cpu = starts.door.mean_cpu + starts.inbox.mean_cpu
            seen = f"hello {starts.hello.mean_cpu:.0f} ms; coctui {cpu:.0f}, derivation and imports while typing not taken off"
            self._say("  to the first rows, processor time", cpu / starts.hello.mean_cpu, "x hello", None, seen)

    def _keys(self, mine: CaseInbox, theirs: MailIndex | None) -> None:
        down: tuple[list[float], list[float]] = ([], [])
        for number in range(1, self.keys + 1):
            for times, listed in zip(down, (mine, theirs), strict=True):
                if listed is not None:
                    times.append(move(listed, "j", number))
        self._ratio("cursor down", down, 6)
        if self.cases >= 100:
            pages: tuple[list[float], list[float]] = ([], [])
            for _ in range(min(PAGES, self.cases // 40)):
                for times, listed in zip(pages, (mine, theirs), strict=True):
                    if listed is not None:
                        times.append(page(listed))
            self._ratio("page down", pages, 8)
        filters: tuple[list[float], list[float]] = ([], [])
        for text in words(self.cases):
            for times, listed in zip(filters, (mine, theirs), strict=True):
                if listed is not None:
                    times.extend(listed.filter(text))
        self._ratio("filter: a letter against limit on enter", filters, 1.2)
        if self.cases > HELD:
            self._held(mine)

    def _ratio(self, what: str, times: tuple[list[float], list[float]], goal: float) -> None:
        mine, theirs = times
        seen = f"coctui p50 {statistics.median(mine):.1f} p95 {p95(mine):.1f} ms"
        if theirs:
            seen += f"; neomutt p50 {statistics.median(theirs):.1f} p95 {p95(theirs):.1f} ms; {len(mine)} presses"
            self._say(f"{what}, p95", p95(mine) / p95(theirs), "x neomutt", goal, seen)
            self._say("  p50", statistics.median(mine) / statistics.median(theirs), "x neomutt")
        else:
            self._say(f"{what}, p95", p95(mine), "ms", None, seen)

    def _held(self, mine: CaseInbox) -> None:
        mine.first()
        held = Held(mine, 0, HELD)
        self._say(f"held key at {RATE} a second, behind", held.lag / FRAME, "frames", 2, f"{held.lag:.0f} ms")
        self._say("  presses that were shown", 100 * held.share, "%")

    def _memory(self, mine: CaseInbox, hello: float) -> None:
        mine.terminal.watch(bool)
        seen = f"hello {hello / 1e6:.0f} MB; coctui {mine.terminal.peak_rss / 1e6:.0f}, the least derivation's 19 MB with it"
        if hello:
            self._say("most memory", mine.terminal.peak_rss / hello, "x hello", 2, seen)


def p95(values: Sequence[float]) -> float:
    """Nearest rank: of fewer than twenty it is the highest."""
    ranked = sorted(values)
    return ranked[math.ceil(0.95 * len(ranked)) - 1]


def words(cases: int) -> list[str]:
    """What is filtered for: digits of glosses but no 0, so that each letter leaves fewer rows than the one before."""
    draw = random.Random(7)  # the same at every run
    digits = min(3, len(str(cases - 1)))
    return ["".join(draw.choice("123456789") for _ in range(digits)) for _ in range(FILTERS)] if cases > 100 else ["1"]


def derivation(path: Path) -> float:
    """Milliseconds that the vault's derivation takes here."""
    connection = connect(path)
    vault, costs = read_head(connection)
    connection.close()
    times = []
    for _ in range(5):
        began = time.perf_counter()
        derive_slot(vault, NAME, PASSPHRASE, costs[0])
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def first_start(folder: Path) -> Table:
    """Starts that find no byte code, as after an install."""
    at_home(folder)
    program = coctui(folder, vault_of(folder, 1))
    hello = Program("hello", HELLO)
    times: dict[str, list[float]] = {"hello": [], "coctui": []}
    for _ in range(COLD):
        times["hello"].append(without_bytecode(hello, "Hello, world", folder / "bytes"))
        times["coctui"].append(without_bytecode(program, READY, folder / "bytes"))
    medians = {name: statistics.median(each) for name, each in times.items()}
    seen = ", ".join(f"{name} {median:.0f} ms" for name, median in medians.items())
    table = Table(f"The first start after an install: no byte code yet, {COLD} starts each in turn")
    table.figures.append(Figure("spawn to unlock screen", medians["coctui"] / medians["hello"], "x hello", 1.25, seen))
    return table


def main(argv: Sequence[str] = ()) -> int:
    """Measure and print; a missed goal is said, not an error."""
    parser = argparse.ArgumentParser(prog="benchmarks.inbox")
    parser.add_argument("--cases", type=int, nargs="+", default=CASES)
    parser.add_argument("--runs", type=int, default=RUNS, help="starts of each program")
    parser.add_argument("--keys", type=int, default=KEYS, help="presses of one key")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        print(first_start(Path(folder)), flush=True)
    for cases in chosen.cases:
        with tempfile.TemporaryDirectory() as folder:
            print(f"\n{Comparison(Path(folder), cases, chosen.runs, chosen.keys).measure()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
