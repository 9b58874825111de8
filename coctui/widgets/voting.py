"""The parts of deciding together: questions with a few answers each, the grid of impact and risk, and where the votes stand."""

from typing import NamedTuple

from textual.message import Message

from coctui import safetext
from coctui.widgets.drawn import Drawn
from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.pieces import BOLD, FAINT, KEY, MUTED, Line, Piece, cells, clip, cut, fit, fit_right, sign, wrapped

NAME = 13
"""Cells of a voter's name."""


class AnswerLine(NamedTuple):
    """A question, the answers that there are, the first of which says nothing, and the one that was given."""

    name: str
    label: str
    answers: tuple[str, ...]
    value: str = ""


class AnswerList(LineList):
    """j and k go from question to question, h and l (or space) through its answers."""

    class Changed(Message):
        """Another answer was given."""

        def __init__(self, sender: "AnswerList") -> None:
            super().__init__()
            self.sender = sender

        @property
        def control(self) -> "AnswerList":
            """The list."""
            return self.sender

    def __init__(self, lines: tuple[AnswerLine, ...], *, gap_before: str = "", id: str | None = None) -> None:
        super().__init__(id=id, classes="answer")
        self.answers = lines
        self._gap_before = gap_before

    def on_mount(self) -> None:
        """A blank row before one of them, where it begins something else."""
        owners: list[int] = []
        firsts: list[int] = []
        for place, line in enumerate(self.answers):
            owners += [NO_ENTRY] if line.name == self._gap_before else []
            firsts.append(len(owners))
            owners.append(place)
        self.styles.height = len(owners)
        self._places = owners
        self.set_entries(owners, firsts)

    def take(self, values: dict[str, str]) -> None:
        """Other answers, by the names of their questions."""
        self.answers = tuple(line._replace(value=values.get(line.name, "")) for line in self.answers)
        self.refresh()

    @property
    def values(self) -> dict[str, str]:
        """Question to answer, `""` where nobody has said."""
        return {line.name: line.value for line in self.answers}

    def line(self, number: int, width: int) -> Line:
        """The question and its answer."""
        place = self._places[number]
        if place == NO_ENTRY:
            return []
        line = self.answers[place]
        tone = (
            "bold $foreground" if line.value in ("yes", "perhaps", "high") else "$foreground" if line.value else FAINT
        )
        said: list[Piece] = [(" ", ""), (fit(line.label, 24, self.glyphs.cut), MUTED), (" ", "")]
        said.append((fit(line.value or "not said", 9), tone))
        if place == self.cursor and self.has_focus:
            said.append((" h l", KEY))
        return clip(said, width, self.glyphs.cut)

    def choose(self, step: int, *, wrap: bool = False) -> None:
        """The answer to the left or right of the one that was given."""
        line = self.answers[self.cursor]
        place = line.answers.index(line.value) + step
        place = place % len(line.answers) if wrap else max(0, min(place, len(line.answers) - 1))
        if line.answers[place] != line.value:
            changed = line._replace(value=line.answers[place])
            self.answers = (*self.answers[: self.cursor], changed, *self.answers[self.cursor + 1 :])
            self.refresh()
            self.post_message(self.Changed(self))

    def action_open(self) -> None:
        """The next answer; after the last one the first."""
        self.choose(1, wrap=True)


