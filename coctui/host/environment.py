"""The environment without what would make Textual write the screen or the keys to a file or a socket."""

import os
from collections.abc import MutableMapping


def scrub(environment: MutableMapping[str, str] = os.environ) -> list[str]:
    """Drops every variable whose name begins with `TEXTUAL`; gives the names dropped, sorted.

    `TEXTUAL_LOG` writes each key that is typed to a file, passphrases too; `TEXTUAL` may send events to a socket and
    `TEXTUAL_SCREENSHOT` saves the screen. Textual reads them when it is imported: this must come before.
    """
    dropped = sorted(name for name in environment if name.upper().startswith("TEXTUAL"))
    for name in dropped:
        del environment[name]
    return dropped
