"""The inbox list: ten thousand cases on one ScrollView, drawn from plain rows, grouped in words."""

from collections.abc import Sequence
from datetime import UTC, tzinfo
from typing import NamedTuple

from coctui import safetext
from coctui.models.row import Row
from coctui.widgets import moments
from coctui.widgets.drawn import Drawn
from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.pieces import FAINT, MUTED, OVERDUE, Line, Piece, fit, fit_right, sign
from coctui.widgets.views import GROUPS, REST, TODAY, VIEWS, Moment, haystack, ordered, sign_of
from coctui.widgets.views import OVERDUE as LATE


class Column(NamedTuple):
    """Where a column stands: its first cell from the list's left edge, and its width in cells."""

    start: int
    width: int


class Columns(NamedTuple):
    """The columns of a list; `place` and `got` only from 98 cells on."""

    case: Column
    gloss: Column
    what: Column
    place: Column | None
    got: Column | None
    promise: Column
    who: Column
    ask: Column


NAME, LONGEST = 16, 20
"""Cells of a code name: usually, and as much as the gloss gives up for a long one."""


def columns(width: int, name: int = NAME) -> Columns:
    """Columns for a width in cells (80 narrow, 98 beside the views plane); spare cells go to gloss, then to *what*.

    `name` is the length of the longest code name: a name is what people say aloud, the gloss stands below in full.
    """
    wide = width >= 98
    spare = max(0, width - (98 if wide else 80))
    longer = max(0, min(name, LONGEST) - NAME)
    gloss = min(12, spare)
    what = min(12, spare - gloss)
    on = gloss + what
    return Columns(
        case=Column(4, NAME + longer),
        gloss=Column(21 + longer, 12 + gloss - longer),
        what=Column(34 + gloss, 8 + what),
        place=Column(43 + on, 10) if wide else None,
        got=Column(54 + on, 6) if wide else None,
        promise=Column((61 if wide else 43) + on, 18),
        who=Column((80 if wide else 62) + on, 6),
        ask=Column((87 if wide else 69) + on, 9 + spare - on),
    )


class CaseHeads(Drawn):
    """The heads of the columns; they stay while the list scrolls."""

    name_width = NAME

    def lines(self, width: int) -> list[Line]:
        """One faint line."""
        at = columns(width, self.name_width)
        line = _Row(1)
        line.put(at.case.start, "case", FAINT)
        line.put(at.gloss.start, "gloss", FAINT)
        line.put(at.what.start, "what", FAINT)
        if at.place and at.got:
            line.put(at.place.start, "place", FAINT)
            line.put(at.got.start, fit_right("got", at.got.width), FAINT)
        line.put(at.promise.start, "next promise", FAINT)
        line.put(at.who.start, "who", FAINT)
        line.put(at.ask.start, "ask", FAINT)
        return [[(" ", ""), *line.pieces]]


class _Row:
    """Pieces put at columns; what would overlap moves nothing."""

    def __init__(self, start: int) -> None:
        self.pieces: list[Piece] = []
        self._at = start

    def put(self, column: int, text: str, style: str) -> None:
        if column > self._at:
            self.pieces.append((" " * (column - self._at), ""))
        self.pieces.append((text, style))
        self._at = max(column, self._at) + len(text)


def fit_name(name: str, width: int, mark: str) -> str:
    """A code name in its column; a third word, which tells two cases apart, is never what is cut."""
    pair, _, third = name.rpartition("-")
    if len(name) > width and pair.count("-") == 1 and len(third) < width - 4:
        return fit(pair, width - len(third) - 1, mark) + "-" + third
    return fit(name, width, mark)


PROMISE_WORDS = {"acknowledgement": "acknowledge"}
"""Short forms that fit the column."""


ACCESS_WORDS: dict[str, Piece] = {
    "asked": ("asked", "$warning"),
    "answered": ("you answered, waits for a colleague", MUTED),
    "confirm": ("let in on your word: is it so?", "$warning"),
    "damaged": ("cannot be read", "$error"),
    "keeper": ("nobody carries on yet", "$warning"),
}
"""What a row says of a case that one cannot open."""


