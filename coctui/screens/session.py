"""The app's only state: which vault file, and the open vault while there is one."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coctui.models.row import Glance, Row
    from coctui.screens.pin import Pin
    from coctui.vault.door import Vault
    from coctui.vault.unlock import Unlocked


class Session:
    """A vault's path, and from unlocking to locking what was opened. Locking leaves the path only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.vault: Vault | None = None
        self.unlocked: Unlocked | None = None
        self.glance: Glance | None = None
        """What is drawn of a long list before its vault was read and checked; `None` as soon as it was."""
        self.rows: tuple[Row, ...] = ()
        self.turn = 0
        """How often it was dropped: what was begun before that is nobody's business any more."""
        self.pin: Pin | None = None
        """What lifts the veil, until the next lock; `None` for a veil that any of its two keys lifts."""

    def __repr__(self) -> str:
        return "<Session open>" if self.vault else "<Session closed>"

    def drop(self) -> "Vault | None":
        """Forget everything but the path; the vault that was open, for its keys to be dropped too."""
        self.turn += 1
        vault, self.vault, self.unlocked, self.glance = self.vault, None, None, None
        self.rows, self.pin = (), None
        return vault

    @property
    def settings(self) -> Mapping[str, str]:
        """What the member who unlocked has set."""
        if self.vault is not None:
            return self.vault.sheet.settings
        return self.glance.settings if self.glance is not None else {}
