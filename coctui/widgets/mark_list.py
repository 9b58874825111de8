"""Choices one under another, one or several of them marked: `(●)` of a few, `[+]` of any number."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from coctui.widgets.line_list import LineList
from coctui.widgets.pieces import FAINT, MUTED, Line, Piece, cells, fit, wrapped

BEFORE = 6
"""Cells before a name: the bar of the cursor, the mark, and a blank on each side of it."""

BESIDE = 16
"""Cells that what follows from a choice has beside its name, at least."""


class Mark(NamedTuple):
    """One choice: its value, what it is called, and what follows from it in a few words; our own words or cleaned."""

    value: str
    name: str
    what: str = ""


class MarkList(LineList):
    """j and k move, space or enter marks; a click on the row does too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "open", show=False)]

    class Changed(Message):
        """Another choice was marked, or one more, or one less."""

        def __init__(self, sender: "MarkList") -> None:
            super().__init__()
            self.sender = sender

        @property
        def control(self) -> "MarkList":
            """The list."""
            return self.sender

    def __init__(
        self, marks: Iterable[Mark], chosen: Iterable[str] = (), *, many: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id, classes="answer")
        self.marks = tuple(marks)
        self.many = many
        self.chosen = frozenset(chosen)
        self._rows: list[tuple[str, str, bool]] = []
        """Name, what follows, and whether it is the first row of its choice."""

    def on_mount(self) -> None:
        """The cursor starts on what is marked."""
        self.take(self.marks, self.chosen)

    def take(self, marks: Iterable[Mark], chosen: Iterable[str]) -> None:
        """Other choices, or the same with other marks."""
        self.marks, self.chosen = tuple(marks), frozenset(chosen)
        first = next((place for place, mark in enumerate(self.marks) if mark.value in self.chosen), 0)
        self._lay_out(first)

    def _lay_out(self, cursor: int) -> None:
        self._rows, owners, firsts = [], list[int](), list[int]()
        for number, mark in enumerate(self.marks):
            firsts.append(len(owners))
            rows = self._wrapped(mark)
            self._rows += [(name, what, place == 0) for place, (name, what) in enumerate(rows)]
            owners += [number] * len(rows)
        self.styles.height = len(owners)
        self.set_entries(owners, firsts, cursor=cursor)

    def _wrapped(self, mark: Mark) -> list[tuple[str, str]]:
        """Name and what follows, row by row: what is chosen by must not be cut."""
        room = (self.size.width or 80) - BEFORE - 2
        if not mark.what:
            return [(name, "") for name in wrapped(mark.name, max(10, room))]
        column = self._column
        names, whats = wrapped(mark.name, column - 3), wrapped(mark.what, max(10, room - column))
        return list(zip_longest(names, whats, fillvalue=""))

    @property
    def _column(self) -> int:
        """Cells of the names: whole ones, as far as they leave room for a few words beside them."""
        most = max(12, (self.size.width or 80) - BEFORE - 2 - BESIDE)
        return min(max(cells(other.name) for other in self.marks) + 3, most)

    def on_resize(self, event: events.Resize) -> None:
        """Long ones wrap anew at another width."""
        super().on_resize(event)
        self._lay_out(self.cursor)

    @property
    def value(self) -> str:
        """The one that is marked, `""` for none."""
        return next((mark.value for mark in self.marks if mark.value in self.chosen), "")

    def line(self, number: int, width: int) -> Line:
        """Mark, name, what follows; what does not fit in a row goes on under its own beginning."""
        index = self._owners[number]
        name, what, first = self._rows[number]
        on = self.marks[index].value in self.chosen
        sign = ("[+]" if on else "[ ]") if self.many else f"({self.glyphs.came if on else ' '})"
        line: list[Piece] = [
            (" ", ""),
            (sign if first else "   ", "bold $success" if on and self.many else "bold $accent" if on else "$edge"),
            (" ", ""),
            (fit(name, self._column) if what else name, "bold $foreground" if on else "$foreground"),
            (what, MUTED if index == self.cursor else FAINT),
        ]
        return line

    def action_open(self) -> None:
        """Mark what is under the cursor; of many, once more takes the mark away."""
        if not self.marks:
            return
        here = self.marks[self.cursor].value
        self.chosen = self.chosen ^ {here} if self.many else frozenset({here})
        self.refresh()
        self.post_message(self.Changed(self))
