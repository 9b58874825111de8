"""Pictures of the sheets about who does what with whom, wide and narrow; clock, names and ids stand still."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC
from typing import Any

import pytest
from textual.pilot import Pilot

from coctui.app import CoctuiApp
from coctui.casework import consent, handover, voting
from coctui.screens.case import CaseScreen
from coctui.vault.door import Vault
from tests.ui.room import PASSPHRASE, Desk, Told, press, rested, telling
from tests.ui.test_company_sheets import company

WIDE, NARROW = (120, 40), (80, 24)
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW])


def offered(desk: Desk) -> str:
    """Ilse holds a case with Noor, who hands all of it over and steps back; the reporter gave leave for some of it."""
    room = company(desk)
    ilse = desk.seat("Ilse")
    desk.do("Noor", room, lambda case, me: handover.hand_over(case, me, ilse, handover.proposed(case, me)))
    desk.do("Noor", room, lambda case, me: consent.consent(case, me, team="yes", public="no"))
    desk.do("Noor", room, handover.step_back)
    answers = {"public": "yes", "group": "yes", "leader": "no", "again": "perhaps", "impact": "high", "risk": "low"}
    desk.do("Noor", room, lambda case, me: voting.assess(case, me, answers))
    desk.do(
        "Noor",
        room,
        lambda case, me: voting.plan(
            case,
            me,
            behaviours=["avoid specific language"],
            consequences=["a warning, spoken or by mail"],
            ends="with the conference",
            refused="a final warning",
        ),
    )
    desk.do("Ilse", room, lambda case, me: voting.vote(case, me, "for"))
    desk.seats["Noor"].refresh()
    return room


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once; nothing here writes."""
    with telling(tmp_path_factory.mktemp("company"), offered, ("Noor", "Ilse")) as told:
        yield told


@pytest.fixture
def pictured(told: Told, snap_compare: Callable[..., bool]) -> Iterator[Callable[..., bool]]:
    """Compares a screen of the case, after some keys, with the picture that was looked at."""
    opened: list[Vault] = []

    def compare(*keys: str, size: tuple[int, int], name: str = "Noor") -> bool:
        source = told.source(name)
        app = CoctuiApp(told.path, now=lambda: source.now().timestamp(), zone=UTC, encoding="utf-8", first=False)
        app.session.vault = Vault.open(told.path, name, PASSPHRASE, source=source)
        opened.append(app.session.vault)
        return snap_compare(app, terminal_size=size, run_before=_standing(told.room, keys))

    yield compare
    for vault in opened:
        vault.lock()


def _standing(room: str, keys: tuple[str, ...]) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def before(pilot: Pilot[Any]) -> None:
        await pilot.app.push_screen(CaseScreen(room))
        await rested(pilot)
        if not isinstance(pilot.app.screen, CaseScreen):
            await press(pilot, "enter")  # nobody there is close to them
        await press(pilot, *keys)

    return before


@SIZES
def test_panel(pictured: Callable[..., bool], size: tuple[int, int]) -> None:
    """What is handed over, what nobody has, whose leave there is: at a glance, beside who may open it."""
    assert pictured("2", size=size, name="Ilse")


@SIZES
def test_hand_over(pictured: Callable[..., bool], size: tuple[int, int]) -> None:
    """To whom, what is proposed, three places for lines of one's own."""
    assert pictured("H", size=size, name="Ilse")


@SIZES
def test_take_over(pictured: Callable[..., bool], size: tuple[int, int]) -> None:
    """Line by line, none of them marked; a duty that lies with nobody is a line like any other."""
    assert pictured("T", "j", "space", size=size, name="Ilse")


@SIZES
def test_consent(pictured: Callable[..., bool], size: tuple[int, int]) -> None:
    """Whose leave, and four uses, each by itself."""
    assert pictured("c", size=size)


@SIZES
def test_tie(pictured: Callable[..., bool], size: tuple[int, int]) -> None:
    """Other cases by code name, and what a tie tells whom."""
    assert pictured("L", size=size)


def test_step_back(pictured: Callable[..., bool]) -> None:
    """What goes and what stays; the safe answer is filled."""
    assert pictured("B", size=NARROW, name="Ilse")


@pytest.mark.parametrize(("size", "pane"), [(WIDE, "2"), (NARROW, "1"), (NARROW, "2"), (NARROW, "3")])
def test_deciding(pictured: Callable[..., bool], size: tuple[int, int], pane: str) -> None:
    """Assess, plan and vote side by side; one at a time under tabs where it is narrow."""
    assert pictured("v", pane, size=size)


def test_vote(pictured: Callable[..., bool]) -> None:
    """The plan in words, four answers, the cursor on later."""
    assert pictured("v", "v", size=NARROW)
