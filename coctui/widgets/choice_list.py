"""Answers one under another, each with its key: what it is called, and what follows from it."""

from typing import NamedTuple

from coctui.widgets.line_list import LineList
from coctui.widgets.pieces import KEY, MUTED, Line, fit


class Choice(NamedTuple):
    """One answer."""

    key: str
    name: str
    what: str
    """What follows, in a few words."""


class ChoiceList(LineList):
    """A few answers; the cursor starts on the one named safe."""

    def __init__(self, choices: tuple[Choice, ...], cursor: int = 0, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.choices = choices
        self._start = cursor

    def on_mount(self) -> None:
        """Always the same answers."""
        places = list(range(len(self.choices)))
        self.styles.height = len(places)
        self.set_entries(places, places, cursor=self._start)

    def line(self, number: int, width: int) -> Line:
        """Key, name, what follows."""
        choice = self.choices[number]
        longest = max(len(other.name) for other in self.choices) + 2
        return [
            ("  ", ""),
            (fit(choice.key, 5), KEY),
            (fit(choice.name, longest), "bold $foreground"),
            (choice.what, "$foreground" if number == self.cursor else MUTED),
        ]
