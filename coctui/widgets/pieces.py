"""Lines made of pieces: a text with a style in theme variables. Measured in cells, cut and filled to a width."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

Piece = tuple[str, str]
"""(text, style): a style such as `bold $accent`, or `""` for plain text. Text from outside has gone through safetext."""
Line = Sequence[Piece]

FAINT = "$text-faint"
MUTED = "$text-muted"
ACCENT = "$accent"
BOLD = "bold"
KEY = "bold $accent"
OVERDUE = "bold $error"
SOON = "bold $warning"
KEPT = "bold $success"

SIGN_STYLES = {"!": OVERDUE, "~": SOON, "+": KEPT}


def sign(mark: str) -> Piece:
    """A sign in its colour: `!` ember, `~` amber, `+` sage, any other muted."""
    return (mark, SIGN_STYLES.get(mark, MUTED))


def cells(text: str) -> int:
    """Width in terminal cells; nearly every text is ASCII, which needs no table."""
    return len(text) if text.isascii() else cell_len(text)


def line_cells(line: Line) -> int:
    """Width of a whole line."""
    return sum(cells(text) for text, _ in line)


def cut(text: str, width: int, mark: str = "…") -> str:
    """At most `width` cells, with `mark` for what is missing."""
    if cells(text) <= width:
        return text
    if width <= cells(mark):
        return mark[: max(0, width)]
    return set_cell_size(text, width - cells(mark)).rstrip() + mark


def fit(text: str, width: int, mark: str = "…") -> str:
    """Exactly `width` cells, text at the left."""
    text = cut(text, width, mark)
    return text + " " * (width - cells(text))


def fit_right(text: str, width: int, mark: str = "…") -> str:
    """Exactly `width` cells, text at the right: numbers, times, dates."""
    text = cut(text, width, mark)
    return " " * (width - cells(text)) + text


def clip(line: Line, width: int, mark: str = "…") -> list[Piece]:
    """A line of at most `width` cells; the piece that does not fit is cut, the rest is dropped."""
    kept: list[Piece] = []
    left = width
    for text, style in line:
        size = cells(text)
        if size > left:
            if left > 0:
                kept.append((cut(text, left, mark), style))
            break
        kept.append((text, style))
        left -= size
    return kept


def spread(start: Line, end: Line, width: int, mark: str = "…") -> list[Piece]:
    """`start` at the left edge, `end` at the right; where both do not fit, `start` is cut."""
    room = width - line_cells(end)
    if room < 2:
        return clip(start, width, mark)
    first = clip(start, room - 1 if end else room, mark)
    return [*first, (" " * (room - line_cells(first)), ""), *end]


def wrapped(text: str, width: int) -> list[str]:
    """Our own or cleaned text in lines of at most `width` cells; a word that is longer is broken."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        current = ""
        for whole in paragraph.split(" "):
            word = whole
            while cells(word) > width:
                if current:
                    lines.append(current)
                    current = ""
                taken = max(1, len(set_cell_size(word, width).rstrip()))
                lines.append(word[:taken])
                word = word[taken:]
            joined = f"{current} {word}" if current else word
            if cells(joined) > width:
                lines.append(current)
                joined = word
            current = joined
        lines.append(current)
    return lines


def joined(lines: Iterable[Line]) -> list[Piece]:
    """Several lines as one run of pieces with line ends between."""
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        if number:
            pieces.append(("\n", ""))
        pieces.extend(line)
    return pieces
