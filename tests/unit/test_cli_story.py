"""The story of issue 2 by command line alone: start, invite, import, ask, answer, read, work, decide, close, verify."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.cli_desk import MAIL, MBOX, Desk, house


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A team of four, with three reports imported by Noor: one hers alone, two asked of everybody."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        for name, role in (("Ilse", "lead"), ("Paz", "responder"), ("Wanjiru", "organizer")):
            desk.join(name, role)
    return desk


def only(found: list[str]) -> str:
    """The one code name."""
    assert len(found) == 1, found
    return found[0]


def test_the_whole_story(desk: Desk) -> None:
    """From mail to a closed case, each step as the member whose step it is; no other member sees more than they may."""
    first = desk.do("Noor", "import", desk.file("1.eml", MAIL), "--exclude", "Paz", "--ask", "Ilse").json
    assert (first["outcome"], first["number"]) == ("opened", 1)
    case = first["case"]
    assert re.fullmatch("[a-z]+-[a-z]+", case)

    # the others see what they may
    assert [row["access"] for row in desk.do("Ilse", "list").json["cases"]] == ["asked"]
    assert desk.do("Paz", "list").json["cases"] == []
    assert desk.do("Wanjiru", "list").json["cases"] == []

    # a hidden name and an unknown one are the same
    hidden, unknown = desk.do("Paz", "show", case), desk.do("Paz", "show", "copper-nowhere")
    assert (hidden.status, hidden.out, hidden.err) == (1, "", unknown.err)

    answer_the_card(desk, case)
    read_it(desk, case)
    work_on_it(desk, case)
    close_it(desk, case)
    fits = {"ok": True, "opens": "whole", "findings": [], "tip": "", "tips": []}
    assert desk.do("Noor", "verify").json == fits | {"cases": 1}
    assert desk.do("Paz", "verify").json == fits | {"cases": 0}


def answer_the_card(desk: Desk, case: str) -> None:
    """The card, and an answer that a colleague's next command takes up."""
    card = desk.do("Ilse", "show", case).json
    assert (card["access"], card["received_day"], card["asked_by"]) == ("asked", "2026-12-05", "Noor")
    assert desk.do("Ilse", "note", case, stdin="x").error["code"] == "answer-first"
    assert desk.do("Ilse", "answer", case, "clear").json["access"] == "answered"
    desk.do("Noor", "list")
    assert desk.do("Ilse", "list").json["cases"][0]["access"] == "cleared"


def read_it(desk: Desk, case: str) -> None:
    """All of the case, for somebody who holds it now."""
    first = desk.do("Ilse", "show", case[:-1])
    assert first.error["code"] == "people-first"
    assert "sunniva" not in first.err.casefold()
    assert desk.do("Ilse", "people", case, "--clear").json["people"][0]["part"] == "reporter"
    shown = desk.do("Ilse", "show", case[:-1]).json
    assert shown["items"]["contact"]["value"]["address"] == "sunniva@example.org"
    assert shown["items"]["where"]["state"] == "not asked"
    assert {m["member"]: m["state"] for m in shown["who"]["members"]} == {
        "Noor": "cleared",
        "Ilse": "cleared",
        "Paz": "excluded",
        "Wanjiru": "not yet",
    }
    assert [promise["due"] for promise in shown["promises"]] == ["2026-12-05T13:30:00Z", "2026-12-12T11:30:00Z"]
    assert [file["original"] for file in shown["files"]] == [True]


def work_on_it(desk: Desk, case: str) -> None:
    """A note, two items, a duty, two messages, a decision."""
    assert desk.do("Ilse", "note", case, stdin="She is well.\n").json["act"] == "note"
    assert desk.do("Ilse", "item", case, "where", "--set", "kind=chat", stdin="the lounge").status == 0
    assert desk.do("Ilse", "item", case, "when", "--not-known").json["status"] == "open"
    assert desk.do("Ilse", "assign", case, "Noor").json["act"] == "assign"
    assert desk.do("Noor", "assign", case, "Paz").error["code"] == "assign-holders-only"
    desk.source.advance(timedelta(minutes=20))
    assert desk.do("Noor", "sent", case, "acknowledgement", stdin="Thank you.").json["next"]["kind"] == "outcome"
    sent = desk.do("Noor", "sent", case, "outcome", "--discussed", "--actions").json
    assert sent["remarks"] == ["It should also say whether it was a violation."]
    assert sent["next"] is None
    assert (
        desk.do("Ilse", "determine", case, "not-a-violation", stdin="A misunderstanding.").json["status"] == "decided"
    )


