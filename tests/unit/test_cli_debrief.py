"""`debrief` and `label` by command line: read, saved for its maker alone, told of in the cases that are in it."""

import json
import os
import stat
from pathlib import Path

import pytest

from coctui.reports.debrief import SCOPE, Debrief
from tests.unit.cli_desk import MAIL, MBOX, Desk, house


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Noor holds three cases, Ilse is asked about one of them."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        desk.join("Ilse", "lead")
        first = desk.do("Noor", "import", desk.file("1.eml", MAIL), "--ask", "Ilse").json["case"]
        desk.do("Noor", "import", desk.file("box.mbox", MBOX))
        desk.do("Noor", "item", first, "where", "--set", "kind=talk", "--set", "place=Sunniva's room")
        assert desk.do("Noor", "label", first, "--category", "unwanted-attention").json["act"] == "label"
        desk.do("Noor", "sent", first, "acknowledgement")
    return desk


def test_to_read(desk: Desk) -> None:
    """Figures as JSON, of one documented model, and as a page; the same words of scope in both; no name of anybody."""
    said = desk.do("Noor", "debrief")
    made = Debrief.model_validate_json(said.out)
    assert (made.reports, made.cases, made.scope) == (3, 3, SCOPE)
    assert {line.name: line.count for line in made.table("category").lines if line.count} == {
        "unwanted attention": 1,
        "not known": 2,
    }
    page = desk.tell("Noor", "debrief")
    assert page == desk.do("Noor", "debrief", "--format", "md", as_json=False).out
    assert "| unwanted attention | 1 |" in page
    assert "| acknowledgement within 2 h | 1 | none | none | 2 | none | 3 |" in page
    shown = (said.out + page).casefold()
    assert not any(name in shown for name in ("noor", "ilse", "sunniva", "lovis", "ravenna", "lounge", "slides"))


def test_who_holds_nothing_gets_a_full_debrief(desk: Desk) -> None:
    """Ilse, who is only asked, reads zeros under the same words."""
    made = Debrief.model_validate_json(desk.do("Ilse", "debrief").out)
    assert (made.reports, made.cases, made.lines, made.scope) == (0, 0, (), SCOPE)
    assert "| harassment | none |" in desk.tell("Ilse", "debrief")


def test_saved_for_its_maker_alone(desk: Desk, tmp_path: Path) -> None:
    """0600; each case in it tells of it; never over another file without a word; with the word, the newer one."""
    path = tmp_path / "debrief.md"
    said = desk.do("Noor", "debrief", "-o", str(path)).json
    assert said["file"] == str(path)
    assert len(said["cases"]) == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name == "nt"
    before = path.read_bytes()
    for case in said["cases"]:
        assert case in path.read_text(encoding="utf-8")
        newest = desk.do("Noor", "timeline", case).json["entries"][-1]
        assert (newest["kind"], newest["title"], newest["detail"]) == (
            "outside",
            "Saved outside",
            "its line in a debrief, by Noor",
        )
    again = desk.do("Noor", "debrief", "-o", str(path), "--format", "json")
    assert (again.status, again.error["code"]) == (1, "already-there")
    assert "--replace" in again.error["sentence"]
    assert path.read_bytes() == before
    entries = len(desk.do("Noor", "timeline", said["cases"][0]).json["entries"])
    assert desk.do("Noor", "debrief", "-o", str(path), "--format", "json", "--replace").status == 0
    assert json.loads(path.read_text(encoding="utf-8"))["cases"] == 3
    assert len(desk.do("Noor", "timeline", said["cases"][0]).json["entries"]) == entries + 1
    assert [each.name for each in tmp_path.iterdir() if "debrief" in each.name] == ["debrief.md"]


def test_nothing_is_left_where_it_cannot_be_written(desk: Desk, tmp_path: Path) -> None:
    """A folder that is not there: one sentence, no file, and no case tells of one."""
    case = desk.do("Noor", "list").json["cases"][0]["case"]
    entries = len(desk.do("Noor", "timeline", case).json["entries"])
    said = desk.do("Noor", "debrief", "-o", str(tmp_path / "nowhere" / "debrief.md"))
    assert (said.status, said.error["code"]) == (1, "not-saved")
    assert len(desk.do("Noor", "timeline", case).json["entries"]) == entries
    assert desk.do("Noor", "debrief", "--replace").status == 2


def test_for_the_public(desk: Desk, tmp_path: Path) -> None:
    """No case in it, so none tells of it; three cases are too few for most counts."""
    path = tmp_path / "public.md"
    assert desk.do("Noor", "debrief", "--public", "-o", str(path)).json["cases"] == []
    page = path.read_text(encoding="utf-8")
    assert page.startswith("# Draft for the public: PyLadiesCon\n")
    assert "| unwanted attention | held back |" in page
    assert "- cases: 3" in page
    assert not any(case["case"] in page for case in desk.do("Noor", "list").json["cases"])
