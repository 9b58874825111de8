"""First run: three doors. One opens here, two say the line command that opens them."""

from textual import on
from textual.app import ComposeResult

from coctui import keymap
from coctui.screens.base import CoctuiScreen
from coctui.screens.unlock import TAGLINE
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.door_list import DoorList
from coctui.widgets.drawn import Drawn
from coctui.widgets.line_list import LineList
from coctui.widgets.pieces import FAINT, MUTED, Line
from coctui.widgets.wordmark import Wordmark

HOW = (
    ("A made-up conference opens with one line command:", "coctui demo"),
    ("Put the file in its place, then type this command; it asks for the code:", "coctui member accept YOUR-NAME"),
    ("", ""),
)
"""What enter says where the door is a line command; the third one opens."""


class How(Drawn):
    """The line command behind a door."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.how = ("", "")

    def show(self, door: int) -> None:
        """Take a door."""
        self.how = HOW[door]
        self.redraw()

    def lines(self, width: int) -> list[Line]:
        """Two lines, or none."""
        return [[("  ", ""), (self.how[0], MUTED)], [("  ", ""), (self.how[1], "bold $accent")]]


class Quiet(Drawn):
    """What is not done here."""

    def lines(self, width: int) -> list[Line]:
        """One faint line, centred."""
        return [[("here only, no network; nothing is written before you choose".center(width), FAINT)]]


class DoorsScreen(CoctuiScreen[None]):
    """There is no vault here yet."""

    KEYS = "doors"
    BINDINGS = keymap.bindings("doors")
    AUTO_FOCUS = "DoorList"

    def compose(self) -> ComposeResult:
        """Wordmark, doors, and what is not done here."""
        yield Wordmark(TAGLINE, id="head")
        yield PaneRule("There is no vault here yet", count="three doors", focused=True)
        yield DoorList()
        yield How(id="how")
        yield Quiet(id="place")
        yield KeyBar()

    @on(LineList.Opened)
    def _opened(self, message: LineList.Opened) -> None:
        """Through a door."""
        self._through(message.index)

    @on(LineList.Moved)
    def _moved(self) -> None:
        """Another door: what was said about the last one goes."""
        self.query_one("#how", How).show(2)

    def _through(self, door: int) -> None:
        self.query_one(DoorList).cursor = door
        if door == len(HOW) - 1:
            from coctui.screens.start import StartScreen

            _ = self.app.push_screen(StartScreen())
        else:
            self.call_after_refresh(self.query_one("#how", How).show, door)

    def action_door_1(self) -> None:
        """Look around."""
        self._through(0)

    def action_door_2(self) -> None:
        """Join a team."""
        self._through(1)

    def action_door_3(self) -> None:
        """Start a team."""
        self._through(2)

    def action_quit(self) -> None:
        """Leave; nothing was written."""
        self.app.exit(0)
