"""Who does what with whom, by keyboard: handed over and accepted line by line, stepped back from, consent, ties."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coctui.casework import access, handover, record
from coctui.casework.result import Refused
from coctui.casework.ties import tie
from coctui.models.case import Case
from coctui.models.company_events import HandOverLine
from coctui.models.handover import consent_of, given_back, joined_into, offers, ties
from coctui.models.items import Person
from coctui.screens.case import CaseScreen
from coctui.screens.consent import ConsentSheet
from coctui.screens.hand_over import HandOverSheet
from coctui.screens.question import QuestionCard
from coctui.screens.take_over import TakeOverSheet
from coctui.screens.tie import TieSheet
from coctui.vault.door import Vault
from tests.ui.room import Desk, Told, form, on_top, press, said, settled, shown, standing, telling, write

WIDE, NARROW = (120, 40), (80, 24)


def company(desk: Desk) -> str:
    """Noor and Ilse hold a case, each with a duty; Noor holds two more, one of them with Ilse. Nobody has a question open."""
    rooms = [
        desk.open(form(gloss=""), code)
        for code in (("velvet-linden", "oak"), ("amber-birch", "elm"), ("slate-wren", "birch"))
    ]
    for room in rooms[1:]:
        desk.do("Noor", room, lambda case, me: access.admit(case, me, desk.seat("Ilse"), desk.source.now()))
        desk.seats["Ilse"].refresh()
        card = desk.seats["Ilse"]
        card.answer(room, "no conflict")
        card.saw_people(room, [])
    room = rooms[-1]
    person = Person(id=desk.source.id(), code="Quartz", part="reported person")
    desk.do("Noor", room, lambda case, me: record.person(case, me, person))
    for name, duty in (("Noor", "lead"), ("Noor", "records"), ("Ilse", "reporter")):
        desk.do("Noor", room, lambda case, me, n=name, d=duty: record.assign(case, me, desk.seat(n), d))  # type: ignore[misc]
    desk.later(minutes=5)
    return room


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The story, told once."""
    with telling(tmp_path_factory.mktemp("company"), company, ("Noor", "Ilse")) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


def held(pilot: Pilot[int], told: Told) -> Case:
    """The case as the vault at this seat has it."""
    return pilot.app.session.vault.case(told.room)  # type: ignore[attr-defined,no-any-return]  # ours


async def test_handed_over_and_accepted_line_by_line(told: Told) -> None:
    """`H` proposes what is one's own and what is promised; `T` shows it to the other, who says yes to some of it."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "H")
        on_top(app, HandOverSheet)
        assert "To Ilse" in said(pilot)
        assert "[+] now        duty: lead" in shown(pilot)
        assert "[+] promised" in shown(pilot)
        await press(pilot, "tab", "j", "space", "tab")  # the records stay with Noor
        await write(pilot, "She is on the train until nine.\nHer brother may call.")
        await press(pilot, "tab", "tab")
        await write(pilot, "Do not write to the shared address.")
        await press(pilot, "f2")
        on_top(app, CaseScreen)
        [offer] = offers(held(pilot, told))
        assert [(line.sort, line.text or line.duty) for line in offer.lines.values()] == [
            ("now", "lead"), ("promised", "acknowledgement"), ("promised", "outcome"),
            ("now", "She is on the train until nine."), ("now", "Her brother may call."),
            ("do not", "Do not write to the shared address."),
        ]  # fmt: skip
        assert held(pilot, told).assigned() == offer.giver
        await press(pilot, "2")
        assert "handed over" in shown(pilot)
        assert "6 lines, Ilse to accept" in shown(pilot)
    async with standing(told, lambda: CaseScreen(told.room), name="Ilse") as (app, pilot):
        await press(pilot, *(["enter"] if not isinstance(app.screen, CaseScreen) else []))
        assert "~ 6 lines handed over to you.  Yours once you say yes." in shown(pilot)
        assert "handed to you" in shown(pilot)
        await press(pilot, "space")
        on_top(app, TakeOverSheet)
        assert "[ ] do not     Do not write to the shared address., from Noor" in shown(pilot)
        await press(pilot, "f2")
        assert "Nothing was chosen yet." in said(pilot)
        await press(pilot, "space", "G", "space", "f2")
        on_top(app, CaseScreen)
        case = held(pilot, told)
        assert case.assigned() == me(pilot)
        assert [line.text for line in offers(case)[0].lines.values()] == [
            "acknowledgement", "outcome", "She is on the train until nine.", "Her brother may call."
        ]  # fmt: skip
        await press(pilot, "T", "tab", "tab", "enter", "f2")  # all that is left
        assert offers(held(pilot, told)) == ()
        await press(pilot, "T")
        on_top(app, CaseScreen)  # there is nothing to take over


async def test_stepped_back_and_taken_by_who_says_yes(told: Told) -> None:
    """`B` asks, safe answer first; duties lie with nobody, access stays; a colleague's Next bar says so, and `space` is the yes."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "B")
        on_top(app, QuestionCard)
        assert "Your duties here go to whoever says yes: lead, records." in said(pilot)
        await press(pilot, "enter")
        assert held(pilot, told).assigned() is not None
        await press(pilot, "B", "l", "enter")
        case = held(pilot, told)
        assert (given_back(case), case.access.state(me(pilot))) == (("lead", "records"), "cleared")
        assert not any("lead" in line for line in shown(pilot).splitlines() if "Nobody has" in line)  # not asked again
        await press(pilot, "B")
        on_top(app, CaseScreen)  # nothing left to give back
        await press(pilot, "2")
        assert "nobody has        lead, records" in shown(pilot)
    async with standing(told, lambda: CaseScreen(told.room), name="Ilse") as (app, pilot):
        await press(pilot, *(["enter"] if not isinstance(app.screen, CaseScreen) else []))
        assert "~ Nobody has: lead, records." in shown(pilot)
        await press(pilot, "space", "j", "space", "f2")
        case = held(pilot, told)
        assert (case.assigned("records"), case.assigned(), given_back(case)) == (me(pilot), None, ("lead",))


