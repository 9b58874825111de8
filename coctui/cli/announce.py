"""What `coctui line` says by itself: what has come due, and who is asked, each once. Pure: lines of the inbox in, sentences out."""

from collections.abc import Iterable, Iterator

from coctui.models.row import Row
from coctui.widgets import moments

SOON = 20 * 60
"""Seconds before a promise is due at which it is announced."""
MOST = 3
"""Lines after an absence; what is more is one line with the command that lists it."""

Told = tuple[str, str, float]
"""What was announced: the room, what about it, and the time that it was about."""


class Announcer:
    """Remembers what it has said."""

    def __init__(self) -> None:
        self._said: set[Told] = set()

    def news(self, rows: Iterable[Row], now: float) -> list[str]:
        """Sentences that were not said yet, most pressing first; `now` in seconds since 1970 UTC."""
        found = sorted((due, words, told) for told, due, words in _news(rows, now) if told not in self._said)
        self._said.update(told for *_, told in found)
        words = [sentence for _, sentence, _ in found]
        return (
            words
            if len(words) <= MOST
            else [*words[: MOST - 1], f"{len(words) - MOST + 1} more: list --view needs-you"]
        )


def _news(rows: Iterable[Row], now: float) -> Iterator[tuple[Told, float, str]]:
    for row in rows:
        if row.access in ("asked", "confirm"):
            yield (row.room, row.access, 0.0), now, f"You are asked about {row.case}: show {row.case}"
        elif row.access == "cleared":
            for kind, state, due, _ in row.promises:
                if state != "open" or due > now + SOON:
                    continue
                when = moments.until(due, now)
                words = f"Due {when}: {kind}, {row.case}" if due >= now else f"Was due {when}: {kind}, {row.case}"
                yield (row.room, f"{kind} {'soon' if due >= now else 'late'}", due), due, words
