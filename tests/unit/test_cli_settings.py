"""`policy` and `settings` by command line."""

from pathlib import Path

import pytest

from tests.unit.cli_desk import Desk, house


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Noor, who is chair, and Ilse."""
    with house(tmp_path_factory.mktemp("desk")) as folder:
        desk = Desk(folder)
        desk.found("Noor")
        desk.join("Ilse", "lead")
    return desk


def test_the_team_s_rules(desk: Desk) -> None:
    """Everybody reads them, with the published values; a chair sets them, names and all; others are told who can."""
    rules = desk.do("Ilse", "policy").json["policy"]
    assert (rules["acknowledge_hours"], rules["leads_out"], rules["contacts"]) == (2, 2, [])
    changed = desk.do(
        "Noor", "policy", "--set", "contacts=Ilse, no", "--set", "answer_hours=6", "--set", "masked_row=no"
    )
    assert changed.json["policy"]["contacts"] == ["Ilse", "Noor"]
    page = desk.tell("Ilse", "policy")
    assert "answer_hours               6 hours                  set by the team" in page
    assert "acknowledge_hours          2 hours" in page
    refused = desk.do("Ilse", "policy", "--set", "leads_out=1")
    assert (refused.status, refused.error["code"]) == (1, "chair-only")
    assert desk.do("Noor", "policy", "--set", "leads_out=many").error["code"] == "unfit-leads_out"
    assert desk.do("Noor", "policy", "--set", "contacts=Brisa").error["code"] == "no-such-member"
    assert desk.do("Noor", "policy", "--set", "mood=good").status == 2


def test_what_is_ones_own(desk: Desk, tmp_path: Path) -> None:
    """Kept for oneself alone; an empty value takes it back; one that does not fit changes nothing."""
    mine = desk.do("Ilse", "settings", "--set", "veil=3", "--set", "signs=ascii", "--set", "key team=Q").json
    assert (mine["veil"], mine["signs"], mine["keys"]) == (3, "ascii", {"team": "Q"})
    assert desk.do("Noor", "settings").json["veil"] == 5
    for wrong in ("veil=300", "theme=pink", "key team=D", "times=later"):
        assert desk.do("Ilse", "settings", "--set", wrong).status == 1, wrong
    assert desk.do("Ilse", "settings", "--set", "mood=good").status == 2
    said = desk.tell("Ilse", "settings", "--set", "veil=", "--set", "times=clock")
    assert "after 5 minutes without a key" in said
    assert "on the clock" in said
