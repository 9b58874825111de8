"""`coctui line`: the guide's first hour typed word for word, and what a prompt may not do."""

import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal
from coctui.cli.announce import MOST, SOON, Announcer
from coctui.cli.completion import Completion
from coctui.cli.line import OUTSIDE, OWN
from coctui.cli.table import words as all_commands
from coctui.cli.watch import IDLE, JUMP, Watch
from tests.ui.inbox_rows import ASKED, CLOSED, NOW, OVERDUE, ROWS, TODAY, row
from tests.unit.cli_desk import Desk, house

GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A team of two leads and a responder, without any case."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        desk.join("Ilse", "lead")
        desk.join("Paz", "responder")
    return desk


def line(desk: Desk, name: str, *rows: str) -> tuple[str, str]:
    """What a member is told on standard output and on the error stream who types these lines and leaves."""
    said = desk.do(name, "line", stdin="".join(f"{row}\n" for row in rows), as_json=False)
    assert said.status == 0, said.err
    return said.out, said.err


def opened(said: str) -> str:
    """The code name of the case that was opened."""
    found = re.search(r"([a-z]+-[a-z]+)   opened", said)
    assert found is not None, said
    return found[1]


def test_the_first_hour_as_the_guide_tells_it(desk: Desk) -> None:
    """From the report to the acknowledgement by the lines of the guide alone; each does what it says, none is refused."""
    told = GUIDE.read_text(encoding="utf-8").partition("`coctui --as Noor line`")[2]
    rows = told.partition("```text\n")[2].partition("\n```")[0].split("\n")
    first = rows.index("list")
    case = opened(line(desk, "Noor", *rows[:first])[0])
    out, err = line(desk, "Noor", *(row.replace("the-case", case) for row in rows[first:]))
    assert "coctui:" not in err
    for said in (
        "the chat messages",
        "ONGOING",
        "asked",
        "Date and time: recorded",
        "note written",
        "assigned",
        "marked as sent",
    ):
        assert said in out
    assert "She is safe, and does not want to be named." in out
    assert "Nothing is due." in out
    shown = desk.do("Noor", "show", case).json
    assert "before noon" in str(shown["items"]["when"]["value"])
    assert shown["promises"][0]["state"] == "kept"
    assert shown["who"]["members"][1]["state"] == "asked"


def test_three_in_the_morning_as_the_guide_tells_it(desk: Desk) -> None:
    """The report, acting at once, the look at it, day 7 and the end: by the lines of the guide, and then nothing is due."""
    told = GUIDE.read_text(encoding="utf-8").partition("### At three in the morning")[2].partition("\n## ")[0]
    noors, ilses = (block.partition("\n```")[0].split("\n") for block in told.split("```text\n")[1:])
    first = noors.index("later") + 1
    out, err = line(desk, "Noor", *noors[:first])
    assert "Are you safe right now?" in out
    case = opened(out)
    out, err = line(desk, "Noor", *(row.replace("the-case", case) for row in noors[first:]))
    assert "coctui:" not in err
    assert "The team looks at it together by 6 Dec 12:00 UTC." in out
    assert "read as Sun 6 Dec 2026 18:00 UTC" in err
    desk.source.advance(timedelta(days=7, hours=1))
    out, err = line(desk, "Ilse", *(row.replace("the-case", case) for row in ilses))
    assert "coctui:" not in err
    states = {promise["kind"]: promise["state"] for promise in desk.do("Noor", "show", case).json["promises"]}
    assert states == {"acknowledgement": "kept", "status": "kept", "review": "kept", "expiry": "kept"}
    assert case not in [line["case"] for line in desk.do("Noor", "due").json["promises"]]
    desk.source.advance(timedelta(days=-7, hours=-1))


def test_an_error_leaves_the_prompt(desk: Desk) -> None:
    """What is refused, unknown or typed wrongly is told in a line; the next line is done."""
    out, err = line(
        desk,
        "Noor",
        "bogus",
        "note",
        'note "open',
        "show nothing-here",
        "demo",
        "list --as Ilse",
        "due now",
        "",
        "member list",
    )
    assert err.count("coctui: ") == 7
    assert "Ilse" in out
    for gone in ("bogus", "nothing-here", "Traceback"):
        assert gone not in err


def test_what_needs_no_key_looks_at_this_vault(desk: Desk) -> None:
    """`verify --without-key` at the prompt is about the vault that is open there, not the one in the data folder."""
    out, err = line(desk, "Noor", "verify --without-key")
    assert err == ""
    assert "As far as anybody can tell without a key, everything fits." in out


def test_help_stays_inside(desk: Desk) -> None:
    """`help` lists every command that works here; `help note` tells of one and does not end the prompt."""
    out, err = line(desk, "Noor", "help", "help note", "member list")
    assert err == ""
    for words in {*all_commands(), *OWN} - OUTSIDE:
        assert re.search(rf"^{words} ", out, re.MULTILINE), words
    assert "usage: coctui note" in out
    assert out.index("usage: coctui note") < out.rindex("Ilse")


