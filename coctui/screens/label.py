"""What the list says of a case: its gloss, what it is about, whether a reply is waited for. Of several at once: all but the gloss."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from coctui import safetext
from coctui.casework import record
from coctui.casework.gloss import LONGEST
from coctui.casework.result import Acts, Refused, refuse
from coctui.models.case import Case
from coctui.models.category import CATEGORIES
from coctui.models.row import Row
from coctui.screens.form import FormSheet, Kept
from coctui.screens.opened import Opened
from coctui.screens.sheet import Rule, Sheet
from coctui.widgets.choices import Choices
from coctui.widgets.fields import Field, FieldLabel, FieldRow, PushButton
from coctui.widgets.paragraphs import Paragraphs
from coctui.widgets.pieces import MUTED
from coctui.widgets.reason import Reason
from coctui.widgets.state_choice import StateChoice

if TYPE_CHECKING:
    from coctui.vault.door import Vault

Status = Literal["open", "waiting"]
STATUS: dict[str, Status] = {"goes on": "open", "waiting for a reply": "waiting"}
"""Word on the sheet to what is recorded."""
AS_IT_IS = "as it is"
HARMLESS = "A harmless hint: no name, room, talk or time."
LONGEST_WHAT = 24
"""Cells: as wide as the column ever gets."""


class LabelSheet(Sheet, inherit_bindings=False):
    """Three lines about one case. Only what was changed is recorded."""

    BINDINGS: ClassVar[list[BindingType]] = Sheet.BINDINGS
    AUTO_FOCUS = "#gloss"

    def __init__(self, room: str, opened: Opened | None = None) -> None:
        super().__init__(room, f"label {room}", opened)

    def heading(self) -> str:
        """What it is."""
        return "In the list"

    def parts(self) -> Iterator[Widget]:
        """Gloss, what, what it counts as, and whether a reply is waited for."""
        start = self.begin()
        yield FieldRow("Gloss", _field("gloss", start["gloss"], LONGEST), id="row-gloss", beside=True)
        yield Paragraphs([(HARMLESS, MUTED)], id="beside")
        yield FieldRow("About", _field("about", start["what"], LONGEST_WHAT), beside=True)
        yield _row("Counts as", [AS_IT_IS, *CATEGORIES], start["category"], "category")
        yield _row("It", [*STATUS], start["status"], "status")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Keep", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def begin(self) -> dict[str, str]:
        """What the list says now."""
        case = self.case
        return {
            "gloss": case.label("gloss"),
            "what": case.label("what"),
            "category": case.label("category") or AS_IT_IS,
            "status": _word(case.label("status")),
        }

    def written(self) -> dict[str, str]:
        """What stands on the sheet."""
        return {
            "gloss": self.query_one("#gloss", Field).value,
            "what": self.query_one("#about", Field).value,
            "category": self.query_one("#category", StateChoice).value,
            "status": self.query_one("#status", StateChoice).value,
        }

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        for name, field in (("gloss", "#gloss"), ("what", "#about")):
            self.query_one(field, Field).value = safetext.line(fields.get(name, ""))
        for name, other in (("category", AS_IT_IS), ("status", _word(""))):
            self.query_one(f"#{name}", StateChoice).show(fields.get(name, other))

    def rule(self) -> Rule:
        """What was changed since the sheet was opened."""
        before, now = self.begin(), self.written()
        changed = {name: text for name, text in now.items() if text.strip() != before[name].strip()}
        return lambda case, me: labelled(case, me, changed)

    @on(StateChoice.Changed)
    def _chosen(self) -> None:
        self.changed()


class LabelManySheet(FormSheet):
    """The same for several cases at once, but for the gloss, which belongs to one. Each is told of in its own timeline."""

    AUTO_FOCUS = "#about"

    def __init__(self, rows: list[Row]) -> None:
        """`rows` of cases that one holds and that are open."""
        super().__init__(f"In the list: {len(rows)} cases", "label several")
        self._rooms = [row.room for row in rows]
        self._names = ", ".join(safetext.line(row.case) for row in rows)

    def parts(self) -> Iterator[Widget]:
        """What, what it counts as, and whether a reply is waited for; empty changes nothing."""
        yield Paragraphs(
            [(self._names, ""), ("What is left as it is changes in none of them.", MUTED), ("", "")], own=False
        )
        yield FieldRow("About", _field("about", "", LONGEST_WHAT), id="row-what", beside=True)
        yield _row("Count as", [AS_IT_IS, *CATEGORIES], AS_IT_IS, "category")
        yield _row("They", [AS_IT_IS, "go on", "wait for a reply"], AS_IT_IS, "status")
        yield Reason(id="trouble")
        with Horizontal(id="buttons"):
            yield PushButton("Keep", id="keep", default=True)
            yield PushButton("Start anew", id="anew")

    def begin(self) -> dict[str, str]:
        """Nothing."""
        return {"what": "", "category": AS_IT_IS, "status": AS_IT_IS}

    def written(self) -> dict[str, str]:
        """What stands on the sheet."""
        return {
            "what": self.query_one("#about", Field).value,
            "category": self.query_one("#category", StateChoice).value,
            "status": self.query_one("#status", StateChoice).value,
        }

    def put_back(self, fields: dict[str, str]) -> None:
        """A draft."""
        self.query_one("#about", Field).value = safetext.line(fields.get("what", ""))
        for name in ("category", "status"):
            self.query_one(f"#{name}", StateChoice).show(fields.get(name, AS_IT_IS))

    def keep(self) -> Callable[[], Kept]:
        """Record it in each case; the first refusal is said, and those before it stay recorded."""
        vault, rooms, now = self.vault, self._rooms, self.written()
        words = {"go on": "goes on", "wait for a reply": "waiting for a reply"}
        changed = {name: words.get(text, text) for name, text in now.items() if text.strip() and text != AS_IT_IS}
        return lambda: label_all(vault, rooms, changed)

    @on(StateChoice.Changed)
    def _chosen(self) -> None:
        self.changed()


def labelled(case: Case, me: str, changed: dict[str, str]) -> Acts | Refused:
    """The acts for what was changed on a sheet; a sentence where nothing was, or where a gloss would tell too much."""
    if not changed:
        return refuse("nothing-said")
    category = changed.get("category", AS_IT_IS)
    status = STATUS.get(changed.get("status", ""))
    return record.label(
        case,
        me,
        gloss=changed.get("gloss"),
        what=changed.get("what"),
        status=status,
        category=category if category in CATEGORIES else None,
    )


def label_all(vault: "Vault", rooms: list[str], changed: dict[str, str]) -> Refused | None:
    """Record it in each of these cases; stops at the first that refuses. Slow: for a thread. Raises `VaultError`."""
    for room in rooms:
        acts = labelled(vault.case(room), vault.me, changed)
        if isinstance(acts, Refused):
            return acts
        vault.record(room, acts)
    return None


def _word(status: str) -> str:
    return next((word for word, known in STATUS.items() if known == status), next(iter(STATUS)))


def _field(name: str, value: str, limit: int) -> Field:
    field = Field(value, limit=limit, id=name)
    field.add_class("answer")
    return field


def _row(label: str, words: list[str], value: str, name: str) -> Horizontal:
    choice = Choices([("", word) for word in words], value, id=name)
    choice.add_class("answer")
    return Horizontal(FieldLabel(label), choice, classes="row")
