"""Fields to type in, and small buttons: one row each, an edge at the left, nothing that can be copied out by accident."""

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from coctui.models.passphrase import TAKEN
from coctui.widgets.glyphs import glyphs_of, plain


class Field(Input):
    """A text field without clipboard of its own: what is typed here leaves only by being kept."""

    def __init__(self, value: str = "", *, secret: bool = False, limit: int = 0, id: str | None = None) -> None:
        shown = ""
        if value:
            from coctui import safetext  # a screen with empty fields starts without it

            shown = safetext.line(value)
        super().__init__(shown, password=secret, id=id, compact=True, select_on_focus=False, max_length=limit)
        self.secret = secret
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        # what a clipboard holds may come from a report; a passphrase is no text and is taken as it is
        if not self.secret:
            from coctui import safetext

            event.text = safetext.line(event.text)
        # and no call to the parent's: Textual calls it anyway, and would paste twice

    def on_focus(self) -> None:
        """The cursor is in sight, also where a text is longer than its field: it stands at the end of what is there."""
        if self.value:
            self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        if self.has_focus and self.size.width:
            x = self._cursor_offset - self.size.width + 1
            self.scroll_to(x=max(0, x), animate=False, immediate=True, force=True)

    def on_blur(self) -> None:
        """A field that is left shows how its text begins."""
        if self.scroll_offset.x:
            self.scroll_to(x=0, animate=False, immediate=True, force=True)

    def action_copy(self) -> None:
        """Copying is an explicit command that is recorded, never a key in a field."""

    def action_cut(self) -> None:
        """The same."""


class PassphraseInput(Field):
    """Shows one dot of one cell for each character, whatever the character; cannot be copied or cut."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(secret=True, limit=TAKEN, id=id)

    def _on_paste(self, event: events.Paste) -> None:
        # Textual would take the first line and drop the others without a word
        event.text = " ".join(event.text.splitlines())

    def replace(self, text: str, start: int, end: int) -> None:
        """What fits of a text; one that does not fit whole is longer than any passphrase, and refused as that."""
        super().replace(text[: max(0, TAKEN - len(self.value) + abs(end - start))], start, end)

    @property
    def _value(self) -> Text:
        return Text(glyphs_of(self).bullet * len(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        # Textual measures the typed text here, which would tell where wide characters stand
        return position

    def take(self) -> str:
        """The passphrase, leaving the field empty."""
        value = self.value
        self.value = ""
        return value


class FieldRow(Vertical):
    """A label, a field, and under it the reason if something does not fit, in words."""

    def __init__(self, label: str, field: Widget, *, id: str | None = None, beside: bool = False) -> None:
        super().__init__(id=id, classes="-beside" if beside else "")
        self._label = FieldLabel(label)
        self.field = field

    def compose(self) -> ComposeResult:
        """Label and field."""
        yield self._label
        yield self.field

    def on_descendant_focus(self) -> None:
        """The label is bold while its field has the cursor."""
        self._label.bold(True)

    def on_descendant_blur(self) -> None:
        """And no longer."""
        self._label.bold(False)

    def wrong(self, reason: str) -> None:
        """Say what does not fit; `""` takes it back."""
        self.set_class(bool(reason), "-wrong")
        from coctui.widgets.reason import Reason

        for shown in self.query(Reason):
            shown.show(reason)
            return
        if reason:
            _ = self.mount(Reason(reason))


class FieldLabel(Widget):
    """The name of a field; bold while the field has the cursor."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._bold = False

    def say(self, text: str) -> None:
        """Another name."""
        self._text = text
        self.refresh(layout=True)

    def bold(self, bold: bool) -> None:
        """Whether its field has the cursor."""
        self._bold = bold
        self.refresh()

    def render(self) -> Content:
        """The label."""
        text = plain(self._text, glyphs_of(self))
        return Content.assemble((text, "bold $foreground" if self._bold else "$text-muted"))


class PushButton(Widget, can_focus=True):
    """A button of one row: filled with accent while it has the focus, so that one thing on the screen is filled."""

    BINDINGS = [Binding("enter,space", "press", show=False)]

    class Pressed(Message):
        """The button was pressed."""

        def __init__(self, sender: "PushButton") -> None:
            super().__init__()
            self.sender = sender

        @property
        def control(self) -> "PushButton":
            """The button."""
            return self.sender

    def __init__(self, label: str, *, id: str | None = None, default: bool = False) -> None:
        super().__init__(id=id, classes="-default" if default else "")
        self.label = label

    def render(self) -> Content:
        """The label."""
        return Content(plain(self.label, glyphs_of(self)))

    def action_press(self) -> None:
        """Enter or space."""
        self.post_message(self.Pressed(self))

    def on_click(self, event: events.Click) -> None:
        """A click."""
        event.stop()
        self.action_press()
