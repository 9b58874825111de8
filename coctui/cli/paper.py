"""What a person reads on a terminal: calm lines of at most 80 cells, code names bold, every text through `safetext`."""

import os
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import TextIO

from coctui import safetext
from coctui.widgets import moments

WIDE = 80
_PLAIN = str.maketrans(
    {"●": "*", "○": "o", "◆": "#", "→": ">", "·": ".", "…": ".", "–": "-", "×": "x", "“": '"', "”": '"'}
)


class Bold(str):
    """A piece of a line that stands out: the code name."""

    __slots__ = ()


class Paper:
    """Writes lines to one stream. Whatever it is given is cleaned here, and nowhere else on the command line."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.on_terminal = _is_terminal(stream)
        self.bold = self.on_terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM", "") not in ("", "dumb")
        encoding = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "")
        self.plain = encoding not in ("utf8", "utf16", "utf32")

    def line(self, *pieces: str) -> None:
        """One row; what a piece holds of line ends and control characters is made harmless."""
        self._write("".join(self._clean(piece) for piece in pieces))

    def lines(self, rows: Iterable[str | Sequence[str]]) -> None:
        """Several rows, each a text or its pieces."""
        for row in rows:
            self.line(*([row] if isinstance(row, str) else row))

    def _clean(self, piece: str) -> str:
        text = safetext.line(piece)
        if self.plain:
            text = text.translate(_PLAIN)
        return f"\x1b[1m{text}\x1b[0m" if isinstance(piece, Bold) and self.bold and text else text

    def _write(self, text: str) -> None:
        self.stream.write(text.rstrip() + "\n")


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (ValueError, OSError):
        return False


def cells(text: str) -> int:
    """How many cells a text takes on a terminal."""
    wide = sum(1 for c in text if unicodedata.east_asian_width(c) in "WF")
    return len(text) + wide - sum(1 for c in text if unicodedata.combining(c))


def pad(text: str, width: int) -> str:
    """A text in a column: cut with an ellipsis, or filled up."""
    text = safetext.line(text)
    while cells(text) > width:
        text = text[: -2 if text.endswith("…") else -1] + "…"
    return text + " " * (width - cells(text))


def wrap(text: str, indent: int = 2) -> list[str]:
    """A text of several lines, its long ones broken at blanks so that none is wider than 80 cells."""
    room, rows = WIDE - indent, list[str]()
    for line in safetext.block(text).split("\n"):
        row = ""
        for word in line.rstrip().split(" "):
            for piece in _bits(word, room):
                fits = cells(row) + 1 + cells(piece) <= room
                if row and not fits:
                    rows.append(row)
                    row = piece
                else:
                    row = f"{row} {piece}" if row else piece
        rows.append(row)
    return [" " * indent + row if row else "" for row in rows]


def _bits(word: str, room: int) -> list[str]:
    """A word that is wider than a row, in rows."""
    bits, bit = list[str](), ""
    for character in word:
        if cells(bit + character) > room:
            bits.append(bit)
            bit = ""
        bit += character
    return [*bits, bit]


class Clock:
    """Times as one member reads them: theirs is the zone, `now` comes from the source."""

    def __init__(self, now: datetime, zone: tzinfo = UTC) -> None:
        self.now, self.zone = now.timestamp(), zone

    def stamp(self, at: float) -> str:
        """`14:07`, or `28 Nov 14:07`."""
        return moments.stamp(at, self.now, self.zone)

    def until(self, at: float) -> str:
        """`in 1 h 57`, or `2 h ago`."""
        return moments.until(at, self.now)

    def ago(self, at: float) -> str:
        """`2 h ago`."""
        return moments.ago(at, self.now)

    def day(self, at: float) -> str:
        """`Sat 28 November`."""
        return moments.long_day(at, self.zone)

    def time(self, at: float) -> str:
        """`14:07`."""
        return moments.clock(at, self.zone)

    @property
    def name(self) -> str:
        """The zone's name."""
        return moments.zone_name(self.now, self.zone)
