"""What about access needs attention: the lead banners, one holder, silence in waking hours, the end of a shift, a stand-in's end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coctui.casework import access, decision
from coctui.casework.alarms import BEFORE_END, alarms, silence
from coctui.models.awake import awake, waking_time
from coctui.models.case import Case
from coctui.models.roster import Profile, Team
from coctui.models.shift import Shift
from tests.unit.casework_room import ILSE, NOOR, OKSANA, PAZ, START, TAMSIN, WANJIRU, Lanes

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def codes(case: Case, me: str = NOOR, now: datetime = START) -> list[str]:
    """The alarms of a holder, by code."""
    return [alarm.code for alarm in alarms(case, me, now)]


def living(
    case: Case, seat: str, *, zone: str = "", shifts: tuple[tuple[float, float], ...] = (), **policy: object
) -> Case:
    """The same case with another profile of a member, shifts in hours from START, and with another policy."""
    team = case.access.team
    spans = tuple(Shift(start=START + begin * HOUR, end=START + end * HOUR) for begin, end in shifts)
    profile = Profile(name=team.members[seat].name, zone=zone, phone="+49 900 555 000", shifts=spans)
    members = {**team.members, seat: replace(team.members[seat], profile=profile)}
    changed = replace(team, members=members, policy=team.policy.model_copy(update=policy))
    return replace(case, access=replace(case.access, team=changed))


@pytest.mark.parametrize(("out", "called"), [(0, False), (1, False), (2, False), (3, True)])
def test_more_than_two_leads_out_calls_a_stand_in(out: int, called: bool) -> None:
    """Recused or excluded both count; two are not more than two (SEED)."""
    lanes = Lanes()
    lanes.open(PAZ)
    for seat in (NOOR, ILSE, TAMSIN)[:out]:
        lanes.do(PAZ, access.exclude(lanes.case, PAZ, seat, lanes.now))
    found = codes(lanes.case, PAZ)
    assert ("stand-in" in found) is called
    assert called or found[0] == "no lead"  # nobody who may lead is cleared yet, whatever the count


def test_the_banners_go_with_the_stand_in() -> None:
    """Once an organizer who was named is cleared."""
    lanes = Lanes()
    lanes.open(PAZ)
    for seat in (NOOR, ILSE, TAMSIN):
        lanes.do(PAZ, access.exclude(lanes.case, PAZ, seat, lanes.now))
    lanes.do(PAZ, access.stand_in(lanes.case, PAZ, WANJIRU, lanes.now))
    assert "stand-in" in codes(lanes.case, PAZ)
    lanes.do(PAZ, access.admit(lanes.case, PAZ, WANJIRU, lanes.now))
    assert codes(lanes.case, PAZ) == []


def test_only_holders_are_told_and_only_of_open_cases() -> None:
    """Nothing for who is asked, out or not yet; nothing once it is closed."""
    lanes = Lanes()
    lanes.open(NOOR)
    lanes.do(NOOR, access.ask(lanes.case, NOOR, [ILSE], lanes.now))
    assert codes(lanes.case) == ["alone"]
    assert codes(lanes.case, ILSE) == codes(lanes.case, PAZ) == []
    assert codes(lanes.do(NOOR, decision.close(lanes.case, NOOR))) == []


def test_silence_is_counted_in_waking_hours() -> None:
    """An asked member who sleeps is not silent; four hours awake are the limit, or what the team chose."""
    lanes = Lanes()
    lanes.open(NOOR)
    lanes.do(NOOR, access.admit(lanes.case, NOOR, OKSANA, lanes.now))
    lanes.do(NOOR, access.ask(lanes.case, NOOR, [ILSE], lanes.now))
    near = living(lanes.case, ILSE, zone="UTC")
    assert codes(near, now=START + 4 * HOUR - MINUTE) == []
    assert codes(near, now=START + 4 * HOUR) == ["silent"]
    far = living(lanes.case, ILSE, zone="Pacific/Auckland")  # one at night there when she is asked
    assert codes(far, now=START + 10 * HOUR) == []
    assert codes(far, now=START + 11 * HOUR) == ["silent"]
    on_shift = living(lanes.case, ILSE, zone="Pacific/Auckland", shifts=((0, 5),))
    assert codes(on_shift, now=START + 4 * HOUR) == ["silent"]
    assert codes(living(lanes.case, ILSE, zone="UTC", answer_hours=8), now=START + 4 * HOUR) == []


def test_who_answered_is_not_silent() -> None:
    """Nor who stepped aside; asked anew, the time begins anew."""
    lanes = Lanes()
    lanes.open(NOOR)
    lanes.do(NOOR, access.ask(lanes.case, NOOR, [ILSE], lanes.now))
    lanes.do(NOOR, access.admit(lanes.case, NOOR, ILSE, lanes.now))
    assert list(silence(lanes.case, START + 9 * HOUR)) == []
    lanes.do(ILSE, access.recuse(lanes.case, ILSE, lanes.now))
    assert list(silence(lanes.case, START + 9 * HOUR)) == []
    lanes.wait(hours=5)
    lanes.do(NOOR, access.ask(lanes.case, NOOR, [ILSE], lanes.now))
    assert list(silence(lanes.case, lanes.now + HOUR)) == [(ILSE, HOUR)]


def test_the_end_of_a_shift_is_told_while_there_is_time() -> None:
    """Half an hour before, if no other holder is on shift then; never to who is not on shift."""
    lanes = Lanes()
    lanes.open(NOOR)
    lanes.do(NOOR, access.admit(lanes.case, NOOR, ILSE, lanes.now))
    alone = living(lanes.case, NOOR, shifts=((-4, 2),))
    end = START + 2 * HOUR
    assert codes(alone, now=end - BEFORE_END - MINUTE) == []
    assert codes(alone, now=end - BEFORE_END) == ["shift-end"]
    assert codes(alone, now=end) == []
    assert codes(living(alone, ILSE, shifts=((1, 6),)), now=end - BEFORE_END) == []
    assert codes(living(alone, PAZ, shifts=((1, 6),)), now=end - BEFORE_END) == ["shift-end"]  # Paz cannot open it


def test_a_stand_ins_part_ends_when_a_lead_returns() -> None:
    """Or with the case, as the team's policy says."""
    lanes = Lanes()
    lanes.open(PAZ)
    for seat in (NOOR, ILSE, TAMSIN):
        lanes.do(PAZ, access.exclude(lanes.case, PAZ, seat, lanes.now))
    lanes.do(PAZ, access.stand_in(lanes.case, PAZ, WANJIRU, lanes.now))
    lanes.do(PAZ, access.admit(lanes.case, PAZ, WANJIRU, lanes.now))
    lanes.do(PAZ, access.ask(lanes.case, PAZ, [ILSE], lanes.now))
    assert codes(lanes.case, PAZ) == []
    lanes.do(PAZ, access.admit(lanes.case, PAZ, ILSE, lanes.now))
    assert codes(lanes.case, PAZ) == ["stand-in-ends"]
    assert codes(living(lanes.case, PAZ, stand_in_ends="with the case"), PAZ) == []


def test_waking_time_knows_summer_time() -> None:
    """A night in which the clock is moved has an hour more; the hours awake are those of the place."""
    lanes = Lanes()
    lanes.open(NOOR)
    team: Team = living(lanes.case, ILSE, zone="Europe/Berlin").access.team
    start = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)  # 14:00 there; the night has 25 hours
    assert waking_time(team.members[ILSE], team, start, start + 24 * HOUR) == 13 * HOUR
    assert awake(team.members[ILSE], team, datetime(2026, 10, 25, 7, 0, tzinfo=UTC))
    assert not awake(team.members[ILSE], team, datetime(2026, 10, 24, 5, 59, tzinfo=UTC))
