"""The terminal that tests and benchmarks use: it must see what a person sees, and say when there is nothing."""

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.keys import encode
from benchmarks.screen import Screen
from benchmarks.terminal import NotShown, Terminal

TALK = """
import os, sys, tty
tty.setraw(0)
os.write(1, b"ready\\r\\n")
while (key := os.read(0, 99)) != b"q":
    os.write(1, repr(key).encode() + b"\\r\\n")
sys.exit(7)
"""

TEXTUAL = """
from textual.app import App
from textual.widgets import Static

class Echo(App):
    def compose(self):
        yield Static("ready", id="said")
        yield Static("", id="size")
    def on_key(self, event):
        self.query_one("#said").update(f"pressed {event.key} {event.character!r}")
    def on_resize(self, event):
        self.query_one("#size").update(f"now {event.size.width} by {event.size.height}")

Echo().run()
"""


def python(program: str) -> list[str]:
    """How to run a piece of Python."""
    return [sys.executable, "-c", program]


def test_keys_arrive_and_the_end_is_told() -> None:
    """What is typed reaches the program, what it says reaches the screen, and its exit status comes back."""
    with Terminal(python(TALK)) as terminal:
        assert terminal.wait("^ready$") > 0
        terminal.press("down").wait(r"\\x1b\[B")
        terminal.press("ctrl+l").wait(r"\\x0c")
        terminal.type("ah").wait("b'ah'")
        terminal.press("q")
        assert terminal.wait_exit() == 7
        assert terminal.raw.startswith(b"ready\r\n")


def test_a_wait_names_what_it_missed_and_shows_the_screen() -> None:
    """A deadline or an early end is an error that shows what stood there instead."""
    with Terminal(python(TALK)) as terminal:
        terminal.wait("ready")
        with pytest.raises(NotShown, match=r"(?s)0.1 s passed .*'amber'.*ready"):
            terminal.wait("amber", timeout=0.1)
        terminal.press("q")
        with pytest.raises(NotShown, match="the program ended"):
            terminal.wait("amber")


FRAMES = """
import os, tty
tty.setraw(0)
os.write(1, b"ready")
os.read(0, 1)
for number in (b"one", b"two"):
    os.write(1, b"\\x1b[?2026h" + b"\\x1b[31mx" * 5000 + b"\\x1b[2J\\x1b[H" + number + b"\\x1b[?2026l")
os.read(0, 1)
"""


def test_a_frame_is_received_before_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each frame is many times what a terminal holds: none of the drawing falls between two pieces of it."""
    drawn: list[int] = []
    with Terminal(python(FRAMES)) as terminal:
        terminal.wait("ready")
        feed = terminal.screen.feed

        def counted(text: str, presented: Callable[[], bool] | None = None) -> bool:
            if text:
                drawn.append(len(terminal.raw))
            return feed(text, presented)

        monkeypatch.setattr(terminal.screen, "feed", counted)
        one = terminal.press("x").wait("^one$")
        assert min(drawn) > 30_000
        assert terminal.wait("^two$") >= one
        assert terminal.text() == "two" + "\n" * 23


def test_a_wait_ends_with_the_output_not_with_a_clock() -> None:
    """Twenty keys and their echoes take well under the time that twenty fixed pauses of a usual length would."""
    with Terminal(python(TALK)) as terminal:
        terminal.wait("ready")
        began = time.perf_counter()
        for number in range(20):
            terminal.send(f"<{number}>").wait(f"<{number}>")
        assert time.perf_counter() - began < 2


def test_the_program_owns_the_terminal_and_feels_a_hang_up() -> None:
    """It is a session of its own with a controlling terminal; closing the window ends it by SIGHUP."""
    with Terminal(["/bin/sh", "-c", "echo here >/dev/tty; exec cat"]) as terminal:
        terminal.wait("here")
        terminal.hang_up()
        assert terminal.wait_exit() == -signal.SIGHUP


def test_signals_and_kill() -> None:
    """A signal reaches the program; leaving the block ends one that would run for ever."""
    with Terminal(["cat"]) as terminal:
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == -signal.SIGTERM
    with Terminal(["cat"]) as terminal:
        pass
    assert terminal.process.returncode == -signal.SIGKILL


def test_a_missing_program_says_so() -> None:
    """The shell's word for it is on the screen, with its own exit status."""
    with Terminal(["/nonexistent/program"]) as terminal:
        assert terminal.wait_exit() == 127
        assert "not found" in terminal.text()


def test_the_environment_is_laid_over_our_own() -> None:
    """Given variables arrive, None takes one away, and nothing tells of the terminal around the tests."""
    with Terminal(["env"], env={"SUNNIVA": "here", "HOME": None, "COLUMNS": None}) as terminal:
        assert terminal.wait_exit() == 0
        names = {line.partition(b"=")[0] for line in terminal.raw.splitlines()}
        assert names.isdisjoint({b"HOME", b"COLUMNS", b"LINES"})
        assert {b"SUNNIVA=here", b"TERM=xterm-256color"} <= set(terminal.raw.splitlines())


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_is_that_of_the_program() -> None:
    """Thirty megabytes in use are seen, and a program that uses little weighs little."""
    with Terminal(python("held = b'x' * 30_000_000; print('ready'); input()")) as terminal:
        terminal.wait("ready")
        big = terminal.peak_rss
    with Terminal(python("print('ready'); input()")) as terminal:
        terminal.wait("ready")
        assert 28e6 < big - terminal.peak_rss < 40e6


