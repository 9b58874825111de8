"""The views of the inbox: a plane at the left when there is room, a line of tabs when there is not."""

from collections.abc import Sequence

from textual.message import Message

from coctui import safetext
from coctui.widgets.drawn import Drawn
from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.outlook import LONGEST_NAME, KeptView
from coctui.widgets.pieces import KEY, MUTED, Line, Piece, cells, cut, sign, spread
from coctui.widgets.views import NARROW, VIEWS

_BREAK_AFTER = next(view for view in VIEWS if view.id == "decided")
"""What concerns me stands above, what is kept for looking up below."""
KeptCounts = Sequence[tuple[KeptView, int]]
"""Kept views, and how many rows each shows."""


class ViewList(LineList):
    """Each view with its count, kept ones below with their numbers. The cursor is the view shown: moving it changes the list."""

    GROUND = "$cursor-idle"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counts: dict[str, int] = {}
        self._late = 0
        self._kept: KeptCounts = ()

    def on_mount(self) -> None:
        """Lay the views out."""
        self._lay_out()

    def _lay_out(self) -> None:
        owners: list[int] = []
        firsts: list[int] = []
        for entry in range(len(VIEWS) + len(self._kept)):
            if entry and (entry == len(VIEWS) or VIEWS[entry - 1 : entry] == (_BREAK_AFTER,)):
                owners.append(NO_ENTRY)
            firsts.append(len(owners))
            owners.append(entry)
        self.set_entries(owners, firsts, cursor=self.cursor)

    def show(self, counts: dict[str, int], late: int, kept: KeptCounts = ()) -> None:
        """Take the counts, how many promises are late, and the kept views with theirs."""
        if (counts, late, tuple(kept)) != (self._counts, self._late, self._kept):
            anew = len(kept) != len(self._kept)
            self._counts, self._late, self._kept = counts, late, tuple(kept)
            self._lay_out() if anew else self.refresh()

    def place(self, view: str, number: int = 0) -> int:
        """Where a view stands, or the kept one with that number."""
        for at, (kept, _) in enumerate(self._kept, start=len(VIEWS)):
            if kept.number == number:
                return at
        return next(at for at, entry in enumerate(VIEWS) if entry.id == view)

    def choose(self, view: str, number: int = 0) -> None:
        """Put the cursor on the view that is shown."""
        self.cursor = self.place(view, number)

    def line(self, number: int, width: int) -> Line:
        """One view."""
        entry = self._owners[number]
        if entry == NO_ENTRY:
            return []
        here = entry == self.cursor
        style = "bold $foreground" if here else MUTED
        if entry >= len(VIEWS):
            kept, count = self._kept[entry - len(VIEWS)]
            said = f"{count:,}"
            name = cut(safetext.line(kept.name), width - len(said) - 5, self.glyphs.cut)
            start: list[Piece] = [(" ", ""), (f"{kept.number} ", KEY), (name, style)]
            return spread(start, [(said, "$foreground" if here else MUTED), (" ", "")], width)
        view = VIEWS[entry]
        end: list[Piece] = [(_count(self._counts, view.id).strip(), "$foreground" if here else MUTED)]
        if view.id == "needs you" and self._late:
            end = [sign("!"), (" ", ""), *end]
        return spread([(" ", ""), (view.title, style)], [*end, (" ", "")], width)


class Tab(Message):
    """Another tab was chosen."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index


class TabLine(Drawn):
    """Tabs in one line over a rule; the chosen one is bold, in accent and has the heavy part of the rule under it."""

    def __init__(self, hint: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.titles: list[str] = []
        self.chosen = 0
        self.hint = hint
        self.note = ""
        """At the end of the rule: what stands in a rule of its own where there is room for one. Cleaned."""

    def say(self, note: str) -> None:
        """Take a note, or `""`."""
        if note != self.note:
            self.note = note
            self.redraw()

    def show(self, titles: list[str], chosen: int, hint: str | None = None) -> None:
        """Take titles (with their counts or alarms) and which one is open."""
        before = self.titles, self.chosen, self.hint
        self.titles, self.chosen = titles, chosen
        if hint is not None:
            self.hint = hint
        if (titles, chosen, self.hint) != before:
            self.redraw()

    def lines(self, width: int) -> list[Line]:
        """Titles, then the rule."""
        start: list[Piece] = [("  ", "")]
        under = [2, 2]
        used = 2
        for number, title in enumerate(self.titles):
            if number:
                start.append(("   ", ""))
                used += 3
            if number == self.chosen:
                under = [used, used + cells(title)]
            start.append((title, KEY if number == self.chosen else MUTED))
            used += cells(title)
        light, heavy = self.glyphs.light, self.glyphs.heavy
        end = max(0, width - 2)
        note = cut(self.note, max(0, end - under[1] - 4), self.glyphs.cut)
        rest = max(0, end - under[1] - (cells(note) + 1 if note else 0))
        return [
            spread(start, [(self.hint + "  ", MUTED)] if self.hint else [], width),
            [
                ("  " + light * (under[0] - 2), "$rule"),
                (heavy * (under[1] - under[0]), "$accent"),
                (light * rest, "$rule"),
                (f" {note}" if note else "", MUTED),
            ],
        ]

    def on_click(self, event: object) -> None:
        """A click on a title chooses it."""
        x = getattr(event, "x", -1)
        used = 2
        for number, title in enumerate(self.titles):
            if used <= x < used + cells(title):
                self.post_message(Tab(number))
                return
            used += cells(title) + 3


def narrow_order(kept: int) -> list[int]:
    """Places of the views in a narrow window, in the order in which left and right go through them."""
    ids = [view.id for view in VIEWS]
    first = [ids.index(name) for name in NARROW]
    return [*first, *(place for place in range(len(VIEWS) + kept) if place not in first)]


def narrow_titles(counts: dict[str, int], view: str, kept: KeptCounts = (), number: int = 0) -> tuple[list[str], int]:
    """The tabs of a narrow inbox and the chosen one; what is not among them takes the last place while it is open."""
    named = {entry.id: entry for entry in VIEWS}
    titles = [f"{named[name].short or named[name].title}{_count(counts, name)}" for name in NARROW]
    for shown, count in kept:
        if shown.number == number:
            return [*titles[:-1], f"{number} {cut(safetext.line(shown.name), LONGEST_NAME)} {count:,}"], len(titles) - 1
    if view in NARROW:
        return titles, NARROW.index(view)
    return [*titles[:-1], f"{named[view].title}{_count(counts, view)}"], len(titles) - 1


def _count(counts: dict[str, int], view: str) -> str:
    """` 12`, or `""` while nobody has counted."""
    return f" {counts.get(view, 0):,}" if counts else ""
