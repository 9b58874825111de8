"""Keys of the screens about all cases: debrief, team, settings, and what lies over them."""

from typing import Final

from coctui.keys import BACK, DO_NEXT, HELP, MOVE, OPEN, PAGES, QUIT, SAFE, SIDEWAYS, Group, Key

ELSEWHERE: Final[dict[str, Group]] = {
    "due": Group(
        "Promises",
        (
            SIDEWAYS._replace(label="open, kept", help="open, kept, waived"),
            DO_NEXT,
            Key((("sent", "M"),), "M", "it was kept", "it was kept already: “I answered them at …”"),
            Key((("waive", "W"),), "W", "waive", "it is not needed, with a reason"),
            Key((("export", "x"),), "x", "calendar", "save when they are due as a calendar: “a promise”, nothing else"),
            BACK._replace(brief="esc"),
        ),
    ),
    "debrief": Group(
        "Debrief",
        (
            SIDEWAYS._replace(label="inside, public", help="for the team; as a draft for the public"),
            Key((("export", "x"),), "x", "export", "save it as a file; its cases tell of it"),
            BACK._replace(brief="esc", help="back to the inbox"),
        ),
    ),
    "team": Group(
        "The team",
        (
            Key((("edit", "e"),), "e", "your profile", "what you say of yourself, and your shifts"),
            Key((("own.list", "p"),), "p", "own list", "people and employers whom you must not judge: for you alone"),
            Key((("compare", "c"),), "c", "compare", "compare the key words of a colleague, by voice"),
            Key((("filter", "f"),), "f", "filter", "filter as you type; esc: all"),
            Key((("invite", "I"),), "I", "invite", "invite somebody: a code that works once"),
            Key((("roles", "O"),), "O", "roles", "give a member other roles"),
            Key((("remove", "X"),), "X", "remove", "remove a member, or take an invitation back (asks)"),
            Key((("renew", "N"),), "N", "new seat", "a new seat for somebody who lost every way in (asks)"),
            Key(
                (("lost", "L"),),
                "L",
                "lost laptop",
                "a computer is lost: close its seat, change keys, what it had, words (asks)",
            ),
            BACK._replace(brief="esc", help="back to the inbox"),
        ),
    ),
    "settings": Group(
        "Settings",
        (
            SIDEWAYS._replace(label="tabs", help="tab before, tab after"),
            Key(
                tuple((f"pane.{number}", str(number)) for number in range(1, 6)),
                "1 … 5",
                "a tab",
                "yours, the team's, your keys, this computer, ways in and copies",
            ),
            BACK._replace(brief="esc", help="back to the inbox"),
        ),
    ),
    "code": Group(
        "A code, shown once",
        (
            Key((("back", "escape,q"),), "esc", "done", "done: the code is not shown again"),
            Key((("open", "enter"),), "enter", "done", "done"),
            *SAFE,
            QUIT,
        ),
    ),
    "passphrase": Group(
        "Another passphrase",
        (Key((("words.new", "f3"),), "F3", "other words", "draw six other words; the ones on screen are gone"),),
    ),
    "copies": Group(
        "Copies",
        (
            Key((("done", "f2"),), "F2", "copy now", "make a copy now, and check it"),
            MOVE._replace(label="scroll", help="scroll"),
            PAGES,
            BACK._replace(brief="esc", label="close", help="close"),
            *SAFE,
            HELP,
            QUIT,
        ),
    ),
    "merging": Group(
        "Merging another copy",
        (
            MOVE,
            OPEN._replace(label="open, choose", help="open the case under the cursor, to choose one of two answers"),
            PAGES,
            BACK._replace(brief="esc", label="stop, close", help="stop while nothing is changed yet; then: close"),
            *SAFE,
            HELP,
            QUIT,
        ),
    ),
    "behind": Group(
        "Cases behind a figure",
        (
            MOVE,
            OPEN._replace(label="open", help="open that case"),
            BACK._replace(brief="esc", label="close", help="close"),
            *SAFE,
            QUIT,
        ),
    ),
}
