"""The page of commands, made from the table and the answers: `python -m coctui.cli.page > docs/commands.md`."""

import sys
from collections.abc import Iterator
from inspect import cleandoc

from pydantic import BaseModel

from coctui.cli import answers, care_answers, duty_answers, message_answers, team_answers
from coctui.cli.command import Argument, Command
from coctui.cli.table import AFTER, COMMANDS, GROUPS
from coctui.reports import debrief

HEAD = """\
# Commands

Every act of coctui as a line command: for scripts, for screen readers, for a slow connection. `coctui` alone opens the screen.

```sh
coctui --as Noor list
coctui --as Noor --passphrase-file ~/.secret show copper-birch --json
```

MEMBER is a member's name or an unambiguous start of it, CASE a code name or the start of one; `-` for any of them is read from
standard input, since what stands in a command stays in the shell's history. ROLE is `responder`, `lead`, `chair` or `organizer`,
several joined by commas. Without `--vault` it is the vault in your data folder. A passphrase comes from `--passphrase-file`,
`--passphrase-fd` or the terminal, never from an argument or the environment.
"""
JSON = """\
## With --json

One JSON object on standard output (`import`: one a line), in ASCII, with times in UTC. An error is one line on the error stream:
`{"error": {"code": "…", "sentence": "…", "status": 1}}`.
"""


def as_markdown() -> str:
    """The whole page."""
    return "\n".join(_rows()).rstrip() + "\n"


def _rows() -> Iterator[str]:
    yield HEAD
    yield "## All of them\n"
    yield "| command | what it does |"
    yield "| --- | --- |"
    for command in COMMANDS:
        more = f" {command.more}" if command.more else ""
        yield f"| `{_usage(command)}` | {command.help}.{more} |"
    yield ""
    groups = " and ".join(f"`{group}`" for group in GROUPS)
    yield f"{groups} are groups: each of their commands has a help of its own, as all others do: `--help`.\n"
    yield f"{AFTER.partition('. ')[2]} A command that a signal ends: 128 and its number.\n"
    yield JSON
    for model in _models():
        yield f"### {model.__name__}\n"
        yield f"{cleandoc(model.__doc__ or '')}\n"
        yield ", ".join(f"`{name}`" for name in model.model_fields) + "\n"


def _usage(command: Command) -> str:
    words = [command.words, *(_argument(argument) for argument in command.arguments)]
    return " ".join(words).replace("|", "\\|")


def _argument(argument: Argument) -> str:
    options, name = argument.options, argument.names[0]
    shown = str(options.get("metavar") or "|".join(options.get("choices", ())) or name.upper())
    if not name.startswith("-"):
        return f"[{shown}]" if options.get("nargs") == "?" else f"{shown}…" if options.get("nargs") == "+" else shown
    flag = name if str(options.get("action", "")).startswith("store_") else f"{name} {shown}"
    return flag if options.get("required") else f"[{flag}]{'…' if options.get('action') == 'append' else ''}"


def _models() -> list[type[BaseModel]]:
    modules = (answers, team_answers, duty_answers, message_answers, care_answers, debrief)
    found = [debrief.Debrief, *(value for module in modules for value in vars(module).values())]
    names = [module.__name__ for module in modules]
    own = sorted(
        (value for value in found if isinstance(value, type) and value.__module__ in names),
        key=lambda value: names.index(value.__module__),
    )
    return [model for model in dict.fromkeys(own) if issubclass(model, BaseModel) and model is not answers.Answer]


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
