"""What every editor has: the code name in its title, a draft that is sealed as one writes, and F2 to keep."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Input, TextArea

from coctui import keymap
from coctui.casework.result import Acts, Refused
from coctui.models.case import Case
from coctui.screens.overlay import Overlay
from coctui.widgets.bars import PaneRule
from coctui.widgets.fields import PushButton
from coctui.widgets.reason import Reason

if TYPE_CHECKING:
    from coctui.vault.door import Vault

Rule = Callable[[Case, str], Acts | Refused]
"""Makes acts of a case and the seat that writes; run on the case as it is when it is kept, not as it was read."""


class Sheet(Overlay[Case], inherit_bindings=False):
    """An editor over a case. The result is the case as it is after keeping, `None` if nothing was kept."""

    KEYS = "sheet"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("sheet")]
    CSS_PATH = ["../styles/overlay.tcss", "../styles/sheet.tcss"]
    PAUSE = 1.0
    """Seconds without a key after which the draft is sealed."""

    def __init__(self, name: str, case: Case, draft: str) -> None:
        """`name` is the code name as this reader sees it; `draft` is the key of its draft, with the room in it."""
        super().__init__()
        self.code, self.case = name, case
        self._draft_key = draft
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

    def begin(self) -> dict[str, str]:
        """What stood in the fields before anybody wrote."""
        raise NotImplementedError

    def rule(self) -> Rule:
        """What keeping it would record."""
        raise NotImplementedError

    # drafts

    def on_mount(self) -> None:
        """A draft that was begun is there again."""
        super().on_mount()
        self.query_one("#anew").display = False
        vault, key = self.vault, self._draft_key
        self.run_job("find draft", lambda: vault.draft(key), self._found)

    def _found(self, draft: str | None) -> None:
        # whoever typed before it was found goes on with that; the draft is replaced at the next pause
        if draft is None or self._dirty:
            return
        self._restore({str(name): str(text) for name, text in json.loads(draft).items()})
        self._mark("your draft of before")
        self.query_one("#anew").display = True

    def _restore(self, fields: dict[str, str]) -> None:
        self._restoring = True
        self.put_back(fields)
        self.call_after_refresh(self._restored)

    def _restored(self) -> None:
        self._restoring = False

    def start_anew(self) -> None:
        """Forget the draft, and show what stood there before."""
        self._stop_pause()
        self._dirty = False
        self._restore(self.begin())
        self._mark("")
        self.query_one("#anew").display = False
        self.focus_next(".answer")
        vault, key = self.vault, self._draft_key
        self.run_job("drop draft", lambda: vault.drop_draft(key), lambda _: None, self._refused)

    def _mark(self, words: str) -> None:
        self.query_one(PaneRule).show(count=words)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.changed()

    def changed(self) -> None:
        """Something was typed or chosen: seal the draft at the next pause."""
        if self._restoring or not self.is_mounted or self.written() == self.begin():
            return
        self._dirty = True
        self.query_one("#trouble", Reason).show("")
        self._stop_pause()
        self._pause = self.set_timer(self.PAUSE, self._seal)

    def _stop_pause(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None

    def _seal(self) -> None:
        self._pause = None
        if self.house.session.vault is None:
            return
        vault, key, text = self.vault, self._draft_key, self._as_text()
        self._dirty = False
        self._mark("· sealing")
        self.run_job("seal", lambda: vault.save_draft(key, text), self._sealed, self._not_sealed)

    def _sealed(self, _: None) -> None:
        if not self._dirty:
            self._mark("+ sealed")

    def _as_text(self) -> str:
        return json.dumps(self.written(), ensure_ascii=False)

    def _not_sealed(self, _: Exception) -> None:
        self._mark("! not sealed, trying again")
        self._dirty = True
        self._stop_pause()
        self._pause = self.set_timer(self.PAUSE, self._seal)

    def flush(self) -> None:
        """Seal at once what was typed last: before locking. A few milliseconds, on the event loop. Raises `VaultError`."""
        self._stop_pause()
        if self._dirty and self.house.session.vault is not None:
            self.vault.save_draft(self._draft_key, self._as_text())
            self._dirty = False

    def action_lock(self) -> None:
        """Lock; what was typed last is sealed first."""
        if self._flushed():
            super().action_lock()

    def action_leave(self) -> None:
        """Leave coctui (asks); what was typed last is sealed first."""
        if self._flushed():
            super().action_leave()

    def _flushed(self) -> bool:
        try:
            self.flush()
        except Exception as error:
            if not hasattr(error, "sentence"):
                raise
            self._refused(error)
            return False
        return True

    # keeping

    def action_done(self) -> None:
        """Keep it."""
        self.keep(self.rule())

    def keep(self, rule: Rule) -> None:
        """Record what a rule makes of the case as it is now, drop the draft, close."""
        vault, room, key = self.vault, self.case.room, self._draft_key

        def write() -> Case | Refused:
            acts = rule(vault.case(room), vault.me)
            if isinstance(acts, Refused):
                return acts
            case = vault.record(room, acts)
            vault.drop_draft(key)
            return case

        self._stop_pause()
        self.run_job("record", write, self._kept, self._refused)

    def _kept(self, case: Case | Refused) -> None:
        if isinstance(case, Refused):
            self.query_one("#trouble", Reason).show(case.sentence, "~")
            return
        self._dirty = False
        self.say("+ Recorded and sealed.")
        _ = self.dismiss(case)

    def _refused(self, error: Exception) -> None:
        self._dirty = True
        self.query_one("#trouble", Reason).show(str(getattr(error, "sentence", "")))

    @on(PushButton.Pressed, "#keep")
    def _keep_pressed(self) -> None:
        self.action_done()

    @on(PushButton.Pressed, "#anew")
    def _anew_pressed(self) -> None:
        self.start_anew()

    def action_back(self) -> None:
        """Out of the field, then out of the sheet; the draft is kept."""
        if self.typing:
            self.set_focus(None)
        elif self._flushed():
            _ = self.dismiss(None)
