"""The table of members with four answers each, and what follows from the one under the cursor."""

from typing import NamedTuple

from textual import events
from textual.message import Message

from coctui import safetext
from coctui.widgets.drawn import Drawn
from coctui.widgets.line_list import NO_ENTRY, LineList
from coctui.widgets.pieces import FAINT, KEY, MUTED, Line, Piece, cells, clip, cut, fit, sign, wrapped

COLUMNS = (("not yet", 9), ("ask", 6), ("admit", 8), ("exclude", 9))
"""The answers, and how many cells each column takes."""
MEMBER, ROLE = 9, 13


class MemberLine(NamedTuple):
    """One member and what is chosen; texts are cleaned by the widget."""

    name: str
    roles: str
    chosen: str
    """`not yet`, `ask`, `admit`, `exclude`, or `""` for who holds the case or stepped aside."""
    answers: tuple[str, ...]
    """What may be chosen, from left to right."""
    state: str = ""
    """Said in place of the answers that cannot be chosen: `+ holder`."""
    what: str = ""
    """What of their roster facts occurs in the report, or how long they have been asked."""
    matched: bool = False


class AdmissionTable(LineList):
    """j and k go from member to member, h and l from answer to answer."""

    class Chosen(Message):
        """Another answer was chosen for a member."""

        def __init__(self, sender: "AdmissionTable", index: int, answer: str) -> None:
            super().__init__()
            self.sender = sender
            self.index = index
            self.answer = answer

        @property
        def control(self) -> "AdmissionTable":
            """The table."""
            return self.sender

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.members: tuple[MemberLine, ...] = ()

    def show(self, members: tuple[MemberLine, ...]) -> None:
        """Take the members; the cursor stays where it is."""
        self.members = members
        self._lay_out()

    def _lay_out(self) -> None:
        """A blank row between members where there is room for all of them."""
        count = len(self.members)
        step = 2 if self.size.height >= 2 * count - 1 else 1
        owners = [place // step if place % step == 0 else NO_ENTRY for place in range(max(0, step * count - step + 1))]
        self.set_entries(owners, list(range(0, step * count, step)))

    def on_resize(self, event: events.Resize) -> None:
        """The blank rows come and go with the height."""
        super().on_resize(event)
        self._lay_out()

    @property
    def member(self) -> MemberLine | None:
        """Who is under the cursor."""
        return self.members[self.cursor] if self.members else None

    def choose(self, step: int) -> None:
        """The answer to the left or to the right of the one chosen."""
        member = self.member
        if member is None:
            return
        place = member.answers.index(member.chosen) + step if member.chosen in member.answers else 0
        answer = member.answers[max(0, min(place, len(member.answers) - 1))]
        if answer != member.chosen:
            self.post_message(self.Chosen(self, self.cursor, answer))

    def action_open(self) -> None:
        """Enter goes on to the next answer, and from the last one to the first."""
        member = self.member
        if member is not None and len(member.answers) > 1 and member.chosen in member.answers:
            place = (member.answers.index(member.chosen) + 1) % len(member.answers)
            self.post_message(self.Chosen(self, self.cursor, member.answers[place]))

    def on_click(self, event: events.Click) -> None:
        """A click on an answer chooses it, one on a name moves the cursor there."""
        event.prevent_default()
        number = event.y + self.scroll_offset.y
        if not 0 <= number < len(self._owners) or self._owners[number] == NO_ENTRY:
            return
        self.cursor = self._owners[number]
        x = 4 + MEMBER + ROLE
        for answer, width in COLUMNS:
            if x <= event.x < x + width and answer in self.members[self.cursor].answers:
                self.post_message(self.Chosen(self, self.cursor, answer))
            x += width

    # drawing

    def line(self, number: int, width: int) -> Line:
        """Sign, name, roles, four answers, what matched."""
        index = self._owners[number]
        if index == NO_ENTRY:
            return []
        member = self.members[index]
        name = safetext.line(member.name)
        style = MUTED if member.chosen == "exclude" else "bold $foreground"
        line: list[Piece] = [
            (" ", ""),
            sign("~" if member.matched else " "),
            (" " + fit(cut(name, MEMBER - 1, self.glyphs.cut), MEMBER), style),
            (fit(cut(safetext.line(member.roles), ROLE - 1, self.glyphs.cut), ROLE), MUTED),
        ]
        return clip([*line, *self._answers(member), (safetext.line(member.what), MUTED)], width - 1, self.glyphs.cut)

    def _answers(self, member: MemberLine) -> list[Piece]:
        found: list[Piece] = []
        for place, (answer, width) in enumerate(COLUMNS):
            if answer in member.answers:
                on = answer == member.chosen
                tone = {"admit": "$success", "exclude": "$warning", "ask": "$accent"}.get(answer, MUTED)
                mark = f"({self.glyphs.came if on else ' '})"
                found.append((fit(mark, width), f"bold {tone}" if on else "$edge"))
            elif place == 0 and member.state:
                # said over the places of the answers that cannot be chosen
                free = sum(width for name, width in COLUMNS if name not in member.answers and name != "exclude")
                found.append((fit(member.state, max(width, free)), MUTED if member.state[0] != "+" else "$success"))
            elif not (member.state and answer != "exclude"):
                found.append((" " * width, ""))
        return found


class AdmissionHeads(Drawn):
    """The heads of the table's columns."""

    def lines(self, width: int) -> list[Line]:
        """One line, over the columns."""
        heads = "".join(fit(name, size) for name, size in COLUMNS)
        return [[("    " + fit("member", MEMBER + ROLE), FAINT), (heads, FAINT), ("what matched", FAINT)]]


class Consequence(NamedTuple):
    """What follows from an answer: a heading, and what is seen where."""

    title: str
    seen: tuple[tuple[str, str], ...]


SEEN: dict[str, tuple[tuple[str, str], ...]] = {
    "not yet": (("Now", "nothing at all"), ("Later", "you can still ask, with w")),
    "ask": (
        ("Inbox", "the code name, “asked”"),
        ("Card", "day, ongoing or not,"),
        ("", "who is reported"),
        ("Opens", "after “no conflict”"),
    ),
    "admit": (
        ("Inbox", "the code name"),
        ("Card", "your word, to confirm it"),
        ("Opens", "after that: everything"),
    ),
    "exclude": (
        ("Inbox", "nothing"),
        ("Counts", "as if it did not exist"),
        ("Search", "nothing"),
        ("Debrief", "nothing"),
        ("Told", "no"),
    ),
    "me": (("Opens", "everything, now"), ("Leave", "at any time, with R")),
    "holder": (("Opens", "everything, now"), ("Exclude", "takes two holders")),
    "aside": (("Inbox", "the code name, or no row"), ("Opens", "only if asked anew")),
}
"""What a member sees, in words, by what is chosen for them."""
BRIEF = {
    "not yet": "nothing at all; you can still ask later",
    "ask": "code name, day, ongoing or not, who is reported",
    "admit": "your word on the card, to confirm it; then everything",
    "exclude": "nothing: no row, no count, no search, not told",
    "me": "everything, now; you can step aside at any time",
    "holder": "everything, now; to exclude them takes two holders",
    "aside": "the code name, or no row; opens only if asked anew",
}
"""The same in one line."""


class ConsequencePreview(Drawn):
    """What the member under the cursor would see, what they would see instead, and how many leads are out."""

    def __init__(self, *, id: str | None = None, brief: bool = False) -> None:
        super().__init__(id=id)
        self.brief = brief
        self.who, self.whole, self.chosen = "", "", ""
        self.instead: tuple[str, ...] = ()
        self.leads: tuple[int, int, int] = (0, 0, 0)

    def show(
        self, name: str, chosen: str, instead: tuple[str, ...], leads: tuple[int, int, int], *, whole: str = ""
    ) -> None:
        """Take name, what is chosen, what could be instead (keys of `SEEN`), and leads out, in all, and the limit.

        `whole` is the name as it stands in the roster, where `name` is `You`.
        """
        self.who, self.chosen, self.instead, self.leads, self.whole = name, chosen, instead, leads, whole or name
        self.redraw(layout=True)

    def lines(self, width: int) -> list[Line]:
        """A part for each answer; in brief a line for each."""
        name, whole = safetext.line(self.who, 24), safetext.line(self.whole)
        long: list[Line] = []
        if cells(whole) > MEMBER - 1:  # cut in the table, and told apart only by what is cut
            long = [[("  ", ""), (text, f"bold {MUTED}")] for text in wrapped(whole, max(10, width - 4))]
        if self.brief:
            shown = [(answer, "$foreground") for answer in (self.chosen,) if answer]
            shown += [(answer, MUTED) for answer in self.instead[:1]]
            found: list[Line] = [
                [("  ", ""), (fit(f"If {self._word(answer)}", 14), FAINT), (BRIEF[answer], style)]
                for answer, style in shown
            ]
            return [clip(line, width, self.glyphs.cut) for line in [*long, *found, self._leads()]]
        parts: list[Line] = [*long, []] if cells(whole) > 24 else []
        if self.chosen:
            verb = {"me": "see", "holder": "sees", "aside": "sees"}.get(self.chosen, "would see")
            parts += self._part(f"{name} {verb}", self.chosen, width, "$foreground")
        for answer in self.instead:
            parts += self._part(f"If {self._word(answer)} instead", answer, width, MUTED)
        return [*parts, self._rule("Leads out", width), [], self._leads(), self._stand_in()]

    @staticmethod
    def _word(answer: str) -> str:
        words = {"ask": "asked", "admit": "admitted", "exclude": "excluded", "holder": "left in", "aside": "left out"}
        return words.get(answer, "you stay" if answer == "me" else answer)

    def _part(self, title: str, answer: str, width: int, style: str) -> list[Line]:
        seen: list[Line] = [[("  ", ""), (fit(label, 10), FAINT), (words, style)] for label, words in SEEN[answer]]
        return [self._rule(title, width), [], *seen, [], []]

    def _rule(self, title: str, width: int) -> Line:
        shown = cut(title, width - 6, self.glyphs.cut)
        return [
            ("  ", ""),
            (shown, f"bold {MUTED}"),
            (" ", ""),
            (self.glyphs.light * (width - len(shown) - 5), "$rule"),
        ]

    def _leads(self) -> Line:
        out, every, limit = self.leads
        tone = "$error" if out > limit else "$warning" if out else "$foreground"
        start: list[Piece] = [("  ", ""), (fit("Leads out", 14), FAINT)] if self.brief else [("  ", "")]
        marks = [(self.glyphs.came * out, tone), (self.glyphs.wrote * max(0, every - out), "$edge")]
        return [*start, (f"{out} ", f"bold {tone}"), *marks, (f"  of {every}, limit {limit}", MUTED)]

    def _stand_in(self) -> Line:
        out, every, limit = self.leads
        if out > limit or (every and out == every):
            return [("  ", ""), ("Name a stand-in: ", "$foreground"), ("s", KEY), (" in the case.", MUTED)]
        return [("  ", ""), ("A stand-in is not needed.", MUTED)]
