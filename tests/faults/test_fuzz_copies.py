"""Copies that are broken, or no copies: whatever takes one says so in our words, and the vault is as it was."""

from pathlib import Path
from typing import Any

import pytest

from coctui.vault.copies import beside, copy_name
from coctui.vault.door import Vault
from coctui.vault.errors import VaultError
from coctui.vault.source import ReplaySource
from coctui.vault.unlock import Unlocked, unlock
from tests.faults.sample import PASSPHRASES, START, Desk, open_as, seen
from tests.faults.test_fuzz_hostile import broken

SAME = ("rows", "cases", "team", "drafts", "me")


def known(vault: Vault) -> dict[str, Any]:
    """What of a vault no copy may change that has nothing new in it."""
    found = seen(vault)
    return {name: found[name] for name in SAME}


def tried(desk: Desk, content: bytes) -> list[str]:
    """Bring a copy of this content in, ask how it stands, and put it back: how each ends. The vault fits all the while."""
    desk.restore()
    copy = beside(desk.path) / copy_name(desk.path, START)
    copy.parent.mkdir()
    copy.write_bytes(content)
    vault, ended = open_as(desk.path, "Noor"), []
    vault.work(5.0)  # what is due anyway
    before = known(vault)
    ended.append(next(str(each.standing) for each in vault.copies() if each.path == copy))
    try:
        vault.merge(copy)
        ended.append("merged")
    except VaultError as error:
        ended.append(error.code)
    assert known(vault) == before
    assert vault.verify().ok
    vault.lock()

    def opened(path: Path) -> Unlocked:
        return unlock(path, "Noor", PASSPHRASES["Noor"], ReplaySource(9, START))

    try:
        Vault.restore(desk.path, copy, opened, accept_older=False, source=ReplaySource(10, START))
        ended.append("restored")
    except VaultError as error:
        ended.append(error.code)
    vault = open_as(desk.path, "Noor")
    now = known(vault)
    assert vault.verify().ok
    vault.lock()
    assert now == before
    return ended


@pytest.mark.parametrize("many", [9, pytest.param(60, marks=pytest.mark.slow)])
def test_a_broken_copy_changes_nothing(desk: Desk, many: int) -> None:
    """A run of bytes zeroed, one changed, the rest cut off: refused in our words, or it has nothing new."""
    found = [tried(desk, broken(desk.bytes, at)) for at in range(100, len(desk.bytes), len(desk.bytes) // many | 1)]
    assert any(ended[1] != "merged" for ended in found)
    assert any(ended[2] != "restored" for ended in found)


NONE = {
    "nothing": b"",
    "zeros": b"\0" * 5000,
    "a head": b"SQLite format 3\0" + b"\xff" * 5000,
    "bytes": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("what", NONE)
def test_what_is_no_copy_changes_nothing(desk: Desk, what: str) -> None:
    """Bytes that somebody made up, under the name of a copy."""
    stands, merge, restore = tried(desk, NONE[what])
    assert (stands, restore) == ("unreadable", "not-a-vault")
    assert merge in ("not-a-vault", "no-other", "cannot-read")
