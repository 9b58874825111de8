"""Figures with their names: large at the top of a page, and line by line with a bar, each to be opened."""

from typing import NamedTuple

from coctui.widgets.bars import rule
from coctui.widgets.charts import bar
from coctui.widgets.drawn import Drawn
from coctui.widgets.glyphs import UNICODE
from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.pieces import FAINT, MUTED, Line, Piece, cells, clip, fit, fit_right, line_cells, sign, spread

_DIGITS = {
    "0": ("╭─╮", "│ │", "╰─╯"), "1": (" ╶╮", "  │", " ╶┴╴"), "2": ("╶─╮", "┌─┘", "╰─╴"), "3": ("╶─╮", " ─┤", "╶─╯"),
    "4": ("╷ ╷", "╰─┤", "  ╵"), "5": ("╭─╴", "╰─╮", "╶─╯"), "6": ("╭─╴", "├─╮", "╰─╯"), "7": ("╶─╮", "  │", "  ╵"),
    "8": ("╭─╮", "├─┤", "╰─╯"), "9": ("╭─╮", "╰─┤", "╶─╯"),
}  # fmt: skip
"""Digits of three rows and four cells, the last of which is mostly a gap."""

MARGIN = 2
"""Cells that stay free at the right, one of them for the scrollbar."""


class Figure(NamedTuple):
    """One number and its name."""

    number: str
    """In words where it is no number: `none`, `held back`."""
    name: str
    short: str = ""
    """The name where there is little room."""


class FigureRow(Drawn):
    """Six figures across the top: in line digits where there is room for three rows, else in one line."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.figures: tuple[Figure, ...] = ()
        self.tall = False

    def show(self, figures: tuple[Figure, ...], *, tall: bool) -> None:
        """Take the figures; `tall` for line digits."""
        self.figures, self.tall = figures, tall
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """Three rows, or one."""
        if not self.figures:
            return []
        if self.tall and self.glyphs is UNICODE and all(figure.number.isdigit() for figure in self.figures):
            large = self._large()
            if max(line_cells(row) for row in large) <= width:
                return list(large)
        row: list[Piece] = [("  ", "")]
        for figure in self.figures:
            name = figure.short or figure.name if width < 100 else figure.name
            row += [(figure.number, "bold $foreground"), (f" {name}", MUTED), ("   ", "")]
        return [clip(row[:-1], width, self.glyphs.cut)]

    def _large(self) -> list[list[Piece]]:
        rows: list[list[Piece]] = [[("  ", "")], [("  ", "")], [("  ", "")]]
        for number, figure in enumerate(self.figures):
            tone = "$accent" if number == 0 else "$foreground"
            for digit in figure.number:
                for row, part in zip(rows, _DIGITS[digit], strict=True):
                    row.append((part.ljust(4), tone))
            tail = f" {figure.name}"
            for row, text in zip(rows, ("", "", tail), strict=True):
                row.append((text.ljust(len(tail) + 4), MUTED))
        return rows


class FigureLine(NamedTuple):
    """One line of a section."""

    label: str
    value: str = ""
    """The number, bold at the right edge; `""` for a line that is only words."""
    rest: str = ""
    """What follows the number: `of 19`."""
    blocks: int = 0
    low: int = 0
    """How many blocks, and how many low ones after them."""
    tone: str = "$accent"
    words: str = ""
    """In the place of the bar: `none`, `held back`, or a fact."""
    sign: str = ""
    behind: tuple[str, ...] = ()
    """Code names of the cases behind it: what enter shows."""
    drawn: str = ""
    """A row of a chart, drawn as it is: no entry of its own."""


class Section(NamedTuple):
    """A title with its lines."""

    title: str
    note: str
    """At the right end of the rule."""
    lines: tuple[FigureLine, ...]


class FigureList(LineList):
    """Sections one under another; the cursor stands on their figures."""

    LABEL, VALUE = 27, 5
    """Cells of the names and of the numbers."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sections: tuple[Section, ...] = ()
        self._plan: list[tuple[int, int]] = []
        """Section and line of each row; line -1 is the rule, -2 a blank."""
        self._entries: list[FigureLine] = []
        self._tight = False

    def show(self, sections: tuple[Section, ...], *, tight: bool) -> None:
        """Take the sections; `tight` leaves out the blank rows after rules."""
        self.sections, self._tight = sections, tight
        owners: list[int] = []
        firsts: list[int] = []
        self._plan, self._entries = [], []
        for number, section in enumerate(sections):
            head = [(number, -1)] if tight else [(number, -1), (number, -2)]
            if number:
                head.insert(0, (number, -2))
            self._plan += head
            owners += [NO_ENTRY] * len(head)
            for place, line in enumerate(section.lines):
                if not line.drawn:
                    firsts.append(len(self._plan))
                    self._entries.append(line)
                owners.append(NO_ENTRY if line.drawn else len(firsts) - 1)
                self._plan.append((number, place))
        self.set_entries(owners, firsts)

    @property
    def figure(self) -> FigureLine | None:
        """The line under the cursor."""
        return self._entries[self.cursor] if self._entries else None

    def line(self, number: int, width: int) -> Line:
        """A rule, a blank, or a figure with its bar."""
        at, place = self._plan[number]
        section = self.sections[at]
        if place == -2:
            return []
        if place == -1:
            return self._rule(section, width)
        line = section.lines[place]
        if line.drawn:
            return clip([(" ", ""), (line.drawn, line.tone)], width - 1, self.glyphs.cut)
        return self._figure(section, line, width)

    def _rule(self, section: Section, width: int) -> Line:
        marks = (self.glyphs.heavy, self.glyphs.light)
        note: list[Piece] = [(section.note, MUTED)] if section.note else []
        title: list[Piece] = [(section.title, f"bold {MUTED}")]
        return [(" ", ""), *rule(width - MARGIN - 1, title, note, heavy=False, mark=marks)]

    def _figure(self, section: Section, line: FigureLine, width: int) -> Line:
        start: list[Piece] = [(" ", "")]
        if line.sign:
            start += [sign(line.sign), (" ", "")]
        start.append((fit(line.label, self.LABEL - line_cells(start) + 1, self.glyphs.cut), "$foreground"))
        width -= MARGIN
        end: list[Piece] = []
        if line.value:
            size = max((cells(other.rest) for other in section.lines), default=0)
            rest = f" {line.rest.ljust(size - 1)}" if size else ""
            end = [(fit_right(line.value, self.VALUE), "bold $foreground"), (rest, MUTED)]
        if line.words:
            return spread([*start, (" ", ""), (line.words, FAINT if line.value else "$foreground")], end, width)
        room = width - line_cells(start) - line_cells(end) - 2
        most = max((other.blocks + other.low for other in section.lines), default=0)
        drawn = bar(line.blocks, line.low, most, room, self.glyphs, line.tone) if line.value else []
        return spread([*start, (" ", ""), *drawn], end, width)
