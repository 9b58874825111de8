"""How one gets in and where copies lie, from the settings: what is said, what is kept, and that no secret stays in a field."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.screens.computer_card import ComputerCard
from coctui.screens.copies_card import CopiesCard
from coctui.screens.paper_card import Groups, PaperCard
from coctui.screens.passphrase_card import PassphraseCard
from coctui.screens.reading import ReadingCard
from coctui.screens.settings import SettingsScreen
from coctui.screens.verdict_card import VerdictCard
from coctui.vault.copies import beside
from coctui.vault.errors import WrongKey
from coctui.vault.unlock import unlock
from coctui.widgets.fields import Field
from tests.keyrings import Keeps, Locked, computer, posing
from tests.ui.room import PASSPHRASE, Told, on_top, press, rested, said, shown, standing, story, telling, write

__all__ = ["computer"]
NARROW = (80, 24)
NEW = "eight other quiet lamps there"
Gives = Callable[[Any], Any]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A team with a case."""
    with telling(tmp_path_factory.mktemp("care"), story) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


async def filled(pilot: Pilot[Any], *texts: str) -> None:
    """Type a text into each field in turn, enter after all but the last."""
    for number, text in enumerate(texts):
        if number:
            await press(pilot, "tab")
        if text:
            await write(pilot, text)


def opens(told: Told, passphrase: str, name: str = "Noor") -> bool:
    """Whether this opens the vault."""
    try:
        unlock(told.path, name, passphrase).connection.close()
    except WrongKey:
        return False
    return True


def empty(app: CoctuiApp) -> bool:
    """Whether no field that is anywhere in memory holds anything."""
    _ = gc.collect()
    fields = [one for one in gc.get_objects() if isinstance(one, Field) and one.app is app]
    return not any(field.value for field in fields)


async def test_another_passphrase(told: Told) -> None:
    """What does not fit is said beside its field; then the new one opens, the old one does not, and no field holds either."""
    async with standing(told, lambda: SettingsScreen(4), size=NARROW) as (app, pilot):
        assert "Passphrase" in shown(pilot)
        await press(pilot, "enter")
        card = on_top(app, PassphraseCard)
        await press(pilot, "f2")
        assert "Type the name that you unlock with." in said(pilot)
        await filled(pilot, "Noor", "not what it is, is it", NEW, "something else altogether")
        await press(pilot, "enter")
        assert "The two are not alike. Type both anew; nothing was changed." in said(pilot)
        await filled(pilot, NEW, NEW)
        await press(pilot, "f2")
        assert "They do not open this vault together." in said(pilot)
        assert [card.field(name).value for name in ("now", "first", "second")] == ["", "", ""]
        await filled(pilot, PASSPHRASE, "short", "short")
        await press(pilot, "f2")
        assert "at least 15" in said(pilot)
        for name, text in (("now", PASSPHRASE), ("first", NEW * 20_000), ("second", NEW * 20_000)):
            card.field(name).focus()
            app.post_message(events.Paste(text))
            await pilot.pause()
        await press(pilot, "f2")
        assert "A passphrase has at most 500 characters" in said(pilot)
        for name, text in (("now", PASSPHRASE), ("first", NEW), ("second", NEW)):
            card.field(name).value = text
        assert NEW not in shown(pilot)
        assert PASSPHRASE not in f"{card!r} {card.field('now')!r} {card.field('first')!r}"
        await press(pilot, "f9")
        assert not card.field("first").value  # whoever lifts the veil finds nothing
        await press(pilot, "f9")
        for name, text in (("name", "Noor"), ("now", PASSPHRASE), ("first", NEW), ("second", NEW)):
            card.field(name).value = text
        await press(pilot, "f2")
        assert on_top(app, SettingsScreen).tab == 4
        assert "since 12:21" in shown(pilot)
        assert empty(app)
    assert opens(told, NEW)
    assert not opens(told, PASSPHRASE)


