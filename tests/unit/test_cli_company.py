"""Handing over, stepping back, leave, ties and joined cases, by line command."""

from pathlib import Path

import pytest

from tests.unit.cli_desk import Desk, house


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Noor and Ilse, leads; Paz, a responder."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        desk.join("Ilse", "lead")
        desk.join("Paz", "responder")
    return desk


def opened(desk: Desk, *doors: str) -> str:
    """A case of Noor's, held by whom she admits."""
    told = desk.do(
        "Noor", "new", "--from", "-", *(word for name in doors for word in ("--admit", name)), stdin='{"text": "x"}'
    )
    case: str = told.json["case"]
    for name in doors:
        assert desk.do(name, "answer", case, "clear").status == 0
    return case


def test_a_shift_ends(desk: Desk) -> None:
    """Noor hands over what she has, Ilse accepts line by line; then Ilse steps back, and Noor says yes."""
    case = opened(desk, "Ilse")
    desk.do("Noor", "assign", case, "Noor")
    told = desk.tell(
        "Noor", "hand-over", case, "Ilse", "--all", stdin="do not: write to the shared address\nshe sleeps\n"
    )
    assert "offered, 5 lines" in told
    shown = desk.do("Ilse", "show", case).json["company"]
    assert [(line["number"], line["sort"], line["duty"]) for line in shown["offered"]] == [
        (1, "now", "lead"), (2, "promised", ""), (3, "promised", ""), (4, "do not", ""), (5, "now", ""),
    ]  # fmt: skip
    assert all(line["due"] for line in shown["offered"][1:3])
    assert "write to the shared address" in desk.tell("Ilse", "show", case)
    assert desk.do("Ilse", "take-over", case, "1", "4").status == 0
    shown = desk.do("Ilse", "show", case).json
    assert shown["assigned"] == {"lead": "Ilse"}
    assert len(shown["company"]["offered"]) == 3
    assert desk.do("Ilse", "take-over", case, "9").error["code"] == "no-such-line"
    desk.do("Ilse", "take-over", case)
    desk.do("Ilse", "step-back", case)
    assert desk.do("Noor", "show", case).json["company"]["free"] == ["lead"]
    assert "take-over --free" in desk.tell("Noor", "show", case)
    assert desk.do("Noor", "take-over", case, "--free").status == 0
    assert desk.do("Noor", "show", case).json["assigned"] == {"lead": "Noor"}
    assert desk.do("Ilse", "step-back", case).error["code"] == "no-duty"
    assert desk.do("Noor", "hand-over", case, "Paz", stdin="now: x").error["code"] == "assign-holders-only"
    for said in ("Handed over", "Taken over", "Stepped back"):
        assert said in desk.tell("Noor", "timeline", case)


def test_leave_and_its_end(desk: Desk) -> None:
    """Use by use; taken back, and both stand on the timeline."""
    case = opened(desk)
    assert desk.do("Noor", "consent", case, "--team", "yes", "--pattern", "yes").status == 0
    assert desk.do("Noor", "consent", case, "--pattern", "no").status == 0
    assert desk.do("Noor", "show", case).json["company"]["leave"] == [
        {"person": "the reporter", "team": "yes", "reported": "", "pattern": "no", "public": ""}
    ]
    assert desk.tell("Noor", "timeline", case).count("Leave") == 2
    assert desk.do("Noor", "consent", case).status == 2
    assert desk.do("Noor", "consent", case, "--person", "Quartz", "--team", "yes").error["code"] == "no-such-person"


def test_ties_tell_nobody(desk: Desk) -> None:
    """Told in both cases to who holds both; to who holds one, neither by `show` nor by the timeline's words."""
    hers, shared = opened(desk), opened(desk, "Ilse")
    assert desk.do("Noor", "tie", shared, hers).json["case"] == hers  # where every holder holds both
    for case, other in ((hers, shared), (shared, hers)):
        assert desk.do("Noor", "show", case).json["company"]["tied"] == [other]
    assert desk.do("Ilse", "show", shared).json["company"]["tied"] == []
    assert "ied" not in desk.tell("Ilse", "timeline", shared)
    hidden = desk.do("Ilse", "tie", shared, hers)
    unknown = desk.do("Ilse", "tie", shared, "no-such-case")
    assert (hidden.status, hidden.err) == (unknown.status, unknown.err)
    assert desk.do("Noor", "tie", shared, hers, "--off").status == 0
    assert desk.do("Noor", "show", hers).json["company"]["tied"] == []


def test_what_was_tied_or_joined_before_is_not_told_to_who_comes_later(desk: Desk) -> None:
    """Who is let into one of the two reads nothing of the other, as if it had never been; who holds both still does."""
    tied, joined, plain, other, third = (opened(desk) for _ in range(5))
    for case in (tied, joined, plain):
        assert desk.do("Noor", "waive", case, "no-contact").status == 0
    assert desk.do("Noor", "tie", tied, other).json["case"] == tied
    assert desk.do("Noor", "join", joined, third).status == 0
    for case in (tied, joined, plain):
        assert desk.do("Noor", "ask", case, "Ilse").status == 0
        assert desk.do("Ilse", "answer", case, "clear").status == 0
    desk.do("Noor", "list")
    rows = {row["case"]: row for row in desk.do("Ilse", "list").json["cases"]}
    told = []
    for case in (tied, joined, plain):
        said = [desk.tell("Ilse", "timeline", case), desk.do("Ilse", "show", case).out, str(rows[case])]
        told.append([each.replace(case, "CASE") for each in said])
    assert told[0] == told[2]
    assert told[1] == told[2]
    assert desk.do("Noor", "show", tied).json["company"]["tied"] == [other]
    assert "Tied to another case" in desk.tell("Noor", "timeline", tied)
    assert "Went into another case" in desk.tell("Noor", "timeline", joined)
    assert desk.do("Noor", "strike", tied, str(tie_at(desk, tied))).error["code"] == "cannot-be-struck"


def tie_at(desk: Desk, case: str) -> int:
    """The number of the entry that tells of a tie."""
    row = next(row for row in desk.tell("Noor", "timeline", case, "--numbers").splitlines() if "Tied to" in row)
    return int(row.split()[0])


def test_joining(desk: Desk) -> None:
    """Refused where somebody would see more or less; else told in both."""
    hers, shared, other = opened(desk), opened(desk, "Ilse"), opened(desk, "Ilse")
    assert desk.do("Noor", "join", hers, shared).error["code"] == "join-would-show"
    assert desk.do("Noor", "join", other, shared).status == 0
    assert desk.do("Ilse", "show", other).json["company"]["joined_into"] == shared
    assert desk.do("Ilse", "show", shared).json["company"]["took_in"] == [other]
    assert desk.do("Noor", "verify").json["ok"]


def test_what_a_hand_over_may_hold(tmp_path: Path, desk: Desk) -> None:
    """Words that begin a line, in any case; a line without one is about now; control characters are harmless."""
    case = opened(desk, "Ilse")
    desk.do("Noor", "hand-over", case, "Ilse", stdin="NOW: a\nDo Not:  b\nPromised: c\n\x1b[31mred: d\n\n")
    lines = desk.do("Ilse", "show", case).json["company"]["offered"]
    assert [(line["sort"], line["text"]) for line in lines[:3]] == [("now", "a"), ("do not", "b"), ("promised", "c")]
    assert "\x1b" not in desk.tell("Ilse", "show", case)
