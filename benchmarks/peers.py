"""The programs that are measured side by side: the smallest app, coctui on a vault of its own, and neomutt on as many mails."""

import random
import shutil
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases import BIRDS, COLOURS, words
from benchmarks.sealed import BATCH, found, home
from coctui.models.access_events import Opened
from coctui.models.content_events import Labelled, Received
from coctui.vault.recording import open_case

HELLO = (sys.executable, str(Path(__file__).with_name("hello.py")))
SIZE = (120, 40)
PACE = timedelta(minutes=7)
"""Between two reports: a list of ten thousand goes back seven weeks."""
WHAT = ("remarks", "contact", "photo", "jokes")
NEOMUTTRC = """\
set folder={folder}
set spoolfile={box}
set header_cache=
set sort=date-sent
set arrow_cursor=yes
set arrow_string="->"
set index_format="%s"
set status_format="%f %M of %m"
set quit=yes
set mark_old=no
set resume_draft_files=no
set read_only=yes
set menu_scroll=no
set sleep_time=0
"""
"""No cache of headers: each start reads the mails, as coctui opens its own list."""


class Program(NamedTuple):
    """What to start, with which environment."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str | None] = {}


def gloss(number: int) -> str:
    """What tells cases and mails apart on a screen: `g00017`, the oldest has 0."""
    return f"g{number:05}"


def vault_of(folder: Path, cases: int) -> Path:
    """A vault with so many open cases, each with a report and a gloss; the oldest is due first."""
    path = folder / "team.coctui"
    vault, now = found(path), datetime.now(UTC)
    for start in range(0, cases, BATCH):
        with vault._transaction() as core:  # noqa: SLF001  # one transaction for many cases; the program has no use for it
            for number in range(start, min(start + BATCH, cases)):
                draw = random.Random(number)  # invented cases, the same at every run
                received = now - PACE * (cases - number)
                room = open_case(
                    core,
                    [
                        Opened(code=f"{draw.choice(COLOURS)}-{draw.choice(BIRDS)}", third=draw.choice(BIRDS)),
                        Received(channel="mail", received=received, sender="", subject="", text=words(draw)),
                        Labelled(gloss=gloss(number), what=draw.choice(WHAT)),
                    ],
                )
                vault._shelf.place(room)  # noqa: SLF001
    vault.lock()
    return path


def coctui(folder: Path, path: Path) -> Program:
    """At the door of a vault, in a home of its own."""
    return Program("coctui", (sys.executable, "-m", "coctui", "--vault", str(path)), home(folder))


def neomutt(folder: Path, mails: int) -> Program | None:
    """The mail program, on so many mails, the oldest on top; `None` where it is not installed."""
    program = shutil.which("neomutt")
    if program is None:
        return None
    box, settings = folder / "mails.mbox", folder / "neomuttrc"
    now = datetime.now(UTC)
    with box.open("wb") as file:
        for number in range(mails):
            file.write(_mail(number, now - PACE * (mails - number)))
    settings.write_text(NEOMUTTRC.format(folder=folder, box=box), encoding="utf-8")
    return Program("neomutt", (program, "-n", "-F", str(settings), "-f", str(box)), {"HOME": str(folder)})


def _mail(number: int, at: datetime) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "somebody@example.org", "conduct@example.org"
    mail["Subject"], mail["Date"] = gloss(number), format_datetime(at)
    mail["Message-ID"] = f"<{number}@example.org>"
    mail.set_content(words(random.Random(number)))  # the same text as in the case
    head = f"From somebody@example.org {at:%a %b %d %H:%M:%S %Y}\n".encode()
    return head + mail.as_bytes() + b"\n"
