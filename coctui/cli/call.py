"""One call of a command: what was typed, where it reads and writes, and the vault that it opens."""

import json
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO, TypeVar

from coctui.casework.result import Refused
from coctui.casework.team import find_member
from coctui.cli import passphrase
from coctui.cli.answers import Answer
from coctui.cli.paper import Clock, Paper
from coctui.cli.trouble import Trouble, Usage
from coctui.models.awake import zone_of
from coctui.vault.source import Source

if TYPE_CHECKING:
    from coctui.models.roster import Team
    from coctui.vault.door import Vault
    from coctui.vault.unlock import Unlocked

WORK_SECONDS = 1.0
"""How long a command goes on with due work of the vault after its own (VAULT.md 1)."""
Kept = TypeVar("Kept")
LONGEST_TEXT = 16_000_000
"""Characters of standard input that are read; a model refuses more than 4,000,000 with a sentence."""


class Streams(NamedTuple):
    """Where a command reads and writes."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO


class Call:
    """What every handler gets."""

    def __init__(self, args: Namespace, streams: Streams, source: Source) -> None:
        self.args, self.source = args, source
        self.stdin, self.stdout, self.stderr = streams
        self.paper = Paper(self.stdout)
        self.aside = Paper(self.stderr)
        self._way_in: tuple[str, str] | None = None

    # what is said

    def say(self, answer: Answer, rows: Iterable[str | Sequence[str]]) -> None:
        """The result: one JSON object with --json, else lines for a person."""
        if self.args.json:
            # ASCII only: json escapes control and direction characters, so the exact text can be kept in it.
            self.stdout.write(json.dumps(answer.model_dump(mode="json", by_alias=True), ensure_ascii=True) + "\n")
        else:
            self.paper.lines(rows)

    def remark(self, text: str) -> None:
        """Something beside the result, for a person: on the error stream."""
        self.aside.line(text)

    # what is typed

    @property
    def interactive(self) -> bool:
        """Whether somebody sits at the terminal who could be asked."""
        return self.stdin.isatty()

    def typed(self, text: str, question: str) -> str:
        """An argument, or for `-` a line of standard input; on a terminal it is asked for."""
        if text != "-":
            return text
        if self.interactive:
            self.prompt(question)
        return self.stdin.readline().strip()

    def prompt(self, question: str) -> None:
        """A question on the error stream, the answer is to follow on the same line."""
        self.stderr.write(question)
        self.stderr.flush()

    def long_text(self, *, question: str = "") -> str:
        """A longer text from standard input, to its end; on a terminal only where there is a `question` for it."""
        if not self.interactive:
            return self.stdin.read(LONGEST_TEXT)
        if not question:
            return ""
        return self.dictated(question)

    def dictated(self, question: str, each: Callable[[str], None] = lambda _: None) -> str:
        """Lines up to one that holds only a full stop, or the end of input; `each` is told of every line as it comes."""
        self.remark(f"{question} End with a line that holds only a full stop.")
        rows: list[str] = []
        while (row := self.stdin.readline()) and row.rstrip("\r\n") != ".":
            rows.append(row)
            each(row)
        return "".join(rows)

    # the vault

    @property
    def path(self) -> Path:
        """Where the vault is, or is to be."""
        if self.args.vault is not None:
            return Path(self.args.vault)
        from coctui.host.folders import default_vault

        return default_vault()

    @property
    def knows_who(self) -> bool:
        """Whether somebody said who they are: then their vault may be opened for what is read without one as well."""
        return self.args.member_as is not None

    def name(self) -> str:
        """Who unlocks."""
        if self.args.member_as is not None:
            return self.typed(self.args.member_as, "Your name: ")
        if not self.interactive:
            raise Usage("Say who you are: --as MEMBER, the name that you unlock with.")
        return self.typed("-", "Your name: ")

    def passphrase(self) -> str:
        """The passphrase to unlock with."""
        found = passphrase.given(self.args, self.stdin)
        if found is not None:
            return found
        if not self.interactive:
            raise Usage(passphrase.NONE_GIVEN)
        return passphrase.asked(self.stderr)

    def way_in(self) -> tuple[str, str]:
        """Name and passphrase, asked for once a call; with a paper key in its place no name is needed."""
        if self._way_in is None:
            paper = self._paper_key() if self.args.member_as is None and not self.interactive else None
            self._way_in = ("", paper) if paper is not None else (self.name(), self.passphrase())
        return self._way_in

    def _paper_key(self) -> str | None:
        from coctui.vault.unlock import is_paper_key

        found = passphrase.given(self.args, self.stdin)
        return found if found is not None and is_paper_key(found) else None

    def new_passphrase(self) -> str:
        """A passphrase for a new seat: as given, else chosen on the terminal."""
        found = passphrase.given(self.args, self.stdin)
        if found is not None:
            return found
        if not self.interactive:
            raise Usage(passphrase.NONE_GIVEN)
        from coctui.vault.passphrase import six_words

        return passphrase.chosen(self.stdin, self.stderr, lambda: six_words(self.source))

    @contextmanager
    def unlocked(self, work: float = WORK_SECONDS) -> Iterator["Vault"]:
        """The open vault; afterwards what is due in it is done for a moment, and it is locked."""
        with self.opened(self.open(), work) as vault:
            yield vault

    def open(self) -> "Vault":
        """Unlock as the options say, and load."""
        from coctui.vault.door import Vault

        return Vault.load(self.unlock())

    def unlock(self) -> "Unlocked":
        """Open the seat as the options say: with what is typed, or with this computer's keyring."""
        from coctui.vault.computer import unlock_here
        from coctui.vault.unlock import unlock

        if self.args.this_computer:
            return unlock_here(self.path, self.source)
        return unlock(self.path, *self.way_in(), self.source)

    @contextmanager
    def opened(self, vault: "Vault", work: float = WORK_SECONDS) -> Iterator["Vault"]:
        """The same for a vault that was opened another way; no work at all with 0."""
        try:
            for notice in vault.notices:
                self.remark(notice)
            yield vault
            if work:
                vault.work(work)
                for path in vault.out_of_reach:
                    self.remark(f"A copy from before somebody left may lie here, and cannot be renewed now: {path}")
        finally:
            vault.lock()

    # what is meant

    def room(self, vault: "Vault") -> str:
        """The room of the CASE that was named."""
        return vault.find(self.typed(self.args.case, "Case: "))

    def member(self, team: "Team", text: str) -> str:
        """The seat of a MEMBER that was named."""
        return settled(find_member(team, self.typed(text, "Member: ")))

    def now(self) -> datetime:
        """The time of the source."""
        return self.source.now()

    def clock(self, vault: "Vault") -> Clock:
        """Times in the zone of who reads."""
        return Clock(self.now(), zone_of(vault.team, vault.me))


def settled(answer: Kept | Refused) -> Kept:
    """What a rule answered, or its refusal as the end of the command."""
    if isinstance(answer, Refused):
        raise Trouble(answer.code, answer.sentence)
    return answer
