"""`demo`: a filled throw-away vault with invented people, to look around without any risk."""

from contextlib import ExitStack
from pathlib import Path

from coctui.casework.result import refuse
from coctui.cli import answers
from coctui.cli.call import Call, settled
from coctui.cli.demo_team import PASSPHRASE, PEOPLE, Stage
from coctui.cli.trouble import Usage

MOST = 10_000


def demo(call: Call) -> int:
    """Make the vault, say how to unlock it, and open it unless told not to."""
    args = call.args
    if not 0 <= args.cases <= MOST:
        raise Usage(f"--cases takes a number up to {MOST:,}.")
    if not args.no_open and not call.interactive:
        raise Usage("The demo opens on a terminal. Without one: coctui demo --no-open --keep PATH")
    name = _member(call.typed(args.member_as, "Member: ") if args.member_as else "Noor")
    with ExitStack() as stack:
        path = Path(args.keep) if args.keep else _folder(stack) / "demo.coctui"
        stage = Stage(path, args.seed, call.now())
        try:
            stage.play(args.cases)
        finally:
            stage.close()
        answer = answers.Demo(vault=str(path), kept=bool(args.keep), passphrase=PASSPHRASE, members=tuple(PEOPLE))
        rows = [
            "A throw-away vault with invented people. Nothing in it is real.",
            "",
            f"    name        {name}   (or {', '.join(other for other in PEOPLE if other != name)})",
            f"    passphrase  {PASSPHRASE}",
        ]
        rows += ["", f"It is kept at {path}."] if args.keep else []
        call.say(answer, rows)
        return 0 if args.no_open else _open(call, path, name)


def _folder(stack: ExitStack) -> Path:
    from coctui.host.throwaway import throwaway_folder

    return stack.enter_context(throwaway_folder())


def _member(name: str) -> str:
    found = [known for known in PEOPLE if known.casefold().startswith(name.strip().casefold())]
    if len(found) != 1:
        settled(refuse("no-such-member"))
    return found[0]


def _open(call: Call, path: Path, name: str) -> int:
    """The screen, unlocked; what one needs to unlock it again stands above it when it is left."""
    from coctui.cli.screen import open_screen
    from coctui.vault.door import Vault

    call.stdout.flush()
    return open_screen(path, Vault.open(path, name, PASSPHRASE))
