"""A member's own keys: which can be changed, into what, and how they read. Nothing is ever bound twice.

A change is one letter or sign in place of the letters and signs that the table gives; arrows, enter, esc and F-keys stay,
so that nobody can shut themself out. Kept as settings in the own sheet, by the id of the table.
"""

import string
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from coctui import keymap
from coctui.keys import Key

SETTING: Final = "key "
"""What the name of a setting begins with, before the id."""
NAMES: Final = {
    "escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "down": "↓", "up": "↑", "left": "←", "right": "→",
}  # fmt: skip
SIGNS: Final = {"/": "slash", "\\": "backslash", "@": "at", "-": "minus", "+": "plus", "_": "underscore"}
"""Signs that Textual calls otherwise than Unicode does."""
CLOSED: Final = frozenset({"doors", "start", "unlock", "write now", "veil"})
"""Screens on which nobody is known yet, or nothing may be told: the keys of the table hold there."""

Own = Mapping[str, str]
"""Binding id to the one letter or sign that its owner chose."""


def character(key: str) -> str:
    """The letter or sign that a key of Textual's name types; `""` for all others."""
    if len(key) == 1:
        return key
    if key == "space":
        return ""  # it acts like enter, and is text only in a field
    if key in _BY_NAME:
        return _BY_NAME[key]
    try:
        found = unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return ""
    return found if len(found) == 1 and found.isprintable() else ""


def name_of(character: str) -> str:
    """Textual's name of the key that types this letter or sign."""
    if character.isalnum():
        return character
    return SIGNS.get(character) or unicodedata.name(character, "").lower().replace(" ", "_").replace("-", "_")


_BY_NAME: Final = {name_of(sign): sign for sign in string.punctuation}


def with_own(binding: str, keys: str, own: Own) -> str:
    """The keys of a binding, by Textual's names: its owner's letter before those that stay."""
    if binding not in own:
        return keys
    return ",".join([name_of(own[binding]), *(key for key in keys.split(",") if not character(key))])


def readable(key: str) -> str:
    """A key as a person reads it: `F9`, `esc`, `?`, `ctrl+q`."""
    if key in NAMES:
        return NAMES[key]
    return key.upper() if key[0] == "f" and key[1:].isdigit() else character(key) or key


def shown(key: Key, own: Own, *, brief: bool = False) -> str:
    """The keys of a line as they read in footer and help, its owner's where there are any."""
    if not any(name in own for name, _ in key.binds):
        return (key.brief if brief else "") or key.shown
    parts = [with_own(name, keys, own).split(",") for name, keys in key.binds]
    if brief:
        return " ".join(readable(keys[0]) for keys in parts)
    return " ".join(
        readable(keys[place]) for place in range(max(map(len, parts))) for keys in parts if place < len(keys)
    )


def own_keys(settings: Mapping[str, str]) -> dict[str, str]:
    """The changes that stand in the settings, without those that fit no more: a newer coctui may have other keys.

    Looked at together, since one may take what another leaves.
    """
    typed = {name.removeprefix(SETTING): value for name, value in settings.items() if name.startswith(SETTING)}
    found = {name: value for name, value in sorted(typed.items()) if not _unfit(name, value)}
    while (clash := next((name for name in reversed(found) if _taken(name, found)), None)) is not None:
        del found[clash]
    return found


def textual_keymap(own: Own) -> dict[str, str]:
    """The same for Textual's `set_keymap`."""
    return {name: with_own(name, _default(name), own) for name in own}


def changeable() -> Iterator[tuple[str, Key]]:
    """Ids that may have another key, each with its first line of the help, in the order of the help."""
    seen = set[str]()
    for screen, groups in keymap.SCREENS.items():
        for group in groups if screen not in CLOSED else ():
            for key in keymap.GROUPS[group].keys:
                for name, keys in key.binds:
                    if name not in seen and any(_may_go(part) for part in keys.split(",")):
                        seen.add(name)
                        yield name, key


def _may_go(key: str) -> bool:
    return bool(character(key)) and not key.isdigit()


def refusal(binding: str, typed: str, own: Own) -> str:
    """Why this letter or sign cannot be the key, in words; `""` if it can. `own` are the changes already made."""
    return _unfit(binding, typed) or _taken(binding, {**own, binding: typed})


def _unfit(binding: str, typed: str) -> str:
    if binding not in dict(changeable()):
        return "This key stays as it is."
    if len(typed) != 1 or not typed.isprintable() or typed.isspace() or character(name_of(typed)) != typed:
        return "One letter or sign."
    if typed.isdigit():
        return "Numbers jump to what carries that number on the screen."
    before = next((character(part) for part in _default(binding).split(",") if character(part)), "")
    if before.isupper() and not typed.isupper():
        return "Upper case stays upper case: it changes who may see, who does or what stands."
    if typed.isupper() and not before.isupper():
        return "Upper case is for what changes who may see, who does or what stands."
    return ""


def _taken(binding: str, own: Own) -> str:
    wanted = name_of(own[binding])
    for screen in keymap.SCREENS:
        if screen in CLOSED:
            continue
        keys = keymap.keys_of(screen)
        if not any(name == binding for key in keys for name, _ in key.binds):
            continue
        for key in keys:
            for name, default in key.binds:
                if name != binding and wanted in with_own(name, default, own).split(","):
                    return f"That key is taken: {key.help}."
    return ""


def _default(binding: str) -> str:
    for screen, groups in keymap.SCREENS.items():
        for group in groups if screen not in CLOSED else ():
            for key in keymap.GROUPS[group].keys:
                for name, keys in key.binds:
                    if name == binding:
                        return keys
    return ""
