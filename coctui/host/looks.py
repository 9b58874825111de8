"""What the unlock screen looks like on this computer: the theme and signs that were last chosen here. Nothing of a vault.

The settings of a member are sealed; a screen before unlocking could not know that somebody reads black on white.
"""

from contextlib import suppress
from pathlib import Path

import platformdirs

_FILE = "looks"
_KNOWN = ("theme", "signs")


def _place() -> Path:
    return platformdirs.user_state_path("coctui", appauthor=False) / _FILE


def read_looks() -> dict[str, str]:
    """`theme` and `signs` as they were kept; an unreadable file keeps nothing."""
    with suppress(OSError, ValueError):
        lines = _place().read_text(encoding="ascii")[:200].splitlines()
        pairs = (line.partition(" ")[::2] for line in lines)
        return {name: value for name, value in pairs if name in _KNOWN and value.replace("-", "").isalnum()}
    return {}


def keep_looks(theme: str, signs: str) -> None:
    """Keep them for the next start; a folder that cannot be written is no reason to stop."""
    if read_looks() == {name: value for name, value in (("theme", theme), ("signs", signs)) if value}:
        return
    with suppress(OSError):
        place = _place()
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.write_text(f"theme {theme}\n" + (f"signs {signs}\n" if signs else ""), encoding="ascii")
