"""Times on the command line: read as people type them, and said back with their zone on the error stream."""

from datetime import datetime, timedelta, tzinfo

from coctui.casework.result import Refused
from coctui.casework.typed_time import REMARKS, Lean, Spoken, echo, resolve
from coctui.cli.call import Call
from coctui.cli.trouble import Trouble


def typed_moment(call: Call, text: str, zone: tzinfo, *, lean: Lean = "past", theirs: tzinfo | None = None) -> datetime:
    """The moment that was meant: of a period when it began, of a promise its last minute."""
    found = resolve(call.typed(text, "When? "), call.now(), zone, lean=lean, theirs=theirs)
    if isinstance(found, Refused):
        raise Trouble(found.code, found.sentence)
    say_back(call, found)
    if lean == "future":
        return found.latest
    # A clock that runs a little ahead tells of now, not of something still to come.
    return min(found.start, call.now()) if found.start - call.now() <= timedelta(minutes=5) else found.start


def say_back(call: Call, found: Spoken) -> None:
    """What was understood, for a person: a wrong hour is seen before it matters."""
    if not call.args.json:
        call.remark(f"    ~ read as {echo(found)}")
        for remark in found.remarks:
            call.remark(f"    ~ {REMARKS[remark]}")
