"""What of this computer protects a vault, and what a person can do about the rest: the host's part of `doctor`.

Nothing is changed to find out, and nothing is guessed: what cannot be told is said to be so.
"""

import locale
import os
import re
import shutil
import stat
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, TextIO

from coctui.host.filesystem import examine
from coctui.host.hardening import Protection

State = Literal["holds", "open", "unknown"]
WIDTH, HEIGHT = 80, 24
"""Cells that every screen fits into (DESIGN.md 5)."""
SLACK = timedelta(minutes=10)
"""By so much two clocks may differ without anybody noticing: a file server's, a stick's."""
EARLIEST, LATEST = 2025, 2100
"""Years before and after which a clock is wrong; the first release of coctui lies after the one."""
_SYSTEM = sys.platform  # a plain string: the type checker looks at every branch on every system


class Check(NamedTuple):
    """One thing that was looked at."""

    id: str
    title: str
    state: State
    said: str
    """What it is, and what follows from it."""
    do: str = ""
    """What to do; empty for nothing."""


def protections(held: list[Protection]) -> list[Check]:
    """What was asked of the system when coctui started (hardening.py)."""
    return [
        Check(kept.name.replace(" ", "-"), kept.name, "holds" if kept.holds else "open", _sentence(kept.why))
        for kept in held
    ]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def place(path: Path) -> list[Check]:
    """Where the vault lies: a network, a synchronised folder, who may read it, an encrypted disk."""
    found = examine(path)
    checks = [_network(found.network), _synced(found.synced)]
    readable = _readable(path)
    return [*checks, *([readable] if readable is not None else []), disk(path)]


def _network(kind: str) -> Check:
    if not kind:
        return Check("place", "a disk of this computer", "holds", "The vault does not lie on a network.")
    return Check(
        "place", "a disk of this computer", "open", f"The vault lies on a network ({kind}), where two writers can break it.",
        "Move it to a disk of this computer.",
    )  # fmt: skip


def _synced(client: str) -> Check:
    if not client:
        return Check(
            "synced", "no synchronised folder", "holds", "No program that synchronises folders is known to watch it."
        )
    said = f"{client} seems to watch this folder. It may bring back older files, in which recusals are undone."
    return Check(
        "synced", "no synchronised folder", "open", said, "Keep the vault outside of it, and merge copies instead."
    )


def _readable(path: Path) -> Check | None:
    if os.name != "posix":
        return None
    try:
        modes = [path.stat().st_mode] if path.exists() else []
        modes += [path.parent.stat().st_mode] if path.parent.exists() else []
    except OSError:
        return Check("readers", "yours alone", "unknown", "Who may read the vault's file cannot be told.")
    if not modes or not modes[0] & (stat.S_IRWXG | stat.S_IRWXO):
        return Check("readers", "yours alone", "holds", "No other account of this computer may read the vault's file.")
    said = "Other accounts of this computer may read the vault's file. It is sealed, but they could copy it."
    return Check("readers", "yours alone", "open", said, f"chmod 600 {path.name}")


def disk(path: Path, *, system: Path = Path("/sys"), mounts: Path = Path("/proc/self/mountinfo")) -> Check:
    """Whether the disk is encrypted, where the system lets us see that."""
    title = "encrypted disk"
    if _SYSTEM.startswith("linux"):
        try:
            device = _device(path.resolve(), mounts.read_text(errors="surrogateescape"))
            uuid = (system / "dev" / "block" / device / "dm" / "uuid").read_text() if device else ""
        except (OSError, ValueError):
            uuid = ""
        if uuid.startswith("CRYPT-"):
            return Check("disk", title, "holds", "The disk under the vault is encrypted.")
    said = "Whether the disk is encrypted cannot be told. What is deleted may stay on it for long."
    return Check("disk", title, "unknown", said, "Encrypt the whole disk: FileVault, BitLocker or LUKS.")


def _device(path: Path, mountinfo: str) -> str:
    """`major:minor` of the file system at a path."""
    longest, found = -1, ""
    for line in mountinfo.splitlines():
        fields = line.split(" ")
        if len(fields) > 4:
            point = re.sub(r"\\([0-7]{3})", lambda escape: chr(int(escape[1], 8)), fields[4])
            if len(point) >= longest and path.is_relative_to(point):
                longest, found = len(point), fields[2]
    return found


