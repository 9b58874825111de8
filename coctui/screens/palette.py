"""Commands by name: what can be done on this screen now, and cases by their code names. A sentence in place of a key."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from coctui import keymap, safetext
from coctui.models.row import Row
from coctui.screens import own_keys
from coctui.screens.base import CoctuiScreen
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.drawn import Drawn
from coctui.widgets.fields import Field
from coctui.widgets.line_list import LineList
from coctui.widgets.pieces import KEY, MUTED, Line, cut, fit, wrapped

if TYPE_CHECKING:
    from textual.screen import Screen

OPENS = ("cleared", "asked", "answered", "confirm", "keeper")
"""What a row may be to its reader so that there is something to open."""
WITH_CASES = ("inbox", "case")
"""Screens from which one may go to any case; elsewhere something is being written or answered."""
EVERYWHERE = ("everywhere", "safety", "list")
"""Groups of keys that are the same on all screens."""
NOT_BY_NAME = ("move.", "pane.", "kept.", "page.", "open", "commands", "back", "submit")
"""What is done by keys alone: moving, and jumping to a number."""
MOST = 200
"""Lines that are drawn; more than that nobody reads, they type a letter more."""
NOTHING = "Nothing by that name works here now."


class Offer(NamedTuple):
    """One line: its key, what it is called, what it does; and what happens when it is chosen."""

    key: str
    name: str
    what: str
    run: Callable[[], object]

    def fits(self, words: Sequence[str]) -> bool:
        """Whether every word that was typed begins one of its words, or stands in it after some letters."""
        text = f"{self.name} {self.what}".casefold()
        return all(word in text for word in words)

    def rank(self, typed: str) -> int:
        """0 where its name begins so, 1 where a word of it does, 2 else."""
        name = self.name.casefold()
        return 0 if name.startswith(typed) else 1 if f" {typed}" in f" {name}".replace("-", " ") else 2


class OfferList(LineList):
    """Commands and cases, one a line; the letters go to the field above, the cursor is here all the same."""

    IDLE = LineList.GROUND

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.offers: Sequence[Offer] = ()

    def show(self, offers: Sequence[Offer]) -> None:
        """Take other lines; the cursor goes to the first."""
        self.offers = offers
        places = range(len(offers))
        self.set_entries(places, places, cursor=0)

    def line(self, number: int, width: int) -> Line:
        """Key, name, what it does."""
        offer = self.offers[number]
        here = number == self.cursor
        return [
            (" ", ""),
            (fit(offer.key, 8, self.glyphs.cut), KEY),
            (fit(offer.name, 18, self.glyphs.cut), "bold $foreground"),
            (" ", ""),
            (cut(offer.what, max(0, width - 30), self.glyphs.cut), "$foreground" if here else MUTED),
        ]


class Whole(Drawn):
    """All that is said of the line under the cursor, where it was cut."""

    words = ""

    def show(self, words: str) -> None:
        """Take other words."""
        self.words = words
        self.redraw()

    def lines(self, width: int) -> list[Line]:
        """Two lines at most; always as many, so that nothing moves."""
        found = wrapped(self.words, max(1, width - 2))[:2]
        return [[("  ", ""), (text, MUTED)] for text in (*found, "", "")[:2]]


class Nothing(Drawn):
    """Where no line fits what was typed."""

    def lines(self, width: int) -> list[Line]:
        """One sentence."""
        return [[("  ", ""), (NOTHING, MUTED)]]


class CommandsCard(Overlay[Callable[[], object]], inherit_bindings=False):
    """A field, and under it what fits; the result is what to do once the card has gone."""

    KEYS = "commands"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("commands")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/palette.tcss"]
    AUTO_FOCUS = "#wanted"

    def __init__(self, under: CoctuiScreen[Any]) -> None:
        super().__init__()
        self._commands = tuple(commands(under))
        self._cases = tuple(cases(under)) if under.KEYS in WITH_CASES else ()

    def compose(self) -> ComposeResult:
        """Title, field, lines."""
        with Vertical(classes="card"):
            yield PaneRule("Commands and cases" if self._cases else "Commands", focused=True)
            yield Field(id="wanted", limit=100)
            yield OfferList(id="offers")
            yield Nothing(id="nothing")
            yield Whole(id="whole")
        yield KeyBar()

    def on_mount(self) -> None:
        """All commands; cases come with the first letter."""
        super().on_mount()
        self._show("")

    @on(Input.Changed, "#wanted")
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, text: str) -> None:
        typed = text.casefold().strip()
        words = typed.split()
        found = [offer for offer in (*self._commands, *(self._cases if words else ())) if offer.fits(words)]
        found.sort(key=lambda offer: offer.rank(typed))
        self.query_one(OfferList).show(found[:MOST])
        self.set_class(not found, "-nothing")
        count = len(self._commands) + len(self._cases)
        self.query_one(PaneRule).show(count=f"{len(found):,} of {count:,}" if words else "type a few letters")
        self._moved()
        self.refresh_keys()

    @on(LineList.Moved)
    def _moved(self) -> None:
        offers = self.query_one(OfferList)
        self.query_one(Whole).show(offers.offers[offers.cursor].what if offers.offers else "")

    def works(self, binding: str) -> bool:
        """There must be something to do."""
        return binding != "open" or bool(self.query_one(OfferList).offers if self.is_mounted else ())

    def action_move_down(self) -> None:
        """The line below; the cursor of the field stays in it."""
        self.query_one(OfferList).cursor += 1

    def action_move_up(self) -> None:
        """The line above."""
        self.query_one(OfferList).cursor -= 1

    def action_open(self) -> None:
        """Once the field has all that was typed: do what is under the cursor."""
        self.query_one("#wanted", Field).call_later(self._choose)

    @on(LineList.Opened)
    def _clicked(self) -> None:
        self._choose()

    def _choose(self) -> None:
        offers = self.query_one(OfferList)
        if offers.offers:
            _ = self.dismiss(offers.offers[offers.cursor].run)

    def action_back(self) -> None:
        """Close; nothing was done."""
        _ = self.dismiss(None)


def commands(under: CoctuiScreen[Any]) -> Iterator[Offer]:
    """What can be done on a screen now: first what only this screen does."""
    own = under.house.own_keys
    groups = sorted(keymap.SCREENS[under.KEYS], key=lambda group: group in EVERYWHERE)
    for key in (key for group in groups for key in keymap.GROUPS[group].keys):
        name, _ = key.binds[0]
        action = name.replace(".", "_")
        if not name.startswith(NOT_BY_NAME) and hasattr(under, f"action_{action}") and under.works(name):
            yield Offer(own_keys.shown(key, own, brief=True), key.label, key.help, partial(run, under, action))
    if under.KEYS in ("inbox", "settings"):
        yield merging(under)


def merging(under: CoctuiScreen[Any]) -> Offer:
    """Merging another copy, which is wanted too seldom for a key: a line of the settings, and one here."""
    from coctui.screens.care_lines import WHY
    from coctui.screens.merge_card import MergeCard

    return Offer("", "merge a copy", WHY["merge"], lambda: under.app.push_screen(MergeCard()))


def run(under: CoctuiScreen[Any], action: str) -> None:
    """Do it as its key would, once the card has gone."""
    under.call_later(under.run_action, action)


def cases(under: CoctuiScreen[Any]) -> Iterator[Offer]:
    """The cases that one may open, by code name and gloss."""
    for row in under.house.session.rows:
        if row.access in OPENS:
            yield Offer("", safetext.line(row.case), safetext.line(row.gloss), partial(under.house.go_to, row))


def screen_of(row: Row) -> "Screen[Any]":
    """What opens a row: the case, or its card."""
    if row.access == "cleared":
        from coctui.screens.case import CaseScreen

        return CaseScreen(row.room)
    from coctui.screens.card import CardScreen

    return CardScreen(row.room)
