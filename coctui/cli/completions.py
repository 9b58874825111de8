"""`completions`: the words of the command line for a shell's tab key. Words of commands only: no shell asks a vault."""

import argparse
from collections.abc import Iterator

from coctui.cli import answers
from coctui.cli.call import Call
from coctui.cli.table import FILES, parser


def completions(call: Call) -> None:
    """Print what a shell loads, made from the table of commands by shtab."""
    import shtab

    whole = parser()
    for action in _actions(whole):
        if action.metavar in FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab's own mark
    script = shtab.complete(whole, call.args.shell)
    if call.args.json:
        call.say(answers.Completions(shell=call.args.shell, script=script), [])
    else:
        call.stdout.write(script + "\n")


def _actions(whole: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in whole._actions:  # noqa: SLF001 - argparse has no public way to its own table
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - the same
            for below in action.choices.values():
                yield from _actions(below)
