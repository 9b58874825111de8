"""What members say of themselves, when they are there, and the list that is theirs alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coctui.casework.cover import alone, cover
from coctui.casework.own_list import is_on_it, kept_list
from coctui.casework.profile import (
    FIELDS,
    WRONG,
    Unfit,
    change_profile,
    read_profile,
    read_shifts,
    written_profile,
)
from coctui.casework.result import Refused
from coctui.models.roster import Profile, Team
from coctui.models.shift import Shift
from coctui.models.team_events import ProfileChanged
from tests.unit.casework_room import ILSE, NOOR, OKSANA, PAZ, START, TAMSIN, WANJIRU, Lanes

ZONE = ZoneInfo("Europe/Amsterdam")
PROFILE = Profile(name="Noor", mail="noor@example.org", zone="Europe/Amsterdam")


def hours(start: float, end: float) -> Shift:
    """A shift from so many hours from now to so many."""
    return Shift(start=START + timedelta(hours=start), end=START + timedelta(hours=end))


def test_every_field_has_its_reason() -> None:
    """What does not fit is said field by field; nothing is changed."""
    wrong = {
        "name": " ",
        "mail": "noor at example",
        "handles": ",".join(f"a{number}" for number in range(31)),
        "company": "x" * 1_001,
        "zone": "Amsterdam time",
        "phone": "ask Ilse",
        "shifts": "sat",
    }
    assert set(wrong) == set(FIELDS) == set(WRONG)
    found = read_profile(PROFILE, wrong, START, ZONE)
    assert isinstance(found, Unfit)
    assert found.wrong == WRONG


def test_what_fits_is_kept_and_the_rest_stays() -> None:
    """Several handles by commas, blanks away, an empty field emptied; times are read in the zone that is given with them."""
    fields = {"handles": " @noor ,noor@chat.example ", "phone": "+31 (6) 12-34", "zone": "Asia/Tokyo", "mail": ""}
    found = read_profile(PROFILE, fields | {"shifts": "5 Dec 2026 22:00 to 06:00"}, START, ZONE)
    assert isinstance(found, Profile)
    assert (found.name, found.mail, found.handles, found.zone) == (
        "Noor",
        "",
        ("@noor", "noor@chat.example"),
        "Asia/Tokyo",
    )
    assert found.shifts[0].start == datetime(2026, 12, 5, 13, tzinfo=UTC)


@given(
    spans=st.lists(st.tuples(st.integers(-3_000, 3_000), st.integers(1, 36 * 60)), max_size=4),
    zone=st.sampled_from((UTC, ZONE, ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/St_Johns"))),
)
def test_shifts_are_read_as_they_are_shown(spans: list[tuple[int, int]], zone: ZoneInfo) -> None:
    """In any zone, whatever day it is."""
    shifts = {(START + timedelta(minutes=start), START + timedelta(minutes=start + length)) for start, length in spans}
    kept = tuple(Shift(start=start, end=end) for start, end in sorted(shifts))
    profile = PROFILE.model_copy(update={"shifts": kept})
    assert read_shifts(written_profile(profile, zone)["shifts"], START, zone) == kept


@pytest.mark.parametrize("text", ["sat", "22:00", "sat 22:00 to mon 22:00", "whenever", "sat 10:00 to 12:00\nlater"])
def test_no_shift(text: str) -> None:
    """A day, a moment, two days in one, words: none of them is a shift."""
    refused = read_shifts(text, START, ZONE)
    assert isinstance(refused, Refused)
    assert refused.sentence


def test_a_change_is_an_event_and_no_change_is_none() -> None:
    """Written as it stood: nothing to record."""
    team = Lanes().team
    acts = change_profile(team, NOOR, {"phone": "112 112"}, START, ZONE)
    assert isinstance(acts, tuple)
    assert isinstance(acts[0], ProfileChanged)
    assert acts[0].profile.phone == "112 112"
    assert isinstance(change_profile(team, NOOR, {"name": "Noor"}, START, ZONE), Refused)


def on_shift(**shifts: tuple[Shift, ...] | str) -> Team:
    """The sample team, some with shifts, some with a phone."""
    team = Lanes().team
    members = dict(team.members)
    for seat, member in members.items():
        given = shifts.get(member.name)
        change = {"phone": given} if isinstance(given, str) else {"shifts": given or ()}
        members[seat] = replace(member, profile=member.profile.model_copy(update=change))
    return replace(team, members=members)


def test_whom_one_would_call() -> None:
    """On now by who stays longest, next by who comes first, then who can be woken, then the others."""
    team = on_shift(
        Paz=(hours(-2, 1),), Oksana=(hours(-1, 5),), Ilse=(hours(4, 6), hours(2, 3)), Noor=(hours(3, 4),), Tamsin="112 112"
    )  # fmt: skip
    found = cover(team, START)
    assert [each.seat for each in found] == [OKSANA, PAZ, ILSE, NOOR, TAMSIN, WANJIRU]
    assert [each.standing for each in found] == ["on now", "on now", "next", "next", "can be woken", "not on shift"]
    assert found[2].shift == hours(2, 3)


def test_hours_with_nobody() -> None:
    """From now to the end of the conference; without days for two days; without shifts nothing is known."""
    assert alone(Lanes().team, START) is None
    team = on_shift(Paz=(hours(-2, 1),), Oksana=(hours(3, 70),))
    assert [(gap.start, gap.end) for gap in alone(team, START) or ()] == [(hours(1, 3).start, hours(1, 3).end)]
    days = replace(team, first_day="2026-12-04", last_day="2026-12-05", zone="UTC")
    assert [gap.length for gap in alone(days, START) or ()] == [timedelta(hours=2)]
    assert alone(replace(days, last_day="2026-12-04"), START) == alone(team, START)


def test_a_list_of_ones_own() -> None:
    """People, addresses, handles and employers; blank lines and doubles away."""
    entries = kept_list(
        ["  Ravenna  Loft ", "", "Ravenna Loft", "Tern & Gull GmbH", "@moss_and_more", "lovis@example.org"]
    )
    assert entries == ("Ravenna Loft", "Tern & Gull GmbH", "@moss_and_more", "lovis@example.org")
    for text in (
        "It was ravenna again.",
        "somebody from Tern & Gull",
        "goes by moss_and_more",
        "mail of lovis@example.org",
    ):
        assert is_on_it(entries, [text]), text
    assert not is_on_it(entries, ["Somebody else, in the lounge"])
    assert not is_on_it((), ["Ravenna"])
    assert isinstance(kept_list(["x" * 2_000]), Refused)
