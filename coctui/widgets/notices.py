"""What the vault had to say when it was opened: stands over the list until somebody has read it."""

from coctui.widgets.drawn import Drawn
from coctui.widgets.pieces import KEY, MUTED, Line, sign, wrapped


class Notices(Drawn):
    """Sentences of our own, each with its sign; the last line says how they go."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sentences: tuple[str, ...] = ()

    def show(self, sentences: tuple[str, ...]) -> None:
        """Take sentences, or none."""
        self.sentences = sentences
        self.display = bool(sentences)
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """Wrapped, then the key."""
        found: list[Line] = []
        for sentence in self.sentences:
            for number, part in enumerate(wrapped(sentence, min(72, width - 6))):
                found.append([("  ", ""), sign("~") if number == 0 else (" ", ""), (f" {part}", "$foreground")])
        return [*found, [("    ", ""), ("esc", KEY), (" I have read it", MUTED)]] if found else []
