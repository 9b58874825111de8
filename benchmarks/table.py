"""What a run says: each goal, what was measured, and whether it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One line: `value` is held against `goal` (no goal: told only); `seen` says what the value was made of."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    seen: str = ""

    @property
    def holds(self) -> str:
        """yes, no, or nothing where there is no goal."""
        if self.goal is None:
            return ""
        return "yes" if self.value <= self.goal else "no"

    def cells(self) -> tuple[str, ...]:
        """As the table prints it."""
        goal = "" if self.goal is None else f"<= {self.goal:g} {self.unit}"
        return self.what, goal, f"{_number(self.value)} {self.unit}", self.holds, self.seen


@dataclass
class Table:
    """Figures under one heading, and remarks on how to read them."""

    title: str
    figures: list[Figure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        head = ("what", "goal", "measured", "holds", "seen")
        return "\n".join([self.title, *_columns([head, *(figure.cells() for figure in self.figures)]), *self.remarks])


def _number(value: float) -> str:
    """Three decimals below ten, so that a goal which is just missed does not look met."""
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
