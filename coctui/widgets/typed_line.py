"""One line to type in over a list, in the place of its heads so that no row moves: a filter, a search, a code name."""

from typing import NamedTuple, Self

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input

from coctui.widgets.fields import Field, FieldLabel

LONGEST = 100


class Asking(NamedTuple):
    """What the line asks for."""

    id: str
    label: str


FILTER = Asking("filter", "filter")
SEARCH = Asking("search", "search texts")
CODE_NAME = Asking("code name", "go to")


class LineField(Field):
    """A field whose text never changes its place: each letter would else lay out the whole screen, 5 ms of a filter's 20."""

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew; the line around it says where it stands."""
        return super().refresh(*regions, repaint=repaint, layout=layout and not self.is_mounted, recompose=recompose)


class TypedLine(Horizontal):
    """Hidden until `ask`. Posts `Typed` at each letter, `Kept` on enter; leaving it is the screen's."""

    class Typed(Message):
        """The text changed."""

        def __init__(self, asking: Asking, text: str) -> None:
            super().__init__()
            self.asking, self.text = asking, text

    class Kept(Typed):
        """Enter was pressed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.asking: Asking | None = None
        """What is asked for, `None` while the line is hidden."""

    def compose(self) -> ComposeResult:
        """A label and a field."""
        yield FieldLabel("")
        yield LineField(limit=LONGEST)

    def on_mount(self) -> None:
        """Hidden at first."""
        self.display = False

    def ask(self, asking: Asking, text: str = "") -> None:
        """Show the line with a text to go on from, and put the cursor in it."""
        field = self.query_one(LineField)
        self.asking, self.display = asking, True
        label = self.query_one(FieldLabel)
        label.say(asking.label)
        label.bold(True)
        with self.prevent(Input.Changed):
            field.value = text
        field.cursor_position = len(text)
        field.focus()

    def close(self) -> None:
        """Hide it."""
        self.asking, self.display = None, False

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.asking is not None:
            self.post_message(self.Typed(self.asking, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.asking is not None:
            self.post_message(self.Kept(self.asking, event.value))
