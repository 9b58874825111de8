"""Keys whose bytes come in pieces, as over a bad line: still one key, never esc and some letters."""

import fcntl
import os
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import _parser
from textual.events import Key

from benchmarks.terminal import Terminal
from coctui.screens.slow_line import ALONE, BEGUN, PatientParser

PATIENCE = 60.0
KEYS = {
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[Z": "shift+tab",
    "\x1b[5~": "pageup",
    "\x1bOR": "f3",
    "\x1b[20~": "f9",
    "\x1b[1;2A": "shift+up",
}


class Line:
    """A parser, and a clock that stands still between the pieces."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        patch.setattr(_parser, "get_time", lambda: self.now)
        self.parser = PatientParser()
        self.keys: list[str] = []

    def comes(self, piece: str, after: float = 0.0) -> None:
        """Some time, in which the driver looks ten times a second; then a piece."""
        until = self.now + after
        while self.now < until:
            self.now = min(until, self.now + 0.1)
            self._take(self.parser.tick())
        self._take(self.parser.feed(piece))

    def _take(self, events: object) -> None:
        self.keys += [event.key for event in events if isinstance(event, Key)]  # type: ignore[attr-defined]


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Line]:
    """Makes lines, near or far."""

    def make(**environment: str) -> Line:
        for name in ("SSH_CONNECTION", "SSH_TTY", "ESCDELAY"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return Line(monkeypatch)

    return make


@pytest.mark.parametrize("sequence", KEYS)
def test_a_key_in_pieces_is_that_key(sequence: str, line: Callable[..., Line]) -> None:
    """Wherever it is cut, at once and over SSH with a long pause after esc; the rest may take longer still."""
    for cut in range(1, len(sequence)):
        for far, pause in (({}, 0.05), ({"SSH_TTY": "/dev/pts/9"}, ALONE - 0.1)):
            slow = line(**far)
            slow.comes(sequence[:cut])
            slow.comes(sequence[cut:], after=pause if cut == 1 else BEGUN - 0.5)
            assert slow.keys == [KEYS[sequence]], cut


def test_esc_alone_is_esc(line: Callable[..., Line]) -> None:
    """After a tenth of a second here, a little later over SSH unless one has set that; twice is twice."""
    for far, pause in (({}, 0.2), ({"SSH_TTY": "x"}, ALONE + 0.1), ({"SSH_TTY": "x", "ESCDELAY": "100"}, 0.2)):
        near = line(**far)
        near.comes("\x1b")
        near.comes("j", after=pause)
        near.comes("\x1b\x1b")
        near.comes("q", after=pause)
        assert near.keys == ["escape", "j", "escape", "escape", "q"], far


def test_the_rest_that_comes_too_late_is_no_letters(line: Callable[..., Line]) -> None:
    """Esc was taken for esc; but `[A` behind it does not open what A opens. A bracket that is typed is one."""
    late = line()
    late.comes("\x1b")
    late.comes("[A", after=1.0)
    assert late.keys == ["escape", "up"]
    late.comes("\x1b")
    late.comes("[", after=BEGUN + 1)
    late.comes("A")
    assert late.keys == ["escape", "up", "escape", "left_square_bracket", "A"]
    late.comes("a[b")
    assert late.keys[-3:] == ["a", "left_square_bracket", "b"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc which terminal the program reads")
def test_an_arrow_in_pieces_moves_and_does_not_leave(tmp_path: Path) -> None:
    """At the doors, where esc leaves the program: byte by byte, each read before the next is sent."""
    environment = {"SSH_TTY": "/dev/pts/9", "ESCDELAY": "60000"}  # so that a loaded machine cannot be too slow
    with Terminal(
        [sys.executable, "-m", "coctui", "--vault", str(tmp_path / "none.coctui")], env=environment, mute=True
    ) as terminal:
        terminal.wait("^ *▌ 1 Look around", timeout=PATIENCE)
        reads = os.open(f"/proc/{terminal.process.pid}/fd/0", os.O_RDONLY | os.O_NOCTTY)
        try:
            for byte in (b"\x1b", b"[", b"B"):
                terminal.send(byte)
                deadline = time.monotonic() + PATIENCE
                while waiting(reads):
                    assert time.monotonic() < deadline, "nobody reads"
        finally:
            os.close(reads)
        terminal.wait("^ *▌ 2 ", timeout=PATIENCE)
        assert terminal.process.poll() is None


def waiting(terminal: int) -> int:
    """Bytes that were sent and that nobody has read."""
    return int(struct.unpack("i", fcntl.ioctl(terminal, termios.FIONREAD, b"\0\0\0\0"))[0])
