"""What every editor does with a text that is not kept yet: a draft, sealed at each pause, that is there again."""

import json
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.timer import Timer
from textual.widgets import Input, TextArea

from coctui.screens.base import CoctuiScreen
from coctui.widgets.bars import PaneRule
from coctui.widgets.fields import PushButton
from coctui.widgets.reason import Reason

if TYPE_CHECKING:
    from coctui.vault.door import Vault

T = TypeVar("T")

SHORTLY = 0.01
"""Seconds; a timer of none at all divides by it."""


class Drafting(CoctuiScreen[T], inherit_bindings=False):
    """An editor with a title rule, `#trouble`, and perhaps a button `#anew`. It sets `draft_key` before it is mounted."""

    PAUSE: ClassVar[float] = 1.0
    """Seconds without a key after which the draft is sealed."""
    AT_LEAST: ClassVar[float] = 5.0
    """Seconds of writing without a pause after which it is sealed all the same."""
    draft_key = ""
    dirty = False
    """Whether something was typed that no draft holds yet."""
    _pause: Timer | None = None
    _dirty_since = 0.0
    """When the first of it was typed that is not sealed, 0 for none."""
    _told_unsealed = False
    """Whether who wanted to lock or leave was told that something is not sealed."""
    _unsealed = False
    """Whether the last try to seal it failed."""
    _sealing = False
    """Whether a thread is at it."""
    _restoring = False

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

    def not_kept(self, error: Exception) -> None:
        """The vault could not do it; a subclass says so where it is seen."""
        raise NotImplementedError

    # drafts

    def find_draft(self) -> None:
        """Bring back what was begun, if anything was."""
        self.query("#anew").set(display=False)
        vault, key = self.vault, self.draft_key
        self.run_job("find draft", lambda: vault.draft(key), self._found)

    def _found(self, draft: str | None) -> None:
        # whoever typed before it was found goes on with that; the draft is replaced at the next pause
        if draft is None or self.dirty:
            return
        self._restore({str(name): str(text) for name, text in json.loads(draft).items()})
        self._mark("your draft of before")
        self.query("#anew").set(display=True)

    def _restore(self, fields: dict[str, str]) -> None:
        self._restoring = True
        self.put_back(fields)
        self.call_after_refresh(self._restored)

    def _restored(self) -> None:
        self._restoring = False

    def start_anew(self) -> None:
        """Forget the draft, and show what stood there before."""
        self.stop_pause()
        self.dirty = self._sealing = False  # else leaving would seal the empty form once more, as a draft
        self._restore(self.begin())
        self._mark("")
        self.query("#anew").set(display=False)
        self.focus_next(".answer")
        vault, key = self.vault, self.draft_key
        self.run_job("drop draft", lambda: vault.drop_draft(key), lambda _: None, self.not_kept)

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
        now = self.house.now()
        if not (self.dirty and self._dirty_since):
            self._dirty_since = now
        self.dirty, self._told_unsealed = True, False
        self.query_one("#trouble", Reason).show("")
        self.stop_pause()
        wait = min(self.PAUSE, max(SHORTLY, self._dirty_since + self.AT_LEAST - now))
        self._pause = self.set_timer(wait, self._seal)

    def stop_pause(self) -> None:
        """Seal nothing more: it is kept, or thrown away."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None

    def _seal(self) -> None:
        self._pause = None
        if self.house.session.vault is None:
            return
        vault, key, text = self.vault, self.draft_key, self._as_text()
        self.dirty, self._sealing, self._dirty_since = False, True, 0.0
        if not self._unsealed:  # else "not sealed" would stand there for part of each second only
            self._mark("· sealing")
        self.run_job("seal", lambda: vault.save_draft(key, text), self._sealed, self._not_sealed)

    def _sealed(self, _: None) -> None:
        self._sealing = False
        if self._unsealed:
            self._unsealed = self._told_unsealed = False
            self.query_one("#trouble", Reason).show("")
        if not self.dirty:
            self._mark("+ sealed")

    def _as_text(self) -> str:
        return json.dumps(self.written(), ensure_ascii=False)

    def _not_sealed(self, error: Exception) -> None:
        """The text stays on the screen, which says why it is not sealed; as soon as there is room, it is."""
        self._mark("! not sealed, trying again")
        if not self._told_unsealed:
            self._trouble(str(getattr(error, "sentence", "")))
        self.dirty, self._unsealed, self._sealing = True, True, False
        self._dirty_since = self._dirty_since or self.house.now()
        self.stop_pause()
        self._pause = self.set_timer(self.PAUSE, self._seal)

    def flush(self) -> None:
        """Seal at once what was typed last: before locking. A few milliseconds, on the event loop. Raises `VaultError`."""
        self.stop_pause()
        # what a thread is at is sealed once more: it may fail there when nobody is left to be told
        if (self.dirty or self._sealing) and self.house.session.vault is not None:
            self.vault.save_draft(self.draft_key, self._as_text())
            self.dirty, self._sealing, self._dirty_since = False, False, 0.0

    def refuse_to_go(self, sentence: str) -> bool:
        """What was typed last cannot be sealed: said once, under the text that stays; it is tried again as before."""
        if self._told_unsealed or not (self.dirty or self._sealing):
            return False
        self._told_unsealed = True
        self._not_sealed(Exception())
        self._trouble(sentence)
        return True

    def _trouble(self, sentence: str) -> None:
        """Say it under the fields, which must not push the one that is being written in out of sight."""
        self.query_one("#trouble", Reason).show(sentence)
        self.call_after_refresh(self._writing_in_view)

    def _writing_in_view(self) -> None:
        if self.focused is not None:
            self.focused.scroll_visible(animate=False, immediate=True)

    def flushed(self) -> bool:
        """Seal what was typed last; whether that went well."""
        try:
            self.flush()
        except Exception as error:
            if not hasattr(error, "sentence"):
                raise
            self.not_kept(error)
            return False
        return True

    @on(PushButton.Pressed, "#anew")
    def _anew_pressed(self) -> None:
        self.start_anew()
