"""A team at work, told with a case that one member is kept from and without it: acts of the others, typed as commands.

Both tellings draw from the same source, each act in a stream of its own, so that nothing but the case is different.
"""

import io
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from hypothesis import strategies as st
from platformdirs import user_state_path

from coctui.cli.main import main
from coctui.vault import copies
from coctui.vault.errors import NotAllowed
from tests.team import Crew
from tests.unit.cli_desk import MAIL, MBOX, Said

NAMES = ("Noor", "Ilse", "Oksana", "Paz", "Tamsin", "Wanjiru")
HIDDEN = ("pewter-dunnock", "atoll-sycamore", "pond-teak")
"""What hidden cases are called, so that somebody may guess at their names in the telling without them too."""
SEEN = ("slate-wren", "copper-finch", "amber-birch", "linen-plover", "harbour-cedar", "meadow-flint")
Way = Literal["excluded", "not asked", "asked by mistake", "recused", "masked", "renewed", "joins"]
"""How a member is kept from the hidden cases. `recused` and `masked` step aside, where the team shows no row, and where it does;
`renewed` is excluded and then gets a new seat, `joins` comes to the team after all of it."""
LATE = "Brisa"
"""Who joins."""

ACTS: dict[str, tuple[tuple[str, ...], str]] = {
    "note": (("note", "{case}"), "They will talk, and {kept} is not to know."),
    "where": (("item", "{case}", "where"), "the lobby"),
    "ongoing": (("item", "{case}", "ongoing", "--set", "answer=yes"), ""),
    "person": (("person", "{case}", "--part", "reported-person", "--set", "name={kept}"), ""),
    "witness": (("person", "{case}", "--part", "witness", "--set", "name=Sunniva"), ""),
    "people": (("people", "{case}", "--clear"), ""),
    "label": (("label", "{case}", "--gloss", "the lobby", "--category", "harassment"), ""),
    "attach": (("attach", "{case}", "{mail}"), ""),
    "ask": (("ask", "{case}", "{member}"), ""),
    "ask all": (("ask", "{case}", "all"), ""),
    "clear": (("answer", "{case}", "clear"), ""),
    "recuse": (("answer", "{case}", "recuse"), ""),
    "admit": (("admit", "{case}", "{member}"), ""),
    "exclude": (("exclude", "{case}", "{member}"), ""),
    "stand-in": (("stand-in", "{case}", "Wanjiru"), ""),
    "assign": (("assign", "{case}", "{member}"), ""),
    "act": (("act", "{case}", "--did", "muted", "--until", "tomorrow 18:00"), "in the lobby"),
    "review": (("review", "{case}", "confirm"), ""),
    "promise": (("promise", "{case}", "check-in", "--by", "friday"), ""),
    "check in": (("promise", "{case}", "team-check-in", "--with", "{kept}", "--by", "friday"), ""),
    "keep": (("keep", "{case}", "check-in"), ""),
    "waive": (("waive", "{case}", "no-contact"), ""),
    "hold": (("hold", "{case}"), ""),
    "draft": (("message", "keep", "{case}", "status"), "We talk about it, {kept} too."),
    "read": (("message", "read", "{case}", "status"), ""),
    "sent": (("sent", "{case}", "acknowledgement"), ""),
    "outcome": (("sent", "{case}", "outcome", "--discussed", "--determination", "--actions"), ""),
    "strike": (("strike", "{case}"), ""),
    "consent": (("consent", "{case}", "--team", "yes"), ""),
    "hand over": (("hand-over", "{case}", "{member}", "--all"), "now: call her back"),
    "take over": (("take-over", "{case}"), ""),
    "step back": (("step-back", "{case}"), ""),
    "tie from": (("tie", "{other}", "{case}"), ""),
    "tie": (("tie", "{case}", "{other}"), ""),
    "join": (("join", "{case}", "{other}"), ""),
    "assess": (("assess", "{case}", "--public", "yes"), ""),
    "plan": (("plan", "{case}", "--consequence", "nothing"), ""),
    "vote": (("vote", "{case}", "for"), ""),
    "determine": (("determine", "{case}", "violation"), ""),
    "close": (("close", "{case}"), ""),
    "reopen": (("reopen", "{case}"), ""),
    "settle": (("settle", "{case}", "no-action", "--no-reply"), ""),
    "expunge": (("expunge", "{case}", "--on-request", "--yes"), ""),
    "export": (("export", "{case}", "{folder}/others/export.txt", "--replace"), ""),
}
"""What holders do to a case, and what they type with it. A rule may refuse it: in both tellings alike."""
IN_THE_TEAM: dict[str, tuple[tuple[str, ...], str]] = {
    "invite": (("member", "invite", "Brisa", "--role", "lead"), ""),
    "shift": (("member", "shift", "sat 22:00 to sun 06:00"), ""),
    "policy": (("policy", "--set", "leads_out=1"), ""),
    "role": (("member", "role", "Oksana", "lead,responder"), ""),
    "remove": (("member", "remove", "Tamsin"), ""),
    "renew": (("member", "renew", "Oksana"), ""),
    "lost": (("member", "lost", "Tamsin"), ""),
    "words": (("words", "set", "right-now-2"), "The lobby is closed."),
    "debrief": (("debrief",), ""),
}


