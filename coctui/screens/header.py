"""The top row of every screen of an open vault: which conference, which day, who, what time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coctui import safetext
from coctui.models.shift import current
from coctui.screens.base import House
from coctui.widgets import moments
from coctui.widgets.bars import HeaderBar, HeaderFacts


class Header(HeaderBar):
    """Filled from the open vault; looks at the clock every few seconds, and draws when the minute changed."""

    def __init__(self, house: House) -> None:
        super().__init__(header_facts(house))
        self._house = house

    def on_mount(self) -> None:
        """Times change once a minute."""
        self.set_interval(5, lambda: self.show(header_facts(self._house)))


def header_facts(house: House) -> HeaderFacts:
    """What the top row says now; empty while no vault is open."""
    vault = house.session.vault
    if vault is None:
        return HeaderFacts()
    now, team, member = house.now(), vault.team, vault.member
    role = next((role for role in ("lead", "chair", "organizer", "responder") if role in member.roles), "")
    if current(member.profile.shifts, datetime.fromtimestamp(now, UTC)) is not None:
        role = f"{role} on shift"
    return HeaderFacts(
        conference=safetext.line(team.conference, 40),
        practice=team.practice,
        day=_day(team.first_day, team.last_day, team.zone, now),
        name=safetext.line(member.name, 24),
        role=role,
        clock=moments.clock(now, house.zone),
        zone=moments.zone_name(now, house.zone),
        cleaning=vault.cleaning_up,
    )


def _day(first: str, last: str, zone: str, now: float) -> str:
    """`day 2 of 3`, in the conference's zone; `""` where the days are not known or it is not on."""
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        today = datetime.fromtimestamp(now, ZoneInfo(zone) if zone else UTC).date()
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return ""
    return f"day {(today - begin).days + 1} of {(end - begin).days + 1}" if begin <= today <= end else ""
