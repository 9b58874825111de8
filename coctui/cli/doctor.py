"""`doctor`: which protections hold on this computer."""

import os

from coctui.cli import care_answers as answers
from coctui.cli.call import Call
from coctui.cli.paper import pad, wrap
from coctui.host.checks import Check

SIGNS = {"holds": "+", "open": "!", "unknown": "~"}


def doctor(call: Call) -> None:
    """Look at this computer; nothing is unlocked and nothing changed."""
    from coctui.vault.doctor import examine, versions

    found = examine(call.path, dict(os.environ), stream=call.stdout, source=call.source, derive=not call.args.quick)
    parts = versions()
    answer = answers.Doctor(
        checks=tuple(answers.CheckAnswer(**check._asdict()) for check in found),
        versions={part.name: part.version for part in parts},
    )
    rows = [row for check in found for row in _rows(check)]
    stands = "   ".join(f"{part.name} {part.version or 'is missing'}" for part in parts)
    call.say(answer, [*rows, "", "It stands on:", *wrap(stands)])


def _rows(check: Check) -> list[str]:
    said = wrap(check.said, indent=4)
    do = wrap(f"→ {check.do}", indent=4) if check.do else []
    return [f"{SIGNS[check.state]} {pad(check.title, 40)}".rstrip(), *said, *do]
