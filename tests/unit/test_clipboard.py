"""Copying on purpose, and taking it back: with tools that stand in for a system's, and with a terminal alone."""

import base64
import os
import sys
from pathlib import Path

import pytest

from coctui.host.clipboard import IN_TERMINAL, NOT_COPIED, ON_CLIPBOARD, TOO_LONG, Clipboard

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="the tools of those systems have their own names"
)
TEXT = "A report came in; please unlock coctui.\nSecond line: ä\n"


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that stands in for a clipboard; `xclip` on the path writes and reads it."""
    place, tools = tmp_path / "board", tmp_path / "bin"
    tools.mkdir()
    script = f'#!/bin/sh\nif [ "$3" = "-o" ]; then cat "{place}"; else cat > "{place}"; fi\n'
    (tools / "xclip").write_text(script, encoding="utf-8")
    (tools / "xclip").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return place


def test_what_is_copied_is_taken_back_at_the_lock(board: Path) -> None:
    """It is there, and then it is not; a second time nothing happens."""
    clipboard = Clipboard()
    assert clipboard.copy(TEXT) == ON_CLIPBOARD
    assert board.read_text(encoding="utf-8") == TEXT
    clipboard.take_back()
    assert board.read_bytes() == b""
    board.write_bytes(b"mine")
    clipboard.take_back()
    assert board.read_bytes() == b"mine"


def test_what_somebody_copied_since_stays(board: Path) -> None:
    """Only our own text is taken back."""
    clipboard = Clipboard()
    _ = clipboard.copy(TEXT)
    board.write_bytes(b"a shopping list")
    clipboard.take_back()
    assert board.read_bytes() == b"a shopping list"


def test_nothing_of_the_text_is_remembered(board: Path) -> None:
    """Neither text nor an unsalted hash of it."""
    clipboard = Clipboard()
    _ = clipboard.copy(TEXT)
    assert TEXT not in repr(vars(clipboard))


def test_a_tool_that_fails_leaves_it_to_the_terminal(board: Path) -> None:
    """The escape sequence carries the text, and the words do not claim success."""
    (board.parent / "bin" / "xclip").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    sent: list[str] = []
    clipboard = Clipboard()
    assert clipboard.copy(TEXT, sent.append) == IN_TERMINAL
    assert sent == [f"\x1b]52;c;{base64.b64encode(TEXT.encode()).decode()}\x07"]
    assert clipboard.copy("x" * 60_000, sent.append) == TOO_LONG
    assert len(sent) == 1
    assert clipboard.copy(TEXT) == NOT_COPIED
    clipboard.take_back()


def test_without_a_display_no_tool_is_asked(board: Path) -> None:
    """Over SSH the tools would wait for one."""
    assert Clipboard({"PATH": os.environ["PATH"]}).copy(TEXT) == NOT_COPIED
    assert not board.exists()
