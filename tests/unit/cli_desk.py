"""A desk with one vault on it: every command as a member would type it, in this process."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coctui.cli.main import main
from coctui.models.roster import Profile
from coctui.models.team_events import Founded
from coctui.vault.door import Vault
from coctui.vault.kdf import FLOOR
from coctui.vault.source import ReplaySource
from tests.conftest import HOMES

START = datetime(2026, 12, 5, 12, 0, tzinfo=UTC)


@contextmanager
def house(folder: Path) -> Iterator[Path]:
    """A home for what is made before the first test begins: each test has its own only from then on."""
    with pytest.MonkeyPatch.context() as patch:
        for name in HOMES:
            patch.setenv(name, str(folder / "home"))
        (folder / "home").mkdir()
        (folder / "desk").mkdir()
        yield folder / "desk"


class Said(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object that it printed."""
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error that it printed."""
        return json.loads(self.err.splitlines()[-1])["error"]

    @property
    def objects(self) -> list[Any]:
        """The objects that it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


class Desk:
    """Commands, passphrase files and a clock that stands still until it is moved."""

    def __init__(self, folder: Path, seed: int = 1) -> None:
        self.folder, self.path = folder, folder / "team.coctui"
        self.source = ReplaySource(seed, START)
        self.everything: list[str] = []
        """All that any command printed: nothing hidden may ever be in it."""

    def passphrase(self, name: str) -> str:
        """What a member of the samples unlocks with."""
        return f"seven quiet lamps for {name.lower()}"

    def file(self, name: str, text: str) -> str:
        """A file with a text; its path."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def found(self, name: str = "Noor") -> None:
        """Start the team, cheaply."""
        founding = Founded(format=1, conference="PyLadiesCon", profile=Profile(name=name), roles=("lead", "chair"))
        Vault.create(
            self.path, name=name, passphrase=self.passphrase(name), founding=founding, cost=FLOOR, source=self.source
        ).lock()

    def join(self, name: str, role: str, *, by: str = "Noor") -> None:
        """Invite and accept, by command line."""
        code = self.do(by, "member", "invite", name, "--role", role).json["code"]
        assert self.do(name, "member", "accept", name, "--code-file", self.file("code", code)).status == 0

    def do(self, name: str, *words: str, stdin: str = "", as_json: bool = True) -> Said:
        """Run a command as a member."""
        given = [
            "--vault",
            str(self.path),
            "--as",
            name,
            "--passphrase-file",
            self.file(f"{name}.txt", self.passphrase(name)),
        ]
        return self.type(*given, *words, *(["--json"] if as_json else []), stdin=stdin)

    def tell(self, name: str, *words: str, stdin: str = "") -> str:
        """The same for a person: the lines that it prints."""
        said = self.do(name, *words, stdin=stdin, as_json=False)
        assert said.status == 0, said.err
        return said.out

    def type(self, *words: str, stdin: str = "") -> Said:
        """Run a command line as it is."""
        out, err = io.StringIO(), io.StringIO()
        status = main(list(words), stdin=io.StringIO(stdin), stdout=out, stderr=err, source=self.source)
        self.everything += [out.getvalue(), err.getvalue()]
        return Said(status, out.getvalue(), err.getvalue())


MAIL = """\
From: Sunniva <sunniva@example.org>
To: conduct@example.org
Subject: the lounge
Date: Sat, 5 Dec 2026 11:30:00 +0000
Message-ID: <1@example.org>

It happened in the lounge again. I would rather not be named.
"""
MBOX = """\
From a@example.org Sat Dec  5 10:00:00 2026
From: Ravenna <ravenna@example.org>
Subject: slides
Date: Sat, 5 Dec 2026 10:00:00 +0000

The slides in the second talk.

From b@example.org Sat Dec  5 10:30:00 2026
From: Lovis <lovis@example.org>
Subject: a joke
Date: Sat, 5 Dec 2026 10:30:00 +0000

Paz made a joke about me.
"""
