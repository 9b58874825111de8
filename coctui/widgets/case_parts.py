"""The parts of the case screen that are lists of facts: head with its pills, report data, access, promises."""

from typing import NamedTuple

from coctui import safetext
from coctui.widgets.drawn import Drawn
from coctui.widgets.line_list import LineList
from coctui.widgets.pieces import (
    FAINT,
    KEY,
    MUTED,
    Line,
    Piece,
    cells,
    clip,
    cut,
    fit,
    fit_right,
    line_cells,
    sign,
    spread,
    wrapped,
)


class Pill(NamedTuple):
    """A state that must be seen at once: sign, word, and a shorter word for a narrow window."""

    sign: str
    text: str
    short: str = ""


class HeadFacts(NamedTuple):
    """What the head of a case says."""

    case: str = ""
    gloss: str = ""
    pills: tuple[Pill, ...] = ()
    """At most two; the second is left out where there is no room."""
    facts: tuple[str, ...] = ()
    """What, kind of place, received."""


class CaseHead(Drawn):
    """Which case this is: code name, gloss, pills, and how old it is."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts = HeadFacts()

    def show(self, facts: HeadFacts) -> None:
        """Take the facts of the head."""
        self.facts = facts
        self.redraw()

    def lines(self, width: int) -> list[Line]:
        """One line."""
        facts = self.facts
        wide = width >= 100
        start: list[Piece] = [("  ", ""), (safetext.line(facts.case), "bold $foreground")]
        if facts.gloss:
            start.append((f"  {cut(safetext.line(facts.gloss), 24 if wide else 18, self.glyphs.cut)}", MUTED))
        start.append(("  ", ""))
        for pill in facts.pills[:2]:
            tone = {"!": "error", "~": "warning", "+": "success"}.get(pill.sign, "accent")
            word = pill.text if wide else (pill.short or pill.text)
            start += [(f" {pill.sign} {word} ".replace("   ", "  "), f"bold ${tone} on ${tone}-wash"), (" ", "")]
        gap = f"  {self.glyphs.dot}  " if wide else "  "
        shown = [safetext.line(fact) for fact in facts.facts if fact]
        if not wide:
            shown = [fact.removeprefix("received ") for fact in (*shown[:1], *shown[1:][-1:])]
        # the pills stay whole, whatever else has no room: a concern for safety is always beside the name
        while shown and line_cells(start) + sum(cells(fact) + cells(gap) for fact in shown) + 2 > width:
            shown.pop(0)
        end: list[Piece] = []
        for fact in shown:
            end += [(gap, FAINT)] if end else []
            end.append((fact, MUTED))
        return [spread(start, [*end, ("  ", "")], width, self.glyphs.cut)]


STATE_SIGNS = {"recorded": "+", "not known": "?", "declined": "-", "not asked": "·"}


class ItemLine(NamedTuple):
    """One item of report data as the checklist shows it."""

    title: str
    state: str
    """`recorded`, `not known`, `declined` or `not asked`."""
    value: str = ""
    """A short summary of what is recorded, names only while they are shown; else what more there is to say than the state."""
    two_answers: bool = False
    """Recorded twice without knowledge of each other: a person chooses."""


class Checklist(LineList):
    """The eight items with their states; not known and declined are answers too."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items: tuple[ItemLine, ...] = ()

    def show(self, items: tuple[ItemLine, ...]) -> None:
        """Take the items, in their order."""
        self.items = items
        places = list(range(len(items)))
        self.set_entries(places, places)

    def line(self, number: int, width: int) -> Line:
        """Sign, title, and the value or the state in words."""
        item = self.items[number]
        mark = STATE_SIGNS.get(item.state, "·")
        open_ = item.state == "not asked"
        here = number == self.cursor
        title = "bold $foreground" if here or open_ else "$foreground" if item.state == "recorded" else MUTED
        line: list[Piece] = [
            (" ", ""),
            sign(self.glyphs.dot if mark == "·" else mark),
            (" " + fit(item.title, 19), title),
        ]
        if item.two_answers:
            line.append(("~ two answers: choose", "$warning"))
        elif item.state == "recorded":
            line.append((safetext.line(item.value) or "recorded", MUTED))
        else:
            line.append((safetext.line(item.value) or item.state, FAINT))
        return clip(line, width - 1, self.glyphs.cut)


