"""The power fails in the middle of an act: writes that were not synced are lost, torn or in another order.

The calls of an act are recorded once and replayed up to a point; then everybody opens what is left.
"""

import random
from pathlib import Path

import pytest

from tests.faults.power import Disk, record
from tests.faults.sample import Desk
from tests.faults.traced import ACTS
from tests.faults.tracing import States, Tracer, prepare

SURVIVES = (0.0, 0.5, 0.95)
"""How much of what was not synced reaches the disk."""


def put(desk: Desk, files: dict[Path, bytes]) -> None:
    """These files, and no others."""
    desk.restore(anchor=False)
    desk.path.unlink()
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o600)


def looks(desk: Desk, states: States, disk: Disk, draw: random.Random, survives: float) -> object:
    """What everybody sees once the power is back; everything fits, and other files are whole."""
    put(desk, disk.fails(draw, survives))
    states.whole(desk, "killed")
    return states.of(desk)


def replayed(
    tracer: Tracer, states: States, desk: Desk, act: str, points: int | None, times: int = 1
) -> tuple[int, bool]:
    """Let the power fail before syncs, and after the last call; how often it failed, and whether anything was at stake."""
    prepare(desk, act)
    disk, calls = record(tracer, desk, act)
    there = Disk(desk.path.parent).all()
    new, draw = states.of(desk), random.Random(act)
    syncs = [at for at, call in enumerate(calls) if "sync" in call[0]]
    chosen = set(syncs if points is None or points >= len(syncs) else draw.sample(syncs, points))
    old, failed, lost = looks(desk, states, disk, draw, 0.0), 0, False
    for at, call in enumerate(calls):
        if at in chosen:
            for survives in SURVIVES * times:
                lost |= any(file.since for file in disk.names.values())
                assert looks(desk, states, disk, draw, survives) in (old, new), f"before call {at}, {survives}"
                failed += 1
        disk.do(*call)
    assert disk.all() == there, "nothing of what the act wrote was overlooked"
    for survives in SURVIVES:
        assert looks(desk, states, disk, draw, survives) == new, f"said to be done, {survives}"
    return failed + len(SURVIVES), lost


@pytest.mark.parametrize("act", ["record", "rotate"])
def test_a_power_failure_leaves_old_or_new(tracer: Tracer, states: States, desk: Desk, act: str) -> None:
    """Sampled: at two points of an act, and when it is done."""
    failed, lost = replayed(tracer, states, desk, act, 2)
    assert failed >= 2 * len(SURVIVES)
    assert lost


@pytest.mark.slow
@pytest.mark.parametrize("act", list(ACTS))
def test_whenever_the_power_fails_it_is_old_or_new(tracer: Tracer, states: States, desk: Desk, act: str) -> None:
    """Before each sync of each act, with nothing, half and most of what was not synced on the disk."""
    failed, lost = replayed(tracer, states, desk, act, None, times=3)
    assert failed > 5
    assert lost
