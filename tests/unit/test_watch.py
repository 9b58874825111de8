"""When to veil and when to lock: two clocks that may each be wrong, and bare times that ring."""

import pytest

from coctui.models.row import Row
from coctui.screens.alarms import SOON, Alarms, dues_of
from coctui.screens.watch import Watch

START = 1_000_000.0
MINUTE = 60.0


class Clocks:
    """A clock on the wall and a steady one, moved by hand."""

    def __init__(self) -> None:
        self.wall, self.steady = START, 50.0

    def pass_by(self, seconds: float) -> None:
        """Both go on."""
        self.wall += seconds
        self.steady += seconds


def watching(**minutes: int) -> tuple[Clocks, Watch]:
    """A watch that has just begun, and its clocks."""
    clocks = Clocks()
    watch = Watch(lambda: clocks.wall, lambda: clocks.steady, **minutes)
    watch.begin()
    return clocks, watch


def seen(clocks: Clocks, watch: Watch, seconds: int) -> list[str]:
    """What each look says while so many seconds go by, one look a second, repetitions left out."""
    found: list[str] = []
    for _ in range(seconds):
        clocks.pass_by(1)
        due = watch.look()
        if not found or found[-1] != due:
            found.append(due)
    return found


def test_it_warns_for_a_minute_and_then_veils() -> None:
    """Four minutes nothing, one minute's warning, then the veil."""
    clocks, watch = watching()
    assert seen(clocks, watch, 240) == [""]
    assert seen(clocks, watch, 8) == ["warn"]
    assert watch.left == 52
    assert seen(clocks, watch, 52) == ["warn", "veil"]


def test_a_key_begins_anew() -> None:
    """Whoever types is not veiled."""
    clocks, watch = watching()
    for _ in range(20):
        assert "veil" not in seen(clocks, watch, 290)
        watch.typed()


def test_behind_the_veil_the_lock_follows() -> None:
    """Half an hour after the veil came down, whatever is typed meanwhile."""
    clocks, watch = watching()
    watch.veiled(True)
    for _ in range(29):
        assert seen(clocks, watch, 60) == [""]
        watch.typed()
    assert seen(clocks, watch, 60) == ["", "lock"]


def test_lifting_the_veil_begins_anew() -> None:
    """The lock does not follow a veil that was lifted."""
    clocks, watch = watching()
    watch.veiled(True)
    _ = seen(clocks, watch, 1700)
    watch.veiled(False)
    assert seen(clocks, watch, 200) == [""]


@pytest.mark.parametrize("wall", [61.0, -61.0, 7200.0, -7200.0])
def test_a_clock_that_jumps_locks(wall: float) -> None:
    """Asleep, or set: the clock on the wall moved alone."""
    clocks, watch = watching()
    _ = seen(clocks, watch, 3)
    clocks.wall += wall
    assert watch.look() == "jump"


def test_a_program_that_stood_still_locks() -> None:
    """Stopped, or a computer whose steady clock goes on while it sleeps."""
    clocks, watch = watching()
    clocks.steady += 61
    assert watch.look() == "jump"


def test_a_jump_is_seen_behind_the_veil() -> None:
    """The lid closed on a veiled screen opens on a lock."""
    clocks, watch = watching()
    watch.veiled(True)
    clocks.wall += 300
    assert watch.look() == "jump"


def test_small_corrections_do_not_lock() -> None:
    """A time server moves the clock by seconds; each minute of it is counted by the clock that went further."""
    clocks, watch = watching()
    for _ in range(3):
        clocks.wall -= 50
        assert seen(clocks, watch, 1) == [""]
    assert seen(clocks, watch, 296)[-1] == "warn"


def test_settings_count() -> None:
    """Two minutes to the veil, one hour to the lock."""
    clocks, watch = watching(veil=2, lock=60)
    assert seen(clocks, watch, 120) == ["", "warn", "veil"]
    watch.veiled(True)
    assert seen(clocks, watch, 3600) == ["", "lock"]


def test_an_alarm_names_minutes_and_nothing_else() -> None:
    """From twenty minutes before until twenty minutes after, rounded so that it is never said too late."""
    alarms = Alarms()
    alarms.set([START], START - SOON - 1)
    said = {
        -1201: "",
        -1200: "Something is due in 20 min.",
        -61: "Something is due in 2 min.",
        -1: "Something is due in 1 min.",
        0: "Something is due now.",
        59: "Something is due now.",
        300: "Something was due 5 min ago.",
        1200: "",
    }
    assert {after: alarms.sentence(START + after) for after in said} == said


def test_an_alarm_rings_twice() -> None:
    """Once when it comes near, once when it is there; not every second, and not late for what was slept through."""
    alarms = Alarms()
    alarms.set([START, START + 4 * SOON], START - 2 * SOON)
    rung = [after for after in range(int(-2 * SOON), 2400) if alarms.rings(START + after)]
    assert rung == [-SOON, 0]
    assert not alarms.rings(START + 8 * SOON)


def test_what_was_near_already_does_not_ring_at_once() -> None:
    """Who locks knows what the screen said a moment ago."""
    alarms = Alarms()
    alarms.set([START], START - 60)
    assert alarms.sentence(START - 60)
    assert not alarms.rings(START - 59)
    assert alarms.rings(START)


def test_only_what_is_open_is_due() -> None:
    """Kept and waived promises, and rows that tell nothing, give no time."""
    rows = [
        Row("a" * 32, "slate-wren", "cleared", promise="status", due=50.0,
            promises=(("acknowledgement", "kept", 10.0, 9.0), ("outcome", "open", 70.0, 0.0), ("status", "open", 50.0, 0.0))),
        Row("b" * 32, "misty-larch", "asked"),
        Row("c" * 32, "canvas-thrush", "recused"),
    ]  # fmt: skip
    assert dues_of(rows) == (50.0, 70.0)
