"""Choices one under another, one or several of them marked: `(●)` of a few, `[+]` of any number."""

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.message import Message

from coctui.widgets.line_list import LineList
from coctui.widgets.pieces import FAINT, MUTED, Line, Piece, cells, clip, fit


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

    def on_mount(self) -> None:
        """The cursor starts on what is marked."""
        self.take(self.marks, self.chosen)

    def take(self, marks: Iterable[Mark], chosen: Iterable[str]) -> None:
        """Other choices, or the same with other marks."""
        self.marks, self.chosen = tuple(marks), frozenset(chosen)
        places = list(range(len(self.marks)))
        self.styles.height = len(places)
        first = next((place for place, mark in enumerate(self.marks) if mark.value in self.chosen), 0)
        self.set_entries(places, places, cursor=first)

    @property
    def value(self) -> str:
        """The one that is marked, `""` for none."""
        return next((mark.value for mark in self.marks if mark.value in self.chosen), "")

    def line(self, number: int, width: int) -> Line:
        """Mark, name, what follows."""
        mark = self.marks[number]
        on = mark.value in self.chosen
        sign = ("[+]" if on else "[ ]") if self.many else f"({self.glyphs.came if on else ' '})"
        longest = max(cells(other.name) for other in self.marks) + 3
        line: list[Piece] = [
            (" ", ""),
            (sign, "bold $success" if on and self.many else "bold $accent" if on else "$edge"),
            (" ", ""),
            (fit(mark.name, longest) if mark.what else mark.name, "bold $foreground" if on else "$foreground"),
            (mark.what, MUTED if number == self.cursor else FAINT),
        ]
        return clip(line, width - 1, self.glyphs.cut)

    def action_open(self) -> None:
        """Mark what is under the cursor; of many, once more takes the mark away."""
        if not self.marks:
            return
        here = self.marks[self.cursor].value
        self.chosen = self.chosen ^ {here} if self.many else frozenset({here})
        self.refresh()
        self.post_message(self.Changed(self))
