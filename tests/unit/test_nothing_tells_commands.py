"""Nothing tells, every command: whoever is kept from a case is told the same, to the last byte, with it and without.

Hypothesis makes up histories; each is told twice from the same source. A command that is not in the table of
tests/every_command.py fails in tests/rules/test_nothing_tells_tables.py.
"""

import io
import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coctui.cli.call import Call, Streams
from coctui.cli.completion import Completion
from coctui.cli.line import OUTSIDE, OWN, Line
from coctui.cli.table import blank, parser
from tests.every_command import WAYS, Typed, filled, takes_a_case
from tests.tale import HIDDEN, SEEN, Step, Tale, Way, copies_at_home, steps
from tests.unit.cli_desk import Said

FIRST = (Step(False, "open"), Step(True, "open"), Step(False, "open"))
"""Every history begins with a case to see, one that is hidden, and a card to answer."""
Told = list[tuple[tuple[str, ...], Said]]


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    copies_at_home(monkeypatch)


def tale(history: list[Step], *, hidden: bool, kept: str, way: Way) -> Tale:
    """A history, told."""
    folder = Path(mkdtemp())
    told = Tale(folder, hidden=hidden, kept=kept, way=way)
    told.tell([*FIRST, *history])
    told.arrive()
    return told


def lines(folder: Path, cases: tuple[str, ...]) -> list[Typed]:
    """Everything that can be typed, each with every case that it may name."""
    found = []
    for command, ways in WAYS.items():
        for way in ways if not isinstance(ways, str) else ():
            names = cases if takes_a_case(way) else cases[:1]
            found += [filled(command, way, case=case, folder=str(folder)) for case in names]
    return found


def at_the_prompt(told: Tale) -> Told:
    """All of it in `coctui line`, unlocked once; and what tab offers there."""
    said: Told = []
    out, err = io.StringIO(), io.StringIO()

    def taken(words: tuple[str, ...], act: Callable[[], object]) -> None:
        for stream in (out, err):
            stream.seek(0)
            stream.truncate()
        act()
        told.stands_still()
        words = tuple(map(told.placeless, words))
        said.append((words, Said(0, told.placeless(out.getvalue()), told.placeless(err.getvalue()))))

    secret = told.folder / "passphrase.txt"
    secret.write_text(told.crew.passphrases[told.kept], encoding="utf-8")
    args = parser().parse_args(
        ["--vault", str(told.crew.path), "--as", told.kept, "--passphrase-file", str(secret), "line"], blank()
    )
    with told.crew.computer_of(told.kept), told.crew.source.stream("prompt"):
        prompt = Line(Call(args, Streams(io.StringIO(), out, err), told.crew.source))
        taken(("line",), prompt.open)
        for typed in lines(told.folder, (SEEN[0], HIDDEN[0])):
            if typed.words[0] in ("line", "restore") or " ".join(typed.words[:2]) in OUTSIDE:
                continue
            prompt.call.stdin = io.StringIO(f"{typed.text}\n.\n" if typed.text else "")
            row = " ".join(f"'{word}'" for word in typed.words)
            taken(typed.words, partial(prompt._safely, row))
        offer = Completion(prompt._cases, prompt._members, OUTSIDE, OWN)
        for begun in ("", "show ", "show p", "ask slate-wren ", "tie ", "member remove "):
            taken(("tab", begun), partial(out.write, " ".join(offer(begun, begun.split(" ")[-1]))))
        prompt.lock()
    return said


def fresh(told: Tale, part: int, parts: int, *, as_json: bool | None = None) -> Told:
    """A part of it as commands of their own, each of which unlocks; then what lies in the files they made."""
    found = lines(told.folder, (SEEN[0], SEEN[1], HIDDEN[0]))
    for place, typed in enumerate(found):
        if place % parts == part:
            told.look(typed.words, stdin=typed.text, as_json=place % 2 == 0 if as_json is None else as_json)
    made = sorted(path for path in told.folder.glob("*.*") if path.is_file())
    said = [
        Said(0, told.placeless(path.read_text("utf-8", "replace")), "") for path in made if path.suffix != ".coctui"
    ]
    home = told.crew.folder / "computers" / told.kept
    listed = sorted(str(path.relative_to(home)) for path in home.rglob("*"))
    return [*told.looks, (("files",), Said(0, " ".join(path.name for path in made), "")), (("state",), Said(0, "\n".join(listed), "")),
            *((("file",), each) for each in said)]  # fmt: skip


SIX_WORDS = re.compile(r"\b(?:[a-z]{3,8} ){5}[a-z]{3,8}\b")


def the_same(one: Told, other: Told) -> None:
    """Command by command, so that a difference says where it is.

    The words of `verify --tip` are made of links, which lie in clear: only that nothing in a hidden case changes them matters.
    """
    for one_line, other_line in zip(map(_comparable, one), map(_comparable, other), strict=True):
        assert one_line == other_line


