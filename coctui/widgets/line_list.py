"""A list drawn line by line: only what is in view costs anything, so that ten thousand cases scroll like ten."""

from collections.abc import Sequence
from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from coctui import keymap
from coctui.widgets.glyphs import Glyphs, glyphs_of, plain
from coctui.widgets.pieces import Line, cells
from coctui.widgets.scroll_bar import StillBar

KEPT = 200
"""Drawn rows that are remembered: a few windows full."""
NO_ENTRY = -1
"""A line that belongs to no entry: a heading or a blank; the cursor skips it."""


class LineList(ScrollView, can_focus=True):
    """Entries of one or more lines each, with a cursor that stands on one of them.

    A subclass calls `set_entries` with the owner of each line and draws a line in `line`. The bar of the cursor takes column 0.
    """

    BINDINGS: ClassVar = keymap.bindings("list")
    GROUND = "$cursor-row"
    IDLE = "$cursor-idle"

    cursor: reactive[int] = reactive(0, init=False, repaint=False)
    """Index of the entry under the cursor; moving it draws two rows, not the window."""

    class Moved(Message):
        """The cursor came to another entry."""

        def __init__(self, sender: "LineList", index: int) -> None:
            super().__init__()
            self.sender = sender
            self.index = index

        @property
        def control(self) -> "LineList":
            return self.sender

        def can_replace(self, message: Message) -> bool:
            """Of moves that wait the last one counts."""
            return type(self) is type(message) is LineList.Moved and self.sender is message.sender

    class Opened(Moved):
        """The entry under the cursor was opened, by enter or by a click on it."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._owners: Sequence[int] = ()
        self._firsts: Sequence[int] = ()
        self._inks: dict[str, Style] = {}
        self._base: Style | None = None
        """The list's own colours, until it is drawn anew: to find them Textual asks all that the list stands in."""
        self._strips: dict[tuple[int, bool], Strip] = {}
        """Rows as they were drawn, by line and whether the cursor is there: scrolling draws only what comes into view."""

    # what a subclass says

    def line(self, number: int, width: int) -> Line:
        """The pieces of a line, for the columns from 1 on; `width` is without the bar's column."""
        raise NotImplementedError

    def set_entries(self, owners: Sequence[int], firsts: Sequence[int], *, cursor: int | None = None) -> None:
        """Take new lines: `owners` has the entry of each line (or `NO_ENTRY`), `firsts` the first line of each entry."""
        self._owners, self._firsts = owners, firsts
        self._set_height(len(owners))
        self.set_reactive(LineList.cursor, max(0, min(self.cursor if cursor is None else cursor, len(firsts) - 1)))
        self._show_cursor()
        self.refresh()

    def _set_height(self, lines: int) -> None:
        """Scroll over so many lines. Set past the reactive, which would lay out the whole screen at each letter of a filter
        (10 ms): a scrollbar that comes or goes still does.
        """
        size = Size(self.size.width, lines)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    @property
    def entry_count(self) -> int:
        """How many entries the cursor can stand on."""
        return len(self._firsts)

    @property
    def glyphs(self) -> Glyphs:
        """The set of signs of this terminal."""
        return glyphs_of(self)

    # drawing

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """Its own, made as Textual makes one; private there, hence the exact pin and tests/ui/test_painting.py."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = StillBar(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)  # noqa: SLF001
        return self._vertical_scrollbar

    def ink(self, style: str) -> Style:
        """A style in theme variables as the terminal's style, on the list's own colours; kept until the list is drawn anew."""
        found = self._inks.get(style)
        if found is None:
            if self._base is None:
                self._base = self.rich_style
            found = self._base
            if style:
                found = found + self.app.stylesheet.parse_style(style).rich_style
            self._inks[style] = found
        return found

    def notify_style_update(self) -> None:
        """The theme changed: forget the inks made under the old one."""
        self._inks.clear()
        self._base = None
        self._strips.clear()
        super().notify_style_update()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew: all of it, or only some regions, which then need not look any different."""
        if not regions:
            self._base = None
            self._inks.clear()
            self._strips.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows of the window as they go to the terminal.

        Textual would copy each row for borders, padding and shades that a list does not have: 0.2 ms a row, and the copy is
        thrown away. Kept rows keep what was made of them for the terminal too.
        """
        if self.styles.gutter or self.opacity != 1.0:
            return super().render_lines(crop)
        filters, ground = self.get_line_filters(), self.background_colors[1]
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y)
            for each in filters:
                strip = strip.apply_filter(each, ground)
            strips.append(strip)
        return (
            strips if crop.column_span == (0, self.size.width) else [strip.crop(*crop.column_span) for strip in strips]
        )

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        width = self.size.width
        number = y + self.scroll_offset.y
        if not 0 <= number < len(self._owners):
            return Strip.blank(width, self.rich_style)
        here = self.entry_count > 0 and self._owners[number] == self.cursor
        found = self._strips.get((number, here))
        if found is None or found.cell_length != width:
            if len(self._strips) > KEPT:
                self._strips.clear()
            found = self._strips[number, here] = self._draw(number, width, here=here)
        return found

    def _draw(self, number: int, width: int, *, here: bool) -> Strip:
        ground = self.GROUND if self.has_focus else self.IDLE
        on = f" on {ground}" if here else ""
        bar = Segment(self.glyphs.bar, self.ink(f"{'$accent' if self.has_focus else '$edge'}{on}")) if here else None
        segments, used, glyphs, inks = [bar or Segment(" ", self.ink(""))], 1, self.glyphs, self._inks
        for text, style in self.line(number, width - 1):
            worn = style if " on " in style else style + on
            shown = text if text.isascii() else plain(text, glyphs)
            segments.append(Segment(shown, inks.get(worn) or self.ink(worn)))
            used += cells(text)
        if used < width:
            segments.append(Segment(" " * (width - used), self.ink(f"$foreground{on}" if on else "")))
        strip = Strip(segments, max(used, width))
        return strip if used <= width else strip.crop(0, width)

    # the cursor

    def validate_cursor(self, index: int) -> int:
        """Stay inside the list."""
        return max(0, min(index, self.entry_count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed, keep the cursor in view, say so."""
        if old == new:
            return
        self._show_cursor()
        for entry in (old, new):
            self._refresh_entry(entry)
        self.post_message(self.Moved(self, new))

    def _extent(self, entry: int) -> tuple[int, int]:
        first = self._firsts[entry]
        last = first
        while last + 1 < len(self._owners) and self._owners[last + 1] == entry:
            last += 1
        return first, last - first + 1

    def _refresh_entry(self, entry: int) -> None:
        if 0 <= entry < self.entry_count:
            first, height = self._extent(entry)
            seen = Region(0, first - self.scroll_offset.y, self.size.width, height).intersection(self.size.region)
            if seen.area:
                self.refresh(seen)

    def _show_cursor(self) -> None:
        if not self.entry_count or not self.size.height:
            return
        first, height = self._extent(self.cursor)
        if height > self.size.height and first <= self.scroll_offset.y <= first + height - self.size.height:
            return  # somewhere within it: whoever reads there stays there when it is drawn anew
        top = 0 if self.cursor == 0 else first  # a heading above the first entry comes into view with it
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True, force=True)
        elif first + height > self.scroll_offset.y + self.size.height:
            bottom = first + min(height, self.size.height)
            # forced: a list that outgrows its window just now has no scrollbar yet, and would not move
            self.scroll_to(y=bottom - self.size.height, animate=False, immediate=True, force=True)

    @property
    def height_of_cursor(self) -> int | None:
        """Rows from the top of the window to the cursor's, `None` where there is neither; outside of it after a page."""
        if not self.entry_count or not self.size.height:
            return None
        return self._firsts[self.cursor] - self.scroll_offset.y

    def put_cursor_at(self, height: int) -> None:
        """Scroll so that the cursor's row stands at that height, as far as the list reaches."""
        if self.entry_count:
            top = self._firsts[self.cursor] - height
            top = max(0, min(top, len(self._owners) - self.size.height))
            if top != self.scroll_offset.y:
                self.scroll_to(y=top, animate=False, immediate=True, force=True)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view when the window changes."""
        self._set_height(len(self._owners))
        self._show_cursor()

    def on_focus(self) -> None:
        """Focus is seen at the cursor row."""
        self._refresh_entry(self.cursor)

    def on_blur(self) -> None:
        """So is its going."""
        self._refresh_entry(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """A whole row is the target: a click moves the cursor there, a click on the cursor opens."""
        number = event.y + self.scroll_offset.y
        if not 0 <= number < len(self._owners) or self._owners[number] == NO_ENTRY:
            return
        entry = self._owners[number]
        if entry == self.cursor:
            self.action_open()
        else:
            self.cursor = entry

    def _page(self, rows: int) -> None:
        """Move about as many rows as asked, by lines rather than entries, so that tall entries page well too."""
        if not self.entry_count:
            return
        target = self._firsts[self.cursor] + rows
        step = 1 if rows > 0 else -1
        target = max(0, min(target, len(self._owners) - 1))
        while 0 <= target < len(self._owners) and self._owners[target] == NO_ENTRY:
            target += step
        if not 0 <= target < len(self._owners):
            target = self._firsts[-1 if step > 0 else 0]
        landed = self._owners[target]
        self.cursor = landed if landed != self.cursor else self.cursor + step

    def repeats(self, key: str) -> bool:
        """Whether a key only moves the cursor: presses that wait may act together, and are painted once."""
        bindings = self._bindings.key_to_bindings.get(key, ())
        return bool(bindings) and all(binding.action.startswith("move_") for binding in bindings)

    async def on_key(self, event: events.Key) -> None:
        """A key of the list acts here: from the app, where Textual looks what a key does, it would have come back here, after
        each box on the way had passed it on (0.7 ms).
        """
        if event.key in self._bindings.key_to_bindings and await self.app._check_bindings(event.key):  # noqa: SLF001
            event.stop()
            event.prevent_default()

    def action_move_down(self) -> None:
        if not self._scroll_within(1):
            self.cursor += 1

    def action_move_up(self) -> None:
        if not self._scroll_within(-1):
            self.cursor -= 1

    def _scroll_within(self, step: int) -> bool:
        """Scroll a row inside an entry that is taller than the window, before the cursor leaves it; whether there was one."""
        if len(self._owners) <= max(len(self._firsts), self.size.height) or not self.size.height:
            return False
        first, height = self._extent(self.cursor)
        top, window = self.scroll_offset.y, self.size.height
        if height <= window or not (first < top if step < 0 else first + height > top + window):
            return False
        self.scroll_to(y=top + step, animate=False, immediate=True, force=True)
        return True

    def action_move_first(self) -> None:
        self.cursor = 0

    def action_move_last(self) -> None:
        self.cursor = self.entry_count - 1

    def action_move_page_down(self) -> None:
        self._page(max(1, self.size.height - 1))

    def action_move_page_up(self) -> None:
        self._page(-max(1, self.size.height - 1))

    def action_move_half_down(self) -> None:
        self._page(max(1, self.size.height // 2))

    def action_move_half_up(self) -> None:
        self._page(-max(1, self.size.height // 2))

    def action_open(self) -> None:
        if self.entry_count:
            self.post_message(self.Opened(self, self.cursor))