async def test_a_key_on_paper(told: Told) -> None:
    """Drawn, shown once, kept only after two groups were typed back; then it opens, until it is taken back."""
    async with standing(told, lambda: SettingsScreen(4), size=NARROW) as (app, pilot):
        await press(pilot, "j", "enter")
        card = on_top(app, PaperCard)
        await filled(pilot, "Noor", PASSPHRASE)
        await press(pilot, "enter")
        key = card.query_one(Groups).key
        assert all(group in shown(pilot) for group in key.split("-"))
        assert "at home: not in the laptop bag" in said(pilot)
        assert not opens(told, key, "")
        await press(pilot, "enter")
        assert key.split("-")[3] not in shown(pilot)
        await filled(pilot, "AAAAA")
        await press(pilot, "f2")
        assert "That is not what was drawn." in said(pilot)
        first, second = (key.split("-")[place - 1] for place in card._asked)
        card.field("one").value = first.lower()
        card.field("two").value = second
        await press(pilot, "f2")
        on_top(app, SettingsScreen)
        assert opens(told, key, "")
        await press(pilot, "enter")
        assert "A paper key opens the vault now." in said(pilot)
        # a second one that cannot be read back three times is not kept, and the first still opens
        again = on_top(app, PaperCard)
        await filled(pilot, "Noor", PASSPHRASE)
        await press(pilot, "f2", "f2")
        for _ in range(3):
            again.field("one").value = "AAAAA"
            await press(pilot, "f2")
        assert "so nothing was kept. Destroy the page" in said(pilot)
        assert not again.query_one(Groups).key
        assert opens(told, key, "")
        await pilot.click("#drop")
        await rested(pilot)
        on_top(app, SettingsScreen)
        assert not opens(told, key, "")
        assert empty(app)
    assert opens(told, PASSPHRASE)


async def test_this_computer(told: Told, computer: Gives) -> None:
    """What it means is said first; on needs the passphrase, off needs nothing; a keyring that cannot be used is explained."""
    computer(posing(Keeps))
    async with standing(told, lambda: SettingsScreen(4), size=NARROW) as (app, pilot):
        await press(pilot, "j", "j", "enter")
        on_top(app, ComputerCard)
        assert "Every program that runs in your account may read it there" in said(pilot)
        assert "Secret Service" in said(pilot)
        await filled(pilot, "Noor", PASSPHRASE)
        await press(pilot, "enter")
        on_top(app, SettingsScreen)
        assert "since" in next(row for row in shown(pilot).splitlines() if "This computer opens it" in row)
        await press(pilot, "enter")
        assert "It does now." in said(pilot)
        await press(pilot, "enter")
        on_top(app, SettingsScreen)
        assert "This computer opens it          no" in shown(pilot)
        computer(posing(Locked))
        await press(pilot, "enter")
        await filled(pilot, "Noor", PASSPHRASE)
        await press(pilot, "enter")
        assert "~" not in said(pilot).split("Passphrase now")[1]
        assert "keyring" in said(pilot).split("Passphrase now")[1]
        await press(pilot, "escape", "escape")
        computer(posing(Keeps, "keyring.backends.null.Keyring"))
        await press(pilot, "enter")
        assert "it would take the key and forget it" in said(pilot)
        assert "Let it open" not in shown(pilot)


async def test_copies_check_and_how_to_go_back(told: Told, tmp_path: Path) -> None:
    """One now, checked, with its place and age; the verdict on one card; the words and the path for the day it is needed."""
    async with standing(told, lambda: SettingsScreen(4), size=NARROW) as (app, pilot):
        assert "none known here" in shown(pilot)
        await press(pilot, "j", "j", "j", "enter")
        on_top(app, CopiesCard)
        assert "No copies are known on this computer." in said(pilot)
        await press(pilot, "f2")
        assert "Compared with the vault row by row, opened and checked: everything fits." in said(pilot)
        assert "opens, as the vault was then" in said(pilot)
        copies = list(beside(told.path).glob("*.coctui"))
        assert len(copies) == 1
        await press(pilot, "escape")
        assert "2, the newest now" in shown(pilot)
        await press(pilot, "j", "enter")
        await write(pilot, str(tmp_path / "nowhere"))
        await press(pilot, "f2")
        assert "That is no folder on this computer." in said(pilot)
        await press(pilot, "escape", "escape", "j", "enter")
        on_top(app, VerdictCard)
        assert "+ Everything fits." in shown(pilot)
        assert "1 case that you may open" in said(pilot)
        await press(pilot, "escape", "j", "enter")
        on_top(app, ReadingCard)
        assert "The copy is opened and checked first." in said(pilot)
        assert copies[0].name in "".join(shown(pilot).split("\n")).replace("  ", "") or copies[0].stem[:8] in shown(
            pilot
        )


async def test_a_verdict_that_is_not_good(told: Told) -> None:
    """What is lost and what helps stand under headings; nothing was changed; another member sees the same card."""
    async with standing(told, lambda: SettingsScreen(4), size=NARROW) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        import sqlite3

        with sqlite3.connect(told.path) as raw:
            raw.execute("UPDATE event SET signature = zeroblob(64) WHERE n = (SELECT MAX(n) FROM event)")
        await press(pilot, "j", "j", "j", "j", "j", "enter")
        on_top(app, VerdictCard)
        text = said(pilot)
        assert "! Not everything fits." in text
        assert "Nothing was changed. Keep this file as it is, and tell your team." in text
