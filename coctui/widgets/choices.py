"""A few answers, one of them chosen, in as many rows as they need."""

from textual import events
from textual.content import Content
from textual.geometry import Size

from coctui.widgets.glyphs import glyphs_of, plain
from coctui.widgets.pieces import cells, wrapped
from coctui.widgets.state_choice import StateChoice


class Choices(StateChoice):
    """Like `StateChoice`, and wraps: nine kinds of place do not fit into one row."""

    def _rows(self, width: int) -> list[list[tuple[str, str]]]:
        """(text, word) of each answer, row by row."""
        glyphs = glyphs_of(self)
        rows: list[list[tuple[str, str]]] = [[]]
        used = 0
        for mark, word in self.answers:
            text = f" {plain(mark, glyphs)} {word} " if mark else f" {word} "
            size = cells(text)
            if used and used + size > width:
                rows.append([])
                used = 0
            if size > width:  # a name longer than the row goes on in the next
                parts = wrapped(text.strip(), max(4, width - 2))
                rows[-1:] = [[(f" {part} ", word)] for part in parts]
                size = cells(parts[-1]) + 2
            else:
                rows[-1].append((text, word))
            used += size + 1
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the answers need."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The answers, the chosen one on a wash of its meaning."""
        tones = {word: {"+": "success", "!": "error", "~": "warning"}.get(mark) for mark, word in self.answers}
        pieces: list[tuple[str, str]] = []
        for number, row in enumerate(self._rows(self.content_size.width)):
            if number:
                pieces.append(("\n", ""))
            for text, word in row:
                if word == self.value:
                    tone = tones[word]
                    ground = f"bold ${tone} on ${tone}-wash" if tone else "bold $foreground on $cursor-idle"
                    pieces.append((text, f"{ground} underline" if self.has_focus else ground))
                else:
                    pieces.append((text, "$text-muted"))
                pieces.append((" ", ""))
        return Content.assemble(*pieces)

    def on_click(self, event: events.Click) -> None:
        """A click on an answer chooses it."""
        event.prevent_default()  # one row's worth of it is what the parent class knows
        rows = self._rows(self.content_size.width)
        x = 0
        for text, word in rows[event.y] if 0 <= event.y < len(rows) else ():
            if x <= event.x < x + cells(text):
                self._choose(word)
                return
            x += cells(text) + 1
