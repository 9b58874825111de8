"""The command line: what a person or a script types.

What may go where (the one rule for every command):

* Standard output gets what was asked for and nothing else: with --json an object of `answers.py` in ASCII, else lines for
  a person, each through `safetext` (`paper.py`). An invitation's code and, with `member compare`, key words are shown only
  because they were asked for.
* The error stream gets questions, remarks, progress (on a terminal), and one line for an error: what happened and what to do.
  Never text of a case, never a name that was typed, never a value of an exception. With --json it is
  `{"error": {"code", "sentence", "status"}}`.
* A passphrase comes from a file, a descriptor or the terminal, and goes nowhere. Six generated words are shown on the
  terminal's second screen only.
* The disk gets nothing from here: the vault writes its own files, sealed.
"""

import contextlib
import importlib
import io
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from coctui.cli.table import parse
from coctui.cli.trouble import DONE, REFUSED, STOPPED, Stopped, as_trouble, report

if TYPE_CHECKING:
    from coctui.cli.call import Call
    from coctui.vault.source import Source

CTRL_C, CLOSED_PIPE = 2, 13
"""Numbers of SIGINT and SIGPIPE everywhere; Windows knows only the first."""


def main(
    argv: Sequence[str],
    *,
    stdin: TextIO,
    stdout: TextIO,
    stderr: TextIO,
    source: "Source | None" = None,
) -> int:
    """Run one command and give its exit code. Nothing but streams, the vault and `source` is touched."""
    as_json = "--json" in argv
    try:
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
            args = parse(argv)
        as_json = args.json
        if not args.handler:
            return _open_screen(args.vault, _name(args))
        status = _run(args, (stdin, stdout, stderr), source)
        stdout.flush()
        return status
    except KeyboardInterrupt:
        return STOPPED + CTRL_C
    except SystemExit as end:  # a signal; or argparse after --help and --version
        return _code(end, stderr)
    except BrokenPipeError:
        return STOPPED + CLOSED_PIPE
    except Exception as error:  # noqa: BLE001 - whatever it is, only its type and a code may be shown
        return report(as_trouble(error), stderr, as_json=as_json)


def _code(end: SystemExit, stderr: TextIO) -> int:
    """As the interpreter would take it: a number, nothing for 0, or a sentence of ours for 1."""
    if isinstance(end.code, str):
        stderr.write(f"{end.code}\n")
        return REFUSED
    return end.code or DONE


def _run(args: Namespace, streams: tuple[TextIO, TextIO, TextIO], source: "Source | None") -> int:
    from coctui.cli.call import Call, Streams
    from coctui.vault.source import SYSTEM

    status = handler_of(args)(Call(args, Streams(*streams), source or SYSTEM))
    return status if isinstance(status, int) else DONE


def handler_of(args: Namespace) -> "Callable[[Call], int | None]":
    """What does a command that was parsed."""
    module, _, function = args.handler.partition(":")
    handler: Callable[[Call], int | None] = getattr(importlib.import_module(f"coctui.cli.{module}"), function)
    return handler


def _name(args: Namespace) -> str:
    """The name that waits at the door; `-` is typed there. What only a command can use is refused, not passed over."""
    if args.json or args.passphrase_file is not None or args.passphrase_fd is not None or args.this_computer:
        from coctui.cli.trouble import Usage

        raise Usage(
            "--json, --passphrase-file, --passphrase-fd and --this-computer belong to a command; the screen asks."
        )
    return "" if args.member_as in (None, "-") else str(args.member_as)


def _open_screen(vault: str | None, name: str) -> int:
    from pathlib import Path

    from coctui.cli.screen import open_screen
    from coctui.host.folders import default_vault

    return open_screen(Path(vault) if vault is not None else default_vault(), name=name)


def run() -> None:
    """The `coctui` command: hardened before anything else is loaded; ends the process with the exit code."""
    from coctui.host.environment import scrub

    scrub()  # before Textual could be imported
    from coctui.host.crash import say_nothing_else
    from coctui.host.hardening import give_back_memory, harden

    say_nothing_else()
    harden()
    give_back_memory()
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    stdin, stdout, stderr = _streams()
    status = main(sys.argv[1:], stdin=stdin, stdout=stdout, stderr=stderr)
    if status == STOPPED + CLOSED_PIPE:
        os._exit(status)  # the interpreter would flush once more while it ends, and complain about the closed pipe
    raise SystemExit(status)


def _stop(number: int, _: FrameType | None) -> None:
    raise Stopped(number)


def _streams() -> tuple[TextIO, TextIO, TextIO]:
    """The process's streams; none of them can fail over a letter that it does not know."""
    streams: list[TextIO] = []
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        kept: TextIO = stream if stream is not None else io.StringIO()
        if isinstance(kept, io.TextIOWrapper):
            kept.reconfigure(errors="replace")
        streams.append(kept)
    return streams[0], streams[1], streams[2]
