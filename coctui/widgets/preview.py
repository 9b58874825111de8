"""What one may know of the case under the cursor without opening it: promises, holders, what is still to ask."""

from datetime import UTC, tzinfo

from coctui import safetext
from coctui.models.row import Row
from coctui.widgets import moments
from coctui.widgets.drawn import Drawn
from coctui.widgets.pieces import FAINT, MUTED, Line, Piece, clip, fit, line_cells, sign
from coctui.widgets.views import Moment

DONE_WORDS = {
    "acknowledgement": "acknowledged",
    "status": "status told",
    "outcome": "outcome told",
    "review": "reviewed",
    "check-in": "asked how they are",
    "expiry": "seen to",
    "team check-in": "asked how they are",
}


def promise_lines(row: Row, at: Moment, zone: tzinfo = UTC, *, clock_times: bool = False) -> list[tuple[str, str, str]]:
    """(sign, what, what became of it) of each promise, in the order in which they were made."""

    def when(then: float, relative: str) -> str:
        return moments.stamp(then, at.now, zone) if clock_times else relative

    found = []
    for kind, state, due, done in row.promises:
        word = safetext.line(kind)
        if state == "kept":
            took = moments.span(done - row.received)
            found.append(
                ("+", DONE_WORDS.get(word, word), f"kept {when(done, 'at once' if took == 'now' else f'in {took}')}")
            )
        elif state == "waived":
            found.append(("-", word, "not needed"))
        elif due < at.now:
            found.append(("!", word, f"was due {when(due, moments.ago(due, at.now))}"))
        else:
            found.append(("~" if due < at.today else " ", word, when(due, moments.until(due, at.now))))
    return found


class CaseFacts(Drawn):
    """The facts under the Next bar: three lines in two columns when wide, one line when narrow."""

    zone: tzinfo = UTC
    clock_times = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.row: Row | None = None
        self.at = Moment(0.0, 0.0)
        self._drawn: list[Line] = []
        """As it was last asked to be drawn, for the width of then."""
        self.brief = False
        """Only the one line of a narrow window."""

    def show(self, row: Row | None, at: Moment) -> None:
        """Take the row under the cursor; a second later the same words stand there, and are not drawn again."""
        self.row, self.at = row, at
        lines = self.lines(self.content_size.width)
        if lines != self._drawn:
            self._drawn = lines
            self.redraw()

    def lines(self, width: int) -> list[Line]:
        """Three lines, or one."""
        if self.row is None or self.row.access != "cleared":
            return [[]] if self.brief else [[], [], []]
        promises = promise_lines(self.row, self.at, self.zone, clock_times=self.clock_times)
        return [self._one(self.row, promises, width)] if self.brief else self._three(self.row, promises, width)

    def _one(self, row: Row, promises: list[tuple[str, str, str]], width: int) -> Line:
        line: list[Piece] = [("  ", "")]
        for mark, what, became in promises[-3:]:
            if mark != "!":  # a late one stands in the Next bar already
                line += [sign(mark), (f" {what} {became.removeprefix('kept ')}   ", MUTED)]
        line.append((f"{row.holders} holder{'' if row.holders == 1 else 's'}", MUTED))
        if row.asked:
            line += [("  ", ""), sign("~"), (f" {row.asked} asked", MUTED)]
        if row.ask:
            line += [("   ask ", FAINT), (safetext.line(row.ask), "$foreground")]
        return clip(line, width - 2, self.glyphs.cut)

    def _three(self, row: Row, promises: list[tuple[str, str, str]], width: int) -> list[Line]:
        left: list[list[Piece]] = []
        for number in range(3):
            line: list[Piece] = [("  ", ""), (fit("Promises" if number == 0 else "", 10), FAINT)]
            if number < len(promises):
                mark, what, became = promises[-3:][number] if len(promises) > 3 else promises[number]
                line += [sign(mark), (" " + fit(what, 15, self.glyphs.cut) + " ", MUTED), (became, MUTED)]
            elif number == 0 and not row.promise:
                line.append(("Every promise is kept.", MUTED))
            left.append(line)
        open_to: list[Piece] = [(f"{row.holders} holder{'' if row.holders == 1 else 's'}", "$foreground")]
        if row.asked:
            open_to += [("   ", ""), sign("~"), (f" {row.asked} asked", "$foreground")]
        safety: list[Piece] = [sign("~"), (" fears retaliation", "$foreground")] if row.safety else []
        ask: list[Piece] = [(safetext.line(row.ask) or "nothing more", "$foreground" if row.ask else MUTED)]
        right: list[tuple[str, list[Piece]]] = [("May open", open_to), ("Still ask", ask)]
        if safety:
            right.append(("Safety", safety))
        lines: list[Line] = []
        middle = min(48, max(44, width // 2 - 1))
        for number, start in enumerate(left):
            line = clip(start, middle - 2, self.glyphs.cut)
            if number < len(right):
                label, pieces = right[number]
                line += [(" " * (middle - line_cells(line)), ""), (fit(label, 10), FAINT), *pieces]
            lines.append(clip(line, width - 2, self.glyphs.cut))
        return lines
