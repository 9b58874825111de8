"""Files of a case: what is there, one more from this computer, or one of them outside, which the timeline tells of."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from coctui import safetext
from coctui.casework.attachment import LARGEST, attach
from coctui.casework.outside import shown_outside
from coctui.casework.record import writing
from coctui.casework.result import Refused, refuse
from coctui.host.folders import typed_path
from coctui.host.outside import outside_file
from coctui.intake.loose import file_at
from coctui.models.case import Case
from coctui.models.content_events import FileRef
from coctui.screens.case_entry import size_of
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets.fields import Field, FieldRow, PushButton
from coctui.widgets.mark_list import Mark, MarkList
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason

NONE = "No file is kept with this case yet."
KEPT = "A file is kept sealed, its bytes unaltered. One that is saved outside is for you alone to read, and no longer sealed."
ADDED = "+ Added and sealed. The file outside stays where it is."
SAVED = "+ Saved outside, for you alone to read; the timeline tells of it."


class FilesSheet(Sheet, inherit_bindings=False):
    """The files, a place to save the marked one to, and a place to add one from."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#files, #attach"
    WRITES = False

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"files {room}", opened)
        self._busy = False

    # what it is made of

    def heading(self) -> str:
        """What it is."""
        return "Files"

    def parts(self) -> Iterator[Widget]:
        """What is there, where to, where from."""
        marks = self._marks()
        with VerticalScroll(id="fields", can_focus=False):
            if marks:
                yield MarkList(marks, (marks[0].value,), id="files")
                yield FieldRow("Save it as", self._field("save", self._suggested()), id="row-save", beside=True)
            else:
                yield Paragraphs([(NONE, MUTED)], id="what")
            if self._may_add:
                yield FieldRow("Add a file", self._field("attach", ""), id="row-add", beside=True)
        yield Paragraphs([(KEPT, MUTED)], id="hint")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            if self._may_add:
                yield PushButton("Add it", id="keep", default=True)
            if marks:
                yield PushButton("Save it outside", id="save-it")
                yield PushButton("Replace the file", id="replace")
            yield PushButton("Start anew", id="anew")

    @property
    def does(self) -> str:
        """Saving where no path to add from stands."""
        return "add it" if self._adding else "save it outside"

    @property
    def _adding(self) -> bool:
        return any(field.value.strip() for field in self.query("#attach").results(Field)) or not self.query("#save")

    @property
    def _may_add(self) -> bool:
        return self.opened is not None and writing(self.case, self.opened.me) is None

    def _field(self, id: str, text: str) -> Field:
        field = Field(text, limit=1_000, id=id)
        field.add_class("answer")
        return field

    def _marks(self) -> tuple[Mark, ...]:
        return tuple(Mark(file.id, safetext.filename(file.name), _said(file)) for file in self.case.files)

    def _suggested(self) -> str:
        marked = self._marked()
        return f"~/{safetext.filename(marked.name)}" if marked else ""

    def _marked(self) -> FileRef | None:
        lists = list(self.query("#files").results(MarkList))
        value = lists[0].value if lists else next((file.id for file in self.case.files), "")
        return next((file for file in self.case.files if file.id == value), None)

    def _open_up(self) -> None:
        super()._open_up()
        self.query("#replace").set(display=False)

    # values: nothing here is worth a draft but the path

    def begin(self) -> dict[str, str]:
        """Nothing to add."""
        return {"add": ""}

    def written(self) -> dict[str, str]:
        """The path to add from."""
        return {"add": next((field.value for field in self.query("#attach").results(Field)), "")}

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        for field in self.query("#attach").results(Field):
            field.value = safetext.line(fields.get("add", ""))

    def rule(self) -> Rule:
        """Not used here: bytes go with what is recorded, see `action_done`."""
        raise NotImplementedError

    @on(MarkList.Changed, "#files")
    def _chosen(self) -> None:
        self.query_one("#save", Field).value = self._suggested()

    @on(Field.Changed)
    def _typed_path(self) -> None:
        self.query("#replace").set(display=False)
        self.refresh_keys()

    # adding and saving

    def action_done(self) -> None:
        """Add, if a path to add from stands there; else save the marked one."""
        if self._adding:
            self._add()
        else:
            self._save(replace=False)

    def _add(self) -> None:
        vault, room, key = self.vault, self.room, self.draft_key
        path = typed_path(self.query_one("#attach", Field).value.strip())

        def add() -> Case | Refused:
            found = attach(vault.case(room), vault.me, file_at(path, LARGEST), vault.source.id())
            if isinstance(found, Refused):
                return found
            case = vault.record(room, found.acts, found.files)
            vault.drop_draft(key)
            return case

        self._run(add, ADDED)

    def _save(self, *, replace: bool) -> None:
        vault, room, marked = self.vault, self.room, self._marked()
        path = typed_path(self.query_one("#save", Field).value.strip())

        def save() -> Case | Refused:
            if marked is None:
                return refuse("nothing-chosen")
            acts = shown_outside(vault.case(room), vault.me, "saved", "file")
            if isinstance(acts, Refused):
                return acts
            data = vault.attachment(room, marked)
            with outside_file(path, replace=replace) as file:
                case = vault.record(room, acts)  # told of before it lies outside
                file.write(data)
            return case

        self._run(save, SAVED)

    def _run(self, job: Callable[[], Case | Refused], done: str) -> None:
        if self._busy:
            return
        self._busy = True
        self.stop_pause()

        def told(found: Case | Refused) -> None:
            self._busy = False
            if isinstance(found, Refused):
                self.refuse(found.sentence)
                return
            self.dirty = False
            self.say(done)
            _ = self.dismiss(found)

        self.run_job("file", job, told, self._not_done)

    def _not_done(self, error: Exception) -> None:
        self._busy = False
        self.query("#replace").set(display=getattr(error, "code", "") == "already-there")
        self.not_kept(error)

    @on(PushButton.Pressed, "#save-it")
    def _save_pressed(self) -> None:
        self._save(replace=False)

    @on(PushButton.Pressed, "#replace")
    def _replace_pressed(self) -> None:
        self._save(replace=True)


def _said(file: FileRef) -> str:
    odd = f", looks like {safetext.line(file.real_type, 40)}" if file.real_type and file.real_type != file.type else ""
    came = "the report as it came, " if file.original else ""
    return f"{came}{safetext.line(file.type, 40)}{odd}, {size_of(file.size)}"
