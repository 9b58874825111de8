"""A vault of an earlier format, opened by this coctui: kept as it is, brought up in a copy, checked whole, then in place."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from coctui.host.unfinished import in_the_making, sweep
from coctui.vault.connection import as_ours
from coctui.vault.copies import remove, settle, synced
from coctui.vault.errors import Damaged, NoRoom, NoVault
from coctui.vault.formats import bring_up
from coctui.vault.restoring import look_through, put_aside
from coctui.vault.source import Source
from coctui.vault.unlock import Unlocked

NOT_BROUGHT_UP = (
    "This vault is of an earlier format, and not everything in it fits into the new one. Nothing was changed. "
    "Run coctui verify with the version that wrote it."
)


def upgrade(path: Path, unlock: Callable[[Path], Unlocked], source: Source) -> Path:
    """Bring the vault at a path to this format; where the file is kept as it was, among the copies beside it.

    The new one is unlocked by `unlock` and checked as `verify` does before it takes the place; a stop at any time leaves
    the one or the other. Raises `Busy` where somebody has it open, `Damaged` where not everything fits, `NoRoom`, and what
    `unlock` raises: then nothing was changed, and nothing is kept.
    """
    fresh = in_the_making(path)
    kept: Path | None = None
    try:
        sweep(path.parent, path.name)
        remove(fresh)
        with put_aside(path, source.now()) as aside:
            if aside is None:
                raise NoVault
            kept = aside
            shutil.copyfile(kept, fresh)
            fresh.chmod(0o600)
            with as_ours():
                bring_up(fresh)
            look_through(unlock(fresh), path, accept_older=True, source=source, progress=None)
            settle(fresh)
            synced(fresh)
            fresh.replace(path)
            kept = None
            synced(path.parent)
            return aside
    except Damaged:
        raise Damaged(NOT_BROUGHT_UP, code="not-brought-up") from None
    except OSError:
        raise NoRoom from None
    finally:
        with suppress(OSError):
            remove(fresh)
            if kept is not None:
                remove(kept)
