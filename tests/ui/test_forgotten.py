"""Locked: no word of the vault is held by anything in the program any more, Textual's own memory of it neither."""

import gc
import weakref
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import FrameType, FunctionType, ModuleType

import pytest
from textual.screen import Screen

from coctui.app import CoctuiApp
from coctui.casework import record
from coctui.screens.forget import caches, forget
from coctui.screens.inbox import InboxScreen
from coctui.screens.passphrase_card import PassphraseCard
from coctui.screens.settings import SettingsScreen
from coctui.screens.unlock import UnlockScreen
from coctui.vault.seat import Seat
from tests.ui.room import PASSPHRASE, Desk, Told, on_top, press, rested, shown, standing, story, telling

BACKWARDS = {"note": "ynrac ta thgin dessorc", "typed": "znirpednel", "secret": "yltteuq gnimmuh spmal thgie"}
"""Kind of text to the text, last letter first: so that the test itself holds none of them."""
PATIENCE = 20
"""Looks, under load."""
SHORTEST = 8
"""Letters of the shorter one."""


def canary(kind: str) -> str:
    """The text."""
    return BACKWARDS[kind][::-1]


def telling_case(desk: Desk) -> str:
    """The story, with a canary in a note and in a name."""
    room = story(desk)
    desk.do("Noor", room, lambda case, me: record.note(case, me, canary("note")))
    return room


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A vault with one case."""
    with telling(tmp_path_factory.mktemp("story"), telling_case) as told:
        yield told


def holders() -> dict[str, list[str]]:
    """What in the program still holds a canary, by kind and type; frames, and the code itself, are left out."""
    _ = gc.collect()
    words = [(kind, canary(kind)) for kind in BACKWARDS]
    mine = {id(words), *map(id, words)}
    found: dict[str, list[str]] = {}
    for holder in gc.get_objects():
        if isinstance(holder, (ModuleType, FunctionType, FrameType, type)) or id(holder) in mine:
            continue
        for held in gc.get_referents(holder):
            if isinstance(held, str) and len(held) >= SHORTEST:
                for kind, word in words:
                    if word in held:
                        found.setdefault(kind, []).append(f"{type(holder).__module__}.{type(holder).__qualname__}")
    return found


async def test_after_the_lock_nothing_holds_a_word(told: Told, tmp_path: Path) -> None:
    """List, case, names, a note that is being written, the account in full, a filter: all was on the screen, all is gone."""
    copied = told.copied(tmp_path)
    async with standing(copied, InboxScreen) as (app, pilot):
        await press(pilot, "enter")
        assert canary("note") in shown(pilot)
        await press(pilot, "q", "comma", "5", "enter")
        card = on_top(app, PassphraseCard)
        for name, text in (
            ("name", "Noor"),
            ("now", PASSPHRASE),
            ("first", canary("secret")),
            ("second", canary("secret")),
        ):
            card.field(name).value = text
        del text
        assert "secret" in holders()
        await press(pilot, "f2")
        on_top(app, SettingsScreen)
        del card
        assert "secret" not in holders()  # not only after the lock
        await press(pilot, "escape", "enter")
        await press(pilot, "u", "1", "j", "j", "o")
        await pilot.press(*canary("typed"))
        assert canary("typed") in shown(pilot)
        assert set(holders()) == set(BACKWARDS) - {"secret"}
        vault = app.session.vault
        assert vault is not None
        seat, vault = vault.me, None
        await press(pilot, "f8")
        await rested(pilot)
        on_top(app, UnlockScreen)
        for _ in range(PATIENCE):  # a thread may still end; the app does the same once more for that
            forget(app)
            if not holders():
                break
            await rested(pilot)
        assert holders() == {}
        assert [one for one in gc.get_objects() if isinstance(one, Seat) and one.id.hex() == seat] == []
        assert screens(app) == {"UnlockScreen"}


def screens(app: CoctuiApp) -> set[str]:
    """Names of the kinds of screens that are anywhere in memory."""
    return {type(one).__name__ for one in gc.get_objects() if isinstance(one, Screen) and one._parent is app}


def test_every_cache_of_the_libraries_is_known() -> None:
    """Those by which texts were held, at least; a new version of Textual may have others, which the test above finds."""
    names = {getattr(cached, "__qualname__", "") for cached in caches()}
    assert {"cached_cell_len", "StylesCache.get_inner_outer"} <= names


class Kept:
    """Something that a job uses."""


async def test_a_thread_keeps_nothing_of_what_it_did_last(told: Told, tmp_path: Path) -> None:
    """A draft sealed by one thread while another already locks: nothing runs in the first one afterwards."""
    copied = told.copied(tmp_path)
    async with standing(copied, InboxScreen) as (app, pilot):
        kept = Kept()
        there = weakref.ref(kept)
        worker = app.run_worker(partial(id, kept), thread=True, exit_on_error=False)
        await worker.wait()
        del worker, kept
        await rested(pilot)
        _ = gc.collect()
        assert there() is None
