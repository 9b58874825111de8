"""`passphrase`, `paper-key`, `this-computer`, as a member or a script types them."""

import io
import json
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from coctui.cli.main import main
from coctui.cli.ways import page
from coctui.vault.paperkey import written
from tests.keyrings import Keeps, computer, posing
from tests.unit.cli_desk import Desk, Said

Gives = Callable[[Any], Any]
__all__ = ["computer"]
NEW = "eight other quiet lamps"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Noor's team."""
    folder = tmp_path / "desk"
    folder.mkdir()
    desk = Desk(folder)
    desk.found("Noor")
    return desk


class Reads(io.StringIO):
    """Standard input of somebody who reads the page that was printed, and types what is asked for."""

    def __init__(self, out: io.StringIO, err: io.StringIO, *, slips: int = 0) -> None:
        super().__init__("")
        self.out, self.err, self.slips, self.asked = out, err, slips, list[int]()

    def readline(self, _: int | None = -1) -> str:  # type: ignore[override]  # only ever called without a limit
        """The group that was asked for last; for a script, one after the other."""
        text = self.out.getvalue()
        place = (
            json.loads(text)["asks"][len(self.asked)]
            if text.startswith("{")
            else int(self.err.getvalue().rsplit("type group ", 1)[1].split(":")[0])
        )
        if self.slips:
            self.slips -= 1
            return "AAAAA\n"
        self.asked.append(place)
        return f"{self.key.split('-')[place - 1].lower()}\n"

    @property
    def key(self) -> str:
        """The key as it stands on the page or in the object."""
        text = self.out.getvalue()
        if text.startswith("{"):
            return str(json.loads(text.splitlines()[0])["key"])
        words = text.split("Whoever")[0].split()
        groups = {
            int(at): group for at, group in pairwise(words) if at.isdigit() and len(group) == 5 and group.isupper()
        }
        return "-".join(groups[place] for place in sorted(groups))


def paper(desk: Desk, *words: str, slips: int = 0) -> tuple[Said, Reads]:
    """Make a paper key at the command line."""
    out, err = io.StringIO(), io.StringIO()
    reads = Reads(out, err, slips=slips)
    given = [
        "--vault",
        str(desk.path),
        "--as",
        "Noor",
        "--passphrase-file",
        desk.file("Noor.txt", desk.passphrase("Noor")),
    ]
    status = main([*given, "paper-key", *words], stdin=reads, stdout=out, stderr=err, source=desk.source)
    return Said(status, out.getvalue(), err.getvalue()), reads


def opens(desk: Desk, secret: str, *words: str) -> int:
    """How a listing ends with this passphrase or paper key."""
    return desk.type(
        "--vault", str(desk.path), *words, "--passphrase-file", desk.file("secret.txt", secret), "list"
    ).status


def test_a_new_passphrase_from_a_file(desk: Desk) -> None:
    """The old one in its file, the new one in another; afterwards only the new one opens."""
    told = desk.do("Noor", "passphrase", "--new-passphrase-file", desk.file("new.txt", NEW)).json
    assert told["act"] == "passphrase"
    assert [way["kind"] for way in told["ways"]] == ["passphrase"]
    assert opens(desk, NEW, "--as", "Noor") == 0
    assert opens(desk, desk.passphrase("Noor"), "--as", "Noor") == 4
    assert NEW not in "".join(desk.everything)


