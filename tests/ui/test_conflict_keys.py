"""The story of conflicts of interest on six seats, by keyboard: kept away, asked, stepped aside, a stand-in, and nothing tells."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.models.handover import offers
from coctui.models.roster import Profile, Role
from coctui.models.team_events import ProfileChanged
from coctui.models.votes import tally, unconfirmed
from coctui.screens.card import CardScreen
from coctui.screens.case import CaseScreen
from coctui.screens.people import PeopleScreen
from coctui.screens.question import QuestionCard
from coctui.screens.stand_in import StandInSheet
from coctui.screens.who import WhoSheet
from coctui.vault.door import Vault
from tests.ui import room
from tests.ui.room import PASSPHRASE, Desk, Told, on_top, press, rested, said, shown, telling, write

WIDE, NARROW = (120, 40), (80, 24)
WORDS = "It was the booth of Open Kelp; he would not stop, and I do not trust the shared address."
LEADS: dict[str, tuple[Role, ...]] = {**room.ROLES, "Tamsin": ("lead",)}


def team(desk: Desk) -> str:
    """Six seats, three of them leads. Paz works for Open Kelp, and says so in the roster; Oksana is a conflict contact."""
    desk.seats["Paz"].refresh()
    desk.seats["Paz"].manage(ProfileChanged(profile=Profile(name="Paz", company="Open Kelp Foundation")))
    return ""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The team, before anything came in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "ROLES", LEADS)
        with telling(tmp_path_factory.mktemp("team"), team, tuple(LEADS)) as told:
            yield told


Ways = tuple[tuple[str, ...], ...]
FEW: Ways = ((), ("slash", *"kelp", "enter"))
MANY: Ways = ((), ("l",), ("colon", *"ke"), ("escape", "slash", *"kelp", "enter"), ("escape", "T"), ("escape", "D"))
"""Keys to what a member is shown: the list, its views, the commands by name, a search, the team, the debrief."""


class Night:
    """One vault's file, at which one seat after the other sits down, looks at the inbox, types, and leaves."""

    def __init__(self, told: Told, size: tuple[int, int]) -> None:
        self.told, self.size, self.sat = told, size, 0

    @asynccontextmanager
    async def seat(self, name: str) -> AsyncIterator[tuple[CoctuiApp, Pilot[int]]]:
        """The inbox of a member, once what waits for them was taken up."""
        self.sat += 1
        source = self.told.source(f"{name} {self.sat}")
        app = CoctuiApp(self.told.path, now=lambda: source.now().timestamp(), zone=UTC, encoding="utf-8", first=False)
        vault = Vault.open(self.told.path, name, PASSPHRASE, source=source)
        vault.work(10)
        app.session.vault, app.session.rows = vault, vault.rows()
        try:
            async with app.run_test(size=self.size) as pilot:
                app.enter()
                await rested(pilot)
                yield app, pilot
        finally:
            if app.session.vault is not None:
                app.session.vault.lock()

    async def text(self, name: str, ways: Ways) -> list[str]:
        """What a member is shown, way after way."""
        found = []
        async with self.seat(name) as (_, pilot):
            for keys in ways:
                await press(pilot, *keys)
                found.append(shown(pilot))
        return found

    def states(self, name: str) -> dict[str, str]:
        """How everybody stands to the one case that a holder has."""
        vault = self.told.vault(name)
        [row] = [row for row in vault.rows() if row.access == "cleared"]
        seen = vault.case(row.room).access
        vault.lock()
        return {member.name: seen.state(seat) for seat, member in seen.team.active.items()}


async def taken_down(night: Night) -> str:
    """Oksana writes it down; whose employer occurs is proposed as excluded, Ilse as the reporter wished; three are asked."""
    async with night.seat("Oksana") as (app, pilot):
        await press(pilot, "n")
        await write(pilot, WORDS)
        await press(pilot, "f2")
        sheet = on_top(app, WhoSheet)
        await press(pilot, "l")  # no, nobody of the team is near to them
        names = {seat: sheet.case.access.team.members[seat].name for seat in sheet.chosen}
        assert {names[seat]: answer for seat, answer in sheet.chosen.items()} == {
            "Oksana": "", "Noor": "ask", "Ilse": "ask", "Tamsin": "ask", "Paz": "exclude", "Wanjiru": "ask"
        }  # fmt: skip
        await press(pilot, "j")
        for place, seat in enumerate(sheet._seats):
            if names[seat] == "Ilse":
                await press(pilot, "g", *"j" * place, "l", "l")
        assert "what matched" in shown(pilot)
        assert "company" in shown(pilot)
        await press(pilot, "f2")
        [row] = app.session.vault.rows()  # type: ignore[union-attr]
        code = row.case
    assert night.states("Oksana") == {
        "Noor": "asked", "Ilse": "excluded", "Oksana": "cleared", "Paz": "excluded", "Tamsin": "asked", "Wanjiru": "asked"
    }  # fmt: skip
    return code


