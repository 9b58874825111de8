"""What has two answers, given without knowledge of each other: in words, and where one of them is chosen."""

from typing import cast

from coctui.models.items import TITLES, ItemName
from coctui.screens.next_act import Lead

WORDS = {
    "gloss": "the gloss",
    "what": "what it is about",
    "status": "how it stands",
    "category": "what it is counted as",
    "consent": "what there is leave for",
    "tied": "whether it belongs to another case",
    "joined": "which case it went into",
    "draft": "the text of a message",
    "assessment": "the assessment",
    "plan": "the plan",
}
"""Chosen on a sheet of their own, which shows both answers."""
OWN = {
    "determination": ("what was decided", Lead("determine")),
    "closed": ("whether it is closed", Lead("close")),
    "assigned": ("who looks after what", Lead("assign")),
    "person": ("a person who is named", Lead("item", "reported")),
}
"""Chosen where they are written."""


def choice_of(key: str) -> tuple[str, Lead]:
    """What it is in words, and the sheet on which it is chosen."""
    word, _, which = key.partition(" ")
    if word == "item":
        return f"“{TITLES[cast('ItemName', which)]}”", Lead("item", which)
    return OWN.get(word) or (WORDS.get(word, "one thing"), Lead("choose", key))


def said_of(keys: tuple[str, ...]) -> str:
    """All that has two answers, in a line."""
    what = dict.fromkeys(choice_of(key)[0] for key in keys)
    return f"two answers for {', '.join(what)}: choose"
