"""What is measured of lists: the same cases and mails, and only screens that show what the keys should lead to."""

from pathlib import Path

import pytest

from benchmarks.inbox import p95, words
from benchmarks.lists import CaseInbox, Held, move
from benchmarks.peers import coctui, gloss, neomutt, vault_of
from benchmarks.sealed import NAME, PASSPHRASE, at_home
from benchmarks.starts import opened
from coctui.vault.door import Vault

CASES = 120


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small vault of the kind that is measured, in a home of its own."""
    for name in ("HOME", "LOCALAPPDATA", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, "")
    at_home(tmp_path)
    return vault_of(tmp_path, CASES)


def test_cases_and_mails_are_told_apart_and_in_the_same_order(vault: Path, tmp_path: Path) -> None:
    """One gloss a case, the oldest due first; the same words as subjects of the mails."""
    opened_vault = Vault.open(vault, NAME, PASSPHRASE)
    rows = sorted(opened_vault.rows(), key=lambda row: row.due)
    assert [row.gloss for row in rows] == [gloss(number) for number in range(CASES)]
    opened_vault.lock()
    if neomutt(tmp_path, CASES) is not None:
        subjects = [line for line in (tmp_path / "mails.mbox").read_text().splitlines() if line.startswith("Subject")]
        assert subjects == [f"Subject: {gloss(number)}" for number in range(CASES)]


def test_a_key_is_timed_until_its_row_is_there(vault: Path, tmp_path: Path) -> None:
    """Down, a filter letter by letter, and a held key, on the program itself."""
    with opened(CaseInbox(coctui(tmp_path, vault), CASES)) as listed:
        listed.unlock()
        listed.rest()
        assert listed.under(listed.terminal.screen) == gloss(0)
        assert 0 < move(listed, "j", 1) < 20_000
        assert all(took > 0 for took in listed.filter("11"))
        listed.first()
        held = Held(listed, 0, 20)
        assert listed.under(listed.terminal.screen) == gloss(20)
        assert 0 < held.share <= 1


@pytest.mark.parametrize("cases", [1_000, 10_000])
def test_each_letter_of_a_filter_leaves_fewer_rows(cases: int) -> None:
    """Else the screen would already show what is waited for."""
    for word in words(cases):
        left = [sum(word[:length] in gloss(number) for number in range(cases)) for length in range(len(word) + 1)]
        assert left == sorted(left, reverse=True)
        assert len(set(left)) == len(left)
        assert left[-1] > 0


def test_a_high_rank_is_one_that_was_measured() -> None:
    """Of twenty the second highest, of fewer the highest."""
    assert p95([float(number) for number in range(20)]) == 18.0
    assert p95([3.0, 1.0, 2.0]) == 3.0
