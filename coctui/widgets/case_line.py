"""One case as a line of the inbox: its sign, its cells, and a word for each state, never a colour alone."""

from datetime import tzinfo

from coctui import safetext
from coctui.models.row import Row
from coctui.widgets import moments
from coctui.widgets.case_columns import Columns, RowLine, fit_name
from coctui.widgets.glyphs import Glyphs
from coctui.widgets.pieces import ACCENT, FAINT, MUTED, OVERDUE, Line, Piece, cut, fit, fit_right, sign
from coctui.widgets.views import OVERDUE as LATE
from coctui.widgets.views import REST, TODAY, Moment, group_of, sign_of

PROMISE_WORDS = {"acknowledgement": "acknowledge"}
"""Short forms that fit the column."""
ACCESS_WORDS: dict[str, Piece] = {
    "asked": ("asked", "$warning"),
    "answered": ("you answered, not yet taken up", MUTED),
    "confirm": ("let in on your word: is it so?", "$warning"),
    "damaged": ("cannot be read", "$error"),
    "keeper": ("nobody carries on yet", "$warning"),
}
"""What a row says of a case that one cannot open."""


class CaseLine:
    """Draws rows for one moment; `clock_times` instead of how long."""

    def __init__(self, at: Moment, zone: tzinfo, glyphs: Glyphs, columns: Columns, *, clock_times: bool) -> None:
        self._at, self._zone, self._glyphs, self._columns = at, zone, glyphs, columns
        self._clock_times = clock_times

    def draw(self, row: Row, *, marked: bool) -> Line:
        """The pieces of a row, for the columns from 1 on."""
        at, mark = self._columns, self._glyphs.cut
        group = group_of(row, self._at)
        line = RowLine(1)
        if marked:
            line.put(1, self._glyphs.came, ACCENT)
        line.put(2, *sign(sign_of(row, self._at)))
        name = fit_name(safetext.line(row.case), at.case.width, mark)
        if group == REST:
            self._resting(line, row, name)
            return line.pieces
        line.put(at.case.start, name, "bold $foreground")
        if row.access != "cleared":
            self._closed_to_me(line, row)
            return line.pieces
        line.put(at.gloss.start, fit(safetext.line(row.gloss), at.gloss.width, mark), MUTED)
        if row.ongoing == "yes":
            line.put(at.what.start, fit("ONGOING", at.what.width), OVERDUE)
        else:
            line.put(at.what.start, fit(safetext.line(row.what), at.what.width, mark), "$foreground")
        self._place(line, row, MUTED)
        self._promise(line, group, row)
        who = ("you", "bold $foreground") if row.mine else (fit(safetext.line(row.assigned), at.who.width, mark), MUTED)
        line.put(at.who.start, fit(who[0], at.who.width), who[1])
        line.put(at.ask.start, fit(safetext.line(row.ask), at.ask.width, mark), MUTED)
        return line.pieces

    def _resting(self, line: RowLine, row: Row, name: str) -> None:
        at, mark = self._columns, self._glyphs.cut
        line.put(at.case.start, name, FAINT)
        if row.access != "cleared":
            line.put(at.gloss.start, *ACCESS_WORDS.get(row.access, ("you stepped aside", FAINT)))
            return
        line.put(at.gloss.start, fit(safetext.line(row.gloss), at.gloss.width, mark), FAINT)
        line.put(at.what.start, fit(safetext.line(row.what), at.what.width, mark), FAINT)
        self._place(line, row, FAINT)
        line.put(at.promise.start, fit_right("closed", at.promise.width), FAINT)

    def _closed_to_me(self, line: RowLine, row: Row) -> None:
        at = self._columns
        words, style = ACCESS_WORDS.get(row.access, ("", MUTED))
        room = (at.got or at.who).start - at.gloss.start - 1
        line.put(at.gloss.start, cut(words, room, self._glyphs.cut), style)
        if at.got and row.received:
            line.put(at.got.start, self._received(row, at.got.width), MUTED)

    def _place(self, line: RowLine, row: Row, style: str) -> None:
        at = self._columns
        if at.place and at.got:
            line.put(at.place.start, fit(safetext.line(row.place), at.place.width, self._glyphs.cut), style)
            line.put(at.got.start, self._received(row, at.got.width), style)

    def _received(self, row: Row, width: int) -> str:
        if self._clock_times:
            return fit_right(moments.day(row.received, self._zone), width)
        return fit_right(moments.span(self._at.now - row.received, units=1), width)

    def _promise(self, line: RowLine, group: int, row: Row) -> None:
        at, now = self._columns.promise, self._at.now
        if not row.promise:
            text = row.status if row.status in ("waiting", "decided") else ""
            if text:
                line.put(at.start, fit_right(text, at.width), "$foreground")
            return
        on_clock = moments.stamp(row.due, now, self._zone) if self._clock_times else ""
        if group == LATE:
            line.put(at.start, fit_right(f"was due {on_clock or moments.ago(row.due, now)}", at.width), OVERDUE)
            return
        when = "waiting" if row.status == "waiting" else on_clock or moments.span(row.due - now)
        room = at.width - len(when) - 1
        kind = safetext.line(PROMISE_WORDS.get(row.promise, row.promise))
        line.put(at.start, fit(kind, room, self._glyphs.cut) + " ", MUTED)
        line.put(at.start + room + 1, when, "$warning" if group == TODAY else "$foreground")