def close_it(desk: Desk, case: str) -> None:
    """Closed and opened again; the timeline tells it all."""
    assert desk.do("Ilse", "close", case).json["status"] == "closed"
    refused = desk.do("Ilse", "note", case, stdin="more")
    assert (refused.status, refused.error["code"]) == (1, "closed")
    assert desk.do("Noor", "reopen", case).json["status"] == "decided"

    told = desk.do("Ilse", "timeline", case).json["entries"]
    assert [entry["title"] for entry in told if not entry["quiet"]] == [
        "Report received",
        "Reporter contact",
        "Description",
        "Note",
        "Location",
        "Date and time",
        "Assigned",
        "Acknowledged",
        "Told the outcome",
        "Decided: not a violation",
        "Closed",
        "Reopened",
    ]


def test_an_mbox_and_what_is_here_already(desk: Desk) -> None:
    """Each mail is a case; with `all`, whom a mail names is not asked but told; the same bytes twice are skipped."""
    box = desk.file("box.mbox", MBOX)
    lines = desk.do("Wanjiru", "import", box, box, "--ask", "all").objects
    assert [line["outcome"] for line in lines] == ["opened", "opened", "already here", "already here"]
    assert [line["case"] for line in lines[:2]] == [line["case"] for line in lines[2:]]
    assert [line["left_out"] for line in lines[:2]] == [[], [{"member": "Paz", "matched": ["name"]}]]
    assert [row["case"] for row in desk.do("Paz", "list", "--view", "asked").json["cases"]] == [lines[0]["case"]]

    later = desk.do("Wanjiru", "ask", lines[1]["case"], "all")
    assert later.error["code"] == "nobody-to-ask"

    # duplicates are recognised among visible rooms only
    assert desk.do("Paz", "import", box).objects[1]["outcome"] == "opened"


def test_stepping_aside_later(desk: Desk) -> None:
    """One command, no reason, and who carries on is said; a masked row stays, the case itself does not open."""
    case = desk.do("Noor", "new", "--from", "-", stdin='{"text": "A shout in the hall.", "ongoing": "no"}').json["case"]
    assert desk.do("Noor", "ask", case, "Ilse", "Wanjiru").status == 0
    assert desk.do("Ilse", "answer", case, "clear").status == 0
    assert desk.do("Wanjiru", "answer", case, "recuse").json["access"] == "recused"
    assert desk.do("Noor", "list").status == 0
    assert "Noor carries on" in desk.tell("Ilse", "answer", case, "recuse")
    assert only([row["access"] for row in desk.do("Ilse", "list").json["cases"] if row["case"] == case]) == "recused"
    gone = desk.do("Ilse", "show", case)
    assert (gone.status, gone.error["sentence"]) == (1, "You stepped aside here. Nothing more is shown.")
    assert desk.do("Noor", "list").status == 0
    who = desk.do("Noor", "show", case).json["who"]
    assert {m["member"]: m["state"] for m in who["members"]}["Ilse"] == "recused"
    assert who["alarm"] == "alone"
    refused = desk.do("Noor", "admit", case, "Ilse").error
    assert refused["sentence"].startswith("Ilse stepped aside, so nobody can let them in from here.")


def test_admitted_on_a_word_by_voice(desk: Desk) -> None:
    """The case opens only after the member confirmed it."""
    case = desk.do("Noor", "new", "--from", "-", "--admit", "Paz", stdin='{"text": "On a call."}').json["case"]
    assert desk.do("Paz", "timeline", case).error["code"] == "confirm-first"
    assert desk.do("Paz", "show", case).json["access"] == "confirm"
    assert desk.do("Paz", "answer", case, "clear").json["access"] == "cleared"
    assert desk.do("Paz", "show", case).json["items"]["description"]["state"] == "recorded"


def test_two_holders_exclude_a_third(desk: Desk) -> None:
    """The first one's word waits, the second one's carries it; the third sees nothing after that."""
    case = desk.do("Noor", "new", "--from", "-", stdin='{"text": "x"}').json["case"]
    for name in ("Ilse", "Paz"):
        assert desk.do("Noor", "admit", case, name).status == 0
        assert desk.do(name, "answer", case, "clear").status == 0
    assert desk.do("Ilse", "exclude", case, "Paz").json["waits"]
    done = desk.do("Noor", "exclude", case, "Paz").json
    assert (done["waits"], done["who"]["holders"]) == (False, ["Noor", "Ilse"])
    assert desk.do("Paz", "show", case).status == 1
    assert case not in desk.do("Paz", "list").out


