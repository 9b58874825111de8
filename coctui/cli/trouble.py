"""Why a command ends without having done what it was asked: a code, one sentence, an exit status. Never a value."""

import contextlib
import json
from typing import TextIO

DONE, REFUSED, USAGE, NO_VAULT, WRONG_KEY, UNREADABLE, BUSY = range(7)
"""The exit codes of DESIGN.md 7."""
DEFECT = 70
"""Something that should never happen did: a fault of coctui, told by its type and a code (EX_SOFTWARE)."""
STOPPED = 128
"""Added to the number of the signal that ended a command, as shells have it: 130 ctrl+c, 143 SIGTERM, 141 closed pipe."""


class Trouble(Exception):
    """A command cannot go on."""

    def __init__(self, code: str, sentence: str, status: int = REFUSED) -> None:
        self.code, self.sentence, self.status = code, sentence, status
        super().__init__(code)


class Usage(Trouble):
    """It was typed in a way that does not say what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__("usage", sentence, USAGE)


class Stopped(SystemExit):
    """A signal asks to end."""

    def __init__(self, number: int) -> None:
        super().__init__(STOPPED + number)


def as_trouble(error: Exception) -> Trouble:
    """Any error in the words of the command line; what nobody foresaw is told by its type and a code."""
    from coctui.casework.result import SENTENCES, sentence
    from coctui.host.crash import crash_code
    from coctui.intake.errors import IntakeError
    from coctui.vault.errors import NotAllowed, VaultError

    match error:
        case Trouble():
            return error
        case NotAllowed() if error.sentence == NotAllowed.sentence and error.code in SENTENCES:
            return Trouble(error.code, sentence(error.code))
        case VaultError():
            return Trouble(error.code, error.sentence, error.status)
        case IntakeError():
            return Trouble("unreadable", str(error), UNREADABLE)
        case _:
            where = f"{type(error).__name__}, code {crash_code(error)}"
            return Trouble(
                "defect",
                f"coctui stopped ({where}). Your vault is closed and whole; what was confirmed is in it.",
                DEFECT,
            )


def report(trouble: Trouble, stderr: TextIO, *, as_json: bool) -> int:
    """Say it in one line and give its exit status; a pipe that nobody reads any more is no second error."""
    if as_json:
        error = {"code": trouble.code, "sentence": trouble.sentence, "status": trouble.status}
        said = json.dumps({"error": error}, ensure_ascii=True)
    else:
        from coctui import safetext

        said = f"coctui: {safetext.line(trouble.sentence)}"
    with contextlib.suppress(OSError, ValueError):
        stderr.write(said + "\n")
        stderr.flush()
    return trouble.status
