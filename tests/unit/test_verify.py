"""Verify as people need it: one screen in words, what is lost and what helps, words to compare, also where nothing opens."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from coctui.vault.errors import Damaged
from tests.unit.cli_desk import MAIL, MBOX, Desk, Said


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Noor, Ilse and Paz; one case that Noor and Ilse hold, one that is Noor's alone."""
    folder = tmp_path / "desk"
    folder.mkdir()
    desk = Desk(folder)
    desk.found("Noor")
    desk.join("Ilse", "lead")
    desk.join("Paz", "responder")
    shared = desk.do("Noor", "import", desk.file("a.eml", MAIL), "--ask", "Ilse").json["case"]
    desk.do("Ilse", "answer", shared, "clear")
    desk.do("Noor", "import", desk.file("b.mbox", MBOX))
    desk.do("Ilse", "note", shared, stdin="They will talk tomorrow.")
    desk.do("Ilse", "note", shared, stdin="They talked.")
    return desk


def shared_case(desk: Desk) -> str:
    """The code name of the case that both hold."""
    return str(desk.do("Ilse", "list").json["cases"][0]["case"])


def change(desk: Desk, *statements: str) -> None:
    """Somebody writes to the file."""
    with sqlite3.connect(desk.path) as file:
        for sql in statements:
            file.execute(sql)
    file.close()


def verified(desk: Desk, name: str, *words: str) -> tuple[int, dict[str, object]]:
    """How `verify` ends, and what it says."""
    import json

    said = desk.do(name, "verify", *words)
    return said.status, json.loads(said.out)


NEWEST_NOTE = "(SELECT MAX(n) FROM event WHERE lane = 2)"
NOTE_BEFORE = f"(SELECT MAX(n) FROM event WHERE n < {NEWEST_NOTE} AND lane = 2)"
LETTER = "UPDATE letter SET sealed = zeroblob(LENGTH(sealed)) WHERE seat = (SELECT MAX(n) FROM seat)"


def test_all_is_well(desk: Desk) -> None:
    """A few lines, exit 0."""
    said = desk.do("Noor", "verify", as_json=False)
    assert said.status == 0
    assert said.out.splitlines() == [
        "+ Everything fits.",
        "  The file, the link and signature of every entry, the team, what is your own.",
        "  Read to the last attachment: 3 cases that you may open.",
    ]
    assert said.err == ""


def test_what_is_lost_is_named(desk: Desk) -> None:
    """How many entries, by whom, and between which times; what helps; a place to start; exit 3."""
    case = shared_case(desk)
    change(desk, f"UPDATE event SET sealed = zeroblob(LENGTH(sealed)) WHERE n = {NEWEST_NOTE}")
    status, told = verified(desk, "Noor")
    assert (status, told["ok"], told["opens"]) == (3, False, "whole")
    assert [(f["case"], f["code"], f["helps"]) for f in told["findings"]] == [(case, "put-back", "copy")]  # type: ignore[attr-defined]
    said = desk.do("Noor", "verify", as_json=False)
    assert said.status == 3
    assert len(said.out.splitlines()) <= 24
    assert "1 of" in said.out
    assert "by Ilse, after 2026-12-05 12:00" in " ".join(said.out.split())
    assert max(len(line) for line in said.out.splitlines()) <= 80
    assert "Lost in this file, unless a copy from before has it:" in said.out
    assert "Keep this file as it is" in said.out


def test_lost_entries_lie_between_two_times(desk: Desk) -> None:
    """So that it is known what to write down anew."""
    change(desk, f"UPDATE event SET sealed = zeroblob(LENGTH(sealed)) WHERE n = {NOTE_BEFORE}")
    said = desk.do("Ilse", "verify", as_json=False)
    assert "by Ilse, after 2026-12-05 12:00 and before 2026-12-05 12:00 UTC." in " ".join(said.out.split())


def test_what_an_unlock_repairs(desk: Desk) -> None:
    """A changed letter is no loss: it is written anew by a colleague."""
    case = shared_case(desk)
    change(desk, f"{LETTER} AND room = (SELECT room FROM event WHERE n = {NEWEST_NOTE})")
    said = desk.do("Noor", "verify", as_json=False)
    assert said.status == 3
    assert "Repaired by itself when a colleague who holds the case unlocks:" in said.out
    assert case in said.out
    desk.do("Noor", "list")
    assert desk.do("Noor", "verify", as_json=False).status == 0