def swap(swaps: Path = Path("/proc/swaps")) -> Check | None:
    """Whether memory may reach a disk, where the system lets us see that."""
    if not _SYSTEM.startswith("linux"):
        return None
    try:
        used = [line.split()[0] for line in swaps.read_text().splitlines()[1:] if line.strip()]
    except (OSError, IndexError):
        used = ["?"]
    if all("zram" in name for name in used):
        return Check("swap", "no swap on a disk", "holds", "Memory is never written to a disk for want of room.")
    said = "Memory may be written to the swap of this computer, keys and texts too."
    return Check("swap", "no swap on a disk", "unknown", said, "Encrypt the disk with its swap, or switch swap off.")


def clock(now: datetime, newest: float | None) -> Check:
    """Whether the clock can be right: deadlines and the order of entries in two copies come from it."""
    title = "a clock that can be right"
    if not EARLIEST <= now.year <= LATEST:
        return Check("clock", title, "open", f"This computer's clock says {now:%Y-%m-%d}.", "Set date, time and zone.")
    if newest is not None and now.timestamp() + SLACK.total_seconds() < newest:
        said = "The clock is behind the newest change of the vault: one of two computers has it wrong."
        return Check("clock", title, "open", said, "Set date, time and zone.")
    return Check("clock", title, "holds", f"It is {now:%Y-%m-%d %H:%M} UTC, if this computer is right.")


def letters(stream: TextIO | None) -> Check:
    """Whether the terminal shows every sign, or falls back to ASCII."""
    encoding = (getattr(stream, "encoding", None) or locale.getpreferredencoding(False)).lower()
    if encoding.replace("-", "") in ("utf8", "utf16", "utf32"):
        return Check(
            "letters", "all letters", "holds", f"Text is {encoding.upper()}: names and signs are shown as they are."
        )
    said = f"Text is {encoding}, so some names and signs are shown as plain letters."
    return Check("letters", "all letters", "open", said, "Choose a UTF-8 locale, for example LANG=en_GB.UTF-8.")


def terminal(environment: Mapping[str, str], size: tuple[int, int] | None) -> list[Check]:
    """Size, colours, and what stands between coctui and the eyes; `size` in columns and rows, `None` without a terminal."""
    checks: list[Check] = []
    if size is None:
        checks.append(Check("size", "80 × 24 cells", "unknown", "There is no terminal here to be measured."))
    elif size[0] >= WIDTH and size[1] >= HEIGHT:
        checks.append(Check("size", "80 × 24 cells", "holds", f"This window is {size[0]} × {size[1]}."))
    else:
        said = f"This window is {size[0]} × {size[1]}: the screens need {WIDTH} × {HEIGHT}."
        checks.append(Check("size", "80 × 24 cells", "open", said, "Make it larger, or use coctui line."))
    checks.append(Check("colours", "colours", "holds", _colours(environment)))
    between = [
        word for word, name in (("tmux", "TMUX"), ("screen", "STY"), ("SSH", "SSH_CONNECTION")) if environment.get(name)
    ]
    if between:
        said = f"coctui is seen through {' and '.join(between)}: what keeps a history there may keep what was shown."
        checks.append(
            Check("between", "nothing between", "unknown", said, "Lock before you detach; keep no scrollback.")
        )
    return checks


def _colours(environment: Mapping[str, str]) -> str:
    if "NO_COLOR" in environment:
        return "NO_COLOR is set: signs, words and weight say everything."
    if environment.get("TERM", "") in ("", "dumb"):
        return "This terminal knows no colours: signs and words say everything."
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "This terminal shows all colours."
    return f"This terminal shows {'256' if '256' in environment.get('TERM', '') else 'few'} colours: enough."


def size_of(stream: TextIO | None) -> tuple[int, int] | None:
    """Columns and rows of a terminal, `None` where the stream is none."""
    try:
        if stream is None or not stream.isatty():
            return None
    except (OSError, ValueError):
        return None
    found = shutil.get_terminal_size()
    return found.columns, found.lines