def test_words_for_a_person(desk: Desk) -> None:
    """What changed, and what did not: older copies."""
    said = desk.tell("Noor", "passphrase", "--new-passphrase-file", desk.file("new.txt", NEW), "--name", "Lake Noor")
    assert "the old one does not open this file any more" in said
    assert "Copies that coctui made are renewed; others from before still open with it." in " ".join(said.split())
    assert all(len(line) <= 80 for line in said.splitlines())
    assert opens(desk, NEW, "--as", "lake noor") == 0


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ((), 2, "usage"),
        (("--new-passphrase-file", "new.txt", "--new-passphrase-fd", "9"), 2, "usage"),
        (("--new-passphrase-file", "nowhere"), 2, "passphrase-file"),
        (("--new-passphrase-fd", "99"), 2, "usage"),
        (("--new-passphrase-file", "short.txt"), 1, "weak-passphrase"),
        (("--new-passphrase-file", "long.txt"), 1, "long-passphrase"),
        (("--new-passphrase-file", "huge.txt"), 1, "long-passphrase"),
        (("--new-passphrase-file", "Noor.txt"), 1, "same-passphrase"),
        (("--new-passphrase-file", "new.txt", "--name", ""), 2, "usage"),
    ],
)
def test_what_is_refused(words: tuple[str, ...], status: int, code: str, desk: Desk) -> None:
    """Nothing given, too much, not there, too short, the same: said, and the old one still opens."""
    files = {
        "new.txt": NEW,
        "short.txt": "short",
        "long.txt": "é" * 501,
        "huge.txt": "𑄮" * 250_000,
        "Noor.txt": desk.passphrase("Noor"),
    }
    placed = [desk.file(word, files[word]) if word in files else word for word in words]
    said = desk.do("Noor", "passphrase", *placed)
    assert (said.status, said.error["code"]) == (status, code)
    assert opens(desk, desk.passphrase("Noor"), "--as", "Noor") == 0


def test_a_paper_key(desk: Desk) -> None:
    """The page, two groups typed back, and it opens: without a name."""
    said, reads = paper(desk)
    assert said.status == 0, said.err
    assert len(set(reads.asked)) == 2
    for words in ("at home", "not in the laptop bag", "not in a photo"):
        assert words in said.out
    assert "Noor" not in said.out
    assert "Sample" not in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    assert opens(desk, reads.key) == 0
    assert opens(desk, reads.key.lower().replace("-", " "), "--as", "whoever") == 0
    assert opens(desk, desk.passphrase("Noor"), "--as", "Noor") == 0


def test_a_paper_key_for_scripts(desk: Desk) -> None:
    """Two objects: the key and what is asked, then the ways in, with no key in them."""
    said, reads = paper(desk, "--json")
    first, second = said.objects
    assert sorted(first["asks"]) == sorted(reads.asked)
    assert [way["kind"] for way in second["ways"]] == ["passphrase", "paper key"]
    assert first["key"] not in said.out.splitlines()[1]


@pytest.mark.parametrize(("slips", "status"), [(2, 0), (3, 1)])
def test_groups_may_be_typed_again(slips: int, status: int, desk: Desk) -> None:
    """Three tries a group; then nothing is kept, and what was printed opens nothing."""
    said, reads = paper(desk, slips=slips)
    assert said.status == status
    assert opens(desk, reads.key) == (0 if status == 0 else 4)
    if status:
        assert "nothing was kept" in said.err


def test_who_types_nothing_back_gets_no_paper_key(desk: Desk) -> None:
    """The end of input is no answer."""
    said = desk.do("Noor", "paper-key")
    assert said.status == 1
    assert said.error["code"] == "not-typed-back"
    assert said.err.count("\n") == 1
    assert opens(desk, json.loads(said.out)["key"]) == 4


def test_a_paper_key_taken_back(desk: Desk) -> None:
    """It opens nothing any more."""
    _, reads = paper(desk)
    assert [way["kind"] for way in desk.do("Noor", "paper-key", "--remove").json["ways"]] == ["passphrase"]
    assert opens(desk, reads.key) == 4


def test_a_forgotten_passphrase(desk: Desk) -> None:
    """The paper key proves who it is; without a name to unlock with there is no new passphrase."""
    _, reads = paper(desk)
    given = ("--vault", str(desk.path), "--passphrase-file", desk.file("paper.txt", reads.key), "--json", "passphrase")
    new = ("--new-passphrase-file", desk.file("new.txt", NEW))
    assert desk.type(*given, *new).error["code"] == "usage"
    assert desk.type(*given, *new, "--name", "Noor").status == 0
    assert opens(desk, NEW, "--as", "Noor") == 0
    assert opens(desk, desk.passphrase("Noor"), "--as", "Noor") == 4