def test_an_attachment_that_is_lost(desk: Desk) -> None:
    """Counted, not named."""
    change(desk, "UPDATE attachment SET sealed = zeroblob(LENGTH(sealed))")
    status, told = verified(desk, "Ilse")
    assert status == 3
    assert {"attachment"} == {f["code"] for f in told["findings"]}  # type: ignore[attr-defined]
    assert "1 of 1 attachments cannot be read." in str(told)
    assert "a.eml" not in str(told)


def gone(told: dict[str, object]) -> dict[str, str]:
    """What is said of entries that are gone, by case."""
    return {f["case"]: f["sentence"] for f in told["findings"] if f["code"] == "missing"}  # type: ignore[attr-defined]


TRAIL: dict[str, str] = {
    "a link": f"UPDATE event SET link = zeroblob(32) WHERE n = {NEWEST_NOTE}",
    "a signature": f"UPDATE event SET signature = zeroblob(64) WHERE n = {NEWEST_NOTE}",
    "a row gone": f"DELETE FROM event WHERE n = {NOTE_BEFORE}",
    "a seat's key": "UPDATE seat SET sign = zeroblob(32) WHERE n = (SELECT MIN(n) FROM seat)",
}


@pytest.mark.parametrize("what", TRAIL)
def test_a_vault_that_does_not_open_is_looked_at(what: str, desk: Desk) -> None:
    """Every other command says "Run: coctui verify": it must then have something to say, and name what is whole."""
    change(desk, TRAIL[what], "DELETE FROM cache")
    refused = desk.do("Noor", "list")
    assert refused.status == 3
    status, told = verified(desk, "Noor")
    assert (status, told["ok"], told["opens"]) == (3, False, "in part")
    said = desk.do("Noor", "verify", as_json=False)
    assert "The vault does not open; it was looked at entry by entry." in said.out
    assert "Whole and readable:" in said.out
    if what in ("a link", "a signature"):
        assert "Entries by Ilse were changed, cut or mixed up from outside." in said.out
    assert "Copies lie in the folder beside it. coctui restore COPY checks one first." in said.out
    if what == "a row gone":
        assert "Entries by Ilse" in said.out
        assert list(gone(told).values()) == ["1 entry that was there before is gone."]


@pytest.mark.parametrize("lane", [1, 2])
def test_a_case_is_not_whole_that_lacks_an_entry(lane: int, desk: Desk) -> None:
    """Whichever is gone that a later one names, also one about access: its case is named, and not counted as whole."""
    first = (
        f"(SELECT MIN(n) FROM event WHERE lane = {lane} AND room = (SELECT room FROM event WHERE n = {NOTE_BEFORE}))"
    )
    case = shared_case(desk)
    change(desk, f"DELETE FROM event WHERE n = {first}", "DELETE FROM cache")
    status, told = verified(desk, "Noor")
    assert (status, told["opens"], told["cases"]) == (3, "in part", 2)
    assert gone(told) == {case: "1 entry that was there before is gone."}


def test_an_older_file_is_said_to_be_one(desk: Desk) -> None:
    """With what that means."""
    shutil.copy(desk.path, desk.path.with_suffix(".old"))
    desk.do("Noor", "note", shared_case(desk), stdin="One more.")
    shutil.copyfile(desk.path.with_suffix(".old"), desk.path)
    said = desk.do("Noor", "verify", as_json=False)
    assert said.status == 3
    assert "This vault is older than the one on this computer." in said.out


