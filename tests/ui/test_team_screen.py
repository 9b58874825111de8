"""The team on the screen: who is there, what each says of themself, and what is done to it, asked in plain words."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from coctui.host.clipboard import Copied
from coctui.models.roster import Profile
from coctui.models.shift import Shift
from coctui.models.team_events import Compared, ProfileChanged
from coctui.screens.invite import CodeCard, InviteSheet
from coctui.screens.own_list import OwnListSheet
from coctui.screens.profile import ProfileSheet
from coctui.screens.question import QuestionCard
from coctui.screens.reading import ReadingCard
from coctui.screens.roles import RolesSheet
from coctui.screens.team import TeamScreen
from tests.ui.room import PASSPHRASE, START, Desk, Told, on_top, press, rested, said, shown, standing, telling, write

NARROW = (80, 24)


def roster(desk: Desk) -> str:
    """Noor is on, Ilse comes later, Oksana can be woken; nobody is there for two hours. Brisa is invited."""
    shifts = {"Noor": (-2, 3), "Ilse": (5, 13)}
    phones = {"Oksana": "+31 6 00000"}
    for name, vault in desk.seats.items():
        vault.refresh()
        spans = (shifts[name],) if name in shifts else ()
        profile = Profile(
            name=name,
            mail=f"{name.lower()}@example.org",
            handles=(f"@{name.lower()}",),
            company="Tern & Gull" if name == "Ilse" else "",
            zone="Europe/Berlin" if name == "Ilse" else "",
            phone=phones.get(name, ""),
            shifts=tuple(Shift(start=START + timedelta(hours=a), end=START + timedelta(hours=b)) for a, b in spans),
        )
        vault.manage(ProfileChanged(profile=profile))
    chair = desk.seats["Noor"]
    chair.refresh()
    chair.manage(Compared(seat=desk.seat("Ilse")))
    chair.invite("Brisa", ("responder",))
    return ""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The roster, told once."""
    with telling(tmp_path_factory.mktemp("roster"), roster, ("Noor", "Ilse", "Oksana", "Tamsin")) as told:
        yield told


@pytest.fixture
def told(once: Told, tmp_path: Path) -> Told:
    """Its file, for this test alone."""
    return once.copied(tmp_path)


async def test_who_is_there(told: Told) -> None:
    """On now, next, can be woken, invited; the hours with nobody; and what the one under the cursor says of themself."""
    async with standing(told, TeamScreen) as (_, pilot):
        text = shown(pilot)
        for words in (
            "+ Noor  you", "until 12:20, 3 h", "next           from 14:20, 5 h", "can be woken", "not on shift", "invited",
            "Nobody is on shift Sat 5 December 12:20 to 14:20.", "~ Sat 5 December 12:20 to 14:20, 2 h", "4 members",
            "The next 24 hours", "▁▁▁▁",
        ):  # fmt: skip
            assert words in text, words
        assert [line.split()[0] for line in text.splitlines() if "on now" in line or "next  " in line] == ["▌", "Ilse"]
        await press(pilot, "j")
        for words in ("10:20, Europe/Berlin", "ilse@example.org", "@ilse", "Tern & Gull", "no phone given"):
            assert words in shown(pilot), words
        await press(pilot, "f", *"oks")
        assert "next  " not in shown(pilot)
        assert "+31 6 00000" in shown(pilot)
        await press(pilot, "escape")
        assert "next  " in shown(pilot)


async def test_ones_own_profile(told: Told) -> None:
    """The reason stands beside the field that does not fit; shifts are said back as they are read; F2 keeps."""
    async with standing(told, TeamScreen, size=NARROW) as (app, pilot):
        await press(pilot, "e")
        sheet = on_top(app, ProfileSheet)
        assert "+ Sat 5 Dec 2026 07:20 to 12:20" in shown(pilot)
        await press(pilot, "tab", "end", "backspace", "tab", "tab", "tab")
        await write(pilot, "Berlin")
        await press(pilot, "f2")
        assert "Write it like Europe/Berlin" in said(pilot)
        sheet.query_one("#zone").value = ""  # type: ignore[attr-defined]  # a field
        await press(pilot, "f2")
        on_top(app, TeamScreen)
        vault = app.session.vault
        assert vault is not None
        assert (vault.member.profile.mail, vault.member.profile.zone) == ("noor@example.or", "")
        assert len(vault.member.profile.shifts) == 1
        await press(pilot, "e", "escape", "escape")
        on_top(app, TeamScreen)


