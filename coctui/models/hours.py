"""Which hours hold for a report: those of the conference days, or others outside of them where the team chose so."""

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from coctui.models.roster import Policy, Team


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
