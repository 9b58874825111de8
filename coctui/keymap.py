"""Every key: what it is called inside, its default, its words. Footer, help and the key page of the guide are made from this table.

Only keys that do something today stand here. Letters and signs act when no text field has the cursor; F-keys and esc always do.
Lower case looks or edits; upper case changes who may see, who does or what stands.
"""

from typing import TYPE_CHECKING, Final

from coctui.keydoors import AT_THE_DOOR
from coctui.keylist import FROM_A_ROW, LOOKING
from coctui.keyplaces import FOOTERS, SCREENS
from coctui.keys import (
    ACT,
    BACK,
    COMMANDS,
    DO_NEXT,
    ENDS,
    HALVES,
    HELP,
    LEAVE_FIELD,
    MOVE,
    NAMES,
    NEXT_FIELD,
    NEXT_PANE,
    OPEN,
    PAGES,
    QUIT,
    RIGHT_NOW,
    SAFE,
    SAFE_TYPING,
    SIDEWAYS,
    STEP_ASIDE,
    TIMES,
    Group,
    Key,
)
from coctui.keys_elsewhere import ELSEWHERE

if TYPE_CHECKING:
    from textual.binding import BindingType

__all__ = ["FOOTERS", "GROUPS", "SCREENS", "as_markdown", "bindings", "find", "keys_of"]


