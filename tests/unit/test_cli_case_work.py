"""Small matters, a wrong paste and a copy of a case, by line command."""

import json
from datetime import timedelta

import pytest

from coctui.cli import reading, table
from tests.unit.cli_desk import MAIL, Desk, house


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Noor and Ilse are leads, Paz is none."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        desk.join("Ilse", "lead")
        desk.join("Paz", "responder")
    return desk


@pytest.fixture
def case(desk: Desk) -> str:
    """A fresh case that Noor and Ilse hold."""
    body = MAIL.replace("Message-ID: <1@", f"Message-ID: <{len(desk.everything)}@")
    found: str = desk.do("Noor", "import", desk.file("mail.eml", body), "--admit", "Ilse").json["case"]
    assert desk.do("Ilse", "answer", found, "clear").status == 0
    return found


def test_a_small_matter_by_one_command(desk: Desk, case: str) -> None:
    """A line to write, what was written, and it is closed; spam gets no answer."""
    line = desk.do("Noor", "settle", case, "service-matter", "--show").json["text"]
    assert "no matter of the Code of Conduct" in line
    assert desk.do("Noor", "settle", case, "service-matter").error["code"] == "nothing-written"
    done = desk.do("Noor", "settle", case, "service-matter", stdin=line).json
    assert (done["status"], done["next"]) == ("closed", None)
    assert desk.do("Noor", "settle", case, "no-action", "--no-reply").error["code"] == "closed"
    assert desk.do("Noor", "settle", case, "no-action", "--no-reply", "--show").status == 2


def test_a_wrong_paste(desk: Desk, case: str) -> None:
    """At once it is one command; later a second member says the same; its words are in no file any more."""
    desk.do("Noor", "note", case, stdin="unluckypaste")
    done = desk.do("Noor", "strike", case).json
    assert done["remarks"][0].startswith("It is out of the vault")
    desk.do("Noor", "note", case, stdin="unluckypaste again")
    number = desk.do("Noor", "timeline", case).json["entries"][-1]["number"]
    desk.source.advance(timedelta(hours=1))
    assert "asked to be taken out: Note" in desk.tell("Noor", "strike", case, str(number))
    assert desk.do("Noor", "strike", case, str(number)).error["code"] == "strike-waits"
    assert desk.do("Ilse", "timeline", case).error["code"] == "people-first"
    assert desk.do("Ilse", "people", case, "--clear").status == 0
    assert f"{number:>4}" in desk.tell("Ilse", "timeline", case, "--numbers")
    assert desk.do("Ilse", "strike", case, str(number)).status == 0
    assert "unluckypaste" not in json.dumps(desk.do("Noor", "timeline", case).json)
    assert desk.do("Noor", "strike", case, "99").error["code"] == "no-such-entry"
    assert desk.do("Noor", "verify").json["ok"]


def test_a_copy_of_a_case(desk: Desk, case: str) -> None:
    """As a page or as JSON, for its maker alone; the case tells of it, and a later strike says what it cannot reach."""
    desk.do("Noor", "note", case, stdin="She is well.\x1b[2J")
    path = desk.folder / f"{case}.txt"
    assert desk.do("Noor", "export", case, str(path)).json["cases"] == [case]
    text = path.read_text(encoding="utf-8")
    assert "sunniva@example.org" in text
    assert "She is well.\ufffd[2J" in text
    assert path.stat().st_mode & 0o077 == 0
    assert desk.do("Ilse", "export", case, str(path)).error["code"] == "people-first"
    assert desk.do("Ilse", "people", case, "--clear").status == 0
    assert desk.do("Ilse", "timeline", case).json["entries"][-1]["title"] == "Saved outside"
    assert desk.do("Noor", "export", case, str(path)).error["code"] == "already-there"
    desk.do("Noor", "export", case, str(path), "--replace", "--no-names")
    assert not {"sunniva", "well"} & set(path.read_text(encoding="utf-8").casefold().split())
    desk.do("Noor", "export", case, str(path), "--replace", "--format", "json")
    made = json.loads(path.read_text(encoding="utf-8"))
    assert (made["case"]["case"], made["timeline"][0]["title"]) == (case, "Opened")
    desk.do("Noor", "note", case, stdin="a wrong paste")
    desk.do("Ilse", "export", case, str(desk.folder / f"{case}.2.txt"))
    number = [e["number"] for e in desk.do("Noor", "timeline", case).json["entries"] if e["text"] == "a wrong paste"]
    assert any(
        "copied or saved once since" in words
        for words in desk.do("Noor", "strike", case, str(number[0])).json["remarks"]
    )
    assert desk.do("Paz", "export", case, str(desk.folder / "paz.txt")).status == 1
    assert not (desk.folder / "paz.txt").exists()


def test_the_timeline_by_kind_by_words_and_in_utc(desk: Desk, case: str) -> None:
    """Promises stand above it; what a correction replaced is said in full; a filter leaves what it is about, and says so of nothing."""
    for place in ("Loom Hall", "the lobby"):
        desk.do("Noor", "item", case, "where", stdin=place)
    desk.do("Noor", "note", case, stdin="She is well.")
    whole = desk.tell("Noor", "timeline", case, "--full")
    assert whole.index("Promises") < whole.index("acknowledgement") < whole.index("Opened")
    assert "in place of: recorded by you" in whole
    found = desk.do("Noor", "timeline", case, "--kind", "in").json["entries"]
    assert [entry["title"] for entry in found] == ["Report received"]
    found = desk.do("Noor", "timeline", case, "--search", "is WELL").json["entries"]
    assert [entry["title"] for entry in found] == ["Note"]
    assert "No entry holds that." in desk.tell("Noor", "timeline", case, "--search", "no such words")
    assert "UTC" in desk.tell("Noor", "timeline", case, "--utc").splitlines()[0]
    assert set(reading.SORTS) == set(table.SORTS)
