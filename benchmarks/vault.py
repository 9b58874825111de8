"""What sealing costs: a vault, plain rows and SQLCipher hold the same 10,000 cases, and each does the same in turn.

    python -m benchmarks.vault [--cases 1000]

Every ratio is of medians to the plain rows of the same run. docs/benchmarks.md says what each line covers.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from benchmarks.cases import content, ten_entries
from benchmarks.clock import Times, interleave
from benchmarks.plain import LEAN, PlainRows, plain, sqlcipher
from benchmarks.sealed import NAME, PASSPHRASE, SECOND, at_home, fill, found, long_case, make_new_here, reference
from benchmarks.table import Figure, Table
from benchmarks.turns import BARE, CIPHER, PLAIN, SEALED, Columns
from coctui.models.access_events import Recused
from coctui.vault.door import Vault
from coctui.vault.kdf import FLOOR, STANDARD, derive_slot

CASES, TURNS, FIRST, LATER, RECUSALS = 10_000, 200, 3, 9, 9
SAMPLE = 7
"""Of the generator that chooses cases: the same ones at every run."""
WITH_FILE = 10
"""One case in so many has an attachment."""
LEANER = "rows without digest and signature"
CLOCKS = ("cpu", "wall")


class Comparison:
    """One run, from empty files to the table."""

    def __init__(self, folder: Path, cases: int) -> None:
        at_home(folder)
        self.folder, self.cases = folder, cases
        self.paths = {name: folder / f"{place}.db" for place, name in enumerate((PLAIN, SEALED, CIPHER, LEANER))}
        self.table = Table(f"The vault on {cases:,} cases of 10 entries; ratios to plain rows, medians, one run")
        vault = found(self.paths[SEALED])
        rows = {PLAIN: PlainRows(plain(self.paths[PLAIN]), vault.team, vault.me)}
        if (encrypted := sqlcipher(self.paths[CIPHER])) is not None:
            rows[CIPHER] = PlainRows(encrypted, vault.team, vault.me)
        else:
            self.table.remarks.append("SQLCipher is not installed here: pip install --group bench")
        leaner = PlainRows(plain(self.paths[LEANER]), vault.team, vault.me, LEAN)
        self.rooms = fill(vault, cases, [*rows.values(), leaner])
        self.leaner = leaner
        self.columns = Columns(vault, rows)
        self._draw = random.Random(SAMPLE)  # which cases are opened; no secret

    def measure(self) -> Table:
        """Everything, in the order that keeps sizes true: first the size of what was filled in."""
        self._size("size, short entries", 2.6)
        self._ratio("open a case", 2, interleave(map(self.columns.open, self._some(TURNS))))
        self._attachments()
        self._size(f"size, one case in {WITH_FILE} with 100 KB", 1.2)
        self._append()
        self._recuse()
        self._unlock()
        return self.table

    def _some(self, count: int) -> list[str]:
        return self._draw.sample(self.rooms, min(count, len(self.rooms)))

    def _say(self, what: str, value: float, unit: str, goal: float | None, seen: str = "") -> None:
        self.table.figures.append(Figure(what, value, unit, goal, seen))

    def _ratio(self, what: str, goal: float, times: Mapping[str, Times]) -> None:
        """A line for each clock, with the medians that the ratio is made of."""
        for clock in CLOCKS:
            medians = {name: run.median(clock) * 1000 for name, run in times.items()}
            seen = ", ".join(f"{name} {milliseconds:.3f} ms" for name, milliseconds in medians.items())
            if CIPHER in medians:
                seen += f" ({medians[CIPHER] / medians[PLAIN]:.2f} x)"
            self._say(f"{what}, {clock}", medians[SEALED] / medians[PLAIN], "x", goal, seen)

    def _size(self, what: str, goal: float) -> None:
        """Bytes in the files, with the lines of the list and the vault's caches in them."""
        self.columns.vault.lock()
        for twin in (*self.columns.rows.values(), self.leaner):
            twin.checkpoint()
        sizes = {name: path.stat().st_size / self.cases for name, path in self.paths.items() if path.exists()}
        seen = ", ".join(f"{name} {size / 1000:.2f} kB" for name, size in sizes.items()) + " a case"
        self._say(what, sizes[SEALED] / sizes[PLAIN], "x", goal, seen)
        self._say(
            f"  against {LEANER}", sizes[SEALED] / sizes[LEANER], "x", None, "what a program without keys would store"
        )
        self.columns.vault = self._opened(NAME)

    def _opened(self, name: str) -> Vault:
        return Vault.open(self.paths[SEALED], name, PASSPHRASE)

    def _attachments(self) -> None:
        files = [(room, content(number)) for number, room in enumerate(self._some(self.cases // WITH_FILE))]
        named = [(room, reference(self.columns.vault, data), data) for room, data in files]
        self._ratio("attach 100 KB durably, case loaded", 3, interleave(self.columns.attach(*file) for file in named))
        for room, ref, data in named:
            self.leaner.attach(self.leaner.open(room), ref, data)
        turns = [self.columns.read(room, ref) for room, ref, _ in named[:TURNS]]
        self._ratio("read 100 KB, case loaded", 3, interleave(turns))

    def _append(self) -> None:
        times = interleave(self.columns.append(room, number) for number, room in enumerate(self._some(TURNS)))
        bare = times.pop(BARE)
        self._ratio("append an entry durably, case loaded", 2.5, times)
        for clock in CLOCKS:
            seen = f"INSERT of finished bytes and COMMIT: {bare.median(clock) * 1000:.3f} ms; no fold, no line"
            self._say(
                f"  against a bare insert, {clock}", times[SEALED].median(clock) / bare.median(clock), "x", None, seen
            )

    # Without a twin: no plain program derives keys or steps aside -------------------------------------------------

    def _recuse(self) -> None:
        """A member steps aside from a case of 100 entries, then a holder changes its key; both with the full vault."""
        mine, second = self.columns.vault, self._opened(SECOND)
        rooms = [long_case(mine, 100, second.me) for _ in range(RECUSALS)]
        second.refresh()
        aside, change, opening, news = Times(), Times(), Times(), Times()
        for number, room in enumerate(rooms):
            acts = ten_entries(number, mine.me)
            opening.run(partial(mine.open_case, acts))
            news.run(second.refresh)
            second.answer(room, "no conflict")
            second.case(room)
            aside.run(partial(second.record, room, [Recused()]))
            mine.refresh()
            change.run(partial(mine.work, 60))
        both = (aside.median("cpu") + change.median("cpu")) * 1000
        parts = [
            f"{name} {run.median('cpu') * 1000:.1f}"
            for name, run in (("stepping aside", aside), ("changing the key", change))
        ]
        wall = (aside.median("wall") + change.median("wall")) * 1000
        self._say(
            "recusal from a case of 100 entries, cpu", both, "ms", 50, f"{', '.join(parts)} ms; wall {wall:.1f} ms"
        )
        for what, run in (
            ("open a new case with its ten entries", opening),
            ("notice what another member wrote", news),
        ):
            seen = f"cpu; wall {run.median('wall') * 1000:.1f} ms"
            self._say(what, run.median("cpu") * 1000, "ms", None, seen)
        second.lock()

    def _unlock(self) -> None:
        self.columns.vault.lock()
        first: list[dict[str, dict[str, float]]] = []
        for _ in range(FIRST):
            make_new_here(self.paths[SEALED], self.folder / "state")
            first.append(self._unlock_once())
        later = [self._unlock_once() for _ in range(LATER)]
        standard = Times()
        standard.run(lambda: derive_slot(bytes(16), NAME, PASSPHRASE, STANDARD))
        seen = (
            f"derivation at the lowest cost {FLOOR.memory // 1024} MiB; a standard one takes {standard.wall[0]:.2f} s"
        )
        for clock in CLOCKS:
            self._say(f"first unlock on a computer, {clock}", _median(first, clock, "light", "heavy"), "s", 15, seen)
        for clock in CLOCKS:
            derive = _median(later, clock, "derive")
            light = _median(later, clock, "light") - derive
            value = _median(later, clock, "light", "heavy") - derive
            self._say(
                f"later unlock less derivation, {clock}",
                value,
                "s",
                0.3,
                f"of it until the seat is open {light:.3f} s; first rows: benchmarks.inbox",
            )

    def _unlock_once(self) -> dict[str, dict[str, float]]:
        argv = [sys.executable, "-m", "benchmarks.unlocking", str(self.paths[SEALED]), NAME]
        ran = subprocess.run(argv, input=PASSPHRASE + "\n", capture_output=True, text=True, check=True)
        result: dict[str, dict[str, float]] = json.loads(ran.stdout)
        return result


def _median(runs: Sequence[Mapping[str, Mapping[str, float]]], clock: str, *parts: str) -> float:
    """Median over runs of the sum of these parts, seconds."""
    sums = Times(cpu=[sum(run[part][clock] for part in parts) for run in runs])
    return sums.median("cpu")


def main(argv: Sequence[str] = ()) -> int:
    """Measure and print; a missed goal is said, not an error."""
    parser = argparse.ArgumentParser(prog="benchmarks.vault")
    parser.add_argument("--cases", type=int, default=CASES, help="fewer for a quick look; the goals are for 10,000")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        print(Comparison(Path(folder), chosen.cases).measure())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
