"""What may never leave, watched from outside, in a real pseudo-terminal: crashes, escape bytes, logs, rights, scrollback."""

import sys
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from coctui.casework.opening import open_from_form
from coctui.models.draft import IntakeForm
from coctui.models.roster import Profile
from coctui.models.team_events import Founded
from coctui.vault.door import Vault
from coctui.vault.kdf import FLOOR

PATIENCE = 40.0
PASSPHRASE = "velvetcanary seven quiet lamps"
CANARY = "marblecanary"
HOSTILE = (
    f"{CANARY} \x1b]52;c;Y2FuYXJ5\x07 clip \x1b[2J\x1b[1;1H wiped \x9b31m red \u202egnp.exe \u200bthin \x00nul "
    "[red]markup[/red] [/nope] \x1b]0;title\x07 \x1bc reset \U000e0041tag"
)
NEVER_SENT = (
    b"\x1b]52",
    b"\x1b[2J\x1b[1;1H wiped",
    b"\xc2\x9b",
    "\u202e".encode(),
    "\u200b".encode(),
    b"\x1b]0;",
    b"\x1bc",
    b"\x00",
)
CRASHES = {
    "handler": "app.call_later(explode)",
    "timer": "app.set_timer(0.01, explode)",
    "thread": "app.run_worker(explode, thread=True)",
    "worker that ends the app": "app.run_worker(explode, thread=True, exit_on_error=True)",
}
CRASHING = """
import pathlib, sys
from coctui.app import CoctuiApp
def explode():
    passphrase = "velvetcanary in a local"
    raise ValueError("marblecanary in a message " + passphrase)
class Crashing(CoctuiApp):
    def on_mount(self):
        super().on_mount()
        app = self
        self.call_after_refresh(lambda: %s)
app = Crashing(pathlib.Path("nowhere.coctui"), first=False)
app.run()
sys.exit(app.return_code or 0)
"""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with one member and one report full of what a terminal would obey."""
    path = tmp_path / "team.coctui"
    founding = Founded(format=1, conference="PyLadiesCon", profile=Profile(name="Noor"), roles=("lead",))
    noor = Vault.create(path, name="Noor", passphrase=PASSPHRASE, founding=founding, cost=FLOOR)
    form = IntakeForm(text=HOSTILE, where=HOSTILE[:200], reporter_contact=HOSTILE[:200], reported=(HOSTILE[:200],))
    source = noor.source
    opening = open_from_form(
        form,
        policy=noor.team.policy,
        code_name=("amber-birch", "wren"),
        ids=source.id,
        choose=source.choose,
        now=source.now(),
    )
    noor.open_case(opening.acts, opening.files)
    noor.lock()
    return path


def unlocked(path: Path, **environment: str) -> Terminal:
    """The program, with name and passphrase typed."""
    terminal = Terminal([sys.executable, "-m", "coctui", "--vault", str(path)], env=environment, size=(120, 40))
    terminal.wait("Passphrase", timeout=PATIENCE)
    terminal.type("Noor").press("tab").type(PASSPHRASE).press("enter")
    terminal.wait("amber-birch", timeout=PATIENCE)
    return terminal


@pytest.mark.parametrize("where", CRASHES)
def test_a_crash_prints_its_type_and_a_code_only(where: str, tmp_path: Path) -> None:
    """No local variable, no message, no source line reaches the terminal, on the way out or afterwards."""
    with Terminal(
        [sys.executable, "-c", CRASHING % CRASHES[where]], cwd=tmp_path, env={"PYTHONPATH": str(Path.cwd())}
    ) as terminal:
        assert terminal.wait_exit(timeout=PATIENCE) != 0
        assert "coctui stopped (" in terminal.screen.left_behind()
        for word in (b"canary", b"Traceback", b"raise ", b"explode"):
            assert word not in terminal.raw


def test_a_byte_of_another_encoding_is_text_and_no_crash(vault: Path) -> None:
    """A terminal set to Latin-1 sends one for é: it becomes a visible sign in the field, and the program goes on."""
    with Terminal([sys.executable, "-m", "coctui", "--vault", str(vault)], size=(80, 24)) as terminal:
        terminal.wait("Passphrase", timeout=PATIENCE)
        terminal.send(b"Jos\xe9 abc").wait("Jos\ufffd abc", timeout=PATIENCE)


def test_where_the_thread_of_keys_breaks_nothing_but_our_sentence_is_printed(tmp_path: Path) -> None:
    """Textual hands a whole traceback over there."""
    handed_over = (
        "def handed_over():\n"
        "    from rich.traceback import Traceback\n"
        "    try:\n"
        "        explode()\n"
        "    except ValueError:\n"
        "        return Traceback(Traceback.extract(*sys.exc_info(), show_locals=True))\n"
    )
    broken = CRASHING.replace("class Crashing", f"{handed_over}class Crashing") % "app.panic(handed_over())"
    with Terminal([sys.executable, "-c", broken], cwd=tmp_path, env={"PYTHONPATH": str(Path.cwd())}) as terminal:
        assert terminal.wait_exit(timeout=PATIENCE) == 1
        assert "coctui stopped (reading keys)." in " ".join(terminal.screen.left_behind().split())
        assert b"canary" not in terminal.raw


def test_nothing_in_a_report_commands_the_terminal(vault: Path) -> None:
    """The list, the case, the account in full and the names: each shows the words, none sends the bytes."""
    with unlocked(vault) as terminal:
        terminal.press("enter").wait("Report data", timeout=PATIENCE)
        terminal.wait(CANARY, timeout=PATIENCE)
        terminal.press("u", "1", "g", "j", "j", "j", "j", "enter").wait("j k scroll|scroll", timeout=PATIENCE)
        terminal.press("escape").wait("step aside", timeout=PATIENCE)
        terminal.press("j", "enter").wait("Keep", timeout=PATIENCE)
        for sequence in NEVER_SENT:
            assert sequence not in terminal.raw


def test_nothing_stays_in_the_scrollback(vault: Path) -> None:
    """After locking and quitting the terminal shows what it showed before, and no word of a case."""
    with unlocked(vault) as terminal:
        terminal.press("enter").wait(CANARY, timeout=PATIENCE)
        terminal.press("Z").wait("Passphrase", timeout=PATIENCE)
        assert CANARY not in terminal.text()
        assert "amber" not in terminal.text()
        terminal.press("ctrl+q").wait_exit(timeout=PATIENCE)
        left = terminal.screen.left_behind()
        assert "canary" not in left
        assert "amber" not in left


def test_no_variable_makes_the_screen_write_itself_down(vault: Path, tmp_path: Path) -> None:
    """Textual would log each key and draw each screen into files, if its variables were not dropped first."""
    log, shots = tmp_path / "log.txt", tmp_path / "shots"
    shots.mkdir()
    told = {
        "TEXTUAL_LOG": str(log),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(shots),
        "TEXTUAL": "devtools,debug",
    }
    with unlocked(vault, **told) as terminal:
        terminal.press("Z").wait("Passphrase", timeout=PATIENCE)
        terminal.press("ctrl+q").wait_exit(timeout=PATIENCE)
    assert not log.exists()
    assert list(shots.iterdir()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc, which only Linux has")
def test_a_running_coctui_is_hardened(vault: Path) -> None:
    """Its files are its owner's only, and there is no core dump that could hold a key."""
    with unlocked(vault) as terminal:
        process = Path("/proc") / str(terminal.process.pid)
        assert "Umask:\t0077" in (process / "status").read_text(encoding="ascii")
        limits = (process / "limits").read_text(encoding="ascii").splitlines()
        assert next(line for line in limits if line.startswith("Max core")).split()[4:6] == ["0", "0"]
    for file in vault.parent.glob("team.coctui*"):
        assert file.stat().st_mode & 0o077 == 0
