"""Copies of the vault: where they lie, how old each is and how it stands; another one now; and how one is put back."""

import shlex
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from coctui import keymap
from coctui.screens.reading import Parts
from coctui.screens.verdict_card import Progress, WorkingCard
from coctui.vault.kept import STANDS
from coctui.widgets import moments

if TYPE_CHECKING:
    from coctui.vault.door import Vault
    from coctui.vault.kept import Backup, Kept

NONE = "No copies are known on this computer. F2 makes one now."
BEFORE = (
    "Only where the vault itself is lost or damaged. What was written since the copy is missing afterwards, and whoever stepped "
    "aside since then is in their cases again and must say so anew. Ask your colleagues first: one of them may have a newer file."
)
SAFE = (
    "The copy is opened and checked first. The file that is there now is kept beside the others, put aside. Where entries are "
    "missing that this computer has seen, coctui says whose and stops; only --accept-older goes on, and your team reads that you "
    "did."
)
ASIDE = ", put aside when a copy was restored"


class CopiesCard(WorkingCard, inherit_bindings=False):
    """Lists copies; F2 makes one and checks it."""

    KEYS = "copies"
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.bindings("copies")]
    DOING = "Looking at the copies"

    def __init__(self) -> None:
        super().__init__("Copies of the vault")

    @property
    def _vault(self) -> "Vault":
        vault = self.house.session.vault
        assert vault is not None, "this card is on the screen only while the vault is open"  # noqa: S101
        return vault

    def on_mount(self) -> None:
        """The copies that are known."""
        vault, now, zone = self._vault, self.house.now(), self.house.zone
        self.job(lambda _: listed(vault.copies(), now, zone))

    def action_done(self) -> None:
        """Make a copy now, compare it with the vault, and check it."""
        vault, now, zone = self._vault, self.house.now(), self.house.zone

        def copy(progress: Progress) -> Parts:
            made = vault.backup(None, progress)
            return [*backed_up(made, vault.out_of_reach), *listed(vault.copies(), now, zone)]

        self.DOING = "Copying and checking"
        self.job(copy)


def backed_up(made: "Backup", out_of_reach: tuple[str, ...]) -> Parts:
    """What became of a copy that was asked for."""
    lines = [f"+ {path}" for path in made.paths]
    if made.verdict.ok:
        lines.append("Compared with the vault row by row, opened and checked: everything fits.")
    else:
        lines += [f"! {found.sentence}" for found in made.verdict.findings]
        lines.append("The copy is as damaged as the vault. Check everything, and tell your team.")
    lines += [f"~ Not renewed, since it is not there: {path}" for path in out_of_reach]
    return [("Copied just now", "\n".join(lines))]


def listed(copies: "tuple[Kept, ...]", now: float, zone: tzinfo) -> Parts:
    """Each copy: when it was made, where it lies, and how it stands to the vault."""
    parts: Parts = []
    for kept in copies:
        when = (
            f"{moments.stamp(at, now, zone)}, {moments.ago(at, now)}" if (at := seconds(kept.at)) else "not there now"
        )
        aside = ASIDE if kept.put_aside else ""
        parts.append((when, f"{kept.path}\n{STANDS[kept.standing or 'not there']}{aside}"))
    return parts or [("", NONE)]


def seconds(at: datetime | None) -> float:
    """A moment of the vault as the screens have it; 0 for none."""
    return at.timestamp() if at is not None else 0.0


def how_to_restore(path: Path, copies: "tuple[Kept, ...]", now: float, zone: tzinfo) -> Parts:
    """Putting a copy back cannot be done from inside: nobody may have the vault open."""
    good = [kept for kept in copies if kept.standing == "earlier" and not kept.put_aside]
    command = f"coctui --vault {shlex.quote(str(path))} restore"
    parts: Parts = [
        (
            "",
            BEFORE,
        ),
        ("Leave coctui, on every computer that has this file open. Then, in a shell", f"{command} COPY"),
    ]
    if good:
        at = seconds(good[0].at)
        parts.append(
            (
                f"The newest that opens, {moments.stamp(at, now, zone)}, {moments.ago(at, now)}",
                f"{command} {shlex.quote(str(good[0].path))}",
            )
        )
    else:
        parts.append(("", "No copy that opens is known on this computer."))
    return [
        *parts,
        (
            "What is safe",
            SAFE,
        ),
    ]
