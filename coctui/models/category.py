"""What a case is about, in one of a few words: so that cases can be counted without anybody's text being read."""

from typing import Literal, get_args

Category = Literal[
    "harassment",
    "intimidation, following",
    "screenshots to harass",
    "private information",
    "threats of violence",
    "incitement",
    "extra accounts",
    "sexual language, images",
    "insults, stereotype jokes",
    "swearing",
    "unwanted attention",
    "unwanted contact",
    "pattern of contact",
    "disruption",
    "contact after a stop",
    "photos without asking",
    "other conduct",
    "not a conduct matter",
]
CATEGORIES: tuple[Category, ...] = get_args(Category)
"""The published list of inappropriate behaviour (PLC-25, in our words), photos, and what is no matter of conduct."""

_WORDS: dict[str, Category] = {
    "contact": "contact after a stop",
    "messages": "contact after a stop",
    "stalking": "intimidation, following",
    "following": "intimidation, following",
    "threat": "threats of violence",
    "threats": "threats of violence",
    "attention": "unwanted attention",
    "advances": "unwanted attention",
    "touching": "unwanted contact",
    "joke": "insults, stereotype jokes",
    "jokes": "insults, stereotype jokes",
    "remark": "insults, stereotype jokes",
    "remarks": "insults, stereotype jokes",
    "insult": "insults, stereotype jokes",
    "insults": "insults, stereotype jokes",
    "noise": "disruption",
    "photo": "photos without asking",
    "photos": "photos without asking",
    "picture": "photos without asking",
    "other": "other conduct",
    "service": "not a conduct matter",
    "access": "not a conduct matter",
    "accessibility": "not a conduct matter",
    "captions": "not a conduct matter",
    "signage": "not a conduct matter",
    "spam": "not a conduct matter",
}
"""Single words that teams write into *what*, and what they come to."""


def category_for(words: str) -> Category | None:
    """The category that a freely written *what* comes to; `None` for any other words: they are never passed on."""
    plain = " ".join(words.casefold().split())
    return next((name for name in CATEGORIES if name == plain), _WORDS.get(plain))