def test_stand_in_and_exclusion_before(desk: Desk) -> None:
    """An organizer is asked as stand-in; whoever is excluded first sees nothing at all."""
    case = desk.do("Noor", "new", "--from", "-", stdin='{"text": "x"}').json["case"]
    assert desk.do("Noor", "stand-in", case, "Paz").error["code"] == "not-organizer"
    stood = desk.do("Noor", "stand-in", case, "wanj").json["who"]["members"]
    assert [(m["state"], m["stand_in"]) for m in stood if m["member"] == "Wanjiru"] == [("asked", True)]
    assert desk.do("Noor", "exclude", case, "Ilse").json["members"] == ["Ilse"]
    assert desk.do("Ilse", "show", case).err == desk.do("Ilse", "show", "no-such").err


def test_the_team(desk: Desk) -> None:
    """Invite, take back, change, compare, renew, remove: each answer names the member and no seat."""
    desk.join("Tamsin", "responder")
    listed = desk.do("Paz", "member", "list").json
    assert [member["member"] for member in listed["members"]] == ["Noor", "Ilse", "Paz", "Wanjiru", "Tamsin"]
    assert desk.do("Ilse", "member", "invite", "Brisa", "--role", "lead").error["code"] == "chair-only"
    code = desk.do("Noor", "member", "invite", "-", "--role", "responder", stdin="Brisa\n").json["code"]
    assert desk.do("Noor", "member", "remove", "Brisa").json["act"] == "withdraw"
    used = desk.do("Brisa", "member", "accept", "Brisa", stdin=f"{code}\n")
    assert (used.status, code in used.err) == (4, False)
    words = desk.do("Ilse", "member", "compare", "Noor").json["words"].split()
    assert len(words) == 6
    assert desk.do("Noor", "member", "compare", "Ilse", "--same").json["act"] == "compare"
    assert desk.do("Noor", "member", "role", "Tamsin", "lead,responder").json["roles"] == ["responder", "lead"]
    anew = desk.do("Noor", "member", "renew", "Tamsin").json["code"]
    assert desk.do("Tamsin", "list").error["sentence"].startswith("You are no longer on this team.")
    again = desk.do("Tamsin", "member", "accept", "Tamsin 2", stdin=f"{anew}\n").json
    assert again["roles"] == ["responder", "lead"]
    assert desk.do("Noor", "member", "remove", "Noor").error["code"] == "remove-another"


def test_nothing_hidden_was_ever_printed(desk: Desk) -> None:
    """No id, link or row number in anything that any command said."""
    text = "\n".join(desk.everything)
    assert not re.search(r"\b[0-9a-f]{32}\b", text)
    assert '"seq"' not in text
    assert '"room"' not in text


def test_times_of_people(desk: Desk) -> None:
    """What a person reads is no wider than 80 cells and holds no control character."""
    for words in (["list"], ["list", "--view", "asked"], ["member", "list"], ["verify"]):
        out = desk.tell("Noor", *words)
        assert max(len(line) for line in out.splitlines()) <= 80
        assert out.isprintable() or set(out) - {"\n"} == set(out.replace("\n", ""))


def test_paths_stay_where_they_are(desk: Desk) -> None:
    """The command line writes nothing but what the vault writes."""
    beside = {path.name for path in Path(desk.folder).iterdir()}
    assert {name for name in beside if "coctui" in name} <= {"team.coctui", "team.coctui-wal", "team.coctui-shm"}


def test_texts_are_searched_from_the_line_too(desk: Desk) -> None:
    """Each case that one may open is opened; where the words stand is said, and none of them."""
    shown = desk.do("Noor", "list", "--texts", "The").json["cases"]
    assert shown
    assert all(case["found"] and case["access"] == "cleared" for case in shown)
    said = desk.do("Noor", "list", "--texts", "-", stdin="zzz-nowhere\n", as_json=False)
    assert "Nothing you may open matches that." in said.out
    printed = desk.do("Noor", "list", "--texts", "the", as_json=False).out
    assert "    in " in printed
