"""Taking turns under two clocks: what a call costs in processor time, and how long one waits for it."""

import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

Result = TypeVar("Result")


@dataclass
class Times:
    """Every run of one thing, in seconds."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def run(self, call: Callable[[], Result]) -> Result:
        """Run it under both clocks."""
        wall, cpu = time.perf_counter(), time.process_time()
        result = call()
        self.cpu.append(time.process_time() - cpu)
        self.wall.append(time.perf_counter() - wall)
        return result

    def median(self, clock: str) -> float:
        """Half of the runs took less: seconds of processor time (`cpu`) or on the clock on the wall (`wall`)."""
        return statistics.median(self.cpu if clock == "cpu" else self.wall)


@dataclass(frozen=True)
class Step:
    """One thing that is measured: `ready` is not timed, `go` is, with what `ready` gave."""

    go: Callable[[Any], object]
    ready: Callable[[], object] = lambda: None


def interleave(turns: Iterable[Mapping[str, Step]]) -> dict[str, Times]:
    """Each turn runs every column once, another one first each time: what is loud or warm is so for all of them."""
    times: dict[str, Times] = {}
    for number, turn in enumerate(turns):
        names = list(turn)
        first = number % len(names)
        for name in names[first:] + names[:first]:
            step = turn[name]
            times.setdefault(name, Times()).run(partial(step.go, step.ready()))
    return times
