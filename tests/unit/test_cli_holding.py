"""People and files of a case by line command: what the screen does, without a screen."""

from pathlib import Path

import pytest

from tests.unit.cli_desk import Desk

MAIL = (
    "From: Ines Halloran <ines@example.org>\nTo: conduct@example.org\nSubject: On the stairs\n"
    "Date: Sat, 05 Dec 2026 11:00:00 +0000\nMessage-ID: <1@example.org>\n\nSomebody would not let me pass.\n"
)


Held = tuple[Desk, str]


@pytest.fixture
def held(tmp_path: Path) -> Held:
    """A team of two and the code name of a case that both hold."""
    (tmp_path / "desk").mkdir()
    desk = Desk(tmp_path / "desk")
    desk.found("Noor")
    desk.join("Ilse", "lead")
    case = desk.do("Noor", "import", desk.file("a.eml", MAIL), "--ask", "Ilse").json["case"]
    desk.do("Ilse", "answer", case, "clear")
    desk.do("Noor", "list")
    return desk, case


def test_a_person_is_added_and_known_better(held: Held) -> None:
    """A new person gets a code name; facts that are named change, the others stay; who is asked is asked again."""
    desk, case = held
    assert desk.do("Ilse", "people", case).json["asked"]
    assert not desk.do("Ilse", "people", case, "--clear").json["asked"]
    added = desk.do("Noor", "person", case, "--part", "reported-person", "--set", "clothing=a green hoodie")
    assert added.status == 0
    [known] = desk.do("Noor", "show", case).json["persons"]
    changes = ("--set", "handle=chat:odalys", "--set", "identified=yes", "--set", "name=-")
    assert desk.do("Noor", "person", case, known["code"], *changes, stdin="Odalys Merriweather\n").status == 0
    [known] = desk.do("Noor", "show", case).json["persons"]
    assert (known["name"], known["clothing"], known["handles"], known["identified"]) == (
        "Odalys Merriweather", "a green hoodie", {"chat": "odalys"}, True,
    )  # fmt: skip
    again = desk.do("Ilse", "people", case).json
    assert again["asked"]
    assert [each["name"] for each in again["people"] if each["new"]] == ["Odalys Merriweather"]
    shown = desk.do("Ilse", "people", case, as_json=False)
    assert "Still no conflict?" in shown.err
    assert "would not let me pass" not in shown.out


def test_a_person_that_cannot_be_recorded(held: Held) -> None:
    """A code name that nobody has, a fact that is none, somebody new without a part: each in words, and nothing is written."""
    desk, case = held
    assert desk.do("Noor", "person", case, "Zeolite", "--set", "name=x").error["code"] == "no-such-person"
    for words in (("--set", "shoes=red"), ("--set", "name"), (), ("--set", "name=Tove"), ("--set", "handle=chat")):
        assert desk.do("Noor", "person", case, *words).status == 2, words
    assert desk.do("Noor", "show", case).json["persons"] == []


def test_a_file_goes_in_and_out(held: Held) -> None:
    """Its bytes come out as they went in, for one's own eyes, never over another file unless told to; both are told of."""
    desk, case = held
    source, target = desk.folder / "pic.png", desk.folder / "out.png"
    source.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 20)
    assert desk.do("Noor", "attach", case, str(source)).status == 0
    assert desk.do("Noor", "attach", case, str(source)).error["code"] == "file-there"
    assert desk.do("Noor", "attach", case, str(desk.folder / "none")).status == 5
    number = str(len(desk.do("Noor", "show", case).json["files"]))
    assert desk.do("Ilse", "save", case, number, "-o", str(target)).status == 0
    assert target.read_bytes() == source.read_bytes()
    assert target.stat().st_mode & 0o077 == 0
    target.write_bytes(b"other")
    assert desk.do("Ilse", "save", case, number, "-o", str(target)).error["code"] == "already-there"
    assert desk.do("Ilse", "save", case, number, "-o", str(target), "--replace").status == 0
    assert desk.do("Ilse", "save", case, "9", "-o", str(target)).error["code"] == "no-such-file"
    titles = [entry["title"] for entry in desk.do("Noor", "timeline", case).json["entries"]]
    assert titles.count("File added") == 1
    assert titles.count("Saved outside") == 2
