"""The whole first day by keyboard alone: in tmux, at 80×24, without colour, from the first mail to the debrief."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from benchmarks.screen import Screen
from benchmarks.terminal import Terminal
from coctui.models.access_events import Asked
from coctui.models.content_events import Assigned, Closed, Determined, ItemRecorded, MessageSent, NoteWritten
from coctui.models.roster import Profile
from coctui.models.team_events import Founded
from coctui.vault.door import Vault
from coctui.vault.kdf import FLOOR

PASSPHRASE = "seven quiet lamps in a row"
PATIENCE = 40.0
CONF = "set -g status off\nset -sg escape-time 0\nset -g default-terminal screen\n"
INBOX, CASE, SHEET = r"/ search", r"e edit", r"F2 (keep|record|mark|close|send)"

BY_ITSELF = 2
"""Items that a mail fills in."""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A team of two leads, and a mail beside the vault."""
    path = tmp_path / "team.coctui"
    founding = Founded(format=1, conference="Sample", profile=Profile(name="Noor"), roles=("lead", "chair"))
    noor = Vault.create(path, name="Noor", passphrase=PASSPHRASE, founding=founding, cost=FLOOR)
    code = noor.invite("Ilse", ("lead",))
    noor.lock()
    Vault.accept(path, name="Ilse", code=code, passphrase=f"{PASSPHRASE} too").lock()
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = (
        "Sunniva <sunniva@example.org>",
        "conduct@example.org",
        "the lounge",
    )
    message["Date"] = format_datetime(datetime.now(UTC) - timedelta(minutes=20))
    message.set_content("Somebody would not leave me alone in the lounge.\n")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    return path


class Tmux:
    """A shell in tmux in a terminal of 80 × 24."""

    def __init__(self, folder: Path) -> None:
        (folder / "conf").write_text(CONF)
        self.words = ["tmux", "-S", str(folder / "s"), "-f", str(folder / "conf")]
        environment = {"NO_COLOR": "1", "ENV": None, "PYTHONPATH": os.pathsep.join(sys.path)}
        self.terminal = Terminal([*self.words, "new-session", "sh"], size=(80, 24), env=environment)

    def press(self, *keys: str) -> "Tmux":
        """Keys, one after the other."""
        self.terminal.press(*keys)
        return self

    def type(self, text: str) -> "Tmux":
        """A text."""
        self.terminal.type(text)
        return self

    def until(self, words: str) -> str:
        """Wait for words anywhere; what stands on the screen then."""
        self.terminal.wait(words, timeout=PATIENCE)
        return self.terminal.text()

    def foot(self, words: str) -> str:
        """Wait until the last line that is not empty is the footer of a screen."""

        def there(screen: Screen) -> bool:
            rows = [row for row in screen.text().splitlines() if row.strip()]
            return bool(rows) and re.search(words, rows[-1]) is not None

        self.terminal.wait(there, timeout=PATIENCE)
        return self.terminal.text()


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """tmux, which ends with the test."""
    if shutil.which("tmux") is None:
        assert not os.environ.get("CI"), "tmux is missing: .ci/run installs it"
        pytest.skip("tmux is not installed here")
    desk = Tmux(tmp_path)
    try:
        yield desk
    finally:
        subprocess.run([*desk.words, "kill-server"], check=False, capture_output=True)
        desk.terminal.kill()


def test_the_first_day(vault: Path, tmux: Tmux) -> None:
    """Import, ask, note, item, assign, sent, determine, close, debrief: each leaves its entry, and every screen leads back."""
    coctui = f"{sys.executable} -m coctui --vault {vault}"
    tmux.until("[#$]")
    tmux.type(f"{coctui} import {vault.parent / 'a.eml'}").press("enter").until("Your name:")
    tmux.type("Noor").press("enter").until("Passphrase:")
    tmux.type(PASSPHRASE).press("enter").until("opened")
    tmux.type("clear").press("enter").type(coctui).press("enter")
    tmux.until("A locked room")
    tmux.type("Noor").press("tab").type(PASSPHRASE).press("enter").foot(INBOX)

    tmux.press("enter").foot(f"{CASE}|enter no conflict")
    if "People first" in tmux.terminal.text():
        tmux.press("enter").foot(CASE)
    tmux.press("w").foot(SHEET)
    tmux.until("Leads out +0 .* of 2")
    tmux.press("h", "h").press("f2").foot(CASE)
    tmux.press("o").foot(SHEET)
    tmux.type("She is well.").press("f2").foot(CASE)
    tmux.press("g", "j", "e").until("Date and time ")
    tmux.foot(SHEET)
    tmux.type("about noon").press("f2").foot(CASE)
    tmux.press("a").foot(SHEET)
    tmux.press("l", "f2").foot(CASE)
    tmux.press("m").foot("F6 template")
    tmux.press("f2").until("Message sent")
    tmux.press("f2").foot(CASE)
    tmux.press("d").foot(SHEET)
    tmux.press("G", "space", "f2").foot(CASE)
    tmux.press("X").foot(SHEET)
    tmux.press("f2").until("Closed[.]")
    tmux.foot("w who may see")
    tmux.press("escape").foot(INBOX)
    tmux.press("D").until("At a glance")
    tmux.until("[1] +reports?|reports? +1|1 report")
    tmux.press("escape").foot(INBOX)
    tmux.press("Z").until("Passphrase")

    noor = Vault.open(vault, "Noor", PASSPHRASE)
    case = noor.case(noor.rows()[0].room)
    noor.lock()
    done = {type(event.body) for event in case.entries}
    assert {Asked, NoteWritten, Assigned, MessageSent, Determined, Closed} <= done
    assert sum(isinstance(event.body, ItemRecorded) for event in case.entries) > BY_ITSELF
