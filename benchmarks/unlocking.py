"""One unlock in a process of its own, as after a start: `python -m benchmarks.unlocking PATH NAME`, passphrase on stdin.

Prints seconds as JSON. Imports are not in it: the unlock screen loads them while somebody types, and `start.py` counts
what is loaded before that.
"""

import json
import sys
from pathlib import Path

from benchmarks.clock import Times
from coctui.vault.connection import connect, read_head
from coctui.vault.door import Vault
from coctui.vault.kdf import derive_slot
from coctui.vault.unlock import unlock


def main(path: Path, name: str, passphrase: str) -> dict[str, dict[str, float]]:
    """Derive alone, then unlock, then load; CPU and wall of each."""
    connection = connect(path)
    vault, costs = read_head(connection)
    connection.close()
    derived, light, heavy = Times(), Times(), Times()
    for _ in range(3):
        derived.run(lambda: derive_slot(vault, name, passphrase, costs[0]))
    unlocked = light.run(lambda: unlock(path, name, passphrase))
    snapshot = unlocked.snapshot()
    listed = len(snapshot.rows) if snapshot else 0
    del snapshot
    opened = heavy.run(lambda: Vault.load(unlocked))
    cases = len(opened.rows())
    opened.lock()
    return {
        "derive": {"cpu": derived.median("cpu"), "wall": derived.median("wall")},
        "light": {"cpu": light.median("cpu"), "wall": light.median("wall"), "rows": listed},
        "heavy": {"cpu": heavy.median("cpu"), "wall": heavy.median("wall"), "rows": cases},
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2], sys.stdin.readline().rstrip("\n"))))
