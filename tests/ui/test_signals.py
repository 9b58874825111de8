"""Signals and closed windows, in a real pseudo-terminal: the screen is locked or gone, and what was typed is kept."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.terminal import PATIENCE as SOON
from benchmarks.terminal import Terminal
from tests.ui.room import PASSPHRASE, Told, story, telling

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these signals nor pty")
PATIENCE = 60.0
"""Seconds; a loaded machine takes its time, and nothing here depends on how long."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


def opened(told: Told) -> Terminal:
    """The program at its inbox."""
    terminal = Terminal([sys.executable, "-m", "coctui", "--vault", str(told.path)], size=(80, 24))
    terminal.wait("Passphrase", timeout=PATIENCE)
    terminal.type("Noor").press("tab").type(PASSPHRASE).press("enter")
    terminal.wait("slate-wren", timeout=PATIENCE)
    return terminal


def writing(told: Told, text: str) -> Terminal:
    """The program with a note begun."""
    terminal = opened(told)
    terminal.press("enter").wait("o note", timeout=PATIENCE)
    terminal.press("o").wait("F2 keep", timeout=PATIENCE)
    terminal.type(text).wait(text, timeout=PATIENCE)
    return terminal


PLACES: dict[str, tuple[str, ...]] = {
    "taking": ("n",),
    "note": ("o",),
    "message": ("enter", "m"),
    "item": ("enter", "g", "j", "e"),
    "write now": (),
}
"""Where somebody writes, and the keys that lead there from the list."""


def writing_at(told: Told, place: str, text: str) -> Terminal:
    """The program with a text begun in some place."""
    if place == "write now":
        told.vault("Noor").lock()  # somebody has unlocked here before
        terminal = Terminal([sys.executable, "-m", "coctui", "--vault", str(told.path)], size=(80, 24))
        terminal.wait("Passphrase", timeout=PATIENCE)
        terminal.press("escape", "n")
    else:
        terminal = opened(told)
        for key in PLACES[place]:
            terminal.press(key)
            if key == "enter":
                terminal.wait("o note", timeout=PATIENCE)
    terminal.wait("F8 lock|F4 stamp time|F6 template|F4 the time", timeout=PATIENCE)
    terminal.type(text).wait(text, timeout=PATIENCE)
    return terminal


def drafts(told: Told) -> str:
    """What is kept, sealed, for who wrote."""
    vault = told.vault("Noor")
    try:
        return "".join(vault.drafts().values())
    finally:
        vault.lock()


def state(terminal: Terminal) -> str:
    """What the process does: `T` for stopped."""
    asked = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(terminal.process.pid)], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip()[:1]


def wait_stopped(terminal: Terminal) -> None:
    """Read what the program still writes, until it stands still."""
    terminal.wait(lambda screen: not screen.alternate, timeout=PATIENCE)
    deadline = time.monotonic() + SOON
    while state(terminal) != "T":
        assert time.monotonic() < deadline, "it goes on"


def test_ctrl_z_locks_and_fg_comes_back_to_the_lock_screen(told: Told, tmp_path: Path) -> None:
    """The shell's screen holds nothing of a case, the vault is free for others, and coming back asks for the passphrase."""
    here = told.copied(tmp_path)
    with opened(here) as terminal:
        terminal.press("ctrl+z")
        wait_stopped(terminal)
        assert "slate-wren" not in terminal.screen.left_behind()
        assert drafts(here) == ""
        terminal.signal(signal.SIGCONT)
        terminal.wait("Locked while coctui was away", timeout=PATIENCE)
        assert "slate-wren" not in terminal.text()
        terminal.press("escape", "q")
        assert terminal.wait_exit(timeout=PATIENCE) == 0


def test_a_stop_from_outside_seals_what_was_typed_and_locks(told: Told, tmp_path: Path) -> None:
    """Without waiting for the next pause."""
    here = told.copied(tmp_path)
    with writing(here, "lantern by the window") as terminal:
        terminal.signal(signal.SIGTSTP)
        wait_stopped(terminal)
        assert "lantern" in drafts(here)
        terminal.signal(signal.SIGCONT)
        terminal.wait("Passphrase", timeout=PATIENCE)
        assert "lantern" not in terminal.text()


def test_a_hang_up_with_the_terminal_still_there_locks(told: Told, tmp_path: Path) -> None:
    """Somebody sent the signal; the window is not closed."""
    with opened(told.copied(tmp_path)) as terminal:
        terminal.signal(signal.SIGHUP)
        terminal.wait("Locked while coctui was away", timeout=PATIENCE)
        assert "slate-wren" not in terminal.text()
        assert state(terminal) != ""


def test_a_closed_window_ends_it_and_keeps_what_was_typed(told: Told, tmp_path: Path) -> None:
    """To the last letter."""
    here = told.copied(tmp_path)
    with writing(here, "marble stairs") as terminal:
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP
    assert "marble stairs" in drafts(here)


def test_being_asked_to_end_keeps_what_was_typed(told: Told, tmp_path: Path) -> None:
    """SIGTERM: the terminal is as it was before, and the exit status says which signal it was."""
    here = told.copied(tmp_path)
    with writing(here, "paper boats") as terminal:
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit(timeout=PATIENCE) == 128 + signal.SIGTERM
        assert not terminal.screen.alternate
        assert "paper" not in terminal.screen.left_behind()
    assert "paper boats" in drafts(here)


def test_a_killed_program_keeps_what_was_typed_before_the_last_pause(told: Told, tmp_path: Path) -> None:
    """Nothing can be done any more then: it has been done before."""
    here = told.copied(tmp_path)
    with writing(here, "glass beads") as terminal:
        terminal.wait("sealed", timeout=PATIENCE)
        terminal.kill()
    assert "glass beads" in drafts(here)


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_wherever_somebody_writes_a_kill_and_a_closed_window_lose_nothing(
    place: str, told: Told, tmp_path: Path
) -> None:
    """Killed: what stood there at the last pause. The window closed in the middle of a word: to the last letter."""
    (tmp_path / "killed").mkdir()
    here = told.copied(tmp_path / "killed")
    with writing_at(here, place, "glass beads") as terminal:
        terminal.wait(r"\+ sealed|sealed\s*$", timeout=PATIENCE)
        terminal.kill()
    assert "glass beads" in drafts(here)
    (tmp_path / "closed").mkdir()
    here = told.copied(tmp_path / "closed")
    with writing_at(here, place, "marble stairs") as terminal:
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP
    assert "marble stairs" in drafts(here)
