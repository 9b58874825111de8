"""What is measured must be the same in every column, or a ratio says nothing."""

import math
from pathlib import Path

import pytest

from benchmarks import vault as benchmark
from benchmarks.cases import LONGEST, SHORTEST, content, note, ten_entries
from benchmarks.clock import Step, interleave
from benchmarks.plain import PlainRows, plain
from benchmarks.sealed import at_home, attach, fill, found, reference
from benchmarks.table import Figure, Table
from coctui.vault.kdf import FLOOR


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which everything a measurement writes stays."""
    for name in ("HOME", "LOCALAPPDATA", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, "")
    at_home(tmp_path)
    return tmp_path


def test_vault_and_plain_rows_hold_the_same_cases(home: Path) -> None:
    """Both columns fold to the same case, with the same events under the same links, before and after a note and a file."""
    vault = found(home / "team.coctui")
    twin = PlainRows(plain(home / "plain.db"), vault.team, vault.me)
    rooms = fill(vault, 3, [twin])
    assert len(rooms) == 3
    for room in rooms:
        held = twin.open(room)
        assert held.case == vault.case(room)
    body, data = note(1), content(1, 5_000)
    ref = reference(vault, data)
    held = twin.open(rooms[0])
    twin.append(held, body)
    vault.record(rooms[0], [body])
    twin.attach(held, ref, data)
    attach(vault, rooms[0], ref, data)
    again = twin.open(rooms[0])
    assert [item.body for item in again.lanes["content"]] == [item.body for item in held.lanes["content"]]
    assert [entry.body for entry in again.case.entries] == [entry.body for entry in vault.case(rooms[0]).entries]
    assert twin.attachment(again, ref) == vault.attachment(rooms[0], ref) == data


def test_a_case_has_ten_short_entries_after_it_was_opened() -> None:
    """The cases are those that the goals speak of, and no two runs differ."""
    acts = ten_entries(5, "0" * 32)
    assert len(acts) == 11
    assert acts == ten_entries(5, "0" * 32)
    assert all(SHORTEST - 1 <= len(note(number).text) <= LONGEST for number in range(50))


def test_turns_are_taken_evenly_and_only_the_act_is_timed() -> None:
    """Every column runs once a turn, another one first each time, after what makes it ready."""
    seen: list[str] = []

    def step(name: str) -> Step:
        return Step(lambda given: seen.append(f"{name} {given}"), lambda: "ready")

    times = interleave([{"a": step("a"), "b": step("b")}] * 2)
    assert seen == ["a ready", "b ready", "b ready", "a ready"]
    assert {name: len(run.wall) for name, run in times.items()} == {"a": 2, "b": 2}


def test_a_missed_goal_is_said() -> None:
    """The table tells holds from does not hold, also where it is close, and claims nothing without a goal."""
    table = Table("t", [Figure("a", 1.204, "x", 1.2), Figure("b", 1.2, "x", 1.2), Figure("c", 3, "s")])
    assert [figure.holds for figure in table.figures] == ["no", "yes", ""]
    assert "1.204 x" in str(table)


def test_the_whole_comparison_runs_on_a_few_cases(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line of DESIGN.md 8 that speaks of the vault is in the table, each with a figure."""
    for often in ("FIRST", "LATER", "RECUSALS"):
        monkeypatch.setattr(benchmark, often, 1)
    monkeypatch.setattr(benchmark, "STANDARD", FLOOR)
    table = benchmark.Comparison(home, 10).measure()
    lines = " ".join(figure.what for figure in table.figures)
    for what in (
        "open a case",
        "append",
        "attach 100 KB",
        "read 100 KB",
        "short entries",
        "first unlock",
        "later unlock",
        "recusal",
    ):
        assert what in lines
    assert all(math.isfinite(figure.value) for figure in table.figures)  # one run, one less another: may be below zero
