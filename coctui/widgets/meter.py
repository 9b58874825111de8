"""A meter that grows: the only sign of progress there is. No spinner, nothing that blinks."""

from coctui.widgets.drawn import Drawn
from coctui.widgets.pieces import MUTED, Line, wrapped


class Meter(Drawn):
    """A share between 0 and 1 with a sentence over it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sentence = ""
        self.share = 0.0

    def show(self, sentence: str, share: float) -> None:
        """Take the words and the share; a meter never goes back."""
        self.share = max(share, self.share) if sentence == self.sentence else share
        self.sentence = sentence
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """The sentence, then the meter."""
        filled = max(0, min(width, round(self.share * width)))
        return [
            *([(text, MUTED)] for text in wrapped(self.sentence, max(10, width))),
            [(self.glyphs.heavy * filled, "$accent"), (self.glyphs.light * (width - filled), "$edge")],
        ]
