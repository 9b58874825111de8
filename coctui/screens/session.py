"""The app's only state: which vault file, and the open vault while there is one."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coctui.models.row import Row
    from coctui.screens.pin import Pin
    from coctui.vault.door import Vault
    from coctui.vault.unlock import Unlocked


class Session:
    """A vault's path, and from unlocking to locking what was opened. Locking leaves the path only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.vault: Vault | None = None
        self.unlocked: Unlocked | None = None
        self.rows: tuple[Row, ...] = ()
        self.pin: Pin | None = None
        """What lifts the veil, until the next lock; `None` for a veil that any of its two keys lifts."""

    def __repr__(self) -> str:
        return "<Session open>" if self.vault else "<Session closed>"

    def drop(self) -> "Vault | None":
        """Forget everything but the path; the vault that was open, for its keys to be dropped too."""
        vault, self.vault, self.unlocked, self.rows, self.pin = self.vault, None, None, (), None
        return vault
