"""One setting on a card: what it does, its value, and the reason beside it if it does not fit."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from coctui import keymap
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.fields import Field, FieldRow, PassphraseInput, PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason

Write = Callable[[str], str]
"""Keep a value; why a rule refuses, or `""`. Slow: for a thread. Raises `VaultError`."""


class SettingCard(Overlay[bool], inherit_bindings=False):
    """Marks to choose from, or a field. The result is whether it was kept."""

    KEYS = "sheet"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("sheet")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/form.tcss"]
    AUTO_FOCUS = ".answer"

    def __init__(
        self,
        title: str,
        why: str,
        value: str,
        write: Write,
        *,
        marks: Iterable[Mark] = (),
        many: bool = False,
        secret: bool = False,
        usual: str | None = None,
    ) -> None:
        """`usual` is the value to go back to, `None` where there is no way back to offer."""
        super().__init__()
        self._title, self._why, self._value, self._write = title, why, value, write
        self._marks, self._many, self._secret, self._usual = tuple(marks), many, secret, usual
        self._writing = False

    def compose(self) -> ComposeResult:
        """Title, why, value."""
        with Vertical(classes="card"):
            yield PaneRule(self._title, focused=True)
            yield Paragraphs([(self._why, MUTED), ("", "")])
            if self._marks:
                yield MarkList(
                    self._marks, self._value.split(" ") if self._many else (self._value,), many=self._many, id="value"
                )
                yield Reason(id="reason")
            else:
                field = PassphraseInput(id="value") if self._secret else Field(self._shown, limit=100, id="value")
                field.add_class("answer")
                yield FieldRow("Set to", field, id="row-value", beside=True)
            with Horizontal(id="buttons"):
                yield PushButton("Keep", id="keep", default=True)
                yield PushButton("As it came", id="usual")
        yield KeyBar()

    @property
    def _shown(self) -> str:
        from coctui import safetext

        return safetext.line(self._value)

    def on_mount(self) -> None:
        """A way back is offered where there is one."""
        super().on_mount()
        self.query_one("#usual").display = self._usual is not None and self._usual != self._value

    @property
    def chosen(self) -> str:
        """What is marked or typed."""
        if self._marks:
            value = self.query_one("#value", MarkList)
            return (
                " ".join(mark.value for mark in self._marks if mark.value in value.chosen)
                if self._many
                else value.value
            )
        return self.query_one("#value", Field).value.strip()

    @on(MarkList.Changed)
    def _marked(self) -> None:
        if not self._many:
            self.action_done()

    @on(Input.Submitted, "#value")
    @on(PushButton.Pressed, "#keep")
    def _keep_pressed(self) -> None:
        self.action_done()

    @on(PushButton.Pressed, "#usual")
    def _usual_pressed(self) -> None:
        self._keep(self._usual or "")

    def action_done(self) -> None:
        """Keep it."""
        self._keep(self.chosen)

    def _keep(self, value: str) -> None:
        if not self._writing:
            self._writing = True
            write = self._write
            self.run_job("record", lambda: write(value), self._kept, self._refused)

    def _kept(self, refusal: str) -> None:
        self._writing = False
        if refusal:
            self._say(refusal)
        else:
            _ = self.dismiss(True)

    def _refused(self, error: Exception) -> None:
        self._writing = False
        self._say(str(getattr(error, "sentence", "")))

    def _say(self, sentence: str) -> None:
        if self._marks:
            self.query_one("#reason", Reason).show(sentence, "~")
        else:
            self.query_one("#row-value", FieldRow).wrong(sentence)

    def action_back(self) -> None:
        """Out of the field, then away: nothing is changed."""
        if self.typing:
            self.set_focus(None)
        else:
            _ = self.dismiss(False)
