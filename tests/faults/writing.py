"""A member at their own computer, in a process of its own: `python -m tests.faults.writing PATH NAME STATE ENTRIES SECONDS`.

Writes notes into the first case that they hold until there are so many, or for so many seconds; prints how often another
coctui was writing for longer than one waits, how long each note took, and the texts of all notes that were written.
"""

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from coctui.models.content_events import NoteWritten
from coctui.vault.door import Vault
from coctui.vault.errors import Busy


def main(path: str, name: str, state: str, entries: int, seconds: float) -> None:
    """Write."""
    os.environ["XDG_STATE_HOME"] = state
    until, written, busy, took = time.monotonic() + seconds, list[str](), 0, list[float]()
    while len(written) < entries and time.monotonic() < until:
        vault = Vault.open(Path(path), name, f"{name} keeps six plain words")
        room = next(row.room for row in vault.rows() if row.access == "cleared")
        with suppress(Busy):
            while len(written) < entries and time.monotonic() < until:
                text = f"{name} {len(written)}"
                busy, begun = busy + 1, time.monotonic()
                vault.record(room, [NoteWritten(text=text)])
                busy -= 1
                took.append(time.monotonic() - begun)
                written.append(text)
                if len(written) % 20 == 0:
                    break  # lock and unlock now and then
        vault.lock()
    sys.stdout.write(json.dumps({"busy": busy, "took": took, "written": written}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), float(sys.argv[5]))