def test_a_file_that_is_broken(desk: Desk) -> None:
    """Pages of zeros in the middle, or all but the first: an answer, never a fault."""
    whole = desk.path.read_bytes()
    for start, end in ((4096, len(whole)), (len(whole) // 2, len(whole)), (8192, 12288)):
        desk.path.write_bytes(whole[:start] + bytes(end - start) + whole[end:])
        for words in (("verify",), ("verify", "--without-key")):
            said = desk.do("Noor", *words, as_json=False)
            assert said.status in (3, 4), (start, words)
            assert "defect" not in said.err
    desk.path.write_bytes(whole)
    assert desk.do("Noor", "verify").status == 0


def outside(desk: Desk) -> Said:
    """A check without a key, and without a name."""
    return desk.type("--vault", str(desk.path), "verify", "--without-key")


def test_without_a_key(desk: Desk) -> None:
    """Anybody can see whether entries are linked and signed; it is said what that does not show."""
    said = outside(desk)
    assert said.status == 0
    assert "What is in them only a member can check." in said.out
    for name in ("Noor", "Ilse", "PyLadies"):
        assert name not in said.out
    change(desk, TRAIL["a signature"])
    said = outside(desk)
    assert said.status == 3
    assert "Entries by somebody were changed, cut or mixed up from outside." in said.out
    assert desk.type("--vault", str(desk.path / "nowhere"), "verify", "--without-key").status == 3


def test_it_is_not_loud_about_much(desk: Desk) -> None:
    """However much is broken, a person gets one screen; a script gets all."""
    change(desk, "UPDATE event SET sealed = zeroblob(LENGTH(sealed)) WHERE lane = 2", "UPDATE parcel SET sealed = x'00'",
           "UPDATE letter SET sealed = zeroblob(LENGTH(sealed)) WHERE seat = (SELECT MAX(n) FROM seat)")  # fmt: skip
    said = desk.do("Noor", "verify", as_json=False)
    assert len(said.out.splitlines()) <= 24
    assert len(verified(desk, "Noor")[1]["findings"]) >= 4  # type: ignore[arg-type]


# Words to compare -------------------------------------------------------------------------------------------------------


def tip(desk: Desk, name: str, *member: str) -> dict[str, object]:
    """What is read to a colleague."""
    return verified(desk, name, "--tip", *member)[1]


def test_two_who_hold_the_same_read_the_same_words(desk: Desk) -> None:
    """Six of them; over the team and what both hold, whatever else one of them holds."""
    noor, ilse = tip(desk, "Noor", "Ilse"), tip(desk, "Ilse", "Noor")
    assert noor["tip"] == ilse["tip"]
    assert len(str(noor["tip"]).split()) == 6
    assert noor["tips"] == ilse["tips"]
    assert [one["case"] for one in noor["tips"]] == ["", shared_case(desk)]  # type: ignore[attr-defined]
    assert tip(desk, "Noor", "Paz")["tip"] == tip(desk, "Paz", "Noor")["tip"] == tip(desk, "Paz", "Ilse")["tip"]
    assert len({str(tip(desk, name)["tip"]) for name in ("Noor", "Ilse", "Paz")}) == 1
    assert str(noor["tip"]) in desk.tell("Noor", "verify", "--tip", "Ilse")


@pytest.mark.parametrize(
    ("does", "differs"),
    [
        (lambda desk: desk.do("Ilse", "note", shared_case(desk), stdin="More."), True),
        (lambda desk: desk.do("Noor", "member", "invite", "Brisa", "--role", "lead"), True),
        (lambda desk: desk.do("Noor", "import", desk.file("c.eml", MAIL.replace("<1@", "<9@"))), False),
        (lambda desk: desk.do("Noor", "list"), False),
    ],
)
def test_words_differ_where_entries_do(does: Callable[[Desk], Said], differs: bool, desk: Desk) -> None:
    """An entry more in what both hold gives other words; what only one of them holds gives none."""
    before = tip(desk, "Ilse", "Noor")["tip"]
    assert does(desk).status == 0
    assert (tip(desk, "Ilse", "Noor")["tip"] != before) is differs


def test_words_tell_nothing_of_a_hidden_case(desk: Desk) -> None:
    """Whatever is done in a case that Paz is kept from, also about who may open it: the same words, with every colleague.

    (From one history to another they differ, as every hash does: test_cli_hidden leaves them out.)
    """
    paz = [tip(desk, "Paz", name) for name in ("Noor", "Ilse")]
    hidden = shared_case(desk)
    desk.do("Noor", "exclude", hidden, "Paz")
    desk.do("Ilse", "note", hidden, stdin="about Paz")
    desk.do("Ilse", "answer", hidden, "recuse")
    desk.do("Noor", "close", hidden)
    assert [tip(desk, "Paz", name) for name in ("Noor", "Ilse")] == paz


def test_tips_need_a_member(desk: Desk) -> None:
    """A name that is not on the team, and no words without a key."""
    assert desk.do("Noor", "verify", "--tip", "Sunniva").status == 1
    assert desk.do("Noor", "verify", "--tip", "Ilse", "--without-key").status == 2


def test_damage_still_has_words_of_its_own() -> None:
    """What other commands say points here."""
    assert "coctui verify" in Damaged.sentence
