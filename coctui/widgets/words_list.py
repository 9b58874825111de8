"""Words to say, under the heading of whom they are for: read aloud from here, or copied."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events

from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.pieces import KEY, MUTED, Line, cells, spread, wrapped

WIDE = 66
"""Cells of a line of words: reading text, indented."""


class Words(NamedTuple):
    """A heading and what stands under it; cleaned."""

    title: str
    sentences: tuple[str, ...]


class WordsList(LineList):
    """Sections with a cursor that takes one whole; the hint stands beside the heading under the cursor."""

    def __init__(self, hint: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hint = hint
        self._sections: tuple[Words, ...] = ()
        self._rows: list[tuple[int, str, bool]] = []
        """(section, text, whether it is a heading)."""
        self._tight = False

    def show(self, sections: Sequence[Words], *, tight: bool = False) -> None:
        """Take other sections; tight: without a blank line between them."""
        self._sections, self._tight = tuple(sections), tight
        self._lay_out(cursor=0)

    @property
    def section(self) -> Words | None:
        """What the cursor stands on."""
        return self._sections[self.cursor] if self._sections else None

    def _lay_out(self, cursor: int | None = None) -> None:
        width = max(20, min(WIDE, self.size.width - 6))
        rows: list[tuple[int, str, bool]] = []
        for number, (title, sentences) in enumerate(self._sections):
            if rows and not self._tight:
                rows.append((NO_ENTRY, "", False))
            if title:
                rows.append((number, title, True))
            rows += [(number, line, False) for sentence in sentences for line in wrapped(sentence, width)]
        self._rows = rows
        owners = [owner for owner, _, _ in rows]
        firsts = [owners.index(number) for number in range(len(self._sections)) if number in owners]
        self.set_entries(owners, firsts, cursor=cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Words are wrapped for the width at hand."""
        self._lay_out()

    def line(self, number: int, width: int) -> Line:
        """A heading, or a line of words under it."""
        owner, text, heading = self._rows[number]
        if not heading:
            return [("   ", ""), (text, "$foreground")]
        line: Line = [(" ", ""), (text, "bold $foreground")]
        if owner == self.cursor and self._hint and cells(text) + cells(self._hint) + 6 < width:
            key, _, label = self._hint.partition(" ")
            return spread(line, [(key, KEY), (f" {label}  ", MUTED)], width)
        return line


class WordsBeside(WordsList, can_focus=False):
    """The same to read only: no cursor stands on it."""

    @property
    def entry_count(self) -> int:
        """Nothing to choose."""
        return 0
