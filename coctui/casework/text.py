"""Words on their way into an event: as they were written, less what no event can hold."""

import re

from coctui.casework.result import Refused, refuse

LINE = 1_000
TEXT = 4_000_000
"""The longest line and text that a model takes, in characters (models/noun.py)."""

_BROKEN = re.compile("[\ud800-\udfff]")
"""Halves of a character: no text, and no UTF-8 could hold them."""


def whole(text: str) -> str:
    """The text with broken halves of characters made visible; all else stays as it came."""
    return _BROKEN.sub("\ufffd", text)


def cut_line(text: str) -> str:
    """One line of a report: kept up to its bound. What is cut stays in the original bytes."""
    return whole(" ".join(text.split()))[:LINE]


def cut_text(text: str) -> str:
    """A text of a report, likewise."""
    return whole(text)[:TEXT]


def written(text: str, *, needed: bool = False, limit: int = TEXT) -> str | Refused:
    """What a responder wrote, without blank ends; refused where it is too long, or empty where words are `needed`."""
    text = whole(text).strip()
    if needed and not text:
        return refuse("nothing-said")
    return refuse("too-long") if len(text) > limit else text
