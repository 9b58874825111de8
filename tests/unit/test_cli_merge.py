"""`merge` and `take-in` as people type them: what came in, in words; what is refused; and that nothing tells."""

import shutil
from pathlib import Path

import pytest

from coctui.host.filesystem import Place
from coctui.vault.schema import FORMAT
from tests.faults.sample import tampering
from tests.unit.cli_desk import Desk, house


class Two(Desk):
    """A desk with a second copy of its vault."""

    case = ""  # the code of the case that stands in both

    def part(self) -> None:
        """The copy is made now."""
        self.other = self.folder / "hers.coctui"
        shutil.copyfile(self.path, self.other)

    def there(self, name: str, *words: str, stdin: str = "") -> None:
        """A command in the other copy."""
        here, self.path = self.path, self.other
        said = self.do(name, *words, stdin=stdin)
        self.path = here
        assert said.status == 0, said.err


@pytest.fixture
def desk(tmp_path: Path) -> Two:
    """Noor, Ilse and Paz; the first two hold a case; and the second copy."""
    made = Two(tmp_path)
    made.found()
    made.join("Ilse", "lead")
    made.join("Paz", "responder")
    made.case = made.do("Noor", "new", "--from", "-", "--admit", "Ilse", stdin='{"text": "shouting"}').json["case"]
    assert made.do("Ilse", "answer", made.case, "clear").status == 0
    made.part()
    return made


ANSWERS: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "determination": ("determine", (), "no-action", "violation"),
    "assigned lead": ("assign", (), "Noor", "Ilse"),
    "item where": ("item", ("where",), "in the chat", "at the stage"),
    "item contact": ("item", ("contact",), "Sunniva", "Torill"),
    "gloss": ("label", ("--gloss",), "the shouting", "the stage"),
}
"""By what has two answers: the command, and what Noor says here and Ilse there."""


def answered(desk: Two, key: str, which: int) -> tuple[tuple[str, ...], str]:
    """A command's words and its standard input: 2 is what Noor says, 3 what Ilse says."""
    command, more, *said = ANSWERS[key]
    text = str(said[which - 2])
    return (command, desk.case, *more, *([] if command == "item" else [text])), text if command == "item" else ""


def test_what_came_in_in_words(desk: Two) -> None:
    """Who wrote how much in which case, what has two answers, who joined; once more: nothing new. With --json the same."""
    desk.there("Ilse", "note", desk.case, stdin="I spoke to them.")
    desk.there("Ilse", "determine", desk.case, "violation")
    desk.there("Noor", "new", "--from", "-", stdin='{"text": "at the desk"}')
    assert desk.do("Noor", "determine", desk.case, "no-action").status == 0
    said = desk.tell("Noor", "merge", str(desk.other))
    assert f"? {desk.case}   2 entries by Ilse\n" in said
    assert f"two answers for what was decided: choose with coctui determine {desk.case} OUTCOME\n" in said
    assert "   is new to you\n" in said
    at_the_prompt = desk.tell("Noor", "line", stdin=f"merge {desk.other}\n")
    assert "All that you may see was here already." in at_the_prompt
    assert desk.do("Noor", "merge", str(desk.other)).json == {
        "cases": [], "joined": [], "left": [], "two_teams": False, "older": False,
    }  # fmt: skip
    assert desk.do("Noor", "verify").json["ok"]


def test_both_answers_and_the_way_to_choose(desk: Two) -> None:
    """`show` has both answers, by whom, and a command for each; names only where asked for. Saying one again settles it."""
    for key in ANSWERS:
        words, text = answered(desk, key, 2)
        assert desk.do("Noor", *words, stdin=text).status == 0, words
        words, text = answered(desk, key, 3)
        desk.there("Ilse", *words, stdin=text)
    desk.tell("Noor", "merge", str(desk.other))
    shown = desk.do("Noor", "show", desk.case).json
    assert set(shown["two_answers"]) == {choice["key"] for choice in shown["choices"]} == ANSWERS.keys()
    for choice in shown["choices"]:
        command, _, mine, theirs = ANSWERS[choice["key"]]
        assert {(each["by"], each["said"].replace(" ", "-")) for each in choice["said"]} == {
            ("Noor", mine.replace(" ", "-")), ("Ilse", theirs.replace(" ", "-")),
        }  # fmt: skip
        assert choice["command"].startswith(f"{command} {desk.case}")
    closed, names = desk.tell("Noor", "show", desk.case), desk.tell("Noor", "show", desk.case, "--names")
    assert f"    coctui determine {desk.case} OUTCOME\n" in closed
    assert ("Torill" in closed, "Torill" in names) == (False, True)
    for key in ANSWERS:
        words, text = answered(desk, key, 2)
        desk.tell("Noor", *words, stdin=text)
    assert desk.do("Noor", "show", desk.case).json["choices"] == []


