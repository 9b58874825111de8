"""Bars of few cells that say how many: a block a case while there are few, a bar in eighths when there are many."""

from collections.abc import Sequence

from coctui.widgets.glyphs import Glyphs
from coctui.widgets.pieces import Piece

FEW = 12
"""A series whose longest line has fewer than this is drawn in blocks, so that small numbers look small."""
WIDEST = 4
"""Cells of a block, at most."""


def bar(count: int, low: int, most: int, width: int, glyphs: Glyphs, tone: str) -> list[Piece]:
    """`count` blocks, then `low` low ones in ember, in a series whose longest line has `most` of both; `width` cells."""
    if most <= 0 or width <= 0:
        return [(" " * max(0, width), "")]
    drawn = _blocks if most < FEW else _eighths
    pieces = drawn(count, low, most, width, glyphs, tone)
    used = sum(len(text) for text, _ in pieces)
    return [*pieces, (" " * max(0, width - used), "")]


def _blocks(count: int, low: int, most: int, width: int, glyphs: Glyphs, tone: str) -> list[Piece]:
    each = max(1, min(WIDEST, (width + 1) // most - 1))
    gap = 1 if (each + 1) * most - 1 <= width else 0
    full = " ".join([glyphs.block * each] * count) if gap else glyphs.block * each * count
    missed = " ".join([glyphs.low * each] * low) if gap else glyphs.low * each * low
    return [(full, tone), (" " * gap if count and low else "", ""), (missed, "$error")]


def _eighths(count: int, low: int, most: int, width: int, glyphs: Glyphs, tone: str) -> list[Piece]:
    parts = len(glyphs.eighths)
    filled = max(round(count * width * parts / most), 1 if count else 0)
    cells, rest = divmod(filled, parts)
    full = glyphs.eighths[-1] * cells + (glyphs.eighths[rest - 1] if rest else "")
    missed = min(max(1, round(low * width / most)), width - len(full)) if low else 0
    return [(full, tone), (glyphs.low * max(missed, 0), "$error")]


def columns(counts: Sequence[int], each: int, rows: int, glyphs: Glyphs) -> list[str]:
    """Columns of `each` cells side by side, `rows` high, the first row on top; the highest count reaches it."""
    steps = len(glyphs.columns)
    most = max(counts, default=0)
    # One report of few is one step of the same height in every column; never less than something.
    heights = [max(1, count * rows * steps // most) if count else 0 for count in counts] if most else [0] * len(counts)
    found = []
    for row in range(rows - 1, -1, -1):
        parts = [max(0, min(steps, height - row * steps)) for height in heights]
        found.append("".join(((glyphs.columns[part - 1] if part else " ") * (each - 1)).ljust(each) for part in parts))
    return found
