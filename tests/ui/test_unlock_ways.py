"""Other ways through the door: a paper key, this computer, and what helps after three misses."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from textual import events
from textual.pilot import Pilot

from coctui.screens.inbox import InboxScreen
from coctui.screens.unlock import UnlockScreen
from coctui.vault.door import Vault
from coctui.vault.paperkey import LETTERS, slips, written
from coctui.widgets.fields import PassphraseInput
from tests.keyrings import Keeps, Locked, posing
from tests.ui.room import PASSPHRASE, Told, rested, said, shown, story, telling
from tests.ui.test_unlock import door, give


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), story, names=("Noor", "Ilse", "Oksana", "Paz", "Tamsin")) as told:
        yield told


@pytest.fixture
def path(told: Told, tmp_path: Path) -> Path:
    """A copy of it."""
    return told.copied(tmp_path).path


def paper_key(path: Path) -> str:
    """Make one for Noor."""
    vault = Vault.open(path, "Noor", PASSPHRASE)
    key = vault.draw_paper_key()
    vault.keep_paper_key(vault.prove("Noor", PASSPHRASE), key)
    vault.lock()
    return key


async def paste(pilot: Pilot[Any], text: str) -> None:
    """Into the passphrase, and enter."""
    pilot.app.screen.query_one(PassphraseInput).focus()
    pilot.app.post_message(events.Paste(text))
    await pilot.press("enter")
    await rested(pilot)


def complaint(pilot: Pilot[Any]) -> str:
    """What is said of what was typed."""
    return said(pilot).split("! ", 1)[1].split(" Unlock ")[0]


async def test_a_paper_key_needs_no_name(path: Path) -> None:
    """Typed where the passphrase goes; with a slip its group is named, and nothing of it is on the screen."""
    key = paper_key(path)
    # One letter in 32 has the same check letter, by chance.
    slipped = next(slip for letter in LETTERS if slips(slip := f"{key[:6]}{letter}{key[7:]}") == (2,))
    async with door(path) as pilot:
        await paste(pilot, slipped)
        assert "Group 2 of this paper key was not read rightly." in said(pilot)
        assert key[:5] not in shown(pilot)
        await paste(pilot, key.lower().replace("-", " "))
        assert isinstance(pilot.app.screen, InboxScreen)


async def test_all_that_is_wrong_is_told_alike(path: Path) -> None:
    """A thousand letters, a megabyte, a paper key of another vault, a colleague's; the right one opens, on two lines or in another form."""
    vault = Vault.open(path, "Noor", PASSPHRASE)
    vault.change_passphrase(vault.prove("Noor", PASSPHRASE), "Noor", "crème brûlée à neuf heures")
    vault.lock()
    async with door(path) as pilot:
        await give(pilot, "Noor", "wrong")
        told = [complaint(pilot)]
        for wrong in ("x" * 1_000, written(bytes(32)), PASSPHRASE, "creme brulee a neuf heures"):
            await paste(pilot, wrong)
            told.append(complaint(pilot))
        assert told[0] == told[1] == "They do not open this vault together. Please try again, as often as you like."
        assert len(set(told[2:])) == 1
        assert told[2].startswith(f"{told[0]} Is the name the one"), "and what helps"
        for much in (
            "x" * 1_000_000,
            "crème brûlée à neuf heures" + " " * 1_000_000,
            "crème brûlée à neuf heures" * 100,
        ):
            began = time.process_time()
            await paste(pilot, much)
            assert complaint(pilot) == told[-1], "more than the field takes"
            assert pilot.app.screen.query_one(PassphraseInput).value == "", "tried, and gone"
            assert time.process_time() - began < 20
        await paste(pilot, "cre\u0300me bru\u0302le\u0301e\na\u0300 neuf heures\n")
        assert isinstance(pilot.app.screen, InboxScreen)


async def test_a_passphrase_needs_a_name(path: Path) -> None:
    """Without one the cursor goes there, and what was typed stays."""
    async with door(path) as pilot:
        await paste(pilot, PASSPHRASE)
        assert isinstance(pilot.app.screen, UnlockScreen)
        assert pilot.app.focused is pilot.app.screen.query_one("#name")
        assert pilot.app.screen.query_one(PassphraseInput).value == PASSPHRASE


@pytest.mark.parametrize("size", [pytest.param((120, 40), marks=pytest.mark.slow), (80, 24)])
async def test_what_helps_after_three_misses(size: tuple[int, int], path: Path) -> None:
    """The spelling of the name, capital letters, the paper key, a colleague; all of it fits on the screen."""
    async with door(path, size=size) as pilot:
        await give(pilot, "Noor", "seven loud lamps in a row")
        assert "paper key" not in said(pilot)
        for _ in range(2):
            await paste(pilot, "wrong again, and wrong again")
        words = said(pilot)
        for words_of_help in (
            "Is the name the one that you chose",
            "Capital letters count",
            "A paper key goes",
            "coctui member renew",
            "write now and unlock later: esc n",
        ):
            assert words_of_help in words
        assert "here only, no network" in words


async def test_this_computer_is_not_offered_by_itself(path: Path) -> None:
    """Off until somebody turned it on."""
    async with door(path) as pilot:
        assert "This computer opens" not in shown(pilot)


async def test_this_computer_opens(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One press; a keyring that is locked says so, and a key that is gone points back to the passphrase."""
    kept = posing(Keeps)
    monkeypatch.setattr(keyring, "get_keyring", lambda: kept)
    vault = Vault.open(path, "Noor", PASSPHRASE)
    vault.remember_here(vault.prove("Noor", PASSPHRASE))
    vault.lock()
    async with door(path) as pilot:
        for backend, words in (
            (posing(Locked), "The keyring of this computer is locked or said no."),
            (posing(Keeps), "This computer keeps no key that opens this vault. Use your passphrase"),
        ):
            monkeypatch.setattr(keyring, "get_keyring", lambda backend=backend: backend)
            await pilot.click("#here")
            await rested(pilot)
            assert words in said(pilot)
        monkeypatch.setattr(keyring, "get_keyring", lambda: kept)
        pilot.app.screen.query_one("#here").focus()
        await pilot.press("enter")
        await rested(pilot)
        assert isinstance(pilot.app.screen, InboxScreen)