@pytest.mark.parametrize("off", [(), ("--off",)])
def test_what_stands_until_then_may_be_what_is_chosen(off: tuple[str, ...], desk: Two) -> None:
    """Of leave, and of a tie: saying what already stands settles it as well as saying the other; without a choice it is refused."""
    text = '{"text": "at the desk"}'
    other = desk.do("Noor", "new", "--from", "-", "--admit", "Ilse", stdin=text).json["case"]
    assert desk.do("Ilse", "answer", other, "clear").status == 0
    assert desk.do("Noor", "tie", desk.case, other).status == 0
    desk.part()
    assert desk.do("Noor", "consent", desk.case, "--public", "yes").status == 0
    assert desk.do("Noor", "tie", desk.case, other, "--off").status == 0
    desk.there("Ilse", "consent", desk.case, "--public", "no")
    for again in (("--off",), ()):
        desk.there("Ilse", "tie", desk.case, other, *again)
    assert desk.do("Noor", "merge", str(desk.other)).status == 0
    shown = [desk.do("Noor", "show", code).json for code in (desk.case, other)]
    assert sorted(key for one in shown for key in one["two_answers"]) == ["consent reporter", "tied"]
    assert desk.do("Noor", "tie", desk.case, other, *off).status == 0
    stands = "yes" if shown[0]["choices"][0]["said"][0]["by"] == "Noor" else "no"
    assert desk.do("Noor", "consent", desk.case, "--public", stands).status == 0
    for code in (desk.case, other):
        assert desk.do("Noor", "show", code).json["two_answers"] == []
    assert desk.do("Noor", "consent", desk.case, "--public", stands).error["code"] == "nothing-changed"
    said = desk.do("Noor", "tie", desk.case, other, *off)
    assert said.error["code"] == ("not-tied" if off else "already-tied")


def test_entries_kept_aside_are_taken_in(desk: Two) -> None:
    """Paz was let in here and excluded there: what they wrote is listed, and counts once a holder says so."""
    assert desk.do("Noor", "admit", desk.case, "Paz").status == 0
    assert desk.do("Paz", "answer", desk.case, "clear").status == 0
    assert desk.do("Paz", "note", desk.case, stdin="The chat is saved.").status == 0
    desk.there("Ilse", "exclude", desk.case, "Paz")
    assert "kept aside: 1 entry" in desk.tell("Noor", "merge", str(desk.other))
    (entry,) = desk.do("Noor", "take-in", desk.case).json["entries"]
    assert (entry["number"], entry["by"], entry["text"]) == (1, "Paz", "The chat is saved.")
    assert "The chat is saved." not in desk.tell("Noor", "timeline", desk.case, "--full")
    assert desk.do("Noor", "take-in", desk.case, "2").error["code"] == "nothing-aside"
    assert desk.do("Noor", "take-in", desk.case, "all").status == 0
    assert "The chat is saved." in desk.tell("Ilse", "timeline", desk.case, "--full")
    assert desk.do("Noor", "take-in", desk.case).json["entries"] == []
    assert desk.do("Paz", "take-in", desk.case).error["code"] == "unknown"
    assert desk.do("Noor", "verify").json["ok"]


