"""May this seat do this? The one place that decides (VAULT.md 4).

`casework` asks before an event is made, the folds ask before it counts; both get the same answer.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from coctui.models import access_events as access_kinds
from coctui.models import team_events as team_kinds
from coctui.models.access import OUT, Access
from coctui.models.content_events import Attached, Received, Strike
from coctui.models.event import Body, Event, Struck, Unknown
from coctui.models.expunge_events import Expunged, Gone, gone_digest
from coctui.models.roster import SENIOR, Cost, Role, Team
from coctui.models.statement import Statement

MOTION_LASTS = timedelta(days=7)
"""A motion older than this carries no exclusion (VAULT.md 4)."""
DEAREST = Cost(memory=2 * 1024 * 1024, passes=16, lanes=16)
"""The highest cost that is accepted on reading: 2 GiB, 16 passes, 16 lanes (VAULT.md 5)."""
WITHDRAW_AFTER = timedelta(days=7)
"""From then on any member may take back an invitation (VAULT.md 4)."""


class Ruling(NamedTuple):
    """Yes, or no with a code that casework turns into a sentence."""

    allowed: bool
    code: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Ruling(True)


def _no(code: str) -> Ruling:
    return Ruling(False, code)


def may_team(team: Team, seat: str, body: Body, at: datetime) -> Ruling:
    """Whether `seat` may write `body` in the team lane, given all that came before."""
    if isinstance(body, team_kinds.Founded):
        senior = SENIOR & set(body.roles)
        return (
            YES
            if team.founded is None and body.keys is not None and body.keys.seat == seat and senior
            else _no("already-founded")
        )
    if team.founded is None:
        return _no("not-founded")
    if isinstance(body, team_kinds.Joined):
        invite = team.invites.get(body.invitation)
        return (
            YES
            if invite is not None and body.keys.seat == seat and seat not in team.members
            else _no("invitation-used")
        )
    if seat not in team.active:
        return _no("not-on-team")
    match body:
        case team_kinds.ProfileChanged() | team_kinds.Restored() | team_kinds.TeamRotated() | team_kinds.TeamLettered():
            return YES
        case team_kinds.CostRaised():
            return _may_raise(team, body.cost)
        case team_kinds.WordsChanged():
            # At night it is a lead who finds that a number is wrong.
            return YES if seat in team.having("chair") | team.having("lead") else _no("lead-or-chair")
        case team_kinds.Compared():
            return YES if body.seat in team.active and body.seat != seat else _no("compare-with-another")
        case team_kinds.Withdrawn():
            return _may_withdraw(team, seat, body, at)
        case _:
            return _may_manage(team, seat, body, at)


def _may_raise(team: Team, cost: Cost) -> Ruling:
    """One guess may cost more, never less, and never so much that some computer refuses it for good (VAULT.md 5)."""
    if cost.memory > DEAREST.memory or not 0 < cost.passes <= DEAREST.passes or not 0 < cost.lanes <= DEAREST.lanes:
        return _no("unknown-act")
    return YES if all(cost.memory >= before.memory for before in team.costs) else _no("cost-lowered")


def _manages(team: Team, seat: str) -> bool:
    chairs = team.having("chair")
    return seat in chairs or (not chairs and seat in team.having("lead"))


def _may_withdraw(team: Team, seat: str, body: team_kinds.Withdrawn, at: datetime) -> Ruling:
    invite = team.invites.get(body.invitation)
    if invite is None:
        return _no("invitation-used")
    old = at.timestamp() - invite.at > WITHDRAW_AFTER.total_seconds()
    return YES if old or _manages(team, seat) else _no("chair-only")


def _may_manage(team: Team, seat: str, body: Body, at: datetime) -> Ruling:
    match body:
        case team_kinds.Removed():
            return _may_remove(team, seat, body, at)
        case _ if not _manages(team, seat):
            return _no("chair-only")
        case team_kinds.Invited():
            return _may_invite(team, body.invitation) if body.invitation.roles else _no("role-missing")
        case team_kinds.Renewed():
            # Also somebody who left: who comes back brings along what they were kept from. The newest seat of theirs only.
            old = body.seat in team.members and body.seat != seat
            succeeded = any(member.before == body.seat for member in team.members.values())
            return _may_invite(team, body.invitation) if old and not succeeded else _no("not-on-team")
        case team_kinds.RoleChanged():
            if body.seat not in team.active:
                return _no("not-on-team")
            if not body.roles:
                return _no("role-missing")
            return YES if _leaves_a_senior(team, body.seat, frozenset(body.roles)) else _no("last-senior")
        case team_kinds.PolicyChanged():
            return YES
        case _:
            return _no("unknown-act")


def _may_invite(team: Team, made: team_kinds.Invitation) -> Ruling:
    known = {made.id, made.keys.seat} & {*team.members, *team.invites, *(i.keys.seat for i in team.invites.values())}
    return _no("invitation-used") if known else YES


def _leaves_a_senior(team: Team, seat: str, roles: frozenset[Role]) -> bool:
    """Whether the team still has a chair or lead when `seat` has these roles only."""
    return bool(SENIOR & roles) or any(SENIOR & member.roles for other, member in team.active.items() if other != seat)


def _may_remove(team: Team, seat: str, body: team_kinds.Removed, at: datetime) -> Ruling:
    if body.seat not in team.active:
        return _no("not-on-team")
    if not _leaves_a_senior(team, body.seat, frozenset()):
        return _no("last-senior")
    chairs, leads = team.having("chair"), team.having("lead")
    if body.seat in chairs:
        if seat in chairs and seat != body.seat:
            return YES
        motion = body.motion
        seconded = motion is not None and _carries(motion, "remove", body.seat, seat, at) and motion.seat in leads
        return YES if seat in leads and seat != body.seat and seconded else _no("needs-two-leads")
    return YES if _manages(team, seat) else _no("chair-only")


def _carries(motion: Statement, said: str, target: str | None, author: str, at: datetime) -> bool:
    """Whether a motion by somebody else than author and target says this of the target, not older than seven days."""
    fresh = timedelta(0) <= at - motion.at + timedelta(minutes=5) and at - motion.at <= MOTION_LASTS
    return motion.said == said and motion.target == target and motion.seat not in (author, target) and fresh


def may(access: Access, seat: str, body: Body, at: datetime) -> Ruling:
    """Whether `seat` may write `body` in the access lane of a case, given all that came before."""
    if isinstance(body, access_kinds.Opened):
        if access.opened_by is not None:
            return _no("already-open")
        return YES if access.on_team(seat) else _no("not-on-team")
    if access.opened_by is None:
        return _no("not-open")
    cleared, keeper = seat in access.cleared, access.keeper == seat
    match body:
        case access_kinds.Recused():
            # Recusal is never refused, to a keeper neither; one who was removed may write nothing but a keeper's acts.
            return YES if cleared or (keeper and seat not in access.gone) else _no("not-cleared")
        case _ if not cleared and not keeper:
            return _no("not-cleared")
        case access_kinds.Asked():
            return _no("yourself") if body.seat == seat and not cleared else _may_ask(access, body.seat)
        case access_kinds.Admitted():
            return _no("yourself") if body.seat == seat and not cleared else _may_admit(access, body)
        case access_kinds.Noted():
            return _may_note(access, body)
        case access_kinds.Lettered():
            return YES
        case _ if not cleared:
            return _no("not-cleared")
        case access_kinds.StandInNamed():
            return _may_stand_in(access, seat, body.seat)
        case access_kinds.Excluded():
            return _may_exclude(access, seat, body, at)
        case access_kinds.Rotated():
            return YES
        case _:
            return _no("unknown-act")


def _may_ask(access: Access, seat: str) -> Ruling:
    if not access.on_team(seat):
        return _no("not-on-team")
    return _no("already-cleared") if seat in access.cleared else YES


def _may_stand_in(access: Access, author: str, seat: str) -> Ruling:
    """An organizer, named by somebody else. Who is cleared already acts as lead from now on and is not asked again."""
    if "organizer" not in access.roles(seat):
        return _no("not-organizer")
    return _no("yourself") if seat == author else YES


def _may_admit(access: Access, body: access_kinds.Admitted) -> Ruling:
    standing = access.standing(body.seat)
    if not access.on_team(body.seat):
        return _no("not-on-team")
    if body.seat in access.cleared:
        return _no("already-cleared")
    if standing.state in OUT:
        return _no("must-be-asked-anew")
    said = body.statement
    if said is None:
        return YES
    if standing.state != "asked":
        return _no("no-question")
    fits = (
        said.seat == body.seat
        and said.said == "no conflict"
        and said.room == access.room
        and said.id not in access.spent
    )
    current = access.facts != "" and said.facts == access.facts
    return YES if fits and current and standing.number <= said.number <= access.number else _no("answer-is-old")


def _may_note(access: Access, body: access_kinds.Noted) -> Ruling:
    said = body.statement
    if (
        said.said != "step aside"
        or said.room != access.room
        or said.id in access.spent
        or said.seat not in access.team.members
    ):
        return _no("answer-is-old")
    return YES


def _may_exclude(access: Access, seat: str, body: access_kinds.Excluded, at: datetime) -> Ruling:
    if not access.on_team(body.seat):
        return _no("not-on-team")
    if body.seat == seat:
        return _no("step-aside-instead")
    if body.seat not in access.cleared:
        return YES
    motion = body.motion
    if motion is None or motion.room != access.room or motion.seat not in access.cleared:
        return _no("needs-second")
    if motion.id in access.spent or not _carries(motion, "exclude", body.seat, seat, at):
        return _no("needs-second")
    return YES


def may_strike(access: Access, seat: str, struck: Event) -> Ruling:
    """Whether `seat` may take the words out of a content event now: its author, or a lead, if they are cleared."""
    if isinstance(struck.body, Strike | Struck | Expunged) or struck.lane != "content":
        return _no("cannot-be-struck")
    if seat not in access.cleared:
        return _no("not-cleared")
    return YES if seat == struck.seat or seat in access.leads_in else _no("author-or-lead-only")


def strikes(access: Access, event: Event, strike: Strike, struck: Event) -> bool:
    """Whether a strike by somebody cleared counts, for ever: the words cannot come back when its author leaves.

    A lead is one who was so at the strike's base or at any time since: no event of the case says when that changed.
    """
    body = struck.body
    if struck.lane != "content" or isinstance(body, Strike | Expunged) or struck.link == event.link:
        return False
    if event.seat != struck.seat and not access.ever_lead(event.seat, event.base):
        return False
    # Once the words are gone nobody can tell; before, who strikes may not move the event or take what is not in it.
    return isinstance(body, Struck) or (
        set(strike.after) == set(struck.after) and strike.at == struck.at and strike.struck == body.kind
        and set(strike.files) <= files_in(body)
    )  # fmt: skip


def may_expunge(access: Access, seat: str, body: Expunged, at: datetime) -> Ruling:
    """Whether `seat` may expunge these entries now: a holder, on another holder's motion about exactly them."""
    if seat not in access.cleared:
        return _no("not-cleared")
    if not body.gone:
        return _no("nothing-left")
    return YES if _seconds(access.room, access.cleared, seat, body, at) else _no("needs-second")


