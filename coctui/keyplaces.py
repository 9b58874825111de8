"""Where the keys are: which groups of the table each screen has, and which of them its footer shows."""

from typing import Final

SCREENS: Final[dict[str, tuple[str, ...]]] = {
    "doors": ("doors", "list"),
    "start": ("start",),
    "unlock": ("unlock",),
    "write now": ("write now",),
    "veil": ("veil",),
    "inbox": ("everywhere", "safety", "inbox", "row", "list"),
    "case": ("everywhere", "safety", "case", "list"),
    "debrief": ("everywhere", "safety", "debrief", "list"),
    "team": ("everywhere", "safety", "team", "list"),
    "settings": ("everywhere", "safety", "settings", "list"),
    "code": ("code",),
    "taking": ("taking",),
    "right now": ("right now", "safety", "list"),
    "behind": ("behind",),
    "card": ("card",),
    "people": ("people",),
    "who": ("who",),
    "kept view": ("kept view",),
    "question": ("question",),
    "sheet": ("sheet",),
    "act": ("sheet", "act"),
    "reading": ("reading",),
    "commands": ("commands",),
    "help": ("help",),
}
"""Which groups stand in the help of which screen, in that order."""

FOOTERS: Final[dict[str, tuple[str, ...]]] = {
    "doors": ("move.down", "open", "door.1", "quit"),
    "start": ("done", "words.new", "pane.next", "back"),
    "unlock": ("submit", "pane.next", "write.now", "right.now", "quit"),
    "write now": ("done", "stamp", "back"),
    "veil": ("veil",),
    "case": ("open", "edit", "note", "sent", "determine", "recuse", "assign", "who"),
    "debrief": ("move.down", "open", "move.left", "export", "back", "pane.next", "times", "lock"),
    "team": ("move.down", "edit", "compare", "invite", "back", "own.list", "roles", "remove"),
    "settings": ("move.down", "open", "move.left", "back", "lock"),
    "code": ("back", "lock"),
    "behind": ("move.down", "open", "back"),
    "taking": ("done", "prompts", "stamp", "right.now", "pane.next", "back"),
    "right now": ("copy", "move.down", "page.1", "act", "veil", "back"),
    "card": ("answer.clear", "answer.recuse", "back", "names", "lock"),
    "people": ("answer.none", "recuse", "names", "back", "veil"),
    "who": ("move.down", "move.left", "done", "back", "recuse", "veil"),
    "inbox": ("open", "next.do", "search", "filter", "assign", "note", "lock", "quit"),
    "kept view": ("pane.next", "done", "back"),
    "question": ("move.left", "open", "back"),
    "sheet": ("pane.next", "done", "lock", "back"),
    "act": ("pane.next", "done", "insert", "veil", "back"),
    "reading": ("move.down", "move.page_down", "names", "copy", "back", "veil"),
    "commands": ("move.down", "open", "back"),
    "help": ("move.down", "search", "back"),
}
"""What the footer shows, most wanted first: at most eight at 120 columns, six at 80."""
