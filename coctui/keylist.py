"""The keys of the list of cases: how one looks at it and where it leads, and what is done from a row without opening the case."""

from typing import Final

from coctui.keys import DO_NEXT, SIDEWAYS, STEP_ASIDE, Group, Key

LOOKING: Final = Group(
    "Inbox",
    (
        SIDEWAYS._replace(label="views", help="view before, view after"),
        Key((("filter", "f"),), "f", "filter", "filter as you type; esc: all"),
        Key(
            (("search", "slash"),), "/", "search texts", "search the texts of all cases that you may open; esc: stop, then all"
        ),
        Key((("go.to", "full_stop"),), ".", "go to", "go to a case: type its code name"),
        Key((("sort", "s"),), "s", "sort", "the next order: urgent, newest, oldest, code name, what, who"),
        Key((("keep.view", "v"),), "v", "keep view", "keep view, order and filter under a name; forget it again"),
        Key(
            tuple((f"kept.{number}", str(number)) for number in range(1, 10)), "1 … 9", "kept views", "the view kept under it", "1-9"
        ),
        Key((("copy", "y"),), "y", "copy a call", "copy a line that asks colleagues to look; it tells nothing of a case"),
        Key((("take", "n"),), "n", "take report", "take a report down: words first"),
        Key((("due", "P"),), "P", "promises", "all that was promised: open, kept, waived"),
        Key((("debrief", "D"),), "D", "debrief", "figures on what happened"),
        Key((("settings", "comma"),), ",", "settings", "yours, and the team's rules"),
        Key((("team", "T"),), "T", "team", "who is there now and next"),
        Key((("quit", "q,escape"),), "q", "quit", "leave coctui (asks)"),
    ),
)  # fmt: skip
FROM_A_ROW: Final = Group(
    "The case under the cursor",
    (
        DO_NEXT,
        Key((("row.read", "p"),), "p", "in full", "all that the list knows of it, nothing cut"),
        Key((("note", "o"),), "o", "note", "write a note"),
        Key((("message", "m"),), "m", "message", "write a message: the one that is due, else on how it stands"),
        Key((("sent", "M"),), "M", "mark as sent", "mark a message as sent that was written elsewhere"),
        Key((("assign", "a"),), "a", "assign", "who looks after what"),
        Key((("who", "w"),), "w", "who may see", "who may see this: ask, admit, exclude"),
        Key((("determine", "d"),), "d", "decide", "record what was decided"),
        Key(
            (("settle", "S"),),
            "S",
            "small matter",
            "a small matter: captions, spam, a joke that was handled; from open to closed",
        ),
        Key((("close", "X"),), "X", "close", "close or reopen (asks)"),
        Key((("label", "e"),), "e", "in the list", "what the list says of it; of all marked cases at once"),
        Key((("mark", "x"),), "x", "mark", "mark it for that, or take its mark away; esc: no marks"),
        STEP_ASIDE,
    ),
)
