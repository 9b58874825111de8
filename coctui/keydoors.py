"""The keys of the screens on which nothing of a vault can be seen: doors, unlocking, the veil, and what stands beside them."""

from typing import Final

from coctui.keys import HELP, LEAVE_FIELD, LOCK, NEXT_FIELD, QUIT, RIGHT_NOW, SUSPEND, Group, Key

AT_THE_DOOR: Final[dict[str, Group]] = {
    "veil": Group(
        "Behind the veil",
        (
            Key((("veil", "f9,z"),), "F9 z", "go on", "go on, after the PIN if one is set"),
            Key((("submit", "enter"),), "enter", "try", "try the PIN", always=True),
            Key((("back", "escape"),), "esc", "not now", "put the field of the PIN away"),
            LOCK,
            SUSPEND,
        ),
    ),
    "doors": Group(
        "Doors",
        (
            Key((("door.1", "1"), ("door.2", "2"), ("door.3", "3")), "1 2 3", "a door", "go through that door"),
            Key((("quit", "q,escape"),), "q", "quit", "leave"),
            HELP,
            SUSPEND._replace(help="back to the shell; fg comes back"),
            QUIT,
        ),
    ),
    "unlock": Group(
        "Unlocking",
        (
            Key(
                # ctrl+j is what enter becomes that was typed before the program had the terminal to itself
                (("submit", "enter,ctrl+j"),),
                "enter",
                "unlock",
                "unlock; in the name field: on to the passphrase",
                always=True,  # as for tab
            ),
            NEXT_FIELD,
            LEAVE_FIELD._replace(help="out of the field; then q leaves coctui"),
            Key((("write.now", "n"),), "esc n", "write now", "an empty page now; unlock later"),
            RIGHT_NOW._replace(shown="esc !"),
            Key((("quit", "q"),), "esc q", "quit", "leave coctui"),
            HELP._replace(shown="F1 ?", brief="F1"),
            SUSPEND._replace(help="back to the shell; fg comes back"),
            QUIT,
        ),
    ),
    "write now": Group(
        "Write now, unlock later",
        (
            Key((("done", "f2,f8"),), "F2 F8", "put away", "seal the page and put it away", "F2"),
            Key((("stamp", "f4"),), "F4", "the time", "put the time at the cursor"),
            LEAVE_FIELD._replace(help="out of the page, then put it away"),
            HELP._replace(shown="F1 ?", brief="F1"),
            SUSPEND._replace(help="put the page away, and back to the shell"),
            QUIT,
        ),
    ),
    "start": Group(
        "Starting a team",
        (
            Key((("done", "f2"),), "F2", "start the team", "make the vault with what is written here"),
            Key((("words.new", "f3"),), "F3", "other words", "draw six other words; the ones on screen are gone"),
            NEXT_FIELD,
            LEAVE_FIELD._replace(help="out of the field, then back to the doors"),
            HELP._replace(shown="F1 ?", brief="F1"),
            QUIT,
        ),
    ),
}
