"""Pairs of short texts, such as platform and screen name: as many rows as there are, and one more to write in."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from coctui import safetext
from coctui.widgets.fields import Field

LIMIT = 1_000
"""Characters of each text, as the models bound a line."""


class Pair(Horizontal):
    """One row. It has its fields from the start, so that what stands in it can be asked for before it is on the screen."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(classes="pair")
        platform, name = Field(safetext.line(first), limit=LIMIT), Field(safetext.line(second), limit=LIMIT)
        platform.add_class("platform", "answer")
        name.add_class("answer")
        self.fields = (platform, name)

    def compose(self) -> ComposeResult:
        """Both of them."""
        yield from self.fields


class PairField(Vertical):
    """Rows of two fields; the last one is always empty, and another comes once it is not."""

    def __init__(self, pairs: dict[str, str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._start = pairs

    def compose(self) -> ComposeResult:
        """A row for each pair, and an empty one."""
        for first, second in [*self._start.items(), ("", "")]:
            yield Pair(first, second)

    @property
    def pairs(self) -> dict[str, str]:
        """What stands there: a name without a platform stands under `?`; rows without a name are left out."""
        if not self.is_mounted:
            return dict(self._start)
        found: dict[str, str] = {}
        for row in self.query(Pair):
            first, second = (field.value.strip() for field in row.fields)
            if second:
                key, number = first or "?", 2
                while key in found:
                    key, number = f"{first or '?'} {number}", number + 1
                found[key] = second
        return found

    def show(self, pairs: dict[str, str]) -> None:
        """Other pairs."""
        self._start = pairs
        rows = list(self.query(Pair))
        wanted = [*pairs.items(), ("", "")]
        for row in rows[len(wanted) :]:
            _ = row.remove()
            for field in row.fields:
                field.value = ""  # what is on its way out says nothing any more
        for number, (first, second) in enumerate(wanted):
            if number < len(rows):
                one, other = rows[number].fields
                one.value, other.value = safetext.line(first), safetext.line(second)
            else:
                _ = self.mount(Pair(first, second))

    @on(Input.Changed)
    def _written(self) -> None:
        last = list(self.query(Pair))[-1:]
        if last and any(field.value for field in last[0].fields):
            _ = self.mount(Pair("", ""))
