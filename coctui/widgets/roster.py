"""The team as a list: who is on now, who is next, who can be woken; then who is invited, and the hours with nobody."""

from typing import NamedTuple

from coctui.widgets.drawn import Drawn
from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.pieces import BOLD, FAINT, MUTED, Line, Piece, clip, fit, line_cells, sign, wrapped

NAME, ROLES, STANDING = 18, 18, 15
"""Cells of the columns; what is left is for *until*."""
WHOLE = 28
"""Cells of a name that stands whole in the rule over the facts; a longer one is the first of them."""


class RosterLine(NamedTuple):
    """One member or invitation; every text is cleaned."""

    key: str
    """Seat or invitation; never shown."""
    name: str
    roles: str
    sign: str = ""
    """`+` on now, `~` the key is not compared yet, blank otherwise."""
    standing: str = ""
    """`on now`, `next`, `can be woken`, `not on shift`, `invited`."""
    until: str = ""
    """`until 06:00, in 5 h`."""
    you: bool = False
    invited: bool = False
    left: bool = False
    """Whether they are off the team, and could come back to a new seat."""


class RosterList(LineList):
    """Members, then invitations, then the gaps, which are no entries."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines_: tuple[RosterLine, ...] = ()
        self.gaps: tuple[str, ...] = ()

    def show(self, lines: tuple[RosterLine, ...], gaps: tuple[str, ...]) -> None:
        """Take the lines; the cursor stays on its member."""
        before = self.chosen
        self.lines_, self.gaps = lines, gaps
        owners = list(range(len(lines)))
        firsts = list(owners)
        if gaps:
            owners += [NO_ENTRY] * (len(gaps) + 2)
        keys = [line.key for line in lines]
        place = (
            keys.index(before.key) if before is not None and before.key in keys else min(self.cursor, len(lines) - 1)
        )
        self.set_entries(owners, firsts, cursor=max(0, place))

    @property
    def chosen(self) -> RosterLine | None:
        """The line under the cursor."""
        return self.lines_[self.cursor] if self.cursor < len(self.lines_) else None

    def line(self, number: int, width: int) -> Line:
        """Sign, name, roles, where they stand, until when."""
        if number >= len(self.lines_):
            at = number - len(self.lines_)
            if at == 0:
                return []
            words = "Nobody is on shift" if at == 1 else self.gaps[at - 2]
            return [(" ", ""), (words, FAINT)] if at == 1 else [(" ", ""), sign("~"), (f" {words}", "$foreground")]
        line = self.lines_[number]
        name: list[Piece] = [(line.name, MUTED if line.invited else FAINT if line.left else BOLD)]
        if line.you:
            name.append(("  you", FAINT))
        there = "$foreground" if line.standing == "on now" else MUTED
        cut = self.glyphs.cut
        return clip(
            [
                (" ", ""),
                sign(line.sign or " "),
                (" ", ""),
                *_column(name, NAME, cut),
                (fit(line.roles, ROLES - 2, cut) + "  ", MUTED),
                (fit(line.standing, STANDING - 2, cut) + "  ", there),
                (line.until, MUTED),
            ],
            width - 1,
            cut,
        )


def _column(pieces: list[Piece], width: int, mark: str) -> list[Piece]:
    kept = clip(pieces, width - 2, mark)
    return [*kept, (" " * (width - line_cells(kept)), "")]


class RosterHeads(Drawn):
    """The names of the columns."""

    def lines(self, width: int) -> list[Line]:
        """One row."""
        return [[("    ", ""), (fit("member", NAME) + fit("roles", ROLES) + "on shift", FAINT)]]


class MemberFacts(Drawn):
    """What one member says of themself: labels, and values that wrap."""

    LABEL = 11

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts: tuple[tuple[str, str, str], ...] = ()

    def show(self, facts: tuple[tuple[str, str, str], ...]) -> None:
        """Take (label, value, sign) facts; cleaned, an empty value is left out."""
        self.facts = facts
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """A label, then its value in as many rows as it needs."""
        found: list[Line] = []
        for label, value, mark in self.facts:
            if not value:
                continue
            shown = label
            for row in value.split("\n"):
                for text in wrapped(row, max(10, width - self.LABEL - 2)):
                    start: list[Piece] = [(shown.ljust(self.LABEL), FAINT)]
                    found.append([*start, *([sign(mark), (" ", "")] if mark and shown else []), (text, "$foreground")])
                    shown = ""
        return found
