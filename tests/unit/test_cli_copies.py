"""`backup` and `restore`, as a member or a script types them."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.cli_desk import MAIL, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Noor's team, and one case."""
    folder = tmp_path / "desk"
    folder.mkdir()
    desk = Desk(folder)
    desk.found("Noor")
    assert desk.do("Noor", "import", desk.file("mail.eml", MAIL)).status == 0
    return desk


def case(desk: Desk) -> str:
    """The code name of the case."""
    return str(desk.do("Noor", "list").json["cases"][0]["case"])


def test_a_copy_is_made_listed_and_put_back(desk: Desk, tmp_path: Path) -> None:
    """The whole way, as a script sees it and as a person reads it."""
    stick = tmp_path / "stick.coctui"
    made = desk.do("Noor", "backup", str(stick)).json
    assert (made["paths"], made["ok"], made["out_of_reach"]) == ([str(stick)], True, [])
    assert "everything fits" in desk.tell("Noor", "backup", str(stick))
    listed = desk.do("Noor", "backup", "--list").json["copies"]
    assert [each["stands"] for each in listed if each["path"] == str(stick)] == ["earlier"]
    assert len({Path(each["path"]).parent for each in listed}) == 3, "two places by themselves, and the stick"
    assert "as the vault was then" in desk.tell("Noor", "backup", "--list")
    back = desk.do("Noor", "restore", str(stick)).json
    assert back["missing"] is False
    assert Path(back["kept"]).exists()
    assert desk.do("Noor", "verify").json["ok"]


def test_an_older_copy_needs_to_be_said(desk: Desk, tmp_path: Path) -> None:
    """Exit 3 and a sentence that says how; then it says what is missing, and by whom."""
    stick = tmp_path / "stick.coctui"
    assert desk.do("Noor", "backup", str(stick)).status == 0
    assert desk.do("Noor", "note", case(desk), stdin="She called back.").status == 0
    refused = desk.do("Noor", "restore", str(stick))
    assert (refused.status, refused.error["code"]) == (3, "older")
    assert "coctui restore COPY --accept-older" in refused.error["sentence"]
    back = desk.do("Noor", "restore", str(stick), "--accept-older").json
    assert (back["missing"], back["by"]) == (True, ["Noor"])
    assert desk.do("Noor", "verify").json["ok"]


def test_a_file_that_somebody_put_back_by_hand(desk: Desk, tmp_path: Path) -> None:
    """Without a name: the file that lies there is taken back into use, or nothing has to be."""
    stick = tmp_path / "stick.coctui"
    assert desk.do("Noor", "backup", str(stick)).status == 0
    assert desk.do("Noor", "note", case(desk), stdin="She called back.").status == 0
    desk.path.write_bytes(stick.read_bytes())
    assert desk.do("Noor", "list").error["code"] == "older"
    assert "Entries by Noor that were here are missing now" in desk.tell("Noor", "restore", "--accept-older")
    assert desk.do("Noor", "restore", "--accept-older").json["missing"] is False
    assert desk.do("Noor", "restore").status == 2


def test_where_copies_come(desk: Desk, tmp_path: Path) -> None:
    """Another second place, none at all, the usual ones again; a place that is gone for good is forgotten."""
    other = tmp_path / "other disk"
    listed = desk.do("Noor", "backup", "--second", str(other)).json["copies"]
    assert desk.do("Noor", "list").status == 0
    listed = desk.do("Noor", "backup", "--list").json["copies"]
    assert str(other) in {str(Path(each["path"]).parent) for each in listed}
    assert desk.do("Noor", "backup", "--second", "off").status == 0
    desk.source.advance(timedelta(hours=3))
    before = {each["path"] for each in desk.do("Noor", "backup", "--list").json["copies"]}
    assert desk.do("Noor", "note", case(desk), stdin="Later.").status == 0
    assert {each["path"] for each in desk.do("Noor", "backup", "--list").json["copies"]} == before
    assert desk.do("Noor", "backup", "--forget", str(other)).status == 0
    listed = desk.do("Noor", "backup", "--list").json["copies"]
    assert str(other) not in {str(Path(each["path"]).parent) for each in listed}


def test_a_place_that_leads_nowhere(desk: Desk, tmp_path: Path) -> None:
    """A loop of links, a name that no disk takes, a pipe: refused in words for a copy, and as the second place."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    for path, code in (
        (tmp_path / "loop", "not-written"),
        (tmp_path / ("n" * 300), "not-written"),
        (tmp_path / "pipe", "already-there"),
    ):
        assert desk.do("Noor", "backup", str(path)).error["code"] == code
        assert desk.do("Noor", "backup", "--second", str(path)).error["code"] == "no-folder"
        assert desk.do("Noor", "backup", "--forget", str(path)).status == 0
        assert desk.do("Noor", "restore", str(path)).error["code"] in ("cannot-read", "not-a-vault")
        assert desk.do("Noor", "merge", str(path)).error["code"] in ("cannot-read", "not-a-vault")
    assert desk.do("Noor", "backup", "--second", "~nobody-of-that-name").status == 0


def test_a_copy_out_of_reach_is_named_beside_the_result(desk: Desk, tmp_path: Path) -> None:
    """After somebody stepped aside, on the error stream, at each command until it is there again."""
    desk.join("Ilse", "lead")
    stick = tmp_path / "stick"
    stick.mkdir()
    assert desk.do("Noor", "backup", str(stick)).status == 0
    stick.rename(tmp_path / "drawer")
    assert desk.do("Noor", "admit", case(desk), "Ilse").status == 0
    assert desk.do("Ilse", "answer", case(desk), "clear").status == 0
    assert desk.do("Ilse", "answer", case(desk), "recuse").status == 0
    said = desk.do("Noor", "list", as_json=False)
    assert said.status == 0
    assert str(stick) in desk.do("Noor", "list", as_json=False).err
    (tmp_path / "drawer").rename(stick)
    assert desk.do("Noor", "list").status == 0
    assert str(stick) not in desk.do("Noor", "list", as_json=False).err
