"""A place to write in where some words are marked: underlined, bold, on the wash of what they mean."""

from typing import NamedTuple

from rich.text import Text

from coctui.widgets.writing import WritingArea


class Place(NamedTuple):
    """A marked run of characters of the text."""

    start: int
    end: int
    sign: str
    """`!` or `~`."""


class MarkedArea(WritingArea):
    """Several lines of text with marks, which go as soon as the text under them changes."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, id=id, classes=classes)
        self._rows: dict[int, list[tuple[int, int, str]]] = {}

    def mark(self, places: list[Place]) -> None:
        """Mark these, and nothing else."""
        self._rows = {}
        starts = [0]
        for line in self.document.lines:
            starts.append(starts[-1] + len(line) + 1)
        for place in places:
            for row, first in enumerate(starts[:-1]):
                left, right = max(place.start, first), min(place.end, starts[row + 1] - 1)
                if left < right:
                    self._rows.setdefault(row, []).append((left - first, right - first, place.sign))
        self._line_cache.clear()
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """The line with its marks."""
        line = super().get_line(line_index)
        for start, end, sign in self._rows.get(line_index, ()):
            tone = "error" if sign == "!" else "warning"
            style = self.app.stylesheet.parse_style(f"bold underline ${tone} on ${tone}-wash").rich_style
            line.stylize(style, start, end)
        return line
