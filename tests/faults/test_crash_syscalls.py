"""Every write, sync and truncation of an act fails in turn, as the system makes them fail: killed, disk full, disk broken.

Each time the file is wholly old or wholly new for everybody, everything fits in it, and an error is one of ours.
"""

import random
import sys
from collections import Counter

import pytest

from tests.faults.sample import Desk
from tests.faults.traced import ACTS
from tests.faults.tracing import BROKEN, FULL, KILL, SYNCS, Failure, States, Tracer, both, failed

SAMPLED = ("create", "record", "admit", "rotate", "passphrase", "backup", "restore", "upgrade", "merge", "expunge")
LONG = 8
"""Calls of one kind in a row from which only every fifth is made to fail: the pages of a copy, one like the other."""


@pytest.mark.parametrize("act", SAMPLED)
def test_a_call_that_fails_leaves_old_or_new(tracer: Tracer, states: States, desk: Desk, act: str) -> None:
    """Sampled: a sync and a write of each act, killed and failing."""
    old, new, calls = both(tracer, states, desk, act)
    draw = random.Random(act)
    synced = draw.choice([call for call in calls if call[0] in SYNCS])
    written = draw.choice([call for call in calls if call[0] not in SYNCS])
    for call, how in ((synced, draw.choice([FULL, BROKEN])), (written, KILL)):
        failed(tracer, states, desk, act, Failure(*call, how), old, new)
    sys.stdout.write("2 failures injected" + "\n")


@pytest.mark.slow
@pytest.mark.parametrize("act", list(ACTS))
def test_whichever_call_fails_it_is_old_or_new(tracer: Tracer, states: States, desk: Desk, act: str) -> None:
    """Every call in turn is where it is killed; each sync fails in each way, and every third write by turns."""
    old, new, calls = both(tracer, states, desk, act)
    met: Counter[str] = Counter()
    for place, call in thinned(calls):
        if call[0] in SYNCS:
            ways: tuple[str, ...] = (KILL, FULL, BROKEN)
        else:
            ways = (KILL, (FULL, BROKEN)[place % 2]) if place % 3 == 0 else (KILL,)
        for how in ways:
            met[failed(tracer, states, desk, act, Failure(*call, how), old, new)] += 1
    assert met["killed"] > 2
    assert set(met) != {"killed"}
    sys.stdout.write(f"{met.total()} failures injected" + "\n")


def thinned(calls: list[tuple[str, int]]) -> list[tuple[int, tuple[str, int]]]:
    """Each call with its place; of a long row of one kind the first, the last and every fifth."""
    kept, start = [], 0
    for place, call in enumerate(calls):
        if place and calls[place - 1][0] != call[0]:
            start = place
        end = next((at for at in range(place, len(calls)) if calls[at][0] != call[0]), len(calls)) - 1
        if end - start < LONG or place in (start, end) or (place - start) % 5 == 0:
            kept.append((place, call))
    return kept
