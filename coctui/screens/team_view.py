"""From the roster to what the team's screen shows: lines, the facts of one member, and what the Next bar says."""

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from coctui import safetext
from coctui.casework import team as rules
from coctui.casework.cover import OnShift, alone, cover
from coctui.casework.profile import spoken_shift
from coctui.casework.team import ROLES
from coctui.models.roster import Invite, Member, Team
from coctui.models.shift import Gap, Shift
from coctui.widgets import moments
from coctui.widgets.bars import NextStep
from coctui.widgets.roster import RosterLine
from coctui.widgets.shift_chart import CELLS, HOURS, ShiftRow

SOON = timedelta(hours=24)
"""Hours with nobody are said in the Next bar from so long before."""
SHOWN_SHIFTS, SHOWN_GAPS = 4, 5


def lines(team: Team, me: str, now: datetime, zone: tzinfo, *, clock: bool, wanted: str = "") -> tuple[RosterLine, ...]:
    """Everybody on the team, then who is invited, then who left; only those in whose line `wanted` stands."""
    found = [_member(team, each, me, now, zone, clock=clock) for each in cover(team, now)]
    found += [_invited(invite, now) for invite in sorted(team.invites.values(), key=lambda invite: invite.at)]
    found += [_left(team, seat) for seat in rules.former(team)]
    wanted = wanted.casefold().strip()
    return tuple(line for line in found if wanted in f"{line.name} {line.roles} {line.standing}".casefold())


def _member(team: Team, each: OnShift, me: str, now: datetime, zone: tzinfo, *, clock: bool) -> RosterLine:
    member = team.members[each.seat]
    return RosterLine(
        key=each.seat,
        name=safetext.line(member.name),
        roles=roles_of(member),
        sign="+" if each.standing == "on now" else "~" if not member.compared and each.seat != me else "",
        standing=each.standing,
        until=_until(each, now, zone, clock=clock),
        you=each.seat == me,
    )


def roles_of(member: Member) -> str:
    """Roles in their usual order."""
    return ", ".join(role for role in ROLES if role in member.roles)


def _until(each: OnShift, now: datetime, zone: tzinfo, *, clock: bool) -> str:
    if each.shift is None:
        return ""
    word, at = ("until", each.shift.end) if each.standing == "on now" else ("from", each.shift.start)
    when = f"{word} {moments.stamp(at.timestamp(), now.timestamp(), zone)}"
    return when if clock else f"{when}, {moments.span((at - now).total_seconds(), units=1)}"


def _invited(invite: Invite, now: datetime) -> RosterLine:
    roles = ", ".join(role for role in ROLES if role in invite.roles)
    name, since = safetext.line(invite.name), moments.ago(invite.at, now.timestamp())
    return RosterLine(invite.id, name, roles, "~", "renewed" if invite.renews else "invited", since, invited=True)


def _left(team: Team, seat: str) -> RosterLine:
    member = team.members[seat]
    return RosterLine(seat, safetext.line(member.name), roles_of(member), standing="left the team", left=True)


def chart(team: Team, now: datetime, zone: tzinfo) -> tuple[tuple[ShiftRow, ...], tuple[str, ...]]:
    """The next day half hour by half hour, and the names of its hours; nothing where nobody gave a shift."""
    begin = now.replace(minute=0, second=0, microsecond=0)
    halves = [begin + timedelta(minutes=30 * number) for number in range(HOURS * CELLS)]
    rows: list[ShiftRow] = []
    for each in cover(team, now):
        member = team.members[each.seat]
        there = tuple(any(shift.covers(half) for shift in member.profile.shifts) for half in halves)
        if any(there):
            rows.append(ShiftRow(safetext.line(member.name), there))
    if not any(member.profile.shifts for member in team.active.values()):
        return (), ()
    nobody = tuple(not any(row.halves[number] for row in rows) for number in range(len(halves)))
    if any(nobody):
        rows.append(ShiftRow("nobody", nobody, nobody=True))
    hours = tuple(f"{(begin + timedelta(hours=number)).astimezone(zone):%H}" for number in range(HOURS))
    return tuple(rows), hours


def gap_lines(team: Team, now: datetime, zone: tzinfo) -> tuple[str, ...]:
    """The hours with nobody, in words; nothing where shifts are not known."""
    found = alone(team, now) or ()
    said = [f"{_span(gap, zone)}, {moments.span(gap.length.total_seconds())}" for gap in found[:SHOWN_GAPS]]
    return (*said, f"and {len(found) - SHOWN_GAPS} more spans") if len(found) > SHOWN_GAPS else tuple(said)


def _span(gap: Gap, zone: tzinfo) -> str:
    start, end = gap.start.timestamp(), gap.end.timestamp()
    until = moments.clock(end, zone)
    if moments.long_day(start, zone) != moments.long_day(end, zone):
        until = f"{moments.long_day(end, zone)} {until}"
    return f"{moments.long_day(start, zone)} {moments.clock(start, zone)} to {until}"


def next_step(team: Team, now: datetime, zone: tzinfo) -> NextStep:
    """Nobody is there now, or soon; or nobody said when they are."""
    found = alone(team, now)
    if found is None:
        return NextStep("~", "Nobody said when they are there.", "Begin with yourself.", "your profile", "e")
    if found and found[0].start <= now:
        woken = next((each for each in cover(team, now) if team.members[each.seat].profile.phone), None)
        phone = team.members[woken.seat].profile if woken else None
        because = f"Can be woken: {safetext.line(phone.name, 24)}, {safetext.line(phone.phone, 24)}." if phone else ""
        return NextStep("!", "Nobody is on shift now.", because, "your profile", "e")
    if found and found[0].start <= now + SOON:
        return NextStep("~", f"Nobody is on shift {_span(found[0], zone)}.", "", "your profile", "e")
    return NextStep()


def facts(team: Team, seat: str, words: str, now: datetime, zone: tzinfo) -> tuple[tuple[str, str, str], ...]:
    """What a member says of themself, as (label, value, sign)."""
    member = team.members[seat]
    profile = member.profile
    shifts = [shift for shift in profile.shifts if shift.end > now][:SHOWN_SHIFTS]
    compared = "" if member.compared else "not compared by voice yet\n"
    return (
        ("Roles", roles_of(member), ""),
        ("There", _there(profile.zone, now), ""),
        ("Mail", safetext.line(profile.mail), ""),
        ("Handles", safetext.line(", ".join(profile.handles)), ""),
        ("Company", safetext.line(profile.company), ""),
        ("Wake", safetext.line(profile.phone) or "no phone given", ""),
        ("On shift", "\n".join(_brief(shift, zone) for shift in shifts) or "nothing said", ""),
        ("Key words", f"{compared}{words}", "" if member.compared else "~"),
    )


def _there(zone: str, now: datetime) -> str:
    try:
        return f"{now.astimezone(ZoneInfo(zone)):%H:%M}, {safetext.line(zone, 60)}" if zone else ""
    except (OSError, ValueError, KeyError):
        return safetext.line(zone, 60)


def _brief(shift: Shift, zone: tzinfo) -> str:
    """Without the year: nobody is on shift for so long."""
    return spoken_shift(shift, zone).replace(f" {shift.start.astimezone(zone).year}", "")
