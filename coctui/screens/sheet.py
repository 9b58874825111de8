"""What every editor has: the code name in its title, a draft that is sealed as one writes, and F2 to keep."""

import json
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.timer import Timer
from textual.widgets import Input, TextArea

from coctui import keymap
from coctui.casework.result import Refused
from coctui.models.case import Case
from coctui.screens.base import Overlay
from coctui.widgets.bars import PaneRule
from coctui.widgets.fields import Reason

if TYPE_CHECKING:
    from coctui.models.event import Body
    from coctui.vault.door import Vault

PAUSE = 1.0
"""Seconds without a key after which the draft is sealed."""


class Sheet(Overlay[Case], inherit_bindings=False):
    """An editor over a case. The result is the case as it is after keeping, `None` if nothing was kept."""

    KEYS = "sheet"
    BINDINGS: ClassVar = keymap.bindings("sheet")
    CSS_PATH = ["../styles/overlay.tcss", "../styles/sheet.tcss"]

    def __init__(self, name: str, case: Case, draft: str) -> None:
        """`name` is the code name as this reader sees it; `draft` says which draft of the case this is."""
        super().__init__()
        self.code, self.case = name, case
        self._draft_key = f"{draft} {case.room}"
        self._pause: Timer | None = None
        self._restoring = False
        self._dirty = False

    @property
    def vault(self) -> "Vault":
        """The open vault."""
        vault = self.house.session.vault
        assert vault is not None, "a sheet is open only while the vault is"  # noqa: S101
        return vault

    @property
    def typing(self) -> bool:
        """Whether letters are text now."""
        return isinstance(self.focused, Input | TextArea)

    # what a subclass says

    def written(self) -> dict[str, str]:
        """What stands in the fields now."""
        raise NotImplementedError

    def put_back(self, fields: dict[str, str]) -> None:
        """Put a draft back into the fields."""
        raise NotImplementedError

    def acts(self) -> "tuple[Body, ...] | Refused":
        """What keeping it would record."""
        raise NotImplementedError

    # drafts

    def on_mount(self) -> None:
        """A draft that was begun is there again."""
        super().on_mount()
        key = self._draft_key
        self.run_job("draft", lambda: self.vault.draft(key), self._found)

    def _found(self, draft: str | None) -> None:
        if draft is None:
            return
        fields = json.loads(draft)
        self._restoring = True
        self.put_back({str(name): str(text) for name, text in fields.items()})
        self.call_after_refresh(self._restored)
        self._mark("draft kept, put back")

    def _restored(self) -> None:
        self._restoring = False

    def _mark(self, words: str) -> None:
        self.query_one(PaneRule).show(count=words)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.changed()

    def changed(self) -> None:
        """Something was typed or chosen: seal the draft at the next pause."""
        if self._restoring or not self.is_mounted:
            return
        self._dirty = True
        self.query_one("#trouble", Reason).show("")
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._seal)

    def _seal(self) -> None:
        self._pause = None
        key, text = self._draft_key, json.dumps(self.written(), ensure_ascii=False)
        self._dirty = False
        self._mark("sealing")
        self.run_job(
            "draft", lambda: self.vault.save_draft(key, text), lambda _: self._mark("+ draft sealed"), self._not_sealed
        )

    def _not_sealed(self, _: Exception) -> None:
        self._mark("! not sealed, trying again")
        self._dirty = True
        self._pause = self.set_timer(PAUSE, self._seal)

    def flush(self) -> None:
        """Seal at once what was typed last: called before locking. A few milliseconds, on the event loop."""
        if self._dirty and self.house.session.vault is not None:
            self._dirty = False
            self.vault.save_draft(self._draft_key, json.dumps(self.written(), ensure_ascii=False))

    # keeping

    def action_done(self) -> None:
        """Keep it."""
        self.keep(self.acts())

    def keep(self, acts: "tuple[Body, ...] | Refused") -> None:
        """Record acts, drop the draft, close."""
        if isinstance(acts, Refused):
            self.query_one("#trouble", Reason).show(acts.sentence, "~")
            return
        vault, room, key = self.vault, self.case.room, self._draft_key

        def write() -> Case:
            case = vault.record(room, acts)
            vault.drop_draft(key)
            return case

        if self._pause is not None:
            self._pause.stop()
        self._dirty = False
        self.run_job("record", write, self._kept, self._refused)

    def _kept(self, case: Case) -> None:
        self.say("+ Recorded and sealed.")
        _ = self.dismiss(case)

    def _refused(self, error: Exception) -> None:
        self._dirty = True
        self.query_one("#trouble", Reason).show(str(getattr(error, "sentence", "")))

    def action_back(self) -> None:
        """Out of the field, then out of the sheet; the draft is kept."""
        if self.typing:
            self.set_focus(None)
            return
        self.flush()
        _ = self.dismiss(None)
