"""All keys of a screen, and the signs; made from the key map."""

from typing import cast

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from coctui import keymap
from coctui.keys import Group
from coctui.screens import own_keys
from coctui.screens.base import House
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import KeyBar, PaneRule, rule
from coctui.widgets.drawn import Drawn
from coctui.widgets.glyphs import plain
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT, KEY, MUTED, Line, Piece, fit, line_cells, sign, wrapped

WHERE = {
    "doors": "doors",
    "start": "first page",
    "unlock": "unlock screen",
    "write now": "page",
    "veil": "veil",
    "inbox": "inbox",
    "case": "case",
    "debrief": "debrief",
    "team": "team",
    "settings": "settings",
    "code": "card of a code",
    "behind": "list of cases",
    "right now": "first words",
    "taking": "taking of a report",
    "card": "card",
    "people": "people of a case",
    "who": "table of members",
    "kept view": "keeping of a view",
    "question": "question",
    "sheet": "sheet",
    "act": "sheet for acting at once",
    "help": "keys",
}


class KeyColumns(Drawn):
    """The groups of a screen in two or three columns."""

    def __init__(self, screen: str) -> None:
        super().__init__()
        self.of = screen

    def lines(self, width: int) -> list[Line]:
        """Groups poured into the shortest column each."""
        count = 1 if len(keymap.SCREENS[self.of]) == 1 else 2
        gap = 4
        size = (width - gap * (count - 1)) // count
        columns: list[list[Line]] = [[] for _ in range(count)]
        for group in keymap.SCREENS[self.of]:
            column = min(columns, key=len)
            if column:
                column.append([])
            column += self._group(keymap.GROUPS[group], size)
        rows = max(len(column) for column in columns)
        return [
            self._row([column[row] if row < len(column) else [] for column in columns], size, gap)
            for row in range(rows)
        ]

    def _group(self, group: Group, width: int) -> list[Line]:
        marks = (self.glyphs.heavy, self.glyphs.light)
        found: list[Line] = [rule(width, [(group.title, f"bold {MUTED}")], [], heavy=False, mark=marks)]
        label = 11
        for key in group.keys:
            shown = plain(own_keys.shown(key, cast("House", self.app).own_keys), self.glyphs)
            for number, words in enumerate(wrapped(plain(key.help, self.glyphs), width - label)):
                found.append([(fit(shown if number == 0 else "", label), KEY), (words, "$foreground")])
        return found

    def _row(self, parts: list[Line], size: int, gap: int) -> Line:
        line: list[Piece] = []
        for part in parts:
            line += [*part, (" " * (size - line_cells(part) + gap), "")]
        return line


class Signs(Drawn):
    """What the signs mean."""

    def lines(self, width: int) -> list[Line]:
        """Two lines."""
        first: list[Piece] = [("Signs   ", FAINT)]
        for mark, meaning in (("!", "overdue, ongoing"), ("~", "due soon, asked"), ("+", "kept, recorded")):
            first += [sign(mark), (f" {meaning}   ", MUTED)]
        second: list[Piece] = [("        ", "")]
        for mark, meaning in (("?", "not known"), ("-", "declined"), (self.glyphs.dot, "not asked, not yet")):
            second += [sign(mark), (f" {meaning}   ", MUTED)]
        return [first, second]


class KeysCard(Overlay[None], inherit_bindings=False):
    """The card of keys."""

    KEYS = "help"
    BINDINGS = keymap.bindings("help")
    CSS_PATH = "../styles/overlay.tcss"
    AUTO_FOCUS = None

    def __init__(self, screen: str) -> None:
        super().__init__()
        self._of = screen

    def compose(self) -> ComposeResult:
        """Keys, signs, and the two promises that matter most."""
        with Vertical(id="keys-card", classes="card"):
            yield PaneRule("Keys", count=f"you are in the {WHERE[self._of]}", focused=True)
            with VerticalScroll(id="columns", can_focus=False):
                yield KeyColumns(self._of)
            yield Signs(id="signs")
            yield Paragraphs([("", ""), ("Nothing is ever sent from here. esc goes back.", MUTED)])
        yield KeyBar()

    def action_move_down(self) -> None:
        """Scroll."""
        self.query_one("#columns").scroll_down(animate=False)

    def action_move_up(self) -> None:
        """Scroll back."""
        self.query_one("#columns").scroll_up(animate=False)