async def test_consent_person_by_person(told: Told) -> None:
    """`c`: the reporter first, then people by code name; each use has its own answer, and can be taken back."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "c")
        on_top(app, ConsentSheet)
        await press(pilot, "tab", "l", "tab", "tab", "tab", "l", "l")
        await press(pilot, "shift+tab", "shift+tab", "shift+tab", "shift+tab", "l", "tab", "tab", "l")
        await press(pilot, "f2")
        case = held(pilot, told)
        first = case.persons[0].id
        assert (consent_of(case, None).team, consent_of(case, None).public) == ("yes", "no")
        assert (consent_of(case, first).team, consent_of(case, first).reported) == ("", "yes")
        await press(pilot, "2")
        assert "consent reporter  + team - public" in shown(pilot)
        assert "consent Halite    + reported" in shown(pilot)
        await press(pilot, "3")
        assert "Leave" in shown(pilot)
        await press(pilot, "c", "tab", "l", "f2")  # from yes to no: taken back
        assert consent_of(held(pilot, told), None).team == "no"
        await press(pilot, "c", "f2")
        assert "Nothing was chosen yet." in said(pilot)


async def test_tied_and_joined(told: Told) -> None:
    """`L`: found by code name; tied, untied, joined where the same people see both, and refused in words where not."""
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "L", "f2")
        on_top(app, TieSheet)
        assert "Choose the other case first." in said(pilot)
        await press(pilot, *"amber", "enter", "f2")
        assert len(ties(held(pilot, told))) == 1
        await press(pilot, "2")
        assert "tied to           amber-birch" in shown(pilot)
        await press(pilot, "L", *"velvet", "enter", "tab", "l")
        assert "Only where the same people see both" in said(pilot)
        await press(pilot, "f2")
        assert "Not the same people stand the same way to both cases" in said(pilot)
        await press(pilot, "shift+tab", "shift+tab", "ctrl+u", *"amber", "enter", "space", "f2")
        assert joined_into(held(pilot, told)) is not None
        await press(pilot, "2")
        assert "went into         amber-birch" in shown(pilot)
    other = told.vault("Ilse")
    found = [row for row in other.rows() if "amber" in row.case]
    assert found
    other.lock()


async def test_empty_and_closed(told: Told) -> None:
    """With nobody to hand over to that is said; in a closed case nothing changes hands, and consent can still be taken back."""
    vault = told.vault("Noor")
    alone = next(row.room for row in vault.rows() if row.case.startswith("velvet"))
    vault.lock()
    async with standing(told, lambda: HandOverSheet(alone), size=NARROW) as (app, pilot):
        assert "Nobody else can open this case yet." in said(pilot)
        await press(pilot, "f2")
        assert "Say first who takes it over." in said(pilot)
    async with standing(told, lambda: CaseScreen(told.room), size=NARROW) as (app, pilot):
        await press(pilot, "X", "f2")
        for key in ("H", "B", "L", "T"):
            await press(pilot, key)
            on_top(app, CaseScreen)
        await press(pilot, "c", "tab", "l", "l", "f2")
        assert consent_of(held(pilot, told), None).team == "no"


async def test_what_changed_meanwhile(told: Told) -> None:
    """A line that comes in while the sheet is open stands there too, and what was marked stays marked."""
    ilse = told.vault("Ilse")
    line = HandOverLine(sort="now", text="She calls at six.")
    ilse.record(told.room, settled(handover.hand_over(ilse.case(told.room), ilse.me, _seat(ilse, "Noor"), (line,))))
    async with standing(told, lambda: CaseScreen(told.room)) as (app, pilot):
        await press(pilot, "T", "space")
        line = HandOverLine(sort="do not", text="Never by telephone.")
        ilse.refresh()
        ilse.record(told.room, settled(handover.hand_over(ilse.case(told.room), ilse.me, _seat(ilse, "Noor"), (line,))))
        app.screen_stack[-2].look()  # type: ignore[attr-defined]  # once a second by itself
        await press(pilot)
        assert "[+] now      She calls at six." in shown(pilot)
        assert "[ ] do not   Never by telephone." in shown(pilot)
    ilse.lock()


def _seat(vault: Vault, name: str) -> str:
    return next(seat for seat, member in vault.team.active.items() if member.name == name)


def me(pilot: Pilot[int]) -> str:
    """The seat at the keyboard."""
    return pilot.app.session.vault.me  # type: ignore[attr-defined,no-any-return]  # ours


def test_a_tie_is_shown_wherever_it_lies(told: Told) -> None:
    """A tie that the other case keeps is said here too; never by a name that the reader does not hold."""
    from coctui.screens.opened import read_opened

    noor = told.vault("Noor")
    alone = next(row.room for row in noor.rows() if row.case.startswith("velvet"))
    found = tie(noor.case(told.room), noor.case(alone), noor.me)
    assert not isinstance(found, Refused)
    noor.record(found[0].room, found[1])
    assert read_opened(noor, told.room).beside.tied == ("velvet-linden",)
    assert read_opened(noor, alone).beside.tied == ("slate-wren",)
    noor.lock()
    ilse = told.vault("Ilse")
    assert read_opened(ilse, told.room).beside.tied == ()
    ilse.lock()
