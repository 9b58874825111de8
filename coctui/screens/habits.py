"""What a member has set for their own coctui: colours, signs, minutes until veil and lock, keys. Kept in the own sheet.

A setting that is not there, or that nobody can read any more, is as if it had never been set.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from coctui.screens.own_keys import SETTING, own_keys
from coctui.screens.own_keys import refusal as key_refusal

THEMES: Final = {
    "coctui-lamplight": "lamplight: dark and warm",
    "coctui-daylight": "daylight: ink on paper",
    "ansi-dark": "your terminal's own colours, dark",
    "ansi-light": "your terminal's own colours, light",
}
"""Name of a theme to what it is called."""
SIGNS: Final = {"": "as your system says", "unicode": "lines and signs", "ascii": "plain letters only"}
TIMES: Final = {"": "how long ago, or to go", "clock": "on the clock"}
"""How times are shown when the list of cases opens; `t` turns them round."""
VEIL, LOCK = 5, 30
"""Minutes without a key until the veil; minutes behind it until the lock."""
LONGEST_VEIL, LONGEST_LOCK, LONGEST_ON_SHIFT = 30, 30, 60
"""The most that may be set; the last holds for the lock while its owner is on shift."""

Kind = Literal["veil", "lock"]


class Habits(NamedTuple):
    """Settings, read."""

    theme: str = "coctui-lamplight"
    signs: str = ""
    veil: int = VEIL
    lock: int = LOCK
    """What is set; off shift never more than `LONGEST_LOCK`."""
    keys: Mapping[str, str] = {}
    """Binding id to the letter or sign that its owner chose."""
    times: str = ""
    """`clock`, or `""`: how long ago."""

    def lock_after(self, *, on_shift: bool) -> int:
        """Minutes behind the veil until the lock, as they hold now."""
        return min(self.lock, LONGEST_ON_SHIFT if on_shift else LONGEST_LOCK)


def habits_of(settings: Mapping[str, str]) -> Habits:
    """The habits that stand in the settings of an own sheet."""
    theme, signs = settings.get("theme", ""), settings.get("signs", "")
    return Habits(
        theme if theme in THEMES else "coctui-lamplight",
        signs if signs in SIGNS else "",
        _minutes("veil", settings.get("veil", "")) or VEIL,
        _minutes("lock", settings.get("lock", "")) or LOCK,
        own_keys(settings),
        settings["times"] if settings.get("times") in TIMES else "",
    )


def refusal(name: str, value: str, settings: Mapping[str, str]) -> str:
    """Why a setting cannot have this value, in words; `""` if it can, or if it is taken back."""
    choices = {"theme": THEMES, "signs": SIGNS, "times": TIMES}.get(name)
    if name.startswith(SETTING):
        own = {key: letter for key, letter in own_keys(settings).items() if key != name.removeprefix(SETTING)}
        return key_refusal(name.removeprefix(SETTING), value, own) if value else ""
    if choices is not None:
        return "" if not value or value in choices else f"One of: {', '.join(word for word in choices if word)}."
    return minutes_refusal("veil" if name == "veil" else "lock", value)


def minutes_refusal(kind: Kind, typed: str) -> str:
    """Why these minutes cannot be set, in words; `""` if they can, or if nothing was typed and the usual holds."""
    if not typed.strip() or _minutes(kind, typed):
        return ""
    if kind == "veil":
        return f"Minutes from 1 to {LONGEST_VEIL}: without a key for so long, the veil comes down."
    return f"Minutes from 1 to {LONGEST_ON_SHIFT}; more than {LONGEST_LOCK} hold only while you are on shift."


def _minutes(kind: Kind, typed: str) -> int:
    """Minutes as typed; 0 where they are none that may be set."""
    text = typed.strip()
    longest = LONGEST_VEIL if kind == "veil" else LONGEST_ON_SHIFT
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= longest else 0
