"""The fixed lines of the screens of an open vault: header, Next bar, the rule that names a pane, and the key bar."""

from typing import NamedTuple

from textual.reactive import reactive

from coctui.widgets.drawn import Drawn
from coctui.widgets.key_bar import KeyBar
from coctui.widgets.pieces import (
    ACCENT,
    FAINT,
    KEY,
    MUTED,
    Line,
    Piece,
    cells,
    clip,
    cut,
    line_cells,
    sign,
    spread,
    wrapped,
)

__all__ = ["HeaderBar", "HeaderFacts", "KeyBar", "NextBar", "NextStep", "PaneRule", "rule"]


class HeaderFacts(NamedTuple):
    """What the top row says; everything already cleaned."""

    conference: str = ""
    practice: bool = False
    """Nothing in this vault is real."""
    day: str = ""
    """`day 2 of 3`."""
    name: str = ""
    role: str = ""
    clock: str = ""
    zone: str = ""
    cleaning: bool = False
    """Another coctui still reads, so that the log with what an older key opened could not be emptied yet."""


class HeaderBar(Drawn):
    """Where you are and who you are; never a case name."""

    def __init__(self, facts: HeaderFacts | None = None) -> None:
        super().__init__()
        self.facts = facts or HeaderFacts()
        self._warning = ""

    def warn(self, sentence: str) -> None:
        """Say in the last minute how long there is until the veil; `""` takes it back."""
        if sentence != self._warning:
            self._warning = sentence
            self.redraw()

    def show(self, facts: HeaderFacts) -> None:
        """Take new facts, once a minute at most."""
        if facts != self.facts:
            self.facts = facts
            self.redraw()

    def lines(self, width: int) -> list[Line]:
        facts = self.facts
        start: list[Piece] = [(" ", ""), ("coctui", KEY)]
        if facts.practice:
            start += [("  ", ""), sign("~"), (" practice", "$warning")]
        if width >= 100 and facts.conference:
            start.append((f"  {facts.conference}", MUTED))
        if facts.day:
            start.append((f"  {facts.day}", FAINT if width >= 100 else MUTED))
        if facts.cleaning:
            start += [("  ", ""), sign("~"), (" cleaning up", "$warning")]
        end: list[Piece] = [(facts.name, "$foreground")]
        if self._warning:
            end = [sign("~"), (f" {self._warning}", "$foreground")]
        elif facts.role:
            end.append((f" {facts.role}", MUTED))
        if facts.clock:
            end += [(f"   {facts.clock}", "$foreground"), (f" {facts.zone}", MUTED)]
        return [spread(start, [*end, (" ", "")], width)]


class NextStep(NamedTuple):
    """The one thing to do: its sign, what, how long there is, and what its key does."""

    sign: str = ""
    act: str = ""
    because: str = ""
    does: str = ""
    """What `space` does, as the label after the key; `""` where there is nothing to press."""
    key: str = "space"


class NextBar(Drawn):
    """The only filled line on a resting screen: the one thing to do, and its key."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.step = NextStep()
        self._shown: NextStep | None = None

    def show(self, step: NextStep) -> None:
        """Take the next thing to do."""
        if step == self._shown:
            return
        width, before = self.content_size.width, self.step
        self.step = self._shown = step
        self.set_class(step.sign == "!", "-error")
        self.set_class(step.sign == "~", "-warning")
        self.set_class(not step.act, "-empty")
        # only a sentence that needs another number of rows lays the screen out anew: each move of a cursor comes here
        self.redraw(layout=len(self._wrapped(before, width)) != len(self._wrapped(step, width)))

    def on_mount(self) -> None:
        self.show(self.step)

    @staticmethod
    def _wrapped(step: NextStep, width: int) -> list[str]:
        """A sentence that only says something, and leads nowhere where all of it would stand: whole, in as many rows as it needs."""
        said = f"{step.act} {step.because}".strip()
        room = width - 6
        if step.does or room < 20 or cells(said) + 1 <= room:
            return [said]
        return wrapped(said, room)

    def lines(self, width: int) -> list[Line]:
        step = self.step
        if not step.act:
            return [[]]
        whole = self._wrapped(step, width)
        tone = {"!": "$error", "~": "$warning"}.get(step.sign, "$accent")
        start: list[Piece] = [(self.glyphs.bar, tone), (" ", "")]
        if step.sign:
            start += [sign(step.sign), (" ", "")]
        if len(whole) > 1:
            rest = [(self.glyphs.bar, tone), (" " * (line_cells(start) - 1), "")]
            return [[*(rest if number else start), (part, "bold")] for number, part in enumerate(whole)]
        start.append((step.act, "bold"))
        end: list[Piece] = [(f"  {step.key}", KEY), (f" {step.does}  ", "$foreground")] if step.does else [("  ", "")]
        because = step.because
        if line_cells(start) + cells(because) + line_cells(end) + 3 > width and ":" in because:
            because = because.partition(":")[0] + "."  # the time stays, the way out gives room
        if because:
            start.append((f"  {because}", "$foreground"))
        return [spread(start, end, width, self.glyphs.cut)]


def rule(
    width: int, title: Line, count: Line, *, heavy: bool, mark: tuple[str, str] = ("━", "─"), style: str = ""
) -> list[Piece]:
    """`Title ───── count` over a width: heavy in accent where the focus is, light where it is not."""
    tail: list[Piece] = [(" ", ""), *count] if line_cells(count) else []
    start = clip(title, max(0, width - line_cells(tail) - 4))
    length = width - line_cells(start) - line_cells(tail) - 1
    return [
        *start,
        (" ", ""),
        ((mark[0] if heavy else mark[1]) * max(0, length), style or ("$accent" if heavy else "$rule")),
        *tail,
    ]


class PaneRule(Drawn):
    """Names a pane and says whether the focus is in it: heavy and accent, or light; visible without colour."""

    focused_within: reactive[bool] = reactive(False)

    def __init__(
        self, title: str, *, number: str = "", count: str = "", focused: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.pane_title = title
        self.number = number
        self.count = count
        self.set_reactive(PaneRule.focused_within, focused)

    def show(self, title: str | None = None, count: str | None = None) -> None:
        """Change title or count."""
        before = self.pane_title, self.count
        if title is not None:
            self.pane_title = title
        if count is not None:
            self.count = count
        if (self.pane_title, self.count) != before:
            self.redraw()

    def lines(self, width: int) -> list[Line]:
        heavy = self.focused_within
        title: list[Piece] = [(f"{self.number} ", ACCENT if heavy else FAINT)] if self.number else []
        title.append(
            (
                cut(self.pane_title, max(10, width - 8), self.glyphs.cut),
                KEY if heavy else f"bold {MUTED}",
            )
        )
        # The title says where one is, so it stays whole; what stands at the end gives way.
        room = width - cells(self.pane_title) - (cells(self.number) + 1 if self.number else 0) - 5
        said = cut(self.count, room, self.glyphs.cut) if room > 3 else ""
        count: list[Piece] = [(said, KEY if heavy else MUTED)] if said else []
        return [rule(width, title, count, heavy=heavy, mark=(self.glyphs.heavy, self.glyphs.light))]
