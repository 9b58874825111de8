"""Terminals as people have them, each looked at from outside: no colours or few, another locale, none at all, a window that changes."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tests.ui.room import PASSPHRASE, Told, story, telling

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
PATIENCE = 60.0
GREYS = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")
UNICODE, ASCII = "▌ 1 Look around", "> 1 Look around"
NO_LOCALE = {"LANG": None, "LC_ALL": None, "LC_CTYPE": None}
CLOCKED = """
import pathlib, sys, time
from coctui.app import CoctuiApp
path, jumped = map(pathlib.Path, sys.argv[1:])
CoctuiApp(path, now=lambda: time.time() + 3600 * jumped.exists(), first=False).run()
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


def drawn(folder: Path, shown: str, **environment: str | None) -> bytes:
    """What is sent until the doors stand there, with these signs; the next key works, and the way out."""
    words = [sys.executable, "-m", "coctui", "--vault", str(folder / "none.coctui")]
    with Terminal(words, env={**NO_LOCALE, "LC_ALL": "C.UTF-8", **environment}) as terminal:
        terminal.wait(shown, timeout=PATIENCE)
        terminal.press("j").wait(shown.replace("1 Look around", "2 Join a team"), timeout=PATIENCE)
        terminal.press("ctrl+q")
        assert terminal.wait_exit(timeout=PATIENCE) == 0
        assert not terminal.screen.alternate
        return terminal.raw


def test_no_colours(tmp_path: Path) -> None:
    """`NO_COLOR`: what is drawn is grey."""
    found = GREYS.findall(drawn(tmp_path, UNICODE, NO_COLOR="1", COLORTERM="truecolor"))
    assert found
    assert all(max(map(int, colour)) - min(map(int, colour)) <= 1 for colour in found)


@pytest.mark.parametrize("term", ["screen", pytest.param("xterm-16color", marks=pytest.mark.slow)])
def test_few_colours(term: str, tmp_path: Path) -> None:
    """Sixteen of them: none but those is sent, and never one on itself."""
    raw = drawn(tmp_path, UNICODE, TERM=term, COLORTERM=None)
    codes = [part.split(b";") for part in re.findall(rb"\x1b\[([\d;]*)m", raw)]
    assert not any(b"38" in code or b"48" in code for code in codes)
    for code in codes:
        numbers = [int(number) for number in code if number]
        texts = {n - 30 if n < 90 else n - 82 for n in numbers if n in range(30, 38) or n in range(90, 98)}
        grounds = {n - 40 if n < 100 else n - 92 for n in numbers if n in range(40, 48) or n in range(100, 108)}
        assert not texts & grounds


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        pytest.param({"LC_ALL": "POSIX"}, marks=pytest.mark.slow),
        {"LC_ALL": "xx_YY.UTF-8"},
        pytest.param({"LC_ALL": "de_DE.ISO-8859-1"}, marks=pytest.mark.slow),
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_another_locale(environment: dict[str, str], tmp_path: Path) -> None:
    """One that knows no Unicode, one that is not installed, a stream of another encoding: signs of the keyboard, no `?`."""
    raw = drawn(tmp_path, ASCII, **environment)
    assert raw.isascii()
    assert b"====" in raw
    assert b"???" not in raw


def test_a_terminal_that_can_draw_nothing(tmp_path: Path) -> None:
    """`dumb`, and none at all: one sentence with the way on, no byte of a screen, exit 2."""
    words = [sys.executable, "-m", "coctui", "--vault", str(tmp_path / "none.coctui")]
    with Terminal(words, env={"TERM": "dumb"}) as terminal:
        assert terminal.wait_exit(timeout=PATIENCE) == 2
        said = " ".join(terminal.text().split())
        assert "cannot move the cursor" in said
        assert "coctui line" in said
        assert b"\x1b" not in terminal.raw
    piped = subprocess.run(
        words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert piped.returncode == 2
    assert piped.stdout == ""
    assert "here is none. Every task is also a line command" in piped.stderr


def test_resized_while_typing_and_a_clock_that_jumps(told: Told, tmp_path: Path) -> None:
    """Letters come while the window goes through five sizes: all are in the note. Then the clock jumps: locked, in words."""
    jumped = tmp_path / "jumped"
    here = told.copied(tmp_path)
    words = [sys.executable, "-c", CLOCKED, str(here.path), str(jumped)]
    with Terminal(words, env={"PYTHONPATH": str(Path.cwd()), "LC_ALL": "C.UTF-8"}, size=(80, 24)) as terminal:
        terminal.wait("Passphrase", timeout=PATIENCE)
        terminal.type("Noor").press("tab").type(PASSPHRASE).press("enter")
        terminal.wait("slate-wren", timeout=PATIENCE)
        terminal.press("enter").wait("o note", timeout=PATIENCE)
        terminal.press("o").wait("F2 keep", timeout=PATIENCE)
        for number, size in enumerate([(120, 40), (60, 12), (100, 24), (40, 8), (80, 24)]):
            terminal.type(f"lamp{number}").resize(*size).type(f"wren{number}-")
        terminal.wait("lamp0wren0-lamp1wren1-lamp2wren2-lamp3wren3-lamp4wren4-", timeout=PATIENCE)
        terminal.wait("F2 keep", timeout=PATIENCE)
        jumped.touch()
        terminal.wait("Locked: this computer slept, or its clock", timeout=PATIENCE)
        assert "lamp" not in terminal.text()
        terminal.press("ctrl+q").wait_exit(timeout=PATIENCE)
    vault = here.vault("Noor")
    assert "lamp0wren0-" in "".join(vault.drafts().values())
    vault.lock()
