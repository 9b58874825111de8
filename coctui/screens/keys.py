"""All keys of a screen, and the signs; made from the key map."""

from collections.abc import Mapping
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input

from coctui import keymap
from coctui.keys import Group, Key
from coctui.screens import own_keys
from coctui.screens.base import House
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import KeyBar, PaneRule, rule
from coctui.widgets.drawn import Drawn
from coctui.widgets.fields import Field
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
    "due": "promises",
    "debrief": "debrief",
    "team": "team",
    "settings": "settings",
    "code": "card of a code",
    "behind": "list of cases",
    "merging": "merging another copy",
    "right now": "first words",
    "taking": "taking of a report",
    "card": "card",
    "people": "people of a case",
    "who": "table of members",
    "deciding": "sheets for deciding together",
    "kept view": "keeping of a view",
    "question": "question",
    "sheet": "sheet",
    "act": "sheet for acting at once",
    "settle": "sheet for a small matter",
    "commands": "commands",
    "message": "message",
    "help": "keys",
    "passphrase": "change of a passphrase",
    "copies": "list of copies",
}

MANY = 10
"""Keys of a single group from which it is poured into two columns."""


class KeyColumns(Drawn):
    """The groups of a screen in two or three columns."""

    def __init__(self, screen: str) -> None:
        super().__init__()
        self.of = screen
        self._words: tuple[str, ...] = ()

    def find(self, typed: str) -> None:
        """Show only the keys whose words have all that was typed; `""` for all of them."""
        self._words = tuple(typed.casefold().split())
        self.redraw(layout=True)

    def groups(self) -> list[Group]:
        """The groups of the screen with the keys that were looked for."""
        own = cast("House", self.app).own_keys
        found = [
            Group(group.title, tuple(key for key in group.keys if self._fits(key, own)))
            for group in (keymap.GROUPS[name] for name in keymap.SCREENS[self.of])
        ]
        return [group for group in found if group.keys]

    def _fits(self, key: Key, own: Mapping[str, str]) -> bool:
        text = f"{key.label} {key.help}".casefold()
        shown = own_keys.shown(key, own).casefold().split()
        return all(word in text or word in shown for word in self._words)

    def lines(self, width: int) -> list[Line]:
        """Groups poured into two columns; one that does not fit the first goes on in the second under its name."""
        groups = self.groups()
        if not groups:
            return [[("No key here is called that. : looks among commands.", MUTED)]]
        gap = 4
        count = 1 if len(groups) == 1 and len(groups[0].keys) < MANY else 2
        size = (width - gap * (count - 1)) // count
        poured = [(group, self._key(key, size)) for group in groups for key in group.keys]
        half = (sum(len(block) for _, block in poured) + 2 * len(groups) + 2) // count
        columns: list[list[Line]] = [[] for _ in range(count)]
        last: Group | None = None
        for group, block in poured:
            column = columns[0] if len(columns[0]) + len(block) <= half else columns[-1]
            if column is columns[-1]:
                half = 0  # once the second is begun nothing goes back to the first
            if not (column and group is last):
                column += ([[]] if column else []) + [self._head(group, size)]
            column += block
            last = group
        rows = max(len(column) for column in columns)
        return [
            self._row([column[row] if row < len(column) else [] for column in columns], size, gap)
            for row in range(rows)
        ]

    def _head(self, group: Group, width: int) -> Line:
        marks = (self.glyphs.heavy, self.glyphs.light)
        return rule(width, [(group.title, f"bold {MUTED}")], [], heavy=False, mark=marks)

    def _key(self, key: Key, width: int) -> list[Line]:
        label = 11
        shown = plain(own_keys.shown(key, cast("House", self.app).own_keys), self.glyphs)
        words = wrapped(plain(key.help, self.glyphs), width - label)
        return [
            [(fit(shown if not number else "", label), KEY), (line, "$foreground")] for number, line in enumerate(words)
        ]

    def _row(self, parts: list[Line], size: int, gap: int) -> Line:
        line: list[Piece] = []
        for number, part in enumerate(parts):
            between = gap if number + 1 < len(parts) else 0
            line += [*part, (" " * (size - line_cells(part) + between), "")]
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
    AUTO_FOCUS = ""

    def __init__(self, screen: str) -> None:
        super().__init__()
        self._of = screen

    def compose(self) -> ComposeResult:
        """Keys, signs, and the two promises that matter most."""
        with Vertical(id="keys-card", classes="card"):
            yield PaneRule("Keys", count=f"you are in the {WHERE[self._of]}", focused=True)
            yield Field(id="wanted", limit=60)
            with VerticalScroll(id="columns", can_focus=False):
                yield KeyColumns(self._of)
            yield Signs(id="signs")
            yield Paragraphs([("", ""), ("Nothing is ever sent from here. esc goes back.", MUTED)])
        yield KeyBar()

    def action_search(self) -> None:
        """Find a key by what it does."""
        self.add_class("-finding")
        self.query_one("#wanted").focus()

    @on(Input.Changed, "#wanted")
    def _typed(self, event: Input.Changed) -> None:
        self.query_one(KeyColumns).find(event.value)

    @on(Input.Submitted, "#wanted")
    def _found(self) -> None:
        self.set_focus(None)

    def action_back(self) -> None:
        """Out of the search, with all keys again; then close."""
        if self.has_class("-finding"):
            self.query_one("#wanted", Field).value = ""
            self.remove_class("-finding")
            self.set_focus(None)
        else:
            super().action_back()

    def action_move_page_down(self) -> None:
        """Scroll a page."""
        self.query_one("#columns").scroll_page_down(animate=False)

    def action_move_page_up(self) -> None:
        """Scroll a page back."""
        self.query_one("#columns").scroll_page_up(animate=False)

    def action_move_down(self) -> None:
        """Scroll."""
        self.query_one("#columns").scroll_down(animate=False)

    def action_move_up(self) -> None:
        """Scroll back."""
        self.query_one("#columns").scroll_up(animate=False)
