"""A text as one compares it: small Latin letters without accents, with the way back to every letter as it was written."""

import re
from bisect import bisect_right
from itertools import product

from anyascii import anyascii

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
"""Signs that nobody sees; a name that holds one is the same name."""
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
_SECOND = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ı": "i"}
"""How some write letters that lack an accent on their keys; the first way is without it."""


def fold(text: str) -> str:
    """The text alone."""
    return Folded(text).text


def spellings(name: str) -> tuple[str, ...]:
    """The ways in which a name is written in plain letters: `Müßig` is muessig and mussig."""
    ways = [(fold(c), _SECOND[c]) if c in _SECOND else (fold(c),) for c in name.casefold()[:60]]
    # More than four such letters would be a sentence, not a name.
    if sum(len(way) > 1 for way in ways) > 4:
        return (fold(name),)
    return tuple(dict.fromkeys("".join(letters) for letters in product(*ways)))


class Folded:
    """A folded text and the places of its letters in the text as it was written."""

    def __init__(self, text: str) -> None:
        self.source = text
        pieces: list[str] = []
        self._starts: list[int] = []
        self._places: list[int] = []
        length = 0
        for place, character in enumerate(text):
            if _INVISIBLE.match(character):
                continue
            plain = character.translate(_APOSTROPHES)
            if not plain.isascii():
                plain = anyascii(plain)
            if not plain:
                continue
            self._starts.append(length)
            self._places.append(place)
            pieces.append(plain.lower())
            length += len(plain)
        self.text = "".join(pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the folded text stands in the one as it was written."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, at: int) -> int:
        return self._places[bisect_right(self._starts, at) - 1]
