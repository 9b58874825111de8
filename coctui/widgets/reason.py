"""Why something does not fit, under the field or the form that it is about."""

from coctui.widgets.drawn import Drawn
from coctui.widgets.pieces import Line, sign, wrapped


class Reason(Drawn):
    """Why something does not fit: a sign, and words that blame nobody."""

    def __init__(self, reason: str = "", mark: str = "!", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.reason, self.mark = reason, mark

    def show(self, reason: str, mark: str = "!") -> None:
        """Take the words, `""` for none."""
        self.reason, self.mark = reason, mark
        self.display = bool(reason)
        self.redraw(layout=True)

    def on_mount(self) -> None:
        """Hidden as long as there is nothing to say."""
        self.display = bool(self.reason)

    def lines(self, width: int) -> list[Line]:
        """The sign, then the words beside it."""
        if not self.reason:
            return []
        return [
            [sign(self.mark) if number == 0 else (" ", ""), (" ", ""), (text, "$foreground")]
            for number, text in enumerate(wrapped(self.reason, max(10, width - 2)))
        ]
