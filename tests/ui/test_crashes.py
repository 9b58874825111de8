"""Six places where coctui may break, seen from outside: type and code only, the terminal as it was, and what was typed is kept."""

import os
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from tests.ui.room import PASSPHRASE, Told, story, telling

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
PATIENCE = 60.0
BREAKING = """
import asyncio, sys, threading
where = sys.argv.pop(1)
def explode(*_):
    passphrase = "velvetcanary in a local"
    raise ValueError("marblecanary in a message " + passphrase)
async def explode_later(*_):
    explode()
def broken_compose(app):
    from coctui.screens.base import CoctuiScreen
    class Broken(CoctuiScreen):
        KEYS = "reading"
        def compose(self):
            explode()
            yield
    app.push_screen(Broken())
def lost_task(app):
    task = asyncio.get_running_loop().create_task(explode_later())
    task.add_done_callback(lambda _: app.exit(3))
def lost_object(app):
    class Lost:
        __del__ = explode
    Lost()
    app.exit(3)
def no_module(app):
    sys.modules["coctui.screens.keys"] = None
    from coctui.screens.keys import KeysCard
def on_exit(app):
    from coctui.vault.door import Vault
    Vault.lock = explode
    app.exit(0)
def on_unmount(app):
    type(app).on_unmount = explode
    app.exit(0)
BREAK = {
    "handler": explode,
    "worker": lambda app: app.screen.run_job("a job", explode, print),
    "worker of the loop": lambda app: app.run_worker(explode_later()),
    "compose": broken_compose,
    "thread": lambda app: threading.Thread(target=explode).start(),
    "import": no_module,
    "exit": on_exit,
    "unmount": on_unmount,
    "task": lost_task,
    "object": lost_object,
}
if where == "first import":
    sys.modules["coctui.screens.unlock"] = None
else:
    from coctui.screens.note import NoteSheet
    NoteSheet.action_help = lambda self: BREAK[where](self.app)
from coctui.cli.main import run
run()
"""
STOPPED = {
    "handler": "ValueError",
    "worker": "ValueError",
    "worker of the loop": "ValueError",
    "compose": "ValueError",
    "thread": "ValueError",
    "import": "ModuleNotFoundError|ImportError",
    "exit": "ValueError",
    "unmount": "ValueError",
}
"""Where it breaks to the type that is told."""
QUIET = ("task", "object")
"""What Python would tell of with a traceback, though nothing stopped."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story) as told:
        yield told


def broken(where: str, path: Path) -> Terminal:
    """The program that breaks at F1 in a note."""
    words = [sys.executable, "-c", BREAKING, where, "--vault", str(path)]
    return Terminal(words, env={"PYTHONPATH": str(Path.cwd()), "LC_ALL": "C.UTF-8"}, size=(80, 24))


def restored(terminal: Terminal) -> bool:
    """Normal screen, no mouse, no paste marks, a cursor, letters that are echoed."""
    left = terminal.screen.modes & {1000, 1002, 1003, 1006, 1015, 1049, 2004}
    shown = terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")
    echoes = termios.tcgetattr(terminal._master)[3] & termios.ECHO
    return not left and shown and bool(echoes)


@pytest.mark.parametrize(
    "where",
    [pytest.param(where, marks=() if where in ("handler", "thread") else pytest.mark.slow) for where in STOPPED]
    + [pytest.param(where, marks=pytest.mark.slow) for where in QUIET],
)
def test_a_crash_tells_nothing_and_loses_nothing(where: str, told: Told, tmp_path: Path) -> None:
    """The terminal is the shell's again, with one sentence; the note that was being written is a sealed draft."""
    here = told.copied(tmp_path)
    with broken(where, here.path) as terminal:
        terminal.wait("Passphrase", timeout=PATIENCE)
        terminal.type("Noor").press("tab").type(PASSPHRASE).press("enter")
        terminal.wait("slate-wren", timeout=PATIENCE)
        terminal.press("enter").wait("o note", timeout=PATIENCE)
        terminal.press("o").wait("F2 keep", timeout=PATIENCE)
        terminal.type("a lamp went").wait("a lamp went", timeout=PATIENCE)
        status = terminal.press("f1").wait_exit(timeout=PATIENCE)
        left = " ".join(terminal.screen.left_behind().split())
        assert restored(terminal)
        for word in (b"canary", b"Traceback", b"raise ", b"explode", b"Exception ignored"):
            assert word not in terminal.raw
        assert "lamp" not in left
        assert "slate" not in left
        if where in QUIET:
            assert (status, left) == (3, "")
        else:
            assert status != 0
            kinds = STOPPED[where].split("|")
            assert [kind for kind in kinds if f"coctui stopped ({kind}, code " in left], left
            assert "Your vault is closed and whole" in left
    vault = here.vault("Noor")
    assert "a lamp went" in "".join(vault.drafts().values())
    vault.lock()


def test_a_crash_before_the_first_picture(tmp_path: Path) -> None:
    """A module that cannot be loaded, as after half an update."""
    with broken("first import", tmp_path / "none.coctui") as terminal:
        assert terminal.wait_exit(timeout=PATIENCE) == 70
        left = terminal.screen.left_behind()
        assert "coctui stopped (ModuleNotFoundError, code " in " ".join(left.split())
        assert "Traceback" not in left
        assert os.fspath(tmp_path) not in left
