"""Who is named in a case: code name and part, and beside them, only while names are shown, who they are."""

from typing import NamedTuple

from textual import events

from coctui import safetext
from coctui.widgets.drawn import Drawn
from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.pieces import FAINT, KEY, MUTED, Line, Piece, cells, clip, cut, fit, wrapped

CODE, PART = 18, 19


class PersonLine(NamedTuple):
    """One person; texts are cleaned by the widget."""

    code: str
    """Code name, `""` for who stands in words only."""
    part: str
    name: str
    facts: tuple[str, ...] = ()
    new: bool = False
    """Added since this reader looked at the others."""


class PeopleHeads(Drawn):
    """The heads of the table's columns."""

    def lines(self, width: int) -> list[Line]:
        """One line."""
        heads = "   " + fit("person", CODE) + fit("in this case", PART)
        return [[(heads, FAINT), ("name, and what they are here", FAINT)]]


class PeopleTable(LineList):
    """Each person over as many lines as it takes: nobody judges whether they are close to half a name. j and k go on."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.people: tuple[PersonLine, ...] = ()
        self.named = False
        self._lines: list[Line] = []

    def show(self, people: tuple[PersonLine, ...], *, named: bool) -> None:
        """Take the people, and whether their names are shown."""
        self.people, self.named = people, named
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Facts wrap anew at another width."""
        super().on_resize(event)
        self._lay_out()

    def _lay_out(self) -> None:
        self._lines = []
        owners: list[int] = []
        firsts: list[int] = []
        drawn = [self._person(person, self.size.width - 1) for person in self.people]
        airy = sum(map(len, drawn)) + len(drawn) <= self.size.height
        for number, lines in enumerate(drawn):
            if number and airy:
                self._lines.append([])
                owners.append(NO_ENTRY)
            firsts.append(len(owners))
            self._lines += lines
            owners += [number] * len(lines)
        self.set_entries(owners, firsts)

    def line(self, number: int, width: int) -> Line:
        """A line laid out for this width."""
        return self._lines[number]

    def _person(self, person: PersonLine, width: int) -> list[Line]:
        cut_ = self.glyphs.cut
        code = f"person {safetext.line(person.code)}" if person.code else "as told"
        mark: Piece = ("~ ", "bold $warning") if person.new else ("  ", "")
        start: list[Piece] = [
            mark,
            (fit(cut(code, CODE - 2, cut_), CODE), "bold $foreground"),
            (fit(person.part, PART), MUTED),
        ]
        room = max(12, width - 2 - CODE - PART - 2)
        if not self.named:
            said: list[Line] = [[("u", KEY), (" shows who it is", MUTED)]]
        else:
            said = []
            if cells(code) > CODE - 2:
                said += [[(text, "bold $foreground")] for text in wrapped(code, room)]
            name = safetext.line(person.name)
            said += [[(text, "$foreground")] for text in wrapped(name, room)] if name else [[("no name given", MUTED)]]
            facts = " · ".join(safetext.line(fact) for fact in person.facts)
            said += [[(text, MUTED)] for text in (wrapped(facts, room) if facts else [])]
        rest: list[Piece] = [(" " * (2 + CODE + PART), "")]
        return [clip([*(start if n == 0 else rest), *line], width, cut_) for n, line in enumerate(said)]
