"""How a vault of an earlier format becomes one of this: a step from each to the next, kept for ever (docs/decisions/0016).

There is only format 1, and so no step yet. Whoever makes format 2 writes the step from 1 here, keeps
`tests/data/format-1.coctui` opening, and lets `copies.standing` read copies of format 1 for the letters in them.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from coctui.vault.schema import FORMAT, MIN_READER

Step = Callable[[sqlite3.Connection], None]
"""Changes tables and rows inside a transaction. Bytes that are sealed are taken over or sealed anew, never made from a model."""

EVENTS = "SELECT link FROM event ORDER BY link"
"""What an event is known by: the same ones before and after."""
STEPS: dict[int, Step] = {}
"""By the format that a step begins with."""


def bring_up(path: Path) -> None:
    """Bring a file that nobody else has open to this format: in one transaction, so wholly or not at all.

    Raises `ValueError` where an event is gone or rows point nowhere afterwards, and whatever a step raises.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        # Tables are dropped and made anew: no row may go with another one's table, and none is to stay readable.
        for line in ("PRAGMA trusted_schema = OFF", "PRAGMA secure_delete = ON", "PRAGMA foreign_keys = OFF"):
            file.execute(line)
        file.execute("PRAGMA temp_store = MEMORY")
        file.execute("BEGIN IMMEDIATE")
        try:
            events = file.execute(EVENTS).fetchall()
            for number in range(file.execute("SELECT format FROM vault").fetchone()[0], FORMAT):
                STEPS[number](file)
            file.execute("UPDATE vault SET format = ?, min_reader = ?", (FORMAT, MIN_READER))
            # In the header, and with it in the transaction.
            file.execute(f"PRAGMA user_version = {FORMAT}")
            if (
                file.execute("PRAGMA foreign_key_check").fetchone() is not None
                or file.execute(EVENTS).fetchall() != events
            ):
                raise ValueError
            file.execute("COMMIT")
        except BaseException:
            if file.in_transaction:
                file.execute("ROLLBACK")
            raise
