"""`coctui line`: one unlocked plain prompt with every command, for people with a screen reader and for slow connections.

It says by itself what comes due and who is asked, between two lines, and locks as the screen does: after a while without
a line, on `lock`, and when the process is suspended. What stands on the terminal is cleared when it locks or ends. No line is
remembered: neither a history file nor the arrow keys bring back what was typed.
"""

import contextlib
import shlex
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coctui.cli.announce import Announcer
from coctui.cli.call import WORK_SECONDS, Call, Streams
from coctui.cli.completion import Completion
from coctui.cli.keyboard import Keyboard
from coctui.cli.main import handler_of
from coctui.cli.table import COMMANDS, parse
from coctui.cli.trouble import DONE, Stopped, Usage, as_trouble, report
from coctui.cli.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from coctui.vault.door import Vault

OUTSIDE = frozenset({"init", "demo", "line", "member accept", "completions"})
"""Commands that are about another vault than the one that is open here."""
OWN = {
    "due": "what has come due, and who is asked, once more",
    "lock": "lock; any line asks for the passphrase then",
    "quit": "leave; so does the end of input",
    "help": "the commands; `help note` tells of one",
}
"""Words of this prompt alone."""
LOCKED = "Locked. What you kept is sealed. Press enter to unlock, or type quit."


class HeldCall(Call):
    """A command typed at the prompt: the vault is open and stays so, and longer texts end with a full stop."""

    def __init__(self, args: Namespace, outer: "Line", vault: "Vault") -> None:
        call = outer.call
        super().__init__(args, Streams(call.stdin, call.stdout, call.stderr), call.source)
        self._held, self._name = vault, outer.name

    @property
    def path(self) -> "Path":
        """The vault of the prompt, wherever it lies."""
        return self._held.path

    @property
    def interactive(self) -> bool:
        """Somebody sits here, even where lines come through a pipe."""
        return True

    @property
    def knows_who(self) -> bool:
        """Whoever unlocked the prompt."""
        return True

    def name(self) -> str:
        """Who unlocked the prompt."""
        return self._name

    def long_text(self, *, question: str = "") -> str:
        """A longer text, line by line."""
        return self.dictated(question or "A text for it, if you like.")

    @contextmanager
    def unlocked(self, work: float = WORK_SECONDS) -> Iterator["Vault"]:
        """The vault of the prompt."""
        self._held.refresh()
        yield self._held
        if work:
            self._held.work(work)


class Line:
    """The prompt: reads a line, does it, says what is new."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.vault: Vault | None = None
        self.name, self._told = "", Announcer()
        self._first_words = {command.words.split()[0] for command in COMMANDS} - OUTSIDE
        names = Completion(self._cases, self._members, OUTSIDE, OWN)
        self.keyboard = Keyboard(call.stdin, call.stdout, names)

    # what may be offered

    def _cases(self) -> list[str]:
        return [row.case for row in self.vault.rows()] if self.vault else []

    def _members(self) -> list[str]:
        return [member.name for member in self.vault.team.members.values()] if self.vault else []

    # open and locked

    def open(self) -> None:
        """Ask who it is, unless known, and unlock."""
        from coctui.vault.door import Vault

        call = self.call
        self.name = self.name or call.name()
        self.vault = Vault.open(call.path, self.name, call.passphrase(), source=call.source)
        practice = " Practice: nothing in it is real." if self.vault.team.practice else ""
        call.paper.line(f"{self.vault.team.conference}.{practice} Unlocked. Type help for the commands, quit to leave.")
        for notice in self.vault.notices:
            call.paper.line(notice)
        self._told = Announcer()
        self.announce()

    def lock(self, why: str = LOCKED) -> None:
        """Drop keys and models, and clear what stands on the terminal. Called from other threads too."""
        vault, self.vault = self.vault, None
        if vault is not None:
            vault.lock()
            self.keyboard.clear()
            self.call.paper.line(why)

    def announce(self) -> bool:
        """Say what is new; whether anything was."""
        if self.vault is None:
            return False
        self.vault.refresh()
        news = self._told.news(self.vault.rows(), self.call.now().timestamp())
        self.call.paper.lines(f"~ {words}" for words in news)
        return bool(news)

    # lines

    def run(self) -> None:
        """Line after line until `quit` or the end of input."""
        with Watch(self.keyboard, self.announce, self.lock) as watch:
            while (row := self._read()) is not None:
                watch.moved()
                if row.strip() in ("quit", "exit"):
                    return
                with watch.busy():
                    self._safely(row)

    def _read(self) -> str | None:
        try:
            return self.keyboard.read("coctui> " if self.vault else "coctui (locked)> ")
        except KeyboardInterrupt:
            self.call.paper.line("")
            self.call.paper.line("Nothing was done. Type quit to leave.")
            return ""

    def _safely(self, row: str) -> None:
        """One line; whatever goes wrong is told and the prompt stays, except where a signal ends everything."""
        try:
            self._do(row)
        except (Stopped, BrokenPipeError):
            raise
        except SystemExit:  # argparse after --help
            pass
        except KeyboardInterrupt:
            self.call.paper.line("")
            self.call.paper.line("Stopped.")
        except Exception as error:  # noqa: BLE001 - only its type and a code may be shown
            report(as_trouble(error), self.call.stderr, as_json=False)

    def _do(self, row: str) -> None:
        words = _split(row)
        if self.vault is None:
            self.open()
            return
        if not words:
            self.announce()
        elif words[0] in OWN and not (words[0] == "due" and words[1:]):  # `due --days 3` is the command
            self._own(words)
        else:
            if words[0] not in self._first_words:
                raise Usage("There is no command of that name here; help lists them.")
            with contextlib.redirect_stdout(self.call.stdout):
                args = parse(words)
            _only_a_command(args)
            handler_of(args)(HeldCall(args, self, self.vault))
            self.announce()

    def _own(self, words: list[str]) -> None:
        match words:
            case ["lock"]:
                self.lock()
            case ["due"]:
                self._told = Announcer()
                if not self.announce():
                    self.call.paper.line("Nothing is due.")
            case ["help"]:
                inside = {command.words: command.help for command in COMMANDS if command.words not in OUTSIDE}
                self.call.paper.lines(f"{name:<16} {about}" for name, about in {**inside, **OWN}.items())
            case ["help", *command]:
                with contextlib.redirect_stdout(self.call.stdout):
                    parse([*command, "--help"])
            case _:
                raise Usage("This word stands alone.")


def _split(row: str) -> list[str]:
    try:
        return shlex.split(row)
    except ValueError:
        raise Usage("A quotation mark is open: close it, and type the line again.") from None


def _only_a_command(args: Namespace) -> None:
    if args.command in OUTSIDE:
        raise Usage("That command is about another vault: leave with quit, and type it after coctui.")
    if not args.handler:
        raise Usage("Type a command; help lists them.")
    if args.vault or args.member_as or args.passphrase_file or args.passphrase_fd is not None or args.this_computer:
        raise Usage("The vault is open already: leave out --vault, --as and the passphrase.")


def line(call: Call) -> int:
    """Unlock, and take lines until `quit`."""
    prompt = Line(call)
    prompt.open()
    try:
        prompt.run()
    finally:
        with contextlib.suppress(OSError, ValueError):
            prompt.lock("Locked. What you kept is sealed.")
    return DONE
