"""Every screen, as somebody comes to it who is kept from a case: the keys of each, or why it can tell nothing.

All of them in one walk: from the list, from a case that they hold, and from the door once it is locked.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any, NamedTuple

from textual.screen import Screen

from coctui import screens

INSTRUCTION = (
    "A new screen needs a line in WALK of tests/every_screen.py: from where (the list, a case, the lock) and with which keys somebody "
    "comes to it who is kept from another case; or a line in NONE that says why it can tell nothing. "
    "tests/ui/test_nothing_tells_screens.py then looks at it with a hidden case and without, and demands the same letters."
)


class Look(NamedTuple):
    """A screen, and keys from where the walk stands; looked at after each group of them."""

    screen: str
    groups: tuple[tuple[str, ...], ...]
    start: str = "case"


def look(screen: str, *keys: str, then: tuple[tuple[str, ...], ...] = (), start: str = "case") -> Look:
    """The same, shorter."""
    return Look(screen, (keys, *then), start)


WALK: tuple[Look, ...] = (
    look("InboxScreen", then=(
        ("l",), ("l",), ("h", "h", "s"), ("f", "c", "h"), ("escape",), ("slash", *"lobby", "enter"), ("escape",), ("full_stop", *"pew"),
        ("escape",),
    ), start="list"),
    look("KeepViewCard", "v", start="list"),
    look("KeysCard", "question_mark", start="list"),
    look("CommandsCard", "colon", then=(("p",), ("e", "w")), start="list"),
    look("ReadingCard", "p", start="list"),
    look("LabelSheet", "e", start="list"),
    look("LabelManySheet", "x", "j", "x", "e", start="list"),
    look("CardScreen", "full_stop", *"copper", "enter", "enter", start="list"),
    look("TakingScreen", "n", start="list"),
    look("RightNowScreen", "exclamation_mark", then=(("2",), ("3",)), start="list"),
    look("DueScreen", "P", start="list"),
    look("SettleSheet", "S", start="list"),
    look("DebriefScreen", "D", then=(("l",),), start="list"),
    look("BehindCard", "D", "enter", start="list"),
    look("ExportCard", "D", "x", start="list"),
    look("TeamScreen", "T", then=(("j",), ("f", *"pa"), ("escape",)), start="list"),
    look("ProfileSheet", "T", "e", start="list"),
    look("OwnListSheet", "T", "p", start="list"),
    look("RolesSheet", "T", "j", "O", start="list"),
    look("InviteSheet", "T", "I", start="list"),
    look("CodeCard", "T", "I", *"Brisa", "f2", start="list"),
    # First a copy is made: else it depends on the machine whether the one that comes by itself is there already.
    look("CopiesCard", "comma", "5", "j", "j", "j", "enter", "f2", start="list"),
    look("SettingsScreen", "comma", then=(("2",), ("3",), ("4",), ("5",)), start="list"),
    look("PassphraseCard", "comma", "5", "enter", start="list"),
    look("PaperCard", "comma", "5", "j", "enter", start="list"),
    look("ComputerCard", "comma", "5", "j", "j", "enter", start="list"),
    look("VerdictCard", "comma", "5", "j", "j", "j", "j", "j", "enter", start="list"),
    look("SettingCard", "comma", "enter", start="list"),
    look("MergeCard", "comma", "5", "G", "enter", start="list"),
    look("MergingCard", "comma", "5", "G", "enter", *"x", "f2", start="list"),
    look("CaseScreen", then=(("2",), ("3",), ("u",), ("u",), ("t",))),
    look("NoteSheet", "o"),
    look("ItemSheet", "1", "e"),
    look("PeopleSheet", "1", *["j"] * 5, "e"),
    look("MessageSheet", "m"),
    look("SentSheet", "M"),
    look("DetermineSheet", "d"),
    look("AssignSheet", "a"),
    look("HandOverSheet", "H"),
    look("TakeOverSheet", "T"),
    look("ConsentSheet", "c"),
    look("TieSheet", "L"),
    look("WhoSheet", "w"),
    look("PeopleScreen", "b"),
    look("StandInSheet", "s"),
    look("ActSheet", "f5"),
    look("DecidingSheet", "v"),
    look("VoteCard", "v", "v"),
    look("ReviewSheet", "V"),
    look("WaiveSheet", "W"),
    look("FilesSheet", "A"),
    look("CloseSheet", "X"),
    look("QuestionCard", "R"),
    look("VeilScreen", "z", start="list"),
    look("UnlockScreen", "Z", start="lock"),
    look("WriteNowScreen", "escape", "n", start="lock"),
)  # fmt: skip
NONE = {
    "ChooseSheet": "shows answers of one case that its reader holds, and is there only after a merge: tests/ui/test_merge_screen.py",
    "DoorsScreen": "stands before any vault was ever opened on this computer",
    "StartScreen": "starts or joins a team, before anything is unlocked",
}
"""Screens that no open vault stands behind, or that hold what one case holds and nothing else."""


def leaves() -> set[str]:
    """Every screen of coctui that no other one is made of."""
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"coctui.screens.{module.name}")
    return {
        found.__name__
        for found in _below(Screen)
        if found.__module__.startswith("coctui.") and not found.__subclasses__()
    }


def _below(kind: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    for found in kind.__subclasses__():
        yield found
        yield from _below(found)