def test_a_locked_prompt_does_nothing(desk: Desk) -> None:
    """After `lock` the next line only unlocks: what was typed on it is not done."""
    out, _ = line(desk, "Noor", "lock", "member list", "quit")
    assert out.count("Unlocked.") == 2
    assert "Ilse" not in out


def test_what_came_due_is_said_once(desk: Desk) -> None:
    """A promise is announced when it is near, once more when it is late, and never twice."""
    desk.do("Noor", "new", "--from", "-", stdin='{"text": "x"}')
    desk.source.advance(timedelta(minutes=101))
    out, _ = line(desk, "Noor", "", "member list", "due")
    assert out.count("acknowledgement, ") == 2  # at first, and when asked for
    desk.source.advance(timedelta(minutes=30))
    assert "Was due" in line(desk, "Noor")[0]


def test_announcements() -> None:
    """Only what is open, near or late; three lines at most at once; nothing that was said before."""
    news = Announcer()
    said = news.news(ROWS, NOW)
    assert 0 < len(said) <= MOST
    assert news.news(ROWS, NOW) == []
    assert Announcer().news((CLOSED, TODAY), NOW) == []
    assert Announcer().news((OVERDUE,), NOW) == ["Was due 2 h ago: outcome, slate-wren"]
    assert Announcer().news((ASKED,), NOW) == ["You are asked about misty-larch: show misty-larch"]
    one = Announcer()
    near = row(
        "amber-elm", promises=(("outcome", "open", NOW + SOON, 0.0), ("acknowledgement", "kept", NOW - 1, NOW - 2))
    )
    assert one.news((near,), NOW - 1) == []
    assert one.news((near,), NOW) == ["Due in 20 min: outcome, amber-elm"]
    assert one.news((near,), NOW + SOON + 60) == ["Was due 1 min ago: outcome, amber-elm"]
    assert one.news((near,), NOW + SOON + 600) == []


def test_completion_offers_what_this_seat_sees() -> None:
    """Commands, then what each takes: visible code names, members, choices; nothing of another vault."""
    complete = Completion(lambda: ["amber-elm", "azure-wren"], lambda: ["Noor", "Ilse van Dam"], OUTSIDE, OWN)
    assert "demo" not in complete("", "")
    assert complete("mem", "mem") == ["member"]
    assert complete("member r", "r") == ["remove", "renew", "role"]
    assert complete("show a", "a") == ["amber-elm", "azure-wren"]
    assert complete("ask amber-elm I", "I") == ["'Ilse van Dam'"]
    assert complete("determine amber-elm out", "out") == ["out-of-scope"]
    assert complete("assign amber-elm --duty r", "r") == ["records", "reported-person", "reporter"]
    assert complete("list --view st", "st") == ["stepped-aside"]
    assert complete("nonsense x", "x") == []


class Clocks:
    """A wall clock and a steady one."""

    def __init__(self) -> None:
        self.wall, self.steady = 1000.0, 50.0

    def go(self, seconds: float, *, asleep: float = 0.0) -> None:
        """Time goes by; while the computer sleeps only on the wall."""
        self.wall += seconds + asleep
        self.steady += seconds


@pytest.mark.parametrize(
    ("awake", "asleep", "locks"),
    [(IDLE - 1, 0, False), (IDLE, 0, True), (1, JUMP, False), (1, JUMP + 1, True), (1, -JUMP - 1, True)],
)
def test_it_locks_when_nobody_types_and_after_a_sleep(awake: float, asleep: float, locks: bool) -> None:
    """Idle is judged by both clocks; that they move apart by more than a minute means a sleep."""

    class Pipe:
        terminal = False

    clocks, locked = Clocks(), list[str]()
    watch = Watch(Pipe(), lambda: False, locked.append, lambda: clocks.wall, lambda: clocks.steady)  # type: ignore[arg-type]
    clocks.go(awake, asleep=asleep)
    watch.moved()
    assert bool(locked) is locks


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_on_a_terminal(desk: Desk) -> None:
    """Completed by tab, remembered by no key, cleared when it locks; suspended it locks too."""
    file = desk.file("p", desk.passphrase("Noor"))
    words = [
        sys.executable,
        "-m",
        "coctui",
        "--vault",
        str(desk.path),
        "--as",
        "Noor",
        "--passphrase-file",
        file,
        "line",
    ]
    with Terminal(words) as terminal:
        terminal.wait("coctui>")
        terminal.type("member li").press("tab").press("enter").wait("Ilse")
        terminal.press("up").type("lock").press("enter").wait("Locked")
        terminal.wait(lambda screen: "Ilse" not in screen.text())
        terminal.press("enter").wait("Unlocked")
        terminal.type("quit").press("enter")
        assert terminal.wait_exit() == 0
        assert terminal.raw.count(b"\x1b[3J") == 2
