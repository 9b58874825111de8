"""What in a draft would tell of somebody: one thing after the other, what it is, and how else to say it."""

from typing import NamedTuple

from textual import events

from coctui import safetext
from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.pieces import KEY, MUTED, Line, Piece, clip, sign


class LeakLine(NamedTuple):
    """One thing to look at; texts are cleaned by the widget."""

    sign: str
    said: str
    what: str
    say: str
    """How else to say it, `""` where only a person knows."""
    times: int = 1


class LeakList(LineList):
    """Three lines each; enter says it otherwise."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.leaks: tuple[LeakLine, ...] = ()
        self._drawn: list[Line] = []

    def show(self, leaks: tuple[LeakLine, ...]) -> None:
        """Take what was found, in the order of the text."""
        self.leaks = leaks
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Cut anew at another width."""
        super().on_resize(event)
        self._lay_out()

    def _lay_out(self) -> None:
        self._drawn = []
        owners: list[int] = []
        firsts: list[int] = []
        for number, leak in enumerate(self.leaks):
            if number:
                self._drawn.append([])
                owners.append(NO_ENTRY)
            firsts.append(len(owners))
            drawn = self._leak(leak, self.size.width - 1)
            self._drawn += drawn
            owners += [number] * len(drawn)
        # as tall as what was found; the style sheet says how much of that there is room for
        self.styles.height = max(1, len(owners))
        self.set_entries(owners, firsts)

    def line(self, number: int, width: int) -> Line:
        """A line laid out for this width."""
        return self._drawn[number]

    def _leak(self, leak: LeakLine, width: int) -> list[Line]:
        often = f", {leak.times} times" if leak.times > 1 else ""
        first: list[Piece] = [(" ", ""), sign(leak.sign), (f" {safetext.line(leak.said)}", "bold $foreground")]
        found: list[Line] = [clip(first, width, self.glyphs.cut)]
        found.append(clip([("   ", ""), (f"{safetext.line(leak.what)}{often}", MUTED)], width, self.glyphs.cut))
        if leak.say:
            say: list[Piece] = [("   ", ""), ("enter", KEY), (f" say “{safetext.line(leak.say)}”", "$foreground")]
            found.append(clip(say, width, self.glyphs.cut))
        return found
