"""A few answers in a row, one of them chosen."""

from collections.abc import Iterable

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from coctui.widgets.glyphs import glyphs_of, plain
from coctui.widgets.pieces import cells


class StateChoice(Widget, can_focus=True):
    """A few answers in a row, one of them chosen: h and l, arrows, or a click."""

    BINDINGS = [
        Binding("left,h", "choose(-1)", show=False),
        Binding("right,l,space", "choose(1)", show=False),
    ]

    class Changed(Message):
        """Another answer was chosen."""

        def __init__(self, sender: "StateChoice", value: str) -> None:
            super().__init__()
            self.sender = sender
            self.value = value

        @property
        def control(self) -> "StateChoice":
            """The row of answers."""
            return self.sender

    def __init__(self, answers: Iterable[tuple[str, str]], value: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.answers = tuple(answers)
        """(sign, word) pairs; the word is the value."""
        self.value = value

    def show(self, value: str) -> None:
        """Choose without telling."""
        self.value = value
        self.refresh()

    def render(self) -> Content:
        """The answers, the chosen one on a wash of its meaning."""
        glyphs = glyphs_of(self)
        pieces: list[tuple[str, str]] = []
        for mark, word in self.answers:
            text = f" {plain(mark, glyphs)} {word} " if mark else f" {word} "
            tone = {"+": "success", "!": "error", "~": "warning"}.get(mark)
            if word == self.value:
                ground = f"bold ${tone} on ${tone}-wash" if tone else "bold $foreground on $cursor-idle"
                pieces.append((text, f"{ground} underline" if self.has_focus else ground))
            else:
                pieces.append((text, "$text-muted"))
            pieces.append((" ", ""))
        return Content.assemble(*pieces)

    def on_focus(self) -> None:
        """The chosen answer is marked while the row has the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """And no longer."""
        self.refresh()

    def action_choose(self, step: int) -> None:
        """The next answer to the left or right; it does not wrap."""
        words = [word for _, word in self.answers]
        place = words.index(self.value) + step if self.value in words else 0
        self._choose(words[max(0, min(place, len(words) - 1))])

    def _choose(self, word: str) -> None:
        if word != self.value:
            self.value = word
            self.refresh()
            self.post_message(self.Changed(self, word))

    def on_click(self, event: events.Click) -> None:
        """A click on an answer chooses it."""
        x = 0
        for mark, word in self.answers:
            width = cells(word) + (4 if mark else 2)
            if x <= event.x < x + width:
                self._choose(word)
                return
            x += width + 1
