"""The views of the inbox: a plane at the left when there is room, a line of tabs when there is not."""

from textual.message import Message

from coctui.widgets.drawn import Drawn
from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.pieces import KEY, MUTED, Line, Piece, cells, sign, spread
from coctui.widgets.views import NARROW, VIEWS

_BREAK_AFTER = "decided"
"""What concerns me stands above, what is kept for looking up below."""


class ViewList(LineList):
    """Each view with its count. The cursor is the view shown: moving it changes the list."""

    GROUND = "$cursor-idle"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counts: dict[str, int] = {}
        self._late = 0

    def on_mount(self) -> None:
        """Lay the views out once: there are always the same nine."""
        owners: list[int] = []
        firsts: list[int] = []
        for entry, view in enumerate(VIEWS):
            firsts.append(len(owners))
            owners.append(entry)
            if view.id == _BREAK_AFTER:
                owners.append(NO_ENTRY)
        self.set_entries(owners, firsts, cursor=self.cursor)

    def show(self, counts: dict[str, int], late: int) -> None:
        """Take the counts, and how many promises are late."""
        self._counts, self._late = counts, late
        self.refresh()

    def line(self, number: int, width: int) -> Line:
        """One view."""
        entry = self._owners[number]
        if entry == NO_ENTRY:
            return []
        view = VIEWS[entry]
        end: list[Piece] = [(str(self._counts.get(view.id, 0)), "$foreground" if entry == self.cursor else MUTED)]
        if view.id == "needs you" and self._late:
            end = [sign("!"), (" ", ""), *end]
        style = "bold $foreground" if entry == self.cursor else MUTED
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

    def show(self, titles: list[str], chosen: int, hint: str | None = None) -> None:
        """Take titles (with their counts or alarms) and which one is open."""
        self.titles, self.chosen = titles, chosen
        if hint is not None:
            self.hint = hint
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
        return [
            spread(start, [(self.hint + "  ", MUTED)] if self.hint else [], width),
            [
                ("  " + light * (under[0] - 2), "$rule"),
                (heavy * (under[1] - under[0]), "$accent"),
                (light * max(0, end - under[1]), "$rule"),
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


def narrow_titles(counts: dict[str, int], view: str) -> tuple[list[str], int]:
    """The tabs of a narrow inbox and the chosen one; a view that is not among them takes the last place while it is open."""
    named = {entry.id: entry for entry in VIEWS}
    ids = list(NARROW)
    if view not in ids:
        ids[-1] = view
    titles = [f"{named[name].short or named[name].title} {counts.get(name, 0)}" for name in ids]
    return titles, ids.index(view)
