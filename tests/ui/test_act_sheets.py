"""Acting at once, the look at it afterwards, and promises that are let go: by keyboard."""

from datetime import UTC, datetime

from coctui.casework import act
from coctui.casework.act import Deed
from coctui.models.promise import promises
from coctui.models.promise_events import Acted, PromiseWaived, Reviewed
from coctui.screens.act_now import ActSheet
from coctui.screens.case import CaseScreen
from coctui.screens.reading import ReadingCard
from coctui.screens.review import ReviewSheet
from coctui.screens.waive import WaiveSheet
from coctui.widgets.choices import Choices
from coctui.widgets.state_choice import StateChoice
from tests.ui.room import Told, on_top, press, said, settled, shown, standing, write

NARROW = (80, 24)


async def test_half_a_line_is_enough(told: Told) -> None:
    """Two keys from the case to the list, one to mark, one to record; the review promise makes itself and is said before."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "f5")
        on_top(app, ActSheet)
        for words in ("Is somebody in danger?", "You are a lead", "the team looks at it by 6 Dec 12:21"):
            assert words in shown(pilot), words
        await press(pilot, "f6")
        on_top(app, ReadingCard)
        assert "no emergency service" in said(pilot)
        await press(pilot, "escape", "f2")
        assert "~" in shown(pilot)
        on_top(app, ActSheet)
        await press(pilot, "space", "j", "j", "space", "f2")
        on_top(app, CaseScreen)
        assert app.session.vault is not None
        acted = app.session.vault.case(told.room).duties[-1].body
        assert isinstance(acted, Acted)
        assert (acted.did, acted.place, acted.lead) == (("removed", "safe place"), "a private chat", True)
        await press(pilot, "3")
        assert "a look at what was done" in shown(pilot)
        assert "Acted at once" in shown(pilot)


async def test_told_later_with_an_end(told: Told) -> None:
    """When it was and how long it holds are typed as people say them; a time that is none keeps the sheet open."""
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "f5", "space")
        app.screen.query_one("#referred", StateChoice).focus()
        await press(pilot, "l")
        for id, words in (("when", "10:30"), ("until", "whenever")):
            app.screen.query_one(f"#{id} Field").focus()
            await write(pilot, words)
        await press(pilot, "f2")
        on_top(app, ActSheet)
        assert "Write until when it holds" in said(pilot)
        await press(pilot, "ctrl+u")
        await write(pilot, "tomorrow 18:00")
        await press(pilot, "f2")
        assert app.session.vault is not None
        acted = app.session.vault.case(told.room).duties[-1].body
        assert isinstance(acted, Acted)
        assert (acted.when, acted.until, acted.referred) == (
            datetime(2026, 12, 5, 10, 30, tzinfo=UTC), datetime(2026, 12, 6, 18, 0, tzinfo=UTC), "asked",
        )  # fmt: skip


async def test_the_look_at_it(told: Told) -> None:
    """When the review is due the Next bar says so, and its key opens it; who acted does not look at it themself."""
    ilse = told.vault("Ilse")
    deed = Deed(did=("muted",), text="Muted in the lounge.")
    ilse.record(told.room, settled(act.act(ilse.case(told.room), ilse.me, deed, told.now, ilse.source.id)))
    ilse.lock()
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "V")
        on_top(app, ReviewSheet)
        assert "muted, or took away rights, by Ilse" in said(pilot)
        assert "Muted in the lounge." in shown(pilot)
        await press(pilot, "f2")
        assert "Nothing was chosen yet." in said(pilot)
        await press(pilot, "space", "f2")
        on_top(app, CaseScreen)
        assert app.session.vault is not None
        case = app.session.vault.case(told.room)
        assert isinstance(case.duties[-1].body, Reviewed)
        assert act.to_look_at(case) == ()
        await press(pilot, "V")
        on_top(app, CaseScreen)


async def test_a_promise_that_is_not_needed(told: Told) -> None:
    """W lists what is open; a reason and F2 let it go; nothing is open afterwards, and the key is gone."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "W")
        on_top(app, WaiveSheet)
        assert "outcome to the reporter   due in 6 d" in shown(pilot)
        app.screen.query_one("#why", Choices).focus()
        await press(pilot, "l", "f2")
        on_top(app, CaseScreen)
        assert app.session.vault is not None
        case = app.session.vault.case(told.room)
        assert case.duties[-1].body == PromiseWaived(reason="asked not to be contacted", promise="outcome")
        assert all(promise.state != "open" for promise in promises(case))
        await press(pilot, "W")
        on_top(app, CaseScreen)
