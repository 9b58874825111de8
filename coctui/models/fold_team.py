"""The team from its events (VAULT.md 3, 4, 5, 7)."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from coctui.models import team_events as kinds
from coctui.models.authority import may_team
from coctui.models.event import Body, Event, Keyed
from coctui.models.generation import begins, numbered
from coctui.models.line import walk
from coctui.models.piece import Rules
from coctui.models.roster import SENIOR, Cut, Held, Invite, Keys, Member, Profile, Role, Team, both, capped

Proven = Callable[[kinds.Joined, Keys], bool]
"""Whether the proof in a `joined` is by the invitation with these keys."""


def fold_team(events: Iterable[Event], founding: str | None = None, proven: Proven | None = None) -> Team:
    """The roster and settings that the team lane adds up to; raises `Forked` where the lane has two beginnings.

    `founding` is the link of the founding event, where a slot vouches for it: no other may begin the lane. `proven` is
    asked of each `joined` and of the invitation that is open there, not of another one that claims the same id.
    """

    def step(team: Team, event: Event) -> Team | None:
        if proven is not None and isinstance(event.body, kinds.Joined):
            invite = team.invites.get(event.body.invitation)
            if invite is None or not proven(event.body, invite.keys):
                return None
        return step_team(team, event)

    rules = Rules(step, apply_team, _may_be_newer, _restricts, _voids, _same_invitation, _seniority, _never, founding)
    result = walk(Team(), list(events), rules)
    team = replace(
        result.state,
        refused=tuple(result.refused),
        unknown=tuple(result.unknown),
        heads=result.heads,
        ends=result.ends,
        void=result.void,
        held=result.held,
        passed=result.passed,
    )
    knew = {
        link: frozenset(seat for seat, m in state.members.items() if m.removed) for link, state in result.apart.items()
    }
    return replace(team, knew={link: seats for link, seats in knew.items() if seats != set(team.removed_by(link))})


def _never(_: Event) -> bool:
    return False


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


def _restricts(event: Event) -> bool:
    return isinstance(event.body, kinds.Removed | kinds.Renewed | kinds.Withdrawn)


def _voids(restriction: Event, event: Event) -> bool:
    """What somebody wrote past the cut without having seen that they were removed; and a use of a code that was taken back."""
    if isinstance(restriction.body, kinds.Withdrawn):
        return isinstance(event.body, kinds.Joined) and event.body.invitation == restriction.body.invitation
    seat, cut = leaves_team(restriction) or ("", {})
    return event.seat == seat and event.seq > cut.get(event.writer, -1)


def _same_invitation(one: Event, other: Event) -> bool:
    """Two who used one code, in two copies: one of them was not the one whom it was for (VAULT.md 5)."""
    bodies = one.body, other.body
    return all(isinstance(body, kinds.Joined) for body in bodies) and len({body.invitation for body in bodies}) == 1  # type: ignore[union-attr]


def _seniority(team: Team, event: Event) -> int:
    member = team.members.get(event.seat)
    return member.seniority if member else len(team.members)


def step_team(team: Team, event: Event) -> Team | None:
    """The team after one more event, or `None` where its author may not write it."""
    body = event.body
    return apply_team(team, event) if isinstance(body, Body) and may_team(team, event.seat, body, event.at) else None


def apply_team(team: Team, event: Event) -> Team | None:
    """The team after one more event whose author might write it, as they saw the team; `None` for one that is impossible now."""
    body = event.body
    applied = _apply(team, event, body) if isinstance(body, Body) else None
    if applied is None:
        return None
    team = applied
    if isinstance(body, Keyed) and body.letters is not None:
        previous = body.previous if isinstance(body, kinds.TeamRotated) else None
        rotated = begins(team.generation, team.replaced, body.letters.generation, previous)
        team = replace(
            team,
            generation=body.letters.generation if rotated else team.generation,
            replaced=team.replaced.union(previous or ()) if rotated else team.replaced,
            got=frozenset(body.letters.seats) if rotated else team.got.union(body.letters.seats),
            number=numbered(team.number, body.letters.number),
            letters=body.letters.digest,
            lettered=body.letters.seats,
        )
    return replace(team, head=event.link, line={**team.line, event.link: len(team.line)})


def _apply(team: Team, event: Event, body: Body) -> Team | None:
    match body:
        case kinds.Founded(keys=Keys() as keys) if team.founded is None:
            return replace(
                _with_member(team, keys, body.profile, frozenset(body.roles), compared=True),
                conference=body.conference, first_day=body.first_day, last_day=body.last_day, zone=body.zone,
                policy=body.policy, costs=(body.cost,) if body.cost else (), founded=event.link,
                practice=body.practice,
            )  # fmt: skip
        case kinds.Founded():
            return None
        case kinds.Invited():
            return _with_invite(team, body.invitation, event.time, None)
        case kinds.Withdrawn():
            return _without_invite(team, body.invitation)
        case kinds.Joined():
            return _joined(team, body)
        case kinds.Removed():
            return _removed(team, event, body)
        case kinds.Renewed():
            return _renewed(team, event, body)
        case kinds.RoleChanged():
            return _with_roles(team, body)
        case kinds.CostRaised():
            lowers = any(body.cost.memory < before.memory for before in team.costs)
            return None if lowers else replace(team, costs=(*team.costs[-1:], body.cost))
        case kinds.PolicyChanged() | kinds.WordsChanged():
            return _settled(team, body)
        case kinds.ProfileChanged() if event.seat in team.members:
            return _changed(team, event.seat, replace(team.members[event.seat], profile=body.profile))
        case kinds.Compared() if body.seat in team.members:
            return _changed(team, body.seat, replace(team.members[body.seat], compared=True))
        case kinds.ProfileChanged() | kinds.Compared():
            return None
        case _:
            return team


def _settled(team: Team, body: kinds.PolicyChanged | kinds.WordsChanged) -> Team:
    """What the team chose for itself: how things go, and how it says them."""
    if isinstance(body, kinds.PolicyChanged):
        return replace(team, policy=body.policy)
    others = {key: text for key, text in team.words.items() if key != body.key}
    return replace(team, words={**others, body.key: body.text} if body.text else others)


def _joined(team: Team, body: kinds.Joined) -> Team | None:
    invite = team.invites.get(body.invitation)
    if invite is None or body.keys.seat in team.members:
        return None
    team = _with_member(team, body.keys, body.profile, invite.roles, before=invite.renews)
    # Who had the invitation's letter is this member now, and no leaver.
    got = team.got - {invite.keys.seat} | {body.keys.seat} if invite.keys.seat in team.got else team.got
    return replace(_without_invite(team, body.invitation), got=got)


def _removed(team: Team, event: Event, body: kinds.Removed) -> Team | None:
    if body.seat not in team.members:
        return None
    others = (member for seat, member in team.active.items() if seat != body.seat)
    return _without_member(team, event) if any(member.roles & SENIOR for member in others) else None


def _renewed(team: Team, event: Event, body: kinds.Renewed) -> Team | None:
    # One seat has one successor: a second code takes the place of the first, and comes too late for one that was used.
    if body.seat not in team.members or any(member.before == body.seat for member in team.members.values()):
        return None
    team = _without_member(team, event)
    for invite in team.invites.values():
        team = _without_invite(team, invite.id) if invite.renews == body.seat else team
    return _with_invite(team, body.invitation, event.time, body.seat)


def _with_roles(team: Team, body: kinds.RoleChanged) -> Team | None:
    member = team.members.get(body.seat)
    if member is None:
        return None
    changed = _changed(team, body.seat, replace(member, roles=frozenset(body.roles)))
    return changed if any(other.roles & SENIOR for other in changed.active.values()) else None


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
    """Somebody who leaves; where two copies removed them, what both leave to them."""
    seat, cut = leaves_team(event) or ("", {})
    member = team.members[seat]
    if member.removed:
        return _changed(team, seat, replace(member, cut=both(member.cut, cut)))
    team = _changed(team, seat, replace(member, removed=True, cut=dict(cut)))
    return replace(team, removals=(*team.removals, (event.link, seat)))


def _with_invite(team: Team, made: kinds.Invitation, at: float, renews: str | None) -> Team | None:
    if made.id in team.invites or made.keys.seat in team.members:
        return None
    invite = Invite(made.id, made.keys, made.name, frozenset(made.roles), at, made.sealed, renews)
    return replace(team, invites={**team.invites, made.id: invite})


def _without_invite(team: Team, invitation: str) -> Team:
    return replace(team, invites={key: invite for key, invite in team.invites.items() if key != invitation})