class CaseList(LineList):
    """Cases by group, most urgent first. Posts `Moved` and `Opened`; `row` is the one under the cursor."""

    zone: tzinfo = UTC
    clock_times = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._at = Moment(0.0, 0.0)
        self._ordered: list[tuple[int, Row]] = []
        self._hay: list[str] = []
        self._in_view: list[int] = []
        self._shown: list[int] = []
        self._line_of: list[int] = []
        """Of each line: place in `_ordered`, or -1 for a blank, or -2 - group for a heading."""
        self.view = "needs you"
        self.wanted = ""
        """What the filter asks for, lower case."""
        self.headings = True
        self.name_width = NAME
        """Cells of the longest code name."""

    # what it shows

    @property
    def row(self) -> Row | None:
        """The case under the cursor, `None` in an empty view."""
        return self._ordered[self._shown[self.cursor]][1] if self._shown else None

    @property
    def rows(self) -> list[Row]:
        """The cases that the view and the filter leave, in order."""
        return [self._ordered[place][1] for place in self._shown]

    def show(self, rows: Sequence[Row], at: Moment) -> None:
        """Take all rows of this reader; the cursor stays on its case, or goes to the most urgent one at first."""
        before = self.row
        self._at = at
        self._ordered = ordered(rows, at)
        self.name_width = max((len(row.case) for row in rows), default=NAME)
        self._hay = []  # built by the first filter: most inboxes are read, not searched
        self._apply_view(before)

    def show_view(self, view: str) -> None:
        """Go to another view, its cursor on the most urgent case."""
        self.view = view
        self._apply_view(None)

    def filter(self, text: str) -> None:
        """Leave only cases that show this text somewhere; `""` brings all back."""
        before = self.row
        self.wanted = text.lower()
        self._apply_filter(before)

    def set_headings(self, wanted: bool) -> None:
        """With group headings where there is height for them."""
        if wanted != self.headings:
            self.headings = wanted
            self._lay_out(self.row)

    def _apply_view(self, keep: Row | None) -> None:
        holds = next(view.holds for view in VIEWS if view.id == self.view)
        at = self._at
        self._in_view = [place for place, (_, row) in enumerate(self._ordered) if holds(row, at)]
        self._apply_filter(keep)

    def _apply_filter(self, keep: Row | None) -> None:
        if self.wanted:
            if not self._hay:
                self._hay = [haystack(row) for _, row in self._ordered]
            hay, wanted = self._hay, self.wanted
            self._shown = [place for place in self._in_view if wanted in hay[place]]
        else:
            self._shown = self._in_view
        self._lay_out(keep)

    def _lay_out(self, keep: Row | None) -> None:
        owners: list[int] = []
        firsts: list[int] = []
        lines: list[int] = []
        group_before = -1
        cursor = 0
        for entry, place in enumerate(self._shown):
            group, row = self._ordered[place]
            if self.headings and group != group_before:
                lines += [-1, -2 - group]
                owners += [NO_ENTRY, NO_ENTRY]
                group_before = group
            firsts.append(len(lines))
            owners.append(entry)
            lines.append(place)
            if keep is not None and row.room == keep.room:
                cursor = entry
        self._line_of = lines
        self.set_entries(owners, firsts, cursor=cursor)
        self.post_message(self.Moved(self, cursor))

    # drawing

    def line(self, number: int, width: int) -> Line:
        """A blank, a heading or a case."""
        place = self._line_of[number]
        if place == -1:
            return []
        if place < -1:
            return [("   " + GROUPS[-2 - place], MUTED)]
        group, row = self._ordered[place]
        return self._case(group, row, columns(self.outer_size.width, self.name_width))

    def _case(self, group: int, row: Row, at: Columns) -> Line:
        mark = self.glyphs.cut
        line = _Row(1)
        line.put(2, *sign(sign_of(row, self._at)))
        name = fit_name(safetext.line(row.case), at.case.width, mark)
        if group == REST:
            self._resting(line, row, at, name)
            return line.pieces
        line.put(at.case.start, name, "bold $foreground")
        if row.access != "cleared":
            line.put(at.gloss.start, *ACCESS_WORDS.get(row.access, ("", MUTED)))
            if at.got:
                line.put(at.got.start, self._received(row, at.got.width), MUTED)
            return line.pieces
        line.put(at.gloss.start, fit(safetext.line(row.gloss), at.gloss.width, mark), MUTED)
        if row.ongoing == "yes":
            line.put(at.what.start, fit("ONGOING", at.what.width), OVERDUE)
        else:
            line.put(at.what.start, fit(safetext.line(row.what), at.what.width, mark), "$foreground")
        if at.place and at.got:
            line.put(at.place.start, fit(safetext.line(row.place), at.place.width, mark), MUTED)
            line.put(at.got.start, self._received(row, at.got.width), MUTED)
        self._promise(line, group, row, at)
        who = ("you", "bold $foreground") if row.mine else (fit(safetext.line(row.assigned), at.who.width, mark), MUTED)
        line.put(at.who.start, fit(who[0], at.who.width), who[1])
        line.put(at.ask.start, fit(safetext.line(row.ask), at.ask.width, mark), MUTED)
        return line.pieces

    def _resting(self, line: _Row, row: Row, at: Columns, name: str) -> None:
        line.put(at.case.start, name, FAINT)
        if row.access != "cleared":
            line.put(at.gloss.start, *ACCESS_WORDS.get(row.access, ("you stepped aside", FAINT)))
            return
        mark = self.glyphs.cut
        line.put(at.gloss.start, fit(safetext.line(row.gloss), at.gloss.width, mark), FAINT)
        line.put(at.what.start, fit(safetext.line(row.what), at.what.width, mark), FAINT)
        if at.place and at.got:
            line.put(at.place.start, fit(safetext.line(row.place), at.place.width, mark), FAINT)
            line.put(at.got.start, self._received(row, at.got.width), FAINT)
        line.put(at.promise.start, fit_right("closed", at.promise.width), FAINT)

    def _received(self, row: Row, width: int) -> str:
        if self.clock_times:
            return fit_right(moments.day(row.received, self.zone), width)
        return fit_right(moments.span(self._at.now - row.received, units=1), width)

    def _promise(self, line: _Row, group: int, row: Row, at: Columns) -> None:
        width = at.promise.width
        if not row.promise:
            text = row.status if row.status in ("waiting", "decided") else ""
            if text:
                line.put(at.promise.start, fit_right(text, width), "$foreground")
            return
        if group == LATE:
            when = (
                moments.stamp(row.due, self._at.now, self.zone)
                if self.clock_times
                else moments.ago(row.due, self._at.now)
            )
            line.put(at.promise.start, fit_right(f"was due {when}", width), OVERDUE)
            return
        kind = PROMISE_WORDS.get(row.promise, row.promise)
        when = (
            moments.stamp(row.due, self._at.now, self.zone)
            if self.clock_times
            else moments.span(row.due - self._at.now)
        )
        if row.status == "waiting":
            when = "waiting"
        room = width - len(when) - 1
        line.put(at.promise.start, fit(safetext.line(kind), room, self.glyphs.cut) + " ", MUTED)
        line.put(at.promise.start + room + 1, when, "$warning" if group == TODAY else "$foreground")
