"""Pairs of short texts, such as platform and screen name: as many rows as there are, and one more to write in."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from coctui import safetext
from coctui.widgets.fields import Field

LIMIT = 1_000
"""Characters of each text, as the models bound a line."""


class PairField(Vertical):
    """Rows of two fields; the last one is always empty, and another comes once it is not."""

    def __init__(self, pairs: dict[str, str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._start = pairs

    def compose(self) -> ComposeResult:
        """A row for each pair, and an empty one."""
        for first, second in [*self._start.items(), ("", "")]:
            yield _row(first, second)

    @property
    def pairs(self) -> dict[str, str]:
        """What stands there: a name without a platform stands under `?`; rows without a name are left out."""
        if not self.is_mounted:
            return dict(self._start)
        found: dict[str, str] = {}
        for row in self.query(Horizontal):
            first, second = (field.value.strip() for field in row.query(Field))
            if second:
                key, number = first or "?", 2
                while key in found:
                    key, number = f"{first or '?'} {number}", number + 1
                found[key] = second
        return found

    def show(self, pairs: dict[str, str]) -> None:
        """Other pairs."""
        self._start = pairs
        rows = list(self.query(Horizontal))
        wanted = [*pairs.items(), ("", "")]
        for row in rows[len(wanted) :]:
            _ = row.remove()
            for field in row.query(Field):
                field.value = ""  # what is on its way out says nothing any more
        for number, (first, second) in enumerate(wanted):
            if number < len(rows):
                one, other = rows[number].query(Field)
                one.value, other.value = safetext.line(first), safetext.line(second)
            else:
                _ = self.mount(_row(first, second))

    @on(Input.Changed)
    def _written(self) -> None:
        last = list(self.query(Horizontal))[-1:]
        if last and any(field.value for field in last[0].query(Field)):
            _ = self.mount(_row("", ""))


def _row(first: str, second: str) -> Horizontal:
    platform, name = Field(safetext.line(first), limit=LIMIT), Field(safetext.line(second), limit=LIMIT)
    platform.add_class("platform", "answer")
    name.add_class("answer")
    return Horizontal(platform, name, classes="pair")