def test_what_is_refused(desk: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file itself, no file, no vault, another team's vault, other formats, damage, a network place; nothing is merged then."""
    before = desk.do("Noor", "list").json
    text = desk.file("text", "no vault")
    another = Two(desk.folder / "another", seed=9)
    another.folder.mkdir()
    another.found()
    refused: tuple[tuple[str, int, str], ...] = (
        (str(desk.path), 1, "same-file"), (str(desk.folder / "none"), 3, "no-vault"), (text, 3, "not-a-vault"),
        (str(another.path), 1, "another-vault"),
    )  # fmt: skip
    for other, status, code in refused:
        said = desk.do("Noor", "merge", other)
        assert (said.status, said.error["code"]) == (status, code), other
    desk.there("Ilse", "note", desk.case, stdin="more")
    desk.there("Ilse", "exclude", desk.case, "Paz")
    whole = desk.other.read_bytes()
    for sql, code in (
        (f"UPDATE vault SET format = {FORMAT + 1}, min_reader = {FORMAT + 1}", "other-format"),
        ("UPDATE event SET sealed = zeroblob(300) WHERE lane = 2", "other-damaged"),
        ("DELETE FROM event WHERE n = (SELECT MAX(n) - 1 FROM event)", "other-damaged"),
        ("UPDATE letter SET sealed = zeroblob(82)", "other-damaged"),
    ):
        with tampering(desk.other) as file:
            file.execute(sql)
            if "format" in sql:
                file.execute(f"PRAGMA user_version = {FORMAT + 1}")
        said = desk.do("Noor", "merge", str(desk.other))
        assert (said.status, said.error["code"]) == (3, code), sql
        desk.other.write_bytes(whole)
    monkeypatch.setattr("coctui.cli.merging.examine", lambda _: Place(network="nfs4"))
    network = desk.do("Noor", "merge", str(desk.other))
    assert (network.status, network.error["code"]) == (3, "network-place")
    assert desk.do("Noor", "list").json == before
    monkeypatch.setattr("coctui.cli.merging.examine", lambda _: Place(synced="Syncthing"))
    synced = desk.do("Noor", "merge", str(desk.other))
    assert (synced.status, "Syncthing" in synced.err) == (0, True)


def history(folder: Path, *, hidden: bool) -> list[tuple[int, str, str]]:
    """All that merging tells Paz in both directions, with or without a case that Paz is kept from in both copies."""
    desk = Two(folder, seed=5)
    desk.found()
    desk.join("Ilse", "lead")
    desk.join("Paz", "responder")
    open_one = desk.do("Noor", "new", "--from", "-", "--admit", "Paz", stdin='{"text": "the lounge"}').json["case"]
    assert desk.do("Paz", "answer", open_one, "clear").status == 0
    secret = ""
    if hidden:
        with desk.source.stream("hidden"):
            about = ("new", "--from", "-", "--admit", "Ilse", "--exclude", "Paz")
            secret = desk.do("Noor", *about, stdin='{"text": "Paz did it"}').json["case"]
    desk.part()
    desk.there("Noor", "note", open_one, stdin="there")
    assert desk.do("Noor", "note", open_one, stdin="here").status == 0
    if hidden:
        with desk.source.stream("hidden"):
            desk.there("Noor", "note", secret, stdin="not for Paz")
            assert desk.do("Ilse", "answer", secret, "recuse").status == 0
            desk.there("Noor", "new", "--from", "-", "--exclude", "Paz", stdin='{"text": "Paz again"}')
    told = []
    both: tuple[tuple[str, ...], ...] = (
        ("merge", str(desk.other)), ("list",), ("verify",), ("merge", str(desk.other)), ("take-in", open_one),
    )  # fmt: skip
    for words in both:
        for as_json in (True, False):
            said = desk.do("Paz", *words, as_json=as_json)
            told.append((said.status, said.out, said.err))
    desk.path, desk.other = desk.other, desk.path
    for words in (*both[:3], ("timeline", open_one, "--full")):
        said = desk.do("Paz", *words, as_json=False)
        told.append((said.status, said.out, said.err))
    return told


def test_merging_a_hidden_case_tells_nothing(tmp_path: Path) -> None:
    """Word for word the same, whichever way the copies meet."""
    told = []
    for hidden in (False, True):
        (tmp_path / str(hidden)).mkdir()
        with house(tmp_path / str(hidden)) as folder:
            told.append(
                [tuple(str(part).replace(str(folder), "") for part in one) for one in history(folder, hidden=hidden)]
            )
    assert told[0] == told[1]
