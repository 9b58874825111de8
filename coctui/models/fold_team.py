"""The team from its events (VAULT.md 3, 4, 5)."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from coctui.models import team_events as kinds
from coctui.models.authority import may_team
from coctui.models.event import Body, Event, Keyed
from coctui.models.generation import begins, numbered
from coctui.models.line import Rules, walk
from coctui.models.roster import Cut, Held, Invite, Keys, Member, Profile, Role, Team, capped

Proven = Callable[[kinds.Joined, Keys], bool]
"""Whether the proof in a `joined` is by the invitation with these keys."""


def fold_team(events: Iterable[Event], founding: str | None = None, proven: Proven | None = None) -> Team:
    """The roster and settings that the team lane adds up to; raises `Forked` where the lane has two ends.

    `founding` is the link of the founding event, where a slot vouches for it: no other may begin the lane. `proven` is
    asked of each `joined` and of the invitation that is open there, not of another one that claims the same id.
    """

    def step(team: Team, event: Event) -> Team | None:
        if proven is not None and isinstance(event.body, kinds.Joined):
            invite = team.invites.get(event.body.invitation)
            if invite is None or not proven(event.body, invite.keys):
                return None
        return step_team(team, event)

    result = walk(Team(), list(events), Rules(step, _may_be_newer, leaves_team, founding))
    return replace(
        result.state,
        refused=tuple(result.refused),
        unknown=tuple(result.unknown),
        heads=result.heads,
        held=result.held,
        passed=result.passed,
    )


def _may_be_newer(team: Team, event: Event) -> bool:
    """Anybody but who was removed: a newer version may know other ways to join."""
    member = team.members.get(event.seat)
    return member is None or not member.removed


def leaves_team(event: Event) -> tuple[str, Cut] | None:
    """Whom a team event takes from the team, and the last events that count of them."""
    body = event.body
    if not isinstance(body, kinds.Removed | kinds.Renewed):
        return None
    return body.seat, capped(body.cut, event.writer, event.seq) if body.seat == event.seat else body.cut


def step_team(team: Team, event: Event) -> Team | None:
    """The team after one more event, or `None` where its author may not write it."""
    body = event.body
    if not isinstance(body, Body) or not may_team(team, event.seat, body, event.at):
        return None
    team = _apply(team, event, body)
    if isinstance(body, Keyed) and body.letters is not None:
        previous = body.previous if isinstance(body, kinds.TeamRotated) else None
        rotated = begins(team.generation, team.replaced, body.letters.generation, previous)
        team = replace(
            team,
            generation=body.letters.generation if rotated else team.generation,
            replaced=team.replaced | {team.generation} if rotated and team.generation else team.replaced,
            got=frozenset(body.letters.seats) if rotated else team.got.union(body.letters.seats),
            number=numbered(team.number, body.letters.number),
            letters=body.letters.digest,
            lettered=body.letters.seats,
        )
    return replace(team, head=event.link, line={**team.line, event.link: len(team.line)})


def _apply(team: Team, event: Event, body: Body) -> Team:
    match body:
        case kinds.Founded(keys=Keys() as keys):
            return replace(
                _with_member(team, keys, body.profile, frozenset(body.roles), compared=True),
                conference=body.conference, first_day=body.first_day, last_day=body.last_day, zone=body.zone,
                policy=body.policy, costs=(body.cost,) if body.cost else (), founded=event.link,
                practice=body.practice,
            )  # fmt: skip
        case kinds.Invited():
            return _with_invite(team, body.invitation, event.time, None)
        case kinds.Withdrawn():
            return _without_invite(team, body.invitation)
        case kinds.Joined():
            invite = team.invites[body.invitation]
            team = _with_member(team, body.keys, body.profile, invite.roles, before=invite.renews)
            # Who had the invitation's letter is this member now, and no leaver.
            got = team.got - {invite.keys.seat} | {body.keys.seat} if invite.keys.seat in team.got else team.got
            return replace(_without_invite(team, body.invitation), got=got)
        case kinds.Removed():
            return _without_member(team, event)
        case kinds.Renewed():
            if body.seat in team.active:
                team = _without_member(team, event)
            for invite in team.invites.values():
                # One seat has one successor: a second code takes the place of the first.
                team = _without_invite(team, invite.id) if invite.renews == body.seat else team
            return _with_invite(team, body.invitation, event.time, body.seat)
        case kinds.RoleChanged():
            return _changed(team, body.seat, replace(team.members[body.seat], roles=frozenset(body.roles)))
        case kinds.ProfileChanged():
            return _changed(team, event.seat, replace(team.members[event.seat], profile=body.profile))
        case kinds.Compared():
            return _changed(team, body.seat, replace(team.members[body.seat], compared=True))
        case kinds.PolicyChanged() | kinds.WordsChanged():
            return _settled(team, body)
        case kinds.CostRaised():
            return replace(team, costs=(*team.costs[-1:], body.cost))
        case _:
            return team


def _settled(team: Team, body: kinds.PolicyChanged | kinds.WordsChanged) -> Team:
    """What the team chose for itself: how things go, and how it says them."""
    if isinstance(body, kinds.PolicyChanged):
        return replace(team, policy=body.policy)
    others = {key: text for key, text in team.words.items() if key != body.key}
    return replace(team, words={**others, body.key: body.text} if body.text else others)


def _changed(team: Team, seat: str, member: Member) -> Team:
    held = Held(len(team.line), seat, None if member.removed else member.roles)
    last = next((h.roles for h in reversed(team.history) if h.seat == seat), None)
    history = team.history if held.roles == last else (*team.history, held)
    return replace(team, members={**team.members, seat: member}, history=history)


def _with_member(
    team: Team,
    keys: Keys,
    profile: Profile,
    roles: frozenset[Role],
    *,
    before: str | None = None,
    compared: bool = False,
) -> Team:
    member = Member(keys.seat, keys, profile, roles, len(team.members), before=before, compared=compared)
    return _changed(team, keys.seat, member)


def _without_member(team: Team, event: Event) -> Team:
    seat, cut = leaves_team(event) or ("", {})
    team = _changed(team, seat, replace(team.members[seat], removed=True, cut=dict(cut)))
    return replace(team, removals=(*team.removals, (event.link, seat)))


def _with_invite(team: Team, made: kinds.Invitation, at: float, renews: str | None) -> Team:
    invite = Invite(made.id, made.keys, made.name, frozenset(made.roles), at, made.sealed, renews)
    return replace(team, invites={**team.invites, made.id: invite})


def _without_invite(team: Team, invitation: str) -> Team:
    return replace(team, invites={key: invite for key, invite in team.invites.items() if key != invitation})
