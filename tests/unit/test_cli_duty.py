"""Promises by line command: what is due, made, kept, waived, on hold, and saved as a calendar that tells nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from coctui.casework.calendar import as_calendar
from tests.unit.cli_desk import MAIL, START, Desk, house


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A team of three; a mail that Noor and Ilse hold."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        desk.join("Ilse", "lead")
        desk.join("Paz", "responder")
    return desk


@pytest.fixture
def desk(shared: Desk) -> Desk:
    """The same team, at noon."""
    shared.source.advance(START - shared.source.now())
    return shared


@pytest.fixture
def case(desk: Desk) -> str:
    """A fresh case, half an hour old."""
    body = MAIL.replace("Message-ID: <1@", f"Message-ID: <{len(desk.everything)}@")
    found: str = desk.do("Noor", "import", desk.file("mail.eml", body), "--admit", "Ilse").json["case"]
    assert desk.do("Ilse", "answer", found, "clear").status == 0
    return found


def states(desk: Desk, case: str) -> dict[str, str]:
    """What became of each promise."""
    return {p["kind"]: p["state"] for p in desk.do("Noor", "show", case).json["promises"]}


def test_what_is_due_over_all_cases(desk: Desk, case: str) -> None:
    """By when it is due, late ones marked; only so many days ahead where asked."""
    desk.source.advance(timedelta(hours=3))
    mine = [p for p in desk.do("Noor", "due").json["promises"] if p["case"] == case]
    assert [(p["kind"], p["due"], p["late"]) for p in mine] == [
        ("acknowledgement", "2026-12-05T13:30:00Z", True),
        ("outcome", "2026-12-12T11:30:00Z", False),
    ]
    assert {p["kind"] for p in desk.do("Noor", "due", "--days", "3").json["promises"]} == {"acknowledgement"}
    assert f"! {case}" in desk.tell("Noor", "due")
    assert desk.do("Paz", "due").json["promises"] == []
    assert desk.tell("Paz", "due") == "All promises are kept. Rest if you can.\n"


def test_the_calendar_says_when_and_nothing_else(desk: Desk, case: str) -> None:
    """No code name, no kind, no id of a case; readable by its owner only, and never over another file."""
    path = desk.folder / f"{case}.ics"
    answer = desk.do("Noor", "due", "--ics", str(path)).json
    text = path.read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert {line.partition(":")[0] for line in text.split("\r\n") if line} == {
        "BEGIN", "VERSION", "PRODID", "METHOD", "UID", "DTSTAMP", "DTSTART", "SUMMARY", "END",
    }  # fmt: skip
    assert text.count("SUMMARY:a promise\r\n") == len(answer["promises"]) > 1
    assert not any(word in text for word in (case, "acknowledgement", "outcome", "Noor"))
    assert path.stat().st_mode & 0o077 == 0
    assert desk.do("Noor", "due", "--ics", str(path)).error["code"] == "already-there"
    assert desk.do("Noor", "due", "--ics", str(path), "--replace").status == 0


def test_two_promises_at_one_time_are_two_entries() -> None:
    """And the same promise has the same id whenever the calendar is made."""
    first = as_calendar([START, START], START)
    assert "UID:20261205T120000Z-1@" in first
    assert "UID:20261205T120000Z-2@" in first
    assert "UID:20261205T120000Z-1@" in as_calendar([START, START + timedelta(days=1)], START + timedelta(hours=2))


def test_i_answered_them_at(desk: Desk, case: str) -> None:
    """A message counts from when it was sent, as it was typed, and is said back."""
    desk.source.advance(timedelta(hours=6))
    said = desk.do("Noor", "sent", case, "acknowledgement", "--at", "14:10 CET", as_json=False, stdin="Thank you.")
    assert said.status == 0
    assert "read as Sat 5 Dec 2026 14:10 UTC+0100 (13:10 UTC)" in said.err.replace("CET", "UTC+0100")
    first = desk.do("Noor", "show", case).json["promises"][0]
    assert (first["state"], first["done"]) == ("kept", "2026-12-05T13:10:00Z")
    assert desk.do("Noor", "sent", case, "status", "--at", "tomorrow 3pm").error["code"] == "still-to-come"
    assert desk.do("Noor", "sent", case, "status", "--at", "at 9").error["code"] == "which-half"
    assert desk.do("Noor", "sent", case, "status", "--next", "friday").json["next"]["due"] == "2026-12-11T23:59:00Z"


def test_a_question_stays_beside_its_items(desk: Desk, case: str) -> None:
    """Which items were asked about; with another message it is not taken."""
    assert desk.do("Noor", "sent", case, "question", "--asks", "where", "--asks", "others").status == 0
    assert desk.do("Noor", "sent", case, "status", "--asks", "where").status == 2


def test_a_colleague_is_asked_how_they_are(desk: Desk, case: str) -> None:
    """Promised by a day, with whom; kept at a time, or waived."""
    made = desk.do(
        "Noor", "promise", case, "team-check-in", "--by", "in 3 days", "--with", "Paz", stdin="after the call"
    )
    assert made.json["act"] == "promise"
    shown = next(p for p in desk.do("Noor", "show", case).json["promises"] if p["kind"] == "team check-in")
    assert (shown["colleague"], shown["due"]) == ("Paz", "2026-12-08T23:59:00Z")
    assert desk.do("Ilse", "keep", case, "team-check-in", "--with", "Ilse").error["code"] == "no-such-promise"
    assert desk.do("Ilse", "keep", case, "outcome").error["code"] == "sent-keeps"
    assert desk.do("Ilse", "keep", case, "team-check-in", "--at", "11:30", stdin="is well").status == 0
    assert states(desk, case)["team check-in"] == "kept"
    assert desk.do("Ilse", "waive", case, "not-needed", "--promise", "team-check-in").error["code"] == "no-such-promise"


def test_a_reason_is_said_and_bad_faith_needs_two(desk: Desk, case: str) -> None:
    """What is still needed is told to the first; reasons stand on the sheet."""
    first = desk.do("Noor", "waive", case, "bad-faith", stdin="sent to five lists").json
    assert first["remarks"] == ["It counts when another member who holds this case says the same."]
    assert first["next"]["kind"] == "acknowledgement"
    assert desk.do("Ilse", "waive", case, "bad-faith").json["remarks"] == []
    assert states(desk, case) == {"acknowledgement": "waived", "outcome": "waived"}
    assert "outcome          bad faith" in desk.tell("Noor", "show", case)


def test_a_report_on_hold(desk: Desk, case: str) -> None:
    """No outcome is due while nothing more happens; afterwards there is a week."""
    assert desk.do("Noor", "hold", case, stdin="only if it happens again").json["next"]["kind"] == "acknowledgement"
    assert "on hold unless it happens again" in desk.tell("Noor", "show", case)
    desk.source.advance(timedelta(days=20))
    assert desk.do("Ilse", "hold", case, "--off").status == 0
    due = {p["kind"]: p["due"] for p in desk.do("Noor", "show", case).json["promises"]}
    assert due["outcome"] == "2027-01-01T12:00:00Z"


def test_when_it_happened_is_read_and_said_back(desk: Desk, case: str) -> None:
    """The words stay beside what they come to; what cannot be read is kept, with the reason."""
    said = desk.do("Noor", "item", case, "when", stdin="about 11:40 yesterday CET").json
    assert said["remarks"] == ["about Fri 4 Dec 2026 11:40 CET (10:40 UTC)"]
    value = desk.do("Noor", "show", case).json["items"]["when"]["value"]
    assert value == {
        "text": "about 11:40 yesterday CET", "start": "2026-12-04T10:40Z", "end": "", "precision": "approximate",
        "zone": "UTC+0100",
    }  # fmt: skip
    unread = desk.do("Noor", "item", case, "when", stdin="in the break after the second talk").json
    assert "no time that coctui can read" in unread["remarks"][0]
    value = desk.do("Noor", "show", case).json["items"]["when"]["value"]
    assert (value["text"], value["start"], value["precision"]) == ("in the break after the second talk", "", "unknown")


def test_a_file_that_cannot_be_written_changes_nothing(desk: Desk) -> None:
    """It says so; the folder is named nowhere."""
    said = desk.do("Noor", "due", "--ics", str(Path("no") / "such" / "folder.ics"))
    assert (said.status, said.error["code"]) == (1, "not-saved")
    assert desk.do("Noor", "due", "--replace").status == 2


def test_acting_at_once_and_the_look_at_it(desk: Desk, case: str) -> None:
    """Recorded in a line; who looks and by when is said; the look keeps the promise."""
    did = desk.do(
        "Noor", "act", case, "--did", "removed", "--where", "the lobby", "--at", "11:40", stdin="out of the room"
    )
    assert did.json["remarks"] == ["The team looks at it together by 6 Dec 11:40 UTC."]
    assert states(desk, case)["review"] == "open"
    assert desk.do("Noor", "review", case, "confirm").error["code"] == "look-by-another"
    assert desk.do("Ilse", "review", case, "confirm", stdin="it was right").json["remarks"] == []
    assert states(desk, case)["review"] == "kept"
    titles = [(e["title"], e["detail"]) for e in desk.do("Noor", "timeline", case).json["entries"]]
    assert ("Acted at once", "removed the person from the space, by Noor") in titles
    assert ("Looked at together", "confirmed, by Ilse") in titles
    said = desk.do("Ilse", "act", case, "--referred", "life-at-risk", as_json=False)
    assert "no emergency service" in said.err
    assert desk.do("Ilse", "act", case).error["code"] == "what-was-done"
