"""Taking a report: what to say, what better not, what to ask next, and what seems to have been heard. Guesses, never rules.

The script is that of PYC18 and OTTER in our own words: listen, make safe, write it down, promise no outcome.
"""

import re
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from coctui.casework.folded import fold
from coctui.models.asking import ORDER
from coctui.models.dictation import Dictation
from coctui.models.items import ITEMS, QUESTIONS, ItemName
from coctui.models.roster import Policy


class Prompt(NamedTuple):
    """A question that one can say aloud; the item that its answer belongs to."""

    words: str
    item: ItemName | None = None


FIRST: tuple[Prompt, ...] = (
    Prompt("Is it still going on?", "ongoing"),
    Prompt("Where is the person now?", "ongoing"),
    Prompt("Would you like somebody with you?"),
    Prompt("May we write to you, and where?", "contact"),
    Prompt("Is there anything that you are afraid of?", "contact"),
)
"""Tonight, before anything else."""
CONSENT = "May I tell the rest of the team?"
READ_BACK = "I read you what I wrote. Is it right like this?"
SAY = (
    "Thank you for telling us.",
    "Take the time you need.",
    "You can stay without a name.",
    "I will read it back to you.",
)
BETTER_NOT = (
    "Why did you not leave?",
    "What should happen to them?",
    "I am sure it was not meant so.",
    "We will remove them.",
    "Do you want to withdraw it?",
)
"""What presses, judges, promises an outcome or invites to take it back (PYC18)."""
HESITANT = (
    "You decide what you tell me, and when.",
    "Would you rather speak with somebody else of the team?",
    "You need not give a name.",
    "I can write it down, and nothing follows unless it happens again.",
)
"""For somebody who is not sure, in this order (OTTER)."""
TOO_MUCH = "You may stop and hand over, draft and all."

_HEARD: dict[ItemName, tuple[str, ...]] = {
    "contact": ("@", "call(?:ed)? me", "write to", "reach", "phone", "number", "mail", "dms?", "by chat", "contact"),
    "when": (
        r"\d\d?[:.h]\d\d", r"\d\d?\s?[ap]m", "ago", "yesterday", "today", "tonight", "(?:mon|tues|wednes|thurs|fri|satur|sun)day",
        "morning", "afternoon", "evening", "night", "since", "before the", "after the", "during",
    ),
    "where": (
        "room", "lobby", "channel", "hall", "table", "session", "chat", "lounge", "stage", "breakout", "dms?", "talk", "forum",
        "repository", "issue", "poster", "corridor", "hallway", "lift", "stand", "call", "stream",
    ),
    "ongoing": (
        "still", "right now", "at the moment", "keeps?", "kept", "going on", "again and again", "stopped", "is over", "ended", "left",
    ),
    "reported": (
        "person", "somebody", "someone", "they", "he", "she", "hoodie", "badge", "named", "called", "wearing", "tall", "speaker",
        "moderator", "account", "attendee",
    ),
    "others": (
        "witness(?:es)?", "saw", "seen", "friends?", "others", "people", "volunteer", "everybody", "colleague",
    ),
    "circumstances": (
        "know each other", "used to", "last year", "works? (?:with|for)", "worked", "history", "earlier", "first time",
        "the other time", "already", "previously",
    ),
}  # fmt: skip
_GOES_ON = (
    "still (?:there|here|going|writing|doing|following|at it|in the|on)", "(?:is|are) still", "right now", "at the moment",
    "as we speak", r"keeps? (?:on )?\w+ing", "does not stop", "will not stop", "won't stop", "going on now",
    "following (?:me|her|him|them)",
)  # fmt: skip
_OVER = (
    "(?:is|was) over", "has stopped", "it stopped", "not any ?more", "no longer", "(?:he|she|they|the person) left",
)  # fmt: skip
ENOUGH_WORDS = 8
"""From so many words on something was said of what happened."""


def heard(text: str) -> frozenset[ItemName]:
    """The items that the words so far seem to touch: a guess, to be confirmed by a person later."""
    plain = fold(text)
    found = {name for name, words in _HEARD.items() if re.search(_any_of(words), plain)}
    if len(plain.split()) >= ENOUGH_WORDS:
        found.add("description")
    return frozenset(name for name in ITEMS if name in found)


def _any_of(words: tuple[str, ...]) -> str:
    return rf"(?<!\w)(?:{'|'.join(words)})(?!\w)"


def sounds_ongoing(text: str) -> bool:
    """Whether it sounds as if it goes on: the last that was said of it counts."""
    plain = fold(text)
    goes = [match.start() for match in re.finditer(_any_of(_GOES_ON), plain)]
    over = [match.start() for match in re.finditer(_any_of(_OVER), plain)]
    return bool(goes) and (not over or goes[-1] > over[-1])


def ask_next(taken: Dictation) -> tuple[Prompt, ...]:
    """What to ask next: first what matters tonight, then what was not touched; nothing twice, and no address of who stays unnamed."""
    touched = set(heard(taken.text)) | {name for name in ITEMS if _answered(taken, name)}
    first = [prompt for prompt in FIRST if prompt.item is None or prompt.item not in touched]
    later = [Prompt(QUESTIONS[name], name) for name in ORDER if name not in touched]
    asked = {prompt.item for prompt in first}
    found = [*first, *(prompt for prompt in later if prompt.item not in asked)]
    return tuple(prompt for prompt in found if not (taken.anonymous and prompt.item == "contact"))


def _answered(taken: Dictation, name: ItemName) -> bool:
    said: dict[ItemName, object] = {
        "contact": taken.reporter_contact or taken.anonymous,
        "when": taken.when,
        "where": taken.where or taken.place_kind,
        "ongoing": taken.ongoing,
        "description": taken.text.strip(),
        "reported": taken.reported,
        "circumstances": taken.circumstances,
        "others": taken.others or taken.witnesses or taken.affected,
    }
    return bool(said[name])


def say(policy: Policy, told: datetime, zone: tzinfo) -> tuple[str, ...]:
    """What one may say: only what we can keep, an answer by a time, never an outcome."""
    by = (told + timedelta(hours=policy.acknowledge_hours)).astimezone(zone)
    day = "" if by.date() == told.astimezone(zone).date() else f"{by:%A}, "
    week = "a week" if policy.outcome_days == 7 else f"{policy.outcome_days} days"
    return (*SAY, f"You hear from us by {day}{by:%H:%M}, and again within {week}.")


def stamped(text: str, at: datetime, zone: tzinfo) -> str:
    """The text with the time of day on a line of its own, to go on writing behind it."""
    clock = f"{at.astimezone(zone):%H:%M}  "
    body = text.rstrip("\n")
    return f"{body}\n\n{clock}" if body.strip() else clock
