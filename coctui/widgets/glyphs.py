"""The signs and lines of the screens, in two sets: one for terminals that speak Unicode, one in plain ASCII."""

import codecs
import unicodedata
from typing import Final

from rich.cells import cell_len
from textual.dom import DOMNode


class Glyphs:
    """One cell each. `! ~ + ? -` are the same in both sets and stand in the code as they are."""

    heavy: str = "━"
    """Focused rule, filled meter."""
    light: str = "─"
    """Resting rule, empty meter."""
    bar: str = "▌"
    """Row under the cursor, Next bar, focused field."""
    rail: str = "│"
    day: str = "├─"
    """Where a day hangs on the timeline's rail."""
    dot: str = "·"
    """Not asked, not yet; a small step of the machine; between two facts."""
    came: str = "●"
    """Something came in; one lead in a counter."""
    wrote: str = "○"
    """We wrote something down; an empty place in a counter."""
    decided: str = "◆"
    told: str = "→"
    cut: str = "…"
    nobody: str = "–"
    not_in: str = "×"
    bullet: str = "•"
    """One character of a passphrase."""
    quotes: str = "“”"
    block: str = "▆"
    """One case in a chart."""
    low: str = "▁"
    """One that was missed."""
    eighths: str = "▏▎▍▌▋▊▉█"
    """A bar's last cell, from an eighth to all of it."""
    columns: str = "▁▂▃▄▅▆▇█"
    """The same upwards."""


class _Ascii(Glyphs):
    """The same in letters and signs of the keyboard."""

    heavy = "="
    light = "-"
    bar = ">"
    rail = "|"
    day = "+-"
    dot = "."
    came = "*"
    wrote = "o"
    decided = "#"
    told = ">"
    cut = ".."
    nobody = "-"
    not_in = "x"
    bullet = "*"
    quotes = '""'
    block = "#"
    low = "_"
    eighths = "#"
    columns = ".:-=+*#@"


UNICODE: Final = Glyphs()
ASCII: Final = _Ascii()


def for_encoding(encoding: str) -> Glyphs:
    """The set for a locale's encoding: Unicode only where it is UTF-8."""
    try:
        return UNICODE if codecs.lookup(encoding).name == "utf-8" else ASCII
    except LookupError:
        return ASCII


def glyphs_of(node: DOMNode) -> Glyphs:
    """The set of the app that a widget stands in; an app that names none gets Unicode."""
    found = getattr(node.app, "glyphs", UNICODE)
    return found if isinstance(found, Glyphs) else UNICODE


_SIGNS = str.maketrans("·“”„‘’→←↓↑–—×•…−", '."""\'\'><v^--x*.-')


def plain(text: str, glyphs: Glyphs) -> str:
    """A text in the set at hand. In ASCII what has no letter there becomes `?`, cell for cell, so that columns stay."""
    if glyphs is UNICODE or text.isascii():
        return text
    found = []
    for character in text.translate(_SIGNS):
        if character.isascii():
            found.append(character)
        else:
            base = unicodedata.normalize("NFKD", character)[0]
            found.append(base if base.isascii() and cell_len(character) == 1 else "?" * cell_len(character))
    return "".join(found)
