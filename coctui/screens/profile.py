"""What one says of oneself, so that colleagues can reach one and a conflict can be seen; and when one is on shift."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, TextArea

from coctui import safetext
from coctui.casework.profile import FIELDS, Unfit, change_profile, read_shifts, spoken_shift, written_profile
from coctui.casework.result import Refused
from coctui.screens.form import FormSheet, Kept
from coctui.widgets.fields import Field, FieldRow, PushButton
from coctui.widgets.moments import zone_name
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.writing import WritingArea

HINT = "All of the team reads this. You unlock with the name that you joined with, whatever stands here."
SHIFTS = "One shift a line, like: Sat 22:00 to 06:00. Hours of "


class ProfileSheet(FormSheet):
    """Six short fields, and the shifts line by line."""

    AUTO_FOCUS = "#name"

    def __init__(self) -> None:
        super().__init__("Your profile", "profile")
        self._before: dict[str, str] = {}

    def parts(self) -> Iterator[Widget]:
        """A row for each field; under the shifts what they come to."""
        told = written_profile(self.vault.member.profile, self._zone)
        self._before = {
            name: safetext.block(text) if name == "shifts" else safetext.line(text) for name, text in told.items()
        }
        with VerticalScroll(id="fields", can_focus=False):
            for name, label in FIELDS.items():
                field: Widget = (
                    WritingArea(safetext.block(self._before[name]), id=name)
                    if name == "shifts"
                    else Field(safetext.line(self._before[name]), limit=1_000, id=name)
                )
                field.add_class("answer")
                yield FieldRow(label, field, id=f"row-{name}", beside=True)
            yield Paragraphs(id="beside", own=False)
        yield Paragraphs([(HINT, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Keep", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def on_mount(self) -> None:
        """Say what the shifts come to."""
        super().on_mount()
        self._say_back()

    @property
    def _zone(self) -> tzinfo:
        """The reader's zone: times on all screens are in it."""
        return self.house.zone

    # values

    def begin(self) -> dict[str, str]:
        """What stands on the roster."""
        return dict(self._before)

    def written(self) -> dict[str, str]:
        """What stands in the fields."""
        found = {field.id: field.value for field in self.query(Field) if field.id in FIELDS}
        return {
            **{str(name): text for name, text in found.items()},
            "shifts": self.query_one("#shifts", WritingArea).text,
        }

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft, or what stood there before."""
        for field in self.query(Field):
            field.value = safetext.line(fields.get(str(field.id), ""))
        self.query_one("#shifts", WritingArea).load_text(safetext.block(fields.get("shifts", "")))

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typing_on(self) -> None:
        for row in self.query(FieldRow):
            row.wrong("")
        self._say_back()

    def _say_back(self) -> None:
        now = datetime.fromtimestamp(self.house.now(), UTC)
        read = read_shifts(self.query_one("#shifts", WritingArea).text, now, self._zone)
        if isinstance(read, Refused):
            said = [(read.sentence, "$warning")]
        else:
            said = [(f"+ {spoken_shift(shift, self._zone)}", MUTED) for shift in read]
        hint = f"{SHIFTS}{zone_name(self.house.now(), self._zone)}."
        self.query_one("#beside", Paragraphs).show([*said, (hint, MUTED)])

    def keep(self) -> Callable[[], Kept]:
        """Only what was changed: what nobody touched stays as it came, whatever cleaning did to its picture."""
        vault, zone = self.vault, self._zone
        fields = {name: text for name, text in self.written().items() if text != self._before[name]}

        def write() -> Kept:
            if not fields:
                return None
            acts = change_profile(vault.team, vault.me, fields, vault.source.now(), zone)
            if isinstance(acts, Unfit | Refused):
                return acts
            vault.manage(*acts)
            return None

        return write