def _comparable(line: tuple[tuple[str, ...], Said]) -> tuple[tuple[str, ...], Said]:
    words, said = line
    return words, said._replace(out=SIX_WORDS.sub("six words", said.out)) if "--tip" in words else said


KEPT = st.sampled_from(("Paz", "Ilse", "Noor"))
WAYS_OUT = ("excluded", "not asked", "asked by mistake", "recused", "renewed", "joins")
SAMPLES = settings().max_examples
PARTS = 4 if SAMPLES > 100 else 12
"""Of this many parts one is typed as commands of their own, 30 ms each; all of it is typed at the prompt."""
PART = st.integers(min_value=0, max_value=PARTS - 1)
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A telling takes seconds: what fails is shown as it is, or a red test would keep people waiting for half an hour."""


@given(steps(), KEPT, st.sampled_from(WAYS_OUT), PART)
@settings(max_examples=max(2, SAMPLES // 25), phases=UNSHRUNK)
def test_whoever_is_kept_from_a_case_is_told_the_same(history: list[Step], kept: str, way: Way, part: int) -> None:
    """By every command, at the prompt and by itself; who stepped aside too, where the team shows no row."""
    with_it, without = (tale(history, hidden=hidden, kept=kept, way=way) for hidden in (True, False))
    the_same(fresh(with_it, part, PARTS), fresh(without, part, PARTS))
    the_same(at_the_prompt(with_it), at_the_prompt(without))
    with_it.crew.close()
    without.crew.close()


@given(steps(), PART)
@settings(max_examples=max(1, SAMPLES // 100), phases=UNSHRUNK)
def test_who_stepped_aside_sees_one_row_more_and_nothing_else(history: list[Step], part: int) -> None:
    """The row says the same whatever happens in the case afterwards; without it nothing is left of a difference."""
    told = [Tale(Path(mkdtemp()), hidden=hidden, way="masked") for hidden in (True, True, False)]
    # Each further case that one steps aside from is a row of its own.
    history = [step for step in history if not (step.hidden and step.what == "open")]
    said = []
    for number, each in enumerate(told):
        each.tell(list(FIRST))
        each.told_hidden = number == 0
        each.tell(history)
        said.append(fresh(each, part, PARTS, as_json=True))
        each.crew.close()
    all_of_it, only_opened, none = said
    the_same(all_of_it, only_opened)
    the_same(but_for_the_row(all_of_it), but_for_the_row(none))


def but_for_the_row(said: Told) -> Told:
    """What was told, without masked rows and without what names one of them, or begins like one."""
    found: Told = []
    for words, each in said:
        named = any(name.startswith(word) or name in word for name in HIDDEN for word in words[1:])
        if named or "stepped-aside" in words or words[0] == "line":
            continue
        out = each.out
        if words[0] == "list":
            listed = json.loads(out)
            kept = [row for row in listed["cases"] if row["access"] != "recused" or row["case"] not in HIDDEN]
            out = json.dumps(listed | {"cases": kept})
        found.append((words, each._replace(out=out)))
    return found


@given(steps(6), PART)
@settings(max_examples=max(1, SAMPLES // 100), phases=UNSHRUNK)
def test_a_list_of_ones_own_tells_nobody_else(history: list[Step], part: int) -> None:
    """Whether Paz keeps a list of people whom they must not judge, all of whom occur, changes no word that Noor is told."""
    said = []
    for listed in (True, False):
        told = Tale(Path(mkdtemp()), hidden=True, way="not asked")
        with told.crew.source.stream("list"):
            if listed:
                told.type("Paz", "own-list", "--write", stdin="Sunniva\nNoor\nTern & Gull\nIlse\nthe lobby")
        told.tell([*FIRST, Step(False, "witness"), *history])
        told.looks, told.kept = [], "Noor"
        said.append(fresh(told, part, PARTS))
        told.crew.close()
    the_same(*said)


def test_an_older_file_says_whose_entries_are_missing_and_not_how_many() -> None:
    """A number would tell of entries that one may not know of; names do no more than the clear columns."""
    said = []
    for hidden in (True, False):
        told = Tale(Path(mkdtemp()), hidden=hidden)
        told.tell(list(FIRST))
        copy = str(told.folder / "copy.coctui")
        told.look(("backup", copy))
        told.tell([Step(False, "note"), *[Step(True, "note")] * 3])
        told.crew.close()
        told.look(("list",), ("restore", copy), ("restore", copy, "--accept-older"), ("list",), ("verify",))
        told.look(("restore", copy, "--accept-older"), as_json=False)
        said.append(told.looks)
    the_same(*said)
    assert "Entries by Noor" in said[0][2][1].err
