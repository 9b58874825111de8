"""What a key is, and those that mean the same wherever they are; the table of all of them is `keymap`."""

from typing import Final, NamedTuple


class Key(NamedTuple):
    """One line of the help: one or more bindings that belong together."""

    binds: tuple[tuple[str, str], ...]
    """(id, default keys by Textual's names, comma separated); the action is the id with `_` for `.`."""
    shown: str
    """The keys as a person reads them in the help."""
    label: str
    """One to three words for the footer."""
    help: str
    """What it does, for help and guide."""
    brief: str = ""
    """The keys as the footer shows them, where shorter than `shown`."""
    always: bool = False
    """Also taken before a text field sees it."""


class Group(NamedTuple):
    """Keys that a person looks up together."""

    title: str
    keys: tuple[Key, ...]


MOVE: Final = Key((("move.down", "j,down"), ("move.up", "k,up")), "j k ↓ ↑", "move", "move", "j k")
SIDEWAYS: Final = Key(
    (("move.left", "h,left"), ("move.right", "l,right")), "h l ← →", "left, right", "left, right", "h l"
)
ENDS: Final = Key(
    (("move.first", "g,home"), ("move.last", "G,end")), "g G", "first, last", "first, last; also home, end"
)
PAGES: Final = Key(
    (("move.page_down", "pagedown"), ("move.page_up", "pageup")), "pgdn pgup", "a page", "a page down, up"
)
HALVES: Final = Key((("move.half_down", "J"), ("move.half_up", "K")), "J K", "half a page", "half a page down, up")
OPEN: Final = Key((("open", "enter"),), "enter", "open", "open what is under the cursor")
NEXT_FIELD: Final = Key(
    (("pane.next", "tab"), ("pane.previous", "shift+tab")),
    "tab",
    "next",
    "next field; with shift: the one before",
    # Before the field sees it: else what is typed quickly after it would still land in the field that is being left,
    # and the start of a passphrase would stand in clear behind the name.
    always=True,
)
NEXT_PANE: Final = NEXT_FIELD._replace(help="next pane; with shift: the one before")
BACK: Final = Key((("back", "escape,q"),), "esc q", "back", "back")
LEAVE_FIELD: Final = Key((("back", "escape"),), "esc", "leave", "out of the field, then back")
DO_NEXT: Final = Key((("next.do", "space"),), "space", "do next", "what the Next bar says")
HELP: Final = Key((("help", "question_mark,f1"),), "? F1", "keys", "keys of this screen", "?")
QUIT: Final = Key(
    (("leave", "ctrl+q,ctrl+c"),),
    "ctrl+q",
    "quit",
    "leave coctui; also ctrl+c",
    always=True,
)
VEIL: Final = Key((("veil", "f9,z"),), "F9 z", "veil", "veil the screen; again: back", "z")
LOCK: Final = Key((("lock", "f8,Z,ctrl+l"),), "F8 Z", "lock", "lock now; also ctrl+l", "Z")
SUSPEND: Final = Key((("suspend", "ctrl+z"),), "ctrl+z", "suspend", "lock, and back to the shell; fg comes back")
SAFE: Final = (VEIL, LOCK, SUSPEND)
"""On every screen of an open vault."""
SAFE_TYPING: Final = (VEIL._replace(brief="F9"), LOCK._replace(brief="F8"), SUSPEND)
"""The same where letters are text."""
COMMANDS: Final = Key(
    (("commands", "colon,ctrl+p"),), ": ctrl+p", "commands", "commands and cases, by name; also ctrl+p", ":"
)
NAMES: Final = Key((("names", "u"),), "u", "names", "show names for 30 s; again: hide")
TIMES: Final = Key((("times", "t"),), "t", "times", "clock times, and back")
STEP_ASIDE: Final = Key((("recuse", "R"),), "R", "step aside", "step aside from this case (asks)")
RIGHT_NOW: Final = Key(
    (("right.now", "exclamation_mark"),), "!", "right now", "words for the first minutes; opens while locked too"
)
ACT: Final = Key((("act", "f5"),), "F5", "act now", "record what was done at once")
