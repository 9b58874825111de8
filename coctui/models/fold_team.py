"""The team from its events (VAULT.md 3, 4, 5)."""

from collections.abc import Iterable
from dataclasses import replace

from coctui.models import team_events as kinds
from coctui.models.authority import may_team
from coctui.models.event import Body, Event, Keyed
from coctui.models.line import walk
from coctui.models.roster import Cut, Invite, Keys, Member, Profile, Role, Team


def fold_team(events: Iterable[Event]) -> Team:
    """The roster and settings that the team lane adds up to; raises `Forked` where the lane has two ends."""
    result = walk(Team(), list(events), step_team)
    return replace(result.state, refused=tuple(result.refused), unknown=tuple(result.unknown), heads=result.heads)


def step_team(team: Team, event: Event) -> Team | None:
    """The team after one more event, or `None` where its author may not write it."""
    body = event.body
    if not isinstance(body, Body) or not may_team(team, event.seat, body, event.at):
        return None
    team = _apply(team, event, body)
    if isinstance(body, Keyed) and body.letters is not None:
        same = body.letters.generation == team.generation
        got = team.got.union(body.letters.seats) if same else frozenset(body.letters.seats)
        team = replace(
            team, generation=body.letters.generation, got=got, letters=body.letters.digest, lettered=body.letters.seats,
            number=body.letters.number,
        )  # fmt: skip
    return replace(team, head=event.link, line={**team.line, event.link: len(team.line)})


def _apply(team: Team, event: Event, body: Body) -> Team:
    match body:
        case kinds.Founded(keys=Keys() as keys):
            return replace(
                _with_member(team, keys, body.profile, frozenset(body.roles), compared=True),
                conference=body.conference, first_day=body.first_day, last_day=body.last_day, zone=body.zone,
                policy=body.policy, costs=(body.cost,) if body.cost else (), founded=event.link,
            )  # fmt: skip
        case kinds.Invited():
            return _with_invite(team, body.invitation, event.time, None)
        case kinds.Withdrawn():
            return _without_invite(team, body.invitation)
        case kinds.Joined():
            invite = team.invites[body.invitation]
            team = _with_member(team, body.keys, body.profile, invite.roles, before=invite.renews)
            return _without_invite(team, body.invitation)
        case kinds.Removed():
            return _without_member(team, event.link, body.seat, body.cut)
        case kinds.Renewed():
            team = _without_member(team, event.link, body.seat, body.cut)
            return _with_invite(team, body.invitation, event.time, body.seat)
        case kinds.RoleChanged():
            return _changed(team, body.seat, replace(team.members[body.seat], roles=frozenset(body.roles)))
        case kinds.ProfileChanged():
            return _changed(team, event.seat, replace(team.members[event.seat], profile=body.profile))
        case kinds.Compared():
            return _changed(team, body.seat, replace(team.members[body.seat], compared=True))
        case kinds.PolicyChanged():
            return replace(team, policy=body.policy)
        case kinds.CostRaised():
            return replace(team, costs=(*team.costs[-1:], body.cost))
        case _:
            return team


def _changed(team: Team, seat: str, member: Member) -> Team:
    return replace(team, members={**team.members, seat: member})


def _with_member(
    team: Team, keys: Keys, profile: Profile, roles: frozenset[Role], *, before: str | None = None, compared: bool = False
) -> Team:
    member = Member(keys.seat, keys, profile, roles, len(team.members), before=before, compared=compared)
    return _changed(team, keys.seat, member)


def _without_member(team: Team, link: str, seat: str, cut: Cut) -> Team:
    team = _changed(team, seat, replace(team.members[seat], removed=True, cut=dict(cut)))
    return replace(team, removals=(*team.removals, (link, seat)))


def _with_invite(team: Team, made: kinds.Invitation, at: float, renews: str | None) -> Team:
    invite = Invite(made.id, made.keys, made.name, frozenset(made.roles), at, made.sealed, renews)
    return replace(team, invites={**team.invites, made.id: invite})


def _without_invite(team: Team, invitation: str) -> Team:
    return replace(team, invites={key: invite for key, invite in team.invites.items() if key != invitation})
