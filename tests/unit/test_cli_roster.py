"""`member profile`, `member shift`, `own-list` by command line, and what others see of them."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.cli_desk import MAIL, Desk, house


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Noor and Ilse."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        desk.join("Ilse", "lead")
    return desk


def test_each_says_for_themself(desk: Desk) -> None:
    """What one sets others read; a field that does not fit names its reason; nobody sets another's."""
    said = desk.do("Ilse", "member", "profile", "--set", "company=Tern & Gull", "--set", "handles=@ilse, ilse_w")
    assert said.json["handles"] == ["@ilse", "ilse_w"]
    assert (
        desk.do("Ilse", "member", "profile", "--field", "phone", stdin="+49 30 00000\n").json["phone"] == "+49 30 00000"
    )
    seen = desk.do("Noor", "member", "profile", "il").json
    assert (seen["member"], seen["company"], seen["you"]) == ("Ilse", "Tern & Gull", False)
    assert "Company      Tern & Gull" in desk.tell("Noor", "member", "profile", "Ilse")
    wrong = desk.do("Ilse", "member", "profile", "--set", "zone=here")
    assert (wrong.status, wrong.error["code"]) == (1, "unfit-zone")
    assert "Europe/Berlin" in wrong.error["sentence"]
    assert desk.do("Noor", "member", "profile", "Ilse", "--set", "mail=x@example.org").status == 2
    assert desk.do("Noor", "member", "profile", "--set", "hat=red").status == 2


def test_shifts(desk: Desk) -> None:
    """Added as people type them, in the own zone; who is there now and next; taken away by the same words."""
    assert desk.do("Noor", "member", "shift").json["nobody"] is None
    desk.do("Noor", "member", "profile", "--set", "zone=Europe/Amsterdam")
    desk.do("Noor", "member", "shift", "today 12:00 to 16:00")
    cover = desk.do("Ilse", "member", "shift", "-", stdin="today 17:00 to 20:00\n").json
    assert [(each["member"], each["standing"]) for each in cover["members"]] == [("Noor", "on now"), ("Ilse", "next")]
    assert cover["members"][0]["shift"]["start"] == "2026-12-05T11:00:00Z"
    assert cover["nobody"][0] == {"start": "2026-12-05T15:00:00Z", "end": "2026-12-05T17:00:00Z"}
    page = desk.tell("Noor", "member", "shift")
    assert "on now" in page
    assert "~ nobody" in page
    assert desk.do("Noor", "member", "shift", "monday 9:00 to 12:00", "--drop").error["code"] == "no-such-shift"
    assert desk.do("Noor", "member", "shift", "whenever").status == 1
    desk.do("Noor", "member", "shift", "5 Dec 2026 12:00 to 16:00", "--drop")
    assert desk.do("Noor", "member", "profile").json["shifts"] == []
    desk.do("Ilse", "member", "shift", "--clear")
    assert desk.do("Noor", "member", "shift").json["nobody"] is None
    assert desk.do("Noor", "member", "shift", "--drop").status == 2


def told(folder: Path, *, private: bool) -> list[str]:
    """All that Noor reads after Ilse kept a list, or none."""
    desk = Desk(folder, seed=9)
    desk.found("Noor")
    desk.join("Ilse", "lead")
    with desk.source.stream("hidden"):
        if private:
            assert (
                desk.do("Ilse", "own-list", "--write", stdin="Sunniva\nTern & Gull\n").json["entries"][0] == "Sunniva"
            )
            assert "Sunniva" in desk.tell("Ilse", "own-list")
    case = desk.do("Noor", "import", desk.file("1.eml", MAIL), "--ask", "Ilse").json["case"]
    desk.do("Ilse", "show", case)
    desk.do("Ilse", "answer", case, "clear")
    desk.source.advance(timedelta(hours=1))
    commands = (
        ("list",),
        ("show", case),
        ("timeline", case),
        ("member", "list"),
        ("member", "profile", "Ilse"),
        ("own-list",),
        ("verify",),
    )
    return [desk.do("Noor", *words).out for words in commands]


def test_nobody_else_sees_a_list(tmp_path_factory: pytest.TempPathFactory) -> None:
    """With and without it, everything that a colleague reads is the same."""
    found = []
    for private in (False, True):
        with house(tmp_path_factory.mktemp("list")) as folder:
            found.append(told(folder, private=private))
    assert found[0] == found[1]


def test_a_name_on_ones_own_list_is_said_on_the_card(tmp_path_factory: pytest.TempPathFactory) -> None:
    """To the one whose list it is; the others' cards say nothing of it."""
    with house(tmp_path_factory.mktemp("card")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        for name in ("Ilse", "Paz"):
            desk.join(name, "responder")
        desk.do("Ilse", "own-list", "--write", stdin="Ravenna Loft\n")
        form = desk.file("form.json", '{"text": "It was loud.", "reported": ["Ravenna Loft, of Tern & Gull"]}')
        case = desk.do("Noor", "new", "--from", form, "--ask", "all").json["case"]
        assert desk.do("Ilse", "show", case).json["on_own_list"]
        assert "on your own list" in desk.tell("Ilse", "show", case)
        assert not desk.do("Paz", "show", case).json["on_own_list"]
        assert "own list" not in desk.tell("Paz", "show", case)
