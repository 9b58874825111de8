"""Texts by line command: drafted, looked through, kept, read by somebody else, saved as a mail, recorded as sent."""

import pytest

from tests.unit.cli_desk import MAIL, Desk, house


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Noor and Ilse hold a case; Sunniva reported, Mirela is reported."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        desk.join("Ilse", "lead")
        desk.join("Paz", "responder")
        case = desk.do("Noor", "import", desk.file("mail.eml", MAIL), "--admit", "Ilse").json["case"]
        assert desk.do("Ilse", "answer", case, "clear").status == 0
        assert desk.do("Noor", "item", case, "where", "--set", "public=private").status == 0
    return desk


@pytest.fixture(scope="module")
def case(desk: Desk) -> str:
    """Its code name."""
    name: str = desk.do("Noor", "list").json["cases"][0]["case"]
    return name


def test_a_draft_to_go_on_with(desk: Desk, case: str) -> None:
    """From the template, with the day of the promise; the short one has two lines."""
    text = desk.do("Noor", "message", "draft", case, "acknowledgement").json["text"]
    assert "again by Saturday, 12 December" in text
    short = desk.tell("Noor", "message", "draft", case, "acknowledgement", "--short")
    assert len([line for line in short.splitlines() if line]) == 2


def test_a_text_is_looked_through(desk: Desk, case: str) -> None:
    """What tells, where, and how else to say it; what was not found; why one could still guess."""
    text = "Hello,\n\nSunniva's report came on Friday. You were also seen by [who].\n\nThe team"
    found = desk.do("Noor", "message", "check", case, "reported-person", stdin=text).json
    assert [(leak["line"], leak["sign"], leak["said"]) for leak in found["leaks"]] == [
        (3, "!", "Sunniva's"),
        (3, "~", "also"),
        (3, "!", "[who]"),
    ]
    assert found["guessable"] == "It happened in private: few people were there."
    said = desk.do("Noor", "message", "check", case, "reported-person", as_json=False, stdin="Hello.").out
    assert "Nothing found. A second reader still sees more." in said
    assert desk.do("Noor", "message", "check", case, "status").error["code"] == "nothing-written"


def test_from_a_text_to_a_mail_and_what_was_sent(desk: Desk, case: str) -> None:
    """Kept, read by a colleague, saved with an entry on the timeline, and recorded as sent with its reader."""
    text = "Hello,\n\nplease stay out of the lounge.\n\nThe Code of Conduct team\n"
    path = desk.folder / "out.eml"
    assert desk.do("Noor", "message", "save", case, "reported-person", str(path)).error["code"] == "no-draft"
    kept = desk.do("Noor", "message", "keep", case, "reported-person", stdin=text).json
    assert (kept["kept"], kept["needs_reader"], kept["leaks"]) == (True, True, [])
    assert desk.do("Noor", "message", "save", case, "reported-person", str(path)).error["code"] == "second-reader"
    assert not path.exists()
    assert desk.do("Ilse", "message", "show", case, "reported-person").json["text"] == text.strip()
    asked = desk.do("Ilse", "message", "read", case, "reported-person", "--change", stdin="which lounge?").json
    assert (asked["may_go"], asked["reads"]) == (
        False,
        [{"by": "Ilse", "said": "please change", "text": "which lounge?"}],
    )
    assert desk.do("Ilse", "message", "read", case, "reported-person").json["may_go"]
    saved = desk.do("Noor", "message", "save", case, "reported-person", str(path)).json
    assert saved["read_by"] == "Ilse"
    assert b"X-Unsent: 1" in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert desk.do("Noor", "sent", case, "reported-person", "--kept").json["remarks"] == []
    titles = [entry["title"] for entry in desk.do("Noor", "timeline", case).json["entries"]][-5:]
    assert titles == [
        "Text kept",
        "Read by a second reader",
        "Read by a second reader",
        "Saved outside",
        "Told the reported person",
    ]
    assert desk.do("Noor", "sent", case, "reported-person", "--kept").error["code"] == "no-draft"


def test_what_went_out_unread_says_so(desk: Desk, case: str) -> None:
    """Recorded all the same."""
    assert desk.do("Ilse", "sent", case, "reported-person", stdin="Stop.").json["remarks"] == [
        "Nobody else had read it."
    ]
