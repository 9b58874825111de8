"""A format 2 that does not exist: letters say which suite they are of. To show how a vault comes from one format to the next."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from coctui.vault import formats
from coctui.vault.schema import INDEXES, TABLES

LETTER = TABLES["letter"].replace("sealed BLOB NOT NULL,", "sealed BLOB NOT NULL, suite INTEGER NOT NULL DEFAULT 1,")
LATER = {**TABLES, "letter": LETTER}


def step(file: sqlite3.Connection) -> None:
    """From format 1: the table of letters is made anew, with one column more."""
    file.execute("CREATE TEMP TABLE kept AS SELECT * FROM main.letter")
    file.execute("DROP TABLE main.letter")
    file.execute(LETTER)
    file.execute("INSERT INTO letter (room, seat, generation, sealed) SELECT room, seat, generation, sealed FROM kept")
    file.execute("DROP TABLE kept")


@contextmanager
def later_format(take: Callable[[sqlite3.Connection], None] = step, *, reads: int = 1) -> Iterator[None]:
    """Coctui as it would be with format 2, and the way to it from format `reads`."""
    expected = frozenset(LATER.values()) | frozenset(INDEXES.values())
    with ExitStack() as stack:
        for module in ("connection", "formats", "restoring", "store"):
            stack.enter_context(patch(f"coctui.vault.{module}.FORMAT", 2))
        for module in ("formats", "store"):
            stack.enter_context(patch(f"coctui.vault.{module}.MIN_READER", 2))
        for module in ("connection", "closer"):
            stack.enter_context(patch(f"coctui.vault.{module}.EXPECTED", expected))
        for module in ("copies", "store"):
            stack.enter_context(patch(f"coctui.vault.{module}.TABLES", LATER))
        stack.enter_context(patch.dict(formats.STEPS, {reads: take}))
        yield
