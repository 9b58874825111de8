"""The conference days: which hours hold for a report in them and outside of them, and from when to when they last."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from coctui.models.roster import Policy, Team

LONGEST = timedelta(days=60)
"""A longer conference is a slip of the pen: no hours are counted in it."""


def policy_on(team: Team, received: datetime) -> Policy:
    """The policy with the hours that hold for a report received then, to be copied into it (VAULT.md 3)."""
    policy = team.policy
    if in_conference(team, received):
        return policy
    hours, days = policy.acknowledge_hours_outside, policy.outcome_days_outside
    changes = {"acknowledge_hours": hours, "outcome_days": days}
    return policy.model_copy(update={name: value for name, value in changes.items() if value is not None})


def in_conference(team: Team, moment: datetime) -> bool:
    """Whether a moment lies in the conference days, in the conference's zone; yes where nobody said when it is."""
    first, last = _day(team.first_day), _day(team.last_day)
    day = moment.astimezone(zone_named(team.zone)).date()
    return (first is None or first <= day) and (last is None or day <= last)


def conference_span(team: Team) -> tuple[datetime, datetime] | None:
    """From the first midnight of the conference to its last, in UTC; `None` where its days are not known.

    In UTC, since a night in which clocks change is not as long as the others.
    """
    first, last = _day(team.first_day), _day(team.last_day)
    if first is None or last is None or not first <= last <= first + LONGEST:
        return None
    zone = zone_named(team.zone)
    try:
        start = datetime.combine(first, time(), zone).astimezone(UTC)
        return start, datetime.combine(last + timedelta(days=1), time(), zone).astimezone(UTC)
    except OverflowError:
        return None


def zone_named(name: str) -> tzinfo:
    """The zone of that name, UTC where there is none."""
    try:
        return ZoneInfo(name) if name else UTC
    except (OSError, ValueError, KeyError):
        return UTC


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
