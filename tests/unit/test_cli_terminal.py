"""The command line on a real terminal and in real pipes: what it asks, what it shows, and how it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from coctui.cli.paper import Paper
from tests.unit.cli_desk import Desk, house

COCTUI = [sys.executable, "-m", "coctui"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A vault with a member and a case."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        desk.do("Noor", "new", "--from", "-", stdin='{"text": "x"}')
    return desk


def test_a_person_is_asked_for_name_and_passphrase(desk: Desk) -> None:
    """The passphrase never shows; code names are bold on a terminal."""
    with Terminal([*COCTUI, "--vault", str(desk.path), "list"]) as terminal:
        terminal.wait("Your name:")
        terminal.type("Noor").press("enter").wait("Passphrase:")
        terminal.type(desk.passphrase("Noor")).press("enter").wait("[a-z]+-[a-z]+")
        assert terminal.wait_exit() == 0
        assert desk.passphrase("Noor").encode() not in terminal.raw
        assert b"\x1b[1m" in terminal.raw


def test_no_colour_no_bold(desk: Desk) -> None:
    """Where somebody wants plain text, it is plain."""
    file = desk.file("p", desk.passphrase("Noor"))
    words = [*COCTUI, "--vault", str(desk.path), "--as", "Noor", "--passphrase-file", file, "list"]
    with Terminal(words, env={"NO_COLOR": "1"}) as terminal:
        assert terminal.wait_exit() == 0
        assert b"\x1b[" not in terminal.raw


def test_ctrl_c_at_a_question(desk: Desk) -> None:
    """Ends at once with 130, without a traceback."""
    with Terminal([*COCTUI, "--vault", str(desk.path), "--as", "Noor", "list"]) as terminal:
        terminal.wait("Passphrase:")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 130
        assert b"Traceback" not in terminal.raw


def test_six_words_are_offered_and_leave_the_screen(tmp_path: Path) -> None:
    """They stand on the second screen, are typed once unseen, and open the vault; nothing of them stays to be scrolled to."""
    vault = tmp_path / "new.coctui"
    words = ["init", "--conference", "PyLadiesCon", "--name", "Noor", "--role", "lead"]
    with Terminal([*COCTUI, "--vault", str(vault), *words]) as terminal:
        terminal.wait("Write them down on paper now")
        drawn = next(row.strip() for row in terminal.screen.lines() if len(row.split()) == 6 and row.startswith("    "))
        terminal.press("enter").wait("Type the six words once:")
        assert drawn not in terminal.screen.text()
        terminal.type(drawn).press("enter").wait("you are its first member")
        assert terminal.wait_exit() == 0
        assert terminal.raw.count(drawn.encode()) == 1
    file = tmp_path / "p"
    file.write_text(drawn, encoding="utf-8")
    words = [*COCTUI, "--vault", str(vault), "--as", "Noor", "--passphrase-file", str(file), "member", "list"]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


def test_words_that_differ_make_nothing(tmp_path: Path) -> None:
    """A slip of the fingers is told, and there is no vault."""
    vault = tmp_path / "new.coctui"
    words = ["init", "--conference", "PyLadiesCon", "--name", "Noor", "--role", "lead"]
    with Terminal([*COCTUI, "--vault", str(vault), *words]) as terminal:
        terminal.wait("Write them down")
        terminal.type("own").press("enter").wait("Your passphrase")
        terminal.type("one passphrase of mine").press("enter").wait("Once more:")
        terminal.type("another passphrase").press("enter").wait("These two are not the same")
        assert terminal.wait_exit() == 1
    assert not vault.exists()


def test_a_closed_pipe_is_no_fault(desk: Desk) -> None:
    """Whoever stops reading gets no traceback."""
    file = desk.file("p", desk.passphrase("Noor"))
    here, there = os.pipe()
    os.close(here)
    words = [*COCTUI, "--vault", str(desk.path), "--as", "Noor", "--passphrase-file", file, "list"]
    done = subprocess.run(words, stdout=there, stderr=subprocess.PIPE, check=False)
    os.close(there)
    assert (done.returncode, done.stderr) == (141, b"")


def test_sigterm_ends_with_143(desk: Desk) -> None:
    """While it waits for a text: nothing was written, nothing is said, and the next command works."""
    file = desk.file("p", desk.passphrase("Noor"))
    case = desk.do("Noor", "list").json["cases"][0]["case"]
    words = ["--vault", str(desk.path), "--as", "Noor", "--passphrase-file", file, "note", case]
    with Terminal([*COCTUI, *words]) as terminal:
        terminal.wait("End with a line that holds only a full stop")
        terminal.type("half a no")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_exit() == 143
        assert b"Traceback" not in terminal.raw
    assert [entry["kind"] for entry in desk.do("Noor", "timeline", case).json["entries"]].count("note") == 0
    assert desk.do("Noor", "note", case, stdin="whole").status == 0


def test_sigterm_on_the_screen(desk: Desk) -> None:
    """The terminal is given back as it was, and the exit code is that of a command."""
    with Terminal([*COCTUI, "--vault", str(desk.path)]) as terminal:
        terminal.wait("Passphrase")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_exit() == 143
        assert b"Traceback" not in terminal.raw
        assert b"\x1b[?1049l" in terminal.raw


def test_a_closed_terminal_ends_the_screen(desk: Desk) -> None:
    """Nobody is left to type: the process goes, too."""
    with Terminal([*COCTUI, "--vault", str(desk.path)]) as terminal:
        terminal.wait("Passphrase")
        terminal.hang_up()
        assert terminal.process.wait(20) == 129


def test_the_demo_opens_in_the_inbox() -> None:
    """At once and unlocked; how to unlock it again stands on the terminal below."""
    with Terminal([*COCTUI, "demo"]) as terminal:
        terminal.wait("Needs you")
        assert b"look around in here" in terminal.raw


def test_without_any_stream() -> None:
    """A process without standard streams, as some launchers start one, says nothing and ends in order."""
    script = 'exec "$0" "$@" <&- >&- 2>&-'
    done = subprocess.run(["/bin/sh", "-c", script, *COCTUI, "list"], check=False)
    assert done.returncode == 2


def test_a_terminal_that_knows_no_signs() -> None:
    """Where the encoding is not UTF-8, signs fall back to ASCII."""
    here, there = os.pipe()
    with os.fdopen(there, "w", encoding="ascii", errors="replace") as stream:
        Paper(stream).line("● “wait” → é")
    with os.fdopen(here, encoding="ascii") as stream:
        assert stream.read() == '* "wait" > ?\n'
