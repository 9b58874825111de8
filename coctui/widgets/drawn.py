"""Widgets that are a few lines of pieces: drawn for the width at hand, no markup anywhere."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from coctui.widgets.glyphs import Glyphs, glyphs_of, plain
from coctui.widgets.pieces import Line, joined


class Drawn(Widget):
    """A widget that knows its lines for a width; its height follows from them."""

    def lines(self, width: int) -> list[Line]:
        """The lines for a width in cells; a subclass says them."""
        raise NotImplementedError

    @property
    def glyphs(self) -> Glyphs:
        """The set of signs of this terminal."""
        return glyphs_of(self)

    def redraw(self, *, layout: bool = False) -> None:
        """Draw anew after a value changed; `layout` where the number of lines may have changed."""
        self.refresh(layout=layout)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return len(self.lines(width))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All the width there is: lines are laid out to both edges."""
        return container.width

    def render(self) -> Content:
        """The lines as content that Textual may colour but not interpret."""
        glyphs = self.glyphs
        return Content.assemble(
            *((plain(text, glyphs), style) for text, style in joined(self.lines(self.content_size.width)))
        )
