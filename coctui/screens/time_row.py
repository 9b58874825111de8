"""A field for a time as people type it, said back under it with its zone before anything is kept."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from coctui.casework.result import Refused
from coctui.casework.typed_time import REMARKS, Lean, Spoken, echo, resolve
from coctui.widgets.fields import Field, FieldRow
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import FAINT


class TimeRow(Vertical):
    """Label, field, and how it was read. `how` says what to write where it could not be."""

    def __init__(
        self, label: str, how: str, now: Callable[[], datetime], zone: tzinfo, *, lean: Lean = "past", id: str
    ) -> None:
        super().__init__(id=id, classes="timed")
        self._label, self._how, self._now, self._zone, self._lean = label, how, now, zone, lean

    def compose(self) -> ComposeResult:
        """The row, and a line under it."""
        field = Field(limit=200)
        field.add_class("answer")
        yield FieldRow(self._label, field, beside=True)
        yield Paragraphs(own=False)

    @property
    def value(self) -> str:
        """The words in the field."""
        return self.query_one(Field).value

    def show(self, text: str) -> None:
        """Other words in it."""
        self.query_one(Field).value = text

    @property
    def spoken(self) -> Spoken | Refused | None:
        """What they mean; `None` of none."""
        text = self.value.strip()
        return resolve(text, self._now(), self._zone, lean=self._lean) if text else None

    @property
    def start(self) -> datetime | None:
        """When it begins, `None` of no time."""
        found = self.spoken
        return found.start if isinstance(found, Spoken) else None

    @property
    def latest(self) -> datetime | None:
        """The last minute that it may mean: of a day that is promised, the one before midnight."""
        found = self.spoken
        return found.latest if isinstance(found, Spoken) else None

    def said_wrong(self) -> bool:
        """Say beside the field what does not fit; whether anything does not. The field takes the cursor then."""
        wrong = self.display and isinstance(self.spoken, Refused)
        self.query_one(FieldRow).wrong(self._how if wrong else "")
        if wrong:
            self.query_one(Field).focus()
        return wrong

    @on(Input.Changed)
    def _say_back(self) -> None:
        found = self.spoken
        said = ""
        if isinstance(found, Spoken):
            said = " ".join([f"read as {echo(found)}", *(REMARKS[remark] for remark in found.remarks)])
        self.query_one(Paragraphs).show([(said, FAINT)] if said else [])
        if said and self.query_one(Field).has_focus:
            self.call_after_refresh(
                self.scroll_visible, animate=False, immediate=True
            )  # in a small window it is below the fold
