"""What the tab key offers in `coctui line`: commands, code names and members that this seat sees, and fixed choices."""

import shlex
from collections.abc import Callable, Iterable, Iterator

from coctui.cli.command import Command
from coctui.cli.table import COMMANDS

Names = Callable[[], Iterable[str]]
QUOTES = "'\""
CASES, MEMBERS = ("case", "other"), ("member", "members")


class Completion:
    """Candidates for the last word of a line. `cases` and `members` are asked each time, so that nothing hidden or old is offered."""

    def __init__(self, cases: Names, members: Names, left_out: frozenset[str], more: Iterable[str]) -> None:
        self._cases, self._members = cases, members
        self._commands = [command for command in COMMANDS if command.words not in left_out]
        self._more = tuple(more)

    def __call__(self, line: str, word: str) -> list[str]:
        """All that may stand in place of `word`, the last of `line`, in alphabetical order."""
        before = _words(line[: len(line) - len(word)])
        begun = word.lstrip(QUOTES).casefold()
        return sorted({each for each in self._candidates(before) if each.lstrip(QUOTES).casefold().startswith(begun)})

    def _candidates(self, before: list[str]) -> Iterator[str]:
        command = self._command(before)
        if command is None:
            place = len(before)
            for words in (*(command.words for command in self._commands), *self._more):
                parts = words.split()
                if parts[:place] == before and len(parts) > place:
                    yield parts[place]
            return
        given = before[len(command.words.split()) :]
        plain = [argument for argument in command.arguments if not argument.names[0].startswith("-")]
        yield from (name for argument in command.arguments for name in argument.names if name.startswith("-"))
        options = {name: argument for argument in command.arguments for name in argument.names if name[0] == "-"}
        if given and given[-1] in options and "action" not in options[given[-1]].options:
            yield from self._values(given[-1].lstrip("-"), options[given[-1]].options)
            return
        at = sum(1 for word in given if not word.startswith("-"))
        if plain:
            argument = plain[min(at, len(plain) - 1)]
            yield from self._values(argument.names[0], argument.options)

    def _command(self, before: list[str]) -> Command | None:
        for command in self._commands:
            parts = command.words.split()
            if before[: len(parts)] == parts:
                return command
        return None

    def _values(self, name: str, options: dict[str, object]) -> Iterator[str]:
        if name in CASES:
            yield from self._cases()
        elif name in MEMBERS or options.get("metavar") == "MEMBER":
            yield from (shlex.quote(member) for member in self._members())
        choices = options.get("choices")
        if isinstance(choices, (tuple, list)):
            yield from (str(choice) for choice in choices)


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:  # an open quotation mark
        return line.split()