async def first_answers(night: Night, code: str) -> None:
    """The card says only who is reported; Noor steps aside with one key and no reason, Tamsin is in with one key."""
    async with night.seat("Noor") as (app, pilot):
        assert code in shown(pilot)
        await press(pilot, "enter")
        on_top(app, CardScreen)
        assert "Kelp" not in shown(pilot)
        await press(pilot, "R")
        assert "You stepped aside here." in said(pilot)
        await press(pilot, "escape")
        assert "Kelp" not in shown(pilot)
    async with night.seat("Tamsin") as (app, pilot):
        await press(pilot, "enter", "c")
        assert "You answered." in said(pilot)


async def aside_later(night: Night, code: str) -> None:
    """Tamsin takes part, then thinks of something: `R` and a yes close the case to her; her vote leaves with her."""
    async with night.seat("Oksana") as (app, pilot):
        await press(pilot, "enter", "v", "2", "tab", "space", "f2")  # nothing follows
        on_top(app, CaseScreen)
    async with night.seat("Tamsin") as (app, pilot):
        await press(pilot, "enter")
        if isinstance(app.screen, PeopleScreen):
            await press(pilot, "enter")
        on_top(app, CaseScreen)
        await press(pilot, "v", "v", "k", "k", "k", "enter", "d", "G", "space", "f2")
        vault = app.session.vault
        assert vault is not None
        [row] = [row for row in vault.rows() if row.access == "cleared"]
        assert len(tally(vault.case(row.room)).votes) == 1  # type: ignore[union-attr]
        if not isinstance(app.screen, CaseScreen):
            await press(pilot, "enter")
        await press(pilot, "R")
        on_top(app, QuestionCard)
        assert "Nobody will ask for a reason" in said(pilot)
        await press(pilot, "l", "enter")
        assert not isinstance(app.screen, CaseScreen)
        assert "Kelp" not in shown(pilot)
    async with night.seat("Oksana") as (app, pilot):
        await press(pilot, "enter")
        on_top(app, CaseScreen)
        case = app.session.vault.case(app.screen.room)  # type: ignore[union-attr,attr-defined]  # a case screen
        assert tally(case).votes == {}  # type: ignore[union-attr]
        assert len(unconfirmed(case)) == 1
        await press(pilot, "v", "3")
        assert "~ Tamsin stepped aside since" in shown(pilot)


async def stood_in(night: Night, code: str) -> None:
    """Three leads are out: the screen asks for a stand-in, who passes the same check and gets this case only."""
    async with night.seat("Oksana") as (app, pilot):
        await press(pilot, "enter", "2")
        assert "3 leads are out." in said(pilot)
        await press(pilot, "s")
        on_top(app, StandInSheet)
        assert "Wanjiru" in shown(pilot)
        await press(pilot, "f2")
        on_top(app, CaseScreen)
    async with night.seat("Wanjiru") as (app, pilot):
        await press(pilot, "enter", "c")
    async with night.seat("Oksana") as (app, pilot):
        await press(pilot, "enter")
        assert "leads are out." not in said(pilot)
        await press(pilot, "H", "tab", "tab")
        await write(pilot, "Call the reporter at nine.")
        await press(pilot, "f2")
        assert len(offers(app.session.vault.case(app.screen.room))) == 1  # type: ignore[union-attr,attr-defined]
    async with night.seat("Wanjiru") as (app, pilot):
        assert code in shown(pilot)
        await press(pilot, "enter")
        if isinstance(app.screen, PeopleScreen):
            await press(pilot, "enter")
        on_top(app, CaseScreen)
        assert [row.access for row in app.session.vault.rows()] == ["cleared"]  # type: ignore[union-attr]
        await press(pilot, "T", "tab", "tab", "enter", "f2", "d", "G", "space", "f2")
        case = app.session.vault.case(app.screen.room)  # type: ignore[union-attr,attr-defined]
        assert (offers(case), unconfirmed(case)) == ((), ())


async def test_kept_away_asked_and_stepped_aside(once: Told, tmp_path: Path) -> None:
    """The short form: taken down and sent, two answers, and the two who are kept away see what they saw before."""
    night = Night(once.copied(tmp_path), NARROW)
    before = await night.text("Paz", FEW)
    code = await taken_down(night)
    await first_answers(night, code)
    assert await night.text("Paz", FEW) == before
    assert night.states("Oksana")["Noor"] == "asked"  # their word waits for a holder's coctui
    assert code not in "".join(before)


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_the_story(once: Told, tmp_path: Path, size: tuple[int, int]) -> None:
    """The whole of it: six seats, three leads out, a vote that leaves with its voter, a stand-in; nothing tells the excluded."""
    night = Night(once.copied(tmp_path), size)
    before = [await night.text(name, MANY) for name in ("Paz", "Ilse")]
    code = await taken_down(night)
    await first_answers(night, code)
    await aside_later(night, code)
    await stood_in(night, code)
    assert night.states("Wanjiru") == {
        "Noor": "recused", "Ilse": "excluded", "Oksana": "cleared", "Paz": "excluded", "Tamsin": "recused", "Wanjiru": "cleared"
    }  # fmt: skip
    assert [await night.text(name, MANY) for name in ("Paz", "Ilse")] == before
