"""The demo: invented people, every state once, quick, and gone afterwards."""

import tempfile
from pathlib import Path
from typing import Any

import pytest

from coctui.cli.demo_team import PASSPHRASE, PEOPLE
from tests.unit.cli_desk import Desk, house


class DemoDesk(Desk):
    """The demo's vault on a desk."""

    def passphrase(self, name: str) -> str:
        """One for all."""
        return PASSPHRASE

    def rows(self, name: str) -> list[Any]:
        """What a member sees."""
        rows: list[Any] = self.do(name, "list").json["cases"]
        return rows


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DemoDesk:
    """The demo, kept."""
    with house(tmp_path_factory.mktemp("demo")) as folder:
        desk = DemoDesk(folder)
        said = desk.type("demo", "--keep", str(desk.path), "--no-open", "--seed", "3", "--json").json
    assert said == {"vault": str(desk.path), "kept": True, "passphrase": PASSPHRASE, "members": list(PEOPLE)}
    return desk


def test_every_state_is_there(desk: DemoDesk) -> None:
    """Each way to stand to a case, each status and each alarm, on some seat; Noor's desk has most, and one case she cannot tell of."""
    rows = desk.rows("Noor")
    assert len(rows) == 11
    assert {row["access"] for row in rows} == {"cleared", "asked", "confirm", "recused"}
    assert {row["status"] for row in rows if row["access"] == "cleared"} == {"open", "waiting", "decided", "closed"}
    everybody = [row for name in PEOPLE for row in desk.rows(name)]
    assert {"cleared", "asked", "confirm", "recused", "keeper"} == {row["access"] for row in everybody}
    assert {row["alarm"] for row in everybody} >= {"no lead", "alone", ""}
    assert [row["ongoing"] for row in rows].count("yes") == 1
    overdue = rows[0]
    assert (overdue["next"]["kind"], overdue["next"]["due"] < "2026-12-05T12", overdue["safety"]) == (
        "outcome",
        True,
        True,
    )


def test_other_seats_see_other_things(desk: DemoDesk) -> None:
    """Wanjiru stepped aside and stands in elsewhere; Paz is excluded from what others decided; Tamsin holds one hidden from Noor."""
    assert [row["access"] for row in desk.rows("Wanjiru")] == ["cleared", "recused"]
    jokes = next(row["case"] for row in desk.rows("Noor") if row["gloss"] == "the jokes")
    assert jokes not in {row["case"] for row in desk.rows("Paz")}
    hidden = {row["case"] for row in desk.rows("Tamsin")} - {row["case"] for row in desk.rows("Noor")}
    assert len(hidden) == 2  # Noor is excluded from one, and from another that Tamsin stepped aside from


def test_every_case_of_the_demo_verifies(desk: DemoDesk) -> None:
    """For everybody in it."""
    assert all(desk.do(name, "verify").json["ok"] for name in PEOPLE)


@pytest.mark.slow
def test_the_demo_can_be_made_again_at_the_same_place(tmp_path: Path) -> None:
    """Another vault, with keys of its own, though its code names are the same."""
    desk = DemoDesk(tmp_path)
    for _ in range(2):
        assert desk.type("demo", "--keep", str(desk.path), "--no-open", "--cases", "2").status == 0
        assert len(desk.rows("Noor")) == 2
        assert desk.type("demo", "--keep", str(desk.path), "--no-open", "--json").error["code"] == "already-there"
        desk.path.unlink()


@pytest.mark.slow
def test_more_cases_and_other_names(tmp_path: Path) -> None:
    """`--cases` fills it further, the same seed gives the same code names."""
    names = []
    for place in ("a", "b"):
        desk = DemoDesk(tmp_path / place)
        desk.folder.mkdir()
        assert desk.type("demo", "--keep", str(desk.path), "--no-open", "--cases", "18").status == 0
        names.append([row["case"] for row in desk.rows("Noor")])
    assert names[0] == names[1]
    assert len(names[0]) == 13  # eleven of the sixteen, and both that came after them


def test_without_keep_nothing_stays(tmp_path: Path) -> None:
    """The folder is gone when the command ends."""
    desk = Desk(tmp_path)
    before = set(tmp_path.rglob("*"))
    said = desk.type("demo", "--no-open", "--cases", "1", "--json")
    assert set(tmp_path.rglob("*")) == before
    assert not Path(said.json["vault"]).exists()
    assert [path for path in Path(tempfile.gettempdir()).iterdir() if path.name.startswith("coctui-")] == []


def test_the_demo_needs_a_terminal_to_open(tmp_path: Path) -> None:
    """And says how to have it without one; an unknown member is refused before anything is made."""
    desk = Desk(tmp_path)
    assert desk.type("demo", "--cases", "0").status == 2
    assert desk.type("--as", "Ravenna", "demo", "--no-open").status == 1
    assert desk.type("demo", "--cases", "-1", "--no-open").status == 2
