"""What happened in a case, in order: newest at the bottom and in view, days hanging on a rail."""

from datetime import UTC, tzinfo
from typing import NamedTuple

from textual import events

from coctui import safetext
from coctui.widgets import moments
from coctui.widgets.glyphs import Glyphs
from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.pieces import ACCENT, FAINT, MUTED, Line, Piece, clip, cut, fit, sign, spread, wrapped


class Entry(NamedTuple):
    """One entry of the timeline; its texts are cleaned by the widget."""

    at: float
    """Seconds since 1970 UTC."""
    mark: str
    """`came`, `wrote`, `decided`, `told`, `small` (the machine), or a sign such as `!`."""
    title: str
    detail: str = ""
    """One line: who, or what it was."""
    detail_sign: str = ""
    """A sign before the detail: `+` kept."""
    text: str = ""
    """What was written; two lines of it are shown."""
    quoted: bool = False
    """Somebody else's own words: italic, in quotation marks."""


_TITLE, _DETAIL, _RAIL = 12, 30, 9
"""Columns from the left edge of the timeline: title, detail, rail."""
_SHOWN = 2
"""Lines of text shown of an entry; enter shows all."""


def _mark(entry: Entry, glyphs: Glyphs) -> Piece:
    named = {
        "came": glyphs.came,
        "wrote": glyphs.wrote,
        "decided": glyphs.decided,
        "told": glyphs.told,
        "small": glyphs.dot,
    }
    if entry.mark not in named:
        return sign(entry.mark)
    tone = ACCENT if entry.mark in ("came", "decided") else MUTED if entry.mark == "small" else "bold $foreground"
    return (named[entry.mark], tone)


class Timeline(LineList):
    """Entries with their days; the cursor starts on the newest."""

    zone: tzinfo = UTC

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries: tuple[Entry, ...] = ()
        self.now = 0.0
        self.empty = ""
        """What is said where no entry is."""
        self.brief = False
        """One line an entry, for a narrow window."""
        self._lines: list[Line] = []
        self._laid_out = 0

    def show(self, entries: tuple[Entry, ...], now: float) -> None:
        """Take the entries, oldest first; the cursor stays with the newest unless it was moved away."""
        follow = not self.entries or self.cursor == len(self.entries) - 1
        self.entries, self.now = entries, now
        self._lay_out(len(entries) - 1 if follow else self.cursor)

    def set_brief(self, brief: bool) -> None:
        """One line an entry, or all of it."""
        if brief != self.brief:
            self.brief = brief
            self._lay_out(self.cursor)

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.entries else None

    def line(self, number: int, width: int) -> Line:
        """A line laid out for this width."""
        return self._lines[number]

    def on_resize(self, event: events.Resize) -> None:
        """Text wraps anew at another width."""
        if event.size.width != self._laid_out:
            self._lay_out(self.cursor)
        super().on_resize(event)

    def _lay_out(self, cursor: int) -> None:
        width = self._laid_out = self.size.width
        lines: list[Line] = []
        owners: list[int] = []
        firsts: list[int] = []
        day_before = ""
        for number, entry in enumerate(self.entries):
            day = moments.day_name(entry.at, self.now, self.zone)
            if day != day_before:
                if lines and not self.brief:
                    lines.append(self._rail())
                    owners.append(NO_ENTRY)
                lines.append(self._day(day, width))
                owners.append(NO_ENTRY)
                day_before = day
            firsts.append(len(lines))
            drawn = self._entry(entry, width)
            lines += drawn
            owners += [number] * len(drawn)
        if not self.entries and self.empty:
            lines, owners = [[("  ", ""), (self.empty, MUTED)]], [NO_ENTRY]
        self._lines = lines
        self.set_entries(owners, firsts, cursor=max(0, cursor))

    def _rail(self) -> list[Piece]:
        return [(" " * (_RAIL - 1), ""), (self.glyphs.rail, "$rule")]

    def _day(self, day: str, width: int) -> Line:
        start: list[Piece] = [(" " * (_RAIL - 1), ""), (self.glyphs.day, "$rule"), (f" {day} ", FAINT)]
        return spread(
            [*start, (self.glyphs.light * max(0, width - 3 - sum(len(text) for text, _ in start)), "$rule")], [], width
        )

    def _entry(self, entry: Entry, width: int) -> list[Line]:
        glyphs = self.glyphs
        title_style = MUTED if entry.mark == "small" else "bold $foreground"
        start: list[Piece] = [
            (" ", ""),
            (fit(moments.clock(entry.at, self.zone), 7), MUTED),
            _mark(entry, glyphs),
            ("  ", ""),
        ]
        title = safetext.line(entry.title)
        detail: list[Piece] = [sign(entry.detail_sign), (" ", "")] if entry.detail_sign else []
        detail.append((safetext.line(entry.detail), MUTED))
        if self.brief:
            return [clip([*start, (title, title_style), ("  ", ""), *detail], width - 3, glyphs.cut)]
        room = max(12, width - _DETAIL - 2)
        first = [*start, (fit(title, _DETAIL - _TITLE - 1, glyphs.cut) + " ", title_style)]
        lines: list[Line] = []
        if entry.detail:
            lines.append([*first, *clip(detail, room, glyphs.cut)])
            first = [*self._rail(), (" " * (_DETAIL - _RAIL - 1), "")]
        for number, words in enumerate(self._text(entry, room)):
            style = "italic $foreground" if entry.quoted else "$foreground"
            before = first if number == 0 else [*self._rail(), (" " * (_DETAIL - _RAIL - 1), "")]
            lines.append([*before, (words, style)])
        return lines or [first]

    def _text(self, entry: Entry, room: int) -> list[str]:
        if not entry.text:
            return []
        # a long account is cut before it is cleaned and wrapped: two lines never need more than this
        head = safetext.line(entry.text[: room * (_SHOWN + 2)])
        quotes = self.glyphs.quotes
        opening, closing = (quotes[0], quotes[1]) if entry.quoted else ("", "")
        words = wrapped(opening + head + closing, room)
        if len(words) <= _SHOWN and len(entry.text) <= room * (_SHOWN + 2):
            return words
        shown = words[:_SHOWN]
        tail = self.glyphs.cut + closing
        shown[-1] = cut(shown[-1], room - len(tail), "").rstrip() + tail
        return shown
