"""Search in the texts of all cases that one may open: each is opened in turn, in a thread, until somebody stops it."""

from collections.abc import Callable, Sequence
from threading import Event
from typing import TYPE_CHECKING

from coctui.casework.search import found_in
from coctui.models.row import Row
from coctui.widgets.views import haystack

if TYPE_CHECKING:
    from coctui.vault.door import Vault

BREATH = 0.002
"""Seconds between two cases, in which the screen draws and takes keys."""
MOST_NAMED = 3
"""Places that a result names; more are "and more"."""
IN_ROW = "its line"


class Search:
    """One search: what it wants, how far it is, what it found. Written by its thread, read by the screen."""

    def __init__(self, wanted: str, rows: Sequence[Row]) -> None:
        """`rows` as the vault handed them out, in the order in which they are looked at."""
        self.wanted, self._rows = wanted, rows
        self.all = sum(1 for row in rows if row.access == "cleared")
        """How many cases are opened."""
        self.done = 0
        self.unreadable = 0
        self.found: dict[str, str] = {}
        """Where something was found, in words, by room."""
        self.over = False
        self._stop = Event()

    @property
    def stopped(self) -> bool:
        """Whether somebody had enough of it."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Open no further case."""
        self._stop.set()

    def run(self, vault: "Vault", tell: Callable[[], None]) -> None:
        """Look at each case; `tell` after each. For a thread."""
        from coctui.vault.errors import Locked, VaultError

        for row in self._rows:
            places = [IN_ROW] if self.wanted.casefold().strip() in haystack(row) else []
            if row.access == "cleared":
                try:
                    places += found_in(vault.case(row.room), self.wanted)
                except Locked:
                    return
                except VaultError as error:
                    # A case that was closed to its reader meanwhile is no longer theirs to be told of.
                    if error.status == 1:
                        places = []
                    else:
                        self.unreadable += 1
                self.done += 1
            if places:
                self.found[row.room] = _in_words(places)
            tell()
            if self._stop.wait(BREATH):
                return
        self.over = True


def _in_words(places: Sequence[str]) -> str:
    named = list(places[:MOST_NAMED])
    if len(places) > MOST_NAMED:
        named.append("more")
    return "in " + " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
