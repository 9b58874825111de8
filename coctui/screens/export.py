"""Where to save something outside the vault, and what follows from it."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from coctui import keymap
from coctui.host.folders import typed_path
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import KeyBar, PaneRule
from coctui.widgets.fields import Field, FieldLabel, FieldRow, PushButton
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.state_choice import StateChoice

Save = Callable[[Path, bool, bool], int]
"""(path, as JSON, replace) -> how many cases tell of it now. Slow: for a thread. Raises `NotSaved`, `VaultError`."""
PAGE, FIGURES, CALENDAR_FORM = "a page (Markdown)", "figures (JSON)", "a calendar"
FORMS = {PAGE: ".md", FIGURES: ".json", CALENDAR_FORM: ".ics"}
SAVED = "Saved for you alone to read. Whoever gets it from you can read it too."


class ExportCard(Overlay[bool], inherit_bindings=False):
    """A place and a form. The result is whether it was saved."""

    KEYS = "sheet"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("sheet")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/form.tcss"]
    AUTO_FOCUS = "#path"

    def __init__(
        self, title: str, name: str, said: str, save: Save, *, forms: tuple[str, ...] = (PAGE, FIGURES)
    ) -> None:
        """`name` is the file's, without an ending; `said` is what is in it and who tells of it."""
        super().__init__()
        self._forms = forms
        self._title, self._name, self._said, self._save = title, name, said, save
        self._saving = False

    def compose(self) -> ComposeResult:
        """Place, form, what follows."""
        with Vertical(classes="card"):
            yield PaneRule(self._title, focused=True)
            yield FieldRow(
                "File",
                Field(f"~/{self._name}{FORMS[self._forms[0]]}", limit=1_000, id="path"),
                id="row-path",
                beside=True,
            )
            with Horizontal(classes="choice"):
                yield FieldLabel("As")
                yield StateChoice([("", form) for form in self._forms], self._forms[0], id="form")
            yield Paragraphs([("", ""), (self._said, MUTED)])
            with Horizontal(id="buttons"):
                yield PushButton("Save it", id="save", default=True)
                yield PushButton("Replace the file", id="replace")
        yield KeyBar()

    def on_mount(self) -> None:
        """Replacing is offered once there is something to replace."""
        super().on_mount()
        self.query_one("#replace").display = False

    @on(StateChoice.Changed, "#form")
    def _form_chosen(self, message: StateChoice.Changed) -> None:
        field = self.query_one("#path", Field)
        stem, dot, _ = field.value.rpartition(".")
        field.value = f"{stem if dot else field.value}{FORMS[message.value]}"

    @on(Field.Changed, "#path")
    def _typed(self) -> None:
        self.query_one("#row-path", FieldRow).wrong("")
        self.query_one("#replace").display = False

    @on(Field.Submitted, "#path")
    @on(PushButton.Pressed, "#save")
    def _save_pressed(self) -> None:
        self.action_done()

    @on(PushButton.Pressed, "#replace")
    def _replace_pressed(self) -> None:
        self._write(replace=True)

    def action_done(self) -> None:
        """Save it; never over a file that is there."""
        self._write(replace=False)

    def _write(self, *, replace: bool) -> None:
        typed = self.query_one("#path", Field).value.strip()
        if not typed or self._saving:
            return
        self._saving = True
        save, path, json = (
            self._save,
            typed_path(typed),
            self.query_one("#form", StateChoice).value == FIGURES,
        )
        self.run_job("save", lambda: save(path, json, replace), self._saved, self._refused)

    def _saved(self, told: int) -> None:
        self.say(SAVED)
        _ = self.dismiss(True)

    def _refused(self, error: Exception) -> None:
        self._saving = False
        self.query_one("#row-path", FieldRow).wrong(str(getattr(error, "sentence", "")))
        self.query_one("#replace").display = getattr(error, "code", "") == "already-there"

    def action_back(self) -> None:
        """Out of the field, then away; nothing is saved."""
        if self.typing:
            self.set_focus(None)
        else:
            _ = self.dismiss(False)
