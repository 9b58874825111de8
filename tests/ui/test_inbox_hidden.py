"""Nothing tells, on the list: two tellings, with a case that a member is kept from and without it, look the same key by key."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from coctui.casework import access
from coctui.models.access_events import Asked, Excluded, Opened, Recused
from coctui.models.content_events import Labelled, NoteWritten
from coctui.screens.inbox import InboxScreen
from tests.ui.room import Desk, form, on_top, press, rested, shown, standing, telling

NAMES = ("Noor", "Ilse", "Paz")
KEYS: tuple[tuple[str, ...], ...] = (
    (), ("l",), ("h", "h", "s"), ("f", "c", "h"), ("escape",), ("slash", *"lob", "enter"), ("escape",), ("full_stop", *"cop"),
    ("enter",), ("p",), ("escape", "x", "e"), ("escape",), ("question_mark",),
)  # fmt: skip
"""Everything that the list can be asked, one after the other."""


def tale(*, hidden: bool) -> Callable[[Desk], str]:
    """Noor opens a case that Paz holds; and, in one telling, one that Paz is excluded from."""

    def story(desk: Desk) -> str:
        room = desk.open(form(text="Somebody shouted.", gloss="the shouting"), ("slate-wren", "birch"))
        now = desk.source.now
        desk.do("Noor", room, lambda case, me: access.ask(case, me, [desk.seat("Paz")], now()))
        desk.seats["Paz"].refresh()
        desk.seats["Paz"].answer(room, "no conflict")
        desk.seats["Noor"].work(1.0)
        if hidden:
            with desk.source.stream("hidden"):
                other = desk.open(form(text="In the lobby, by Paz.", gloss="the lobby"), ("copper-plover", "birch"))
                desk.do("Noor", other, lambda case, me: access.exclude(case, me, desk.seat("Paz"), now()))
                desk.do("Noor", other, lambda case, me: access.ask(case, me, [desk.seat("Ilse")], now()))
        desk.later(hours=1)
        return room

    return story


async def seen(folder: Path, *, hidden: bool) -> list[str]:
    """What Paz sees after each of the keys."""
    found = []
    with telling(folder, tale(hidden=hidden), names=NAMES) as told:
        async with standing(told, InboxScreen, name="Paz") as (_, pilot):
            for keys in KEYS:
                await press(pilot, *keys)
                found.append(shown(pilot))
    return found


async def test_the_list_is_the_same_with_a_hidden_case_and_without(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Views, counts, filter, search, a name to go to, marks, help: word for word, cell by cell."""
    without = await seen(tmp_path_factory.mktemp("without"), hidden=False)
    within = await seen(tmp_path_factory.mktemp("within"), hidden=True)
    for keys, one, other in zip(KEYS, without, within, strict=True):
        assert one == other, keys
    assert "slate-wren" in without[0]
    assert not any("copper-plover" in text or "the lobby" in text for text in within)


async def test_nothing_moves_while_it_happens(tmp_path: Path) -> None:
    """Whatever colleagues do in a hidden case meanwhile, Paz's open list stays as it is: no news, no bell, no word."""
    with telling(tmp_path, tale(hidden=False), names=NAMES) as told:
        async with standing(told, InboxScreen, name="Paz") as (app, pilot):
            inbox = on_top(app, InboxScreen)
            bells = 0

            def rung() -> None:
                nonlocal bells
                bells += 1

            app.bell = rung  # type: ignore[method-assign]
            before = shown(pilot)
            noor, ilse = told.vault("Noor"), told.vault("Ilse")
            seats = {member.name: seat for seat, member in noor.team.active.items()}
            opened = [
                Opened(code="copper-plover", third="birch"),
                Excluded(seat=seats["Paz"]),
                Asked(seat=seats["Ilse"]),
            ]
            hidden = noor.open_case(opened)
            note = NoteWritten(text="In the lobby, by Paz.")
            steps: list[Callable[[], object]] = [
                ilse.refresh, partial(ilse.answer, hidden, "no conflict"), partial(noor.work, 9), partial(noor.record, hidden, [note]),
                ilse.refresh, partial(ilse.record, hidden, [Recused()]), noor.refresh, partial(noor.work, 9),
            ]  # fmt: skip
            for step in steps:
                step()
                inbox.look()
                app.second()
                await rested(pilot)
                assert shown(pilot) == before
            assert not inbox.news
            assert bells == 0
            assert noor.case(hidden).access.state(seats["Ilse"]) == "recused"
            noor.record(told.room, [Labelled(gloss="the hall")])
            inbox.look()
            await rested(pilot)
            assert "changed" in shown(pilot)
            noor.lock()
            ilse.lock()