async def test_a_draft_outlives_a_lock(told: Told) -> None:
    """What was typed is sealed on the way out, and there again."""
    async with standing(told, TeamScreen, size=NARROW) as (app, pilot):
        await press(pilot, "p")
        on_top(app, OwnListSheet)
        await write(pilot, "Tern & Gull")
        await press(pilot, "escape", "escape", "p")
        assert "Tern & Gull" in shown(pilot)
        assert "your draft of before" in shown(pilot)
        await press(pilot, "f2")
        vault = app.session.vault
        assert vault is not None
        assert vault.sheet.private == ("Tern & Gull",)
        assert vault.drafts() == {}
        other = told.vault("Ilse")
        assert other.sheet.private == ()
        other.lock()


async def test_invite(told: Told) -> None:
    """A name and roles; then the code, once, with the line for the chat; nobody else may invite, and is told who can."""
    async with standing(told, TeamScreen, size=NARROW) as (app, pilot):
        await press(pilot, "I", "f2")
        assert "How do your colleagues call you?" in shown(pilot)
        await write(pilot, "Lovis Tern")
        await press(pilot, "f2")
        card = on_top(app, CodeCard)
        assert card._code in shown(pilot)
        assert 'coctui --vault FILE member accept "Lovis Tern"' in shown(pilot)
        await press(pilot, "escape")
        on_top(app, TeamScreen)
        assert "Lovis Tern" in shown(pilot)
        assert card._code not in shown(pilot)
    async with standing(told, TeamScreen, name="Oksana", size=NARROW) as (app, pilot):
        await press(pilot, "I")
        await write(pilot, "Lovis")
        await press(pilot, "f2")
        on_top(app, InviteSheet)
        assert "Only a chair can do this" in shown(pilot)


async def test_what_is_done_to_the_team(told: Told) -> None:
    """Roles, key words, removing, taking back and a new seat: each asks first, and the safe answer is filled."""
    async with standing(told, TeamScreen, size=NARROW) as (app, pilot):
        vault = app.session.vault
        assert vault is not None
        await press(pilot, "j", "j", "c")
        assert vault.words(told_seat(vault, "Oksana")) in said(pilot)
        await press(pilot, "enter")
        assert not vault.team.members[told_seat(vault, "Oksana")].compared
        await press(pilot, "c", "l", "enter")
        assert vault.team.members[told_seat(vault, "Oksana")].compared
        await press(pilot, "O")
        on_top(app, RolesSheet)
        await press(pilot, "j", "space", "f2")
        assert vault.team.members[told_seat(vault, "Oksana")].roles == {"responder", "lead"}
        await press(pilot, "j", "X")
        on_top(app, QuestionCard)
        await press(pilot, "l", "enter")
        assert "left the team" in shown(pilot)
        await press(pilot, "k", "X", "l", "enter")
        assert vault.team.invites == {}
        await press(pilot, "N", "l", "enter")
        on_top(app, CodeCard)
        await press(pilot, "escape")
        assert "renewed" in shown(pilot)
        await press(pilot, "g", "O", "space", "j", "space", "f2")
        assert "Name at least one role" in shown(pilot)


async def test_a_computer_is_lost(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """`L` asks, safe answer first; then what it had, the words for the team, which `y` copies and no more, and a code."""
    async with standing(told, TeamScreen, size=NARROW) as (app, pilot):
        copied: list[str] = []

        def copy(text: str) -> Copied:
            copied.append(text)
            return Copied(True, "Copied.")

        monkeypatch.setattr(app, "copy", copy)
        await press(pilot, "f", *"ilse", "enter", "L")
        on_top(app, QuestionCard)
        assert "Every case that you hold, and that it could open, gets a new key." in said(pilot)
        await press(pilot, "enter")
        on_top(app, TeamScreen)
        await press(pilot, "L", "l", "enter")
        on_top(app, ReadingCard)
        assert "Ilse's computer is lost. Their seat in coctui is closed." in said(pilot)
        assert "none of them" in said(pilot)
        await press(pilot, "y", "G")
        assert "The code for a new seat, shown this once" in said(pilot)
        assert [text[:24] for text in copied] == ["Ilse's computer is lost."]
        assert "Only their passphrase" not in copied[0]
        await press(pilot, "escape")
        assert "left the team" in shown(pilot) or "renewed" in shown(pilot)


def told_seat(vault: object, name: str) -> str:
    """A member's seat by name."""
    members = vault.team.members.values()  # type: ignore[attr-defined]  # an open vault
    return next(str(member.seat) for member in members if member.name == name)


async def test_what_others_write_comes_in(told: Told) -> None:
    """A colleague's new shift stands there at the next look."""
    async with standing(told, TeamScreen) as (app, pilot):
        other = told.vault("Oksana")
        shift = Shift(start=START, end=START + timedelta(hours=6))
        other.manage(ProfileChanged(profile=other.member.profile.model_copy(update={"shifts": (shift,)})))
        other.lock()
        on_top(app, TeamScreen)._look()
        await rested(pilot)
        assert "12:20 to 14:20" not in shown(pilot)
        assert PASSPHRASE not in shown(pilot)