GROUPS: Final[dict[str, Group]] = {
    "list": Group("Moving", (MOVE, ENDS, PAGES, HALVES, OPEN)),
    "everywhere": Group("Everywhere", (NEXT_PANE, TIMES, RIGHT_NOW, COMMANDS, HELP, QUIT)),
    "safety": Group("Safety", SAFE),
    **AT_THE_DOOR,
    "inbox": LOOKING,
    "row": FROM_A_ROW,
    "case": Group(
        "In a case",
        (
            DO_NEXT,
            Key(
                (("pane.1", "1"), ("pane.2", "2"), ("pane.3", "3")), "1 2 3", "a pane", "report data, access, timeline"
            ),
            SIDEWAYS._replace(help="pane or tab to the left, to the right"),
            Key((("edit", "e"),), "e", "edit", "edit the item under the cursor"),
            Key((("ask.first", "r"),), "r", "to ask", "go to the first item not asked"),
            Key((("note", "o"),), "o", "note", "write a note"),
            Key((("message", "m"),), "m", "message", "write a message"),
            Key((("sent", "M"),), "M", "mark as sent", "mark a message as sent that was written elsewhere"),
            Key((("determine", "d"),), "d", "decide", "record what was decided"),
            Key((("assign", "a"),), "a", "assign", "who looks after what"),
            Key((("hand_over", "H"),), "H", "hand over", "hand over to a colleague, line by line"),
            Key(
                (("take_over", "T"),), "T", "take over", "what is handed over to you, or lies with nobody, line by line"
            ),
            Key((("step_back", "B"),), "B", "step back", "give your duties back (asks): no conflict, you stay cleared"),
            Key((("consent", "c"),), "c", "consent", "what somebody gave leave for, person by person"),
            Key((("tie", "L"),), "L", "tie, join", "tie this case to another one, or join them"),
            Key((("who", "w"),), "w", "who may see", "who may see this: ask, admit, exclude"),
            Key((("people", "b"),), "b", "people", "people of the case"),
            Key((("stand_in", "s"),), "s", "stand-in", "name a stand-in"),
            Key((("act_now", "f5"),), "F5", "act now", "act at once, and write it down"),
            Key((("vote", "v"),), "v", "vote", "decide together: assess, plan, vote"),
            Key((("review", "V"),), "V", "look", "look at what one member did alone"),
            Key((("waive", "W"),), "W", "waive", "a promise that is not needed, or was kept"),
            Key((("filter", "f"),), "f", "filter", "the timeline by kind: the next kind, then all"),
            Key(
                (("search", "slash"),),
                "/",
                "find",
                "entries of the timeline that hold some words, as you type; esc: all",
            ),
            Key((("go.to", "full_stop"),), ".", "go to", "go to what the entry under the cursor changed"),
            Key(
                (("strike", "U"),),
                "U",
                "take out",
                "take back what was just written (60 s), later take an entry out (asks)",
            ),
            Key((("export", "x"),), "x", "export", "save this case as a page; the timeline tells of it"),
            Key((("copy", "y"),), "y", "copy", "copy the entry or item under the cursor; the timeline tells of it"),
            Key((("files", "A"),), "A", "files", "files of the case: add one, save one outside"),
            Key((("due", "p,P"),), "p P", "promises", "all that was promised, this case first", "p"),
            Key((("settle", "S"),), "S", "small matter", "a small matter, from open to closed with one line"),
            Key((("close", "X"),), "X", "close", "close or reopen (asks)"),
            NAMES,
            STEP_ASIDE,
            BACK._replace(help="back to the inbox"),
        ),
    ),
    "taking": Group(
        "Taking a report",
        (
            Key((("done", "f2"),), "F2", "done", "open a case from it; nobody else sees it before they are asked"),
            Key((("prompts", "f3"),), "F3", "ask, say", "what to ask, to say, better not"),
            Key((("stamp", "f4"),), "F4", "stamp time", "the time at the cursor"),
            Key((("right.now", "f5"),), "F5", "right now", "words for the first minutes"),
            Key(
                (("more", "f6"),),
                "F6",
                "more",
                "what this week is early enough for; once more what can wait until closing",
            ),
            NEXT_FIELD,
            LEAVE_FIELD._replace(label="leave", help="out of the field, then out; the draft is kept"),
            *SAFE_TYPING,
            HELP._replace(shown="F1 ?", brief="F1"),
            QUIT,
        ),
    ),
    "right now": Group(
        "Right now",
        (
            Key(
                (("page.1", "1"), ("page.2", "2"), ("page.3", "3")),
                "1 2 3",
                "pages",
                "words, who can remove, hard moments",
            ),
            SIDEWAYS._replace(label="pages", help="page before, page after"),
            Key((("copy", "y"),), "y", "copy", "copy the words under the cursor"),
            ACT._replace(help="from a case: record what was done at once"),
            BACK._replace(brief="esc", help="back"),
            HELP,
            QUIT,
        ),
    ),
    "card": Group(
        "The card",
        (
            Key((("answer.clear", "c"),), "c", "no conflict", "answer: no conflict"),
            Key((("answer.recuse", "R"),), "R", "step aside", "answer: step aside (recuse)"),
            Key((("back", "escape,q"),), "esc", "later", "answer later; you stay outside"),
            MOVE,
            Key((("open", "enter"),), "enter", "answer", "give the answer under the cursor"),
            NAMES._replace(label="show name"),
            *SAFE,
            HELP,
            QUIT,
        ),
    ),
    "people": Group(
        "People first",
        (
            Key(
                (("answer.none", "enter"),),
                "enter",
                "no conflict",
                "no conflict with anybody here; else open the person",
            ),
            STEP_ASIDE,
            NAMES._replace(label="names"),
            MOVE,
            BACK._replace(label="later", help="back; the accounts stay closed until you answer", brief="esc"),
            *SAFE,
            HELP,
            QUIT,
        ),
    ),
    "who": Group(
        "Who may see this",
        (
            MOVE._replace(label="member", help="member below, above"),
            SIDEWAYS._replace(label="choose", help="answer to the left, to the right"),
            Key((("done", "f2"),), "F2", "send", "send the question, and record the rest"),
            NEXT_FIELD._replace(help="the first question, the table"),
            STEP_ASIDE,
            BACK._replace(label="later", help="later; what is chosen is kept as a draft", brief="esc"),
            *SAFE,
            HELP,
            QUIT,
        ),
    ),
    "deciding": Group(
        "Deciding together",
        (
            Key((("pane.1", "1"), ("pane.2", "2"), ("pane.3", "3")), "1 2 3", "jump", "assess, plan, vote"),
            MOVE,
            SIDEWAYS._replace(label="answer, pane", help="answer to the left, to the right; else the pane"),
            Key((("vote", "v"),), "v", "vote", "vote on the plan"),
            Key((("done", "f2"),), "F2", "propose", "record the assessment, propose the plan"),
            Key((("determine", "d"),), "d", "decide", "record what was decided"),
            NEXT_FIELD,
            STEP_ASIDE,
            LEAVE_FIELD._replace(label="back", help="out of the field, then back; the draft is kept"),
            *SAFE,
            HELP,
            QUIT,
        ),
    ),
    "kept view": Group(
        "Keeping a view",
        (
            Key((("done", "f2"),), "F2", "keep", "keep the view under this name"),
            NEXT_FIELD,
            LEAVE_FIELD._replace(help="out of the field, then back to the inbox"),
            *SAFE_TYPING,
            HELP._replace(shown="F1 ?", brief="F1"),
            QUIT,
        ),
    ),
    "question": Group(
        "A question",
        (
            Key((("move.left", "h,left"), ("move.right", "l,right")), "h l", "choose", "choose an answer; also tab"),
            Key((("open", "enter,space"),), "enter", "do it", "do what the filled button says", "enter"),
            NEXT_FIELD._replace(help="the other button"),
            Key((("back", "escape,q"),), "esc", "stay", "the safe answer"),
            *SAFE,
            QUIT,
        ),
    ),
    "sheet": Group(
        "When you type",
        (
            Key((("done", "f2"),), "F2", "keep", "keep what is written"),
            NEXT_FIELD._replace(label="next field"),
            LEAVE_FIELD._replace(label="close", help="out of the field, then out of the sheet"),
            *SAFE_TYPING,
            HELP._replace(shown="F1 ?", brief="F1"),
            QUIT,
        ),
    ),
    "act": Group(
        "Acting at once", (Key((("insert", "f6"),), "F6", "numbers", "whom to call, who can remove somebody"),)
    ),
    "settle": Group(
        "A small matter", (Key((("copy", "y"),), "y", "copy the line", "copy the line; the timeline tells of it"),)
    ),
    "message": Group(
        "A message",
        (
            Key((("insert", "f6"),), "F6", "template", "the template, whole or in two lines"),
            Key((("copy", "y"),), "y", "copy", "copy the text; the timeline tells of it"),
            Key((("mail", "e"),), "e", "as mail", "save it as a mail that is not sent yet"),
            Key((("sent", "M"),), "M", "mark as sent", "mark it as sent"),
        ),
    ),
    "reading": Group(
        "Reading",
        (
            MOVE._replace(label="scroll", help="scroll"),
            PAGES,
            NAMES._replace(label="names"),
            Key((("copy", "y"),), "y", "copy", "copy this text; the timeline tells of it"),
            BACK._replace(brief="esc", label="close", help="close"),
            *SAFE,
            QUIT,
        ),
    ),
    "commands": Group(
        "Commands by name",
        (
            Key((("move.down", "down"), ("move.up", "up")), "↓ ↑", "choose", "the line below, above"),
            Key((("open", "enter"),), "enter", "do it", "do what is under the cursor", always=True),
            Key((("back", "escape"),), "esc", "close", "close; nothing is done"),
            *SAFE_TYPING,
            QUIT,
        ),
    ),
    "help": Group(
        "Keys",
        (
            MOVE._replace(label="scroll", help="scroll"),
            PAGES,
            Key((("search", "slash"),), "/", "find a key", "find a key by what it does; esc: all of them"),
            BACK._replace(brief="esc", label="close", help="close"),
            *SAFE,
            QUIT,
        ),
    ),
    **ELSEWHERE,
}


