"""Deciding together by keyboard: assessed, planned, voted; and what happens when a voter steps aside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coctui.casework import access, decision, voting
from coctui.models.vote_events import Assessed
from coctui.models.votes import assessed, planned, tally, unconfirmed
from coctui.screens.case import CaseScreen
from coctui.screens.deciding import DecidingSheet
from coctui.screens.determine import DetermineSheet
from coctui.screens.vote_card import VoteCard
from tests.ui.room import Told, on_top, press, rested, said, settled, shown, standing, telling, write
from tests.ui.test_company_sheets import company, held, me

NARROW = (80, 24)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Noor and Ilse hold a case."""
    with telling(tmp_path_factory.mktemp("company"), company, ("Noor", "Ilse")) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


async def test_assessed_planned_and_voted(told: Told) -> None:
    """`v`: answers by h and l, the plan by space, F2 proposes both at once; the vote is a card whose cursor stands on later."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "v", "v")
        sheet = on_top(app, DecidingSheet)  # nothing to vote on
        assert "Nothing is proposed yet." in shown(pilot) or sheet.pane == 0
        await press(pilot, "l", "l", "l", "j", "l", "l", "G", "l", "k", "l", "l")
        assert "High impact, low risk:" in shown(pilot)
        await press(pilot, "2", "space", "tab", "j", "space", "tab", "tab")
        await write(pilot, "a final warning")
        await press(pilot, "tab")
        await write(pilot, "some day")
        await press(pilot, "f2")
        assert "Write a day like" in said(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "in 14 days")
        await press(pilot, "f2")
        on_top(app, CaseScreen)
        case = held(pilot, told)
        assert assessed(case) == Assessed(public="yes", group="perhaps", impact="high", risk="low")
        found = planned(case)
        assert found is not None
        plan = found[1]
        assert (plan.behaviours, plan.consequences, plan.refused) == (
            ("avoid specific language",), ("a warning, spoken or by mail",), "a final warning"
        )  # fmt: skip
        assert plan.again is not None
        assert "~ A plan waits for your vote.  0 of 2 voted." in shown(pilot)
        await press(pilot, "space", "v")
        on_top(app, VoteCard)
        assert "if refused: a final warning" in shown(pilot)
        await press(pilot, "enter")  # later
        assert tally(held(pilot, told)).votes == {}  # type: ignore[union-attr]
        await press(pilot, "v", "k", "k", "k", "enter")
        on_top(app, DecidingSheet)
        assert tally(held(pilot, told)).votes == {me(pilot): "for"}  # type: ignore[union-attr]
        assert "+ you" in shown(pilot)
        assert "Needs 2 for of 2" in said(pilot)
        await press(pilot, "2", "k", "space", "v")
        assert "The plan here is not proposed yet." in said(pilot)
        await press(pilot, "escape")
        on_top(app, CaseScreen)
        await press(pilot, "v")
        await rested(pilot)
        assert "your draft of before" in shown(pilot)
        await press(pilot, "d")
        on_top(app, DetermineSheet)
        assert "Votes on the plan: 1 for, 0 against, 0 abstain; needs 2 for." in said(pilot)


async def test_a_vote_leaves_with_its_voter_and_the_decision_asks_again(told: Told) -> None:
    """The one who stays is told in the Next bar and on the sheet; deciding again confirms it."""
    ilse, noor = told.vault("Ilse"), told.vault("Noor")
    noor.record(told.room, settled(voting.plan(noor.case(told.room), noor.me, consequences=["nothing"])))
    ilse.refresh()
    ilse.record(told.room, settled(voting.vote(ilse.case(told.room), ilse.me, "for")))
    noor.refresh()
    noor.record(told.room, settled(voting.vote(noor.case(told.room), noor.me, "for")))
    noor.record(told.room, settled(decision.determine(noor.case(told.room), noor.me, "no action")))
    ilse.refresh()
    ilse.record(told.room, settled(access.recuse(ilse.case(told.room), ilse.me, told.now)))
    ilse.lock()
    noor.lock()
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (_, pilot):
        assert unconfirmed(held(pilot, told)) != ()
        await press(pilot, "v", "3")
        assert "~ Ilse stepped aside since it was decided. Confirm it again with d" in said(pilot)
        assert "Needs 1 for of 1" in said(pilot)
        await press(pilot, "escape", "d")
        assert "~ Ilse had a part in it and stepped aside since." in said(pilot)
        assert "(●) no action" in shown(pilot)
        await press(pilot, "f2")
        assert unconfirmed(held(pilot, told)) == ()
        await press(pilot, "X", "f2", "v")
        assert "This case is closed. Reopen it first" in said(pilot)
