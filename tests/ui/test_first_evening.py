"""The first evening, by keyboard alone, in a real pseudo-terminal: what a responder and a colleague see and do."""

import io
import mailbox
import sys
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from coctui.cli.main import main
from coctui.models.roster import Profile
from coctui.models.team_events import Founded
from coctui.vault.door import Vault
from coctui.vault.kdf import FLOOR
from coctui.vault.source import SYSTEM

PASSPHRASES = {"Noor": "seven quiet lamps in a row", "Ilse": "eleven slow boats at noon"}
SIZES = [(80, 24), pytest.param((120, 40), marks=pytest.mark.slow)]
PATIENCE = 40.0
CASE = r"e edit.*R step aside"
"""The footer of the case screen: it is on top, with nothing over it."""
CANARY = "quillfeather"


def mail(number: int) -> EmailMessage:
    """One of the mails that came to the conduct address."""
    message = EmailMessage()
    message["From"] = f"Mira Sample {number} <mira{number}@example.org>"
    message["To"] = "conduct@example.org"
    message["Subject"] = f"In the lobby {number}"
    message["Date"] = format_datetime(datetime.now(UTC) - timedelta(hours=1, minutes=number))
    message.set_content(f"Somebody called {CANARY} would not stop writing to me.\n\x1b[31mNumber {number}\n")
    return message


class Evening:
    """A vault with two members, eleven reports by mail, and the way to the screen of each member."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "team.coctui"
        self.secrets = {}
        for name, passphrase in PASSPHRASES.items():
            self.secrets[name] = folder / name
            self.secrets[name].write_text(passphrase, encoding="utf-8")
        founding = Founded(format=1, conference="PyLadiesCon", profile=Profile(name="Noor"), roles=("lead", "chair"))
        with_noor = Vault.create(self.path, name="Noor", passphrase=PASSPHRASES["Noor"], founding=founding, cost=FLOOR)
        code = with_noor.invite("Ilse", ("responder",))
        with_noor.lock()
        Vault.accept(self.path, name="Ilse", code=code, passphrase=PASSPHRASES["Ilse"]).lock()
        for number in range(10):
            (folder / f"{number}.eml").write_bytes(mail(number).as_bytes())
        box = mailbox.mbox(folder / "box.mbox")
        box.add(mail(10).as_bytes())
        box.close()
        mails = [str(folder / f"{number}.eml") for number in range(10)]
        assert self.run("Noor", "import", mails[0], "--ask", "Ilse") == 0
        assert self.run("Noor", "import", *mails[1:], str(folder / "box.mbox"), "--exclude", "Ilse") == 0

    def run(self, name: str, *words: str) -> int:
        """A line command as this member."""
        argv = ["--vault", str(self.path), "--as", name, "--passphrase-file", str(self.secrets[name]), *words]
        return main(argv, stdin=io.StringIO(), stdout=io.StringIO(), stderr=sys.stderr, source=SYSTEM)

    def screen(self, name: str, size: tuple[int, int]) -> Terminal:
        """The unlocked screen of this member, everything typed."""
        terminal = Terminal([sys.executable, "-m", "coctui", "--vault", str(self.path)], size=size)
        terminal.wait("Passphrase", timeout=PATIENCE)
        terminal.type(name).press("tab").type(PASSPHRASES[name]).press("enter")
        return terminal

    def codes(self, name: str) -> list[str]:
        """The code names that this member's list shows."""
        vault = Vault.open(self.path, name, PASSPHRASES[name])
        try:
            return [row.case for row in vault.rows()]
        finally:
            vault.lock()

    def on_disk(self) -> bytes:
        """Every byte of the vault and what lies beside it."""
        return b"".join(file.read_bytes() for file in self.path.parent.glob("team.coctui*"))


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
def test_the_first_evening(tmp_path: Path, size: tuple[int, int]) -> None:
    """Unlock, read a case, tick off an item, write a note, lock; the colleague answers, is let in, and sees one case only."""
    evening = Evening(tmp_path)
    shared = evening.codes("Ilse")
    assert len(shared) == 1
    others = set(evening.codes("Noor")) - set(shared)
    assert len(others) == 10
    _colleague_answers(evening, shared[0], others, size)
    _responder_works(evening, shared[0], others, size)
    _colleague_reads(evening, shared[0], others, size)
    assert CANARY.encode() not in evening.on_disk()
    assert b"lobby" not in evening.on_disk()


def _colleague_answers(evening: Evening, shared: str, others: set[str], size: tuple[int, int]) -> None:
    with evening.screen("Ilse", size) as terminal:
        terminal.wait(shared, timeout=PATIENCE)
        assert not any(other in terminal.text() for other in others)
        terminal.press("enter").wait("Are you in conflict", timeout=PATIENCE)
        assert CANARY not in terminal.text()
        terminal.press("c").wait("You answered|you answered", timeout=PATIENCE)


def _responder_works(evening: Evening, shared: str, others: set[str], size: tuple[int, int]) -> None:
    with evening.screen("Noor", size) as terminal:
        terminal.wait("All", timeout=PATIENCE)
        terminal.press("f").type(shared)
        terminal.wait(lambda screen: not any(other in screen.text() for other in others), timeout=PATIENCE)
        terminal.press("enter", "enter").wait(CASE, timeout=PATIENCE)
        terminal.press("r", "e").wait("Not known", timeout=PATIENCE)
        terminal.press("f2").wait(CASE, timeout=PATIENCE)
        terminal.press("o").wait("F2", timeout=PATIENCE)
        terminal.type("She is well, and wishes not to be named.").press("f2")
        terminal.wait(CASE, timeout=PATIENCE)
        terminal.press("3").wait("Note", timeout=PATIENCE)
        terminal.press("Z").wait("Passphrase", timeout=PATIENCE)
        assert shared not in terminal.text()
        # Nothing of the report's escape sequence reached the terminal as such.
        assert b"\x1b[31mNumber" not in terminal.raw


def _colleague_reads(evening: Evening, shared: str, others: set[str], size: tuple[int, int]) -> None:
    with evening.screen("Ilse", size) as terminal:
        terminal.wait(shared, timeout=PATIENCE)
        terminal.press("enter").wait("Before any account", timeout=PATIENCE)
        assert CANARY not in terminal.text()
        terminal.press("enter").wait(CASE, timeout=PATIENCE)
        terminal.press("3").wait("Note", timeout=PATIENCE)
        assert not any(other.encode() in terminal.raw for other in others)