class AskNext(Drawn):
    """The next good question, in words one can say aloud."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.question = ""

    def show(self, question: str) -> None:
        """Take a question, `""` when nothing is left to ask."""
        self.question = question
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """Label and question, wrapped beside it."""
        if not self.question:
            return [
                [("  ", ""), ("It is fine not to know more. One detail is often enough.", FAINT)][
                    : 2 if width > 60 else 1
                ]
            ]
        found: list[Line] = []
        for number, text in enumerate(wrapped(self.question, min(60, width - 14))):
            found.append([("  ", ""), (fit("Ask next" if number == 0 else "", 10), FAINT), (text, "$foreground")])
        return found


class BesideFact(NamedTuple):
    """One more thing about who does what: what waits, whose leave there is, which cases belong here."""

    sign: str
    label: str
    words: str
    key: str = ""
    """What leads there, where something waits."""


class AccessFacts(NamedTuple):
    """Who may open a case; names of members, cleaned by the widget. `None` lists are not drawn."""

    cleared: tuple[str, ...] = ()
    """Holders, this reader first as `you`."""
    asked: tuple[str, ...] = ()
    """Each with how long ago: `Paz  2 h ago`."""
    stepped_aside: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()
    stand_in: str = ""
    assigned: str = ""
    duties: tuple[tuple[str, str], ...] = ()
    """Other duties and who has them."""
    leads_out: int = 0
    leads: int = 0
    limit: int = 2
    call: str = ""
    """What is due about access: `3 leads are out.`"""
    beside: tuple[BesideFact, ...] = ()


WIDE = 60
"""Columns from which there is room for a sentence on what *excluded* means."""
FOR_THEM = "Excluded: for them this case is not there, in no list and no count."


class AccessPanel(Drawn, can_focus=True):
    """Cleared, asked, stepped aside, excluded, not yet: each with sign and word; and the counter of leads."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts: AccessFacts | None = None
        """`None` until the case was read: nothing is said of it before."""

    def show(self, facts: AccessFacts) -> None:
        """Take who may open the case."""
        self.facts = facts
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """A line for each state, then stand-in, assigned, and the counter."""
        facts = self.facts
        found: list[Line] = []
        if facts is None:
            return found
        if facts.call:
            found += [self._call(facts.call, width), []]
        for mark, word, names in (
            ("+", "cleared", facts.cleared), ("~", "asked", facts.asked), ("-", "stepped aside", facts.stepped_aside),
            (self.glyphs.not_in, "excluded", facts.excluded), (self.glyphs.dot, "not yet", facts.not_yet),
        ):  # fmt: skip
            found.append(self._names(mark, word, names, width))
        found += [[], self._fact("stand-in", facts.stand_in or "none yet", width)]
        found.append(self._fact("assigned", facts.assigned or "nobody yet", width))
        found += [self._fact(f"  {duty}", name, width) for duty, name in facts.duties]
        found += [self._beside(fact, width) for fact in facts.beside]
        if facts.leads:
            tone = "$error" if facts.leads_out > facts.limit else "$foreground"
            line: list[Piece] = [
                ("    ", ""),
                (fit("leads out", 14), MUTED),
                (fit_right(str(facts.leads_out), 2), tone),
                ("  ", ""),
            ]
            line += [
                (self.glyphs.came * facts.leads_out, tone),
                (self.glyphs.wrote * (facts.leads - facts.leads_out), "$edge"),
            ]
            line.append((f" of {facts.leads}, limit {facts.limit}", MUTED))
            found.append(clip(line, width, self.glyphs.cut))
        if len(facts.cleared) == 1 and facts.cleared[0] == "you":
            found += [
                [],
                [("  ", ""), sign("~"), (" only you can open this", "$foreground"), ("   w", KEY), (" ask", MUTED)],
            ]
        if facts.excluded and width >= WIDE:
            found += [[], [("  ", ""), (FOR_THEM, FAINT)]]
        short = self.is_attached and self.screen.has_class("-short")
        return [line for line in found if line] if short else found

    def _call(self, words: str, width: int) -> Line:
        """What is due about access, on the ground of an error, with the key that does it."""
        ground = " on $error-wash"
        start: list[Piece] = [
            (self.glyphs.bar, f"$error{ground}"), (" ", f"$foreground{ground}"), ("!", f"bold $error{ground}"),
            (f" {words}", f"bold $foreground{ground}"),
        ]  # fmt: skip
        end: list[Piece] = [("s", f"bold $accent{ground}"), (" name a stand-in  ", f"$foreground{ground}")]
        first = clip(start, max(4, width - line_cells(end) - 1), self.glyphs.cut)
        gap = " " * max(0, width - line_cells(first) - line_cells(end))
        return [*first, (gap, f"$foreground{ground}"), *end]

    def _names(self, mark: str, word: str, names: tuple[str, ...], width: int) -> Line:
        line: list[Piece] = [("  ", ""), sign(mark), (" " + fit(word, 14), MUTED)]
        if not names:
            return [*line, (fit_right(self.glyphs.nobody, 2), FAINT)]
        line += [(fit_right(str(len(names)), 2), "bold $foreground"), ("  ", "")]
        for number, name in enumerate(names):
            line += [
                ("  " if number else "", ""),
                (safetext.line(name), "bold $foreground" if name == "you" else "$foreground"),
            ]
        return clip(line, width - 1, self.glyphs.cut)

    def _beside(self, fact: BesideFact, width: int) -> Line:
        """Sign, label, words; the key at the right edge, in sight whatever the words."""
        start: list[Piece] = [("  ", ""), sign(fact.sign or " "), (" " + fit(fact.label, 18), MUTED)]
        end: list[Piece] = [(f"  {fact.key} ", KEY)] if fact.key else [(" ", "")]
        words = cut(safetext.line(fact.words), max(1, width - line_cells(start) - line_cells(end)), self.glyphs.cut)
        return spread([*start, (words, "$foreground")], end, width, self.glyphs.cut)

    def _fact(self, label: str, value: str, width: int) -> Line:
        return clip(
            [("    ", ""), (fit(label, 18), MUTED), (safetext.line(value), "$foreground")], width - 1, self.glyphs.cut
        )