class ImpactRisk(Drawn):
    """Two by two, with where it stands now, and a sentence for thinking."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.impact = self.risk = self.words = ""

    def show(self, impact: str, risk: str, words: str) -> None:
        """`low`, `high` or `""` each, and the sentence."""
        self.impact, self.risk, self.words = impact, risk, words
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """The grid, the sentence, and what it is not."""
        found: list[Line] = [[(" " * 10, ""), (fit("risk low", 12), MUTED), (fit("risk high", 12), MUTED)]]
        for impact in ("high", "low"):
            line: list[Piece] = [("  ", ""), (fit("impact", 8), MUTED)]
            under: list[Piece] = [("  ", ""), (fit(impact, 8), MUTED)]
            for risk in ("low", "high"):
                here = (self.impact, self.risk) == (impact, risk)
                ground = "bold $foreground on $cursor-row" if here else "$edge on $cursor-idle"
                line += [(fit(f"{self.glyphs.came} here" if here else "", 10), ground), ("  ", "")]
                under += [(" " * 10, ground), ("  ", "")]
            found += [line, under, []]
        found += [[("  ", ""), (part, "$foreground")] for part in wrapped(self.words, max(20, width - 4)) if self.words]
        return [*found, [("  ", ""), ("A help for thinking, never a score.", MUTED)]]


class VoteFacts(NamedTuple):
    """Where the votes stand; names are cleaned by the widget."""

    voters: tuple[tuple[str, str], ...] = ()
    """Each holder, the reader as `you`, with `for`, `against`, `abstain` or `""`."""
    needed: int = 0
    quorum: int = 0
    stands: str = ""
    """In words: `Your vote decides this.`"""
    does: str = ""
    """What `v` does, `""` where nothing is proposed."""
    again: str = ""
    """Who had a part in the decision and left since, in words."""


class VotePanel(Drawn, can_focus=True):
    """Who voted how, how many are needed, and what that comes to."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts = VoteFacts()

    def show(self, facts: VoteFacts) -> None:
        """Take where it stands."""
        self.facts = facts
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """Voters, bars, what is needed, what it comes to."""
        facts, found = self.facts, list[Line]()
        for part in wrapped(facts.again, max(16, width - 4)) if facts.again else ():
            found.append([("  ", ""), (part, "$warning")])
        found += [[]] if facts.again else []
        if not facts.does:
            return [*found, [("  ", ""), (cut("Nothing is proposed yet.", width - 2), MUTED)]]
        signs = {"for": "+", "against": "-", "abstain": "-", "": "~"}
        words = {"abstain": "abstains", "": "not yet"}
        for name, vote in facts.voters:
            tone = "bold $foreground" if name == "you" else "$foreground"
            *above, last = wrapped(safetext.line(name), max(NAME, width - 6))
            if above or cells(last) > NAME:  # a long one over its vote, which stays where the others are
                found += [[("    ", ""), (part, tone)] for part in (*above, last)]
                last = ""
            line: list[Piece] = [("  ", ""), sign(signs[vote]), (" " + fit(last, NAME), tone)]
            found.append([*line, (" " + words.get(vote, vote), MUTED if vote else "$warning")])
        found.append([])
        given = [vote for _, vote in facts.voters]
        for vote, tone in (("for", "$success"), ("against", "$foreground"), ("abstain", "$foreground")):
            found.append(self._bar(vote, given.count(vote), tone, width))
        voted = sum(1 for vote in given if vote)
        count = len(facts.voters)
        found += [
            [],
            [("  Needs ", MUTED), (f"{facts.needed} for", BOLD), (f" of {count} who can open it.", MUTED)],
            [("  Taking part ", MUTED), (f"{voted} of {count}", BOLD), (f", at least {facts.quorum}.", MUTED)],
            [],
        ]
        for part in wrapped(facts.stands, max(16, width - 4)):
            found.append([("  ", ""), (part, BOLD)])
        return [*found, [("  ", ""), ("v", KEY), (f" {facts.does}", "$foreground")]]

    def _bar(self, label: str, count: int, tone: str, width: int) -> Line:
        length = max(4, min(16, width - 18))
        filled = round(length * count / max(1, len(self.facts.voters)))
        return [
            ("  ", ""), (fit(label, 9), MUTED), (self.glyphs.heavy * filled, tone), (self.glyphs.light * (length - filled), "$edge"),
            (fit_right(str(count), 4), BOLD),
        ]  # fmt: skip
