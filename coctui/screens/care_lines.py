"""What the settings list of the care of the vault: one's ways in, its copies, and a check of everything."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING

from coctui import safetext
from coctui.screens.copies_card import seconds
from coctui.vault.kept import OFF
from coctui.widgets import moments
from coctui.widgets.settings_list import SettingLine

if TYPE_CHECKING:
    from coctui.vault.kept import Kept

WHY = {
    "passphrase": "Change it when somebody may have seen it. The new one is tried before the old one goes.",
    "paper": "A page for the day when the passphrase is gone: drawn here, written down, tested by typing two groups back.",
    "computer": "The keyring of this computer may open the vault for you, if you want that. Off until you do.",
    "copies": "They come by themselves once an hour while you are unlocked. Here: where they lie, how old they are, and one more now.",
    "second": "A folder for the second copy, best on another disk. Empty: the usual one. off: no copies by themselves at all.",
    "verify": "Every entry, link, signature and attachment that you can check, with the verdict on one card.",
    "merge": "Two of you worked apart, each in a file: what the other file has comes into yours, and nothing is lost.",
    "restore": "How to put a copy in the place of a vault that is lost or damaged, and what that undoes.",
}


def care_lines(
    ways: Mapping[str, float], here: bool, copies: "tuple[Kept, ...] | None", second: str, now: float, zone: tzinfo
) -> tuple[SettingLine, ...]:
    """One line each.

    `ways`: since when each kind opens; `here`: whether this computer does; `copies` is `None` while they are looked for.
    """

    def since(kind: str) -> str:
        return f"since {moments.stamp(ways[kind], now, zone)}" if kind in ways else ""

    there = [kept for kept in copies or () if kept.at is not None and not kept.put_aside]
    newest = max((seconds(kept.at) for kept in there), default=0.0)
    lying = f"{len(there)}, the newest {moments.ago(newest, now)}" if there else "none known here"
    elsewhere = since("this computer")
    return (
        _line("passphrase", "Passphrase", since("passphrase") or "set", False),
        _line("paper", "Paper key", since("paper key") or "none", bool(since("paper key"))),
        _line("computer", "This computer opens it", elsewhere if here else "no", here),
        _line("copies", "Copies", "looking" if copies is None else lying, False),
        _line("second", "Second place for copies", _place(second), bool(second)),
        _line("verify", "Check everything", "now", False),
        _line("restore", "Put a copy back", "how", False),
        _line("merge", "Merge another copy", "which", False),
    )


def _line(key: str, label: str, value: str, changed: bool) -> SettingLine:
    return SettingLine(key, label, value, changed, WHY[key])


def _place(second: str) -> str:
    if second == OFF:
        return "off: none by themselves"
    return safetext.line(second, 60) if second else "the usual one"