def test_a_slip_in_a_paper_key(desk: Desk) -> None:
    """Which group: whoever holds the page can see it; any other wrong thing is told without a word more."""
    _, reads = paper(desk)
    groups = reads.key.split("-")
    groups[1], groups[5] = groups[5], groups[1]
    slipped = desk.type(
        "--vault", str(desk.path), "--json", "--passphrase-file", desk.file("x", "-".join(groups)), "list"
    )
    assert slipped.error == {
        "code": "paper-slip",
        "sentence": "Groups 2 and 6 of this paper key were not read rightly. Look at the paper again, and type it once more.",
        "status": 4,
    }
    wrong = [desk.do("Noor", "list").status]
    for secret in ("wrong", "", "A" * 65, "x" * 9_000):
        said = desk.type(
            "--vault", str(desk.path), "--as", "Noor", "--json", "--passphrase-file", desk.file("x", secret), "list"
        )
        wrong.append(said.status)
        assert said.error["code"] == "wrong-key"
    assert wrong == [0, 4, 4, 4, 4]


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_all_that_is_wrong_is_told_alike(flags: tuple[str, ...], desk: Desk) -> None:
    """Letter for letter, whatever was wrong; the right passphrase opens in whatever form of Unicode it was typed."""
    accents = "crème brûlée à neuf heures"
    desk.do("Noor", "passphrase", "--new-passphrase-file", desk.file("new.txt", accents))
    told = set()
    for name, secret in (
        ("Noor", "wrong"), ("Noor", ""), ("Noor", "x" * 1_000_000), ("Noor", written(bytes(32))), ("Noor", "creme brulee a neuf heures"),
        ("Noor", desk.passphrase("Noor")), ("Nobody", accents), ("Nobody", "wrong"),
    ):  # fmt: skip
        said = desk.type(
            "--vault", str(desk.path), *flags, "--as", name, "--passphrase-file", desk.file("x", secret), "list"
        )
        told.add((said.status, said.out, said.err))
    ((status, out, err),) = told
    assert (status, out) == (4, "")
    assert "They do not open this vault together. Please try again, as often as you like." in err
    for form in ("NFC", "NFD"):
        assert opens(desk, unicodedata.normalize(form, accents), "--as", "Noor") == 0


def test_this_computer(desk: Desk, computer: Gives) -> None:
    """On, used, off; and the exit code of each way to fail."""
    computer(posing(Keeps))
    here = ("--vault", str(desk.path), "--this-computer", "--json", "list")
    assert desk.type(*here).error["code"] == "no-key-here"
    told = desk.tell("Noor", "this-computer", "on")
    assert "the desktop's keyring" in told
    assert "Every program that runs in your account may read it" in told
    assert max(map(len, told.splitlines())) <= 80
    assert desk.type(*here).status == 0
    computer(posing(Keeps, "keyring.backends.null.Keyring"))
    assert (desk.type(*here).status, desk.type(*here).error["code"]) == (1, "keyring-null")
    computer(posing(Keeps))
    assert desk.do("Noor", "this-computer", "off").json["ways"][0]["kind"] == "passphrase"
    assert desk.type(*here).status == 4


def test_without_a_keyring(desk: Desk, computer: Gives) -> None:
    """Normal, and said so."""
    computer(posing(Keeps, "keyring.backends.fail.Keyring"))
    said = desk.do("Noor", "this-computer", "on")
    assert said.status == 1
    assert "That is normal" in said.error["sentence"]


def test_the_page_fits_a_sheet() -> None:
    """At most 60 rows of 80, in letters that every printer has."""
    rows = page("-".join(f"ABCD{chr(65 + at)}" for at in range(13)), "2026-12-05")
    assert len(rows) < 60
    assert all(len(row) <= 80 and row.isascii() for row in rows)
    assert "13  ABCDM" in "\n".join(rows)