class Step(NamedTuple):
    """One act of somebody who is not kept from anything; or, by `open`, a new case."""

    hidden: bool
    what: str
    by: int = 0
    member: int = 0
    case: int = 0
    minutes: int = 7


def steps(most: int = 12) -> st.SearchStrategy[list[Step]]:
    """Histories: acts in hidden cases and in visible ones, among acts about the team."""
    small = st.integers(min_value=0, max_value=5)
    about_a_case = st.sampled_from(("open", *ACTS))
    minutes = st.sampled_from((1, 7, 55, 62, 3000))
    hidden = st.builds(Step, st.just(True), about_a_case, small, small, small, minutes)
    visible = st.builds(Step, st.just(False), st.one_of(about_a_case, st.sampled_from((*IN_THE_TEAM, "look"))), small, small,
                        small, minutes)  # fmt: skip
    return st.lists(st.one_of(hidden, hidden, visible), max_size=most)


class Tale:
    """One telling. `kept` is the member who is kept from the hidden cases, where there are any."""

    def __init__(self, folder: Path, *, hidden: bool, kept: str = "Paz", way: Way = "excluded") -> None:
        self.folder, self.told_hidden, self.way = folder, hidden, way
        self.kept = kept = LATE if way == "joins" else "Paz" if way == "renewed" else kept
        self.crew = Crew.of(folder / "desk", *NAMES, seed=7)
        self.crew.lock(kept)
        self.others = [name for name in NAMES if name != kept]
        (folder / "others").mkdir(parents=True)
        self.seen: list[str] = []
        self.hidden: list[str] = []
        self._opener: dict[str, str] = {}
        self.met: list[tuple[str, str, int]] = []
        """(who, what, exit code) of the acts of others, to see that a history is not all refusals."""
        self.looks: list[tuple[tuple[str, ...], Said]] = []
        self._count = itertools.count()
        for name, text in (("again.eml", MAIL), ("box.mbox", MBOX), ("form.json", '{"text": "It was in the lobby."}')):
            (folder / name).write_text(text, encoding="utf-8")
        if way in ("recused", "masked"):
            with self._stream("policy"):
                self._type("Noor", "policy", "--set", f"masked_row={'yes' if way == 'masked' else 'no'}")

    # The others ----------------------------------------------------------------------------------------------------

    def tell(self, steps: list[Step]) -> None:
        """Let it all happen: what is due elsewhere is done first, in both tellings."""
        for step in steps:
            self.step(step)

    def arrive(self) -> None:
        """Who joins, or comes back with a new seat, does so now."""
        if self.way in ("joins", "renewed"):
            with self._stream("arrives"):
                noor = self.crew["Noor"]
                code = noor.invite(LATE, ("lead",)) if self.way == "joins" else noor.renew(self.crew.seats[self.kept])
                self.crew.accept(self.kept, code)
                self.crew.lock(self.kept)

    def step(self, step: Step) -> None:
        """One act, at its time."""
        number = next(self._count)
        self.crew.source.advance(timedelta(minutes=step.minutes))
        with self._stream(f"settle {number}"):
            self.settle()
        if step.what == "look":
            self.look(("list",), ("debrief",), ("backup", "--list"))
        elif not step.hidden or self.told_hidden:
            with self._stream(f"act {number}"):
                self._act(step)
                if step.hidden:
                    self.settle()

    def settle(self) -> None:
        """The coctui of everybody who stays does what is due."""
        for name in [name for name in self.others if name in self.crew.open]:
            with self.crew.computer_of(name):
                try:
                    self.crew.settle(name)
                except NotAllowed as error:
                    if error.code != "not-on-team":
                        raise
                    self.crew.lock(name)  # removed, and told so

    def _act(self, step: Step) -> None:
        by = self.others[step.by % len(self.others)]
        cases = self.hidden if step.hidden else self.seen
        if step.what == "open":
            self.open(by, hidden=step.hidden)
        elif step.what in IN_THE_TEAM:
            words, text = IN_THE_TEAM[step.what]
            self._type(by, *words, stdin=text)
        elif cases:
            case = cases[step.case % len(cases)]
            # Mostly those who hold it: else a history is all refusals.
            by = (self._opener[case], "Oksana", "Tamsin", by, self._opener[case], by)[step.by]
            asks_them_too = step.hidden and step.what == "ask all" and self.way == "not asked"
            if by == self.kept or asks_them_too:
                return
            words, text = ACTS[step.what]
            others = self.seen + self.hidden if step.hidden else self.seen
            names = {
                "case": case, "other": others[step.member % len(others)],
                "member": (self.others if step.hidden else NAMES)[step.member % 5], "kept": self.kept,
                "mail": str(self.folder / "again.eml"), "folder": str(self.folder),
            }  # fmt: skip
            self._type(by, *(word.format(**names) for word in words), stdin=text.format(**names))

    def open(self, by: str, *, hidden: bool) -> None:
        """A new case; a visible one is open to the kept member, or asks them, or is not theirs, in turn."""
        names, before = (HIDDEN, self.hidden) if hidden else (SEEN, self.seen)
        if len(before) == len(names):
            return
        code, doors = names[len(before)], ["--ask", "Oksana", "--admit", "Tamsin"]
        doors = [
            word
            for pair in zip(doors[::2], doors[1::2], strict=True)
            if pair[1] != by and pair[1] in self.crew.open
            for word in pair
        ]
        if hidden:
            asked = ["--ask", self.kept]
            doors += {
                "excluded": ["--exclude", self.kept],
                "renewed": ["--exclude", self.kept],
                "not asked": [],
                "joins": [],
            }.get(self.way, asked)
        elif self.way != "joins":
            doors += (["--admit", self.kept], ["--ask", self.kept], [])[len(before) % 3]
        with _named(code):
            way_in = (
                ("import", str(self.folder / "again.eml"))
                if len(before) == 1
                else ("new", "--from", str(self.folder / "form.json"))
            )
            said = self._type(by, *way_in, *doors)
        if said.status:
            return
        before.append(code)
        self._opener[code] = by
        if hidden and self.way == "asked by mistake":
            self._type(by, "exclude", code, self.kept)
        elif hidden and self.way in ("recused", "masked"):
            self._type(self.kept, "answer", code, "recuse")
            self._type(by, "list")
        if not hidden and len(before) % 3 == 1 and self.way != "joins":
            self._type(self.kept, "answer", code, "clear")
        for name in ("Oksana", "Tamsin"):
            if name in self.crew.open and name != by:
                self._type(name, "answer", code, "clear")
        self.settle()

    def _type(self, name: str, *words: str, stdin: str = "") -> Said:
        said = self.type(name, *words, stdin=stdin)
        assert said.status != 70, said.err
        self.met.append((name, words[0], said.status))
        return said

    # Anybody -------------------------------------------------------------------------------------------------------

    def type(self, name: str, *words: str, stdin: str = "", as_json: bool = True) -> Said:
        """A command as a member types it, at their computer."""
        secret = self.folder / "passphrase.txt"
        secret.write_text(self.crew.passphrases[name], encoding="utf-8")
        given = ["--vault", str(self.crew.path), "--as", name, "--passphrase-file", str(secret)]
        out, err = io.StringIO(), io.StringIO()
        with self.crew.computer_of(name):
            status = main(
                [*given, *words, *(["--json"] if as_json else [])],
                stdin=io.StringIO(stdin), stdout=out, stderr=err, source=self.crew.source,
            )  # fmt: skip
        self.stands_still()
        return Said(status, self.placeless(out.getvalue()), self.placeless(err.getvalue()))

    def look(self, *commands: tuple[str, ...], stdin: str = "", as_json: bool = True) -> None:
        """The kept member types commands; what they are told is written down."""
        for words in commands:
            with self._stream(f"look {len(self.looks)}"):
                self.looks.append(
                    (tuple(map(self.placeless, words)), self.type(self.kept, *words, stdin=stdin, as_json=as_json))
                )

    def stands_still(self) -> None:
        """What the disk says of copies made by hand is the clock of whoever runs the tests, which goes on between tellings."""
        for path in self.folder.glob("*.coctui"):
            os.utime(path, (0, 0))

    def placeless(self, text: str) -> str:
        """A text without the folder of this telling."""
        return text.replace(str(self.folder), "@").replace(str(self.folder.resolve()), "@")

    @contextmanager
    def _stream(self, name: str) -> Iterator[None]:
        with self.crew.source.stream(name):
            yield


@contextmanager
def _named(code: str) -> Iterator[None]:
    """The next case is called so: names are drawn at random, and here the two tellings speak of the same ones."""
    from coctui.casework import codename

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codename, "draw", lambda _: (code, "osier"))
        yield


def copies_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies lie on each member's own computer."""
    monkeypatch.setattr(
        copies, "usual_places", lambda path, _: (user_state_path("coctui", appauthor=False) / "copies",)
    )