@pytest.mark.parametrize("mute", [False, True])
def test_textual_runs_in_it(*, mute: bool) -> None:
    """Textual understands its keys and new sizes, whether the terminal speaks the newer protocols or none."""
    with Terminal(python(TEXTUAL), mute=mute) as terminal:
        terminal.wait("now 80 by 24")
        assert b"\x1b[?1049h" in terminal.raw
        for key, seen in [("a", "a 'a'"), ("A", "A|upper_a 'A'"), ("down", "down"), ("escape", "escape"), ("f9", "f9")]:
            terminal.press(key).wait(f"pressed (shift\\+)?({seen})")
        terminal.press("ctrl+l").wait(r"pressed ctrl\+l")
        terminal.press("shift+tab").wait(r"pressed shift\+tab")
        terminal.resize(100, 30).wait("now 100 by 30")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert not terminal.screen.modes & {1049, 2026}
        assert "now" not in terminal.screen.left_behind()


def test_an_unfinished_frame_is_not_seen() -> None:
    """Between the marks of a synchronised frame the old picture stands, as on a real terminal."""
    screen, seen = Screen(20, 3), list[str]()

    def look() -> bool:
        seen.append(screen.text().strip())
        return False

    screen.feed("old\x1b[?2026h\rnew", look)
    assert seen == []
    screen.feed("er\x1b[?2026l", look)
    assert set(seen) == {"newer"}


def test_what_follows_a_frame_waits_for_the_next_look() -> None:
    """Two frames in one chunk can both be found, in their order."""
    screen = Screen(20, 3)
    chunk = "\x1b[?2026hone\x1b[?2026l\x1b[?2026h\rtwo\x1b[?2026l"
    assert screen.feed(chunk, lambda: "one" in screen.text())
    assert screen.text().strip() == "one"
    assert screen.feed("", lambda: "two" in screen.text())


PIECES = (
    "a",
    "é",
    "\r\n",
    "\x1b[31m",
    "\x1b[4:3m",
    "\x1b[2;3H",
    "\x1b]0;title\x07",
    "\x1b]2;x\x1b\\",
    "\x1b[>1u",
    "\x1bPq#\x1b\\",
    "\x1b7",
)
"""Text and sequences as programs send them; those without a letter of text must not leave one."""


@pytest.mark.faults
@given(output=st.lists(st.sampled_from(PIECES), max_size=12).map("".join), data=st.data())
def test_sequences_may_arrive_in_pieces(output: str, data: st.DataObject) -> None:
    """Wherever the output is cut, the screen is the same and no piece of a sequence is drawn."""
    whole, pieces = Screen(20, 4), Screen(20, 4)
    whole.feed(output)
    while output:
        cut = data.draw(st.integers(1, len(output)))
        pieces.feed(output[:cut])
        output = output[cut:]
    assert pieces.picture() == whole.picture()
    assert set(whole.text()) <= set("aé \n")


def test_the_alternate_screen_leaves_the_normal_one_alone() -> None:
    """What a full-screen program draws is gone when it leaves, and what scrolled away before is still known."""
    screen = Screen(10, 2)
    screen.feed("one\r\ntwo\r\nthree\x1b[?1049hsecret")
    assert screen.text().strip() == "secret"
    screen.feed("\x1b[?1049l")
    assert screen.left_behind().split() == ["one", "two", "three"]


def test_questions_are_answered_or_not() -> None:
    """Device, modes, cursor, keyboard and colours are answered as kitty does; a mute terminal says nothing."""
    said: list[str] = []
    Screen(80, 24, said.append).feed("ab\x1b[6n\x1b[c\x1b[?2026$p\x1b[?9999$p\x1b[>25u\x1b[?u\x1b]11;?\x07\x1b[?2048h")
    assert said == [
        "\x1b[1;3R",
        "\x1b[?62;22c",
        "\x1b[?2026;2$y",
        "\x1b[?9999;0$y",
        "\x1b[?25u",
        "\x1b]11;rgb:1010/1010/1010\x1b\\",
        "\x1b[48;24;80;384;640t",
    ]
    mute = Screen(80, 24)
    mute.feed("\x1b[>25u\x1b[?2026$p")
    assert mute.kitty == []


@pytest.mark.parametrize(
    ("key", "old", "kitty"),
    [
        ("a", "a", "\x1b[97;;97u"),
        ("A", "A", "\x1b[97;2;65u"),
        ("enter", "\r", "\x1b[13u"),
        ("ctrl+l", "\x0c", "\x1b[108;5u"),
        ("alt+x", "\x1bx", "\x1b[120;3u"),
        ("shift+tab", "\x1b[Z", "\x1b[9;2u"),
        ("+", "+", "\x1b[43;;43u"),
        ("pagedown", "\x1b[6~", "\x1b[6~"),
        ("f3", "\x1bOR", "\x1b[13~"),
        ("shift+up", "\x1b[1;2A", "\x1b[1;2A"),
    ],
)
def test_keys_are_sent_as_terminals_send_them(key: str, old: str, kitty: str) -> None:
    """The old form, and the form of the kitty protocol with every key reported."""
    assert encode(key) == old
    assert encode(key, 25) == kitty


def test_kitty_keys_without_report_all_leave_text_alone() -> None:
    """With only ambiguous keys reported, letters and enter stay what they were."""
    assert [encode(key, 1) for key in ("a", "enter", "escape")] == ["a", "\r", "\x1b[27u"]