def keys_of(screen: str) -> list[Key]:
    """All keys of a screen, its groups in the order of the help."""
    return [key for group in SCREENS[screen] for key in GROUPS[group].keys]


_FOUND: dict[tuple[str, str], Key] = {}
"""What was looked for: footers ask the same at every key."""


def find(screen: str, binding: str) -> Key:
    """The line that a binding id belongs to on a screen; `KeyError` if the screen has no such key."""
    if (screen, binding) not in _FOUND:
        found = (key for key in keys_of(screen) if any(name == binding for name, _ in key.binds))
        key = next(found, None)
        if key is None:
            raise KeyError(binding)
        _FOUND[screen, binding] = key
    return _FOUND[screen, binding]


def bindings(*groups: str) -> "list[BindingType]":
    """Textual bindings of some groups, each with its id, none shown by Textual itself."""
    from textual.binding import Binding  # here, so that the guide can be made without Textual

    return [
        Binding(keys, name.replace(".", "_"), key.label, id=name, show=False, priority=key.always)
        for group in groups
        for key in GROUPS[group].keys
        for name, keys in key.binds
    ]


def as_markdown() -> str:
    """The key table as a page of the guide, a section for each group."""
    parts = ["# Keys\n"]
    for group in GROUPS.values():
        rows = [
            f"| `{key.shown}` | {key.help} | {' '.join(f'`{name}`' for name, _ in key.binds)} |" for key in group.keys
        ]
        parts.append(
            "\n".join([f"## {group.title}\n", "| key | what it does | id |", "| --- | --- | --- |", *rows]) + "\n"
        )
    return "\n".join(parts)