def expunges(access: Access, event: Event, body: Expunged) -> bool:
    """Whether an expunging counts, for ever: both members were cleared when it was written."""
    place = access.place(event.base)
    cleared = access.cleared_at[place] if place >= 0 else frozenset[str]()
    return event.seat in cleared and _seconds(access.room, cleared, event.seat, body, event.at)


def _seconds(room: str, cleared: frozenset[str], seat: str, body: Expunged, at: datetime) -> bool:
    motion = body.motion
    if motion is None or motion.room != room or motion.seat not in cleared:
        return False
    about = gone_digest(body.gone)
    return motion.facts == about and _carries(motion, "expunge", None, seat, at)


def is_of(gone: Gone, event: Event, left: dict[str, Any] | None) -> bool:
    """Whether what an expunging says of an entry is so; once the words are gone nobody can tell."""
    body = event.body
    if event.lane != "content" or isinstance(body, Strike | Expunged):
        return False
    return isinstance(body, Struck) or (
        set(gone.after) == set(event.after) and gone.at == event.at and gone.struck == body.kind
        and set(gone.files) <= files_in(body) and gone.left == left
    )  # fmt: skip


def files_in(body: Body | Unknown | Struck) -> set[str]:
    """Ids of the attachments that an entry names."""
    match body:
        case Received():
            return {file.id for file in body.files}
        case Attached():
            return {body.file.id}
        case _:
            return set()
