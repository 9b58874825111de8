"""`expunge`, as two holders type it."""

from datetime import timedelta
from pathlib import Path

import pytest

from coctui.models.roster import Policy
from coctui.models.team_events import PolicyChanged
from coctui.vault.door import Vault
from tests.unit.cli_desk import MAIL, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Noor and Ilse, and a closed case that both hold."""
    folder = tmp_path / "desk"
    folder.mkdir()
    desk = Desk(folder)
    desk.found("Noor")
    desk.join("Ilse", "lead")
    case = desk.do("Noor", "import", desk.file("a.eml", MAIL), "--ask", "Ilse").json["case"]
    desk.do("Ilse", "answer", case, "clear")
    desk.do("Noor", "note", case, stdin="The lounge, again.")
    desk.do("Noor", "determine", case, "no-action")
    desk.do("Noor", "close", case)
    return desk


def case_of(desk: Desk) -> str:
    """Its code name."""
    return str(desk.do("Noor", "list").json["cases"][0]["case"])


def keep_for(desk: Desk, days: int) -> None:
    """Set how long cases are kept."""
    vault = Vault.open(desk.path, "Noor", desk.passphrase("Noor"), source=desk.source)
    vault.manage(PolicyChanged(policy=Policy(retention_days=days)))
    vault.lock()


def test_two_holders_expunge_a_case(desk: Desk) -> None:
    """The first one's word waits, the second one's does it; both are told what went, and the figures stay."""
    case = case_of(desk)
    debrief = {
        key: value for key, value in desk.do("Noor", "debrief", "--format", "json").json.items() if key != "made"
    }
    first = desk.do("Noor", "expunge", case, "--on-request", "--yes").json
    assert first == {"case": case, "waits": True, "entries": 0, "characters": 0, "files": 0}
    waiting = desk.do("Ilse", "expunge").json["cases"]
    assert [(one["case"], one["moved_by"]) for one in waiting] == [(case, "Noor")]
    assert f"{case}" in desk.tell("Ilse", "expunge")
    done = desk.do("Ilse", "expunge", case, "--on-request", "--yes").json
    assert (done["waits"], done["files"]) == (False, 1)
    assert done["entries"] >= 4
    assert desk.do("Ilse", "expunge").json["cases"] == []
    shown = desk.do("Noor", "show", case, "--names").out + desk.do("Noor", "timeline", case, "--full").out
    for words in ("lounge", "Sunniva", "rather not be named"):
        assert words not in shown
    assert "Expunged" in shown
    after = {key: value for key, value in desk.do("Noor", "debrief", "--format", "json").json.items() if key != "made"}
    assert after == debrief
    assert desk.do("Noor", "verify").json["ok"]


def test_the_day_on_which_it_is_due(desk: Desk) -> None:
    """Without a time set it goes on request only; with one it is listed from that day on."""
    case = case_of(desk)
    assert desk.do("Noor", "expunge", case, "--yes").error["code"] == "no-retention"
    keep_for(desk, 90)
    assert desk.do("Noor", "expunge", case, "--yes").error["code"] == "kept-until"
    assert desk.do("Noor", "expunge").json["cases"] == []
    desk.source.advance(timedelta(days=90))
    due = desk.do("Noor", "expunge").json["cases"]
    assert [one["kept_until"] for one in due] == ["2027-03-05T12:00:00Z"]
    assert "its time is over" in desk.tell("Noor", "expunge")
    assert desk.do("Noor", "expunge", case, "--yes").json["waits"]
    assert not desk.do("Ilse", "expunge", case, "--yes").json["waits"]


def test_it_is_asked_once_more(desk: Desk) -> None:
    """A script has to say --yes; nothing is changed without it."""
    case = case_of(desk)
    assert desk.do("Noor", "expunge", case, "--on-request").error["code"] == "usage"
    assert desk.do("Ilse", "expunge").json["cases"] == []


def test_what_is_refused(desk: Desk) -> None:
    """An open case, one that is gone, one that nobody else holds; and what comes after."""
    case = case_of(desk)
    desk.do("Noor", "reopen", case)
    assert desk.do("Noor", "expunge", case, "--on-request", "--yes").error["code"] == "close-first"
    desk.do("Noor", "close", case)
    for name in ("Noor", "Ilse"):
        desk.do(name, "expunge", case, "--on-request", "--yes")
    for words in (("expunge", case, "--on-request", "--yes"), ("reopen", case), ("note", case)):
        assert desk.do("Noor", *words, stdin="words").error["code"] in ("nothing-left", "expunged")
    assert desk.do("Noor", "expunge", "no-such", "--on-request", "--yes").error["code"] == "unknown"