class PromiseFact(NamedTuple):
    """One promise of a case."""

    sign: str
    """`!` late, `~` due today, `+` kept, `-` not needed, blank otherwise."""
    what: str
    when: str
    """`was due 12:07`, `due 17:20`, `kept 28 Nov`."""
    used: float
    """Share of the time gone, 0 to 1."""
    left: str
    """`2 h ago`, `in 3 h 13`, `in 41 min`."""


def meter(share: float, width: int, heavy: str, light: str) -> tuple[str, str]:
    """Filled and empty part of a meter; a full one is time gone."""
    filled = max(0, min(width, round(share * width)))
    return heavy * filled, light * (width - filled)


class PromiseList(Drawn):
    """Promises, pinned above the timeline: sign, what, due, how much of the time is used, how long is left."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.promises: tuple[PromiseFact, ...] | None = None
        """`None` until the case was read: nothing is said of it before."""

    def show(self, promises: tuple[PromiseFact, ...]) -> None:
        """Take the promises, most urgent first."""
        self.promises = promises
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """A line each; where there is room also when it is due on the clock."""
        if self.promises is None:
            return []
        if not self.promises:
            return [[("  ", ""), ("Every promise is kept.", MUTED)]]
        return [self._promise(promise, width) for promise in self.promises]

    def _promise(self, promise: PromiseFact, width: int) -> Line:
        tone = {"!": "$error", "~": "$warning", "+": "$success"}.get(promise.sign, "$accent")
        what, when, left = 25, 15 if width < 76 else 0, 12
        length = max(8, width - 2 - 2 - what - when - left - (1 if when else 0) - 2)
        filled, empty = meter(promise.used, length, self.glyphs.heavy, self.glyphs.light)
        shown = "bold $error" if promise.sign == "!" else "$warning" if promise.sign == "~" else MUTED
        line: list[Piece] = [
            ("  ", ""),
            sign(promise.sign),
            (" " + fit(promise.what, what, self.glyphs.cut) + " ", "$foreground"),
        ]
        if when:
            line.append((fit(promise.when, when, self.glyphs.cut), MUTED))
        return [*line, (filled, tone), (empty, "$edge"), (fit_right(promise.left, left), shown)]
